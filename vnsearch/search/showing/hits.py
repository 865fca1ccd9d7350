"""A ranked document as a hit: its fields, its snippets, and whether its file has changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Literal, TypeAlias

import numpy as np

from vnsearch.dates import date_text
from vnsearch.files import file_entry
from vnsearch.frozen import NamedTuple
from vnsearch.index.catalogue import file_digest, is_as_read, shown_path
from vnsearch.index.segment.columns import FileState
from vnsearch.index.segment.reader import Segment
from vnsearch.records import Document, Hit, Places, Snippet
from vnsearch.search.matches import Matches
from vnsearch.search.ranking.rank import Ranking
from vnsearch.search.ranking.score_parts import word_weights
from vnsearch.search.showing.highlight import snippets_of
from vnsearch.search.showing.lined_kinds import BEHIND_OTHERS, OTHER_LINES
from vnsearch.search.showing.snippet import on_line

Stale: TypeAlias = Literal["", "changed", "missing"]


class _SourceFile(NamedTuple):
    """The file that a document was read from, as it is now."""

    path: str
    is_here: bool  # on this machine
    stale: Stale


class Viewpoint(NamedTuple):
    """From where files are looked at: paths count from a folder, and some are not here."""

    directory: str  # of the index
    is_here: Callable[[FileState], bool] = lambda _: True  # on this machine


class _Shown(NamedTuple):
    """A document that is shown, and its file, which is now at `path`."""

    segment: Segment
    document: int
    path: str
    file: int  # its number in the segment
    line: int  # of the file, where the document is a line of it; else 0
    kind: str


def make_hits(
    seen_from: Viewpoint,
    matches: Matches,
    page: Ranking,
    first_rank: int,
    snippets: int,
    places: Places = "line",
) -> Iterator[Hit]:
    """The hits of a page in order, the first with that rank; a file is looked at once, if it
    is here, and looked into where `places` are not known otherwise.
    """
    snippets_of_hit = _snippets(matches, page, snippets)
    files: dict[tuple[int, int], _SourceFile] = {}
    for row, (of_segment, document, file_number, line, date) in enumerate(_rows(matches, page)):
        segment = matches.views[of_segment].segment
        key = of_segment, file_number
        if key not in files:
            state = segment.columns.file(file_number)
            path = shown_path(state.path, seen_from.directory)
            here = seen_from.is_here(state)
            files[key] = _SourceFile(path, here, staleness(state, path) if here else "")
        file = files[key]
        members = segment.columns.members(document, shown=True)
        known = places if file.is_here else "text"
        shown = snippets_of_hit[row]
        if shown and (line or known != "text"):
            origin = _Shown(segment, document, file.path, file_number, line, members["kind"])
            shown = _placed(shown, origin, known)
        yield Hit(
            rank=first_rank + row,
            score=float(page.scores[row]),
            id=segment.columns.document_id(document),
            path=file.path,
            line=shown[0].line if shown else max(line, 1),
            date=date_text(date),
            snippets=shown,
            stale=file.stale,
            **members,
        )


def _rows(matches: Matches, page: Ranking) -> Iterator[tuple[int, ...]]:
    """The segment, document, file, line and date of each hit of a page, as numbers."""
    rows = np.zeros((len(page), 3), np.int64)
    for of_segment, view in enumerate(matches.views):
        places = (page.segments == of_segment).nonzero()[0]
        for column, name in enumerate(("file", "line", "date") if len(places) else ()):
            rows[places, column] = view.segment.columns.some(name, page.documents[places])
    numbers = zip(page.segments.tolist(), page.documents.tolist(), rows.tolist(), strict=True)
    return ((of_segment, document, *row) for of_segment, document, row in numbers)


def _snippets(matches: Matches, page: Ranking, limit: int) -> list[tuple[Snippet, ...]]:
    """The snippets of the hits of a page, those of one segment found together."""
    by_place: list[tuple[Snippet, ...]] = [()] * len(page)
    if limit < 1:
        return by_place
    words = word_weights(matches.parts)
    for of_segment, view in enumerate(matches.views):
        places = (page.segments == of_segment).nonzero()[0]
        documents, passages = page.documents[places], page.passages[places]
        shown = snippets_of(view, matches.query, words, documents, passages, limit)
        for place, snippets in zip(places.tolist(), shown, strict=True):
            by_place[place] = snippets
    return by_place


def _placed(
    snippets: tuple[Snippet, ...], origin: _Shown, wanted: Places
) -> tuple[Snippet, ...]:
    """The snippets of a document with their places in its file."""
    segment, document, path, file, line, kind = origin
    elsewhere = kind in OTHER_LINES or kind in BEHIND_OTHERS
    if wanted == "column" or (wanted == "line" and elsewhere):
        from vnsearch.search.showing.file_places import Indexed, in_file

        encoding = segment.columns.file(file).encoding
        part, body = segment.columns.strings("part")[document], segment.body(document)
        return in_file(snippets, Indexed(path, kind, part, line, body, encoding), wanted)
    return on_line(snippets, line) if line else snippets


def file_line(hit: Hit, segment: Segment, document: int) -> int:
    """The line of the file at which a hit of `places="text"` begins, that document's."""
    columns = segment.columns
    if columns.number("line", document) or not hit.snippets:
        return hit.line
    file, kind = columns.number("file", document), columns.keywords("kind")[document]
    origin = _Shown(segment, document, hit.path, file, 0, kind)
    return _placed(hit.snippets[:1], origin, "line")[0].line


def staleness(state: FileState, path: str) -> Stale:
    """Whether a file, which is now at `path`, has changed or gone since it was indexed."""
    try:
        status = os.stat(path)
        if is_as_read(state, file_entry(path, status)):
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


def stored_document(segment: Segment, document: int, directory: str) -> Document:
    """A document as it was indexed, and what became of its file since."""
    columns = segment.columns
    file = columns.file(columns.number("file", document))
    path = shown_path(file.path, directory)
    return Document(
        path=path,
        body=segment.body(document),
        part=columns.strings("part")[document],
        id=columns.document_id(document),
        title_in_body=columns.number("body_token", document) == 0,
        line=columns.number("line", document),
        date=date_text(columns.number("date", document)),
        stale=staleness(file, path),
        **columns.members(document),
    )
