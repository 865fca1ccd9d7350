"""The formula and its constants, all in one place.

BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009), with the inverse
document frequency that cannot fall below zero, as in Lucene. A document's score is that of
its syllables, of its pairs of neighbouring syllables, of its title and of its best passage.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from vnsearch.frozen import NamedTuple
from vnsearch.index.arrays.array_file import Array, Scores
from vnsearch.index.segment.reader import Segment

K1 = 1.2
B = 0.75
PAIR_WEIGHT = 0.5
# Sums of eighths are exact, so that a score does not depend on how the index was cut.
FOLDED_WEIGHT = 1 / 8  # of a word that is there with other marks than the query's
MARKS_WEIGHT = 7 / 8  # of a word that bears more marks than were typed without a tone
TONED_WEIGHT = 1 / 4  # of one that bears more marks than were typed with the tone
RESPELLED_WEIGHT = 7 / 8  # of a word written with i for y, or y for i
WAY_WEIGHT = 7 / 8  # of words that are written in another way (joined, as a number, in short)
TITLE_WEIGHT = 0.3  # of a title's score as a text of its own
PASSAGE = 300  # tokens of a passage; the next begins in the middle of the one before
LEADING = 100  # documents whose best passage is looked for
# The whole of a document longer than LONG tokens counts less, down to a half, and its best
# passage as much more.
LONG = 600
# A question is answered in a sentence: the best window of so few tokens is added, by its score
# and by what its different words are worth, and the leading tokens, where headings stand, count
# as a text of their own. To headlines and names, which ask for a subject, both only do harm.
FOCUS = 50
CLOSENESS = 0.3
LEAD = 10
LEAD_WEIGHT = 0.3


class Statistics(NamedTuple):
    """What scores depend on, over all segments: live documents and their mean length."""

    documents: int
    mean_length: float

    def weight(self, documents: int, correction: float = 0.0) -> float:
        """What a term that `documents` of all documents have adds to a score, at most; its idf
        is corrected, but never below 0.
        """
        return (K1 + 1) * max(0.0, self.idf(documents) + correction)

    def idf(self, documents: int) -> float:
        """The inverse document frequency of a term that `documents` of all documents have."""
        return math.log1p((self.documents - documents + 0.5) / (documents + 0.5))

    def norms(self, lengths: Array) -> Scores:
        """What a frequency is measured against, by the length of each document."""
        scaled = K1 * (1 - B + B / self.mean_length * lengths)
        norms: Scores = scaled.astype(np.float32)
        return norms


def statistics(segments: Sequence[Segment]) -> Statistics:
    """The statistics of an index; a document that was deleted counts nowhere."""
    documents = sum(segment.live_documents for segment in segments)
    tokens = sum(segment.live_tokens for segment in segments)
    return Statistics(documents, max(tokens / documents, 1.0) if documents else 1.0)


def saturate(frequencies: Scores, norms: Scores) -> Scores:
    """Term frequencies as BM25 counts them, in parts of K1 + 1: rising, but never to 1."""
    weights: Scores = frequencies + norms
    np.divide(frequencies, weights, out=weights)
    return weights
