"""One segment of an index, opened for reading: dictionaries, postings, stream, columns, text.

Nothing is decoded before it is asked for, so a segment opens in the same time at any size.
Deleted documents are still in the lists; `live` tells them apart.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

from vnsearch.cached import cached_property
from vnsearch.errors import REBUILD, IndexVersionError
from vnsearch.frozen import NamedTuple
from vnsearch.index.arrays.array_file import Array, ArrayFile, Codes, Documents, Mask, damaged
from vnsearch.index.arrays.ranges import kept
from vnsearch.index.segment.columns import ColumnFile
from vnsearch.index.segment.field_tokens import FieldTokens
from vnsearch.index.segment.file_times import TimesEntry, open_times
from vnsearch.index.segment.layout import EXTENSION, FORMAT
from vnsearch.index.segment.lexicon import Lexicon
from vnsearch.index.segment.pair_lexicon import PairLexicon
from vnsearch.index.segment.postings.posting_file import PostingFile
from vnsearch.index.segment.postings.recent_lists import RecentLists
from vnsearch.index.segment.said import SaidFile
from vnsearch.index.segment.text_store import TextFile
from vnsearch.index.segment.token_stream import TokenStream
from vnsearch.text.terms import RULES_VERSION, folded_term

DocumentKey: TypeAlias = "str | tuple[str, int]"  # tells a document from all others
TEXT = "text"  # the field of what a document says, titles of their own included


class SegmentEntry(NamedTuple):
    """A segment as the table of contents lists it."""

    name: str  # of its file, without the extension
    documents: int  # deleted ones included
    checksum: int  # of its file
    deleted: bytes  # the deleted documents' numbers, as little-endian 32-bit integers
    times: TimesEntry | None = None  # of its files, where some were touched since


class SegmentField(NamedTuple):
    """A field of words beside the text, with a dictionary of its own."""

    lexicon: Lexicon
    postings: PostingFile
    tokens: FieldTokens


class Streams(NamedTuple):
    """The token streams of some documents: their codes end to end, and how many each has."""

    codes: Array  # intp, for tables by code
    lengths: Array


class SegmentFile:
    """All of a segment but its posting lists, opened for reading."""

    def __init__(
        self,
        file: ArrayFile,
        entry: SegmentEntry,
        times: ArrayFile | None = None,
        columns: ColumnFile | None = None,
    ) -> None:
        check_version(file.path, file.attributes)
        self.file = file
        self.entry = entry
        self.name = entry.name
        self.documents = entry.documents
        self.deleted = np.frombuffer(entry.deleted, "<u4").astype(np.intp)
        if self.file.length("document.length") != self.documents or (
            len(self.deleted)
            and (int(self.deleted[-1]) >= self.documents or (np.diff(self.deleted) <= 0).any())
        ):
            raise damaged(file.path, "does not have the documents that the index counts in it")
        self.pair_lexicon = PairLexicon(self.file)
        self.stream = TokenStream(self.file)
        self.columns = columns or ColumnFile(self.file, times)
        self.said = SaidFile(self.file)
        self.texts = TextFile(self.file)

    @cached_property
    def live(self) -> Mask:
        """Whether each document is still there."""
        live = np.ones(self.documents, bool)
        live[self.deleted] = False
        return live

    def among_live(self, documents: Documents) -> Documents:
        """Those of some documents that are still there."""
        return kept(documents, self.live[documents]) if len(self.deleted) else documents

    @property
    def live_documents(self) -> int:
        """How many documents are still there."""
        return self.documents - len(self.deleted)

    @cached_property
    def lengths(self) -> Array:
        """The number of tokens of every document."""
        return self.columns.numbers("length")

    @cached_property
    def live_tokens(self) -> int:
        """The number of tokens of all documents that are still there."""
        total = int(self.lengths.sum(dtype=np.int64))
        return total - int(self.lengths[self.deleted].sum(dtype=np.int64))

    def codes(self, document: int) -> Codes:
        """The token stream of a document, as codes of `stream`."""
        start = self.columns.number("stream_start", document)
        return self.stream.codes(start, start + self.columns.number("stream_length", document))

    def key(self, document: int) -> DocumentKey:
        """What tells a document from those of all other segments."""
        return self.name, document

    def numbers_of(self, keys: Iterable[DocumentKey]) -> Documents:
        """The documents of this segment that some keys name, rising."""
        here = (key[1] for key in keys if not isinstance(key, str) and key[0] == self.name)
        return np.array(sorted(here), np.intp)

    def body(self, document: int) -> str:
        """The stored text of a document."""
        return self.bodies(np.array([document]))[0]

    def titled_text(self, document: int) -> str:
        """The same below its title, where the text does not have that."""
        if not self.columns.number("body_token", document):
            return self.body(document)
        return self.columns.strings("title")[document] + "\n" + self.body(document)

    def bodies(self, documents: Documents) -> list[str]:
        """The stored texts of some documents."""
        starts = self.columns.some("text_start", documents)
        stops = starts + self.columns.some("text_length", documents)
        return self.texts.slices(starts, stops)


class Segment(SegmentFile):
    """A segment opened for reading; `passing`: by who goes over it once (`CheckedPages`)."""

    def __init__(self, directory: str, entry: SegmentEntry, passing: bool = False) -> None:
        path = os.path.join(directory, entry.name + EXTENSION)
        times = open_times(directory, entry.times) if entry.times else None
        super().__init__(ArrayFile(path, entry.checksum, passing), entry, times)
        self._fields: dict[str, SegmentField] = {}
        self.lexicon = Lexicon(self.file, "exact")
        self.exact = self.lists("exact")
        self.folded = self.lists("folded")
        self.pairs = self.lists("pairs")

    @cached_property
    def recent(self) -> RecentLists:
        """The posting lists that were read last."""
        return RecentLists(self.documents)

    def lists(self, field: str) -> PostingFile:
        """The posting lists of a field."""
        return PostingFile(self.file, field, self.documents)

    def pair_ordinal(self, first: str, second: str) -> int:
        """The number of a pair of words, whatever marks they bear; -1 for none."""
        left, right = map(self.lexicon.folds.find, map(folded_term, (first, second)))
        return self.pair_lexicon.find(left, right) if min(left, right) >= 0 else -1

    def live_occurrences(self, ordinal: int) -> int:
        """How often a term of the text stands in the documents that are still there."""
        if not len(self.deleted):
            return int(self.file.part("exact.occurrences", ordinal, ordinal + 1)[0])
        postings = self.recent.read(self.exact, ordinal)
        return int(postings.frequencies[self.live[postings.documents]].sum())

    def field(self, field: str) -> SegmentField:
        """The dictionary, the postings and the tokens of a field of words, read on demand."""
        if field not in self._fields:
            self._fields[field] = SegmentField(
                Lexicon(self.file, field), self.lists(field), FieldTokens(self.file, field)
            )
        return self._fields[field]

    def lexicon_of(self, field: str) -> Lexicon:
        """The dictionary of the text, or of a field of words."""
        return self.lexicon if field == TEXT else self.field(field).lexicon

    def postings_of(self, field: str) -> PostingFile:
        """The posting lists of the terms of that dictionary."""
        return self.exact if field == TEXT else self.field(field).postings

    def stream_lengths(self, field: str = TEXT) -> Array:
        """How many codes the stream of every document has in a field, gaps included."""
        if field == TEXT:
            return self.columns.numbers("stream_length")
        return self.field(field).tokens.lengths

    def streams(self, documents: Documents, field: str = TEXT, most: int = 1 << 62) -> Streams:
        """The token streams of some documents in a field, whose terms have codes `code_of`; of
        one in the text no more than `most` tokens.
        """
        if field != TEXT:
            return Streams(*self.field(field).tokens.gather(documents))
        starts, lengths = self.stream_bounds(documents)
        lengths = np.minimum(lengths, most)
        codes = self.stream.gather(starts, starts + lengths)
        return Streams(codes.astype(np.intp), lengths)

    def stream_bounds(self, documents: Documents) -> tuple[Array, Array]:
        """Where the token streams of some documents begin, and how many codes each has."""
        some = self.columns.some
        return some("stream_start", documents), some("stream_length", documents)

    def code_of(self, field: str = TEXT) -> Array:
        """The code of each term of a field in its streams; no term has code 0."""
        if field == TEXT:
            return self.stream.code_of
        return np.arange(1, len(self.field(field).lexicon.terms) + 1)


def column_of(
    segments: Sequence[Segment], column: str, ordinals: Array, documents: Documents
) -> Array:
    """The numbers of a column of some documents of several segments (int64): `ordinals`, which
    run beside them, say of which.
    """
    values = np.zeros(len(documents), np.int64)
    for ordinal, segment in enumerate(segments):
        chosen = ordinals == ordinal
        values[chosen] = segment.columns.some(column, documents[chosen])
    return values


def check_version(path: str, attributes: Mapping[str, Any]) -> None:
    """Raises IndexVersionError for another format, or for terms made by other text rules."""
    version, rules = attributes.get("format"), attributes.get("rules")
    if (version, rules) != (FORMAT, RULES_VERSION):
        raise IndexVersionError(
            f"{path} has format {version} with text rules {rules}, and this vnsearch reads "
            f"format {FORMAT} with text rules {RULES_VERSION}: {REBUILD}"
        )
