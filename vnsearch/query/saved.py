"""`@name` in a query: what was saved by that name stands in its place."""

from __future__ import annotations

from collections.abc import Mapping

from vnsearch.errors import VnsearchError
from vnsearch.patterns import pattern
from vnsearch.query.clauses import Not, Or
from vnsearch.query.parse import parse_query
from vnsearch.text.normalize import compose

is_name = pattern(r"[^\W_][\w.-]*").fullmatch

# What stands between spaces; a phrase as a whole, so that nothing in it is a name.
_part = pattern(r'(?:[^\s"“]|"[^"]*(?:"|$)|“[^”]*(?:”|$))+')


def may_name_saved(query: str) -> bool:
    """Whether a query may name a saved one; those saved need be known for no other."""
    return "@" in query


def expand_saved(query: str, saved: Mapping[str, str]) -> str:
    """The query with every `@name` replaced by what is saved by that name; one that names
    nothing saved, or stands in a phrase or a word, stays as it is.

    Raises VnsearchError where that cannot be meant: beside an operator or behind a minus, for
    more than one operand; and where saved queries name each other in a circle.
    """
    return _expanded(compose(query), saved, ())


def _expanded(query: str, saved: Mapping[str, str], within: tuple[str, ...]) -> str:
    parts = list(_part.finditer(query))
    written, last = [], 0
    for position, part in enumerate(parts):
        minus, at, name = part[0].rpartition("@")
        if at and minus in ("", "-") and name in saved:
            if name in within:
                raise VnsearchError(
                    f"the saved query @{name} names itself; save it anew with 'vnsearch saved'"
                )
            meant = _expanded(saved[name], saved, (*within, name))
            before = parts[position - 1][0] if position else ""
            behind = parts[position + 1][0] if position + 1 < len(parts) else ""
            if minus or before in ("OR", "NOT") or behind == "OR":
                _check_operand(name, meant)
            written += [query[last : part.start()], minus, meant]
            last = part.end()
    return "".join([*written, query[last:]])


def _check_operand(name: str, meant: str) -> None:
    clauses = parse_query(meant).clauses
    if len(clauses) > 1 or isinstance(clauses[0], Not | Or):
        raise VnsearchError(
            f"@{name} stands for several words ({meant}), and cannot stand beside OR, NOT or "
            "a minus; write its words in its place"
        )
