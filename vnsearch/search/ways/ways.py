"""The other ways in which the words of a query are written in an index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from vnsearch.frozen import NamedTuple
from vnsearch.index.segment.reader import TEXT
from vnsearch.query.clauses import (
    Clause,
    HalfTyped,
    InField,
    Not,
    Operand,
    Or,
    Phrase,
    Query,
    QuotedWord,
    Word,
)
from vnsearch.search.ways.collocations import Collocations
from vnsearch.search.ways.phrase_ways import (
    MOST_WORDINGS,
    joined_term,
    parts_of_wording,
    ways_of_phrase,
    ways_of_spelled,
)
from vnsearch.search.ways.respelled_ways import respelled_joined, respelled_ways
from vnsearch.search.ways.value_ways import (
    QueryValue,
    has_digits,
    query_values,
    ways_of_value,
    ways_of_written,
)
from vnsearch.search.ways.way import Part, Way, only_term
from vnsearch.text.characters import LETTER, character_class
from vnsearch.text.marks import has_marks
from vnsearch.text.syllable import RESPELLED, is_bare_syllable
from vnsearch.text.synonyms import LONGEST_WORDING, Synonyms
from vnsearch.text.terms import folded_term
from vnsearch.text.values.fractions import numbers_of
from vnsearch.text.values.months import months_in
from vnsearch.text.values.numbered_names import numbered_names
from vnsearch.text.values.rates import rates

_MOST_WORDS = 50  # a longer query is a pasted text, and is taken as it is


class _Group(NamedTuple):
    """Words that stand side by side in a query, in one field."""

    words: tuple[Word, ...]
    is_phrase: bool = False  # written as one, with signs within
    field: str = TEXT


def find_ways(
    query: Query, collocations: Collocations, synonyms: Sequence[Synonyms]
) -> tuple[Way, ...]:
    """What stands for words of a query, and for neighbours among them, in this index; of some
    tables of synonyms the first that knows a form tells of it.

    What stands in quotation marks, exclusions and prefixes have no other ways.
    """
    # Each word is a character and one before the next, at least.
    if len(query.text) > 2 * _MOST_WORDS and len(query.words()) > _MOST_WORDS:
        return ()
    said = has_digits(query.text)
    values = query_values(query.text) if said else []
    found = [
        way._replace(field=group.field)
        for group in _groups(query)
        for way in _of_group(query.text, group, values, collocations, synonyms)
    ]
    found += _of_shortened(query, collocations, synonyms)
    found += _of_several(query, values, collocations) if said else ()
    if not found:  # as most queries have none
        return ()
    quoted = set(_quoted(query))
    ways: dict[tuple[tuple[str, ...], tuple[Part, ...], str], Way] = {}
    for way in found:
        terms = tuple(word.term for word in way.words)
        if quoted.isdisjoint((way.field, term) for term in terms):
            ways.setdefault((terms, way.parts, way.field), way)
    return tuple(ways.values())


def _quoted(query: Query) -> Iterator[tuple[str, str]]:
    """The fields and terms of words that stand alone in quotation marks."""
    for operand in query.operands():
        field, held = _in_field(operand)
        if isinstance(held, QuotedWord):
            yield field, held.term


def _in_field(operand: Operand) -> tuple[str, Operand]:
    """The field in which an operand is to be found, and what is to be found there."""
    if isinstance(operand, InField):
        return operand.name, operand.operand
    return TEXT, operand


def _groups(query: Query) -> Iterator[_Group]:
    run: list[Word] = []
    for clause in query.clauses:
        # As in most queries all clauses are, it is asked without a call.
        word = clause if type(clause) is Word else _free(clause)
        if word and (
            not run
            or query.text[run[-1].end : word.start] == " "
            or _are_neighbours(query, run[-1], word)
        ):
            run.append(word)
            continue
        if run:
            yield _Group(tuple(run))
        run = [word] if word else []
        if not isinstance(clause, Not) and not word:
            for operand in clause.operands if isinstance(clause, Or) else (clause,):
                field, held = _in_field(operand)
                if isinstance(held, Phrase) and not held.quoted:
                    yield _Group(held.words, True, field)
                elif free := _free(held):
                    yield _Group((free,), False, field)
    if run:
        yield _Group(tuple(run))


def _free(clause: Clause) -> Word | None:
    """The word, if it is one that may be written in another way than it was typed."""
    if type(clause) is HalfTyped:
        return clause.word
    return clause if type(clause) is Word else None


def _are_neighbours(query: Query, left: Word, right: Word) -> bool:
    """Whether nothing but spaces and punctuation lies between two words, as in `sequence`."""
    between = query.text[left.end : right.start]
    return LETTER not in map(character_class, between)


def _of_group(
    text: str,
    group: _Group,
    values: Sequence[QueryValue],
    collocations: Collocations,
    synonyms: Sequence[Synonyms],
) -> Iterator[Way]:
    words = group.words
    if group.is_phrase:
        ways = _of_synonyms(words, collocations, synonyms)
        yield from (way for way in ways if len(way.words) == len(words))
        yield from ways_of_phrase(text, words, collocations, synonyms)
        yield from respelled_joined(words if len(words) == 2 else (), collocations)
    else:
        measured = {typed.beside for typed in values if typed.beside >= 0}
        folds = [folded_term(word.term) for word in words]
        for word, fold in zip(words, folds, strict=True):
            if not is_bare_syllable(fold) and word.start not in measured:  # with its number
                yield from _of_word(text, word, collocations)
                yield from respelled_ways(text, word, fold, collocations)
                yield from ways_of_spelled((word,), word.term, collocations, synonyms)
        yield from _of_pairs(text, words, folds, collocations, measured)
        if not RESPELLED.keys().isdisjoint(folds):
            yield from respelled_joined(words, collocations)
        for start in sorted({each for table in synonyms for each in table.begins(folds)}):
            run = words[start : start + LONGEST_WORDING]
            yield from _of_synonyms(run, collocations, synonyms)
    for typed in values:
        yield from ways_of_value(typed, words, group.is_phrase, collocations)


def _of_word(text: str, word: Word, collocations: Collocations) -> Iterator[Way]:
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


def _of_pairs(
    text: str,
    words: tuple[Word, ...],
    folds: Sequence[str],
    collocations: Collocations,
    measured: set[int],
) -> Iterator[Way]:
    """Neighbours joined; figures with a unit are left to `ways_of_value`."""
    for place in collocations.joined_places(folds):
        pair = words[place : place + 2]
        first, second = pair
        if second.start not in measured and collocations.are_joined(first.term, second.term):
            joined = joined_term(text, pair)
            yield Way(pair, (Part(joined),), "joined", all_exact=not has_marks(joined))


def _of_synonyms(
    words: tuple[Word, ...], collocations: Collocations, synonyms: Sequence[Synonyms]
) -> Iterator[Way]:
    """What the first of some words stand for, one or more."""
    typed = [word.term for word in words]
    told: set[int] = set()  # how many words a table has told of
    for table in synonyms:
        at_head = list(islice(table.at_head(typed), MOST_WORDINGS))
        for size, (wording, source) in at_head:
            if size not in told:
                yield Way(words[:size], parts_of_wording(wording), source)
                if len(wording) == 1:
                    spelled = words[:size], wording[0], collocations, synonyms
                    yield from ways_of_spelled(*spelled, source)
        told.update(size for size, _ in at_head)


def _of_shortened(
    query: Query, collocations: Collocations, synonyms: Sequence[Synonyms]
) -> Iterator[Way]:
    """What stands for words of which the first is shortened and the next right behind its dot:
    TP.Hồ Chí Minh.
    """
    for place, clause in enumerate(query.clauses):
        if isinstance(clause, Phrase) and set(clause.signs) == {"."}:
            words = list(clause.words)
            for behind in query.clauses[place + 1 :]:
                word = _free(behind)
                if not (word and _are_neighbours(query, words[-1], word)):
                    break
                words.append(word)
            run = tuple(words[:LONGEST_WORDING])
            ways = _of_synonyms(run, collocations, synonyms)
            yield from (way for way in ways if len(way.words) > len(clause.words))


def _of_several(
    query: Query, values: Sequence[QueryValue], collocations: Collocations
) -> Iterator[Way]:
    """How else the plates, roads, rates and months of a query are written, in words and in
    phrases; and the values that are said by both: 028 3822.1234.
    """
    written = [*numbered_names(query.text), *rates(query.text), *months_in(query.text)]
    in_field: dict[str, list[_Group]] = {}
    for group in _groups(query):
        in_field.setdefault(group.field, []).append(group)
    for field, groups in in_field.items():
        for each in written:
            words = [word for group in groups for word in _held(group, each.start, each.end)]
            for way in ways_of_written(query.text, each, words, collocations):
                yield way._replace(field=field)
        for typed in values:
            of_groups = [_held(group, typed.start, typed.end) for group in groups]
            if sum(map(bool, of_groups)) > 1:
                words = [word for held in of_groups for word in held]
                for way in ways_of_value(typed, tuple(words), False, collocations):
                    yield way._replace(field=field)


def _held(group: _Group, start: int, end: int) -> tuple[Word, ...]:
    """The words of a group that lie between two places; of a phrase all or none."""
    held = tuple(word for word in group.words if start <= word.start and word.end <= end)
    return () if group.is_phrase and held != group.words else held
