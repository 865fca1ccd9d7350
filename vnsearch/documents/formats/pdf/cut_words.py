"""Words that a PDF has cut at the end of a line: with a hyphen, or by counting letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from vnsearch.text.syllable import is_syllable
from vnsearch.text.terms import exact_term

HYPHEN = "\ufffe"  # what PDFium writes for a hyphen at a line's end, which it then joins
_SHORTEST = 40  # characters of lines that are filled by counting
_NEAR = 8  # characters that a line filled word by word may fall short
_last_word = re.compile(r"(?<![^\W_])[^\W\d_]{1,6}$").search
_first_word = re.compile(r"[^\W\d_]{1,6}(?![^\W_])").match
_hyphened = re.compile(rf"(?<![^\W\d_])([^\W\d_]*){HYPHEN}+(?=([^\W_]*))")


def with_hyphens(line: str) -> str:
    """The line with "-" for each HYPHEN that belongs to a word, nothing for one that cut it.

    It belongs before a capital or a digit (Tây-Nguyên, NĐ-CP, COVID-19) and between two
    syllables (độc-lập); it cut what is not both whole (inter-national, đườ-ng).
    """
    return _hyphened.sub(_joined, line) if HYPHEN in line else line


def _joined(match: re.Match[str]) -> str:
    before, after = match.groups()
    if before and after.islower() and not (_is_word(before) and _is_word(after)):
        return before
    return f"{before}-"


def cut_by_counting(lines: Sequence[str]) -> list[int]:
    """The numbers of the lines that a program ended after so many letters, whatever they were.

    Then all full lines have one length and hardly any is a little shorter, and the spaces
    between words stand at line ends too.
    """
    lengths = Counter(map(len, lines))
    longest = max(lengths, default=0)
    shorter = sum(lengths[longest - less] for less in range(1, _NEAR))
    if longest < _SHORTEST or lengths[longest] < 2 or lengths[longest] < 3 * shorter:
        return []
    full = [n for n, line in enumerate(lines[:-1]) if len(line) == longest]
    spaced = any(lines[n][-1].isspace() or lines[n + 1][:1].isspace() for n in full)
    return full if spaced else []


def whole_at_line_ends(lines: list[str]) -> list[str]:
    """The lines, with a word that was cut at a line's end whole on the line that it begins on.

    Programs that fill lines by counting letters cut so. Only halves that are no syllables and
    make a Vietnamese one are joined: "đườ", "ng". "cá", "c" may be a fish and a letter.
    """
    whole = list(lines)
    for row in range(len(whole) - 1):
        head, tail = _last_word(whole[row]), _first_word(whole[row + 1])
        if not head or not tail or not tail[0].islower():
            continue
        made = head[0] + tail[0]
        if made.isascii() or _is_word(head[0]) or _is_word(tail[0]) or not _is_word(made):
            continue
        whole[row] += tail[0]
        whole[row + 1] = whole[row + 1][tail.end() :].lstrip()
    return whole


def _is_word(word: str) -> bool:
    return is_syllable(exact_term(word))
