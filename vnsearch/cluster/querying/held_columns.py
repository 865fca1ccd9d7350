"""What is known of candidates besides their terms, as it came: nothing of it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

from vnsearch.document_fields import FIELDS, split_values
from vnsearch.index.arrays.array_file import Array, Documents
from vnsearch.index.arrays.memory_file import MemoryFile, MemoryWriter
from vnsearch.index.segment.columns import (
    KEYWORDS,
    STRINGS,
    ColumnFile,
    FileState,
    document_id,
)
from vnsearch.index.segment.keyword_column import KeywordColumn, write_keywords
from vnsearch.index.segment.layout import VERSION

Texts: TypeAlias = Sequence[str] | Mapping[int, str]  # by document
_STORED = [field for field in FIELDS if field.name in STRINGS + KEYWORDS]


class HeldColumns(ColumnFile):
    """Columns of some documents; of strings only those that are looked at need be there."""

    def __init__(
        self, numbers: Mapping[str, Array], texts: Mapping[str, Texts], files: list[FileState]
    ) -> None:
        self._columns = numbers
        self._texts = texts
        self._files = files
        self.paths: Any = [file.path for file in files]

    def numbers(self, column: str) -> Array:
        """A whole column of numbers."""
        return self._columns[column]

    def some(self, column: str, documents: Documents) -> Array:
        """The numbers of some documents (int64)."""
        return self._columns[column][documents].astype(np.int64)

    def number(self, column: str, document: int) -> int:
        """The number of one document."""
        return int(self._columns[column][document])

    def document_id(self, document: int) -> str:
        """What names one document."""
        path = self.paths[self.number("file", document)]
        return document_id(self._texts["id"][document], path, self._texts["part"][document])

    def strings(self, column: str) -> Any:
        """A column of strings, by document."""
        return self._texts[column]

    def keywords(self, column: str) -> Any:
        """A column of few different strings; of some documents alone, by document."""
        texts = self._texts[column]
        if isinstance(texts, Mapping):
            return texts
        writer = MemoryWriter(VERSION)
        write_keywords(writer, column, texts)
        return KeywordColumn(MemoryFile(column, writer), column)

    def members(self, document: int, shown: bool = False) -> dict[str, Any]:
        """A document's stored fields by the names of their members; `shown`: those of hits."""
        members: dict[str, Any] = {}
        for field in _STORED:
            if field.shown or not shown:
                text = self._texts[field.name][document]
                members[field.member] = split_values(text) if field.many else text
        return members

    def file(self, ordinal: int) -> FileState:
        """One of the files."""
        return self._files[ordinal]

    def files(self) -> list[FileState]:
        """All files."""
        return self._files
