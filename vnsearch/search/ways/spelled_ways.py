"""A word that a text spells with a sign behind each letter, for the word typed as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from vnsearch.query.clauses import Word
from vnsearch.records import How
from vnsearch.search.ways.collocations import Collocations
from vnsearch.search.ways.way import Part, Way
from vnsearch.text.marks import bears
from vnsearch.text.spelled import LETTERS, parts_of
from vnsearch.text.synonyms import Synonyms
from vnsearch.text.values.said import SpelledWord

_LONGEST = 6  # letters; of what is known as an abbreviation
_LONGEST_KNOWN = 8
_FORMS: dict[str, tuple[str, ...]] = {}  # of a letter as typed: d may be đ
for _letter in LETTERS:
    _FORMS[_letter] = tuple(sorted(each for each in LETTERS if bears(each, _letter)))


def ways_of_spelled(
    words: tuple[Word, ...],
    term: str,
    collocations: Collocations,
    synonyms: Sequence[Synonyms],
    how: How = "parted",
) -> Iterator[Way]:
    """How a term of letters may be spelled in place of some words that are not spelled so."""
    if not LETTERS.issuperset(term) or not 1 < len(term) <= _LONGEST_KNOWN:
        return
    is_known = any(next(table.of((term,)), None) for table in synonyms)
    if len(term) > _LONGEST and not is_known:
        return
    typed = tuple(word.term for word in words)
    for letters in parts_of(term):
        parts = tuple(Part(each, _forms(each)) for each in letters)
        if letters != typed and collocations.stand_side_by_side(parts):
            yield Way(words, parts, how, SpelledWord(is_known))


def _forms(part: str) -> frozenset[str]:
    return frozenset(map("".join, product(*(_FORMS[letter] for letter in part))))
