"""The process of `isolation`: reads one source after another, each within its allowance."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BufferedReader, BytesIO, RawIOBase
from typing import Any, cast

from vnsearch.child import serve
from vnsearch.documents.faults import Fault
from vnsearch.documents.formats.pdf.allowance import begin_document
from vnsearch.documents.formats.pdf.isolation import Answer, Request
from vnsearch.documents.formats.pdf.pdf import picture_of_page, read_pdf
from vnsearch.documents.limits import READER_KEPT
from vnsearch.documents.source import Source
from vnsearch.files import open_file

_READERS: dict[str, Callable[..., Iterator[Any]]] = {
    "pdf": read_pdf,
    "pdf picture": picture_of_page,
}
_PICTURES = 700_000_000  # bytes beyond the usual that decoding a scan may take


def main() -> None:
    """Answer calls of `_read`; every fault of a reader is an answer."""
    serve(_read, (Exception,), ends_at_once=False)


def _read(request: Request) -> Answer:
    held = _PICTURES if request.kind == "pdf picture" else 0
    if not request.opened:
        size = len(request.content)
        begin_document(size, size + held)
        return _answer(request, BufferedReader(cast(RawIOBase, BytesIO(request.content))))
    with open_file(request.opened) as stream:
        begin_document(os.fstat(stream.fileno()).st_size, held)
        return _answer(request, stream)


def _answer(request: Request, stream: BufferedReader) -> Answer:
    reader = _READERS[request.kind]
    known = (request.path, request.name, stream, request.rules, reader, request.member)
    readings: list[Any] = []
    fault = None
    try:
        readings.extend(reader(Source(*known), *request.more))
    except Fault as error:
        fault = error
    return Answer(readings, fault, _held() > READER_KEPT)


def _held() -> int:
    """The bytes of memory that this process holds; 0 where the system does not tell."""
    with suppress(OSError), open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0
