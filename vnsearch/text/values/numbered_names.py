"""Names that are letters and a number, and the tokens in which they may be written.

The number of a plate is grouped in many ways, 29A-123.45 and 29A12345, with the series of a
motorcycle a figure longer (29A1-234.56); a road is QL1A, QL 1A or quốc lộ 1A, a
strain A/H1N1 or AH1N1, a law 51/2005/QH11 or QH 11, a decree 15/2020/NĐ-CP or NĐCP, a
resolution 18-NQ/TW, 18 NQ/TW or 18NQ/TW.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from vnsearch.patterns import pattern
from vnsearch.text.values.units import is_unit
from vnsearch.text.values.writings import Forms, Writings, as_spelled

# QL is short for it only before a number: elsewhere it may be quản lý.
_SHORT, _IN_FULL = "ql", (frozenset(("quốc", "quoc")), frozenset(("lộ", "lo")))
_END = r"(?![^\W_]|[.,-][0-9])"
_find_roads = pattern(
    rf"(?<![^\W_])(?:{_SHORT}|qu[oố]c l[oộ])[ .-]{{0,3}}([0-9]{{1,4}})"
    rf"(?:[ -]?([a-z]))?{_END}",
    re.IGNORECASE,
).finditer
_find_plates = pattern(
    r"(?<![^\W_])([0-9]{2})[ -]{0,3}([a-zđ]{1,2})([ .-]{0,3})([0-9]?)([ .-]{0,3})"
    rf"([0-9]{{4,5}}|[0-9]{{3}}[. ][0-9]{{2}}){_END}",
    re.IGNORECASE,
).finditer
_find_strains = pattern(
    rf"(?<![^\W_])([a-z])[ /.-]?([a-z][0-9]{{1,2}}[a-z][0-9]{{1,2}}){_END}", re.IGNORECASE
).finditer
_find_laws = pattern(
    r"(?<![^\W_])(?<![0-9][/.,-])([0-9]{1,5})/([0-9]{4})/"
    r"(?:((?:ubtv)?qh)[ -]?([0-9]{1,2})|([nq][đd]|nq|ct|tt)(?: ?- ?)?([a-zđ]{2,8}))(?![^\W_])",
    re.IGNORECASE,
).finditer
_find_resolutions = pattern(
    r"(?<![^\W_])(?<![0-9][/.,-])([0-9]{1,5})[ -]{0,3}"
    rf"([a-zđ]{{2,4}})/([a-zđ]{{2,8}}){_END}",
    re.IGNORECASE,
).finditer
_GROUP = 3  # digits of five that may stand before a dot


def numbered_names(text: str) -> Iterator[Writings]:
    """The plates, roads, strains, laws and resolutions of a text."""
    for road in _find_roads(text):
        runs = _of_road(road[1], (road[2] or "").lower())
        yield Writings(*road.span(), tuple(runs))
    for strain in _find_strains(text):
        both = strain[1].lower(), strain[2].lower()
        yield Writings(*strain.span(), (as_spelled(both), as_spelled(("".join(both),))))
    for law in _find_laws(text):
        yield Writings(*law.span(), tuple(_of_law(law)))
    for resolution in _find_resolutions(text):
        number, kind, body = (part.lower() for part in resolution.groups())
        if not is_unit(kind):  # 30 usd/kg
            yield Writings(*resolution.span(), tuple(_of_resolution(number, kind, body)))
    for plate in _find_plates(text):
        yield Writings(*plate.span(), tuple(dict.fromkeys(_of_plate(plate))))


def _of_road(number: str, letter: str) -> Iterator[Forms]:
    numbers = [(number, letter), (number + letter,)] if letter else [(number,)]
    for run in numbers:
        yield *_IN_FULL, *as_spelled(run)
        yield as_spelled((_SHORT, *run))
        yield as_spelled((_SHORT + run[0], *run[1:]))


def _of_law(law: re.Match[str]) -> Iterator[Forms]:
    number, year, *parts = (part.lower() for part in law.groups() if part)
    for written in (parts, ["".join(parts)]):
        yield *as_spelled((number, year)), *map(_with_d, written)


def _of_resolution(number: str, kind: str, body: str) -> Iterator[Forms]:
    kinds = _with_d(kind)
    yield frozenset((number,)), kinds, _with_d(body)
    yield frozenset(number + each for each in kinds), _with_d(body)


def _of_plate(plate: re.Match[str]) -> Iterator[Forms]:
    province, letters, before, figure, behind, digits = (
        group.lower() for group in plate.groups()
    )
    digits = "".join(filter(str.isdecimal, digits))
    series = [(letters + figure, digits)] if not figure or behind else []
    if figure and not before and not behind:  # 29A12345 may be of either
        series = [(letters + figure, digits), (letters, figure + digits)]
    elif figure and before and not behind:
        series = [(letters, figure + digits)]
    for head, number in series:
        if len(number) > _GROUP + 2:
            continue
        groups = [(number,), (number[:_GROUP], number[_GROUP:])][: 1 + (len(number) > 4)]
        for front, back in product([(province + head,), (province, head)], groups):
            yield as_spelled((*front, *back))
        yield as_spelled((province + head + number,))
        yield as_spelled((province, head + number))


def _with_d(letters: str) -> frozenset[str]:
    """The same with đ for any d, which was typed without its mark."""
    return frozenset(map("".join, product(*("dđ" if ch == "d" else ch for ch in letters))))
