"""A column of few different strings: a small table, and a number a document in one byte."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from vnsearch.index.arrays.array_file import Array, ArrayFile, ArrayWriter
from vnsearch.index.arrays.ranges import distinct
from vnsearch.index.arrays.single_numbers import SingleNumbers
from vnsearch.index.segment.lexicon import StringTable, write_strings


class KeywordColumn:
    """The strings of a column that has few different ones."""

    def __init__(self, file: ArrayFile, prefix: str) -> None:
        self.values = StringTable(file, f"{prefix}.values")  # in order
        self._file = file
        self._codes = f"{prefix}.codes"
        self._code_of = SingleNumbers(file, self._codes)
        self._read: dict[int, str] = {}  # values by their numbers

    def __getitem__(self, document: int) -> str:
        code = self._code_of[document]
        if code not in self._read:
            self._read[code] = self.values[code]
        return self._read[code]

    def __iter__(self) -> Iterator[str]:
        values = list(self.values)
        return (values[code] for code in self.codes.tolist())

    @property
    def codes(self) -> Array:
        """The number of every document's string among the values."""
        return self._file.array(self._codes)


def write_keywords(writer: ArrayWriter, prefix: str, strings: Sequence[str]) -> None:
    """Write the strings of a column so that `KeywordColumn` reads them."""
    values = sorted(set(strings))
    number_of = {value: code for code, value in enumerate(values)}
    codes = np.array([number_of[string] for string in strings], np.int64)
    write_strings(writer, f"{prefix}.values", values)
    writer.add(f"{prefix}.codes", codes.astype(np.min_scalar_type(len(values))))


def join_keywords(
    writer: ArrayWriter, prefix: str, columns: Sequence[KeywordColumn], chosen: Sequence[Array]
) -> None:
    """Write the strings of the chosen documents of some columns, one column after the other."""
    held = [column.codes[documents] for column, documents in zip(columns, chosen, strict=True)]
    tables = [list(column.values) for column in columns]
    values = sorted(
        {
            table[code]
            for table, codes in zip(tables, held, strict=True)
            for code in distinct(codes).tolist()
        }
    )
    place_of = {value: place for place, value in enumerate(values)}
    narrowest = np.min_scalar_type(len(values))

    def joined() -> Iterator[Array]:
        for table, codes in zip(tables, held, strict=True):
            places = np.array([place_of.get(value, 0) for value in table], narrowest)
            yield places[codes]

    write_strings(writer, f"{prefix}.values", values)
    writer.extend(f"{prefix}.codes", joined(), narrowest)
