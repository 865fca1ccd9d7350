"""The Vietnamese syllable: its tone, where the tone is written, its spelling in i or y.

Everything here takes and gives lower-case composed terms. The placement is that of Decision
1989/QĐ-BGDĐT of 2018 (hoà, thuỷ, khoẻ); the tables of onsets and rimes are the orthography's.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import cache, lru_cache
from itertools import islice, product
from unicodedata import normalize

VOWELS = "aăâeêioôơuưy"
LONGEST_SYLLABLE = 7  # letters: nghiêng
TONE_MARKS = ("", *"\u0300\u0301\u0309\u0303\u0323")  # none, huyền, sắc, hỏi, ngã, nặng

_PLACED = {
    (vowel, tone): normalize("NFC", vowel + mark)
    for vowel in VOWELS
    for tone, mark in enumerate(TONE_MARKS)
    if tone
}
_SPLIT = {placed: parts for parts, placed in _PLACED.items()}

# Open pairs of plain vowels with the tone on the second; all others have it on the first.
_SECOND = frozenset(("oa", "oe", "uy", "ie", "ye", "uo", "ue"))


def split_tone(term: str) -> tuple[str, int]:
    """The term's letters and its tone: 'người' -> ('ngươi', 1).

    Tones: 0 none, 1 huyền, 2 sắc, 3 hỏi, 4 ngã, 5 nặng. A tone stands on a Vietnamese vowel; a
    term with more than one (a foreign word, words run together) is given back as it is, with 0.
    """
    places = _places(term, _SPLIT)
    place = next(places, -1)
    if place < 0 or next(places, -1) >= 0:  # of a long run the first two tell
        return term, 0
    vowel, tone = _SPLIT[term[place]]
    return term[:place] + vowel + term[place + 1 :], tone


def _places(term: str, letters: Container[str]) -> Iterator[int]:
    """Where a term has some letters without yet another mark, as no Vietnamese letter bears."""
    return (
        place
        for place, letter in enumerate(term)
        if letter in letters and not "\u0300" <= term[place + 1 : place + 2] <= "\u036f"
    )


def place_tone(toneless: str, tone: int) -> str:
    """The letters with the tone where modern spelling has it: ('hoa', 3) -> 'hoả'.

    A function of letters and tone alone: in a word of several syllables the last one bears
    the tone, in a word without vowels the last letter. `split_tone` undoes it.
    """
    if not tone or not toneless:
        return toneless
    place = _tone_place(toneless)
    if place < 0:
        return normalize("NFC", toneless + TONE_MARKS[tone])
    return toneless[:place] + _PLACED[toneless[place], tone] + toneless[place + 1 :]


def _tone_place(toneless: str) -> int:
    """The index of the letter that bears the tone; -1 if there is no vowel."""
    vowels = list(_places(toneless, VOWELS))
    if not vowels:
        return -1
    last = first = vowels.pop()
    while vowels and vowels[-1] == first - 1:
        first = vowels.pop()
    if last > first > 0 and toneless[first - 1 : first + 1] in ("qu", "gi"):
        first += 1
    for place in range(last, first - 1, -1):
        if not toneless[place].isascii():
            return place
    if last - first == 1:
        is_second = last + 1 < len(toneless) or toneless[first:] in _SECOND
        return last if is_second else first
    return first + 1 if last - first == 2 else last


# What is spelled with y or i, and the other.
_Y_OR_I = [(f"{onset}y", f"{onset}i") for onset in "hklmtsv"] + [
    (f"quy{final}", f"qui{final}") for final in ("", "t", "nh", "ch")
]
RESPELLED = {**dict(_Y_OR_I), **{in_i: in_y for in_y, in_i in _Y_OR_I}}


def respelled(term: str) -> str:
    """The same word spelled with i for y or y for i: 'kỹ' -> 'kĩ', 'quí' -> 'quý'; else ''.

    Folded terms as well. Never ai for ay, ui for uy, or i for y alone: those are other words.
    """
    letters, tone = split_tone(term)
    other = RESPELLED.get(letters, "")
    return place_tone(other, tone) if other else ""


# A nucleus and the finals that follow it; "-" stands for none.
_RIMES = """
a - c ch i m n ng nh o p t u y
ă c m n ng p t
â c m n ng p t u y
e - c m n ng o p t
ê - ch m n ng nh p t u c
i - a c ch m n nh p t u
iê c m n ng p t u
o - a c e i m n ng p t
oa c ch i m n ng nh o p t y
oă c m n ng p t
oe c m n ng o t
oo c ng
ô - c i m n ng p t
ơ - i m n p t
u - a c i m n ng p t
uâ n ng t y
uê - ch n nh u
uô c i m n ng t
uơ -
uy - a ch n nh p t u
uyê n t
ư - a c i m n ng t u
ươ c i m n ng p t u
y -
yê m n ng t u
"""
_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph r s t th tr v x"
_FRONT, _BACK = "eêi", "aăâoôơuư"
# What no rime behind an onset begins with.
_NEVER_BEHIND = {
    **dict.fromkeys(("gh", "k", "ngh"), _BACK),
    **dict.fromkeys(("c", "ng"), _FRONT),
    "g": "eê",
    "gi": "êi",
}
_STOPS = ("c", "ch", "p", "t")
# What dictionaries have beside the rules: quạu quọ, quấc, quay quoắt, quềnh quoàng; the names
# of provinces in Ede and Tay spelling.
_AFTER_RULES = """
qui quit quinh quich quôc quêt quơi quơn giê quau quo quâc quoăt quoang
đăk lăk kan
""".split()
_PLAIN = str.maketrans("ăâêôơưđ", "aaeooud")
_WITH_OPEN_Y = frozenset(("h", "k", "l", "m", "n", "s", "t", "th", "v", "d"))
_REMEMBERED = 2**16
_WITH_MARKS = {"a": "aăâ", "d": "dđ", "e": "eê", "o": "oôơ", "u": "uư"}


def is_syllable(term: str) -> bool:
    """Whether the term is spelled as a Vietnamese syllable, its tone included.

    After -c, -ch, -p and -t the tone is sắc or nặng: 'học' is one, 'hoc' and 'hòc' are not.
    """
    letters, tone = split_tone(term)
    if len(letters) > LONGEST_SYLLABLE or not _is_spelled(letters):
        return False
    return tone in (2, 5) or not letters.endswith(_STOPS)


@lru_cache(_REMEMBERED)
def may_bear_more(term: str) -> bool:
    """Whether some other syllable has the term's letters, tone and marks, and further ones:
    'chứa' those of 'chúa'.
    """
    letters, tone = split_tone(term)
    others = map("".join, product(*(_WITH_MARKS.get(ch, ch) for ch in letters)))
    return len(letters) <= LONGEST_SYLLABLE and any(
        is_syllable(place_tone(each, tone)) for each in islice(others, 1, None)
    )


def is_bare_syllable(term: str) -> bool:
    """Whether an ASCII term can be a Vietnamese syllable typed without its marks: 'hoc'."""
    return len(term) <= LONGEST_SYLLABLE and _is_spelled_bare(term)


@lru_cache(_REMEMBERED)
def _is_spelled(letters: str) -> bool:
    return letters in _AFTER_RULES or any(
        rime in _rimes(onset, rime.translate(_PLAIN))
        for onset, rime in _partings(letters)
        if onset in _onsets().get(onset.translate(_PLAIN), ())
    )


@lru_cache(_REMEMBERED)
def _is_spelled_bare(letters: str) -> bool:
    return letters in [term.translate(_PLAIN) for term in _AFTER_RULES] or any(
        _rimes(onset, rime)
        for bare, rime in _partings(letters)
        for onset in _onsets().get(bare, ())
    )


def _partings(letters: str) -> Iterator[tuple[str, str]]:
    """What may be the onset of a syllable, and what is then its rime."""
    return ((letters[:size], letters[size:]) for size in range(4))


def _rimes(onset: str, bare: str) -> list[str]:
    """What the orthography writes behind an onset of the rimes with some bare letters: ghe,
    but ga.
    """
    if onset == "qu":  # the glide is always u: qua, quen, quăng for oa, oen, oăng
        rimes = _rimes_by_letters().get(f"o{bare}", ())
        return [rime[1:] for rime in rimes if rime.startswith(("oa", "oă", "oe"))]
    rimes = _rimes_by_letters().get(bare, ())
    if onset == "q":
        return [rime for rime in rimes if rime.startswith(("uâ", "uê", "uơ", "uy"))]
    if not onset:
        return [rime for rime in rimes if not rime.startswith("iê")]
    never = "y" + _NEVER_BEHIND.get(onset, "")
    is_open_y = onset in _WITH_OPEN_Y and bare == "y"
    return [rime for rime in rimes if rime[0] not in never or is_open_y]


@cache
def _onsets() -> dict[str, list[str]]:
    """The onsets by their letters without marks."""
    onsets: dict[str, list[str]] = {}
    for onset in ("", "q", "qu", *_ONSETS.split()):
        onsets.setdefault(onset.translate(_PLAIN), []).append(onset)
    return onsets


@cache
def _rimes_by_letters() -> dict[str, list[str]]:
    """The rimes by their letters without marks."""
    rimes: dict[str, list[str]] = {}
    for nucleus, *finals in map(str.split, _RIMES.strip().splitlines()):
        for final in finals:
            rime = nucleus + final.replace("-", "")
            rimes.setdefault(rime.translate(_PLAIN), []).append(rime)
    return rimes
