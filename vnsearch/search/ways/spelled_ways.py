"""A word that a text spells with a sign behind each letter, for the word typed as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vnsearch.query.clauses import Word
from vnsearch.records import How
from vnsearch.search.ways.collocations import Collocations
from vnsearch.search.ways.way import Way
from vnsearch.text.spelled import LETTERS, LONGEST_SPELLED
from vnsearch.text.synonyms import Synonyms
from vnsearch.text.values.said import SpelledWord

_LONGEST = 6  # letters, of what is known as no abbreviation


def ways_of_spelled(
    words: tuple[Word, ...],
    term: str,
    collocations: Collocations,
    synonyms: Sequence[Synonyms],
    how: How = "parted",
) -> Iterator[Way]:
    """How a term of letters may be spelled in place of some words that are not spelled so."""
    if not 1 < len(term) <= LONGEST_SPELLED or not LETTERS.issuperset(term):
        return
    if not (runs := collocations.spelled(term)):
        return
    is_known = any(next(table.of((term,)), None) for table in synonyms)
    if len(term) > _LONGEST and not is_known:
        return
    typed = tuple(word.term for word in words)
    for parts in runs:
        if tuple(part.term for part in parts) != typed:
            yield Way(words, parts, how, SpelledWord(is_known))
