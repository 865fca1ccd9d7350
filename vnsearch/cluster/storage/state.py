"""What a cluster keeps beside the documents: roots with their rules, files, the last run.

Each root and file stands there with the machine that wrote it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from vnsearch.cluster.client.bulk import Item
from vnsearch.cluster.client.connection import Connection
from vnsearch.cluster.client.fetching import ClusterFetcher
from vnsearch.cluster.client.index_names import IndexNames
from vnsearch.cluster.client.json_queries import Json, any_term, every, term
from vnsearch.cluster.client.strings import pack, unpack
from vnsearch.cluster.storage.document import kept_state, sent_file
from vnsearch.index.catalogue import IndexedFile
from vnsearch.index.roots import read_root
from vnsearch.records import Root

_LAST = "last-run"
_PAGE = 5000


class LastRun(NamedTuple):
    """The last update that was finished."""

    number: int = 0
    time: float = 0.0  # seconds since the epoch


class State:
    """Reads what stands beside the documents of one generation."""

    def __init__(self, connection: Connection, names: IndexNames) -> None:
        self._names = names
        self._connection = connection
        self._fetcher = ClusterFetcher(connection, names)

    def last_run(self) -> LastRun:
        """The last update that was finished and may be seen."""
        path = f"/{self._names.files}/_doc/{_LAST}?realtime=false"
        answer = self._connection.call("GET", path, may_fail=(404,))
        if answer.status == 404 or not answer.body.get("found"):
            return LastRun()
        return LastRun(*answer.body["_source"]["value"])

    def run(self) -> int:
        """The number of the last update."""
        return self.last_run().number

    def roots(self) -> list[tuple[str, Root]]:
        """Every root, and the machine that reads it."""
        roots = [(source["machine"], sent_root(source)) for source in self._all("root")]
        return sorted(roots, key=lambda one: (one[0], one[1].path))

    def roots_of(self, machine: str) -> list[Root]:
        """The roots that a machine reads."""
        return [root for reader, root in self.roots() if reader == machine]

    def begun(self, machine: str) -> list[int]:
        """The updates that a machine has begun and not ended, by their numbers."""
        return [run for source in self._all("begun", machine) for run in source["value"]]

    def others(self, machine: str) -> Iterator[tuple[str, Json]]:
        """What stands there of the roots and files of other machines, each with its key."""
        wanted = any_term("what", ["file", "root"])
        query = every([wanted], [term("machine", machine)])
        for hit in self._fetcher.scroll(self._names.files, {"query": query}, _PAGE):
            yield hit["_id"], hit["_source"]

    def files(self, machine: str = "") -> dict[str, IndexedFile]:
        """The files that a machine has written, by their stored paths."""
        return {
            unpack(source["path"]): IndexedFile(
                sent_file(source["path"], source["value"]), [(0, range(source["documents"]))]
            )
            for source in self._all("file", machine)
        }

    def paths(self) -> list[str]:
        """The stored path of every file."""
        return sorted({unpack(source["path"]) for source in self._all("file")})

    def _all(self, what: str, machine: str = "") -> Iterator[Json]:
        of_machine = [term("machine", machine)] if machine else []
        query = every([term("what", what), *of_machine])
        for hit in self._fetcher.scroll(self._names.files, {"query": query}, _PAGE):
            yield hit["_source"]


def file_items(
    index: str, machine: str, files: Mapping[str, IndexedFile], removed: Iterable[str]
) -> Iterator[Item]:
    """What writes some files of a machine, and removes others."""
    for path, indexed in files.items():
        source = {
            "what": "file",
            "machine": machine,
            "path": pack(path),
            "documents": indexed.documents,
            "value": kept_state(indexed.state),
        }
        yield _put(index, _key("file", machine, path), source)
    for path in removed:
        yield Item(index, "delete", _key("file", machine, path))


def root_items(
    index: str, machine: str, roots: Iterable[Root], before: Iterable[Root]
) -> Iterator[Item]:
    """What writes the roots of a machine, and removes those that it had before."""
    kept = set()
    for root in roots:
        kept.add(root.path)
        given = root.rules._asdict().items()
        rules = {kind: _of_strings(pack, rule) for kind, rule in given if rule is not None}
        source = {"what": "root", "machine": machine, "path": pack(root.path), "value": rules}
        yield _put(index, _key("root", machine, root.path), source)
    for root in before:
        if root.path not in kept:
            yield Item(index, "delete", _key("root", machine, root.path))


def sent_root(source: Json) -> Root:
    """The root that `root_items` wrote."""
    rules = {kind: _of_strings(unpack, rule) for kind, rule in source["value"].items()}
    return read_root(unpack(source["path"]), rules)


def _of_strings(change: Callable[[str], str], rule: Any) -> Any:
    """A rule with its strings changed; it may be one, several or none."""
    if isinstance(rule, str):
        return change(rule)
    return [*map(change, rule)] if isinstance(rule, (tuple, list)) else rule


def run_item(index: str, run: int) -> Item:
    """What writes that an update is done."""
    value = LastRun(run, time.time())
    return _put(index, _LAST, {"what": "run", "machine": "", "path": "", "value": value})


def begun_item(index: str, machine: str, run: int) -> Item:
    """What writes that a machine has begun an update."""
    source = {"what": "begun", "machine": machine, "path": "", "value": [run]}
    return _put(index, _key("begun", machine, str(run)), source)


def ended_items(index: str, machine: str, numbers: Iterable[int]) -> Iterator[Item]:
    """What removes that a machine has begun some updates."""
    for run in numbers:
        yield Item(index, "delete", _key("begun", machine, str(run)))


def _put(index: str, key: str, source: dict[str, Any]) -> Item:
    return Item(index, "index", key, json.dumps(source, ensure_ascii=False).encode())


def _key(what: str, machine: str, path: str) -> str:
    named = f"{what}\0{machine}\0{path}".encode("utf-8", "surrogatepass")
    return sha256(named).hexdigest()[:32]
