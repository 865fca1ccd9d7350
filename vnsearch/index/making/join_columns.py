"""The columns of several segments' documents one after the other, in parts.

Files that several segments name become one, files without a document go.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from vnsearch.index.arrays.array_file import Array, ArrayWriter
from vnsearch.index.arrays.ranges import distinct, narrowed, offsets
from vnsearch.index.making.run import MergeSource
from vnsearch.index.segment.columns import KEYWORDS, NUMBERS, STRINGS, FileState, write_files
from vnsearch.index.segment.keyword_column import join_keywords
from vnsearch.index.segment.lexicon import StringTable

_LENGTHS = {"stream_start": "stream_length", "text_start": "text_length"}
_TOGETHER = 1 << 16  # documents whose strings pass through at once


def write_joined_columns(writer: ArrayWriter, sources: Sequence[MergeSource]) -> None:
    """Write the columns of the sources' live documents, in their order."""
    files, number_of = _join_files(sources)
    live = [np.flatnonzero(source.live) for source in sources]
    for column in NUMBERS:
        parts = _numbers(column, sources, live, number_of)
        joined = np.concatenate([np.zeros(0, np.uint8), *parts])
        writer.add(f"document.{column}", narrowed(joined))
    for column in STRINGS:
        tables = [source.columns.strings(column) for source in sources]
        _write_strings(writer, f"document.{column}", tables, live)
    for column in KEYWORDS:
        columns = [source.columns.keywords(column) for source in sources]
        join_keywords(writer, f"document.{column}", columns, live)
    write_files(writer, files)


def _join_files(sources: Sequence[MergeSource]) -> tuple[list[FileState], list[Array]]:
    """The files of all live documents in the order of their paths, so that the number of a
    file tells its place; and by source the number of each of its files.
    """
    files: dict[FileState, int] = {}
    numbers = []
    for source in sources:
        states = source.columns.files()
        number_of = np.zeros(len(states), np.int64)
        for row in distinct(source.columns.numbers("file")[source.live]).tolist():
            number_of[row] = files.setdefault(states[row], len(files))
        numbers.append(number_of)
    by_path = sorted(files, key=lambda file: file.path)
    place_of = np.zeros(len(files), np.int64)
    place_of[[files[file] for file in by_path]] = np.arange(len(files))
    return by_path, [place_of[number_of] for number_of in numbers]


def _numbers(
    column: str,
    sources: Sequence[MergeSource],
    live: Sequence[Array],
    number_of: Sequence[Array],
) -> Iterator[Array]:
    """A column of numbers, a part a source, in no wider a type than it needs."""
    end = 0
    for source, documents, numbers in zip(sources, live, number_of, strict=True):
        if column in _LENGTHS:  # of texts and streams, which follow each other
            lengths = source.columns.numbers(_LENGTHS[column])[documents]
            ends = np.cumsum(lengths, dtype=np.int64) + end
            own, end = ends - lengths, int(ends[-1]) if len(ends) else end
        else:
            own = source.columns.numbers(column)[documents]
            own = numbers[own] if column == "file" else own
        yield narrowed(own)


def _write_strings(
    writer: ArrayWriter, prefix: str, tables: Sequence[StringTable], chosen: Sequence[Array]
) -> None:
    """Write the chosen strings of some tables, one after the other, as one `StringTable`."""
    sizes: list[Array] = [np.zeros(0, np.uint32)]

    def parts() -> Iterator[Array]:
        for table, numbers in zip(tables, chosen, strict=True):
            for first in range(0, len(numbers), _TOGETHER):
                data, lengths = table.gather(numbers[first : first + _TOGETHER])
                sizes.append(lengths.astype(np.uint32))
                yield data

    writer.extend(f"{prefix}.bytes", parts(), np.uint8)
    writer.add(f"{prefix}.ends", offsets(np.concatenate(sizes)))
