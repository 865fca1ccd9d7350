"""Records to documents: what the fields of JSON objects and the columns of tables mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from vnsearch.documents.heading import clean, complete, read_date
from vnsearch.documents.limits import FAULTS_NAMED
from vnsearch.documents.source import Reading, SkippedError
from vnsearch.errors import DocumentError
from vnsearch.records import Document, Problem
from vnsearch.text.normalize import compose

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


def record_document(record: Mapping[str, object], place: Document, name: str) -> Document:
    """The document that a record holds; `place` gives its path, line, kind and archive member,
    `name` what it is called within them if it has no id.

    Raises DocumentError for a record without a text.
    """
    keys = field_keys(tuple(record))
    label = f"{place.path}#{place.part}" if place.part else place.path
    if "text" not in keys:
        raise DocumentError(f'{label}:{place.line} has no text; give it a field named "text"')
    text = record[keys["text"]]
    if not isinstance(text, str):
        raise DocumentError(f"{label}:{place.line} has a text that is no string; make it one")
    if not text.strip():
        raise SkippedError(f"{label}:{place.line} has an empty text and was skipped")
    values = {field: _value(record[keys[field]]) for field in keys if field != "text"}
    own_id = values.get("id", "")
    part = own_id or name
    return complete(
        replace(
            place,
            body=text,
            part=f"{place.part}#{part}" if place.part else part,
            id=own_id,
            title=values.get("title", ""),
            date=read_date(values.get("date", "")),
            author=values.get("author", ""),
            language=values.get("language", ""),
        )
    )


def json_fault(where: str, error: Exception) -> DocumentError:
    """What to say of text that is not JSON, or is so in a way that cannot be read."""
    if isinstance(error, RecursionError):
        return DocumentError(f"{where} is JSON nested too deeply; flatten or remove it")
    return DocumentError(f"{where} is not JSON ({error}); mend or remove it")


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
    if isinstance(value, str):
        return clean(value).strip()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list):
        return ", ".join(filter(None, map(_value, value)))
    return ""
