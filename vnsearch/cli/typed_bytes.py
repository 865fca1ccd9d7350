"""Queries as the bytes that a shell or a file hands over."""

from __future__ import annotations

from vnsearch.errors import QueryError


def check_utf8(query: str) -> None:
    """Raise QueryError for bytes that are no UTF-8, which Python has as halves of UTF-16 pairs:
    they would be passed over as punctuation, and what is found be another query's.
    """
    try:
        query.encode()
    except UnicodeEncodeError as error:
        shown = query.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        message = "the query holds bytes that are no UTF-8; type or save it as UTF-8"
        raise QueryError(message, shown, error.start, error.end) from None
