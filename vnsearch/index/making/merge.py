"""Joins segments into one: numbers are mapped and lists are laid end to end; no text is read
again. Long columns pass through in parts, so that memory is bounded by the part.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

import numpy as np

from vnsearch.document_fields import TEXT_FIELDS
from vnsearch.index.making.vocabulary import JoinedVocabulary, fill_gone, join_lexicons
from vnsearch.index.segment.array_file import Array, ArrayWriter
from vnsearch.index.segment.columns import join_columns, write_columns
from vnsearch.index.segment.field_tokens import write_field_tokens
from vnsearch.index.segment.layout import EXTENSION, VERSION, segment_name
from vnsearch.index.segment.lexicon import write_lexicon
from vnsearch.index.segment.pair_lexicon import write_pair_lexicon
from vnsearch.index.segment.posting_codec import Postings
from vnsearch.index.segment.posting_file import PostingFile, write_postings
from vnsearch.index.segment.ranges import cuts, distinct, spread
from vnsearch.index.segment.reader import Segment, SegmentEntry
from vnsearch.index.segment.text_store import TextWriter, write_blocks
from vnsearch.index.segment.token_stream import StreamWriter, rank_terms

_PART = 1 << 21  # tokens, or bytes of posting lists, that pass through at once
_GONE = -1


def merge(directory: str, entries: Sequence[SegmentEntry]) -> SegmentEntry:
    """Write one segment with the live documents of several, in their order."""
    segments = [Segment(directory, entry) for entry in entries]
    name = segment_name()
    with ArrayWriter(os.path.join(directory, name + EXTENSION), VERSION) as writer:
        _Merge(segments, writer).run()
    documents = sum(segment.live_documents for segment in segments)
    return SegmentEntry(name, documents, writer.checksum, b"")


class _Merge:
    """One merge: the segments, and where their documents go."""

    def __init__(self, segments: Sequence[Segment], writer: ArrayWriter) -> None:
        self._segments = segments
        self._writer = writer
        self._documents: list[Array] = []  # by segment: the number of each document from now on
        base = 0
        for segment in segments:
            numbers = np.full(segment.documents, _GONE, np.int64)
            numbers[segment.live] = np.arange(base, base + segment.live_documents)
            self._documents.append(numbers)
            base += segment.live_documents

    def run(self) -> None:
        occurrences = [_live_occurrences(segment) for segment in self._segments]
        lexicons = [segment.lexicon for segment in self._segments]
        vocabulary = join_lexicons(lexicons, [counts > 0 for counts in occurrences])
        write_lexicon(self._writer, "exact", *vocabulary[:3])
        total = np.zeros(len(vocabulary.terms) + 1, np.int64)
        for numbers, counts in zip(vocabulary.numbers, occurrences, strict=True):
            np.add.at(total, numbers, counts)  # what has gone counts nothing
        self._writer.add("exact.occurrences", total[:-1].astype(np.uint64))
        self._write_stream(vocabulary, total[:-1])
        exact = [segment.exact for segment in self._segments]
        self._write_lists("exact", exact, vocabulary.numbers, len(vocabulary.terms))
        folded = [segment.folded for segment in self._segments]
        self._write_lists("folded", folded, vocabulary.fold_numbers, len(vocabulary.folds))
        self._write_pairs(vocabulary)
        for field in TEXT_FIELDS:
            self._write_field(field.name)
        self._write_columns()
        write_blocks(self._writer, self._blocks())

    def _write_stream(self, vocabulary: JoinedVocabulary, total: Array) -> None:
        code_of, term_of = rank_terms(total)
        code_of = np.append(code_of, np.uint32(0))
        packed = StreamWriter()

        def parts() -> Iterator[Array]:
            for segment, numbers in zip(self._segments, vocabulary.numbers, strict=True):
                codes = np.zeros(len(segment.stream.term_of), np.uint32)
                codes[segment.stream.code_of] = code_of[numbers]
                for part in _live_codes(segment):
                    yield packed.pack(codes[part])
                segment.file.release()

        self._writer.extend("stream.codes", parts(), np.uint16)
        packed.write_rare(self._writer)
        self._writer.add("stream.term_of", term_of)

    def _write_lists(
        self, name: str, files: Sequence[PostingFile], numbers: Sequence[Array], count: int
    ) -> Array:
        """Join the lists that have the same number; whether each still has a document."""
        kept = np.zeros(count, bool)

        def parts() -> Iterator[Postings]:
            for first, last in _ranges(files, numbers, count):
                postings, sizes = self._join(files, numbers, first, last)
                kept[first:last] = sizes > 0
                yield postings
                for segment in self._segments:
                    segment.file.release()

        write_postings(self._writer, name, parts())
        return kept

    def _join(
        self, files: Sequence[PostingFile], numbers: Sequence[Array], first: int, last: int
    ) -> tuple[Postings, Array]:
        """The lists [first, last) of all segments end to end, and how long each is."""
        read = []
        total = np.zeros(last - first, np.int64)
        for file, number_of, documents in zip(files, numbers, self._documents, strict=True):
            start, stop = np.searchsorted(number_of, (first, last)).tolist()
            postings = file.read_range(start, stop)
            target = np.repeat(number_of[start:stop], np.diff(postings.ends, prepend=0)) - first
            moved = documents[postings.documents]
            alive = moved >= 0
            sizes = np.bincount(target[alive], minlength=last - first)
            read.append((moved[alive], postings.frequencies[alive], sizes))
            total += sizes
        starts = np.cumsum(total) - total
        documents, frequencies = np.empty((2, int(total.sum())), np.int64)
        for moved, their_frequencies, sizes in read:
            places = spread(starts, sizes)
            documents[places] = moved
            frequencies[places] = their_frequencies
            starts = starts + sizes
        return Postings(documents, frequencies, np.cumsum(total[total > 0])), total

    def _write_pairs(self, vocabulary: JoinedVocabulary) -> None:
        count = len(vocabulary.folds)
        keys = []
        for segment, folds, live in zip(
            self._segments, vocabulary.fold_numbers, vocabulary.fold_live, strict=True
        ):
            size = max(len(folds), 1)
            first, second = np.divmod(segment.pair_lexicon.keys(size).astype(np.int64), size)
            key = folds[first] * count + folds[second]
            keys.append(np.where(live[first] & live[second], key, _GONE))
        joined = distinct(np.concatenate(keys))
        joined = joined[joined >= 0]
        numbers = []
        for key in keys:
            places = np.where(key < 0, _GONE, np.searchsorted(joined, key))
            numbers.append(fill_gone(places, len(joined)))
        files = [segment.pairs for segment in self._segments]
        kept = self._write_lists("pairs", files, numbers, len(joined))
        write_pair_lexicon(self._writer, joined[kept], count)

    def _write_field(self, name: str) -> None:
        fields = [segment.field(name) for segment in self._segments]
        live = []
        for field, documents in zip(fields, self._documents, strict=True):
            postings = field.postings.read_range(0, len(field.postings))
            alive = np.concatenate(([0], np.cumsum(documents[postings.documents] >= 0)))
            live.append(np.diff(alive[postings.ends], prepend=0) > 0)
        vocabulary = join_lexicons([field.lexicon for field in fields], live)
        write_lexicon(self._writer, name, *vocabulary[:3])
        files = [field.postings for field in fields]
        self._write_lists(name, files, vocabulary.numbers, len(vocabulary.terms))
        chosen = [np.flatnonzero(segment.live) for segment in self._segments]
        held = [
            field.tokens.lengths[documents].astype(np.int64)
            for field, documents in zip(fields, chosen, strict=True)
        ]

        def codes() -> Iterator[Array]:
            for field, documents, sizes, numbers in zip(
                fields, chosen, held, vocabulary.numbers, strict=True
            ):
                code_of = np.append(np.uint32(0), numbers.astype(np.uint32) + np.uint32(1))
                for first, last in cuts(sizes, _PART):
                    yield code_of[field.tokens.gather(documents[first:last])[0]]

        lengths = np.concatenate(held)
        write_field_tokens(self._writer, name, codes(), lengths, len(vocabulary.terms))

    def _write_columns(self) -> None:
        parts = []
        text = stream = 0
        for segment in self._segments:
            columns = segment.columns.read(np.flatnonzero(segment.live))
            numbers = columns.numbers
            lengths = numbers["stream_length"].astype(np.int64)
            numbers["stream_start"] = stream + np.cumsum(lengths) - lengths
            stream += int(lengths.sum())
            if len(segment.deleted):
                lengths = numbers["text_length"].astype(np.int64)
                numbers["text_start"] = text + np.cumsum(lengths) - lengths
                text += int(lengths.sum())
            else:
                numbers["text_start"] = text + numbers["text_start"].astype(np.int64)
                text += _text_length(segment)
            parts.append(columns)
        write_columns(self._writer, join_columns(parts))

    def _blocks(self) -> Iterator[tuple[int, bytes]]:
        """The text: blocks as they are, or packed again where documents have gone."""
        base = 0
        for segment in self._segments:
            if len(segment.deleted):
                texts = TextWriter()
                for document in np.flatnonzero(segment.live).tolist():
                    texts.add(segment.body(document))
                blocks, length = texts.blocks(), texts.length
            else:
                blocks, length = segment.texts.blocks(), _text_length(segment)
            for start, data in blocks:
                yield base + start, data
            base += length


def _text_length(segment: Segment) -> int:
    """The characters of a segment's text, whose documents follow one another."""
    if not segment.documents:
        return 0
    last = segment.documents - 1
    return segment.columns.number("text_start", last) + segment.columns.number(
        "text_length", last
    )


def _live_occurrences(segment: Segment) -> Array:
    """How often each term occurs in the documents that are still there."""
    if not len(segment.deleted):
        return segment.file.array("exact.occurrences").astype(np.int64)
    counts = np.zeros(len(segment.stream.term_of), np.int64)
    for codes in _live_codes(segment):
        counts += np.bincount(codes, minlength=len(counts))
    return counts[segment.stream.code_of]


def _live_codes(segment: Segment) -> Iterator[Array]:
    """The streams of the documents that are still there, in parts."""
    live = np.flatnonzero(segment.live)
    for first, last in cuts(segment.stream_lengths()[live], _PART):
        yield segment.streams(live[first:last]).codes


def _ranges(
    files: Sequence[PostingFile], numbers: Sequence[Array], count: int
) -> Iterator[tuple[int, int]]:
    """Consecutive ranges of joined lists, each about `_PART` bytes, or one list."""
    sizes = np.zeros(count + 1, np.int64)
    for file, number_of in zip(files, numbers, strict=True):
        np.add.at(sizes, number_of, np.diff(file.bounds(0, len(file))))
    return cuts(sizes[:count], _PART)
