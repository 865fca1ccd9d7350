"""The values of JSON before and after they are read: how many, how nested, how written."""

from __future__ import annotations

from vnsearch.documents.faults import Fault, Place
from vnsearch.documents.limits import RECORD_VALUES


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
