"""Formats of numbers in sheets (ECMA-376 18.8.30, 18.8.31): what a cell shows of a number.

Digits, decimals, and the words and signs around them are as in the cell: "Số 005/QĐ", or the 0
of a telephone number. Separators of thousands are left out, and days are told as dd/mm/yyyy:
both differ by the settings of whoever looks. Months and years alone are as in the cell.
"""

from __future__ import annotations

import datetime
import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from vnsearch.documents.formats.sheets.sheet_values import month_shown

# Formats by the numbers that every file knows; a date's own form does not matter.
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    **dict.fromkeys((14, 15, 16, 17, *range(27, 37), *range(50, 59)), "dd/mm/yyyy"),
    18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm",
    37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)", 41: "#,##0;(#,##0)", 42: "#,##0;(#,##0)",
    43: "#,##0.00;(#,##0.00)", 44: "#,##0.00;(#,##0.00)", 45: "[m]:ss", 46: "[h]:mm:ss",
    47: "[m]:ss",
}  # fmt: skip
# What nothing closes goes to the end: looked for again and again, it would take quadratic time.
_token = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*].|\[(?P<bracketed>[^\]]*)\]?'
    r"|(?P<other>general|@|E[+-])|(?P<letter>am/pm|a/p|[ydmhsbeg])|(?P<place>[0#?])"
    r"|(?P<sign>.)",
    re.IGNORECASE | re.DOTALL,
).finditer
_condition = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)").fullmatch
_COMPARED: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge,
    "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
_LAST_DAY = 2_958_465  # 9999-12-31
_LONGEST = 255  # characters of a format
_MOST_DECIMALS = 10
_MOST = 1e15  # from which numbers are not whole ones any more
_DIGITS, _FIRST = 16, frozenset("123456789")  # fewer digits than these, the first one of which
_WIDEST = 16  # the place of the first digit; with the decimals as many as Decimal rounds


class _Token(NamedTuple):
    kind: str  # a group of the pattern
    text: str


@dataclass(slots=True)
class _Section:
    """One of the formats that a code has for different values."""

    kind: str = "number"  # or "plain" as no format has it, "date", "time", "elapsed"
    condition: tuple[str, float] | None = None
    before: str = ""
    after: str = ""
    digits: str = ""  # places of the whole part, with signs that stand among them
    decimals: str = ""  # places behind the point
    scale: int = 0  # the power of ten that the value is shown times
    seconds: bool = False
    written: tuple[str, ...] = ()  # of a month or year: its letters, and words behind "="


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """The format of a cell's number."""

    sections: Sequence[_Section] = ()
    whole_from: int = -1  # digits of a whole number from which it is shown as it is; -1: never

    def show_text(self, text: str, epoch_1904: bool = False) -> str:
        """What the cell shows of a number as the file has it; the text itself if it is none."""
        if 0 <= self.whole_from <= len(text) < _DIGITS and text.isdigit() and text[0] in _FIRST:
            return text
        try:
            return self.show(float(text), epoch_1904)
        except (ValueError, OverflowError):
            return text

    def show(self, value: float, epoch_1904: bool = False) -> str:
        """What the cell shows; "" where the format hides it."""
        if not self.sections or not abs(value) < _MOST:
            return plain(value)
        section, shown = self._chosen(value)
        if section.kind == "date" and 0 < value < _LAST_DAY:
            return _date(value, epoch_1904, section.written)
        if section.kind in ("time", "elapsed") and 0 <= value < _LAST_DAY:
            return _time(value, section)
        if section.kind == "plain":
            return f"{section.before}{plain(shown)}{section.after}".strip()
        if section.kind == "number":
            return " ".join(_number(shown, section).split())
        return plain(value)

    def _chosen(self, value: float) -> tuple[_Section, float]:
        """The section for a value, and the value with the sign that is left to be shown."""
        sections = self.sections[:3]  # the fourth is for texts
        if any(one.condition for one in sections[:2]):
            for one in sections:
                if not one.condition or _COMPARED[one.condition[0]](value, one.condition[1]):
                    return one, value
            return sections[-1], value
        if value < 0 and len(sections) > 1:
            return sections[1], -value
        if value == 0 and len(sections) > 2:
            return sections[2], value
        return sections[0], value


def number_format(format_id: int, code: str = "") -> NumberFormat:
    """The format of a code, or else the one that is built in by this number."""
    code = code or _BUILT_IN.get(format_id, "")
    return _compiled(code[:_LONGEST])


@lru_cache(1024)
def _compiled(code: str) -> NumberFormat:
    if code.lower() in ("", "general", "@"):
        return NumberFormat(whole_from=0)
    sections: list[list[_Token]] = [[]]
    for match in _token(code):
        kind = match.lastgroup or ""
        if kind == "sign" and match[0] == ";":
            sections.append([])
        elif kind:
            sections[-1].append(_Token(kind, match[kind]))
    made = [_section(tokens) for tokens in sections]
    return NumberFormat(made, _whole_from(made))


def _whole_from(sections: Sequence[_Section]) -> int:
    """The digits that a positive whole number needs to be shown as it is; -1 for never."""
    first = sections[0]
    is_plain = first.kind == "number" and first.digits and not first.digits.strip("0#?")
    around = f"{first.before}{first.after}{first.decimals.rstrip('#?')}".strip()
    if not is_plain or around or first.scale or any(one.condition for one in sections[:2]):
        return -1
    return len(first.digits.lstrip("#?")) if "0" in first.digits else 0


def _section(tokens: list[_Token]) -> _Section:
    section = _Section()
    for token in tokens:
        if token.kind == "bracketed":
            _note_bracketed(token.text, section)
    letters = {letter for kind, text in tokens if kind == "letter" for letter in text.lower()}
    at = [n for n, (kind, _) in enumerate(tokens) if kind == "place"]
    others = [n for n, (kind, _) in enumerate(tokens) if kind == "other"]
    if section.kind != "elapsed" and letters:
        section.kind = "time" if letters & set("hs") and not letters & set("dy") else "date"
    section.seconds = "s" in letters
    section.written = tuple(_written(tokens)) if letters and letters <= set("my") else ()
    is_fraction = bool(at) and any(tokens[n] == ("sign", "/") for n in range(at[0], at[-1]))
    if section.kind == "number" and (others or is_fraction):
        section.kind = "plain"
        at = at + others
    first, last = (min(at), max(at)) if at else (len(tokens), len(tokens))
    first -= first > 0 and tokens[first - 1] == ("sign", ".")
    section.before = "".join(map(_shown, tokens[:first]))
    _place(section, tokens[first : last + 1])
    behind = last + 1
    while behind < len(tokens) and tokens[behind] == ("sign", ","):
        section.scale -= 3
        behind += 1
    section.after = "".join(map(_shown, tokens[behind:]))
    section.scale += 2 * sum(token == ("sign", "%") for token in tokens)
    return section


def _written(tokens: list[_Token]) -> list[str]:
    """The letters and words of a month or year; none where the month is told by its name."""
    pieces: list[str] = []
    for token in tokens:
        is_letter = token.kind == "letter"
        text = token.text.lower() if is_letter else _shown(token)
        if is_letter and pieces and pieces[-1].startswith(text):
            pieces[-1] += text
        else:
            pieces.append(text if is_letter else f"={text}")
    return [] if any(piece.startswith("mmm") for piece in pieces) else pieces


def _place(section: _Section, tokens: list[_Token]) -> None:
    """Note the places of digits, with what stands among those of the whole part."""
    point = False
    for token in tokens:
        if token == ("sign", "."):
            point = True
        elif point and token.kind == "place" and len(section.decimals) < _MOST_DECIMALS:
            section.decimals += token.text
        elif not point and token != ("sign", ","):
            section.digits += token.text if token.kind == "place" else _shown(token)


def _shown(token: _Token) -> str:
    """What a token shows by itself."""
    if token.kind == "bracketed":
        return token.text[1:].partition("-")[0] if token.text.startswith("$") else ""
    return token.text if token.kind in ("quoted", "escaped", "sign") else ""


def _note_bracketed(code: str, section: _Section) -> None:
    """A condition, or that hours, minutes or seconds go on beyond a day."""
    if found := _condition(code):
        section.condition = (found[1], float(found[2]))
    elif code and not code.lower().strip(code[0].lower()) and code[0] in "hmsHMS":
        section.kind = "elapsed"


def _number(value: float, section: _Section) -> str:
    least = len(section.decimals.rstrip("#?"))
    if value.is_integer() and not section.scale:  # as most are
        whole, fraction, is_none = str(abs(int(value))), "0" * least, not value
    else:
        exact = Decimal(f"{value:.15g}").scaleb(section.scale)
        if exact.adjusted() > _WIDEST:
            return plain(value)
        rounded = exact.quantize(Decimal(1).scaleb(-len(section.decimals)), ROUND_HALF_UP)
        whole, _, fraction = f"{abs(rounded):f}".partition(".")
        while len(fraction) > least and fraction.endswith("0"):
            fraction = fraction[:-1]
        is_none = not rounded
    sign = "-" if value < 0 and not is_none else ""
    digits = _placed(whole.lstrip("0"), section.digits) if section.digits else ""
    if section.decimals and not section.digits:
        digits = whole.lstrip("0")
    point = f".{fraction}" if fraction else ""
    return f"{sign}{section.before}{digits}{point}{section.after}"


def _placed(whole: str, places: str) -> str:
    """The digits of a whole number in their places, from the right; others go before."""
    if not places.strip("0#?"):
        return whole.zfill(len(places) - places.find("0") if "0" in places else 0)
    made: list[str] = []
    left = list(whole)
    first = next(at for at, place in enumerate(places) if place in "0#?")
    for at in range(len(places) - 1, -1, -1):
        place = places[at]
        if place not in "0#?":
            if left or "0" in places[:at]:
                made.append(place)
            continue
        if left:
            made.append(left.pop())
        elif place == "0":
            made.append("0")
        if at == first:
            made += reversed(left)
            left = []
    return "".join(reversed(made))


def plain(value: float) -> str:
    """A number as a cell without a format shows it, in as many digits."""
    if value == int(value) and abs(value) < _MOST:
        return str(int(value))
    return f"{value:.10g}"


def _time(value: float, section: _Section) -> str:
    """Hours and minutes, seconds where the format has them; beyond a day where it counts on."""
    days = 0 if section.kind == "elapsed" else int(value)
    seconds = round((value - days) * 86_400)
    if not section.seconds:
        seconds = round(seconds / 60) * 60
    if section.kind == "time":
        seconds %= 86_400
    shown = f"{seconds // 3600:02}:{seconds // 60 % 60:02}"
    return f"{shown}:{seconds % 60:02}" if section.seconds else shown


@lru_cache(4096)
def _date(value: float, epoch_1904: bool, written: tuple[str, ...]) -> str:
    days = int(value) + (1462 if epoch_1904 else 0)
    # Excel counts a 29 February 1900, as Lotus 1-2-3 did.
    start = datetime.date(1899, 12, 30 if days > 59 else 31)
    try:
        day = start + datetime.timedelta(days)
    except OverflowError:
        return plain(value)
    if written:
        return month_shown(day, written)
    date = f"{day:%d/%m/%Y}"
    minutes = round((value - int(value)) * 24 * 60)
    return f"{date} {minutes // 60:02}:{minutes % 60:02}" if 0 < minutes < 1440 else date
