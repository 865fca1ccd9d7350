"""A generation of an index: made beside the one that is searched, then put in its place."""

from __future__ import annotations

import json
import re
from contextlib import closing

from vnsearch.cluster.client.bulk import Item
from vnsearch.cluster.client.connection import Connection
from vnsearch.cluster.client.fetching import ClusterFetcher
from vnsearch.cluster.client.index_names import IndexNames, generation_name
from vnsearch.cluster.client.json_queries import Json, every, term
from vnsearch.cluster.storage.document import sent_document
from vnsearch.cluster.storage.generation import Generation, find_generation
from vnsearch.cluster.storage.mapping import (
    VERSION,
    bm25_of,
    documents_body,
    files_body,
    words_body,
)
from vnsearch.cluster.storage.state import State
from vnsearch.cluster.updating.job import Job
from vnsearch.cluster.updating.lock import WriterLock
from vnsearch.cluster.updating.writing import DocumentWriter
from vnsearch.errors import ClusterError

_MAKING = 600.0  # seconds that a cluster may take to make an index


def begin(job: Job, generation: int) -> IndexNames:
    """Make the empty indices of a generation; without copies, until it is full."""
    names = IndexNames.of(generation_name(job.connection.address.name, generation))
    bm25 = bm25_of(_version(job.connection))
    bodies = files_body(0), words_body(0), documents_body(job.shards or 1, 0, bm25)
    for index, body in zip((names.files, names.words, names.documents), bodies, strict=True):
        _make_index(job.connection, index, body)
    return names


def _make_index(connection: Connection, index: str, body: Json) -> None:
    """Make one that is not there, but where its answer was lost and it is asked for again."""
    try:
        connection.call("PUT", f"/{index}", body, timeout=_MAKING)
    except ClusterError:
        made = connection.call("GET", f"/{index}", may_fail=(404,)).body.get(index, {})
        # `clean_up` has removed all others of ours.
        if made.get("mappings", {}).get("_meta", {}).get("vnsearch") != VERSION:
            raise


def _version(connection: Connection) -> str:
    """The server's version, "" where a user may not ask for it."""
    answer = connection.call("GET", "/", may_fail=(401, 403))
    told = answer.body.get("version", {}) if answer.status == 200 else {}
    return str(told.get("number", ""))


def discard(connection: Connection, names: IndexNames) -> None:
    """Remove the indices of a generation."""
    for index in names:
        connection.call("DELETE", f"/{index}", may_fail=(404,), timeout=_MAKING)


def clean_up(connection: Connection, current: Generation | None) -> None:
    """Remove what builds have left that did not come to their end; to be called while no
    other writer can be at work.
    """
    alias = connection.address.name
    ours = re.compile(rf"({re.escape(alias)}-\d{{6}})(-files|-words)?").fullmatch
    answer = connection.call("GET", f"/{alias}-*?expand_wildcards=open", may_fail=(404,))
    for index, described in answer.body.items() if answer.status == 200 else ():
        named = ours(index)
        made_here = "vnsearch" in described.get("mappings", {}).get("_meta", {})
        kept = current and named and named[1] == current.names.documents
        if named and made_here and not kept and not described.get("aliases"):
            connection.call("DELETE", f"/{index}", may_fail=(404,), timeout=_MAKING)


def copy_others(job: Job, old: IndexNames, new: IndexNames, lock: WriterLock) -> int:
    """Bring over what other machines have in the old generation; how many documents."""
    fetcher = ClusterFetcher(job.connection, old)
    copied = 0
    query = every([], [term("machine", job.machine)])
    with closing(job.sender(job.refuse)) as sender:
        writers: dict[tuple[str, int], DocumentWriter] = {}
        for hit in fetcher.scroll(old.documents, {"query": query}):
            source = hit["_source"]
            key = source["machine"], source["run"]
            if key not in writers:
                writers[key] = DocumentWriter(sender, lock, new, *key)
            writers[key].add(*sent_document(source))
            copied += 1
        for writer in writers.values():
            writer.flush()
        for name, kept in State(job.connection, old).others(job.machine):
            data = json.dumps(kept, ensure_ascii=False).encode()
            sender.add(Item(new.files, "index", name, data))
        sender.finish()
    return copied


def check_full(connection: Connection, new: IndexNames, documents: int) -> None:
    """Raise ClusterError where a generation does not hold as many documents as were sent."""
    [held] = ClusterFetcher(connection, new).counts([{"match_all": {}}])
    if held != documents:
        raise ClusterError(
            f"{connection.address} holds {held} of the {documents} documents that were sent, "
            "so the index stays as it was: run the command again"
        )


def put_in_place(job: Job, new: IndexNames, old: Generation | None) -> None:
    """Let the name lead to a generation that is full, and remove the one before.

    Where this fails, nobody may remove either: it may have come through all the same.
    """
    connection = job.connection
    for index in new:
        copies = {"index": {"number_of_replicas": job.replicas}}
        connection.call("PUT", f"/{index}/_settings", copies)
    alias = connection.address.name
    actions = [{"add": {"index": new.documents, "alias": alias}}]
    if old:
        actions.append({"remove": {"index": old.names.documents, "alias": alias}})
    try:
        connection.call("POST", "/_aliases", {"actions": actions})
    except ClusterError:  # as where its answer was lost, and there is nothing left to do
        if find_generation(connection).names != new:
            raise
    if old:
        discard(connection, old.names)
