"""What every index offers, whether it is a folder or stands on a cluster."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Protocol, runtime_checkable

from vnsearch.records import Document, Hit, IndexStats, Places, SearchResult, TermCount
from vnsearch.search.asked import ANYWHERE, Where
from vnsearch.search.matches import Sort


@runtime_checkable
class Index(Protocol):
    """An index as it was when it was opened; a context manager."""

    directory: str
    at_once: int  # searches that may well be on their way at the same time

    def __enter__(self) -> Index: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...

    def refresh(self) -> bool:
        """See the newest commit; whether there was one since the last look."""
        ...

    def close(self) -> None:
        """Let go of what is open."""
        ...

    def search(
        self,
        query: str,
        limit: int = 10,
        offset: int = 0,
        any_words: bool = False,
        exact: bool = False,
        literal: bool = False,
        *,
        sort: Sort = "score",
        since: str = "",
        until: str = "",
        path: str = "",
        snippets: int = 1,
        places: Places = "line",
        explain: bool = False,
        fallback: bool = True,
        months: bool = False,
        facets: Sequence[str] = (),
        where: Where = ANYWHERE,
        half_typed: bool = False,
    ) -> SearchResult:
        """One page of the documents that matches a query, best first."""
        ...

    def like(
        self,
        document_id: str,
        limit: int = 10,
        offset: int = 0,
        *,
        snippets: int = 1,
        places: Places = "line",
    ) -> SearchResult:
        """The documents that are most like one, without itself."""
        ...

    def count(
        self,
        query: str,
        any_words: bool = False,
        exact: bool = False,
        literal: bool = False,
        *,
        since: str = "",
        until: str = "",
        path: str = "",
    ) -> int:
        """How many documents match a query."""
        ...

    def document(self, document_id: str) -> Document:
        """The document with that id, or of that path."""
        ...

    def file_line(self, hit: Hit) -> int:
        """The line of the file at which a hit begins that was searched for in its text."""
        ...

    def highlights(
        self, document: Document, query: str, half_typed: bool = False
    ) -> tuple[tuple[int, int], ...]:
        """The [start, end) characters of a document's body that match a query."""
        ...

    def names(self, prefix: str, limit: int = 40) -> list[str]:
        """The ids and the files that begin so; in order."""
        ...

    def terms(self, prefix: str, limit: int = 20) -> list[TermCount]:
        """The words that begin so, with all their accents, the commonest first."""
        ...

    def stats(self) -> IndexStats:
        """What the index holds, and how much of it is out of date."""
        ...
