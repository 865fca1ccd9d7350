"""Another way to write some neighbouring words of a query, and where a segment has it.

`hanoi` stands for Hà Nội and Hà Nội for `hanoi`, UBND for ủy ban nhân dân, 02/09 for 2/9. A
way is a run of parts that must stand side by side; each is a word of which all or only some
terms answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise, product

import numpy as np

from vnsearch.cached import cached_property
from vnsearch.frozen import NamedTuple
from vnsearch.index.arrays.array_file import Array, Documents, Mask
from vnsearch.index.arrays.pages import damaged
from vnsearch.index.arrays.ranges import cuts
from vnsearch.index.segment.postings.posting_list import PostingList, SparseList, find_among
from vnsearch.index.segment.reader import TEXT, DocumentKey, Segment
from vnsearch.query.clauses import Word
from vnsearch.records import How
from vnsearch.search.variants.word_variants import Variant, named_variants
from vnsearch.text.marks import bears
from vnsearch.text.terms import folded_term
from vnsearch.text.values.said import SAID, SaidValue, terms_saying

_ANSWERS, _EXACTLY = 1, 2  # how a code of a stream answers a part, in bits
_BATCH = 1 << 21  # tokens looked through at once
_NOWHERE = SparseList(np.zeros(0, np.intp), np.zeros(0, np.int64))


class Part(NamedTuple):
    """A word of a way, and the terms that answer it; with none, all of the same letters."""

    term: str
    only: frozenset[str] = frozenset()

    @property
    def folds(self) -> frozenset[str]:
        """The folded terms of what answers it."""
        return frozenset(map(folded_term, self.only or (self.term,)))

    def holds(self, term: str) -> bool:
        """Whether a text that has it has a word with every mark of the term, or may have."""
        forms = self.only or (self.term,)
        return any(bears(form, term) for form in forms)


def only_term(term: str) -> Part:
    """A part that the very term answers."""
    return Part(term, frozenset((term,)))


class Way(NamedTuple):
    """What stands for some words of the query, which are neighbours there."""

    words: tuple[Word, ...]
    parts: tuple[Part, ...]
    how: How
    value: SaidValue | None = None  # what a text must say by the parts
    all_exact: bool = True  # its parts are what is meant, whatever marks were typed
    field: str = TEXT
    barred: frozenset[DocumentKey] = frozenset()  # whose text has the parts, and not as meant
    is_scored: bool = True  # where a text may have the words beside the parts, it is not

    def answers(self, words: tuple[Word, ...]) -> bool:
        """Whether it stands for all words of a phrase, and maybe for some beside it."""
        size = len(words)
        return any(self.words[at : at + size] == words for at in range(len(self.words)))

    def said_terms(self) -> list[str]:
        """The terms of a text that says the value by the parts; none where there is none."""
        if self.value is None:
            return []
        runs = product(*(sorted(part.only or (part.term,)) for part in self.parts))
        field = "" if self.field == TEXT else self.field
        return [term for run in runs for term in terms_saying(self.value, run, field)]

    def has_its_words(self) -> bool:
        """Whether a text that has it has the words as well, as they were typed."""
        terms = [word.term for word in self.words]
        return any(all(map(Part.holds, run, terms)) for run in self.runs(len(terms)))

    def stood_for(self) -> frozenset[tuple[str, ...]]:
        """The words, and the pairs of neighbours, that it stands for and does not have itself:
        what a text has as typed counts there, and not once more.
        """
        words = [word.term for word in self.words]
        alone = [(term,) for term in words if not any(part.holds(term) for part in self.parts)]
        beside = {each for run in self.runs(2) for each in product(*(p.folds for p in run))}
        pairs = [
            pair for pair in pairwise(words) if tuple(map(folded_term, pair)) not in beside
        ]
        return frozenset((*alone, *pairs))

    def runs(self, size: int) -> Iterator[tuple[Part, ...]]:
        """So many parts that stand side by side, wherever they begin."""
        return (self.parts[at : at + size] for at in range(len(self.parts) - size + 1))


class WayPlaces(NamedTuple):
    """Where a way stands in some codes: first tokens, and whether with every mark typed."""

    places: Array
    exact: Mask


class WayInSegment:
    """A way, looked up in one segment."""

    def __init__(self, segment: Segment, way: Way) -> None:
        self.way = way
        self._segment = segment
        self._lexicon = segment.lexicon_of(way.field)
        self._postings = segment.postings_of(way.field)

    @cached_property
    def folds(self) -> list[frozenset[str]]:
        """The folded terms of what answers each of its parts."""
        return [part.folds for part in self.way.parts]

    @cached_property
    def _answers(self) -> list[list[Variant]]:
        return [named_variants(self._lexicon, *part) for part in self.way.parts]

    @cached_property
    def lists(self) -> tuple[SparseList, SparseList]:
        """How often each document has it exactly, and how often with other marks."""
        if self.way.value is None and not all(self._answers):
            return _NOWHERE, _NOWHERE
        if self.way.value is not None:
            lists, read = self._segment.field(SAID).postings, self._segment.recent.read
            return self._counted(read(lists, term) for term in self._said.tolist()), _NOWHERE
        if self._is_pair_of_letters():
            return self._counted(chain(*self._needed())), _NOWHERE
        if len(self.way.parts) == 1:
            return self._counted(self._term_lists(True)), self._counted(self._term_lists(False))
        way, recent = self.way, self._segment.recent
        keys = [(way.parts, way.all_exact, way.field, way.barred, exact) for exact in (1, 0)]
        exact, other = map(recent.get, keys)
        if not (isinstance(exact, SparseList) and isinstance(other, SparseList)):
            exact, other = self._read_through()
            recent.keep(keys[0], exact)
            recent.keep(keys[1], other)
        return exact, other

    def _read_through(self) -> tuple[SparseList, SparseList]:
        """The same, by the streams of all documents that may have it."""
        documents = self._candidates()
        documents = documents[~self._is_barred(documents)]
        exact, other = np.zeros((2, len(documents)), np.int64)
        sizes = self._segment.stream_lengths(self.way.field)[documents]
        for first, last in cuts(sizes, _BATCH):
            batch = documents[first:last]
            codes, lengths = self._segment.streams(batch, self.way.field)
            batch_places = self.find(batch, codes, lengths)
            owners = first + np.cumsum(lengths).searchsorted(batch_places.places, "right")
            np.add.at(exact, owners[batch_places.exact], 1)
            np.add.at(other, owners[~batch_places.exact], 1)
        return _list(documents, exact), _list(documents, other)

    @property
    def reads_codes(self) -> bool:
        """Whether it is found by the codes of streams; what is said is known by itself."""
        return self.way.value is None

    def find(
        self, documents: Documents, codes: Array, lengths: Array, skipped: Array | None = None
    ) -> WayPlaces:
        """Where it stands in the streams of some documents, laid end to end; of each the first
        `skipped` codes are not there.
        """
        if not self.reads_codes:
            return self._said_in(documents, lengths, skipped)
        tables, size = self._tables, len(self._tables)
        if not size or len(codes) < size:
            return WayPlaces(np.zeros(0, np.intp), np.zeros(0, bool))
        places = np.flatnonzero(tables[0][codes[: len(codes) - size + 1]])
        for offset, table in enumerate(tables[1:], 1):
            places = places[table[codes[places + offset]] > 0]
        ends = np.cumsum(lengths)
        owner = np.searchsorted(ends, places, "right")
        whole = places + size <= ends[owner] if len(places) else np.zeros(0, bool)
        if self.way.barred:
            whole &= ~self._is_barred(documents)[owner]
        places = places[whole]
        exact = np.full(len(places), True)
        if not self.way.all_exact:
            for offset, table in enumerate(tables):
                exact &= table[codes[places + offset]] & _EXACTLY > 0
        return WayPlaces(places, exact)

    @cached_property
    def _barred(self) -> Array:
        return self._segment.numbers_of(self.way.barred if self.way.field == TEXT else ())

    def _is_barred(self, documents: Array) -> Array:
        """Whether each of some documents has the parts, and not as meant."""
        return find_among(self._barred, documents)[1]

    @cached_property
    def _tables(self) -> list[Array]:
        """By part, how each code of the field's streams answers; none if one has no term."""
        if not all(self._answers):
            return []
        code_of = self._segment.code_of(self.way.field)
        tables = []
        for answering in self._answers:
            table: Array = np.zeros(len(code_of) + 1, np.uint8)
            for variant in answering:
                bits = _ANSWERS | (_EXACTLY if variant.exact else 0)
                table[code_of[variant.ordinal]] = bits
            tables.append(table)
        return tables

    def _counted(self, lists: Iterable[PostingList]) -> SparseList:
        """How often the documents that may count are in some lists, all told."""
        held = list(lists)
        if not held:
            return _NOWHERE
        only = held[0] if len(held) == 1 else None
        if isinstance(only, SparseList) and not (
            len(self._segment.deleted) or len(self._barred)
        ):
            return only
        counts = np.zeros(self._segment.documents, np.int64)
        for postings in held:
            postings.count_in(counts)
        counts[self._segment.deleted] = 0
        counts[self._barred] = 0
        return _list(np.arange(len(counts)), counts)

    def _term_lists(self, exact: bool) -> Iterator[PostingList]:
        """The lists of the terms of its one part that bear every mark typed, or do not."""
        for variant in self._answers[0]:
            if (self.way.all_exact or variant.exact) == exact:
                yield self._segment.recent.read(self._postings, variant.ordinal)

    def _is_pair_of_letters(self) -> bool:
        """Whether it is two words, each with whichever marks a text has, and all as exact."""
        if self.way.field != TEXT or len(self.way.parts) != 2 or not self.way.all_exact:
            return False
        return all(map(self._has_every_term, self.way.parts, self._answers))

    def _has_every_term(self, part: Part, answering: Sequence[Variant]) -> bool:
        folds = filter(lambda fold: fold >= 0, map(self._lexicon.folds.find, part.folds))
        ranges = (self._lexicon.variants(fold) for fold in folds)
        return len(answering) == sum(last - first for first, last in ranges)

    def _candidates(self) -> Documents:
        """The live documents that may have it: those with every two neighbours side by side;
        in another field those that have every part.
        """
        live = self._segment.live.copy()
        for lists in self._needed():
            held = np.zeros(len(live), bool)
            for postings in lists:
                postings.mark(held)
            live &= held
        return np.flatnonzero(live)

    def _needed(self) -> Iterator[Iterator[PostingList]]:
        """Lots of lists, of each of which a document that has it is in one at least."""
        segment, parts, read = self._segment, self.way.parts, self._segment.recent.read
        if self.way.field != TEXT:
            for answering in self._answers:
                yield (read(self._postings, variant.ordinal) for variant in answering)
            return
        for left, right in pairwise(parts):
            pairs = (segment.pair_ordinal(*both) for both in product(left.folds, right.folds))
            yield (read(segment.pairs, number) for number in pairs if number >= 0)

    @cached_property
    def _said(self) -> Array:
        """The numbers of the terms that say the value, rising."""
        find = self._segment.field(SAID).lexicon.find
        numbers = (find(term) for term in set(self.way.said_terms()))
        return np.array(sorted(number for number in numbers if number >= 0), np.intp)

    def _said_in(
        self, documents: Documents, lengths: Array, skipped: Array | None
    ) -> WayPlaces:
        """As `find`, of a value."""
        owner, places = self._segment.said.find(documents, self._said)
        if skipped is not None:
            places -= skipped[owner]
            kept = places >= 0
            places, owner = places[kept], owner[kept]
        if (places + len(self.way.parts) > lengths[owner]).any():
            raise damaged(self._segment.file.path, "says a value behind the end of a text")
        places += (np.cumsum(lengths) - lengths)[owner]
        return WayPlaces(places, np.full(len(places), True))


def _list(documents: Documents, counts: Array) -> SparseList:
    """How often each of some documents has something, without those that do not."""
    held = (counts != 0).nonzero()[0]
    return SparseList(documents[held], counts[held])
