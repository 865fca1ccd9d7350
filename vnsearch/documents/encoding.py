"""Bytes to text: which encoding a file is in, and its text."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from vnsearch.errors import DocumentError


@dataclass(frozen=True, slots=True)
class Encoding:
    """The name of an encoding, and whether the bytes leave no doubt of it."""

    name: str
    sure: bool

    @property
    def label(self) -> str:
        """The name as shown to people, with a guess called so."""
        return self.name if self.sure else f"{self.name} (a guess)"


def canonical_name(name: str) -> str:
    """The name an encoding has here; raises DocumentError for an unknown one."""
    try:
        return codecs.lookup(name).name
    except LookupError:
        raise DocumentError(f"the encoding {name!r} is not known; try utf-8") from None


def detect_encoding(data: bytes) -> Encoding:
    """The encoding that reads `data` best."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return Encoding("windows-1252", sure=False)
    return Encoding("utf-8", sure=True)


def decode(data: bytes, forced: str = "") -> tuple[str, Encoding]:
    """The text of `data` and its encoding, which is `forced` or, where that is "", told."""
    encoding = Encoding(canonical_name(forced), sure=True) if forced else detect_encoding(data)
    return data.decode(encoding.name, "replace").removeprefix("\ufeff"), encoding


def is_wide(head: bytes, forced: str = "") -> bool:
    """Whether the first bytes are those of UTF-16 or UTF-32 (or `forced` says so)."""
    if forced:
        return canonical_name(forced).startswith(("utf-16", "utf-32"))
    return head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
