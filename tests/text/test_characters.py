"""Every code point has the class that its Unicode data give it."""

from __future__ import annotations

import re
from unicodedata import category, name, normalize

import pytest

from vnsearch.text.characters import (
    INVISIBLE,
    SEPARATING_LETTERS,
    character_class,
    has_uncommon,
)

from .samples import EVERY_CHARACTER


def _ideograph(ch: str) -> bool:
    kinds = (
        "CJK UNIFIED IDEOGRAPH",
        "CJK COMPATIBILITY IDEOGRAPH",
        "IDEOGRAPHIC ITER",
        "IDEOGRAPHIC NUM",
    )
    return name(ch, "").startswith(kinds)


def _is_numbering(ch: str) -> bool:
    """Whether it is a fraction of Latin figures, or a number in a circle or with a sign."""
    frames = r"\bCIRCLED|^PARENTHESIZED|FULL STOP$|COMMA$|^VULGAR|^FRACTION NUMERATOR"
    framed = re.search(frames, name(ch, ""))
    return category(ch) == "No" and framed is not None


def _is_word_sign(ch: str) -> bool:
    """Whether it is a sign made of Latin letters and digits that are a word: ㎏, but no ™."""
    plain = normalize("NFKC", ch)
    if ch in "℃℉№℡℻":
        return True
    is_unit = name(ch, "").startswith("SQUARE ") and "\u3300" <= ch <= "\u33ff"
    return (
        is_unit and plain.isalnum() and (plain.isascii() or plain[0] in "μkM") and plain != ch
    )


def test_class_follows_from_the_unicode_category() -> None:
    for ch in EVERY_CHARACTER:
        if _ideograph(ch) or _is_numbering(ch) or _is_word_sign(ch):
            expected = 4
        elif ch in INVISIBLE:
            expected = 3
        elif ch in SEPARATING_LETTERS:
            expected = 0
        elif ch.isalnum():
            expected = 1
        else:
            expected = 2 if category(ch) in ("Mn", "Mc", "Me") else 0
        assert character_class(ch) == expected, f"U+{ord(ch):04X}"


def test_fast_paths_see_every_mark_and_invisible_character() -> None:
    for ch in EVERY_CHARACTER:
        if character_class(ch) in (2, 3):
            assert has_uncommon(ch), f"U+{ord(ch):04X} is outside the class UNCOMMON"


# Format characters that show something: number signs, annotations, hieroglyph arrangement.
_VISIBLE_FORMATS = re.compile(
    "[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\ufff9-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f]"
)


def test_invisible_are_the_format_characters_and_variation_selectors() -> None:
    expected = {
        ch
        for ch in EVERY_CHARACTER
        if (category(ch) == "Cf" and not _VISIBLE_FORMATS.match(ch))
        or "VARIATION SELECTOR" in name(ch, "")
    }
    known = {ch for ch in INVISIBLE if category(ch) != "Cn"}  # others came with a later Unicode
    assert known == expected | {"\u034f"}


def test_vietnamese_text_has_nothing_uncommon() -> None:
    text = "“Tiếng Việt” – 1.000₫, “hôm qua”… § 3×4 → 25 °C; Đ/c (Ủy viên) 👍"
    assert not has_uncommon(text)


@pytest.mark.parametrize(
    ("ch", "expected"),
    [
        ("a", 1),
        ("ệ", 1),
        ("Đ", 1),
        ("7", 1),
        ("½", 4),
        ("⅞", 4),
        ("①", 4),
        ("❶", 4),
        ("㎡", 4),
        ("№", 4),
        ("²", 1),
        ("Ⅳ", 1),
        ("™", 0),
        ("º", 0),
        ("中", 4),
        ("𡗶", 4),
        ("々", 4),
        ("〇", 4),
        ("豈", 4),
        ("が", 1),
        ("한", 1),
        ("\u0323", 2),
        ("\u093e", 2),
        ("\u20dd", 2),
        ("\u00ad", 3),
        ("\u200b", 3),
        ("\u200d", 3),
        ("\u2060", 3),
        ("\ufeff", 3),
        ("\u034f", 3),
        ("\u202e", 3),
        ("\ufe0f", 3),
        (" ", 0),
        ("\u00a0", 0),
        ("_", 0),
        ("-", 0),
        ("₫", 0),
        ("\u02bc", 0),
        ("’", 0),
        ("😀", 0),
        ("\x00", 0),
        ("\ud800", 0),
    ],
)
def test_class_by_example(ch: str, expected: int) -> None:
    assert character_class(ch) == expected
