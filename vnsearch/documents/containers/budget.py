"""What all that lies within one file may expand to together, over all levels.

Each archive and compressed part is held to a measure of its own; many small ones in one file,
an office file in every member of an archive, are held to this.
"""

from __future__ import annotations

from vnsearch.documents.faults import Place
from vnsearch.documents.limits import EXPANSION_FREE, EXPANSION_RATIO


class Budget:
    """Bytes that the parts of a file of `size` bytes may still expand to."""

    def __init__(self, size: int = 0) -> None:
        self._most = self._left = max(EXPANSION_FREE, size * EXPANSION_RATIO)
        self._latest = ""

    def spend(self, size: int, place: Place) -> None:
        """Take what is expanded of a part; raises Fault where no more is left."""
        self._left -= size
        if self._left < 0:
            raise place.failed("expansion", f"more than {self._most / 1e6:.0f} MB in all")

    def spend_once(self, size: int, place: Place) -> None:
        """The same for a package, which is opened to tell its format and again to be read."""
        if place.part != self._latest:
            self._latest = place.part
            self.spend(size, place)
