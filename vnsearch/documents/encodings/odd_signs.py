"""The letters and signs that Vietnamese in Unicode has no use for, and every misreading has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from vnsearch.text.character_search import CharacterSearch

Search = Callable[..., re.Match[str] | None]


class Misread(NamedTuple):
    """What a misreading shows: the search for it, and for the character that it begins with."""

    search: Search
    match: Search
    beginnings: CharacterSearch


# Characters that Vietnamese in Unicode has no use for, or seldom, and every misreading has.
has_unlikely = re.compile(
    "[\x80-\x9f\xa1-\xbf\xc4-\xc7\xcb\xcf\xd0\xd1\xd6-\xd8\xdb\xdc\xde\xdf\xe4-\xe7\xeb\xee-\xf1"
    "\xf6-\xf8\xfb\xfc\xfe\xff\u011e\u0130\u015e\u0131\u015f\u0152\u0153\u0160\u0161\u0178\u017d\u017e"
    "\u0192\u02c6\u02c7\u02d8-\u02dd\u0393-\u03c6\u2021\u2022\u20ac\u2122\u2500-\u25a0\u2202-\u2265]"
).search
# Of these, the letters that Vietnamese has not; and the signs where a letter touches them, as
# in no m² or 25 °C. The pattern begins with a set of characters: that is searched for fast.
_ODD_LETTERS = (
    "\xc4-\xc7\xcb\xcf\xd0\xd1\xd6\xd8\xdc\xde\xdf\xe4-\xe7\xeb\xef-\xf1\xf6\xf8\xfc\xfe\xff"
)
_SIGNS = (
    "\x80-\x9f\xa1-\xbf\xd7\xf7\u0192\u02c6-\u02dd\u0393-\u03c6\u2021\u20ac\u2122"
    "\u2500-\u25a0\u2202-\u2265"
)
# What only the code pages of other systems show: of eastern Europe, DOS and the Macintosh.
_BEYOND = (
    "\u0104-\u010f\u0118-\u011b\u011e\u011f\u0130-\u015f\u0162-\u0165\u016e-\u0171\u0179-\u017c"
    "\u02d8-\u02dd\u0393-\u03c6\u0401-\u0491\u2017\u2044\u207f\u20a7\u2116\u2202-\u2265\u2310-\u2321"
    "\u2500-\u25ca\uf8ff\ufb01\ufb02"
)
_LETTERS = "A-Za-z\xc0-\u01b0\u1ea0-\u1ef9"


def _touched(signs: str) -> Misread:
    beginning = f"[{_ODD_LETTERS}{signs}]"
    shown = re.compile(
        f"{beginning}(?:(?<=[{_ODD_LETTERS}])|[a-z\xe0-\u01b0]|(?<=[{_LETTERS}][{signs}])[^\\W\\d_])"
    )
    return Misread(shown.search, shown.match, CharacterSearch(beginning))


MISREAD = _touched(_SIGNS)
MISREAD_ANYWHERE = _touched(_SIGNS + _BEYOND)


def misread_lines(text: str, misread: Misread) -> Iterator[str]:
    """The lines with a letter that Vietnamese has not, or a sign that a letter touches."""
    if text.isascii():
        return
    following = misread.beginnings.over(text)
    end = 0
    while (place := following(end)) >= 0:
        match = misread.match(text, place)
        if not match:
            end = place + 1
            continue
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        yield text[text.rfind("\n", 0, place) + 1 : end]
