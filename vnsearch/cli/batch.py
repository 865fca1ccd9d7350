"""`--batch`: a query a line in, a JSON object a line out, in order, in one process."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from vnsearch.cli.status import ExitStatus
from vnsearch.errors import QueryError, VnsearchError
from vnsearch.output.forms import Stream
from vnsearch.output.json_lines import error_members, json_line, result_members
from vnsearch.search.protocol import Index


def run_batch(
    index: Index, queries: Iterable[bytes], rules: dict[str, Any], stream: Stream
) -> int:
    """Answer every line, a bad one with an object that has "error".

    The status is ERROR if a query was bad, else FOUND if any had an answer.
    """
    status = ExitStatus.NOT_FOUND
    for line in queries:
        query = line.decode("utf-8", "replace").rstrip("\r\n")
        try:
            result = index.search(query, **rules)
        except QueryError as error:
            status = ExitStatus.ERROR
            members = error_members(query, error)
        else:
            if result.hits and status is ExitStatus.NOT_FOUND:
                status = ExitStatus.FOUND
            members = result_members(result)
        stream.write(json_line(members))
        stream.flush()  # a script may wait for this answer before it asks on
    return status


@contextlib.contextmanager
def open_queries(name: str) -> Iterator[Iterable[bytes]]:
    """The lines of a file, or of standard input for "-"."""
    if name != "-":
        try:
            file = open(name, "rb")  # noqa: SIM115
        except FileNotFoundError:
            raise VnsearchError(
                f"{name} does not exist; give --batch a file of queries, or - for standard "
                "input"
            ) from None
        with file:
            yield file
    elif sys.stdin is None:
        raise VnsearchError("standard input is closed; give --batch a file")
    else:
        yield sys.stdin.buffer
