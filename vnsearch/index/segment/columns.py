"""What a segment knows of each document besides its terms: a number or a string a column.

Files are numbered too: a document belongs to one file, and a file's size, time of change
and content digest tell an update whether it must be read again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from vnsearch.document_fields import FIELDS, KEYWORD_FIELDS, TEXT_FIELDS, split_values
from vnsearch.files import can_name_file
from vnsearch.frozen import NamedTuple, dataclass
from vnsearch.index.arrays.array_file import Array, ArrayFile, ArrayWriter, Documents
from vnsearch.index.arrays.pages import damaged
from vnsearch.index.arrays.single_numbers import FEW_ASKED
from vnsearch.index.segment.keyword_column import KeywordColumn, write_keywords
from vnsearch.index.segment.lexicon import StringTable, write_strings

NUMBERS = (
    "file",  # number in the segment's table of files
    "line",
    "date",  # YYYYMMDD, zeros where the month or the day is not known
    "title_tokens",  # tokens of the stream that are the title
    "body_token",  # place in the document's stream where its text begins
    "length",  # tokens, gaps not counted
    "text_start",  # characters of the segment's text
    "text_length",
    "text_size",  # bytes in UTF-8, a title of its own included
    "stream_start",  # tokens of the segment's stream
    "stream_length",
)
STORED_TEXTS = tuple(field.name for field in TEXT_FIELDS if field.stored)
STRINGS = ("id", "part", *STORED_TEXTS)
KEYWORDS = tuple(field.name for field in KEYWORD_FIELDS)
FILE_NUMBERS = {  # of a file, and how each is kept
    "size": "<u8",
    "mtime_ns": "<i8",
    "read_ns": "<i8",
    "ctime_ns": "<i8",
    "inode": "<u8",
}
STAMPS = (
    "mtime_ns",
    "read_ns",
    "ctime_ns",
    "inode",
)  # they may change alone
_REMEMBERED = 1 << 12  # files that need not be read again


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as it was when it was read."""

    path: str  # from the folder that holds the index
    size: int
    mtime_ns: int
    digest: str  # hexadecimal, of the content
    read_ns: int = 0  # when it was read; 0 where nobody knows
    ctime_ns: int = 0  # of the last change of its content or of what the folder says of it
    inode: int = 0
    asked: str = ""  # how it was to be read: `ReadRules.asked`

    @property
    def encoding(self) -> str:
        """The encoding that it was to be read in; "" where its bytes were to tell."""
        named = (one.partition("=") for one in self.asked.split())
        return next((value for name, _, value in named if name == "encoding"), "")


def document_id(own: str, path: str, part: str) -> str:
    """What names a document: its own id, else its file's path and what names it in there."""
    return own or (f"{path}#{part}" if part else path)


class Columns(NamedTuple):
    """The columns of some documents, in memory."""

    numbers: dict[str, Array]
    strings: dict[str, list[str]]
    files: list[FileState]


def write_columns(writer: ArrayWriter, columns: Columns) -> None:
    """Write the columns so that `ColumnFile` reads them."""
    for column in NUMBERS:
        numbers = columns.numbers[column]
        narrowest = np.min_scalar_type(int(numbers.max(initial=0)))
        writer.add(f"document.{column}", numbers.astype(narrowest))
    for column in STRINGS:
        write_strings(writer, f"document.{column}", columns.strings[column])
    for column in KEYWORDS:
        write_keywords(writer, f"document.{column}", columns.strings[column])
    write_files(writer, columns.files)


def write_files(writer: ArrayWriter, files: Sequence[FileState]) -> None:
    """Write the table of files."""
    write_strings(writer, "file.path", [file.path for file in files])
    write_strings(writer, "file.digest", [file.digest for file in files])
    write_strings(writer, "file.asked", [file.asked for file in files])
    for column, dtype in FILE_NUMBERS.items():
        values = np.array([getattr(file, column) for file in files], dtype)
        writer.add(f"file.{column}", values)


class ColumnFile:
    """The columns of a segment; `times` has other stamps of its files than its own file."""

    def __init__(self, file: ArrayFile, times: ArrayFile | None = None) -> None:
        self._file = file
        self._homes = dict.fromkeys(FILE_NUMBERS, file)
        if times:
            self._homes.update(dict.fromkeys(STAMPS, times))
            count = file.length("file.size")
            if any(times.length(f"file.{name}") != count for name in STAMPS):
                raise damaged(times.path, "does not have the files of its segment")
        self._numbers: dict[str, Array] = {}
        self._asked_for: dict[str, int] = {}  # how often, for some of a column
        self._known: dict[int, FileState] = {}
        self._strings = {name: StringTable(file, f"document.{name}") for name in STRINGS}
        self._keywords = {name: KeywordColumn(file, f"document.{name}") for name in KEYWORDS}
        columns: dict[str, StringTable | KeywordColumn] = {**self._strings, **self._keywords}
        blank = [name for name, column in self._strings.items() if column.is_blank]
        stored = [(one, columns[one.name]) for one in FIELDS if one.name in columns]
        self._blank = {
            one.member: () if one.many else "" for one, _ in stored if one.name in blank
        }
        self._filled = [(one, column) for one, column in stored if one.name not in blank]
        self.paths = StringTable(file, "file.path")
        self._digests = StringTable(file, "file.digest")
        self._asked = StringTable(file, "file.asked")

    def numbers(self, column: str) -> Array:
        """A whole column of numbers."""
        if column not in self._numbers:
            numbers = self._file.array(f"document.{column}")
            if len(numbers) != self._file.length("document.length"):
                raise damaged(self._file.path, f"has a column {column} of another length")
            self._numbers[column] = numbers
        return self._numbers[column]

    def some(self, column: str, documents: Documents) -> Array:
        """The numbers of some documents (int64); of few, their pages alone are read, as long as
        few have asked.
        """
        numbers = self._numbers.get(column)
        if numbers is None:
            self._asked_for[column] = self._asked_for.get(column, 0) + 1
            many = self._file.length("document.length") // 64
            if len(documents) <= many and self._asked_for[column] <= FEW_ASKED:
                return self._file.take(f"document.{column}", documents).astype(np.int64)
            numbers = self.numbers(column)
        return numbers[documents].astype(np.int64)

    def number(self, column: str, document: int) -> int:
        """The number of one document."""
        return int(self._file.part(f"document.{column}", document, document + 1)[0])

    def document_id(self, document: int) -> str:
        """What names one document."""
        own = self._strings["id"][document]
        if own:
            return own
        path = self.paths[self.number("file", document)]
        return document_id("", path, self._strings["part"][document])

    def strings(self, column: str) -> StringTable:
        """A column of strings."""
        return self._strings[column]

    def keywords(self, column: str) -> KeywordColumn:
        """A column of few different strings."""
        return self._keywords[column]

    def members(self, document: int, shown: bool = False) -> dict[str, Any]:
        """A document's stored fields by the names of their members; `shown`: those of hits."""
        members: dict[str, Any] = dict(self._blank)  # fields that no document has
        for field, column in self._filled:
            if field.shown or not shown:
                text = column[document]
                members[field.member] = split_values(text) if field.many else text
        return members

    def file(self, ordinal: int) -> FileState:
        """One file of the segment."""
        state = self._known.get(ordinal)
        if state is None:
            state = self._read_file(ordinal)
            if len(self._known) < _REMEMBERED:
                self._known[ordinal] = state
        return state

    def _read_file(self, ordinal: int) -> FileState:
        numbers = {
            name: int(file.part(f"file.{name}", ordinal, ordinal + 1)[0])
            for name, file in self._homes.items()
        }
        path, digest = self.paths[ordinal], self._digests[ordinal]
        self._check_paths([path])
        return FileState(path=path, digest=digest, asked=self._asked[ordinal], **numbers)

    def files(self) -> list[FileState]:
        """All files of the segment."""
        of = {n: file.array(f"file.{n}").tolist() for n, file in self._homes.items()}
        stamps = of["read_ns"], of["ctime_ns"], of["inode"], self._asked
        paths = list(self.paths)
        self._check_paths(paths)
        rows = zip(paths, of["size"], of["mtime_ns"], self._digests, *stamps, strict=True)
        return [FileState(*row) for row in rows]

    def _check_paths(self, paths: Sequence[str]) -> None:
        """Raises IndexDamagedError for a path that no file can have."""
        if not can_name_file("/".join(paths)):
            raise damaged(self._file.path, "holds a path that no file can have")


def join_columns(parts: Sequence[Columns]) -> Columns:
    """The columns of several segments' documents one after the other.

    Files that several parts name become one, files without a document go; what stays is in the
    order of the paths, so that the number of a file tells its place.
    """
    files: dict[FileState, int] = {}
    numbers: dict[str, list[Array]] = {name: [np.zeros(0, np.int64)] for name in NUMBERS}
    strings: dict[str, list[str]] = {name: [] for name in STRINGS + KEYWORDS}
    for part in parts:
        number_of = np.zeros(len(part.files), np.int64)
        for file in np.unique(part.numbers["file"]).tolist():
            number_of[file] = files.setdefault(part.files[file], len(files))
        for column in NUMBERS:
            own = part.numbers[column].astype(np.int64)
            numbers[column].append(number_of[own] if column == "file" else own)
        for column, texts in part.strings.items():
            strings[column] += texts
    joined = {column: np.concatenate(parted) for column, parted in numbers.items()}
    by_path = sorted(files, key=lambda file: file.path)
    number_of = np.zeros(len(files), np.int64)
    number_of[[files[file] for file in by_path]] = np.arange(len(files))
    joined["file"] = number_of[joined["file"]]
    return Columns(joined, strings, by_path)
