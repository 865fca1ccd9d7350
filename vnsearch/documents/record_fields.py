"""Records to documents: what the fields of JSON objects and the columns of tables mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from vnsearch.documents.heading import clean, complete, read_date
from vnsearch.documents.limits import FAULTS_NAMED
from vnsearch.documents.source import Reading, SkippedError
from vnsearch.errors import DocumentError
from vnsearch.records import Document, Problem
from vnsearch.text.normalize import compose

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

# For each field the names it goes by, the likeliest first.
FIELD_NAMES = {
    "text": ("text", "body", "content", "nội dung", "noi dung", "noi_dung", "văn bản"),
    "title": ("title", "headline", "tiêu đề", "tieu de", "tieu_de"),
    "date": ("date", "published", "created", "ngày", "ngay"),
    "author": ("author", "tác giả", "tac gia", "tac_gia"),
    "id": ("id", "_id"),
    "language": ("language", "lang"),
}


@lru_cache(maxsize=256)
def field_keys(names: tuple[str, ...]) -> Mapping[str, str]:
    """For each field of a document that `names` have, the name it has there."""
    known = {compose(name).strip().lower(): name for name in reversed(names)}
    found = {}
    for field, aliases in FIELD_NAMES.items():
        alias = next((alias for alias in aliases if alias in known), None)
        if alias is not None:
            found[field] = known[alias]
    return found


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands: its file, the archive member, the line; and the file's kind."""

    path: str
    member: str
    line: int
    kind: str

    def __str__(self) -> str:
        file = f"{self.path}#{self.member}" if self.member else self.path
        return f"{file}:{self.line}"


def record_document(record: object, place: Place, name: str) -> Document:
    """The document of a record, whose part of the file is `name` if it has no id.

    Raises DocumentError for what is no record, or one without a text.
    """
    if not isinstance(record, dict):
        raise DocumentError(f"{place} is no JSON object; make it one or remove it")
    keys = field_keys(tuple(record))
    if "text" not in keys:
        raise DocumentError(f'{place} has no text; give it a field named "text"')
    text = record[keys["text"]]
    if not isinstance(text, str):
        raise DocumentError(f"{place} has a text that is no string; make it one")
    if not text or text.isspace():
        raise SkippedError(f"{place} has an empty text and was skipped")
    values = {field: _value(record[keys[field]]) for field in keys if field != "text"}
    own_id = values.get("id", "")
    part = own_id or name
    return complete(
        Document(
            path=place.path,
            part=f"{place.member}#{part}" if place.member else part,
            id=own_id,
            line=place.line,
            title=values.get("title", ""),
            body=text,
            date=read_date(values.get("date", "")),
            author=values.get("author", ""),
            kind=place.kind,
            language=values.get("language", ""),
        )
    )


def json_fault(place: Place, error: Exception) -> DocumentError:
    """What to say of text that is not JSON, or is so in a way that cannot be read."""
    if isinstance(error, RecursionError):
        return DocumentError(f"{place} is JSON nested too deeply; flatten or remove it")
    return DocumentError(f"{place} is not JSON ({error}); mend or remove it")


def without_surrogates(record: object) -> object:
    """The record with U+FFFD for the halves of surrogate pairs that JSON can write alone."""
    if not isinstance(record, dict):
        return record
    return {
        key: list(map(_whole, value)) if isinstance(value, list) else _whole(value)
        for key, value in record.items()
    }


def _whole(value: object) -> object:
    return _LONE_SURROGATE.sub("\ufffd", value) if isinstance(value, str) else value


def text_lines(text: str) -> Iterator[str]:
    """The lines of a text with their "\\n", each made only when its turn comes."""
    start = 0
    while end := text.find("\n", start) + 1:
        yield text[start:end]
        start = end
    if start < len(text):
        yield text[start:]


def counted(readings: Iterable[Reading], path: str) -> Iterator[Reading]:
    """The readings; of very many problems only the first, and how many more there were."""
    problems = 0
    for reading in readings:
        problems += isinstance(reading, Problem)
        if problems <= FAULTS_NAMED or not isinstance(reading, Problem):
            yield reading
    if problems > FAULTS_NAMED:
        more = problems - FAULTS_NAMED
        reason = f"{path} has {more} more records that could not be read; mend the ones named"
        yield Problem(path, reason, failed=True)


def _value(value: object) -> str:
    """A string, a number or a list of them as text; "" for anything else."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_scalar, value)))
    return _scalar(value)


def _scalar(value: object) -> str:
    if isinstance(value, str):
        return clean(value).strip()
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return str(value) if is_number else ""
