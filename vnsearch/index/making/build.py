"""Documents to a run: tokenised in batches, inverted, and written in one piece."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vnsearch.dates import date_number
from vnsearch.document_fields import KEYWORD_FIELDS, TEXT_FIELDS, join_values, values
from vnsearch.index.arrays.array_file import Array, ArrayWriter
from vnsearch.index.making.document_size import long_texts, text_size, too_many_words
from vnsearch.index.making.run import RunWriter
from vnsearch.index.making.streams import lay
from vnsearch.index.making.tokenizing.array_tokenizer import ArrayTokenizer
from vnsearch.index.making.tokenizing.variety import TooManyTermsError
from vnsearch.index.making.vocabulary import GrowingVocabulary
from vnsearch.index.making.write_lists import translated, write_field, write_text
from vnsearch.index.segment.columns import (
    Columns,
    FileState,
    join_columns,
    write_columns,
)
from vnsearch.index.segment.said import SAID_PLACES
from vnsearch.index.segment.text_store import Blocks, TextPacker, train, write_blocks
from vnsearch.records import Document
from vnsearch.text.values.said import SAID

_BATCH = 1 << 20  # bytes of text tokenised at once

_Field = tuple[Array, Array]  # term numbers, -1 for a gap, and how many each document has


class RunBuilder:
    """Collects documents until `write`; then it is empty again."""

    def __init__(self, vocabulary: GrowingVocabulary | None = None) -> None:
        self._tokenizer = ArrayTokenizer()
        self._vocabulary = vocabulary or GrowingVocabulary()
        self._dictionary = b""  # of the texts, from the first run on that is worth one
        self._packer = TextPacker()
        self._clear()

    def _clear(self) -> None:
        self.tokens = 0
        self._count = 0
        self._clear_pending()
        self._streams: list[Array] = []
        self._columns: list[Columns] = []
        self._files: dict[FileState, int] = {}
        self._file: FileState | None = None  # of the latest document
        self._file_number = 0
        self._bodies: list[str] = []  # as long as there is no dictionary
        self._blocks: list[Blocks] = []
        self._text_length = 0
        self._fields: dict[str, list[_Field]] = {
            name: [] for name in (*(field.name for field in TEXT_FIELDS), SAID)
        }
        self._said_places: list[Array] = [np.zeros(0, np.int64)]

    def _clear_pending(self) -> None:
        self._pending: list[Document] = []
        self._pending_files: list[int] = []
        self._pending_sizes: list[int] = []
        self._pending_size = 0

    def __len__(self) -> int:
        """How many documents have been collected."""
        return self._count + len(self._pending)

    def add(self, document: Document, file: FileState) -> int:
        """Collect a document of a file; its `text_size`.

        Raises Fault for one whose words are too many or too long for memory.
        """
        size = text_size(document)
        may_be_refused = bool(long_texts(document))
        if may_be_refused and self._pending:
            self._tokenize_pending()  # so that it is alone
        is_new = file is not self._file and file not in self._files
        if is_new:
            self._files[file] = len(self._files)
        if file is not self._file:  # which is asked for once: it takes a while to compare
            self._file, self._file_number = file, self._files[file]
        self._pending.append(document)
        self._pending_sizes.append(size)
        self._pending_size += size
        self._pending_files.append(self._file_number)
        if may_be_refused or self._pending_size >= _BATCH:
            try:
                self._tokenize_pending()
            except TooManyTermsError as error:
                self._drop_pending(is_new)
                raise too_many_words(document, error) from None
        return size

    def _drop_pending(self, with_file: bool) -> None:
        """Forget the document that is pending alone, and its file where no other is of it."""
        self._clear_pending()
        if with_file:
            self._files.popitem()
            self._file = None

    def write(self, runs: RunWriter) -> None:
        """Write what has been collected as a run."""
        self.write_to(runs.begin(len(self)))

    def write_to(self, writer: ArrayWriter, texts: bool = True) -> None:
        """Write the arrays of what has been collected, those of the texts where they are asked
        for.
        """
        self._tokenize_pending()
        if texts:
            self._dictionary = self._dictionary or train(self._bodies)
            self._blocks += self._packer.add(self._bodies, self._dictionary)
            self._blocks += self._packer.rest(self._dictionary)
            write_blocks(writer, self._blocks)
        self._bodies, self._blocks = [], []  # before the inversion, which takes much memory
        self._write_arrays(writer)
        self._clear()

    @property
    def terms(self) -> Sequence[str]:
        """The terms of all documents so far, by number."""
        return self._tokenizer.terms

    def write_vocabulary(self, runs: RunWriter) -> None:
        """Write the terms of all runs, behind the last of them."""
        runs.write_vocabulary(*self._vocabulary.keys())

    def _tokenize_pending(self) -> None:
        documents = self._pending
        paths = [file.path for file in self._files]
        tokenize = self._tokenizer.number
        titles = tokenize([document.title for document in documents])
        bodies = tokenize([document.body for document in documents])
        names = tokenize([paths[file] for file in self._pending_files])
        ones = [1] * len(documents)
        fields = {"title": (titles, ones), "path": (names, ones)}
        for row in TEXT_FIELDS:
            if row.name not in fields:
                held = [values(getattr(document, row.member)) for document in documents]
                tokens = tokenize([value for several in held for value in several])
                fields[row.name] = tokens, list(map(len, held))
        # From here on nothing is refused.
        own = np.array([not document.title_in_body for document in documents], bool)
        laid = lay(self._tokenizer, titles, bodies, fields, own)
        self._streams.append(laid.stream)
        self._columns.append(self._describe(titles.counts, own, laid.lengths))
        for field, column in laid.columns.items():
            self._fields[field].append((column.numbers, column.lengths))
        lengths = np.bincount(laid.said.documents, minlength=len(documents))
        self._fields[SAID].append((laid.said.numbers, lengths))
        self._said_places.append(laid.said.places)
        self._count += len(documents)
        self.tokens += len(laid.stream)
        self._clear_pending()

    def _describe(self, title_tokens: Array, own: Array, lengths: Array) -> Columns:
        """The columns of the pending documents, whose texts are kept on the way."""
        documents = self._pending
        text_start = self._text_length
        text_lengths = np.array([len(document.body) for document in documents], np.int64)
        self._bodies += [document.body for document in documents]
        if self._dictionary:  # what is compressed at once need not be kept as it is
            self._blocks += self._packer.add(self._bodies, self._dictionary)
            self._bodies = []
        self._text_length += int(text_lengths.sum())
        numbers = {
            "file": np.array(self._pending_files, np.int64),
            "line": np.array([document.line for document in documents], np.int64),
            "date": np.array([date_number(document.date) for document in documents], np.int64),
            "title_tokens": title_tokens,
            "body_token": np.where(own, title_tokens + 1, 0),
            "length": lengths - own,
            "text_start": text_start + np.cumsum(text_lengths) - text_lengths,
            "text_length": text_lengths,
            "text_size": np.array(self._pending_sizes, np.int64),
            "stream_start": self.tokens + np.cumsum(lengths) - lengths,
            "stream_length": lengths,
        }
        strings = {
            "id": [document.id for document in documents],
            "part": [document.part for document in documents],
        } | {
            field.name: [join_values(getattr(document, field.member)) for document in documents]
            for field in TEXT_FIELDS + KEYWORD_FIELDS
            if field.stored
        }
        return Columns(numbers, strings, list(self._files))

    def _write_arrays(self, writer: ArrayWriter) -> None:
        columns = join_columns(self._columns)
        ends = np.cumsum(columns.numbers["stream_length"])
        stream = self._streams[0] if len(self._streams) == 1 else np.concatenate(self._streams)
        self._streams = []
        vocabulary = self._vocabulary.choose(self._tokenizer.terms, stream)
        write_text(writer, vocabulary, translated(stream, vocabulary.place_of), ends)
        for field in self._fields:
            self._write_field(writer, field)
        places = self._said_places
        writer.extend(SAID_PLACES, places, np.min_scalar_type(_largest(places)))
        write_columns(writer, columns)

    def _write_field(self, writer: ArrayWriter, field: str) -> None:
        numbers = np.concatenate([numbers for numbers, _ in self._fields[field]])
        lengths = np.concatenate([lengths for _, lengths in self._fields[field]])
        vocabulary = self._vocabulary.choose(self._tokenizer.terms, numbers)
        terms = translated(numbers, vocabulary.place_of)
        write_field(writer, field, vocabulary, terms, lengths)


def _largest(parts: Sequence[Array]) -> int:
    return max(int(part.max(initial=0)) for part in parts)
