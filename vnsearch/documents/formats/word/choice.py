"""A field of a form that shows one of several texts (ECMA-376, 17.16.9)."""

from __future__ import annotations

_NOT_CHOSEN = 25  # the number for it in DOC and RTF


class Choice:
    """Takes what a drop-down list offers, and which of it was chosen."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """The list begins."""
        self._chosen, self._default = _NOT_CHOSEN, 0
        self._offers: list[str] = []

    def choose(self, ordinal: int) -> None:
        """What was chosen."""
        self._chosen = ordinal

    def preset(self, ordinal: int) -> None:
        """What stands there until something is chosen."""
        self._default = ordinal

    def offer(self, text: str) -> None:
        """One of the texts."""
        self._offers.append(text)

    @property
    def text(self) -> str:
        """The text that is shown, "" where none is."""
        shown = self._default if self._chosen == _NOT_CHOSEN else self._chosen
        return "".join(self._offers[max(0, shown) :][:1])
