"""One worker thread that answers the newest question only."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Question = TypeVar("Question")


class Latest(Generic[Question]):
    """Runs `answer` on each question in a thread of its own, in order, when it has rested for
    `rest` seconds; a question that is overtaken before that, or before its turn, is dropped.
    """

    def __init__(self, answer: Callable[[Question], None], rest: float = 0.0) -> None:
        self._answer, self._rest = answer, rest
        self._changed = threading.Condition()
        self._waiting: list[Question] = []
        self._busy = self._closed = False
        self._thread = threading.Thread(target=self._run, name="vnsearch live", daemon=True)
        self._thread.start()

    def ask(self, question: Question) -> None:
        """Let this be answered next, in place of what waits."""
        with self._changed:
            self._waiting = [question]
            self._changed.notify_all()

    def put_off(self) -> None:
        """Let what waits, if anything does, rest anew."""
        with self._changed:
            self._waiting = [*self._waiting]
            self._changed.notify_all()

    def wait(self) -> None:
        """Return when nothing waits and nothing is being answered."""
        with self._changed:
            self._changed.wait_for(lambda: not self._waiting and not self._busy)

    def close(self) -> None:
        """Drop what waits, and return when what is being answered is."""
        with self._changed:
            self._closed, self._waiting = True, []
            self._changed.notify_all()
        self._thread.join()

    def _run(self) -> None:
        while True:
            with self._changed:
                question = self._next()
                if question is None:
                    return
                self._busy = True
            try:
                self._answer(question)
            finally:
                with self._changed:
                    self._busy = False
                    self._changed.notify_all()

    def _next(self) -> Question | None:
        """Wait for a question that has rested; None once this is closed."""
        while not self._closed:
            if not self._waiting:
                self._changed.wait_for(lambda: self._waiting or self._closed)
            elif self._has_rested():
                return self._waiting.pop()
        return None

    def _has_rested(self) -> bool:
        """Whether what waits is still the same after its rest."""
        asked = self._waiting
        return not self._changed.wait_for(lambda: self._waiting is not asked, self._rest)
