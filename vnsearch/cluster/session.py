"""What an open index on a cluster asks with: connections, and the generation that it sees."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from vnsearch.cached import cached_property
from vnsearch.cluster.client.address import parse_address
from vnsearch.cluster.client.connection import Connection
from vnsearch.cluster.client.fetching import ClusterFetcher
from vnsearch.cluster.client.index_names import IndexNames
from vnsearch.cluster.client.json_queries import Json
from vnsearch.cluster.lookup import find_source
from vnsearch.cluster.querying.finding import Finder
from vnsearch.cluster.querying.narrowing import in_time, on_path
from vnsearch.cluster.storage.document import sent_document
from vnsearch.cluster.storage.generation import find_generation
from vnsearch.cluster.storage.machine import this_machine
from vnsearch.cluster.storage.state import State
from vnsearch.errors import IndexNotFoundError
from vnsearch.index.segment.columns import FileState
from vnsearch.records import Document
from vnsearch.search.narrowing.filter import Filter
from vnsearch.text.synonyms import Synonyms


class Session:
    """Connections to a cluster and one generation of an index there, until it is opened anew.

    `partial`: where some shards do not answer, the others are searched.
    """

    def __init__(
        self, address: str, connections: int, synonyms: Synonyms | None, partial: bool
    ) -> None:
        self.synonyms = synonyms
        self._partial = partial
        located = parse_address(address)
        self.directory = f"{located.scheme}://{located}"
        self.connection = Connection(located, connections=connections)
        self.machine = this_machine()
        self._seen: tuple[str, int] | None = None
        try:
            self.reopen()
        except BaseException:
            self.close()
            raise

    def reopen(self) -> None:
        """See the index that the name leads to now."""
        self._see(find_generation(self.connection).names)

    def _see(self, names: IndexNames) -> None:
        self._names = names
        self.fetcher = ClusterFetcher(self.connection, self._names)
        self.state = State(self.connection, self._names)
        self._local = threading.local()
        self.__dict__.pop("paths", None)

    def refresh(self) -> bool:
        """See what has been written since the last look; whether there was anything."""
        names = find_generation(self.connection).names
        seen = names.documents, State(self.connection, names).run()
        if seen == self._seen:
            return False
        self._seen = seen
        self._see(names)
        return True

    def close(self) -> None:
        """Close the connections."""
        self.connection.close()

    @property
    def finder(self) -> Finder:
        """What this thread asks with."""
        finder: Finder | None = getattr(self._local, "finder", None)
        if finder is None:
            finder = Finder(self.fetcher, self.directory, self.synonyms)
            self._local.finder = finder
        return finder

    def searching(self) -> Finder:
        """What one search asks with: of partial answers the next one is to remember nothing."""
        if not self._partial:
            return self.finder
        fetcher = ClusterFetcher(self.connection, self._names, partial=True)
        return Finder(fetcher, self.directory, self.synonyms)

    def stored(self, document_id: str) -> tuple[Document, FileState]:
        """The document with that id, or of that path, and its file as it was read; raises
        VnsearchError for none.
        """
        return sent_document(self.source(document_id))

    def source(self, document_id: str) -> Json:
        """The same as it was sent."""
        return find_source(self.fetcher, document_id, lambda: self.paths)

    @cached_property
    def paths(self) -> list[str]:
        """The stored path of every file, for a pattern that is to be held against each."""
        return self.state.paths()

    def holding(self, narrowed: Filter) -> tuple[Json, ...]:
        """What must hold for documents by a filter."""
        paths = self.paths if narrowed.path else ()
        return (*in_time(narrowed), *on_path(narrowed.path, paths))


class _Opened(Protocol):
    @property
    def _session(self) -> Session: ...


_Index = TypeVar("_Index", bound=_Opened)
_Given = ParamSpec("_Given")
_Answer = TypeVar("_Answer")


def reopening(
    method: Callable[Concatenate[_Index, _Given], _Answer],
) -> Callable[Concatenate[_Index, _Given], _Answer]:
    """Ask once more where the index was made anew and the one that was opened has gone."""

    @wraps(method)
    def asked(self: _Index, /, *given: _Given.args, **named: _Given.kwargs) -> _Answer:
        try:
            return method(self, *given, **named)
        except IndexNotFoundError:
            self._session.reopen()
            return method(self, *given, **named)

    return asked
