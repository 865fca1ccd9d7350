"""The documents that may be the best, as a segment in memory that knows of their texts only
where the words of one query stand. That is all that matching and ranking look at; what is shown
comes when the page is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from vnsearch.cluster.client.json_queries import Json
from vnsearch.cluster.client.questions import Asked
from vnsearch.cluster.client.strings import unpack
from vnsearch.cluster.querying.clauses import Clauses
from vnsearch.cluster.querying.held_columns import HeldColumns
from vnsearch.cluster.querying.vocabulary import one_edit_away
from vnsearch.cluster.storage.mapping import CODES
from vnsearch.cluster.storage.token_codes import (
    CodedTokens,
    FoundTerms,
    WantedTerms,
    end_to_end,
)
from vnsearch.dates import date_number
from vnsearch.document_fields import FIELD_OF, join_values
from vnsearch.index.arrays.array_file import Array, Documents
from vnsearch.index.arrays.memory_file import MemoryWriter
from vnsearch.index.making.memory_segment import MemorySegment, write_terms
from vnsearch.index.making.vocabulary import Vocabulary, ordered_vocabulary
from vnsearch.index.making.write_lists import write_field, write_text
from vnsearch.index.segment.columns import KEYWORDS, NUMBERS, STRINGS, FileState
from vnsearch.index.segment.layout import GAP, VERSION
from vnsearch.index.segment.reader import TEXT, DocumentKey
from vnsearch.index.segment.said import SAID_PLACES
from vnsearch.query.clauses import (
    DateRange,
    Fuzzy,
    InField,
    Not,
    Operand,
    Or,
    Prefix,
    words_of,
)
from vnsearch.records import Document
from vnsearch.search.variants.word_variants import query_word
from vnsearch.text.terms import folded_term
from vnsearch.text.values.said import SAID


class Looked(NamedTuple):
    """What matching and ranking a query look at: terms of the text and of some fields, values
    of others.
    """

    terms: WantedTerms
    fields: tuple[str, ...]  # of words, the text among them
    keywords: tuple[str, ...]
    said: bool

    def source(self) -> list[str]:
        """The members of a document on the cluster that tell it."""
        said = [f"{CODES}.{SAID}"] if self.said else []
        values = [f"document.{FIELD_OF[name].member}" for name in self.keywords]
        return ["date", *(f"{CODES}.{field}" for field in self.fields), *values, *said]


def looked_at(clauses: Clauses, asked: Asked) -> Looked:
    """What a query looks at."""
    operands: list[Operand] = []
    for clause in clauses.query.clauses:
        operands += clause.operands if isinstance(clause, Or) else [_positive(clause)]
    names: list[str] = [one.name for one in operands if isinstance(one, InField)]
    fields = [name for name in names if FIELD_OF[name].type == "text"]
    fields += [way.field for way in clauses.ways]
    keywords = sorted(set(names) - set(fields))
    said = any(way.value is not None for way in clauses.ways)
    terms = _terms(operands, clauses, asked)
    return Looked(terms, tuple(dict.fromkeys((TEXT, *fields))), tuple(keywords), said)


def _positive(clause: Operand | Not) -> Operand:
    return clause.operand if isinstance(clause, Not) else clause


def _terms(operands: Sequence[Operand], clauses: Clauses, asked: Asked) -> WantedTerms:
    folds: set[str] = set()
    prefixes: set[str] = set()
    for operand in operands:
        operand = operand.operand if isinstance(operand, InField) else operand
        if isinstance(operand, Prefix):
            prefixes.add(folded_term(operand.term))
        elif isinstance(operand, Fuzzy):
            fold = folded_term(operand.term)
            folds |= {fold, *(each.fold for each in one_edit_away(asked, fold))}
        elif not isinstance(operand, DateRange):
            for word in words_of(operand):
                folds |= {spelling.fold for spelling in query_word(word.term).spellings}
    for way in clauses.ways:
        folds |= {fold for part in way.parts for fold in part.folds}
    return WantedTerms(frozenset(folds), tuple(sorted(prefixes)))


class Candidates(MemorySegment):
    """Some documents, given as a search has found them, in parts, looked at in one way.

    Of a part, nothing but where the words stand is kept before the next is asked for. They
    follow those `before`, which were looked at in the same way.
    """

    def __init__(
        self,
        parts: Iterable[Sequence[Json]],
        looked: Looked,
        name: str,
        before: Candidates | None = None,
    ) -> None:
        hits = list(before.hits) if before else []
        found = [before.found] if before else []
        for part in parts:
            rows = [hit["_source"].get(CODES, {}).pop(TEXT, "") for hit in part]
            found.append(CodedTokens(rows).find(looked.terms))
            hits += part
        self.found: FoundTerms = end_to_end(found)
        writer = MemoryWriter(VERSION)
        _write_text(writer, self.found)
        rows = [hit["_source"].get(CODES, {}) for hit in hits]
        for field in looked.fields[1:]:
            coded = CodedTokens([row.get(field, "") for row in rows])
            in_field = coded.find(looked.terms)
            _write_words(writer, field, in_field.terms, in_field.tokens(), in_field.lengths)
        if looked.said:
            _write_said(writer, [row.get(SAID, "") for row in rows])
        self._shape = _shape(self.found)
        writer.add("document.length", self._shape["length"])
        self.hits: list[Json] = hits
        self._shown: list[str] = [""] * len(hits)
        super().__init__(writer, self._shown, name, _known_columns(hits, looked, self._shape))

    def numbers_of(self, keys: Iterable[DocumentKey]) -> Documents:
        """The documents that some keys name, rising."""
        wanted = set(keys)
        return np.array([n for n, hit in enumerate(self.hits) if hit["_id"] in wanted], np.intp)

    def places_among(self, hits: Sequence[Json]) -> Array:
        """The places of all documents among hits; none where one is not there as it was."""
        place_of = {version(hit): place for place, hit in enumerate(hits)}
        places = [place_of.get(version(hit), -1) for hit in self.hits]
        return np.array([] if -1 in places else places, np.intp)

    def show(self, documents: dict[int, tuple[Document, FileState]]) -> None:
        """Take all that is known of some of the documents, by their numbers; of the others
        nothing can be asked from now on.
        """
        for number, (document, _) in documents.items():
            self._shown[number] = document.body
        self.columns = _shown_columns(self._shape, documents)


def version(hit: Json) -> tuple[str, int, int]:
    """What tells a document from what it was before, and will be."""
    return hit["_id"], hit["_seq_no"], hit["_primary_term"]


def _write_text(writer: MemoryWriter, found: FoundTerms) -> None:
    places = found.places
    # All between is left out, but for a gap before what no other stands right before.
    kept = np.arange(len(places)) + np.cumsum(np.diff(places, prepend=-2) > 1)
    tokens = np.full(int(kept.max(initial=-1)) + 1, GAP, np.uint32)
    tokens[kept] = found.numbers
    ends = np.append(0, kept + 1)[np.searchsorted(places, np.cumsum(found.lengths))]
    write_text(writer, _vocabulary(found.terms), tokens, ends)
    stream = np.zeros(int(found.lengths.sum()), np.uint16)
    stream[places] = writer.arrays["stream.codes"][kept]
    rare = np.searchsorted(kept, writer.arrays["stream.rare_places"].astype(np.intp))
    writer.add("stream.codes", stream)
    writer.add("stream.rare_places", places[rare].astype(np.uint64))
    write_terms(writer, "exact", found.terms)


def _write_words(
    writer: MemoryWriter, field: str, terms: Sequence[str], tokens: Array, lengths: Array
) -> None:
    write_field(writer, field, _vocabulary(terms), tokens, lengths)
    write_terms(writer, field, terms)


def _write_said(writer: MemoryWriter, rows: Sequence[str]) -> None:
    """Write the values of each document: a term and its place, and so on."""
    parts = [row.split(" ") if row else [] for row in rows]
    said = [term for row in parts for term in row[::2]]
    terms = sorted(set(said))
    number_of = {term: number for number, term in enumerate(terms)}
    tokens = np.array([number_of[term] for term in said], np.uint32)
    lengths = np.array([len(row) // 2 for row in parts], np.int64)
    _write_words(writer, SAID, terms, tokens, lengths)
    places = [int(place) for row in parts for place in row[1::2]]
    writer.add(SAID_PLACES, np.array(places, np.uint32))


def _vocabulary(terms: Sequence[str]) -> Vocabulary:
    """The vocabulary of terms that are in order."""
    numbers = np.arange(len(terms), dtype=np.uint32)
    return ordered_vocabulary(numbers, list(map(folded_term, terms)), len(terms))


def _shape(text: FoundTerms) -> dict[str, Array]:
    """The columns that the tokens of documents tell; all others are 0."""
    count = len(text.lengths)
    starts = np.cumsum(text.lengths) - text.lengths
    gaps = text.gaps
    own = np.searchsorted(starts, gaps, "right") - 1  # who has a title of its own before it
    titles, bodies = np.zeros((2, count), np.int64)
    titles[own] = gaps - starts[own]
    bodies[own] = titles[own] + 1
    shape = {
        "title_tokens": titles,
        "body_token": bodies,
        "length": text.lengths - (bodies > 0),
        "stream_start": starts,
        "stream_length": text.lengths,
    }
    return {name: np.zeros(count, np.int64) for name in NUMBERS} | shape


def _known_columns(
    hits: Sequence[Json], looked: Looked, shape: dict[str, Array]
) -> HeldColumns:
    """The columns that order looks at, and those of the values that a query asks for."""
    sources = [hit["_source"] for hit in hits]
    packed, lines, parts = zip(*(hit["sort"][-3:] for hit in hits), strict=True)
    number_of = {path: number for number, path in enumerate(sorted(set(packed), key=unpack))}
    numbers = shape | {
        "file": np.array([number_of[path] for path in packed], np.int64),
        "line": np.array(lines, np.int64),
        "date": np.array([source["date"] for source in sources], np.int64),
    }
    texts = {"part": list(map(unpack, parts))}
    for name in looked.keywords:
        stored = [source.get("document", {}) for source in sources]
        member = FIELD_OF[name].member
        texts[name] = [unpack(values.get(member, "")) for values in stored]
    return HeldColumns(
        numbers, texts, [FileState(unpack(path), 0, 0, "") for path in number_of]
    )


def _shown_columns(
    shape: dict[str, Array], documents: dict[int, tuple[Document, FileState]]
) -> HeldColumns:
    files: dict[FileState, int] = {}
    rows = []
    texts: dict[str, dict[int, str]] = {name: {} for name in STRINGS + KEYWORDS}
    for number, (document, state) in documents.items():
        file = files.setdefault(state, len(files))
        rows.append((file, document.line, date_number(document.date), len(document.body)))
        for name, held in texts.items():
            member = FIELD_OF[name].member if name in FIELD_OF else name
            held[number] = join_values(getattr(document, member))
    numbers = dict(shape)
    of_all = np.zeros((4, len(shape["length"])), np.int64)
    if rows:
        of_all[:, list(documents)] = np.array(rows, np.int64).T
    numbers.update(zip(("file", "line", "date", "text_length"), of_all, strict=True))
    return HeldColumns(numbers, texts, list(files))
