"""`--batch`: a query a line in, a JSON object a line out, in order, in one process."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from vnsearch.cli.exit_status import ExitStatus
from vnsearch.cli.streams import check_utf8
from vnsearch.errors import QueryError, VnsearchError
from vnsearch.output.forms import Stream
from vnsearch.output.pipe.json_lines import error_members, json_line, result_members
from vnsearch.search.protocol import Index

_WEIGHTS = (ExitStatus.NOT_FOUND, ExitStatus.FOUND, ExitStatus.ERROR)


def run_batch(
    index: Index, queries: Iterable[bytes], rules: dict[str, Any], stream: Stream
) -> int:
    """Answer every line, a bad one with an object that has "error".

    The status is ERROR if a query was bad, else FOUND if any had an answer.
    """

    def answer(line: bytes) -> tuple[ExitStatus, dict[str, Any]]:
        query = line.decode("utf-8", "surrogateescape").rstrip("\r\n")
        try:
            check_utf8(query)
            result = index.search(query, **rules)
        except QueryError as error:
            shown = line.decode("utf-8", "replace").rstrip("\r\n")
            return ExitStatus.ERROR, error_members(shown, error)
        outcome = ExitStatus.FOUND if result.hits else ExitStatus.NOT_FOUND
        return outcome, result_members(result)

    answers: Iterator[tuple[ExitStatus, dict[str, Any]]] = map(answer, queries)
    if index.at_once > 1:
        from vnsearch.cli.in_order import side_by_side  # only for a cluster, which may be far

        answers = side_by_side(answer, queries, index.at_once)
    status = ExitStatus.NOT_FOUND
    for outcome, members in answers:
        status = max(status, outcome, key=_WEIGHTS.index)
        stream.write(json_line(members))
        stream.flush()  # a script may wait for this answer before it asks on
    return status


@contextlib.contextmanager
def open_queries(path: str) -> Iterator[Iterable[bytes]]:
    """The lines of a file, or of standard input for "-"."""
    if path != "-":
        try:
            file = open(path, "rb")  # noqa: SIM115
        except IsADirectoryError:
            raise VnsearchError(
                f"{path} is a folder; give --batch a file of queries, or - for standard input"
            ) from None
        except FileNotFoundError:
            raise VnsearchError(
                f"{path} does not exist; give --batch a file of queries, or - for standard "
                "input"
            ) from None
        with file:
            yield file
    elif sys.stdin is None:
        raise VnsearchError("standard input is closed; give --batch a file")
    else:
        yield sys.stdin.buffer
