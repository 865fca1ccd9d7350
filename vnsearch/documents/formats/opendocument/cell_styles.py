"""The style of each cell of a sheet: its own, that of its row, or that of its column."""

from __future__ import annotations

from collections.abc import Mapping

from vnsearch.documents.containers.ooxml import whole

_STYLE, _DEFAULT = "table:style-name", "table:default-cell-style-name"
_REPEATED = "table:number-columns-repeated"


class CellStyles:
    """Follows the columns, rows and cells of a table as they come."""

    def __init__(self) -> None:
        self.begin_table()

    def begin_table(self) -> None:
        """Another table begins."""
        self._columns: list[tuple[int, str]] = []  # where columns of one style end
        self._row = ""
        self._at = self._run = 0  # the next cell's column, and the run that it is in

    def column(self, attributes: Mapping[str, str]) -> None:
        """A column, or some that are alike."""
        before = self._columns[-1][0] if self._columns else 0
        end = before + max(1, whole(attributes.get(_REPEATED, ""), 1))
        self._columns.append((end, attributes.get(_DEFAULT, "")))

    def begin_row(self, attributes: Mapping[str, str]) -> None:
        """A row begins."""
        self._row = attributes.get(_DEFAULT, "")
        self._at = self._run = 0

    def cell(self, attributes: Mapping[str, str]) -> str:
        """The name of the next cell's style."""
        while self._run < len(self._columns) and self._columns[self._run][0] <= self._at:
            self._run += 1
        column = self._columns[self._run][1] if self._run < len(self._columns) else ""
        self._at += max(1, whole(attributes.get(_REPEATED, ""), 1))
        return attributes.get(_STYLE, "") or self._row or column
