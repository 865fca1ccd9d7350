"""The other ways in which the words of a query are written in an index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from vnsearch.query.clauses import Or, Phrase, Query, Word
from vnsearch.records import How
from vnsearch.search.matching.collocations import Collocations
from vnsearch.search.matching.way import Part, Way
from vnsearch.text.marks import has_marks
from vnsearch.text.numbers import read_value
from vnsearch.text.syllable import is_bare_syllable
from vnsearch.text.synonyms import Synonyms
from vnsearch.text.terms import exact_term, folded_term

_MOST_WORDS = 50  # a longer query is a pasted text, and is taken as it is
_MOST_TOKENS_OF_A_VALUE = 5


def find_ways(query: Query, collocations: Collocations, synonyms: Synonyms) -> tuple[Way, ...]:
    """What stands for words of a query, and for neighbours among them, in this index.

    Quoted phrases, exclusions, prefixes and fields have no other ways.
    """
    if len(query.words()) > _MOST_WORDS:
        return ()
    found: dict[tuple[tuple[str, ...], tuple[Part, ...]], Way] = {}
    for group, is_phrase in _groups(query):
        ways = _of_phrase if is_phrase else _of_run
        for way in ways(query.text, group, collocations, synonyms):
            found.setdefault((tuple(word.term for word in way.words), way.parts), way)
    return tuple(found.values())


def _groups(query: Query) -> Iterator[tuple[tuple[Word, ...], bool]]:
    """Words that stand side by side, and words written as one with signs within."""
    run: list[Word] = []
    neighbours = {(a.start, b.start) for r in query.sequence for a, b in pairwise(r)}
    for clause in query.clauses:
        if isinstance(clause, Word) and (
            not run or (run[-1].start, clause.start) in neighbours
        ):
            run.append(clause)
            continue
        if run:
            yield tuple(run), False
        run = [clause] if isinstance(clause, Word) else []
        for operand in clause.operands if isinstance(clause, Or) else (clause,):
            if isinstance(operand, Phrase) and not operand.quoted:
                yield operand.words, True
            elif isinstance(operand, Word) and isinstance(clause, Or):
                yield (operand,), False
    if run:
        yield tuple(run), False


def _of_phrase(
    text: str, words: tuple[Word, ...], collocations: Collocations, synonyms: Synonyms
) -> Iterator[Way]:
    yield from _of_value(text, words, collocations)
    yield from _of_synonyms(words, synonyms)
    joined = _joined(text, words)
    fold = folded_term(joined)
    if not fold.isdecimal() and not is_bare_syllable(fold) and collocations.has(joined):
        yield Way(words, (Part(joined),), "joined", all_exact=not has_marks(joined))


def _of_run(
    text: str, words: tuple[Word, ...], collocations: Collocations, synonyms: Synonyms
) -> Iterator[Way]:
    for word in words:
        written = text[word.start : word.end].lower()
        for parts in collocations.parts(written):
            marked = has_marks(word.term) and not all(part.only for part in parts)
            yield Way((word,), parts, "parted", all_exact=not marked)
    for pair in pairwise(words):
        if collocations.are_joined(pair[0].term, pair[1].term):
            joined = _joined(text, pair)
            yield Way(pair, (Part(joined),), "joined", all_exact=not has_marks(joined))
    for start in range(len(words)):
        for size in range(1, min(synonyms.longest, len(words) - start) + 1):
            yield from _of_synonyms(words[start : start + size], synonyms)
        for size in range(1, min(_MOST_TOKENS_OF_A_VALUE, len(words) - start) + 1):
            yield from _of_value(text, words[start : start + size], collocations)


def _of_value(text: str, words: tuple[Word, ...], collocations: Collocations) -> Iterator[Way]:
    """Numbers, dates and telephone numbers; a part of a longer number is none."""
    tokens = [word.term for word in words]
    if not tokens[0].isdecimal():
        return
    signs = [text[one.end : other.start].strip() or " " for one, other in pairwise(words)]
    value = read_value(tokens, signs)
    if value is None or _goes_on(text, words):
        return
    for run in value.runs:
        if run != tuple(tokens) and collocations.stand_side_by_side(run):
            parts = tuple(Part(term, frozenset((term,))) for term in run)
            yield Way(words, parts, value.kind, value)


def _goes_on(text: str, words: Sequence[Word]) -> bool:
    """Whether digits stand before or behind the words, with nothing but a sign between."""
    before = text[: words[0].start].rstrip(" .,/-")[-1:]
    after = text[words[-1].end :].lstrip(" .,/-")[:1]
    return before.isdecimal() or after.isdecimal()


def _of_synonyms(words: tuple[Word, ...], synonyms: Synonyms) -> Iterator[Way]:
    for form, source in synonyms.of([word.term for word in words]):
        parts = tuple(Part(term, frozenset((term, folded_term(term)))) for term in form)
        how: How = source
        yield Way(words, parts, how)


def _joined(text: str, words: Sequence[Word]) -> str:
    return exact_term("".join(text[word.start : word.end] for word in words))
