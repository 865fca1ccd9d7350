"""What was written on a PDF's page afterwards: values of forms, comments, free text."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

_MOST = 10_000  # of a page
_LONGEST = 1_000_000  # bytes of one
_HIDDEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_WITH_WORDS = (b"Tx", b"Ch")  # fields that are typed in or chosen
_FIELD = pdfium.FPDF_ANNOT_WIDGET
_COMMENTS = frozenset((
    pdfium.FPDF_ANNOT_TEXT, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_LINE,
    pdfium.FPDF_ANNOT_SQUARE, pdfium.FPDF_ANNOT_CIRCLE, pdfium.FPDF_ANNOT_POLYGON,
    pdfium.FPDF_ANNOT_POLYLINE, pdfium.FPDF_ANNOT_HIGHLIGHT, pdfium.FPDF_ANNOT_UNDERLINE,
    pdfium.FPDF_ANNOT_SQUIGGLY, pdfium.FPDF_ANNOT_STRIKEOUT, pdfium.FPDF_ANNOT_STAMP,
    pdfium.FPDF_ANNOT_CARET, pdfium.FPDF_ANNOT_INK, pdfium.FPDF_ANNOT_FILEATTACHMENT,
))  # fmt: skip


def annotated(page: pypdfium2.PdfPage, text: str) -> list[str]:
    """The lines of what was written on a page, but for what stands in its text: a mark over
    words often repeats them.
    """
    page_text = " ".join(text.split())
    lines: dict[str, None] = {}
    for said in _texts(page):
        if " ".join(said.split()) not in page_text:
            shown = (" ".join(line.split()) for line in said.splitlines())
            lines |= dict.fromkeys(filter(None, shown))
    return list(lines)


def _texts(page: pypdfium2.PdfPage) -> Iterator[str]:
    for number in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST)):
        annotation = pdfium.FPDFPage_GetAnnot(page, number)
        if not annotation:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        if not pdfium.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
            if kind == _FIELD and _string(annotation, b"FT").encode() in _WITH_WORDS:
                yield _string(annotation, b"V")
            elif kind in _COMMENTS:
                yield _string(annotation, b"Contents")
        pdfium.FPDFPage_CloseAnnot(annotation)


def _string(annotation: object, key: bytes) -> str:
    size = min(pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0), _LONGEST)
    buffer = ctypes.create_string_buffer(size)
    wide = ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR))
    size = min(pdfium.FPDFAnnot_GetStringValue(annotation, key, wide, size), size)
    return buffer.raw[: max(0, size - 2)].decode("utf-16-le", "replace")
