"""One file of named NumPy arrays, every page of it under a checksum.

Layout: the magic, the arrays (each aligned to 64 bytes), the CRC-32 of every page, a JSON
footer that names the arrays, and a fixed tail with the footer's place and checksum. A page
is checked when it is first read, so that opening costs the same for any size and no flipped
byte is ever taken for an answer.
"""

from __future__ import annotations

import contextlib
import json
import os
import struct
import zlib
from collections.abc import Iterable
from copy import copy
from io import BufferedReader
from sys import intern
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from vnsearch.errors import IndexDamagedError, VnsearchError
from vnsearch.files import IrregularFileError, create_file, open_file, sync_file
from vnsearch.index.arrays.pages import PAGE, CheckedPages, PagedFile, page_sums
from vnsearch.index.arrays.pages import damaged as damaged

if TYPE_CHECKING:
    import numpy.typing as npt

_MAGIC = b"VNSARRAY"
_TAIL = struct.Struct("<QQQI8s")  # table start, footer start, footer length, checksum, magic
_ALIGN = 64
_MOST = 1 << 26  # pages of a file, which is then a terabyte; bytes of the footer
_MUCH = 1 << 25  # bytes; a small file is mostly gone before the system would write it
_FEW = 16  # stretches that are sooner checked one by one
_WIDTHS = {"|u1": 1, "<u2": 2, "<u4": 4, "<u8": 8, "<i8": 8}  # no other type is in our files

Array: TypeAlias = "npt.NDArray[Any]"  # of a file's arrays, whose width goes by their values
Documents: TypeAlias = "npt.NDArray[np.intp]"  # numbers of documents of a segment, rising
Codes: TypeAlias = "npt.NDArray[np.uint32]"  # of the tokens of a stream
Scores: TypeAlias = "npt.NDArray[np.float32]"
Mask: TypeAlias = "npt.NDArray[np.bool_]"


def open_own(path: str) -> BufferedReader:
    """A file of an index for reading; raises IndexDamagedError for what is no regular file,
    VnsearchError for one of somebody else.
    """
    try:
        return open_file(path)
    except IrregularFileError as error:
        raise damaged(path, "is not a regular file") from error
    except PermissionError as error:
        raise VnsearchError(f"{path} may not be read: check its permissions") from error


class ArrayWriter:
    """Writes arrays one after the other; the file is complete after `close`, and on the disk
    unless `sync` is False: for what does not outlive an update.
    """

    def __init__(self, path: str, attributes: dict[str, Any], sync: bool = True) -> None:
        self._file = create_file(path)
        self._path = path
        self._attributes = attributes
        self._sync = sync
        self._section = ""
        self._arrays: dict[str, tuple[str, int, int]] = {}
        self._page = bytearray()
        self._checksums = bytearray()  # four bytes a page, of which there may be a million
        self._size = self._written = 0
        self.checksum = 0  # of the finished file
        self._write(_MAGIC)

    def begin(self, section: str) -> None:
        """Let the names of all arrays that follow belong to a section of the file."""
        self._section = section
        self._write_back()

    def add(self, name: str, array: Array) -> None:
        """Write a whole one-dimensional array under a name."""
        self.extend(name, [array], array.dtype)

    def extend(self, name: str, parts: Iterable[Array], dtype: Any) -> None:
        """Write the concatenation of `parts` under a name, never holding all of it."""
        dtype = np.dtype(dtype).newbyteorder("<")
        self._write(b"\0" * (-self._size % _ALIGN))
        start, length = self._size, 0
        for part in parts:
            self._write(np.ascontiguousarray(part, dtype).view(np.uint8).data)
            length += len(part)
        self._arrays[self._section + name] = (dtype.str, start, length)

    def __enter__(self) -> ArrayWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Finish the file, or remove it where writing it has failed."""
        if kind is not None:
            self.abandon()
            return
        try:
            self.close()
        except BaseException:
            self.abandon()
            raise

    def close(self) -> int:
        """Finish the file; the checksum that identifies its content."""
        if self._page:
            self._checksums += page_sums(self._page)
        self._file.write(self._page)
        table = self._checksums
        named = {"attributes": self._attributes, "arrays": self._arrays}
        footer = json.dumps(named, ensure_ascii=False).encode()
        self.checksum = zlib.crc32(footer, zlib.crc32(table))
        sizes = self._size, self._size + len(table), len(footer)
        tail = _TAIL.pack(*sizes, self.checksum, _MAGIC)
        self._file.write(table + footer + tail)
        self._file.flush()
        self._write_back()
        if self._sync:
            sync_file(self._file.fileno())
        self._file.close()
        return self.checksum

    def _write_back(self) -> None:
        """Have much that is mapped soon go to the disk: before that, it is memory in use."""
        size = self._size - self._written
        if not self._sync and size >= _MUCH and hasattr(os, "posix_fadvise"):
            self._file.flush()
            os.posix_fadvise(self._file.fileno(), self._written, size, os.POSIX_FADV_DONTNEED)
            self._written = self._size

    def abandon(self) -> None:
        """Remove the unfinished file."""
        with contextlib.suppress(OSError):  # for what was not written there may be no room
            self._file.close()
        os.unlink(self._path)

    def _write(self, data: bytes | memoryview) -> None:
        self._size += len(data)
        view = memoryview(data)
        if self._page:
            room = PAGE - len(self._page)
            self._page += view[:room]
            view = view[room:]
            if len(self._page) < PAGE:
                return
            self._checksums += page_sums(self._page)
            self._file.write(self._page)
            self._page.clear()
        whole = len(view) // PAGE * PAGE
        self._checksums += page_sums(view[:whole])
        self._file.write(view[:whole])
        self._page += view[whole:]


class ArrayFile:
    """A file that `ArrayWriter` made, opened for reading; what it returns has been checked.

    `passing`: for who goes over a large file once (`CheckedPages`).
    """

    def __init__(self, path: str, checksum: int | None = None, passing: bool = False) -> None:
        self.path = path
        try:
            with open_own(path) as file:
                self._file = PagedFile(path, file.fileno())
        except FileNotFoundError as error:
            raise self._damaged("is missing") from error
        try:
            self._read_footer(checksum, passing)
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
            raise self._damaged(f"has a footer that cannot be read ({error})") from error
        self._views: dict[str, tuple[Array, int, int]] = {}  # and where, and bytes an element

    def _read_footer(self, checksum: int | None, passing: bool) -> None:
        size = self._file.size
        if not size:
            raise self._damaged("is empty")
        if size < _TAIL.size + len(_MAGIC) or self._file.read(0, len(_MAGIC)) != _MAGIC:
            raise self._damaged("is not a file of vnsearch or was cut short")
        tail = self._file.read(size - _TAIL.size, size)
        table, footer, length, stored_sum, magic = _TAIL.unpack(tail)
        pages = -(-table // PAGE)
        if (
            magic != _MAGIC
            or max(length, pages) > _MOST
            or footer + length + _TAIL.size != size
            or footer != table + 4 * pages
            or zlib.crc32(content := self._file.read(table, footer + length)) != stored_sum
        ):
            raise self._damaged("was cut short or changed")
        if checksum is not None and checksum != stored_sum:
            raise self._damaged("belongs to another index")
        self.checksum = stored_sum
        sums = np.frombuffer(content, "<u4", pages)
        self._pages = CheckedPages(self._file, table, sums, passing)
        described = json.loads(content[4 * pages :])
        self._sections: dict[str, dict[str, tuple[str, int, int]]] = {"": {}}
        for named, (dtype, start, count) in described["arrays"].items():
            width = _WIDTHS[dtype]
            if min(start, count) < 0 or start % width or start + count * width > table:
                raise ValueError(f"array {named!r}")
            section, slash, name = named.rpartition("/")
            places = self._sections.setdefault(section + slash, {})
            places[intern(name)] = dtype, int(start), int(count)  # the same in each of many
        self._arrays = self._sections[""]
        self.attributes: dict[str, Any] = dict(described["attributes"])

    def section(self, name: str) -> ArrayFile:
        """The arrays of a section, as a file of their own."""
        view = copy(self)
        view._views = {}
        view._arrays = self._sections.get(name, {})
        return view

    def names(self) -> list[str]:
        """The names of the arrays."""
        return list(self._arrays)

    def array(self, name: str) -> Array:
        """The whole array of that name."""
        return self.part(name, 0, self.length(name))

    def length(self, name: str) -> int:
        """The number of elements of the array of that name."""
        return self._place(name)[2]

    def _place(self, name: str) -> tuple[str, int, int]:
        try:
            return self._arrays[name]
        except KeyError:
            raise self._damaged(f"lacks the array {name}") from None

    def part(self, name: str, start: int, stop: int) -> Array:
        """Elements [start, stop) of the array of that name."""
        view, offset, width = self._views.get(name) or self._view(name)
        if not 0 <= start <= stop <= len(view):
            raise self._damaged("points outside itself")
        if start < stop:
            self._pages.check(offset + start * width, offset + stop * width)
        return view[start:stop]

    def _view(self, name: str) -> tuple[Array, int, int]:
        dtype, offset, length = self._place(name)
        view = np.frombuffer(self._pages.buffer, dtype, length, offset)
        view.flags.writeable = False
        self._views[name] = view, offset, view.itemsize
        return self._views[name]

    def take(self, name: str, places: Array) -> Array:
        """Elements at some places of the array of that name; only their pages are read."""
        if len(places) > _FEW:
            return self.check(name, places, places + 1)[places]
        view, offset, width = self._views.get(name) or self._view(name)
        numbers = places.tolist()
        if numbers and not 0 <= min(numbers) <= max(numbers) < len(view):
            raise self._damaged("points outside itself")
        self._pages.check_short([offset + number * width for number in numbers], width)
        return view[places]

    def check(self, name: str, starts: Array, stops: Array) -> Array:
        """The array of that name, of which only elements [starts[i], stops[i]) are checked."""
        view, offset, width = self._views.get(name) or self._view(name)
        if len(starts) <= _FEW:
            bounds = list(zip(starts.tolist(), stops.tolist(), strict=True))
            if any(start < 0 or stop > len(view) for start, stop in bounds):
                raise self._damaged("points outside itself")
            self._pages.check_each(
                (offset + start * width, offset + stop * width)
                for start, stop in bounds
                if start < stop
            )
            return view
        if starts.min() < 0 or stops.max() > len(view):
            raise self._damaged("points outside itself")
        filled = starts < stops
        starts, stops = starts[filled], stops[filled]
        first = (offset + starts * width) // PAGE
        last = (offset + stops * width - 1) // PAGE
        for place in np.flatnonzero(last > first + 1).tolist():
            self.part(name, int(starts[place]), int(stops[place]))
        unseen = self._pages.unseen(np.concatenate((first, last)))
        self._pages.check_each((page * PAGE, page * PAGE + 1) for page in unseen)
        return view

    def release(self) -> None:
        """Let the system take back the memory of what has passed; it can be read again."""
        self._pages.release()

    def verify(self) -> None:
        """Check every page; raises IndexDamagedError at the first that has changed."""
        self._pages.verify()

    def _damaged(self, what: str) -> IndexDamagedError:
        return damaged(self.path, what)
