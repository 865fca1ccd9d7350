"""What a query most likely means by an index, asked of it when somebody looks."""

from __future__ import annotations

from vnsearch.frozen import NamedTuple
from vnsearch.index.verifying.blame import blaming
from vnsearch.query.clauses import Query
from vnsearch.search.matches import Collection
from vnsearch.search.reading.accents import read_query
from vnsearch.search.reading.suggest import suggest


class Meant(NamedTuple):
    """A query, of which `total` of the documents that were searched have all the words.

    It keeps nothing that was read for the answer: who keeps many results keeps no lists.
    """

    collection: Collection
    query: Query
    total: int

    def reading(self) -> str:
        """The query with its accents; "" if as typed."""
        with blaming(self.collection.segments):
            return read_query(self.collection.views(self.query), self.query)

    def suggestion(self) -> str:
        """The query in other words that find more; "" for none."""
        with blaming(self.collection.segments):
            return suggest(self.collection.views(self.query), self.query, self.total)
