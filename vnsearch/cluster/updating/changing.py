"""An update of the generation that is searched: what has changed is written and what that
replaces is removed, and all of it is seen at the end.

That an update has begun stands there until it ends. What one that was killed has written is
read again by the next of its machine, or removed where the file has gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from vnsearch.cluster.client.bulk import Item
from vnsearch.cluster.client.fetching import ClusterFetcher
from vnsearch.cluster.client.index_names import IndexNames
from vnsearch.cluster.client.json_queries import any_term, every, term
from vnsearch.cluster.client.strings import pack, unpack
from vnsearch.cluster.storage.state import (
    State,
    begun_item,
    ended_items,
    file_items,
    root_items,
    run_item,
)
from vnsearch.cluster.updating.job import Filled, Job, fill
from vnsearch.cluster.updating.lock import WriterLock
from vnsearch.index.catalogue import IndexedFile
from vnsearch.index.segment.columns import FileState
from vnsearch.index.update import sum_up
from vnsearch.index.updating.ingest import Tally
from vnsearch.index.updating.plan import Plan
from vnsearch.index.updating.targets import Targets
from vnsearch.records import Root, UpdateSummary

_PATHS = 1000  # of which the documents are looked up at once


class Update:
    """One update in place; `catalogue` and `roots` are what this machine has there."""

    def __init__(self, job: Job, names: IndexNames, lock: WriterLock) -> None:
        self._job = job
        self._names = names
        self._lock = lock
        # What is written to an index that is gone may make one of another kind.
        job.connection.call("GET", f"/{','.join(names)}")
        state = State(job.connection, names)
        self._begun = state.begun(job.machine)
        self._run = max(state.run(), *self._begun, 0) + 1
        self.roots: Sequence[Root] = state.roots_of(job.machine)
        self.catalogue = state.files(job.machine)
        if self._begun:
            job.refresh(names)
            self._doubt()

    def run(self, plan: Plan, targets: Targets) -> UpdateSummary:
        """Bring the index up to date."""
        job, names = self._job, self._names
        if not (plan.read or plan.removed or self._begun) and targets.roots == self.roots:
            return sum_up(plan, Tally(), self.catalogue)[0]
        job.send([begun_item(names.files, job.machine, self._run)])
        job.connection.call("POST", f"/{names.files}/_refresh")
        filled = fill(job, names, plan, self.catalogue, self._lock, self._run)
        summary, gone = sum_up(plan, filled.tally, self.catalogue)
        self._lock.check()
        self.remove(file.state.path for file in gone)
        self._finish(filled, gone, targets.roots)
        return summary

    def remove(self, paths: Iterable[str]) -> None:
        """Remove the documents that earlier runs of this machine have written of some files."""
        self._job.send(self._old_documents(paths))

    def forget(self, gone: Sequence[IndexedFile], roots: Sequence[Root]) -> None:
        """Remove the documents of some files, and keep only these roots."""
        self._job.send([begun_item(self._names.files, self._job.machine, self._run)])
        self.remove(file.state.path for file in gone)
        self._finish(Filled(Tally(), {}), gone, roots)

    def _finish(
        self, filled: Filled, gone: Sequence[IndexedFile], roots: Sequence[Root]
    ) -> None:
        job, names = self._job, self._names
        written = filled.files()
        removed = [file.state.path for file in gone if file.state.path not in written]
        job.send(
            [
                *file_items(names.files, job.machine, written, removed),
                *root_items(names.files, job.machine, roots, self.roots),
                *ended_items(names.files, job.machine, [*self._begun, self._run]),
                run_item(names.files, self._run),
            ]
        )
        job.refresh(names)

    def _doubt(self) -> None:
        """Let the files be read again of which an update has written that did not end."""
        runs = {"terms": {"run": self._begun}}
        query = every([term("machine", self._job.machine), runs])
        fetcher = ClusterFetcher(self._job.connection, self._names)
        body = {"query": query, "_source": ["path"]}
        for hit in fetcher.scroll(self._names.documents, body):
            path = unpack(hit["_source"]["path"])
            known = self.catalogue.get(path)
            held = known.held if known else []
            self.catalogue[path] = IndexedFile(FileState(path, -1, 0, ""), held)

    def _old_documents(self, paths: Iterable[str]) -> Iterator[Item]:
        """What removes them; not one that this run has written anew."""
        fetcher = ClusterFetcher(self._job.connection, self._names)
        earlier = {"range": {"run": {"lt": self._run}}}
        left = iter(paths)
        while some := [pack(path) for path in islice(left, _PATHS)]:
            of_files = [term("machine", self._job.machine), any_term("path", some), earlier]
            body = {"query": every(of_files), "_source": False, "seq_no_primary_term": True}
            for hit in fetcher.scroll(self._names.documents, body):
                version = hit["_seq_no"], hit["_primary_term"]
                yield Item(self._names.documents, "delete", hit["_id"], version=version)
