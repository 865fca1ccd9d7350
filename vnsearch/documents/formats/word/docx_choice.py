"""A field of a form that shows one of several texts (ECMA-376, 17.16.9)."""

from __future__ import annotations

from collections.abc import Mapping

from vnsearch.documents.containers.ooxml import value, whole


class Choice:
    """Takes what a drop-down list offers, and which of it was chosen."""

    def __init__(self) -> None:
        self._chosen = -1
        self._offers: list[str] = []

    def begin(self, attributes: Mapping[str, str]) -> None:
        """The list begins."""
        self._chosen, self._offers = -1, []

    def choose(self, attributes: Mapping[str, str]) -> None:
        """What was chosen, which is written first, or what stands there until then."""
        if self._chosen < 0:
            self._chosen = whole(value(attributes))

    def offer(self, attributes: Mapping[str, str]) -> None:
        """One of the texts."""
        self._offers.append(value(attributes))

    @property
    def text(self) -> str:
        """The text that is shown, "" where none is."""
        return "".join(self._offers[max(0, self._chosen) :][:1])
