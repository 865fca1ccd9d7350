"""Headings that are set with spaces between their letters: Q U Y Ế T Đ Ị N H."""

from __future__ import annotations

import re
from functools import lru_cache

from vnsearch.text.syllable import is_syllable
from vnsearch.text.terms import exact_term

_LONGEST = 200  # characters of a line that can be a heading
_FEWEST = 4  # letters,
_FEWEST_ASCII = 6  # and of those without marks, which may be meant one by one: m a n h
_spaced = re.compile(
    r"[ \t]*[^\W\d_](?:[ \t]+(?:\w|[-–—/,&](?=[ \t])))+[ \t]*[.:!?]?[ \t]*"
).fullmatch
_gaps = re.compile(r"[ \t\u00a0]{2,}").split
_runs = re.compile(r"\d+|[^\W\d_]+|[^\w\s]+").findall


def joined_letters(line: str) -> str:
    """A line set with spaces between its letters as words, if all of it makes syllables;
    any other line as it is, and so figures alone ("1 2 3 4").
    """
    shown = line.replace("\u00a0", " ")
    if len(line) > _LONGEST or not _spaced(shown):
        return line
    letters = sum(map(str.isalpha, line))
    if letters < _FEWEST or (
        line.isascii() and (letters < _FEWEST_ASCII or not line.isupper())
    ):
        return line
    parts = _gaps(shown.strip())
    if len(parts) > 1:
        words = ["".join(part.split()) for part in parts]
        if all(map(_is_word, words)):
            return " ".join(words)
    return " ".join(_words("".join(shown.split()))) or line


def _words(letters: str) -> tuple[str, ...]:
    """The words of a line whose gaps tell nothing; () where they are not all syllables."""
    joined: list[str] = []
    for run in _runs(letters):
        words = _cut(run) if run[0].isalpha() else (run,)
        if not words:
            return ()
        joined += words
    said = [word for word in joined if word[0].isalpha()]
    if 2 * sum(map(len, said)) < 3 * len(said):
        return ()  # letters that were meant as such: ă â ê ô
    return tuple(_closed_up(joined))


def _closed_up(words: list[str]) -> list[str]:
    """The words, with the sign that ends the line at the last of them."""
    if len(words) > 1 and words[-1] in (".", ":", "!", "?"):
        return [*words[:-2], words[-2] + words[-1]]
    return words


def _is_word(word: str) -> bool:
    word = word.rstrip(".:!?")
    return word.isdigit() or is_syllable(exact_term(word)) or not any(map(str.isalnum, word))


@lru_cache(1024)
def _cut(letters: str) -> tuple[str, ...]:
    """Letters cut into the fewest syllables; () where they make none."""
    best: list[tuple[str, ...] | None] = [(), *([None] * len(letters))]
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - 8), end):
            before, word = best[start], letters[start:end]
            if before is None or not is_syllable(exact_term(word)):
                continue
            made = (*before, word)
            known = best[end]
            if known is None or len(made) < len(known):
                best[end] = made
    return best[-1] or ()
