"""Cells and strings of a workbook that are written plainly, taken many at a time (XLSX).

A sheet has millions of cells, nearly all of them of one value: the parser's events for each of
their tags would take most of the time. What is plain is taken out of the XML, and one element
stands in its place; all else goes through the parser.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from vnsearch.documents.containers.ooxml import NAMESPACES

STANDS_FOR = "plain-cells"  # the element, in the namespace of sheets
Cell = tuple[str, str, str]  # style, type, value
_TEXT = r"[^<>&\x00-\x08\x0b-\x1f]*"
_T = r'<{p}t(?: xml:space="preserve")?>'
_NO_VALUE = r"<{p}c(?:\s[^<>]*)?/>"
# Attributes are read with the parts: of a run as many as it has ends.
_CELLS = (
    r"(?:<{p}c(?: [^<>]*)?(?<!/)>"
    rf"(?:<{{p}}v>{_TEXT}</{{p}}v>|<{{p}}is>{_T}{_TEXT}</{{p}}t></{{p}}is>)</{{p}}c>\s*"
    r"(?:</{p}row>\s*<{p}row(?:[^<>h]|h(?!idden))*(?<!/)>\s*)?)+"
)
_VALUE = (
    r'<{p}c(?: r="\w*")?(?: s="(\w*)")?(?: t="(\w*)")?>'
    rf"<{{p}}(?:v|is>{_T[:-1]})>([^<]*)"
)
_STRINGS = rf"(?:<{{p}}si>(?:<{{p}}t/>|{_T}{_TEXT}</{{p}}t>)</{{p}}si>[ \n]*)+"
_STRING = "<{p}t[^<>]*>([^<]*)"
# The first tag, whose namespace is that of all without a prefix, or with the same one.
_root = re.compile(
    rb"""(?:\xef\xbb\xbf)?(?:<\?xml[^<>]*?(?:encoding=["'](?P<encoding>[^"']*)["'][^<>]*)?\?>)?\s*"""
    rb"""<(?:(?P<p>\w+):)?(?:worksheet|sst)\s[^<>]*?\bxmlns(?(p):(?P=p))=["'](?P<uri>[^"']*)["'][^<>]*>"""
).match
# Behind these what looks like a cell may be none: comments, instructions, other namespaces.
_ends = re.compile(rb"<[!?]|xmlns").search
_ROOT = 8192  # bytes in which it is looked for
_UNITS = {"c": (_CELLS, _VALUE), "si": (_STRINGS, _STRING)}


class _Patterns(NamedTuple):
    """How plain things are written with some prefix, and what parts they are read by."""

    no_value: re.Pattern[bytes]
    run: re.Pattern[bytes]
    parts: Callable[[str], list[Any]]
    mark: bytes
    unit_end: str
    row_end: str


@lru_cache(16)
def _patterns(unit: str, prefix: str) -> _Patterns:
    empty, run, parts = (one.replace("{p}", prefix) for one in (_NO_VALUE, *_UNITS[unit]))
    return _Patterns(
        re.compile(empty.encode()),
        re.compile(run.encode()),
        re.compile(parts).findall,
        f"<{prefix}{STANDS_FOR}/>".encode(),
        f"</{prefix}{unit}>",
        f"</{prefix}row>",
    )


class PlainParts:
    """What is plain of one part, its cells (c) or strings (si): taken out of the pieces of its
    bytes, and handed on where the element comes that stands for it.
    """

    def __init__(self, unit: str) -> None:
        self._unit = unit
        self._patterns: _Patterns | None = None  # until a first tag is met that is known
        self._is_over = False
        self._last = b""  # of the piece before
        self._taken: deque[list[list[Any]]] = deque()

    def without(self, piece: bytes) -> bytes:
        """The next piece of the part with elements for what is plain in it."""
        start = self._begin(piece) if not self._last else 0
        is_cut = self._last == b"<" and piece[:1] in (b"!", b"?")
        self._last = piece[-1:]
        if self._is_over or is_cut or not self._patterns:
            self._is_over = True
            return piece
        end = _ends(piece, start)
        self._is_over = end is not None
        stop = end.start() if end else len(piece)
        valued = self._patterns.no_value.sub(b"", piece[start:stop])
        thin = self._patterns.run.sub(self._take, valued)
        return b"".join((piece[:start], thin, piece[stop:]))

    def _begin(self, piece: bytes) -> int:
        """Look at the first tag, and where it ends."""
        root = _root(piece[:_ROOT])
        if not root or (root["encoding"] or b"utf-8").lower() != b"utf-8":
            return 0
        if root["uri"].decode("latin-1") in NAMESPACES["x"]:
            prefix = f"{root['p'].decode('latin-1')}:" if root["p"] else ""
            self._patterns = _patterns(self._unit, prefix)
        return root.end()

    def _take(self, run: re.Match[bytes]) -> bytes:
        """The element for a run, or the run where anything of it is not plain."""
        patterns = self._patterns
        try:
            text = run[0].decode()
        except UnicodeDecodeError:  # the parser tells the fault
            return run[0]
        if patterns is None:
            return run[0]
        rows = [patterns.parts(row) for row in text.split(patterns.row_end)]
        if sum(map(len, rows)) != text.count(patterns.unit_end):
            return run[0]
        self._taken.append(rows)
        return patterns.mark

    def rows(self) -> list[list[Any]]:
        """The parts that the next element stands for: of strings one list of texts, and of
        cells those of a row each, of which the first may have begun and the last goes on.
        """
        return self._taken.popleft() if self._taken else []
