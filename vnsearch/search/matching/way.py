"""Another way to write some neighbouring words of a query, and where a segment has it.

`hanoi` stands for Hà Nội and Hà Nội for `hanoi`, UBND for ủy ban nhân dân, 02/09 for 2/9. A
way is a run of parts that must stand side by side; each is a word of which all or only some
terms answer.
"""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

import numpy as np

from vnsearch.index.arrays.array_file import Array
from vnsearch.index.arrays.ranges import cuts
from vnsearch.index.segment.posting_list import SparseList
from vnsearch.index.segment.reader import TEXT, Segment
from vnsearch.query.clauses import Word
from vnsearch.records import How
from vnsearch.search.matching.word_variants import Variant, query_word, variants
from vnsearch.text.numbers import Value, stands_alone
from vnsearch.text.terms import folded_term

_ANSWERS, _EXACTLY = 1, 2  # how a code of a stream answers a part, in bits
_BATCH = 1 << 21  # tokens looked through at once


class Part(NamedTuple):
    """A word of a way, and the terms that answer it; with none, all of the same letters."""

    term: str
    only: frozenset[str] = frozenset()


class Way(NamedTuple):
    """What stands for some words of the query, which are neighbours there."""

    words: tuple[Word, ...]
    parts: tuple[Part, ...]
    how: How
    value: Value | None = None  # of a number: no digits may stand beside it
    all_exact: bool = True  # its parts are what is meant, whatever marks were typed

    def stands_for(self, terms: tuple[str, ...]) -> bool:
        """Whether it stands for a word, or for two neighbours, that it does not have itself:
        what a text has as typed counts there, and not once more.
        """
        words = tuple(word.term for word in self.words)
        parts = tuple(part.term for part in self.parts)
        return _follow(terms, words) and not _follow(terms, parts)


class Occurrences(NamedTuple):
    """Where a way stands in some codes: first tokens, and whether with every mark typed."""

    places: Array
    exact: Array


class WayInSegment:
    """A way, looked up in one segment."""

    def __init__(self, segment: Segment, way: Way) -> None:
        self.way = way
        self._segment = segment
        self._found = [_answering(segment, part) for part in way.parts]

    @cached_property
    def lists(self) -> tuple[SparseList, SparseList]:
        """How often each document has it exactly, and how often with other marks."""
        documents = self._candidates() if all(self._found) else np.zeros(0, np.intp)
        exact, other = np.zeros((2, self._segment.documents), np.int64)
        for first, last in cuts(self._segment.stream_lengths(TEXT)[documents], _BATCH):
            batch = documents[first:last]
            codes, lengths = self._segment.streams(batch)
            found = self.find(codes, lengths)
            owners = batch[np.searchsorted(np.cumsum(lengths), found.places, "right")]
            np.add.at(exact, owners[found.exact], 1)
            np.add.at(other, owners[~found.exact], 1)
        return _list(exact), _list(other)

    def find(self, codes: Array, lengths: Array) -> Occurrences:
        """Where it stands in streams of some lengths, laid end to end."""
        tables, size = self._tables, len(self._tables)
        if not size or len(codes) < size:
            return Occurrences(np.zeros(0, np.intp), np.zeros(0, bool))
        places = np.flatnonzero(tables[0][codes[: len(codes) - size + 1]])
        for offset, table in enumerate(tables[1:], 1):
            places = places[table[codes[places + offset]] > 0]
        ends = np.cumsum(lengths)
        owner = np.searchsorted(ends, places, "right")
        places = places[places + size <= ends[owner]] if len(places) else places
        if self.way.value:
            places = places[self._alone(codes, places, ends)]
        exact = np.full(len(places), True)
        if not self.way.all_exact:
            for offset, table in enumerate(tables):
                exact &= table[codes[places + offset]] & _EXACTLY > 0
        return Occurrences(places, exact)

    def text(self, codes: Array) -> tuple[str, ...]:
        """The different forms in which it stands in a document's stream."""
        found = self.find(codes, np.array([len(codes)]))
        terms, term_of = self._segment.lexicon.terms, self._segment.stream.term_of
        forms = {
            tuple(term_of[codes[place : place + len(self.way.parts)]].tolist())
            for place in found.places.tolist()
        }
        return tuple(sorted(" ".join(terms[number] for number in form) for form in forms))

    @cached_property
    def _tables(self) -> list[Array]:
        """By part, how each code of the segment's stream answers; none if one has no term."""
        if not all(self._found):
            return []
        stream = self._segment.stream
        tables = []
        for found in self._found:
            table: Array = np.zeros(len(stream.term_of), np.uint8)
            for variant in found:
                bits = _ANSWERS | (_EXACTLY if variant.exact else 0)
                table[stream.code_of[variant.number]] = bits
            tables.append(table)
        return tables

    def _candidates(self) -> Array:
        """The live documents that have every part, and each beside the next."""
        segment = self._segment
        mask = segment.live.copy()
        for found in self._found:
            held = np.zeros(segment.documents, bool)
            for variant in found:
                segment.exact.read(variant.number).mark(held)
            mask &= held
        for left, right in zip(self.way.parts, self.way.parts[1:], strict=False):
            held = np.zeros(segment.documents, bool)
            pair = pair_number(segment, left.term, right.term)
            if pair >= 0:
                segment.pairs.read(pair).mark(held)
            mask &= held
        return np.flatnonzero(mask)

    def _alone(self, codes: Array, places: Array, ends: Array) -> Array:
        """Whether no digits stand before or behind each place, in the same stream."""
        run = tuple(part.term for part in self.way.parts)
        kept = []
        for place in places.tolist():
            number = int(np.searchsorted(ends, place, "right"))
            start = int(ends[number - 1]) if number else 0
            after = place + len(run)
            kept.append(
                stands_alone(
                    self.way.value,
                    self._term(codes[place - 1]) if place > start else "",
                    self._term(codes[after]) if after < ends[number] else "",
                    run,
                )
            )
        return np.array(kept, bool)

    def _term(self, code: int) -> str:
        """The term of a code; "" for a gap."""
        return (
            self._segment.lexicon.terms[int(self._segment.stream.term_of[code])] if code else ""
        )


def _follow(terms: tuple[str, ...], run: tuple[str, ...]) -> bool:
    size = len(terms)
    return any(run[at : at + size] == terms for at in range(len(run) - size + 1))


def pair_number(segment: Segment, first: str, second: str) -> int:
    """The number of a pair of words, folded, in a segment; -1 for none."""
    find = segment.lexicon.folds.find
    left, right = find(folded_term(first)), find(folded_term(second))
    return segment.pair_lexicon.find(left, right) if left >= 0 and right >= 0 else -1


def _answering(segment: Segment, part: Part) -> list[Variant]:
    """The terms of a segment that answer a part, of its own letters only."""
    fold = folded_term(part.term)
    return [
        variant
        for variant in variants(segment.lexicon, query_word(part.term))
        if (variant.term in part.only if part.only else folded_term(variant.term) == fold)
    ]


def _list(counts: Array) -> SparseList:
    documents = np.flatnonzero(counts)
    return SparseList(documents, counts[documents])
