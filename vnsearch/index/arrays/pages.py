"""The pages of a file under checksums: each is read once, checked, and kept in memory.

What is checked are the very bytes that are used. A mapped file would be simpler, but one that
shrinks, or a disk that fails, kills the process that touches it (SIGBUS), and what was checked
may be read again from the disk and be other by then.
"""

from __future__ import annotations

import mmap
import os
import sys
import threading
import weakref
import zlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from vnsearch.errors import REBUILD, IndexDamagedError

if TYPE_CHECKING:
    import numpy.typing as npt

PAGE = 1 << 12  # what a query needs of a large file lies here and there
_RUN = 256  # pages read at once
_NO_RESERVE = 0x4000 if sys.platform == "linux" else 0  # memory is needed for what is read

# What a number that points nowhere, or a count of what is not there, comes to.
FAULTS = (LookupError, ValueError, ArithmeticError, MemoryError, TypeError)


def damaged(path: str, what: str) -> IndexDamagedError:
    """The error that names a damaged file and the way out."""
    return IndexDamagedError(f"{path} {what}: {REBUILD}")


def page_sums(data: bytearray | memoryview) -> bytes:
    """The CRC-32 of each page of some data, four bytes each."""
    sums = [zlib.crc32(data[start : start + PAGE]) for start in range(0, len(data), PAGE)]
    return np.array(sums, "<u4").tobytes()


class PagedFile:
    """An open file, read where it is asked to be; the descriptor goes with the object."""

    _descriptor = -1

    def __init__(self, path: str, descriptor: int) -> None:
        self.path = path
        self._descriptor = os.dup(descriptor)
        self.size = os.fstat(descriptor).st_size

    def __del__(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)

    def read(self, start: int, stop: int) -> bytearray:
        """Bytes [start, stop); raises IndexDamagedError where the file or the disk fails."""
        data = bytearray(stop - start)
        self.read_into(memoryview(data), start)
        return data

    def read_into(self, view: memoryview, start: int) -> None:
        """Fill a view with the bytes from `start` on; raises as `read`."""
        while view:
            try:
                count = _read_at(self._descriptor, view, start)
            except OSError as error:
                reason = error.strerror or str(error)
                raise damaged(
                    self.path, f"cannot be read near byte {start} ({reason})"
                ) from error
            if not count:
                raise damaged(self.path, "has been cut short while it was open")
            view = view[count:]
            start += count

    def mapped(self) -> mmap.mmap:
        """The file in memory as it is on the disk."""
        return mmap.mmap(self._descriptor, 0, access=mmap.ACCESS_READ)


class CheckedPages:
    """The leading `end` bytes of a file in memory; only what `check` has seen is there.

    `passing`: for who goes over the whole of a large file once, and lets go of it part by part
    (`release`). Its pages are checked as they are read, but stay in the file, mapped.
    """

    def __init__(
        self, file: PagedFile, end: int, sums: npt.NDArray[Any], passing: bool
    ) -> None:
        self._file = file
        self._end = end
        self._sums = sums
        self._passing = passing
        self._seen = bytearray(len(sums))
        self._reading = threading.Lock()
        self.buffer = file.mapped() if passing else _memory(max(end, 1))
        _all.add(self)

    def check(self, start: int, stop: int) -> None:
        """Let bytes [start, stop) be there; raises IndexDamagedError for a changed page."""
        first, behind = start // PAGE, (stop - 1) // PAGE + 1
        if self._seen.find(0, first, behind) < 0:
            return
        with self._reading:  # what a thread uses is never written to once more by another
            page = self._seen.find(0, first, behind)
            while page >= 0:
                known = self._seen.find(1, page, behind)
                last = min(known if known >= 0 else behind, page + _RUN)
                if self._passing:
                    self._read(page, last)
                else:
                    stop = min(last * PAGE, self._end)
                    self._take(memoryview(self.buffer)[page * PAGE : stop], page)
                self._seen[page:last] = b"\1" * (last - page)
                page = self._seen.find(0, last, behind)

    def check_each(self, stretches: Iterable[tuple[int, int]]) -> None:
        """The same for each of some stretches of bytes, most of which lie within a page."""
        seen = self._seen
        for start, stop in stretches:
            page = start // PAGE
            if not seen[page] or (stop - 1) // PAGE > page:
                self.check(start, stop)

    def check_short(self, starts: Iterable[int], size: int) -> None:
        """The same for stretches of one size, of a page at most."""
        seen, last = self._seen, size - 1
        for start in starts:
            if not (seen[start // PAGE] and seen[(start + last) // PAGE]):
                self.check(start, start + size)

    def unseen(self, pages: npt.NDArray[Any]) -> set[int]:
        """Those of some pages that have not been checked."""
        chosen = pages[~np.frombuffer(self._seen, bool)[pages]]
        return set(chosen.tolist())

    def verify(self) -> None:
        """Check every page as it is on the disk now, and keep none."""
        for page in range(0, len(self._sums), _RUN):
            self._read(page, min(page + _RUN, len(self._sums)))

    def release(self) -> None:
        """Let the system take back the memory of what has passed; it can be read again."""
        if self._passing and hasattr(mmap, "MADV_DONTNEED"):
            self.buffer.madvise(mmap.MADV_DONTNEED)

    def _read(self, first: int, last: int) -> None:
        self._take(memoryview(bytearray(min(last * PAGE, self._end) - first * PAGE)), first)

    def _take(self, view: memoryview, first: int) -> None:
        """Read the pages from `first` on that a view has room for, and check them."""
        self._file.read_into(view, first * PAGE)
        for page, start in enumerate(range(0, len(view), PAGE), first):
            if zlib.crc32(view[start : start + PAGE]) != self._sums[page]:
                raise damaged(self._file.path, f"has changed near byte {page * PAGE}")


_all = weakref.WeakSet[CheckedPages]()


def _unlock() -> None:
    """In a forked child, whose parent's threads that were reading are not there to go on."""
    for pages in _all:
        pages._reading = threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_unlock)


if hasattr(os, "preadv"):

    def _read_at(descriptor: int, view: memoryview, start: int) -> int:
        return os.preadv(descriptor, [view], start)

else:  # on Windows and old macOS; a descriptor has one place for all threads
    _PLACE = threading.Lock()

    def _read_at(descriptor: int, view: memoryview, start: int) -> int:
        with _PLACE:
            os.lseek(descriptor, start, os.SEEK_SET)
            data = os.read(descriptor, len(view))
        view[: len(data)] = data
        return len(data)


def _memory(size: int) -> mmap.mmap:
    """Memory of that size, of which only what is written to is taken from the system."""
    if sys.platform == "win32":
        return mmap.mmap(-1, size)
    flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | _NO_RESERVE
    memory = mmap.mmap(-1, size, flags=flags)
    if hasattr(mmap, "MADV_NOHUGEPAGE"):  # a page read here and there would take two megabytes
        memory.madvise(mmap.MADV_NOHUGEPAGE)
    return memory
