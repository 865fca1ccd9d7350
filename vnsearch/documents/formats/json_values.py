"""The values of JSON before and after they are read: how many, how nested, how written."""

from __future__ import annotations

import re

from vnsearch.documents.faults import Fault, Place
from vnsearch.documents.limits import RECORD_VALUES

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def json_values(text: str, start: int, end: int) -> int:
    """How many values that part of a JSON text has at most; each takes up to 80 bytes."""
    return sum(text.count(sign, start, end) for sign in ",:[{")


def too_many_values(place: Place) -> Fault:
    """The fault of a record of more values than are held in memory."""
    return place.failed("too many values", f"{RECORD_VALUES:,}")


def json_fault(place: Place, error: Exception) -> Fault:
    """The fault of a text that is not JSON, or is so in a way that cannot be read."""
    if isinstance(error, RecursionError):
        return place.failed("nested too deeply")
    return place.failed("no json", str(error))


def without_surrogates(record: object) -> object:
    """The record, changed in place where it can be, with U+FFFD for the halves of surrogate
    pairs that JSON can write alone.
    """
    if isinstance(record, str):
        return _LONE_SURROGATE.sub("\ufffd", record)
    if isinstance(record, list):
        for position, value in enumerate(record):
            record[position] = without_surrogates(value)
        return record
    if isinstance(record, dict):
        return {
            _LONE_SURROGATE.sub("\ufffd", name): without_surrogates(value)
            for name, value in record.items()
        }
    return record
