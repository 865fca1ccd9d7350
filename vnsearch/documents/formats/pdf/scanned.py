"""Scans: PDFs with pages that are pictures, and pictures, read by tesseract.

PDFium reads in a process of its own, whose time and memory are bounded; tesseract is started
from here, since it takes more of both.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from vnsearch.documents.faults import Fault, Place
from vnsearch.documents.formats.pdf.attached import Attached, with_attached
from vnsearch.documents.formats.pdf.isolation import read_isolated
from vnsearch.documents.formats.pdf.ocr import BlankPages, read_pictures
from vnsearch.documents.source import Reading, Source
from vnsearch.records import PageRead, Problem


def read_scanned_pdf(source: Source) -> Iterator[Reading]:
    """The file as one document; of pages without a text layer their pictures are read, or it is
    said that they are not. Before it the documents of the files that are attached.
    """
    source = source.seekable() if source.rules.ocr else source
    readings: list[Reading | Attached] = []
    blank: tuple[int, ...] = ()
    pages, fault = 0, None
    try:
        for reading in read_isolated("pdf", source):
            if isinstance(reading, BlankPages):
                blank, pages = reading
            else:
                readings.append(reading)
    except Fault as error:
        fault = error
    if blank and source.rules.ocr:
        yield from _with_pictures(source, blank)
        return
    yield from with_attached(readings, source)
    if fault:
        raise fault
    if blank:
        yield source.place.passed_over("some pictures", f"{len(blank)} of {pages}").problem


def _with_pictures(source: Source, blank: tuple[int, ...]) -> Iterator[Reading]:
    """The file with the texts of its blank pages, told one by one."""
    texts = {}
    read = read_pictures((_picture(source, page) for page in blank), source.place)
    for done, page, text in zip(count(1), blank, read, strict=False):
        yield PageRead(str(source.place), done, len(blank))
        if isinstance(text, Problem):
            yield text
        texts[page] = "" if isinstance(text, Problem) else text
    yield from with_attached(read_isolated("pdf", source, texts), source)


def _picture(source: Source, page: int) -> tuple[bytes, Place]:
    (content,) = read_isolated("pdf picture", source.seekable(), page)
    return content, source.place.at(page + 1)


def read_picture(source: Source) -> Iterator[Reading]:
    """The text in the picture, as one document."""
    (text,) = read_pictures([(source.content(), source.place)], source.place)
    if isinstance(text, Problem):
        yield text
    else:
        yield source.document("picture", text)
