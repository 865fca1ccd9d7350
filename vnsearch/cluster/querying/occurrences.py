"""What a cluster tells of words side by side, as `search.ways.occurrences` asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import product
from typing import TypeVar

from vnsearch.cluster.client.json_queries import Json, every, spans, term
from vnsearch.cluster.client.questions import Asked
from vnsearch.cluster.storage.mapping import PAIRS, REPEATS, WORDS
from vnsearch.cluster.storage.repeats import ALL_BITS, FEW_BITS, MANY, pair_name
from vnsearch.search.ways.collocations import Collocations, Parts
from vnsearch.search.ways.occurrences import FormCount, Meetings, Together
from vnsearch.search.ways.sampling import KeyedText, Sample
from vnsearch.search.ways.way import Part
from vnsearch.text.forms import exact_way, fold_way

_Found = TypeVar("_Found")


class ClusterOccurrences:
    """Counts over the documents of a cluster."""

    def __init__(self, asked: Asked, tokens: int) -> None:
        self._asked = asked
        self._tokens = tokens

    @property
    def tokens(self) -> int:
        """How many tokens there are."""
        return self._tokens

    def has(self, fold: str) -> bool:
        """Whether there is a term of these letters."""
        return self._asked.count(term(WORDS, fold_way(fold))) > 0

    def says(self, term: str) -> bool:
        """True: what documents say is asked for with the query itself."""
        return True

    def forms(self, fold: str) -> dict[str, FormCount]:
        """The terms of these letters."""

        def work() -> dict[str, FormCount]:
            return {each.term: self.form(each.term) for each in self._asked.of_fold(fold)}

        return self._asked.once(("forms", fold), work)

    def form(self, name: str) -> FormCount:
        """How common a term is."""

        def work() -> FormCount:
            way = exact_way(name)
            found = term(WORDS, way)
            return FormCount(self._asked.count(found), times(self._asked, found, way, ()))

        return self._asked.once(("form", name), work)

    def going_on_in_letters(self, digits: str) -> set[str]:
        """The terms that begin with these digits and a letter right behind."""
        return {each.term for each in self._asked.between(f"{digits}a", f"{digits}{{")}

    def beside(self, first: str, second: str) -> bool:
        """Whether two words, folded, stand side by side anywhere."""
        return self.documents_beside(first, second) > 0

    def documents_beside(self, first: str, second: str) -> int:
        """How many documents have two words, folded, side by side."""
        return self._asked.count(term(PAIRS, pair_name(first, second)))

    def texts_with(self, terms: Sequence[str], sample: Sample) -> Sequence[KeyedText]:
        """Some texts, always the same, in which terms stand in a row."""
        return self._asked.texts(spans(WORDS, [[exact_way(each)] for each in terms]), sample)

    def meetings(self, left: str, right: str) -> Meetings:
        """Where two folded words meet."""
        return _ClusterMeetings(self._asked, pair_name(left, right))


class ClusterCollocations(Collocations):
    """What stands side by side in a cluster. Each serves one search, which may have to ask for
    more; what it found once all was known is kept for the next.
    """

    def __init__(self, asked: Asked, occurrences: ClusterOccurrences) -> None:
        super().__init__(occurrences)
        self._asked = asked
        self._lacked = asked.lacked  # what is remembered from then on may be of less than all

    def parts(self, written: str) -> tuple[Parts, ...]:
        """The runs of parts that a joined word in lower case is in this index; () for none."""
        return self._once(("parts", written), partial(super().parts, written))

    def spelled(self, term: str) -> tuple[tuple[Part, ...], ...]:
        """The runs of parts in which some text or field spells a term of letters with signs."""
        return self._once(("spelled", term), partial(super().spelled, term))

    def are_joined(self, first: str, second: str) -> bool:
        """Whether two words that the index has as one are no chance neighbours."""
        key = "joined", first, second
        return self._once(key, partial(super().are_joined, first, second))

    def _once(self, key: tuple[str, ...], work: Callable[[], _Found]) -> _Found:
        return self._asked.once(key, work, self._lacked)


class _ClusterMeetings:
    """Where a pair stands."""

    def __init__(self, asked: Asked, pair: str) -> None:
        self._asked = asked
        self._pair = pair

    @property
    def total(self) -> int:
        return self._of(())

    def times_of(self, *terms: str) -> int:
        return self._of(terms)

    def side_by_side(
        self, left: Iterable[str], right: Iterable[str]
    ) -> dict[tuple[str, str], Together]:
        # A term that is nowhere near need not be looked for beside all others.
        near = [list(filter(self._is_near, terms)) for terms in (left, right)]
        counts = {(first, last): self._together(first, last) for first, last in product(*near)}
        return {pair: together for pair, together in counts.items() if together.documents}

    def _is_near(self, name: str) -> bool:
        """Whether a document with the pair has a term."""
        held = every([term(PAIRS, self._pair), term(WORDS, exact_way(name))])
        return self._asked.count(held) > 0

    def _together(self, *terms: str) -> Together:
        beside = spans(WORDS, [[exact_way(each)] for each in terms])
        documents = self._asked.count(beside)
        if not documents:
            return Together(0, 0)
        pair = term(PAIRS, self._pair)
        return Together(documents, times(self._asked, pair, self._pair, [beside]))

    def _of(self, words: tuple[str, ...]) -> int:
        """How often it stands in the documents that have some terms."""

        def work() -> int:
            within = [term(WORDS, exact_way(word)) for word in words]
            return times(self._asked, term(PAIRS, self._pair), self._pair, within)

        return self._asked.once(("pair", self._pair, words), work)


def times(asked: Asked, searched: Json, name: str, within: Sequence[Json]) -> int:
    """How often what is called `name` stands in the documents of a query.

    A document tells in bits how often more than once.
    """

    def among(query: Json) -> int:
        return asked.count(every([query, *within]))

    def bit(place: int) -> int:
        return among(term(REPEATS, f"{name}#{place}")) << place

    documents = among(searched)
    if not documents:
        return 0
    total = documents + sum(map(bit, FEW_BITS))
    if among(term(REPEATS, f"{name}#{MANY}")):
        total += sum(map(bit, ALL_BITS))
    return total
