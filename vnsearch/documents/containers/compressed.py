"""Compressed files as streams of what they hold: gzip, bzip2, xz and Zstandard.

A stream that is damaged or that expands beyond measure raises Fault where it is read.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BufferedReader
from typing import cast

from vnsearch.documents.containers.budget import Budget
from vnsearch.documents.faults import Place
from vnsearch.documents.limits import EXPANSION_FREE, EXPANSION_RATIO, HEAD_SIZE

_MAGIC = {
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
}


def _open_zstd(stream: BufferedReader) -> object:
    from vnsearch.zstd import ZstdFile  # here, since few files need it

    return ZstdFile(stream)


_OPENERS: dict[str, Callable[[BufferedReader], object]] = {
    "gzip": gzip.open,
    "bzip2": bz2.open,
    "xz": lzma.open,
    "zstd": _open_zstd,
}
# All that the standard library raises for damaged or encrypted input, ZIP archives included.
DAMAGE = (
    EOFError,
    OSError,
    RuntimeError,  # and NotImplementedError
    ValueError,
    struct.error,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
)

# The same of libraries that are imported only when such a file comes.
_FOREIGN_DAMAGE = ("ReadError", "StreamError", "ZstdError")


def compression(head: bytes) -> str:
    """The compression that the first bytes of a file tell: "gzip", "zstd" ... or ""."""
    return next((name for magic, name in _MAGIC.items() if head.startswith(magic)), "")


def expanded(
    stream: BufferedReader, kind: str, place: Place, budget: Budget | None = None
) -> BufferedReader:
    """The expanded bytes of `stream`, which is at `place`; a part's are taken of a budget."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    return guarded(_OPENERS[kind](stream), size, place, budget)


def guarded(
    stream: object, size: int, place: Place, budget: Budget | None = None
) -> BufferedReader:
    """What a decompressing stream gives of `size` compressed bytes, within measure."""
    return BufferedReader(
        _Guarded(cast(BufferedReader, stream), size, place, budget), HEAD_SIZE
    )


class _Guarded(io.RawIOBase):
    """A decompressing stream whose faults are of their place, and its growth one of them."""

    def __init__(
        self, stream: BufferedReader, size: int, place: Place, budget: Budget | None
    ) -> None:
        self._stream = stream
        self._budget = budget
        self._most = max(EXPANSION_FREE, size * EXPANSION_RATIO)
        self._place = place
        self._expanded = 0
        self._fault: Exception | None = None

    def close(self) -> None:
        """Let go of the stream, which may be as large as what it holds."""
        self._stream = cast(BufferedReader, io.BytesIO())
        super().close()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        filled = 0
        while filled < len(buffer) and self._fault is None:
            try:
                piece = self._stream.read1(len(buffer) - filled)
            except Exception as error:  # each library has its own; what they mean is damage
                foreign = type(error).__name__ in _FOREIGN_DAMAGE
                if not foreign and not isinstance(error, DAMAGE):
                    raise
                self._fault = error
                break
            if not piece:
                break
            buffer[filled : filled + len(piece)] = piece
            filled += len(piece)
        self._expanded += filled
        if self._budget:
            self._budget.spend(filled, self._place)
        if self._expanded > self._most:
            raise self._place.failed("expansion", f"more than {EXPANSION_RATIO} times its size")
        if self._fault is not None and not filled:  # what came before the fault goes out first
            raise self._place.failed("damaged", str(self._fault)) from self._fault
        return filled
