"""What a document and its file are on a cluster besides their words, and as they come back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from vnsearch.cluster.client.strings import json_text, pack, unpack
from vnsearch.cluster.storage.rows import Row, json_rows
from vnsearch.dates import date_number, date_text
from vnsearch.document_fields import FIELDS, KEYWORD_FIELDS, values
from vnsearch.index.catalogue import file_key
from vnsearch.index.segment.columns import FileState
from vnsearch.records import Document
from vnsearch.text.terms import exact_term, remembered
from vnsearch.text.tokenize import tokenize

SHOWN = ["path", "part", "id", "line", "date", "machine", "document", "file"]  # of a source
_STATE = ("size", "mtime_ns", "digest", "read_ns", "ctime_ns", "inode", "asked")
_KEPT_MEMBERS = [
    (field.member, field.many)
    for field in FIELDS
    if field.member not in ("title", "path", "date")
]


@remembered  # thousands of documents are of one kind and one language
def keyword_value(text: str) -> str:
    """What a keyword field is asked for by: its exact terms."""
    return " ".join(exact_term(token.text) for token in tokenize(text))


def members_of(document: Document) -> dict[str, Any]:
    """What is asked for of a document, besides its words and its file."""
    date = date_number(document.date) if document.date else 0
    last = date and date + (99 if date % 100 == 0 else 0) + (9900 if date % 10000 == 0 else 0)
    members: dict[str, Any] = {
        "id": pack(document.id),
        "part": pack(document.part),
        "line": document.line,
        "date": date,
        "date_last": last,
    }
    if date:
        members["year"] = date // 10_000
    if date // 100 % 100:
        members["month"] = date // 100
    if document.author:
        members["author"] = pack(document.author)
    for field in KEYWORD_FIELDS:
        if value := getattr(document, field.member):
            members[field.name] = keyword_value(value)
    return members


def kept_documents(documents: Sequence[Document]) -> list[list[Row]]:
    """What of some documents comes back as it is sent, in JSON, each in pieces."""
    titles = json_rows([document.title for document in documents])
    bodies = json_rows([document.body for document in documents])
    return [
        [b'{"title":', title, b',"body":', body, *_kept_members(document), b"}"]
        for document, title, body in zip(documents, titles, bodies, strict=True)
    ]


def _kept_members(document: Document) -> Iterator[bytes]:
    if document.title_in_body:
        yield b',"title_in_body":true'
    for member, many in _KEPT_MEMBERS:
        if value := getattr(document, member, ""):
            texts = b",".join(map(json_text, values(value)))
            yield b',"%b":%b' % (member.encode(), b"[%b]" % texts if many else texts)


def members_of_file(state: FileState, machine: str, run: int) -> dict[str, Any]:
    """What is sent of the file of a document."""
    return {
        "path": pack(state.path),
        "path_key": pack(file_key(state.path)),
        "folder": pack(state.path.rpartition("/")[0] or "/"),
        "machine": machine,
        "run": run,
        "file": kept_state(state),
    }


def sent_document(source: dict[str, Any]) -> tuple[Document, FileState]:
    """The document that was sent, its path as it is stored, and its file."""
    stored = source["document"]
    others: dict[str, Any] = {}
    for field in FIELDS:
        if field.member in stored and field.member != "title":
            value = stored[field.member]
            others[field.member] = tuple(map(unpack, value)) if field.many else unpack(value)
    document = Document(
        path=unpack(source["path"]),
        title=unpack(stored["title"]),
        body=unpack(stored.get("body", "")),
        part=unpack(source["part"]),
        id=unpack(source["id"]),
        title_in_body=stored.get("title_in_body", False),
        line=source["line"],
        date=date_text(source["date"]) if source["date"] else "",
        **others,
    )
    return document, sent_file(source["path"], source["file"])


def sent_file(path: str, kept: Sequence[Any]) -> FileState:
    """A file as it was when it was read."""
    return FileState(path=unpack(path), **dict(zip(_STATE, kept, strict=True)))


def kept_state(state: FileState) -> list[Any]:
    """What `sent_file` takes."""
    return [getattr(state, name) for name in _STATE]
