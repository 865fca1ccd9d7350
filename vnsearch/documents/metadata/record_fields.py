"""Records to documents: what the fields of JSON objects and the columns of tables mean."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from vnsearch.documents.encodings.escapes import value_within
from vnsearch.documents.faults import Place
from vnsearch.documents.metadata.heading import clean, split_tags
from vnsearch.documents.metadata.properties import Properties
from vnsearch.documents.source import finished
from vnsearch.records import Document
from vnsearch.text.normalize import compose

# For each field the names it goes by, the likeliest first.
FIELD_NAMES = {
    "text": ("text", "body", "content", "nội dung", "noi dung", "noi_dung", "văn bản"),
    "title": ("title", "headline", "tiêu đề", "tieu de", "tieu_de"),
    "date": ("date", "published", "created", "ngày", "ngay"),
    "author": ("author", "tác giả", "tac gia", "tac_gia"),
    "tags": ("tags", "tag", "keywords", "từ khóa", "từ khoá", "tu khoa", "tu_khoa"),
    "id": ("id", "_id"),
    "language": ("language", "lang"),
}


@lru_cache(maxsize=256)
def field_keys(names: tuple[str, ...]) -> Mapping[str, str]:
    """For each field of a document that `names` have, the name it has there."""
    different = reversed(list(dict.fromkeys(names)))  # a row may be a million of one
    known = {compose(name).strip().lower(): name for name in different}
    keys = {}
    for field, aliases in FIELD_NAMES.items():
        alias = next((alias for alias in aliases if alias in known), None)
        if alias is not None:
            keys[field] = known[alias]
    return keys


@dataclass(frozen=True, slots=True)
class RecordPlace:
    """Where a record stands, down to the line, and the kind of its file."""

    place: Place
    kind: str


def record_document(
    record: object, at: RecordPlace, name: str, keys: Mapping[str, str] | None = None
) -> Document:
    """The document of a record, whose part of the file is `name` if it has no id; `keys` are
    its `field_keys` where they are known.

    Where no field is its text, all of its strings are. Raises Fault for one without words.
    """
    place = at.place
    if not isinstance(record, dict):
        record = {"": record}
    keys = field_keys(tuple(record)) if keys is None else keys
    text = record.get(keys["text"]) if "text" in keys else None
    if isinstance(text, str) and "\\" in text:
        text = "\n".join(strings_of(text))
    if not isinstance(text, str):
        words = any(any(map(str.isalnum, one)) for one in strings_of(record, numbers=False))
        text = "\n".join(strings_of(record)) if words else ""
    values = {field: _value(record[keys[field]]) for field in keys if field != "text"}
    own_id = values.get("id", "")
    known = Properties(
        *(values.get(field, "") for field in ("title", "date", "author", "language"))
    )
    tags = _tags(record.get(keys["tags"])) if "tags" in keys else ()
    part = place.within(own_id or name).part
    return finished(
        place, at.kind, text, known, part=part, id=own_id, line=place.line, tags=tags
    )


def strings_of(value: object, numbers: bool = True) -> Iterator[str]:
    """All strings that a value of JSON, YAML or TOML holds, however deep, also within strings
    that are JSON; and its numbers.
    """
    return chain.from_iterable(_strings_together(value, numbers))


def _strings_together(value: object, numbers: bool) -> Iterator[Sequence[str]]:
    """The same, those of a list together: a row of a table may have very many."""
    stack = [value]
    while stack:
        value = stack.pop()
        if isinstance(value, str):
            held = value_within(value) if "\\" in value else value
            if isinstance(held, str):  # as most are
                yield (held,)
            else:
                stack.append(held)
        elif isinstance(value, Mapping):
            stack.extend(reversed(value.values()))  # type: ignore[call-overload]
        elif isinstance(value, list):
            try:
                "".join(value)  # the fastest way to see whether all are strings
            except TypeError:
                stack.extend(reversed(value))
            else:
                yield value
        elif numbers and isinstance(value, datetime.date | datetime.time):
            yield (value.isoformat(),)
        elif numbers and value is not None and not isinstance(value, bool):
            yield (str(value),)


def _tags(value: object) -> tuple[str, ...]:
    """The items of a list, or of a text that lists them."""
    if isinstance(value, list):
        return tuple(map(_scalar, value))
    return split_tags(_scalar(value))


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
