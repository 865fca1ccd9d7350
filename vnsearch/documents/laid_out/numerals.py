"""The numbers that word processors write before paragraphs: one figure, and levels of them.

Formats are named as in OOXML (ECMA-376, 17.18.59 ST_NumberFormat); readers of other formats
translate theirs. What shows no letter or digit (bullets, pictures) is no number.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

_MOST = 1 << 15  # a number above is written in digits, whatever the format
_LONGEST = 200  # characters of a number, what stands around its figures included
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_VIETNAMESE = "không một hai ba bốn năm sáu bảy tám chín".split()
_place_of = re.compile(r"%([1-9])")


def roman(number: int) -> str:
    """In small Roman numerals; 1990 is "mcmxc"."""
    pieces = []
    for value, sign in _ROMAN:
        pieces.append(sign * (number // value))
        number %= value
    return "".join(pieces)


def letters(number: int) -> str:
    """As Word counts with letters: a ... z, aa, bb ... zz, aaa."""
    times, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (times + 1)


def spreadsheet_letters(number: int) -> str:
    """As columns of a sheet are counted: a ... z, aa, ab ..."""
    text = ""
    while number > 0:
        number, letter = divmod(number - 1, 26)
        text = chr(ord("a") + letter) + text
    return text


def vietnamese(number: int) -> str:
    """In Vietnamese words up to 99: một, mười lăm, hai mươi mốt; in digits beyond."""
    tens, ones = divmod(number, 10)
    if tens > 9:
        return str(number)
    if not tens:
        return _VIETNAMESE[ones]
    word = {0: "", 1: "mốt" if tens > 1 else "một", 5: "lăm"}.get(ones, _VIETNAMESE[ones])
    ten = "mười" if tens == 1 else f"{_VIETNAMESE[tens]} mươi"
    return f"{ten} {word}".rstrip()


def _from(first: int) -> Callable[[int], str]:
    """Enclosed figures and the like: a run of 20 characters of Unicode."""
    return lambda number: chr(first + number - 1) if number <= 20 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": "{:02}".format,
    "001": "{:03}".format,  # of Word's own, "custom": as its first figure is
    "0001": "{:04}".format,
    "00001": "{:05}".format,
    "upperRoman": lambda number: roman(number).upper(),
    "lowerRoman": roman,
    "upperLetter": lambda number: letters(number).upper(),
    "lowerLetter": letters,
    "spreadsheetLetter": spreadsheet_letters,
    "vietnameseCounting": vietnamese,
    "decimalEnclosedCircle": _from(0x2460),
    "decimalEnclosedParen": _from(0x2474),
    "decimalEnclosedFullstop": _from(0x2488),
    "numberInDash": "- {} -".format,
    "hex": "{:X}".format,
}
# The formats by their numbers in DOC, RTF and Word's XML of 2003 ([MS-OSHARED] 2.2.1.3); what
# is not here counts in digits.
FORMS_BY_NUMBER = {
    1: "upperRoman",
    2: "lowerRoman",
    3: "upperLetter",
    4: "lowerLetter",
    18: "decimalEnclosedCircle",
    22: "decimalZero",
    23: "bullet",
    56: "vietnameseCounting",
    255: "none",
}
_NO_NUMBERS = ("bullet", "none")


def numeral(number: int, form: str) -> str:
    """A figure in a format, in digits where the format is not known; "" for bullets."""
    if form in _NO_NUMBERS:
        return ""
    made = _FORMATS.get(form)
    return made(number) if made and 0 < number < _MOST else str(number)


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered; `text` has %1 ... %9 for the figures of levels."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    font: str = ""
    suffix: str = " "
    restart: int = -1  # begins anew after a level up to this, from 0; -1: after any above
    restarts: bool = True
    legal: bool = False  # all figures in digits (Word's "isLgl")


@dataclass(slots=True)
class Counter:
    """The running figures of one list."""

    figures: dict[int, int] = field(default_factory=dict)

    def number(self, levels: dict[int, Level], depth: int) -> str:
        """The number of the next paragraph at a depth, from 0; "" where none is shown."""
        level = levels.get(depth)
        if level is None:
            return ""
        self.figures[depth] = self.figures.get(depth, level.start - 1) + 1
        for deeper in [one for one in self.figures if one > depth]:
            below = levels.get(deeper)
            if below is None or (below.restarts and not -1 < below.restart < depth):
                del self.figures[deeper]
        if level.form == "bullet":
            return ""

        def figure(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            above = levels.get(at, Level())
            form = "decimal" if level.legal and above.form not in _NO_NUMBERS else above.form
            return numeral(self.figures.get(at, above.start), form)

        text = _place_of.sub(figure, level.text[:_LONGEST])[:_LONGEST]
        return text + level.suffix if any(map(str.isalnum, text)) else ""
