"""A ranked document as a hit: its fields, its snippets, and whether its file has changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

import numpy as np

from vnsearch.dates import date_text
from vnsearch.files import file_entry
from vnsearch.index.catalogue import file_digest, is_as_read, shown_path
from vnsearch.index.segment.columns import FileState
from vnsearch.index.segment.reader import Segment
from vnsearch.records import Document, Hit, Places, Snippet
from vnsearch.search.matches import Matches
from vnsearch.search.ranking.rank import Ranking
from vnsearch.search.ranking.score_parts import word_weights
from vnsearch.search.showing.highlight import snippets_of
from vnsearch.search.showing.snippet import on_line

# Kinds in whose files a passage may stand on another line than in their text.
_OTHER_LINES = frozenset(("csv", "html", "json", "mail", "markdown"))

Stale: TypeAlias = Literal["", "changed", "missing"]


class _SourceFile(NamedTuple):
    """The file that a document was read from, as it is now."""

    path: str
    is_here: bool  # on this machine
    stale: Stale


def make_hits(
    directory: str,
    matches: Matches,
    page: Ranking,
    first_rank: int,
    snippets: int,
    is_here: Callable[[FileState], bool] = lambda _: True,
    places: Places = "line",
) -> Iterator[Hit]:
    """The hits of a page in order, the first with that rank; a file is looked at once, if it
    is here, on this machine, and looked into where `places` are not known otherwise.
    """
    snippets_of_hit = _snippets(matches, page, snippets)
    files: dict[tuple[int, int], _SourceFile] = {}
    for place, (number, document) in enumerate(
        zip(page.segments.tolist(), page.documents.tolist(), strict=True)
    ):
        lists = matches.views[number]
        columns = lists.segment.columns
        key = number, columns.number("file", document)
        if key not in files:
            state = columns.file(key[1])
            path = shown_path(state.path, directory)
            here = is_here(state)
            files[key] = _SourceFile(path, here, staleness(state, path) if here else "")
        file = files[key]
        known = places if file.is_here else "text"
        shown = _placed(snippets_of_hit[place], lists.segment, document, file.path, known)
        yield Hit(
            rank=first_rank + place,
            score=float(page.scores[place]),
            id=columns.document_id(document),
            path=file.path,
            line=shown[0].line if shown else max(columns.number("line", document), 1),
            date=date_text(columns.number("date", document)),
            snippets=shown,
            stale=file.stale,
            **columns.members(document, shown=True),
        )


def _snippets(matches: Matches, page: Ranking, limit: int) -> list[tuple[Snippet, ...]]:
    """The snippets of the hits of a page, those of one segment found together."""
    found: list[tuple[Snippet, ...]] = [()] * len(page)
    if limit < 1:
        return found
    words = word_weights(matches.parts)
    for number, view in enumerate(matches.views):
        places = np.flatnonzero(page.segments == number)
        shown = snippets_of(view, words, page.documents[places], page.passages[places], limit)
        for place, snippets in zip(places.tolist(), shown, strict=True):
            found[place] = snippets
    return found


def _placed(
    snippets: tuple[Snippet, ...], segment: Segment, document: int, path: str, wanted: Places
) -> tuple[Snippet, ...]:
    """The snippets of a document with their places in its file, which is now at `path`."""
    columns = segment.columns
    line, kind = columns.number("line", document), columns.keywords("kind")[document]
    if snippets and (wanted == "column" or (wanted == "line" and kind in _OTHER_LINES)):
        from vnsearch.search.showing.file_places import Indexed, in_file

        state = columns.file(columns.number("file", document))
        part, body = columns.strings("part")[document], segment.body(document)
        return in_file(snippets, Indexed(path, kind, part, line, body, state.encoding), wanted)
    return on_line(snippets, line) if line else snippets


def file_line(hit: Hit, segment: Segment, document: int) -> int:
    """The line of the file at which a hit of `places="text"` begins, that document's."""
    if segment.columns.number("line", document):
        return hit.line
    placed = _placed(hit.snippets[:1], segment, document, hit.path, "line")
    return placed[0].line if placed else hit.line


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
    """A document as it was indexed."""
    columns = segment.columns
    file = columns.file(columns.number("file", document))
    return Document(
        path=shown_path(file.path, directory),
        body=segment.body(document),
        part=columns.strings("part")[document],
        id=columns.document_id(document),
        title_in_body=columns.number("body_token", document) == 0,
        line=columns.number("line", document),
        date=date_text(columns.number("date", document)),
        **columns.members(document),
    )
