"""Abbreviations that a text spells with a sign behind each letter: U.B.N.D, V-A-C, Th.S.

The initials of a person look the same, and in news they are far more: "chị N.T. V. (25 tuổi)"
has nothing to do with NTV. They are told by what stands beside them, and a text that calls
people by initials is believed to spell a word so only where the word is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product

from vnsearch.frozen import NamedTuple
from vnsearch.patterns import pattern
from vnsearch.text.characters import SEPARATOR, character_class
from vnsearch.text.marks import bears
from vnsearch.text.syllable import is_bare_syllable

LETTERS = frozenset("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")  # of which such a word is spelled
LONGEST_PART = 3  # letters, none of them a vowel, of one part at most: Th.S, T.P.HCM
LONGEST_SPELLED = 8  # letters; a longer run is a list, as of the alphabet
SIGNS_WITHIN = ".-"
_MOST = 1000  # of a text, or of a piece of a long one: with more it is no prose

# Two letters are mostly somebody's initials, or those of a shop that is not named; not these.
_OF_TWO = frozenset("dc eu fa gs ks bs pv ts tw tư uk un us vv am pm".split())
_VOWELS = frozenset("aăâeêioôơuưy")
_CAPITAL = "A-ZĂÂĐÊÔƠƯ"
_LETTERS = f"{_CAPITAL}a-zăâđêôơư"
_PART = f"[{_LETTERS}]{{1,{LONGEST_PART}}}"
_run = pattern(
    rf"(?<![^\W_])(?:(?<![^\W_]\.){_PART}(?:\.{_PART})+(?!\.[^\W_])"
    rf"|(?<![^\W_][.-]){_PART}(?:-{_PART})+(?![.-][^\W_]))(?![^\W_])"
).match
# What is rare comes first, and only then what stands before it: so a text is passed over fast.
_find_signs = pattern(rf"[.-](?<=[{_LETTERS}].)(?=[{_LETTERS}])").finditer
_part = pattern(_PART).findall
# Letters before and behind a run that belong to it, after a dot and a space: N.T. V.
_more_before = pattern(rf"(?<![^\W_])(?:[{_CAPITAL}]\.{{1,2}} ?)+\Z").search
_more_behind = pattern(rf"(?:\.{{1,2}} ?[{_CAPITAL}](?![^\W_])){{1,{LONGEST_SPELLED}}}").match
_FEW = len("A.B. C")  # characters, which may be all initials of a person
_BESIDE = 60  # characters before and behind that tell of a person

_CALLED = (
    "ông|bà|anh|chị|em|cháu|bé|cô|chú|bác|thầy|bạn|tên|nhân|nhi|sinh|sĩ|phạm|cáo|can|tượng|khách|"
    "viên|trai|gái|uý|úy|(?:cô|thầy) giáo|xế|cụ|gồm|mc|ong|ba|chi|chau|be|co|thay|ban|ten"
)
_SURNAMES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trương|Thị|Văn"
)
_called = pattern(
    rf"(?:(?<!\w)(?i:{_CALLED})(?: [{_CAPITAL}]\w*){{0,3}}|(?<!\w)(?:{_SURNAMES})) \(?\Z"
).search
_of_an_age = pattern(
    r"[.,;]{0,2}\s*(?:[(,–-]\s*)?"
    r"(?:SN|sinh (?:năm|ngày|viên)|học sinh|tên|\d{1,2} tuổi|ngụ|trú|quê)(?!\w)"
).match
# The surname behind the initials of somebody from abroad: H.R. McMaster, George H.W Bush.
_before_a_surname = pattern(r"\.\s?([A-Z][A-Za-z]*[a-z])(?!\w)").match
_within_a_name = pattern(r" ([A-Z][A-Za-z]*[a-z])(?!\w)").match
_has_first_name = pattern(r"[A-Z][a-z]+ \Z").search
# Who wrote it, or took the picture: at the end of all, or before what was done.
_by = pattern(r"(?:(?i:ảnh|clip|video|nguồn|theo|tác giả) ?:|(?<!\w)[Ảả]nh) ?\W{0,2}\Z").search
_signs_off = pattern(r"\.?\)?\s*(?:\Z|\((?i:tổng hợp|t/h|theo|ghi|dịch|lược))").match
_called_in_short = pattern(
    rf"(?<!\w)(?i:ông|bà|anh|chị|em|cháu|bé|cô) [{_CAPITAL}](?![^\W_]|['’-])"
).search


class Spelled(NamedTuple):
    """The characters of such a word, and whether its text calls people so."""

    start: int
    end: int
    among_initials: bool


def spelled_in(text: str) -> list[Spelled]:
    """The words of a composed text that are spelled with signs, in order."""
    found = islice(_runs(text), _MOST)
    runs = dict.fromkeys(_whole(text, run) for run in found if _is_spelled(run))
    words = [run for run in runs if _ends_there(text, *run)]
    kept = [run for run in words if not _are_initials(text, *run)]
    if not kept:
        return []
    among = len(kept) < len(words) or _called_in_short(text) is not None
    return [
        Spelled(start, end, among)
        for start, end in kept
        if len("".join(_part(text, start, end))) <= LONGEST_SPELLED
    ]


def is_part(letters: str) -> bool:
    """Whether some letters in lower case may be a part: one, or a few that cannot be spoken."""
    if len(letters) == 1:
        return letters in LETTERS
    return len(letters) <= LONGEST_PART and all(
        letter in LETTERS and letter not in _VOWELS for letter in letters
    )


def parts_of(letters: str) -> Iterator[tuple[str, ...]]:
    """The parts in which a word of so many letters may be spelled: one by one, but for a few
    in a row.
    """
    for size in range(1, LONGEST_PART + 1):
        for place in range(len(letters) - size + 1 if size < len(letters) else 0):
            middle = letters[place : place + size]
            if is_part(middle):
                yield (*letters[:place], middle, *letters[place + size :])
            if size == 1:
                break


@lru_cache(1 << 12)
def forms_of(part: str) -> frozenset[str]:
    """What a part in lower case may be in full: of d đ too."""
    forms = ([each for each in LETTERS if bears(each, letter)] for letter in part)
    return frozenset(map("".join, product(*forms)))


def _runs(text: str) -> Iterator[re.Match[str]]:
    """Parts with signs between them, from left to right: each begins before a sign."""
    end = 0
    for sign in _find_signs(text):
        place = sign.start()
        for start in range(max(end, place - LONGEST_PART), place):
            if run := _run(text, start):
                yield run
                end = run.end()
                break


def _is_spelled(run: re.Match[str]) -> bool:
    if run.end() - run.start() > 2 * LONGEST_SPELLED:
        return False
    parts = [part.lower() for part in _part(run[0])]
    return sum(len(part) > 1 for part in parts) <= 1 and all(map(is_part, parts))


def _whole(text: str, run: re.Match[str]) -> tuple[int, int]:
    """The bounds of a run with the letters that belong to it."""
    start, end = run.span()
    if "." in run[0]:
        before = _more_before(text, max(start - _BESIDE, 0), start)
        behind = _more_behind(text, end)
        start, end = before.start() if before else start, behind.end() if behind else end
    return start, end


def _ends_there(text: str, start: int, end: int) -> bool:
    """Whether tokens begin and end there."""
    around = text[max(start - 1, 0) : start] + text[end : end + 1]
    return all(character_class(ch) == SEPARATOR and ch not in "#+" for ch in around)


def _are_initials(text: str, start: int, end: int) -> bool:
    """Whether they are those of somebody who is told of, or who tells."""
    letters = _part(text, start, end)
    if len("".join(letters)) == 2 and "".join(letters).lower() not in _OF_TWO:
        return True
    before = text[max(start - _BESIDE, 0) : start]
    if _called(before) or _of_an_age(text, end) or _by(before):
        return True
    if end - start > _FEW:
        return False
    surname = _before_a_surname(text, end)
    if not surname and _has_first_name(before):
        surname = _within_a_name(text, end)
    if surname and not is_bare_syllable(surname[1].lower()):
        return True
    begins_line = not before.strip() or before[-1] in "\n("
    return begins_line and bool(_signs_off(text, end))
