"""The readers of formats, each imported when a file of its format comes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from typing import cast

from vnsearch.documents.containers.compressed import compression, expanded
from vnsearch.documents.faults import Fault, OversizeError, unreadable
from vnsearch.documents.kinds import (
    TEXT_KINDS,
    file_kind,
    is_binary,
    known_binary,
    without_compression,
)
from vnsearch.documents.source import Reader, Reading, ReadRules, Source
from vnsearch.files import is_shortage
from vnsearch.records import What

# The readers: module and function of each format, in vnsearch.documents.formats.
_READERS = {
    "csv": "sheets.table:read_table",
    "doc": "word.doc:read_doc",
    "docx": "word.docx:read_docx",
    "epub": "books.epub:read_epub",
    "fb2": "books.fb2:read_fb2",
    "flat ooxml": "flat_ooxml:read_flat",
    "flat opendocument": "opendocument.files:read_flat",
    "html": "web.html:read_html",
    "json": "json:read_json",
    "jsonl": "jsonl:read_jsonl",
    "mail": "mail.mail:read_mail",
    "markdown": "markdown:read_markdown",
    "mbox": "mail.mail:read_mbox",
    "msg": "mail.outlook:read_msg",
    "object": "ole_object:read_object",
    "odp": "opendocument.files:read_odp",
    "ods": "opendocument.files:read_ods",
    "odt": "opendocument.files:read_odt",
    "pdf": "pdf.scanned:read_scanned_pdf",
    "picture": "pdf.scanned:read_picture",
    "ppt": "slides.ppt:read_ppt",
    "pptx": "slides.pptx:read_pptx",
    "rtf": "rtf.rtf:read_rtf",
    "sheet xml": "sheets.sheet_xml:read_sheet_xml",
    "tar": "tar:read_tar",
    "text": "text:read_text",
    "tnef": "mail.tnef:read_tnef",
    "word xml": "word.word_xml:read_word_xml",
    "xls": "sheets.xls:read_xls",
    "xlsx": "sheets.xlsx:read_xlsx",
    "zip": "archive:read_archive",
}


def read_source(source: Source) -> Iterator[Reading]:
    """The documents of a file or an archive's member; faults of the whole end in a problem."""
    try:
        head = source.head()
        if not head:
            raise source.place.passed_over("empty")
        if packed := compression(head):
            if source.was_compressed:
                raise source.place.passed_over("compressed twice")
            yield from read_source(_unpacked(source, packed))
            return
        kind = file_kind(source.name, head)
        binary = left_out(kind, head, source.rules)
        if binary:
            raise source.place.passed_over(binary)
        if source.rules.ocr and known_binary(head) == "picture":
            kind = "picture"
        if kind == "zip":
            source = source.seekable()
            kind = _package_kind(source)
        elif kind == "ole":
            source = source.seekable()
            kind = _ole_kind(source)
        yield from _reader_of(kind)(source)
    except (Fault, OversizeError) as error:
        yield unreadable(source.place, error)
    except Exception as error:  # a fault of a library or ours: one file must not stop a run
        if is_shortage(error):
            raise
        yield source.place.failed("unforeseen", f"{type(error).__name__}: {error}").problem


def left_out(kind: str, head: bytes, rules: ReadRules) -> What | None:
    """What a file of a kind that begins with `head` is, if such are not read."""
    binary = known_binary(head)
    if not binary and kind in TEXT_KINDS and is_binary(head, rules.encoding):
        return "binary"
    return None if binary == "picture" and rules.ocr else binary


def _unpacked(source: Source, packed: str) -> Source:
    """What a compressed member or attachment holds."""
    budget = source.budget if source.member else None
    stream = expanded(source.seekable().stream, packed, source.place, budget)
    file_name = without_compression(source.name)
    return replace(source, name=file_name, stream=stream, was_compressed=True)


def _package_kind(source: Source) -> str:
    from vnsearch.documents.containers.packages import (
        package_kind,  # only here: lines of records need no lxml
    )

    return package_kind(source)


def _ole_kind(source: Source) -> str:
    from vnsearch.documents.containers.ole import (
        ole_kind,  # only here: most files need no olefile
    )

    return ole_kind(source)


def _reader_of(kind: str) -> Reader:
    """The reader of a format, imported only now: the formats' libraries take their time."""
    module, function = _READERS[kind].split(":")
    return cast(
        Reader, getattr(import_module(f"vnsearch.documents.formats.{module}"), function)
    )
