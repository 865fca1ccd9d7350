"""Joins segments and runs into one segment: numbers are mapped and lists are laid end to end;
no text is read again. Everything passes through in parts, so that memory is bounded.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np

from vnsearch.document_fields import TEXT_FIELDS
from vnsearch.index.arrays.array_file import Array, ArrayFile, ArrayWriter
from vnsearch.index.arrays.free_memory import give_back
from vnsearch.index.arrays.ranges import cuts
from vnsearch.index.making.build import RunBuilder
from vnsearch.index.making.join_columns import write_joined_columns
from vnsearch.index.making.join_lists import (
    PAIRS,
    ListTask,
    join_lists,
    list_cuts,
    pair_cuts,
    read_numbers,
    write_numbers,
)
from vnsearch.index.making.join_terms import JoinedTerms, Renumbering
from vnsearch.index.making.run import Entry, MergeSource, RunWriter, open_sources, segments_of
from vnsearch.index.segment.field_tokens import FieldTokens, write_field_tokens
from vnsearch.index.segment.layout import EXTENSION, RUN_EXTENSION, VERSION, segment_name
from vnsearch.index.segment.lexicon import write_lexicon
from vnsearch.index.segment.pair_lexicon import write_pair_lexicon
from vnsearch.index.segment.postings.posting_file import write_lists
from vnsearch.index.segment.reader import SegmentEntry
from vnsearch.index.segment.said import SAID_PLACES
from vnsearch.index.segment.text_store import Blocks, compress, train, write_blocks
from vnsearch.index.segment.token_stream import StreamWriter, rank_terms
from vnsearch.index.verifying.blame import blaming
from vnsearch.text.values.said import SAID

_FIELDS = (*(field.name for field in TEXT_FIELDS), SAID)
_PART = 1 << 20  # tokens, bytes or list sizes that pass through at once
_TASK = 1 << 24  # postings that are worth sending to another process
_SAMPLE = 1 << 22  # characters of text that a dictionary is trained on

# Does tasks in this process or in several; the names of their files, in the order of the tasks.
Share = Callable[[Sequence[ListTask]], Iterable[str]]


def here(tasks: Sequence[ListTask]) -> Iterable[str]:
    """Do tasks in this process, each when its file is asked for."""
    sources = open_sources(tasks[0].directory, tasks[0].entries) if tasks else []
    for task in tasks:
        yield join_lists(task, sources)


def merge(
    directory: str, entries: Sequence[Entry], share: Share = here, name: str = ""
) -> SegmentEntry:
    """Write one segment of the live documents of several segments and runs, in their order."""
    name = name or segment_name()
    joining = _Merge(directory, entries, share)
    try:
        path = os.path.join(directory, name + EXTENSION)
        with blaming(segments_of(joining.sources)), ArrayWriter(path, VERSION) as writer:
            joining.run(writer)
    finally:
        joining.clean_up()
    documents = sum(entry.documents - len(entry.deleted) // 4 for entry in entries)
    return SegmentEntry(name, documents, writer.checksum, b"")


def write_segment(builder: RunBuilder, directory: str, name: str) -> SegmentEntry:
    """Write what a builder has collected as a segment of that name."""
    runs = RunWriter(directory)
    builder.write(runs)
    builder.write_vocabulary(runs)
    entries = runs.close()
    try:
        return merge(directory, entries, name=name)
    finally:
        os.unlink(os.path.join(directory, runs.name + RUN_EXTENSION))


class _Merge:
    """One merge: the sources, and what becomes of their terms."""

    def __init__(
        self,
        directory: str,
        entries: Sequence[Entry],
        share: Share,
    ) -> None:
        self._directory = directory
        self._entries = tuple(entries)
        self.sources = open_sources(directory, entries)
        self._share = share
        self._left: set[str] = set()  # files that serve this merge alone

    def run(self, writer: ArrayWriter) -> None:
        """Write all arrays of the segment."""
        self._writer = writer
        # Where documents have gone, what is left is counted, once.
        counted = {
            source: _live_occurrences(source) for source in self.sources if len(source.deleted)
        }
        numbers, counts = self._join_terms(counted)
        written = write_numbers(self._directory, numbers)
        self._left.add(written)
        tasks = self._tasks(written, numbers, counts)
        del numbers  # they are on the disk, and of many sources no small thing
        give_back()
        files = self._share(tasks)
        self._write_stream(self._read_numbers(written, "exact"), counted, counts["exact"])
        for field in _FIELDS:
            self._write_field_tokens(field, self._read_numbers(written, field), counts[field])
        self._write_said_places()
        write_joined_columns(self._writer, self.sources)
        write_blocks(self._writer, self._blocks())
        give_back()
        self._write_lists(tasks, files, counts["folded"])

    def _join_terms(
        self, counted: Mapping[MergeSource, Array]
    ) -> tuple[dict[str, list[Renumbering]], dict[str, int]]:
        """Write the dictionaries; the numbers by field and source, and how many terms are in
        each.
        """
        joined = JoinedTerms(self.sources)
        live = [_counts(source, counted) > 0 for source in self.sources]
        exact, of_exact = joined.field("exact", live)
        numbers = {"exact": of_exact, "folded": joined.folds(of_exact, exact.fold_of)}
        counts = {"exact": len(exact.terms), "folded": len(exact.folds)}
        write_lexicon(self._writer, "exact", *exact[:3])
        for field in _FIELDS:
            live = [_live_terms(source, field) for source in self.sources]
            beside, numbers[field] = joined.field(field, live)
            counts[field] = len(beside.terms)
            write_lexicon(self._writer, field, *beside[:3])
        return numbers, counts

    def _read_numbers(self, written: str, field: str) -> list[Renumbering]:
        return read_numbers(self._directory, written, field, len(self.sources))

    def clean_up(self) -> None:
        """Remove what served the merge alone."""
        for file_name in self._left:
            os.unlink(os.path.join(self._directory, file_name))

    def _tasks(
        self, written: str, numbers: dict[str, list[Renumbering]], counts: dict[str, int]
    ) -> list[ListTask]:
        folds = counts["folded"]
        tasks = []
        for field, count in counts.items():
            lists = [source.lists(field) for source in self.sources]
            for first, last in list_cuts(lists, numbers[field], (0, count), _TASK):
                tasks.append((field, first, last))
        within = 0, folds * folds
        for first, last in pair_cuts(self.sources, numbers["folded"], folds, within, _TASK):
            tasks.append((PAIRS, first, last))
        return [
            ListTask(self._directory, self._entries, written, *task, folds) for task in tasks
        ]

    def _write_lists(self, tasks: Sequence[ListTask], files: Iterable[str], folds: int) -> None:
        """Take in the files that the tasks have left."""
        parts: dict[str, list[ArrayFile]] = {
            field: [] for field in ("exact", "folded", *_FIELDS, PAIRS)
        }
        for task, file in zip(tasks, files, strict=True):
            self._left.add(file)
            path = os.path.join(self._directory, file)
            parts[task.name].append(ArrayFile(path, passing=True))
        for field, of_field in parts.items():
            sizes = [file.array("sizes") for file in of_field]
            write_lists(self._writer, field, _pieces(of_field, "bytes"), sizes)
        write_pair_lexicon(self._writer, _pieces(parts[PAIRS], "keys"), folds)

    def _write_stream(
        self, fields: Sequence[Renumbering], counted: Mapping[MergeSource, Array], count: int
    ) -> None:
        total = np.zeros(count + 1, np.int64)
        for source, (numbers, _) in zip(self.sources, fields, strict=True):
            np.add.at(total, numbers, _counts(source, counted))  # what has gone counts nothing
        self._writer.add("exact.occurrences", total[:-1].astype(np.uint64))
        code_of, term_of = rank_terms(total[:-1])
        code_of = np.append(code_of, np.uint32(0))
        packed = StreamWriter()

        def parts() -> Iterator[Array]:
            for source, (numbers, _) in zip(self.sources, fields, strict=True):
                codes = np.zeros(len(source.stream.term_of), np.uint32)
                codes[1:] = code_of[numbers[source.stream.term_of[1:]]]
                for part in _live_codes(source):
                    yield packed.pack(part, codes)
                source.file.release()

        self._writer.extend("stream.codes", parts(), np.uint16)
        packed.write_rare(self._writer)
        self._writer.add("stream.term_of", term_of)

    def _write_field_tokens(
        self, field: str, fields: Sequence[Renumbering], count: int
    ) -> None:
        held = [FieldTokens(source.file, field) for source in self.sources]
        live = [np.flatnonzero(source.live) for source in self.sources]
        lengths = [
            tokens.lengths[documents] for tokens, documents in zip(held, live, strict=True)
        ]

        def codes() -> Iterator[Array]:
            for tokens, documents, sizes, (numbers, _) in zip(
                held, live, lengths, fields, strict=True
            ):
                code_of = np.append(np.uint32(0), numbers + np.uint32(1))
                for first, last in cuts(sizes, _PART):
                    yield code_of[tokens.gather(documents[first:last])[0]]

        joined = np.concatenate([np.zeros(0, np.uint8), *lengths])
        write_field_tokens(self._writer, field, codes(), joined, count)

    def _write_said_places(self) -> None:
        largest = max(source.said.largest_place() for source in self.sources)

        def places() -> Iterator[Array]:
            for source in self.sources:
                live = np.flatnonzero(source.live)
                for first, last in cuts(source.said.lengths(live), _PART):
                    yield source.said.of(live[first:last]).places

        self._writer.extend(SAID_PLACES, places(), np.min_scalar_type(largest))

    def _blocks(self) -> Iterator[Blocks]:
        """The text: blocks as they are, or packed again where documents have gone.

        So does their dictionary, which may hold what they said.
        """
        for source in self.sources:
            if not len(source.deleted):
                length = int(source.columns.numbers("text_length").sum(dtype=np.int64))
                yield from source.texts.blocks(length)
            elif source.live_documents:
                live = np.flatnonzero(source.live).tolist()
                yield from compress(map(source.body, live), train(_some_texts(source, live)))
            source.file.release()


def _some_texts(source: MergeSource, documents: Sequence[int]) -> list[str]:
    """Enough texts, from all parts of a source, to train a dictionary on."""
    length = int(source.columns.numbers("text_length").sum(dtype=np.int64))
    step = max(length // _SAMPLE, 1)
    return [source.body(document) for document in documents[::step]]


def _pieces(files: Sequence[ArrayFile], name: str) -> Iterator[Array]:
    """The arrays of that name of some files, in pieces."""
    for file in files:
        length = file.length(name)
        for start in range(0, length, _PART):
            yield file.part(name, start, min(start + _PART, length))
            file.release()


def _live_terms(source: MergeSource, field: str) -> Array:
    """Which terms of a small field a live document has."""
    lists = source.lists(field)
    live = np.ones(len(lists), bool)
    everything = [Renumbering(np.arange(len(lists), dtype=np.uint32), live)]
    if len(source.deleted):
        for first, last in list_cuts([lists], everything, (0, len(lists)), _PART):
            postings = lists.read_range(first, last)
            alive = np.concatenate(([0], np.cumsum(source.live[postings.documents])))
            live[first:last] = np.diff(alive[postings.ends], prepend=0) > 0
    return live


def _counts(source: MergeSource, counted: Mapping[MergeSource, Array]) -> Array:
    """How often each term of a source occurs in its live documents."""
    if source in counted:
        return counted[source]
    return source.file.array("exact.occurrences").astype(np.int64)


def _live_occurrences(source: MergeSource) -> Array:
    """How often each term occurs in the documents that have not gone, by their streams."""
    counts = np.zeros(len(source.stream.term_of), np.int64)
    for codes in _live_codes(source):
        counts += np.bincount(codes, minlength=len(counts))
    return counts[source.stream.code_of]


def _live_codes(source: MergeSource) -> Iterator[Array]:
    """The streams of the documents that are still there, in parts."""
    live = np.flatnonzero(source.live)
    starts = source.columns.numbers("stream_start")[live].astype(np.int64)
    lengths = source.columns.numbers("stream_length")[live].astype(np.int64)
    for first, last in cuts(lengths, _PART):
        ends = starts[first:last] + lengths[first:last]
        yield source.stream.gather(starts[first:last], ends)
