"""PDF: the text of each page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from types import MappingProxyType

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from vnsearch.documents.encodings.lost_letters import restore_u_horn
from vnsearch.documents.encodings.repair import repair
from vnsearch.documents.faults import Fault, Place
from vnsearch.documents.formats.pdf.allowance import begin_page, will_take_too_long
from vnsearch.documents.formats.pdf.annotations import annotated
from vnsearch.documents.formats.pdf.attached import Attached
from vnsearch.documents.formats.pdf.cut_words import whole_at_line_ends
from vnsearch.documents.formats.pdf.ocr import DOTS_PER_INCH, BlankPages
from vnsearch.documents.formats.pdf.pdf_page import PageReader
from vnsearch.documents.limits import DOCUMENT_LIMIT, OBJECTS, PDF_PAGES
from vnsearch.documents.metadata.heading import cut_title
from vnsearch.documents.metadata.properties import Properties, own_properties
from vnsearch.documents.metadata.titles import Line, title_of_lines
from vnsearch.documents.source import Reading, Source, too_large
from vnsearch.records import Problem

_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_KNOWN = ("Title", "Author", "CreationDate")
_TITLE_PAGES = 1  # on which the title is looked for
_LONGEST_SIDE = 8000  # pixels of a page that is read as a picture
_LINES = 40  # objects that a page may have which shows no text: rules and frames
_PICTURES = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM)


def read_pdf(
    source: Source, pictures: Mapping[int, str] = MappingProxyType({})
) -> Iterator[Reading | BlankPages | Attached]:
    """The file as one document, its pages separated by form feeds, which are blank, and the
    files that are attached.

    `pictures` has the text of pages that were read as pictures.
    """
    pages = _Pages(source, pictures)
    try:
        with pypdfium2.PdfDocument(source.seekable().stream) as document:
            known = {key: _said(document, key) for key in _KNOWN}
            yield from pages.read(document)
            yield from _attached(document, source)
    except pypdfium2.PdfiumError as error:
        raise _fault(source.place, str(error)) from None
    text, encodings = repair("\f".join(pages.texts))  # old fonts may have only TCVN3's codes
    legacy = (*pages.reader.runs.encodings, *encodings)
    if pages.blank:
        yield BlankPages(tuple(pages.blank), len(pages.texts))
    if not text.strip():
        only_pictures = pages.blank or not pictures
        raise source.place.passed_over("only pictures" if only_pictures else "no text")
    own = _own(known)
    title = own.title or title_of_lines(pages.head)
    if "tcvn3" in legacy:
        text, title = restore_u_horn(text), restore_u_horn(title)
    text = "\n".join(whole_at_line_ends(text.split("\n")))
    yield source.document(
        "pdf",
        text,
        own,
        legacy,
        title=cut_title(title),
        title_in_body=bool(title) and not own.title,
    )


class _Pages:
    """The texts of a document's pages, and what of the pages is asked for besides."""

    def __init__(self, source: Source, pictures: Mapping[int, str]) -> None:
        self._source = source
        self._pictures = pictures
        self.reader = PageReader()
        self.texts: list[str] = []
        self.head: list[Line] = []  # the lines among which the title is
        self.blank: list[int] = []  # the pages that show something, and no text

    def read(self, document: pypdfium2.PdfDocument) -> Iterator[Problem]:
        """Read all pages; what is wrong with some of them, whose texts are empty."""
        for reading in _read_pages(document, self.reader, self._source):
            if isinstance(reading, Problem):
                yield reading
                self.texts.append("")
                continue
            page = len(self.texts)
            lines, beside = reading
            self.head += lines if page < _TITLE_PAGES else []
            text = "\n".join(line.text for line in lines)
            shows = not lines or (not text.strip() and _shows(document, page))
            if shows and page not in self._pictures:
                self.blank.append(page)
            text = self._pictures.get(page, text)
            self.texts.append("\n".join(filter(None, (text, *beside))))


def _attached(document: pypdfium2.PdfDocument, source: Source) -> Iterator[Attached | Problem]:
    """The files that are attached to the document."""
    count, size = document.count_attachments(), 0
    if count > OBJECTS:
        yield source.place.failed("too many members", f"{OBJECTS:,}").problem
    for number in range(min(count, OBJECTS)):
        name = f"attachment {number + 1}"
        try:
            attachment = document.get_attachment(number)
            with suppress(UnicodeDecodeError):
                name = attachment.get_name() or name
            content = bytes(attachment.get_data())
        except pypdfium2.PdfiumError as error:
            yield source.place.within(name).failed("damaged", str(error)).problem
            continue
        size += len(content)
        if size > DOCUMENT_LIMIT:
            yield too_large(source.place.within(name)).problem
            return
        yield Attached(name, content)


def _said(document: pypdfium2.PdfDocument, key: str) -> str:
    """What the file says of itself; "" where that is damaged."""
    said = ""
    with suppress(UnicodeDecodeError):
        said = document.get_metadata_value(key)
    return said


def _own(known: Mapping[str, str]) -> Properties:
    """What the file says of itself."""
    date = _DATE.match(known.get("CreationDate", ""))
    return own_properties(
        {
            "title": known.get("Title", ""),
            "author": known.get("Author", ""),
            "date": "-".join(date.groups()) if date else "",
        }
    )


def _read_pages(
    document: pypdfium2.PdfDocument, reader: PageReader, source: Source
) -> Iterator[tuple[list[Line], list[str]] | Problem]:
    """The lines of each page and of what was written on it, or what is wrong with it."""
    if len(document) > PDF_PAGES:
        raise source.place.failed("too many pages", f"{PDF_PAGES:,}")
    size = 0
    pages = len(document)
    for page_number in range(pages):
        if page_number and will_take_too_long(page_number, pages):
            raise source.place.failed("too slow")
        begin_page()
        try:
            page = document[page_number]
            lines = reader.lines(page, sized=page_number < _TITLE_PAGES)
            beside = annotated(page, "\n".join(line.text for line in lines))
            page.close()
        except pypdfium2.PdfiumError as error:
            yield source.place.at(page_number + 1).failed("damaged page", str(error)).problem
            continue
        size += sum(len(line.text) for line in lines) + sum(map(len, beside))
        if size > DOCUMENT_LIMIT:
            raise too_large(source.place)
        yield lines, beside


def _shows(document: pypdfium2.PdfDocument, page_number: int) -> bool:
    """Whether there is more on a page than some lines: a scan, or letters drawn as curves."""
    page = document[page_number]
    count = pdfium.FPDFPage_CountObjects(page)
    kinds = (
        pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, at))
        for at in range(min(count, _LINES))
    )
    shows = count >= _LINES or any(kind in _PICTURES for kind in kinds)
    page.close()
    return shows


def picture_of_page(source: Source, page_number: int) -> Iterator[bytes]:
    """A page as it is seen, in grey (PGM), no larger than tesseract takes."""
    with pypdfium2.PdfDocument(source.seekable().stream) as document:
        page = document[page_number]
        scale = min(DOTS_PER_INCH / 72, _LONGEST_SIDE / max(1, *page.get_size()))
        bitmap = page.render(scale=scale, grayscale=True)
        rows = memoryview(bitmap.buffer)
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        lines = (bytes(rows[row * stride : row * stride + width]) for row in range(height))
        yield b"P5 %d %d 255\n" % (width, height) + b"".join(lines)
        bitmap.close()
        page.close()


def _fault(place: Place, error: str) -> Fault:
    if "Success" in error:  # nothing is wrong: it has no pages
        return place.passed_over("no pages")
    if "password" in error.lower():
        return place.passed_over("password")
    if "security scheme" in error:  # a certificate, or the lock of a shop
        return place.passed_over("copy protection")
    return place.failed("damaged", error)
