"""A file of synonyms of one's own, read; what is wrong with it is said by its line."""

from __future__ import annotations

import codecs
import os
from collections.abc import Sequence

from vnsearch.arguments import check_file_path
from vnsearch.errors import VnsearchError
from vnsearch.frozen import replace
from vnsearch.patterns import pattern
from vnsearch.records import IndexStats
from vnsearch.text.synonyms import LONGEST_WORDING, Synonyms, common_abbreviations, wordings_of
from vnsearch.text.unseen import has_invisible, seen

_MOST_BYTES = 1 << 25
_MOST_WORDINGS = 50  # of a line; each is looked for
_words = pattern(r"[^\W_]+").findall
_line_ends = pattern("\r\n|[\r\x85\u2028\u2029]").sub


def read_synonyms(file_name: str | os.PathLike[str]) -> Synonyms:
    """The forms in a file of one's own: UTF-8, or UTF-16 that says so.

    Raises VnsearchError, which names the line, for one that cannot be meant.
    """
    path = check_file_path("synonyms", file_name)
    try:
        with open(path, "rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise VnsearchError(
            f"the synonyms {path} cannot be read ({error.strerror}); mend `synonyms` in the "
            "settings, or --synonyms"
        ) from None
    if len(data) > _MOST_BYTES:
        raise VnsearchError(
            f"the synonyms {path} are over {_MOST_BYTES >> 20} MB; shorten them"
        )
    text = _decoded(path, data)
    for line_number, line in enumerate(text.split("\n"), 1):
        if wordings := wordings_of(line):
            _check(f"{path}, line {line_number}", wordings)
    return Synonyms(text, "synonym")


def with_synonyms(stats: IndexStats, own: Synonyms | None) -> IndexStats:
    """The figures of an index with those of the synonyms that it is searched with."""
    return replace(
        stats, abbreviations=len(common_abbreviations()), synonyms=len(own) if own else 0
    )


def _decoded(path: str, data: bytes) -> str:
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = _line_ends("\n", data.decode("utf-16" if wide else "utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise VnsearchError(
            f"{path}, line {line}, is not UTF-8; save the file as UTF-8"
        ) from None
    if "\0" in text:  # of UTF-16 that does not say so, in plain letters
        line = text.count("\n", 0, text.index("\0")) + 1
        raise VnsearchError(
            f"{path}, line {line}, has a NUL and is no text; save the file as UTF-8"
        )
    if has_invisible(text):  # a word is looked for by its letters
        return "\n".join([seen(line).text for line in text.split("\n")])
    return text


def _check(at_line: str, wordings: Sequence[str]) -> None:
    if len(wordings) > _MOST_WORDINGS:
        raise VnsearchError(
            f"{at_line}, has {len(wordings)} forms; the most are {_MOST_WORDINGS}"
        )
    if len(wordings) < 2:
        raise VnsearchError(f"{at_line}, has no “=”; write it as: ubnd = ủy ban nhân dân")
    for wording in wordings:
        words = len(_words(wording))
        if not words:
            raise VnsearchError(f"{at_line}, has no word on one side of “=”; write both forms")
        if words > LONGEST_WORDING:
            raise VnsearchError(
                f"{at_line}, has a form of {words} words; the most are {LONGEST_WORDING}"
            )
