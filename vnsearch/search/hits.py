"""A ranked document as a hit: its fields, its snippets, and whether its file has changed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from vnsearch.index.catalogue import file_digest, is_as_read, shown_path
from vnsearch.index.columns import FileState
from vnsearch.index.segment import Segment
from vnsearch.records import Document, Hit
from vnsearch.search.evidence import Evidence
from vnsearch.search.highlight import document_id, snippets_of
from vnsearch.search.lists import SegmentLists
from vnsearch.search.rank import Ranking


def make_hit(
    directory: str,
    lists: SegmentLists,
    evidence: Sequence[Evidence],
    ranking: Ranking,
    place: int,
    snippets: int,
) -> Hit:
    """The hit at a place of a page, its rank left open."""
    document = int(ranking.documents[place])
    columns = lists.segment.columns
    state = file_state(lists.segment, document)
    start = int(ranking.starts[place])
    shown = snippets_of(lists, evidence, document, start, snippets) if snippets else ()
    return Hit(
        rank=0,
        score=float(ranking.scores[place]),
        id=document_id(lists.segment, document),
        path=shown_path(state.path, directory),
        line=shown[0].line if shown else max(columns.number("line", document), 1),
        title=columns.strings("title")[document],
        date=date_text(columns.number("date", document)),
        author=columns.strings("author")[document],
        kind=columns.strings("kind")[document],
        snippets=shown,
        stale=staleness(state, directory),
    )


def file_state(segment: Segment, document: int) -> FileState:
    """The file that a document was read from, as it was then."""
    return segment.columns.file(segment.columns.number("file", document))


def staleness(state: FileState, directory: str) -> Literal["", "changed", "missing"]:
    """Whether a file has changed or gone since it was indexed."""
    path = shown_path(state.path, directory)
    try:
        status = os.stat(path)
        if is_as_read(state, status.st_size, status.st_mtime_ns):
            return ""
        version = path, status.st_size, status.st_mtime_ns, status.st_ctime_ns
        same = status.st_size == state.size and _digest(*version) == state.digest
    except (FileNotFoundError, NotADirectoryError):
        return "missing"
    except OSError:
        return "changed"  # whatever is there now, it is not what was read
    return "" if same else "changed"


@lru_cache
def _digest(path: str, *version: int) -> str:
    """The digest of a file, worked out once for all documents that a version of it holds."""
    return file_digest(path)


def date_text(number: int) -> str:
    """YYYYMMDD as an ISO date, without the parts that are zero."""
    parts = (f"{number // 10000:04}", f"{number // 100 % 100:02}", f"{number % 100:02}")
    known = parts[: 1 + bool(number // 100 % 100) + bool(number % 100)]
    return "-".join(known) if number else ""


def stored_document(segment: Segment, document: int, directory: str) -> Document:
    """A document as it was indexed."""
    columns = segment.columns
    return Document(
        path=shown_path(file_state(segment, document).path, directory),
        title=columns.strings("title")[document],
        body=segment.body(document),
        part=columns.strings("part")[document],
        id=document_id(segment, document),
        title_in_body=columns.number("body_token", document) == 0,
        line=columns.number("line", document),
        date=date_text(columns.number("date", document)),
        author=columns.strings("author")[document],
        kind=columns.strings("kind")[document],
        language=columns.strings("language")[document],
    )
