"""What a character is to a token: letter or digit, mark, invisible, separator, or a token.

The one source of truth for tokenising: the tokeniser of this package and any faster one
take their classes from `character_class`. Python's own Unicode data decide but for a few.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from unicodedata import category

from vnsearch.patterns import pattern

SEPARATOR, LETTER, MARK, UNSEEN, LONE = range(5)


def is_one_of(characters: str) -> Callable[[str], bool]:
    """Whether a character is one of some, written as in a class of a regular expression, which
    to compile takes a search in a process of its own longer than all that it is asked.
    """
    edges = []  # the first of each range and what is behind its last, in turn
    place = 0
    while place < len(characters):
        step = 2 if characters[place + 1 : place + 2] == "-" else 0
        edges += [characters[place], chr(ord(characters[place + step]) + 1)]
        place += step + 1
    edges.sort()
    return lambda character: bisect_right(edges, character) % 2 == 1


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

# Letters to Unicode that separate: apostrophes, as ' and ’ do, so that a word is the same with
# any of them; and ª and º, of which the latter mostly stands for a degree sign (37ºC).
SEPARATING_LETTERS = (
    "\u0374\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u02ca\u02cb\ua78b\ua78c\u00aa\u00ba"
)

# Characters that are no letter and outside the ranges where separators are common: every mark
# and every invisible character is among them.
UNCOMMON = (
    r"[^\w\x00-\xac\xae-\u02ff\u2010-\u2029\u202f-\u205f\u20a0-\u20cf\u2100-\u2bff"
    r"\u3000-\u3020\uff00-\uff0f\U0001f000-\U0001faff]"
)

# Fractions: they are two numbers, and no letter or digit beside them makes them others.
FRACTIONS = "\u00bc-\u00be\u2150-\u215f\u2189"
is_fraction = is_one_of(FRACTIONS)
# Numbers in circles, in brackets, with a full stop: before what they number, not a part of it.
NUMBERINGS = (
    "\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3220-\u3229\u3248-\u324f\u3251-\u325f"
    "\u3280-\u3289\u32b1-\u32bf\U0001f100-\U0001f10c"
)
# Signs that are read as a word: ℃ ℉ № ℡ ℻, and units as in 50㎡. ™ is none.
_WORD_SIGNS = (
    "\u2103\u2109\u2116\u2121\u213b\u3371-\u337a\u3380-\u33a6\u33a9-\u33ad\u33b0-\u33c1"
    "\u33c3-\u33c5\u33c8-\u33d7\u33d9-\u33dd\u33ff"
)
# Han and Nôm: each ideograph is a word's syllable.
_IDEOGRAPHS = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Each of these is a token of its own.
LONE_CHARACTERS = f"{FRACTIONS}{NUMBERINGS}{_WORD_SIGNS}{_IDEOGRAPHS}"
_is_lone = is_one_of(LONE_CHARACTERS)

# Anything but what Vietnamese and its neighbours in Europe are written with, without marks of
# their own and without what NFC replaces (the ohm sign): a text that has none of it is in NFC,
# nor has it a token of one character that is no letter or digit.
# One table look-up a character, as no class of Unicode is named.
NOT_COMPOSED = (
    r"[^\x00-\xac\xae-\xbb\xbf-\u02ff\u0370-\u0373\u0375-\u037d\u037f-\u0386\u0388-\u0482"
    r"\u048a-\u0590\u1e00-\u1eff\u2010-\u2029\u202f-\u205f\u20a0-\u20cf\u2100-\u2102"
    r"\u2104-\u2108\u210a-\u2115\u2117-\u2120\u2122-\u2125\u2127-\u2129\u212c-\u213a"
    r"\u213c-\u214f\u2160-\u2188\u218a-\u2328\u232b-\u245f\u249c-\u24e9\u2500-\u2775"
    r"\u2794-\u2adb\u2add-\u2bff\u3000-\u3004\u3008-\u3020\uff00-\uff0f"
    r"\U0001f000-\U0001f0ff\U0001f10d-\U0001faff]"
)
has_uncommon = pattern(NOT_COMPOSED).search


def character_class(ch: str) -> int:
    """0 for a separator, 1 for a letter or digit, 2 for a combining mark, 3 for invisible,
    4 for a token of its own.
    """
    if _is_lone(ch):
        return LONE if category(ch) != "Cn" else SEPARATOR
    if ch.isalnum():
        return SEPARATOR if ch in SEPARATING_LETTERS else LETTER
    if ch in INVISIBLE:
        return UNSEEN
    return MARK if category(ch)[0] == "M" else SEPARATOR
