"""What a character is to a token: letter or digit, combining mark, invisible, or separator.

The one source of truth for tokenising: the tokeniser of this package and any faster one
take their classes from `character_class`. No tables: Python's own Unicode data decide.
"""

from __future__ import annotations

from unicodedata import category

from vnsearch.patterns import pattern

SEPARATOR, LETTER, MARK, UNSEEN, IDEOGRAPH = range(5)

# Soft hyphen, joiners, zero-width spaces, direction controls, variation selectors, tags: they
# show nothing, and so neither split a word nor hide it from a search. Unicode's property
# Default_Ignorable_Code_Point, without the letters (Hangul fillers) and vowel signs it has.
_INVISIBLE_RANGES = (
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x2064),
    (0x2066, 0x206F),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0001, 0xE0001),
    (0xE0020, 0xE007F),
    (0xE0100, 0xE01EF),
)
INVISIBLE = frozenset(
    chr(code) for first, last in _INVISIBLE_RANGES for code in range(first, last + 1)
)
# The same within a class of a regular expression, which looks through ranges and not through
# hundreds of characters.
INVISIBLES = "".join(f"{chr(first)}-{chr(last)}" for first, last in _INVISIBLE_RANGES)

# Apostrophes that Unicode counts among the letters: they separate as ' and ’ do, so that a word
# is the same with any of them.
APOSTROPHES = "\u0374\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u02ca\u02cb\ua78b\ua78c"

# Characters that are no letter and outside the ranges where separators are common: every mark
# and every invisible character is among them.
UNCOMMON = (
    r"[^\w\x00-\xac\xae-\u02ff\u2010-\u2029\u202f-\u205f\u20a0-\u20cf\u2100-\u2bff"
    r"\u3000-\u3020\uff00-\uff0f\U0001f000-\U0001faff]"
)

# Han and Nôm: each ideograph is a word's syllable and a token of its own.
_IDEOGRAPH_RANGES = (
    ("\u3005", "\u3005"),
    ("\u3007", "\u3007"),
    ("\u3400", "\u4dbf"),
    ("\u4e00", "\u9fff"),
    ("\uf900", "\ufaff"),
    ("\U00020000", "\U0003ffff"),
)
IDEOGRAPHS = "".join(f"{first}-{last}" for first, last in _IDEOGRAPH_RANGES)

# Anything but what Vietnamese and its neighbours in Europe are written with, without marks of
# their own and without what NFC replaces (the ohm sign): a text that has none of it is in NFC.
# One table look-up a character, as no class of Unicode is named.
NOT_COMPOSED = (
    r"[^\x00-\xac\xae-\u02ff\u0370-\u0373\u0375-\u037d\u037f-\u0386\u0388-\u0482\u048a-\u0590"
    r"\u1e00-\u1eff\u2010-\u2029\u202f-\u205f\u20a0-\u20cf\u2100-\u2125\u2127-\u2129"
    r"\u212c-\u2328\u232b-\u2adb\u2add-\u2bff\u3000-\u3004\u3008-\u3020\uff00-\uff0f"
    r"\U0001f000-\U0001faff]"
)
has_uncommon = pattern(NOT_COMPOSED).search


def character_class(ch: str) -> int:
    """0 for a separator, 1 for a letter or digit, 2 for a combining mark, 3 for invisible,
    4 for an ideograph.
    """
    if ch.isalnum():
        if ch in APOSTROPHES:
            return SEPARATOR
        return IDEOGRAPH if _is_ideograph(ch) else LETTER
    if ch in INVISIBLE:
        return UNSEEN
    return MARK if category(ch)[0] == "M" else SEPARATOR


def _is_ideograph(ch: str) -> bool:
    return any(first <= ch <= last for first, last in _IDEOGRAPH_RANGES)
