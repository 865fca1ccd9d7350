"""Formats read by a library that a file may break: in a process that may die alone.

The process is kept for the files that follow, until `end_readers`; one that died, or that has
grown, is replaced by another.
"""

from __future__ import annotations

import atexit
import os
import signal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import FileIO
from typing import Any

from vnsearch.child import Child
from vnsearch.documents.faults import Fault
from vnsearch.documents.limits import READER_MEMORY
from vnsearch.documents.source import ReadRules, Source

_PROGRAM = "vnsearch.documents.formats.pdf.isolated"
_TIME_IS_UP = getattr(signal, "SIGXCPU", None)


@dataclass(frozen=True, slots=True)
class Request:
    """A source as it goes to another process, and where its bytes are."""

    kind: str
    path: str
    name: str
    member: str
    rules: ReadRules
    opened: str  # the whole path of the file that it is; "" where it is a part of one
    content: bytes  # of a part
    more: tuple[Any, ...]  # arguments of the reader


@dataclass(frozen=True, slots=True)
class Answer:
    """What a source held, the fault of the whole, and whether reading took much memory."""

    readings: Sequence[Any]
    fault: Fault | None
    has_grown: bool


class _Reader:
    """A process that reads: for the process that started it, in the environment of then."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.environment = dict(os.environ)
        self.child = Child(_PROGRAM, {}, quiet=True)


_idle: list[_Reader] = []


def read_isolated(kind: str, source: Source, *more: Any) -> Iterator[Any]:
    """What the reader of that kind, given `more`, finds in a source; raises Fault where reading
    it ended the process.
    """
    request = _request(kind, source, more)
    reader = _take()
    try:
        answer: Answer = reader.child.call(request)
    except (EOFError, MemoryError):
        if reader.child.stop() == -(_TIME_IS_UP or 0):
            raise source.place.failed("too slow") from None
        raise source.place.failed("fatal", f"{READER_MEMORY / 1e6:.0f} MB") from None
    except BaseException:
        reader.child.stop()
        raise
    if answer.has_grown:
        reader.child.stop()
    else:
        _idle.append(reader)
    yield from answer.readings
    if answer.fault:
        raise answer.fault


def end_readers() -> None:
    """End the processes that wait for another file."""
    while reader := _idle_one():
        reader.child.stop()


atexit.register(end_readers)


def _take() -> _Reader:
    """A process that waits and is as this one is, or a new one."""
    while reader := _idle_one():
        if reader.environment == os.environ:
            return reader
        reader.child.stop()
    return _Reader()


def _idle_one() -> _Reader | None:
    """One of those that wait, of this process and not of one that it was forked from."""
    while _idle:
        try:
            reader = _idle.pop()
        except IndexError:  # another thread has taken it
            break
        if reader.owner == os.getpid():
            return reader
    return None


def _request(kind: str, source: Source, more: tuple[Any, ...]) -> Request:
    known = (kind, source.path, source.name, source.member, source.rules)
    if isinstance(source.stream.raw, FileIO):
        return Request(*known, opened=os.path.abspath(source.path), content=b"", more=more)
    return Request(*known, opened="", content=source.seekable().content(), more=more)
