"""The other ways in which the words of a query are written in an index."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import chain, islice

from vnsearch.document_fields import KEYWORD_FIELDS
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
from vnsearch.search.ways.joined_ways import (
    joined_ways,
    parted_ways,
    respelled_joined,
    respelled_pairs,
    respelled_ways,
)
from vnsearch.search.ways.phrase_ways import (
    MOST_WORDINGS,
    parts_of_wording,
    ways_of_phrase,
    ways_of_spelled,
)
from vnsearch.search.ways.remembered import remember
from vnsearch.search.ways.value_ways import (
    QueryValue,
    query_values,
    query_writings,
    ways_of_value,
    ways_of_written,
)
from vnsearch.search.ways.way import Part, Way
from vnsearch.text.characters import LETTER, character_class
from vnsearch.text.syllable import is_bare_syllable
from vnsearch.text.synonyms import LONGEST_WORDING, Synonyms
from vnsearch.text.terms import folded_term
from vnsearch.text.values.number_signs import has_digits

_OF_ONE_VALUE = frozenset(field.name for field in KEYWORD_FIELDS)  # which have no words
_MOST_WORDS = 50  # a longer query is a pasted text, and is taken as it is


class _Group(NamedTuple):
    """Words that stand side by side in a query, in one field."""

    words: tuple[Word, ...]
    is_phrase: bool = False  # written as one, with signs within
    field: str = TEXT


class Ways:
    """What stands for words of queries in an index; of some tables of synonyms the first that
    knows a form tells of it. Remembers words, and neighbours, that nothing stands for.
    """

    def __init__(self, collocations: Collocations, synonyms: Sequence[Synonyms]) -> None:
        self._collocations = collocations
        self._synonyms = synonyms
        # The folded terms of words that nothing stands for, by what is written.
        self._alone: dict[str, str] = {}
        self._apart: dict[tuple[str, ...], None] = {}  # of two folded neighbours, or of three

    def of(self, query: Query) -> tuple[Way, ...]:
        """What stands for words of a query, and for neighbours among them.

        What stands in quotation marks, exclusions and prefixes have no other ways.
        """
        # Each word is a character and one before the next, at least.
        if len(query.text) > 2 * _MOST_WORDS and len(query.words()) > _MOST_WORDS:
            return ()
        said = has_digits(query.text)
        if not said and self._is_plain(query):
            return ()
        values = query_values(query.text) if said else []
        groups = list(_groups(query))
        found = [
            way._replace(field=group.field)
            for group in groups
            for way in self._of_group(query.text, group, values)
        ]
        found += self._of_shortened(query)
        found += _of_several(query.text, groups, values, self._collocations) if said else ()
        if not found:  # as most queries have none
            return ()
        quoted = set(_quoted(query))
        ways: dict[tuple[tuple[str, ...], tuple[Part, ...], str], Way] = {}
        for way in found:
            terms = tuple(word.term for word in way.words)
            if quoted.isdisjoint((way.field, term) for term in terms):
                ways.setdefault((terms, way.parts, way.field), way)
        return tuple(ways.values())

    def _is_plain(self, query: Query) -> bool:
        """Whether it is words, as most queries are, that are known to have no other ways."""
        words = [clause for clause in query.clauses if type(clause) is Word]
        if len(words) < len(query.clauses):
            return False
        known = self._alone
        folds = [known.get(query.text[word.start : word.end], "") for word in words]
        return all(folds) and not self._places(folds)

    def _of_group(
        self, text: str, group: _Group, values: Sequence[QueryValue]
    ) -> Iterator[Way]:
        words = group.words
        if group.is_phrase:
            ways = self._of_synonyms(words)
            yield from (way for way in ways if len(way.words) == len(words))
            yield from ways_of_phrase(text, words, self._collocations, self._synonyms)
            yield from respelled_joined(words if len(words) == 2 else (), self._collocations)
        else:
            measured = {typed.beside for typed in values if typed.beside >= 0}
            yield from self._of_run(text, words, measured)
        for typed in values:
            yield from ways_of_value(typed, words, group.is_phrase, self._collocations)

    def _of_run(
        self, text: str, words: tuple[Word, ...], measured: Container[int]
    ) -> Iterator[Way]:
        """Words one by one, then neighbours; not units of figures, at places `measured`."""
        folds = []
        for word in words:
            fold = self._alone.get(text[word.start : word.end])
            folds.append(fold or folded_term(word.term))
            if not fold and word.start not in measured:
                yield from self._of_word(text, word, folds[-1])
        places = self._places(folds)
        pairs = [words[place : place + 2] for place in places if place + 1 < len(words)]
        for pair in pairs:
            if pair[1].start not in measured:
                yield from joined_ways(text, pair, self._collocations)
        for pair in pairs:
            yield from respelled_joined(pair, self._collocations)
        for place in places:
            run = words[place : place + LONGEST_WORDING]
            yield from self._of_synonyms(run)

    def _of_word(self, text: str, word: Word, fold: str) -> Sequence[Way]:
        """What stands for a word by itself; nothing for a syllable."""
        ways: list[Way] = []
        if not is_bare_syllable(fold):
            ways += parted_ways(text, word, self._collocations)
            ways += respelled_ways(text, word, fold, self._collocations)
            ways += ways_of_spelled((word,), word.term, self._collocations, self._synonyms)
        if not ways:
            remember(self._alone, text[word.start : word.end], fold)
        return ways

    def _places(self, folds: Sequence[str]) -> list[int]:
        """Where in some folded neighbours two may be written as one, or a wording begins."""
        known = self._apart
        neighbours = zip(folds, (*folds[1:], ""), strict=True)
        places = [place for place, pair in enumerate(neighbours) if pair not in known]
        return [place for place in places if not self._are_apart(*folds[place : place + 3])]

    def _are_apart(self, first: str, second: str = "", third: str = "") -> bool:
        """Whether two folded words are never one, and begin no wording before a third."""
        if (first, second, third) in self._apart:
            return True
        begun = [table for table in self._synonyms if table.begins(first, second)]
        joined = self._collocations.has_joined(first, second) if second else False
        others = map(self._collocations.has, respelled_pairs(first, second))
        if joined or any(others) or any(each.goes_on(first, second, third) for each in begun):
            return False
        remember(self._apart, (first, second, third) if begun else (first, second), None)
        return True

    def _of_synonyms(self, words: tuple[Word, ...]) -> Iterator[Way]:
        """What the first of some words stand for, one or more."""
        typed = [word.term for word in words]
        told: set[int] = set()  # how many words a table has told of
        for table in self._synonyms:
            at_head = list(islice(table.at_head(typed), MOST_WORDINGS))
            for size, (wording, source) in at_head:
                if size not in told:
                    yield Way(words[:size], parts_of_wording(wording), source)
                    if len(wording) == 1:
                        known = self._collocations, self._synonyms
                        yield from ways_of_spelled(words[:size], wording[0], *known, source)
            told.update(size for size, _ in at_head)

    def _of_shortened(self, query: Query) -> Iterator[Way]:
        """What stands for words of which the first is shortened and the next right behind its
        dot: TP.Hồ Chí Minh.
        """
        for place, clause in enumerate(query.clauses):
            if type(clause) is Phrase and set(clause.signs) == {"."}:
                words = list(clause.words)
                for behind in query.clauses[place + 1 :]:
                    word = _free(behind)
                    if not (word and _are_neighbours(query, words[-1], word)):
                        break
                    words.append(word)
                run = tuple(words[:LONGEST_WORDING])
                ways = self._of_synonyms(run)
                yield from (way for way in ways if len(way.words) > len(clause.words))


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
                if field in _OF_ONE_VALUE:
                    continue
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


def _of_several(
    text: str,
    groups: Sequence[_Group],
    values: Sequence[QueryValue],
    collocations: Collocations,
) -> Iterator[Way]:
    """How else the plates, roads, rates, months and amounts of a query are written, in words
    and in phrases; and the values that are said by both: 028 3822.1234.
    """
    written = query_writings(text)
    if not written and len(groups) < 2:
        return
    in_field: dict[str, list[_Group]] = {}
    for group in groups:
        in_field.setdefault(group.field, []).append(group)
    for field, held_there in in_field.items():
        for each in written:
            held = (_held(group, each.start, each.end) for group in held_there)
            words = list(chain.from_iterable(held))
            for way in ways_of_written(text, each, words, collocations):
                yield way._replace(field=field)
        for typed in values:
            of_groups = [_held(group, typed.start, typed.end) for group in held_there]
            if sum(map(bool, of_groups)) > 1:
                words = [word for held in of_groups for word in held]
                for way in ways_of_value(typed, tuple(words), False, collocations):
                    yield way._replace(field=field)


def _held(group: _Group, start: int, end: int) -> tuple[Word, ...]:
    """The words of a group that lie between two places; of a phrase all or none."""
    held = tuple(word for word in group.words if start <= word.start and word.end <= end)
    return () if group.is_phrase and held != group.words else held
