"""The queries of before, one step at a time, as a shell goes through its history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Memory:
    """What the user has kept: queries by names, and those of before, the newest last."""

    with_saved: Callable[[str], str] = str
    history: Sequence[str] = ()


NOTHING_KEPT = Memory()


class Past:
    """Goes back from an empty line, and on from a query of before that is still as it was."""

    def __init__(self, history: Sequence[str]) -> None:
        self.newest_first = tuple(reversed(history))
        self._back = 0  # steps; 0 for the line as it is typed

    def step(self, line: str, back: int) -> str | None:
        """The query that is `back` steps older than what stands in the line, negative for
        newer ones; None where the line is no query of before, or there is none there.
        """
        if not line.strip():
            self._back = 0
        elif not self._back or line != self.newest_first[self._back - 1]:
            self._back = 0
            return None
        steps = self._back + back
        if not 0 < steps <= len(self.newest_first):
            return None
        self._back = steps
        return self.newest_first[steps - 1]
