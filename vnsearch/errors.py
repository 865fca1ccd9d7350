"""The errors that vnsearch raises: one base class, each message says what to do."""

from __future__ import annotations

REBUILD = "run 'vnsearch index --rebuild' to make the index anew"


class VnsearchError(Exception):
    """Base of every error that a user can cause or mend."""


class QueryError(VnsearchError):
    """A query that cannot be meant; `start` and `end` are the faulty characters of `query`."""

    def __init__(self, message: str, query: str, start: int, end: int) -> None:
        super().__init__(message)
        self.query = query
        self.start = start
        self.end = end


class DocumentError(VnsearchError):
    """A file, or a part of one, that cannot be read as text."""


class IndexNotFoundError(VnsearchError):
    """A folder that holds no index."""


class IndexVersionError(VnsearchError):
    """An index of another format, or made under other text rules."""


class OutdatedIndexError(IndexVersionError):
    """An index of a format that does not know its rules: its paths must be given anew."""


class ForeignIndexError(IndexVersionError):
    """An index that other software made."""


class IndexDamagedError(VnsearchError):
    """An index with a missing, truncated, changed or foreign file."""


class IndexLockedError(VnsearchError):
    """An index that another process is writing."""


class ClusterError(VnsearchError):
    """A cluster that cannot be reached, refuses, or answers with a failure."""
