"""A single document by its id, or by the path of its file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial

import numpy as np

from vnsearch.errors import VnsearchError
from vnsearch.index.arrays.ranges import distinct
from vnsearch.index.catalogue import file_key, shown_path, stored_path
from vnsearch.index.segment.columns import document_id
from vnsearch.index.segment.lexicon import StringTable
from vnsearch.index.segment.reader import Segment

SHOWN = 3  # of several documents of one name

_Place = tuple[Segment, int]
_Alike = Callable[[StringTable, Collection[str]], Iterator[int]]


def find_document(segments: Sequence[Segment], wanted: str, directory: str) -> _Place:
    """The live document whose id, path or `path#part` it is; its own id counts first.

    A path counts as it is, and only where there is none so, whether its marks are composed or
    not: a folder may hold both.
    """
    for candidates in (_by_own_id, partial(_by_address, _equal), partial(_by_address, _alike)):
        places = list(candidates(segments, wanted, directory))
        if len(places) > 1:
            raise ambiguous_name(
                wanted, len(places), sorted(_address(*place) for place in places)
            )
        if places:
            return places[0]
    raise unknown_name(wanted, _near(segments, wanted, directory))


def ambiguous_name(wanted: str, count: int, addresses: Sequence[str]) -> VnsearchError:
    """What is said of a name that so many documents have; the first addresses are shown."""
    others = ", ".join(addresses[:SHOWN])
    return VnsearchError(f"{wanted} names {count} documents: choose one of {others}")


def unknown_name(wanted: str, near: str = "") -> VnsearchError:
    """What is said of a name that no document has; `near` is one that may be meant."""
    if near:
        return VnsearchError(f"the index has no document {wanted}; did you mean {near}?")
    return VnsearchError(
        f"the index has no document {wanted}: 'vnsearch search --json' shows the ids of hits"
    )


def paths_and_parts(wanted: str) -> list[tuple[str, str]]:
    """The path and the part that an address may mean, itself a path first: both may hold #."""
    cuts = [place for place, letter in enumerate(wanted) if letter == "#"]
    return [(wanted, ""), *((wanted[:cut], wanted[cut + 1 :]) for cut in cuts)]


def known_names(segments: Sequence[Segment], prefix: str, directory: str) -> list[str]:
    """The documents' own ids and the files' paths, as they open from here, that begin so."""
    wanted = file_key(prefix)
    names: set[str] = set()
    for segment in segments:
        live = np.flatnonzero(segment.live)
        own = segment.columns.strings("id")
        names.update(own[document] for document in live.tolist())
        names.update(shown_path(path, directory) for path in live_paths(segment))
    return sorted(name for name in names if name and file_key(name).startswith(wanted))


def live_paths(segment: Segment) -> list[str]:
    """The stored paths of the files that live documents are of."""
    files = distinct(segment.columns.numbers("file")[segment.live]).tolist()
    return [segment.columns.paths[file] for file in files]


def _near(segments: Sequence[Segment], wanted: str, directory: str) -> str:
    """The file that a name may mean; "" for none."""
    from vnsearch.search.narrowing.near_path import near_file  # few look-ups need it

    paths = (path for segment in segments for path in live_paths(segment))
    return near_file(wanted, paths, directory)


def _by_own_id(segments: Sequence[Segment], wanted: str, directory: str) -> Iterator[_Place]:
    for segment in segments:
        for document in segment.columns.strings("id").equal(wanted) if wanted else ():
            if segment.live[document]:
                yield segment, document


def _by_address(
    alike: _Alike, segments: Sequence[Segment], wanted: str, directory: str
) -> Iterator[_Place]:
    for path, part in paths_and_parts(wanted):
        names = {path, stored_path(path, directory)}
        for segment in segments:
            for file in alike(segment.columns.paths, names):
                yield from _in_file(segment, file, part)


def _equal(paths: StringTable, names: Collection[str]) -> Iterator[int]:
    for name in names:
        yield from paths.equal(name)


def _alike(paths: StringTable, names: Collection[str]) -> Iterator[int]:
    """Those that differ in how their marks are composed at most."""
    keys = set(map(file_key, names))
    return (file for file, stored in enumerate(paths) if file_key(stored) in keys)


def _in_file(segment: Segment, file: int, part: str) -> Iterator[_Place]:
    parts = segment.columns.strings("part")
    inside = np.flatnonzero((segment.columns.numbers("file") == file) & segment.live)
    for document in inside.tolist():
        if not part or parts[document] == part:
            yield segment, document


def _address(segment: Segment, document: int) -> str:
    """The path with the part, which is sure to tell it from others; else its id."""
    columns = segment.columns
    part = columns.strings("part")[document]
    if not part:
        return columns.document_id(document)
    return document_id("", columns.paths[columns.number("file", document)], part)
