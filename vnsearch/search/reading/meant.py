"""What a query most likely means by an index, asked of it when somebody looks."""

from __future__ import annotations

from typing import NamedTuple

from vnsearch.index.verifying.blame import blaming
from vnsearch.query.clauses import Query
from vnsearch.search.matches import Collection, MatchRules
from vnsearch.search.reading.accents import read_query
from vnsearch.search.reading.suggest import suggest


class Meant(NamedTuple):
    """A query that was answered by some rules, of which `total` documents have all the words.

    It keeps nothing that was read for the answer: who keeps many results keeps no lists.
    """

    collection: Collection
    query: Query
    rules: MatchRules
    total: int

    def reading(self) -> str:
        """The query with its accents; "" if as typed."""
        with blaming(self.collection.segments):
            return read_query(self.collection.views(self.query, self.rules), self.query)

    def suggestion(self) -> str:
        """The query in other words that find more; "" for none."""
        with blaming(self.collection.segments):
            views = self.collection.views(self.query, self.rules)
            return suggest(views, self.query, self.total)
