"""Where in a query the fault is, drawn for a terminal."""

from __future__ import annotations

from unicodedata import category, east_asian_width

from vnsearch.errors import QueryError

_COLUMNS = 76  # of the query that are shown, so that neither line wraps
_BEFORE = 30  # of those, before the fault


def caret(error: QueryError) -> str:
    """Two lines: the query, and `^` under every column of the fault.

    A long query is cut around the fault, with `…`. Control characters, line breaks among them,
    become spaces; marks and wide characters take 0 and 2 columns.
    """
    shown = [_harmless(ch) for ch in error.query]
    widths = [_columns(ch) for ch in shown]
    first = error.start
    room = _BEFORE
    while first > 0 and widths[first - 1] <= room:
        first -= 1
        room -= widths[first]
    last = first
    room = _COLUMNS
    while last < len(shown) and widths[last] <= room:
        room -= widths[last]
        last += 1
    before = "…" if first else ""
    after = "…" if last < len(shown) else ""
    column = len(before) + sum(widths[first : error.start])
    length = sum(widths[error.start : min(error.end, last)])
    query = before + "".join(shown[first:last]) + after
    return f"{query}\n{' ' * column}{'^' * max(1, length)}"


def _harmless(ch: str) -> str:
    """A character that takes one place in a line; nothing of what only steers the display."""
    kind = category(ch)
    if kind == "Cf":
        return ""
    if kind == "Cs":
        return "\ufffd"
    return " " if kind in ("Cc", "Zl", "Zp") else ch


def _columns(shown: str) -> int:
    """How many columns of a terminal the character takes."""
    if not shown or category(shown) in ("Mn", "Me"):
        return 0
    return 2 if east_asian_width(shown) in ("W", "F") else 1
