"""What one update of an index on a cluster is asked to do, and reading files for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import closing
from typing import NamedTuple

from vnsearch.cluster.client.bulk import BulkSender, Item, Rejected
from vnsearch.cluster.client.connection import Connection
from vnsearch.cluster.client.index_names import IndexNames
from vnsearch.cluster.updating.lock import WriterLock
from vnsearch.cluster.updating.writing import DocumentWriter
from vnsearch.errors import REBUILD, ClusterError
from vnsearch.index.catalogue import IndexedFile, shown_path
from vnsearch.index.segment.columns import FileState
from vnsearch.index.update_rules import Reports, UpdateRules
from vnsearch.index.updating.ingest import Ingest, Tally
from vnsearch.index.updating.plan import Plan
from vnsearch.records import Problem

_IN_FLIGHT = 2  # requests, where nobody says


class Job(NamedTuple):
    """One update: how it goes about its work, and through which connection."""

    connection: Connection
    machine: str
    rules: UpdateRules
    reports: Reports
    shards: int | None = None
    replicas: int | None = None

    @property
    def named(self) -> str:
        """What this user has named for the index is kept under this on the machine."""
        address = self.connection.address
        return f"{address.scheme}://{address}"

    def sender(self, rejected: Rejected) -> BulkSender:
        """What sends bulk requests for it."""
        return BulkSender(self.connection, self.rules.jobs or _IN_FLIGHT, rejected)

    def send(self, items: Iterable[Item]) -> None:
        """Write items that the cluster must take; raises ClusterError where it does not."""
        with closing(self.sender(self.refuse)) as sender:
            sender.extend(items)
            sender.finish()

    def refuse(self, item: Item, reason: str) -> None:
        """Raise ClusterError for an item that the cluster does not take."""
        raise ClusterError(
            f"{self.connection.address} does not take what is to be kept there ({reason}): "
            f"{REBUILD}"
        )

    def refresh(self, names: IndexNames) -> None:
        """Let what has been written be seen: the words before the documents that have them."""
        for index in (names.words, names.documents, names.files):
            self.connection.call("POST", f"/{index}/_refresh", timeout=600)


class Filled(NamedTuple):
    """What reading the files of a plan has brought."""

    tally: Tally
    states: Mapping[str, FileState]  # of the files that were read, by their stored paths

    def files(self) -> dict[str, IndexedFile]:
        """The files that documents have been written of."""
        return {
            path: IndexedFile(self.states[path], [(0, range(count))])
            for path, count in self.tally.documents.items()
            if count
        }


def fill(
    job: Job,
    names: IndexNames,
    plan: Plan,
    catalogue: Mapping[str, IndexedFile],
    lock: WriterLock,
    run: int,
) -> Filled:
    """Read the files of a plan and send their documents; all are written when this returns."""
    rejected: list[tuple[Item, str]] = []
    with (
        closing(Ingest("", catalogue, job.reports)) as ingest,
        closing(job.sender(lambda item, why: rejected.append((item, why)))) as sender,
    ):
        writer = DocumentWriter(sender, lock, names, job.machine, run)
        for work in ingest.work(plan):
            ingest.count(work, writer.take(*work))
        writer.flush()
        sender.finish()
    for item, reason in rejected:
        _count_out(ingest.tally, item, reason)
    return Filled(ingest.tally, writer.states)


def _count_out(tally: Tally, item: Item, reason: str) -> None:
    """Take back a document that the cluster did not take, and tell it."""
    path = shown_path(item.path, "")
    what = Problem(path, "not taken", detail=reason) if reason else Problem(path, "too large")
    tally.problems.append(what)
    tally.failed.add(item.path)
    if item.path in tally.documents:
        tally.documents[item.path] -= 1
