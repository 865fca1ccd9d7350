"""What the screen asks an index for, without a screen: hits for a line, and one document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from vnsearch.document_fields import FACETS
from vnsearch.records import SearchResult
from vnsearch.screen.preview import Look, Preview, preview
from vnsearch.search.protocol import Index


class Question(NamedTuple):
    """What stood in the line and in the filters, and how many hits there is room for."""

    number: int
    query: str
    hits: int  # at most
    where: Mapping[str, Sequence[str]]
    again: bool  # the same question, of another index or for more hits


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks in the name of a line that is still being typed; raises as the index does.

    `with_saved` puts saved queries in place of their names.
    """

    index: Index
    any_words: bool
    with_saved: Callable[[str], str]

    def search(self, question: Question) -> SearchResult | None:
        """The hits of a line; None for an empty one."""
        if not question.query.strip():
            return None
        return self.index.search(
            self._meant(question.query),
            limit=question.hits,
            any_words=self.any_words,
            places="text",
            half_typed=True,
            facets=FACETS,
            where=question.where,
        )

    def preview(self, look: Look) -> Preview:
        """The document of a hit with the words of a line lit."""
        document = self.index.document(look.hit.id)
        spans = self.index.highlights(document, self._meant(look.query), half_typed=True)
        return preview(document, spans, look)

    def _meant(self, query: str) -> str:
        """The query with what is saved by a name in it, of which nothing is half typed."""
        meant = self.with_saved(query)
        return f"{meant} " if meant != query and query.split()[-1][:1] == "@" else meant
