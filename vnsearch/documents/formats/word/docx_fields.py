"""The fields of a Word document (DOCX), of which a page shows the results."""

from __future__ import annotations

from collections.abc import Mapping

from vnsearch.documents.containers.ooxml import value
from vnsearch.documents.formats.word.eq_fields import CODE_LENGTH, text_of_code


class Fields:
    """Those that are open, and the code of the one that began last."""

    def __init__(self) -> None:
        self._open: list[bool] = []  # whether the result of each has begun
        self._coding = False  # whether the text that comes is code
        self._code = ""

    def mark(self, attributes: Mapping[str, str]) -> str:
        """The mark of a beginning, a result or an end; what one that ends shows by itself."""
        kind = value(attributes, "fldCharType")
        if kind == "begin":
            self._open.append(False)
            self._code = ""
        elif self._open and kind == "separate":
            self._open[-1] = True
        elif self._open and kind == "end":
            self._open.pop()
            shown, self._code = text_of_code(self._code), ""
            return shown
        return ""

    def begin_code(self, attributes: Mapping[str, str]) -> None:
        """Some code begins."""
        self._coding = True

    def end_code(self) -> None:
        """It ends."""
        self._coding = False

    def add(self, text: str) -> None:
        """Some text that is shown nowhere else."""
        if self._coding and len(self._code) < CODE_LENGTH:
            self._code += text

    @property
    def tells_another(self) -> bool:
        """Whether a result is open that only tells another field what to show."""
        return bool(self._open and self._open[-1] and not all(self._open))

    def end_paragraph(self) -> None:
        """What a damaged file begins it may never end."""
        if not all(self._open):
            self._open.clear()
