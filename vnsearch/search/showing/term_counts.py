"""The words of an index that begin in some way, and how common each is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vnsearch.errors import VnsearchError
from vnsearch.index.segment.reader import Segment
from vnsearch.records import TermCount
from vnsearch.search.variants.prefix_and_fuzzy import prefix_variants
from vnsearch.text.normalize import compose
from vnsearch.text.terms import exact_term
from vnsearch.text.tokenize import token_bounds


def count_terms(segments: Sequence[Segment], prefix: str) -> list[TermCount]:
    """The words with that prefix, which bear the marks it has, the commonest first."""
    term = typed_beginning(prefix)
    counts: dict[str, tuple[int, int]] = {}
    for segment in segments:
        for variant in prefix_variants(segment.lexicon, term):
            if variant.exact:
                documents, occurrences = _count(segment, variant.ordinal)
                before = counts.get(variant.term, (0, 0))
                counts[variant.term] = before[0] + documents, before[1] + occurrences
    term_counts = [TermCount(word, *count) for word, count in counts.items() if count[0]]
    return commonest_first(term_counts)


def typed_beginning(prefix: str) -> str:
    """The exact term of a prefix, "" for an empty one: what words must begin with.

    Raises VnsearchError for several words, and for none.
    """
    text = compose(prefix)
    bounds = token_bounds(text)
    if len(bounds) > 1:
        raise VnsearchError(
            f"terms takes the beginning of one word, and {prefix} is several; "
            "type the last one alone"
        )
    if text.strip() and not bounds:
        raise VnsearchError(f"{prefix} has no letter in it; type the beginning of a word")
    return exact_term(text[slice(*bounds[0])]) if bounds else ""


def commonest_first(counts: Iterable[TermCount]) -> list[TermCount]:
    """Words in the order in which they are listed."""
    return sorted(counts, key=lambda each: (-each.documents, -each.occurrences, each.term))


def _count(segment: Segment, ordinal: int) -> tuple[int, int]:
    postings = segment.exact.read(ordinal)
    live = segment.live[postings.documents]
    return int(live.sum()), int(postings.frequencies[live].sum())
