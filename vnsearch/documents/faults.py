"""Where in a file something is, and what ends its reading there.

A reader raises `place.failed(what)` for a fault, and `place.passed_over(what)` for what is left
out by rule; the words that people read for it stand in `vnsearch.output.problems`.
"""

from __future__ import annotations

from typing import NamedTuple

from vnsearch.errors import DocumentError
from vnsearch.files import IrregularFileError, is_shortage
from vnsearch.records import Problem, What


class Fault(DocumentError):
    """What keeps a file, or a part of one, from being read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class OversizeError(DocumentError):
    """What takes too long to read for its size is larger than is read so: of more than so many
    bytes, or of `parts` that each take time.
    """

    def __init__(self, limit: int, parts: str = "") -> None:
        self.limit = f"{limit:,} {parts}" if parts else f"{limit / 1e6:.0f} MB"
        super().__init__(f"it is larger than {self.limit}")


class Place(NamedTuple):
    """A file, a part of it ("" for the whole), a line of that (0 for the whole)."""

    path: str
    part: str = ""
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}#{self.part}" if self.part else self.path

    def within(self, name: str) -> Place:
        """The part called `name` of this place."""
        return Place(self.path, f"{self.part}#{name}" if self.part else name, self.line)

    def at(self, line: int) -> Place:
        """A line, or in a PDF a page, of this place."""
        return Place(self.path, self.part, line)

    def failed(self, what: What, detail: str = "") -> Fault:
        """The fault to raise; `detail` is a figure, or what a library says."""
        return Fault(Problem(self.path, what, self.part, self.line, detail, failed=True))

    def passed_over(self, what: What, detail: str = "") -> Fault:
        """The same for what is no fault and left out by rule."""
        return Fault(Problem(self.path, what, self.part, self.line, detail, failed=False))


def unreadable(place: Place, error: Exception) -> Problem:
    """Why a file or folder cannot be read, from the exception that says so; raises that where
    the file is not to blame.
    """
    if is_shortage(error):
        raise error
    if isinstance(error, Fault):
        return error.problem
    if isinstance(error, OversizeError):
        return place.failed("too large", error.limit).problem
    if isinstance(error, IrregularFileError):
        return place.failed("no file").problem
    if isinstance(error, PermissionError):
        return place.failed("forbidden").problem
    if isinstance(error, FileNotFoundError):
        return place.failed("missing").problem
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return place.failed("unreadable", reason).problem
