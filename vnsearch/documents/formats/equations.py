"""Equations in Office Open XML (ECMA-376, 22.1): what parts their words, and their brackets."""

from __future__ import annotations

from collections.abc import Mapping

from vnsearch.documents.containers.ooxml import value

# What stands apart from what is before it, and from what comes after it.
PARTED_AT_START = ("m:lim", "m:nary", "m:rad", "m:func")
PARTED_AT_END = ("m:sup", "m:rad", "m:nary", "m:fName", "m:f")


class Brackets:
    """The brackets that are open: "(" and ")" where nothing else is said."""

    def __init__(self) -> None:
        self._open: list[list[str]] = []

    def begin(self, attributes: Mapping[str, str]) -> None:
        """What stands in brackets begins."""
        self._open.append(["(", ")"])

    def opening(self, attributes: Mapping[str, str]) -> None:
        """The sign of the one that opens."""
        if self._open:
            self._open[-1][0] = value(attributes)

    def closing(self, attributes: Mapping[str, str]) -> None:
        """The sign of the one that closes."""
        if self._open:
            self._open[-1][1] = value(attributes)

    def within(self) -> str:
        """What to show where something within begins: the opening sign, once."""
        if not self._open:
            return ""
        sign, self._open[-1][0] = self._open[-1][0], ""
        return sign

    def end(self) -> str:
        """What to show at the end."""
        return self._open.pop()[1] if self._open else ""
