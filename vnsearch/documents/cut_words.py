"""Words that a PDF has cut at the end of a line, without a hyphen."""

from __future__ import annotations

import re

from vnsearch.text.syllable import is_syllable
from vnsearch.text.terms import exact_term

_last_word = re.compile(r"(?<![^\W_])[^\W\d_]{1,6}$").search
_first_word = re.compile(r"[^\W\d_]{1,6}(?![^\W_])").match


def whole_at_line_ends(lines: list[str]) -> list[str]:
    """The lines, with a word that was cut at a line's end whole on the line that it begins on.

    Programs that fill lines by counting letters cut so. Only halves that are no syllables and
    make a Vietnamese one are joined: "đườ", "ng". "cá", "c" may be a fish and a letter.
    """
    whole = list(lines)
    for number in range(len(whole) - 1):
        head, tail = _last_word(whole[number]), _first_word(whole[number + 1])
        if not head or not tail or not tail[0].islower():
            continue
        made = head[0] + tail[0]
        if made.isascii() or _is_word(head[0]) or _is_word(tail[0]) or not _is_word(made):
            continue
        whole[number] += tail[0]
        whole[number + 1] = whole[number + 1][tail.end() :].lstrip()
    return whole


def _is_word(word: str) -> bool:
    return is_syllable(exact_term(word))
