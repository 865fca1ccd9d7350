"""What a search has to ask before it can ask for documents: many small questions at once.

The rules of matching and scoring ask one thing after another, of a folder for next to nothing.
Here a question that was not asked so far is noted, and answered by nothing for the moment; the
rules are run again when all that they wanted has been fetched in one request, until they want
nothing more.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Sequence
from typing import Any, NamedTuple, Protocol, TypeVar

from vnsearch.cluster.client.json_queries import Json, beginning, term
from vnsearch.errors import ClusterError
from vnsearch.search.ways.sampling import KeyedText, Sample

_as_key = json.JSONEncoder(ensure_ascii=False).encode
_MOST_KEPT = 1 << 16  # answers
_MOST_TEXTS = 1 << 8  # answers that are texts
_MOST_ROUNDS = 40
MOST_TERMS = 10_000  # of a prefix

_Found = TypeVar("_Found")


class VocabularyTerm(NamedTuple):
    """A term that some document has, or had."""

    term: str
    fold: str


class Fetcher(Protocol):
    """Sends questions."""

    def counts(self, queries: Sequence[Json]) -> list[int]:
        """How many documents answer each query."""
        ...

    def vocabulary(self, queries: Sequence[Json]) -> list[list[VocabularyTerm]]:
        """The terms of the vocabulary that each query names."""
        ...

    def texts(self, asked: Sequence[tuple[Json, Sample]]) -> list[list[KeyedText]]:
        """The first texts that answer each query."""
        ...


class Asked:
    """The answers of one generation of an index."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._counts: dict[str, int] = {}
        self._terms: dict[str, list[VocabularyTerm]] = {}
        self._texts: dict[str, list[KeyedText]] = {}
        self._done: dict[Hashable, Any] = {}
        self._lacked = 0
        self._wanted_counts: dict[str, Json] = {}
        self._wanted_terms: dict[str, Json] = {}
        self._wanted_texts: dict[str, tuple[Json, Sample]] = {}

    def count(self, query: Json) -> int:
        """How many documents answer; 0 while that is not known."""
        key = _as_key(query)
        if key not in self._counts:
            self._wanted_counts[key] = query
            self._lacked += 1
        return self._counts.get(key, 0)

    @property
    def lacked(self) -> int:
        """How often something was asked that was not known."""
        return self._lacked

    def once(
        self, key: Hashable, work: Callable[[], _Found], lacked: int | None = None
    ) -> _Found:
        """What some work comes to that asks here; not done again when all was known to it, or
        since so much was `lacked` where the work remembers what it asked.
        """
        if key in self._done:
            kept: _Found = self._done[key]
            return kept
        lacked = self._lacked if lacked is None else lacked
        answer = work()
        if self._lacked == lacked:
            self._done[key] = answer
        return answer

    def of_fold(self, fold: str) -> list[VocabularyTerm]:
        """The terms of some letters."""
        return self._vocabulary(term("fold", fold))

    def beginning(self, fold: str) -> list[VocabularyTerm]:
        """The terms that begin with some letters."""
        return self._vocabulary(beginning("fold", fold))

    def between(self, first: str, last: str) -> list[VocabularyTerm]:
        """The terms whose letters sort from one string to below another."""
        return self._vocabulary({"range": {"fold": {"gte": first, "lt": last}}})

    def near(self, fold: str) -> list[VocabularyTerm]:
        """The terms whose letters are about one edit away, and others."""
        fuzzy = {
            "value": fold,
            "fuzziness": 1,
            "transpositions": True,
            "max_expansions": 10_000,
        }
        return self._vocabulary({"fuzzy": {"fold": {**fuzzy, "rewrite": "constant_score"}}})

    def texts(self, query: Json, sample: Sample) -> list[KeyedText]:
        """The first texts that answer; none while they are not known."""
        key = _as_key([query, sample])
        if key not in self._texts:
            self._wanted_texts[key] = query, sample
            self._lacked += 1
        return self._texts.get(key, [])

    def _vocabulary(self, query: Json) -> list[VocabularyTerm]:
        key = _as_key(query)
        if key not in self._terms:
            self._wanted_terms[key] = query
            self._lacked += 1
        return self._terms.get(key, [])

    def until_known(self, work: Callable[[], _Found]) -> _Found:
        """What some work comes to that asks here, when all that it asks has been answered."""
        for _ in range(_MOST_ROUNDS):
            answer = work()
            if not self._fetch():
                return answer
        raise ClusterError("the query asks for too much at once: ask for fewer words")

    def _fetch(self) -> bool:
        """Ask all that is wanted; whether there was anything."""
        counts, terms, texts = self._wanted_counts, self._wanted_terms, self._wanted_texts
        self._wanted_counts, self._wanted_terms, self._wanted_texts = {}, {}, {}
        if len(self._counts) + len(self._terms) > _MOST_KEPT or len(self._texts) > _MOST_TEXTS:
            self._counts, self._terms, self._texts, self._done = {}, {}, {}, {}
        if counts:
            answers = self._fetcher.counts(list(counts.values()))
            self._counts.update(zip(counts, answers, strict=True))
        if terms:
            named = self._fetcher.vocabulary(list(terms.values()))
            self._terms.update(zip(terms, named, strict=True))
        if texts:
            read = self._fetcher.texts(list(texts.values()))
            self._texts.update(zip(texts, read, strict=True))
        return bool(counts or terms or texts)
