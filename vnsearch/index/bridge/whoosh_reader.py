"""A segment as Whoosh's own searcher reads it: terms, posting lists, lengths, stored fields.

Every list is decoded as a whole and every length is exact, so Whoosh's results over this
reader are the measure for our own search.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from vnsearch.dates import date_digits
from vnsearch.index.arrays.array_file import Array
from vnsearch.index.bridge.whoosh_import import base, fields, formats, reading
from vnsearch.index.bridge.whoosh_matcher import ArrayMatcher
from vnsearch.index.bridge.whoosh_terms import (
    WHOOSH_FIELDS,
    FieldTerms,
    field_lengths,
    field_terms,
)
from vnsearch.index.segment.columns import KEYWORDS, STORED_TEXTS, document_id
from vnsearch.index.segment.reader import Segment


class ArrayTermsReader(base.TermsReader):  # type: ignore[misc]
    """The terms of a segment and their posting lists."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._fields: dict[str, FieldTerms] = {}
        self._lengths: dict[str, Array | None] = {}

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._find(*term) >= 0

    def indexed_field_names(self) -> tuple[str, ...]:
        """The names of all fields with terms."""
        return WHOOSH_FIELDS

    def cursor(self, field_name: str, field: fields.FieldType) -> base.FieldCursor:
        """A cursor on the terms of a field."""
        return (
            ArrayCursor(self._terms(field_name), field)
            if field_name in WHOOSH_FIELDS
            else base.EmptyCursor()
        )

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """(field, term), rising."""
        return self.terms_from("", b"")

    def terms_from(self, first: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """(field, term) that are not below the given ones, rising."""
        return ((field, term) for field, term, _ in self._start_at(first, prefix))

    def items(self) -> Iterator[tuple[tuple[str, bytes], reading.TermInfo]]:
        """((field, term), statistics), rising."""
        return self.items_from("", b"")

    def items_from(
        self, first: str, prefix: bytes
    ) -> Iterator[tuple[tuple[str, bytes], reading.TermInfo]]:
        """((field, term), statistics) that are not below the given ones, rising."""
        for field, term, ordinal in self._start_at(first, prefix):
            yield (field, term), self._info(field, ordinal)

    def term_info(self, field: str, term: bytes) -> reading.TermInfo:
        """The statistics of a term, deleted documents included; KeyError for one not here."""
        return self._info(field, self._existing(field, term))

    def doc_frequency(self, field: str, term: bytes) -> int:
        """In how many documents a term is; KeyError for one that is in none."""
        return self._terms(field).postings.count(self._existing(field, term))

    def matcher(
        self, field: str, term: bytes, format_: formats.Format, scorer: Any = None
    ) -> ArrayMatcher:
        """The posting list of a term; raises TermNotFound."""
        ordinal = self._find(field, term)
        if ordinal < 0:
            raise reading.TermNotFound(f"No term {field}:{term!r}")
        postings = self._terms(field).postings.read(ordinal)
        positions = self._positions(field, ordinal)
        return ArrayMatcher((field, term), postings, positions, format_, scorer)

    def close(self) -> None:
        """Let go of the segment's file, which matchers may still hold; nothing may follow."""
        del self._segment
        self._fields.clear()
        self._lengths.clear()

    def _terms(self, field: str) -> FieldTerms:
        if field not in self._fields:
            self._fields[field] = field_terms(self._segment, field)
        return self._fields[field]

    def _find(self, field: str, term: bytes) -> int:
        return self._terms(field).find(term) if field in WHOOSH_FIELDS else -1

    def _existing(self, field: str, term: bytes) -> int:
        ordinal = self._find(field, term)
        if ordinal < 0:
            raise KeyError((field, term))
        return ordinal

    def _start_at(self, first: str, prefix: bytes) -> Iterator[tuple[str, bytes, int]]:
        for field in WHOOSH_FIELDS:
            if field >= first:
                least = prefix if field == first else b""
                for term, ordinal in self._terms(field).start_at(least):
                    yield field, term, ordinal

    def _info(self, field: str, ordinal: int) -> reading.TermInfo:
        """Made anew each time, since Whoosh changes the ones it gets (reading.py:1234)."""
        postings = self._terms(field).postings.read(ordinal)
        documents, frequencies = postings.documents, postings.frequencies
        if field not in self._lengths:
            self._lengths[field] = field_lengths(self._segment, field)
        lengths = self._lengths[field]
        held = np.zeros(1, np.int64) if lengths is None else lengths[documents]
        return reading.TermInfo(
            weight=int(frequencies.sum()),
            df=len(documents),
            minlength=int(held.min()),
            maxlength=int(held.max()),
            maxweight=int(frequencies.max()),
            minid=int(documents[0]),
            maxid=int(documents[-1]),
        )

    def _positions(self, field: str, ordinal: int) -> Callable[[int], list[int]]:
        """What gives a term's places in the token stream of a document."""
        segment = self._segment
        first, last = ordinal, ordinal + 1
        if field == "folded":
            first, last = segment.lexicon.variants(ordinal)

        def positions(document: int) -> list[int]:
            terms = segment.stream.term_of[segment.codes(document)]
            places: list[int] = np.flatnonzero((terms >= first) & (terms < last)).tolist()
            return places

        return positions


class ArrayCursor(base.FieldCursor):  # type: ignore[misc]
    """Walks along the terms of a field."""

    def __init__(self, terms: FieldTerms, field: fields.FieldType) -> None:
        self._terms = terms
        self._field = field
        self.first()

    def first(self) -> str | None:
        """Go to the first term, and return it."""
        return self.find(b"")

    def find(self, term: str | bytes) -> str | None:
        """Go to the first term that is not below `term`, and return it."""
        self._ahead = self._terms.start_at(self._field.to_bytes(term))
        return self.next()

    def next(self) -> str | None:
        """Go to the next term, and return it; None behind the last."""
        following = next(self._ahead, None)
        self._text = None if following is None else str(self._field.from_bytes(following[0]))
        return self._text

    def text(self) -> str | None:
        """The term at the cursor; None behind the last."""
        return self._text

    term = text

    def is_valid(self) -> bool:
        """Whether there is a term at the cursor."""
        return self._text is not None


class ArrayDocumentReader(base.PerDocumentReader):  # type: ignore[misc]
    """What a segment knows of each document, and which of them are deleted."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._count = segment.documents
        self._deleted = frozenset(segment.deleted.tolist())
        self._lengths: dict[str, Array | None] = {}

    def close(self) -> None:
        """Let go of the segment's file; nothing may follow."""
        del self._segment
        self._lengths.clear()

    def doc_count(self) -> int:
        """The number of documents that are still there."""
        return self._count - len(self._deleted)

    def doc_count_all(self) -> int:
        """The number of documents, deleted ones included."""
        return self._count

    def has_deletions(self) -> bool:
        """Whether any document is deleted."""
        return bool(self._deleted)

    def is_deleted(self, document: int) -> bool:
        """Whether the document is deleted."""
        return document in self._deleted

    def deleted_docs(self) -> frozenset[int]:
        """The deleted documents; always the same set, since Whoosh asks for every term."""
        return self._deleted

    def doc_field_length(self, document: int, field: str, default: int = 0) -> int:
        """The number of terms of a document in a field; `default` where none is kept."""
        lengths = self._field_lengths(field)
        return default if lengths is None else int(lengths[document])

    def field_length(self, field: str) -> int:
        """The number of terms of all documents in a field, deleted ones included."""
        lengths = self._field_lengths(field)
        return 0 if lengths is None else int(lengths.sum(dtype=np.int64))

    def min_field_length(self, field: str) -> int:
        """The number of terms of the shortest document."""
        lengths = self._field_lengths(field)
        return 0 if lengths is None or not len(lengths) else int(lengths.min())

    def max_field_length(self, field: str) -> int:
        """The number of terms of the longest document."""
        lengths = self._field_lengths(field)
        return 0 if lengths is None else int(lengths.max(initial=0))

    def stored_fields(self, document: int) -> dict[str, Any]:
        """What the schema has of a document; enough to add it again as it was."""
        columns = self._segment.columns
        part, own = columns.strings("part")[document], columns.strings("id")[document]
        file = columns.file(columns.number("file", document))
        texts = {name: columns.strings(name)[document] for name in STORED_TEXTS}
        keywords = {name: columns.keywords(name)[document] for name in KEYWORDS}
        return {
            **texts,
            **keywords,
            "id": document_id(own, file.path, part),
            "path": file.path,
            "part": part,
            "title_in_body": columns.number("body_token", document) == 0,
            "date": date_digits(columns.number("date", document)),
            "line": columns.number("line", document),
            "file": (file.size, file.mtime_ns, file.digest),
            "text": self._segment.body(document),
            "exact": self._exact(document),
        }

    def _exact(self, document: int) -> str:
        """The terms of a document as Whoosh's own index would have been given them, the title
        a line of its own: what highlights and key terms are made of.
        """
        segment = self._segment
        own = segment.columns.number("body_token", document)
        names = segment.lexicon.terms
        codes = segment.codes(document)
        parts = (codes[: max(own - 1, 0)], codes[own:])
        lines = (" ".join(names[n] for n in segment.stream.term_of[p].tolist()) for p in parts)
        return "\n".join(filter(None, lines))

    def _field_lengths(self, field: str) -> Array | None:
        if field not in self._lengths:
            self._lengths[field] = field_lengths(self._segment, field)
        return self._lengths[field]
