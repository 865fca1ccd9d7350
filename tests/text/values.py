"""Lists of numbers, dates and telephone numbers as people write them."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from hypothesis import strategies as st

from vnsearch.text.values.numbers import Date, Number, Telephone, Value, is_year


class Written(NamedTuple):
    """A value, one way to write it, and what it may stand beside."""

    value: Value
    text: str
    glues: str = ""  # signs that may stand between two such without a space


def _grouped(digits: str, sign: str) -> str:
    head = len(digits) % 3 or 3
    groups = [digits[:head], *(digits[at : at + 3] for at in range(head, len(digits), 3))]
    return sign.join(groups)


@st.composite
def numbers(draw: st.DrawFn) -> Written:
    digits = str(draw(st.integers(1000, 10**10)))
    if is_year(digits):
        digits += "0"
    sign = draw(st.sampled_from(("", ".", ",", "\u00a0")))
    text = _grouped(digits, sign) if sign else digits
    fraction = draw(st.sampled_from(("", "", "5", "25")))
    if fraction:
        text += ("." if sign == "," else ",") + fraction
    unit = draw(st.sampled_from(("", "", "đ", "VND")))
    plain = not fraction and not unit
    glues = "-–/" + ("," if plain and sign == "." else "")
    return Written(Number(digits, fraction), text + unit, glues)


@st.composite
def dates(draw: st.DrawFn) -> Written:
    day, month = draw(st.integers(1, 31)), draw(st.integers(1, 12))
    year = draw(st.sampled_from((0, 1999, 2024)))
    sign = draw(st.sampled_from(("/", "-", ".") if year else ("/", "-")))
    zeros = "02" if draw(st.booleans()) else "01"
    parts = [f"{day:{zeros}}", f"{month:{zeros}}", *([str(year)] if year else [])]
    if year and draw(st.booleans()):
        return Written(Date(day, month, year), f"{year}-{month:02}-{day:02}")
    return Written(Date(day, month, year), sign.join(parts), "-–" if sign == "/" else "")


@st.composite
def telephones(draw: st.DrawFn) -> Written:
    digits = f"09{draw(st.integers(10**7, 10**8 - 1))}"
    cuts = draw(st.sampled_from(((), (4, 7), (3, 6), (4, 6, 8))))
    sign = draw(st.sampled_from((".", " ", "-")))
    bounds = (0, *cuts, len(digits))
    parts = [digits[a:b] for a, b in pairwise(bounds)]
    return Written(Telephone(digits), sign.join(parts), "/")


@st.composite
def _lists(draw: st.DrawFn) -> tuple[str, list[Written]]:
    """A text with some values, and these; two of one kind may stand close together."""
    kind = draw(st.sampled_from((numbers(), dates(), telephones(), None)))
    any_kind = st.one_of(numbers(), dates(), telephones())
    written = draw(st.lists(any_kind if kind is None else kind, min_size=1, max_size=5))
    text = written[0].text
    for before, after in pairwise(written):
        apart = [" ", ", ", "; ", " và ", "\n", "\t", " | ", ". ", " đến "]
        close = [glue for glue in before.glues if kind is not None and glue in after.glues]
        text += draw(st.sampled_from(apart + close)) + after.text
    return text, written


LISTS = _lists()
