"""Words parted and neighbours joined, as an index has them: hanoi is Hà Nội.

With i for y in one of their syllables, too: quinhon is Quy Nhơn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise, product

from vnsearch.query.clauses import Word
from vnsearch.search.variants.word_variants import query_word
from vnsearch.search.ways.collocations import Collocations, Parts
from vnsearch.search.ways.phrase_ways import joined_term
from vnsearch.search.ways.way import Part, Way, only_term
from vnsearch.text.marks import has_marks
from vnsearch.text.syllable import LONGEST_SYLLABLE, RESPELLED, is_bare_syllable, respelled
from vnsearch.text.terms import exact_term, folded_term
from vnsearch.text.values.fractions import numbers_of


def parted_ways(text: str, word: Word, collocations: Collocations) -> Iterator[Way]:
    """A word that is no syllable, parted."""
    if numbers := numbers_of(word.term):
        halves = tuple(map(only_term, numbers))
        if collocations.stand_side_by_side(halves):
            yield Way((word,), halves, "number")
        return
    written = text[word.start : word.end].lower()
    for parts in collocations.parts(written):
        marked = has_marks(word.term) and not all(part.only for part in parts.run)
        exact = parts.all_exact and not marked
        yield Way((word,), parts.run, "parted", all_exact=exact, barred=parts.barred)


def joined_ways(text: str, pair: tuple[Word, ...], collocations: Collocations) -> Iterator[Way]:
    """Neighbours joined."""
    first, second = pair
    if collocations.has_joined(*map(folded_term, (first.term, second.term))) and (
        collocations.are_joined(first.term, second.term)
    ):
        joined = joined_term(text, pair)
        yield Way(pair, (Part(joined),), "joined", all_exact=not has_marks(joined))


def respelled_ways(
    text: str, word: Word, fold: str, collocations: Collocations
) -> Iterator[Way]:
    """What stands for a word of two syllables as one."""
    if fold.isalpha() and fold.isascii() and ("i" in fold or "y" in fold):
        yield from _of_joined(word, text[word.start : word.end].lower(), collocations)


def respelled_pairs(first: str, second: str) -> Iterable[str]:
    """Two folded words as one, with i for y or y for i in one of them or in both."""
    if first not in RESPELLED and second not in RESPELLED:
        return ()
    both = ([fold, *filter(None, [RESPELLED.get(fold)])] for fold in (first, second))
    return islice(map("".join, product(*both)), 1, None)  # without what was typed


def respelled_joined(words: Sequence[Word], collocations: Collocations) -> Iterator[Way]:
    """What stands, as one, for two neighbours."""
    spelled = [query_word(word.term).spellings for word in words]
    for pair, spellings in zip(pairwise(words), pairwise(spelled), strict=True):
        if len(spellings[0]) + len(spellings[1]) > 2:  # as typed alone is two
            first, second = ([each.term for each in ways] for ways in spellings)
            yield from _of_two(pair, first, second, collocations)


def _of_joined(word: Word, written: str, collocations: Collocations) -> Iterator[Way]:
    others = list(_others(written))
    own = collocations.parts(written) if others else ()
    for other, place in others:
        if not own and not collocations.is_rather(word.term, other):
            continue  # a word of its own: misa is no Mỹ Sa
        parted = [
            parts
            for parts in collocations.parts(other)
            if len(parts.run[0].term) == place and (not own or _is_respelled(parts, own))
        ]
        for parts in parted:
            yield Way((word,), parts.run, "parted", barred=parts.barred)
        if parted and collocations.has(other):
            joined = exact_term(other)
            yield Way((word,), (Part(joined),), "joined", all_exact=not has_marks(joined))


def _is_respelled(parts: Parts, others: Sequence[Parts]) -> bool:
    """Whether some parts are others with i for y: Long Vĩ is Long Vỹ, lông mi no Long Mỹ."""
    spelled = [[each.term for each in query_word(part.term).spellings] for part in parts.run]
    return any(
        len(other.run) == len(spelled)
        and all(part.term in terms for part, terms in zip(other.run, spelled, strict=True))
        for other in others
    )


def _of_two(
    pair: tuple[Word, Word],
    first: Sequence[str],
    second: Sequence[str],
    collocations: Collocations,
) -> Iterator[Way]:
    joined = {left + right for left in first for right in second}
    joined.remove(first[0] + second[0])
    if any(map(collocations.has, joined)) and collocations.are_joined(first[0], second[0]):
        for term in sorted(filter(collocations.has, joined)):
            yield Way(pair, (Part(exact_term(term)),), "joined", all_exact=not has_marks(term))


def _others(written: str) -> Iterator[tuple[str, int]]:
    """The same two syllables with i for y, or y for i, in one of them; and how long the first
    one is.
    """
    for place in range(2, len(written) - 1):
        head, tail = written[:place], written[place:]
        if max(len(head), len(tail)) > LONGEST_SYLLABLE:
            continue
        if (other := respelled(head)) and _is_spoken(tail):
            yield other + tail, place
        if (other := respelled(tail)) and _is_spoken(head):
            yield head + other, place


def _is_spoken(part: str) -> bool:
    return is_bare_syllable(folded_term(exact_term(part)))
