"""Text as it is seen: without the characters that show nothing."""

from __future__ import annotations

from bisect import bisect_left

from vnsearch.frozen import NamedTuple
from vnsearch.patterns import pattern
from vnsearch.text.characters import INVISIBLES, has_uncommon
from vnsearch.text.tokenize import token_bounds

_find_invisible = pattern(f"[{INVISIBLES}]+").finditer
has_invisible = pattern(f"[{INVISIBLES}]").search


class Seen(NamedTuple):
    """A text without invisible characters, and where each of the others stood."""

    text: str
    places: range | list[int]

    def stood(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters [start, end), one at least, stood."""
        return self.places[start], self.places[end - 1] + 1


def seen(text: str) -> Seen:
    """The text with the same tokens, without what shows nothing; O(text).

    A zero-width space that parts two syllables is a plain one.
    """
    if not (has_uncommon(text) and has_invisible(text)):  # the first looks sooner
        return Seen(text, range(len(text)))
    bounds = token_bounds(text)
    pieces: list[str] = []
    places: list[int] = []
    end = 0
    for run in _find_invisible(text):
        pieces.append(text[end : run.start()])
        places += range(end, run.start())
        end = run.end()
        before = bisect_left(bounds, (run.start(), 0)) - 1
        ends_there = before >= 0 and bounds[before][1] == run.start()
        if ends_there and before + 1 < len(bounds) and bounds[before + 1][0] == end:
            pieces.append(" ")
            places.append(run.start())
    return Seen("".join([*pieces, text[end:]]), [*places, *range(end, len(text))])
