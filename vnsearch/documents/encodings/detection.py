"""Which encodings a document is in: the readings that make the most syllables of its lines.

One judge for bytes and for characters that came from them. It weighs the words of lines from
all parts of a document in every reading and as they are. A document may be in several
encodings, or in one and in Unicode. A reading must make syllables of what were none and lose
none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple, TypeVar

from vnsearch.documents.encodings.blocks import cut_bytes, cut_text
from vnsearch.documents.encodings.evidence import SYLLABLE, score, weight
from vnsearch.documents.limits import HEAD_SIZE, LEGACY_LIMIT, PIECE_SIZE

SAMPLED = 1 << 16  # characters weighed to find the encodings, from all parts of a document,
SAMPLED_LENGTH = 4000  # and at most so many of a line
WEIGHED_LENGTH = 400  # characters of a text that are weighed together
ENCODINGS_FOUND = 3  # in one document
FEWEST_SYLLABLES = 3  # different ones that an encoding must be found by
REPEATED = 2  # times that one word counts
MARGIN = 3.0  # weight that tells an encoding from the second best

# TCVN and TCVN3 differ in capitals alone: one of them is weighed.
WEIGHED = ("windows-1258", "tcvn3", "viscii", "vni")

Line = TypeVar("Line", bytes, str)
Words = Mapping[str, list[str]]  # with accents, of a line in each reading


class Demand(NamedTuple):
    """The weight that finds an encoding."""

    least: float
    each_noise: float  # more asked for by each word of no sense in any reading


OF_BYTES = Demand(6.0, 0.05)  # which must be in some encoding
OF_TEXT = Demand(10.0, 0.2)  # characters, which are mostly what they seem
_UTF8_LEAST = 5.0  # of UTF-8 read wrongly, which by chance no word is


class _Weighed(NamedTuple):
    """A line: its weight as it is, in each reading, and its words in each."""

    own: float
    scores: Mapping[str, float]
    words: Callable[[], Words]  # most lines are told by their weights alone


def find_encodings(
    lines: Sequence[Line],
    words_of: Callable[[Line], Words],
    scores_of: Callable[[Line], Mapping[str, float]],
    as_is: Callable[[Line], str | None],
    demand: Demand,
) -> list[str]:
    """The readings that the lines as a whole are evidence for, the strongest first; a line's
    scores are the weights of its words.
    """
    rest = [
        _Weighed(_own_weight(as_is(line)), scores_of(line), partial(words_of, line))
        for line in lines
    ]
    encodings: list[str] = []
    while rest and len(encodings) < ENCODINGS_FOUND:
        encoding = _strongest(rest, demand)
        if not encoding:
            break
        encodings.append(encoding)
        rest = [line for line in rest if line.scores[encoding] <= line.own]
    return encodings


def _own_weight(text: str | None) -> float:
    return max(0.0, score(text)) if text is not None else 0.0


def _strongest(lines: Sequence[_Weighed], demand: Demand) -> str:
    """The reading with the most evidence, if it is enough; "" else."""
    gains: defaultdict[str, float] = defaultdict(float)
    leads: defaultdict[str, float] = defaultdict(float)
    seen: dict[str, Counter[str]] = {}
    noise = 0
    for own, scores, words_of in lines:
        best = max(scores, key=lambda encoding: scores[encoding])
        if scores[best] <= own:
            noise += 0 if own else min(map(len, words_of().values()))
            continue
        counted = seen.setdefault(best, Counter())
        gain = -own
        for word in words_of()[best]:
            counted[word] += 1
            gain += weight(word) if counted[word] <= REPEATED else 0
        gains[best] += gain
        second = max((scores[other] for other in scores if other != best), default=0.0)
        leads[best] += scores[best] - max(second, own)
    if not gains:
        return ""
    best = max(gains, key=lambda encoding: gains[encoding])
    # Parts of words, as statistics of languages list them, are mostly syllables of two letters.
    weights = [weight(word) for word in seen[best] if weight(word) > 0]
    different = sum(each >= SYLLABLE for each in weights)
    least = _UTF8_LEAST if best == "utf-8" else demand.least + demand.each_noise * noise
    is_enough = gains[best] >= least and different >= max(FEWEST_SYLLABLES, len(weights) / 2)
    return best if is_enough and leads[best] >= MARGIN else ""


def best_reading(shown: Mapping[str, str]) -> tuple[str, float, str]:
    """Of a line in some encodings the one that makes most of it, how much that is, and its
    encoding.
    """
    scores = {encoding: score(text) for encoding, text in shown.items()}
    encoding = max(scores, key=lambda each: scores[each])
    return shown[encoding], scores[encoding], encoding


def sampled(
    whole: Line,
    parts_of: Callable[[Line], Iterable[Line]],
    *kept: Callable[..., object],
) -> list[list[Line]]:
    """Some parts of a document, evenly from all of it, which is never held in lines; and, for
    each rule of what is `kept`, the same of those parts alone.
    """
    cut: Callable[..., Iterator[Line]] = cut_bytes if isinstance(whole, bytes) else cut_text
    rules: Sequence[Callable[..., object]] = (lambda _: True, *kept)
    if len(whole) > LEGACY_LIMIT:  # of which a few lines in each place are looked at
        few = (
            [_few(_those(rule, parts_of(block))) for block in cut(whole, HEAD_SIZE)]
            for rule in rules
        )
        return [_spread([part for parts in some for part in parts]) for some in few]
    blocks = (list(parts_of(block)) for block in cut(whole, PIECE_SIZE))
    samples = [[_spread(list(_those(rule, parts))) for rule in rules] for parts in blocks]
    if len(samples) == 1:
        return samples[0]
    return [
        _spread([part for some in each for part in some]) for each in zip(*samples, strict=True)
    ]


def _those(rule: Callable[..., object], parts: Iterable[Line]) -> Iterator[Line]:
    return (part for part in parts if rule(part))


def _few(parts: Iterable[Line]) -> list[Line]:
    """The leading parts up to SAMPLED_LENGTH."""
    kept: list[Line] = []
    left = SAMPLED_LENGTH
    for part in parts:
        kept.append(part[:SAMPLED_LENGTH])
        left -= len(part)
        if left <= 0:
            break
    return kept


def cut_at_spaces(line: str) -> Iterator[str]:
    """A line in parts of WEIGHED_LENGTH, cut at spaces: a few odd signs in a record of a
    thousand words speak for their own sentence alone.
    """
    start = 0
    while len(line) - start > WEIGHED_LENGTH:
        end = line.rfind(" ", start, start + WEIGHED_LENGTH) + 1
        end = end if end > start else start + WEIGHED_LENGTH
        yield line[start:end]
        start = end
    yield line[start:]


def _spread(lines: Sequence[Line]) -> list[Line]:
    """Some of the lines, evenly from all parts, and of one long line some of its parts."""
    parts = [
        line[at : at + SAMPLED_LENGTH]
        for line in lines
        for at in range(0, len(line), SAMPLED_LENGTH)
    ]
    return parts[:: 1 + sum(map(len, parts)) // SAMPLED]
