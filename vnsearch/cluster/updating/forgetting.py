"""Drops roots of this machine from an index on a cluster, with all that they held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from vnsearch.cluster.client.bulk import Item
from vnsearch.cluster.client.fetching import ClusterFetcher
from vnsearch.cluster.client.index_names import IndexNames
from vnsearch.cluster.client.json_queries import either, term
from vnsearch.cluster.client.strings import unpack
from vnsearch.cluster.storage.mapping import FIELD_WORDS, WORDS
from vnsearch.cluster.updating.changing import Update
from vnsearch.cluster.updating.job import Job
from vnsearch.index.catalogue import IndexedFile
from vnsearch.index.updating.forget import root_of
from vnsearch.index.updating.targets import nearest_root
from vnsearch.records import Root, UpdateSummary
from vnsearch.text.forms import exact_way

_TOGETHER = 500  # terms that are counted at once
_MERGING = 3600.0  # seconds


class Forgetting(NamedTuple):
    """What dropping some roots comes to."""

    roots: list[Root]  # those that stay
    gone: list[IndexedFile]
    summary: UpdateSummary


def plan(
    paths: Sequence[str], roots: Sequence[Root], catalogue: Mapping[str, IndexedFile]
) -> Forgetting:
    """What is to be done to drop these paths; raises VnsearchError for one that is no root."""
    dropped = {root_of("", roots, path) for path in paths}
    gone = [file for path, file in catalogue.items() if nearest_root(roots, path) in dropped]
    removed = sum(file.documents for file in gone)
    total = sum(file.documents for file in catalogue.values()) - removed
    return Forgetting(
        [root for root in roots if root not in dropped],
        gone,
        UpdateSummary(0, 0, removed, total, total, size=0, seconds=0.0),
    )


def carry_out(job: Job, names: IndexNames, update: Update, leave: Forgetting) -> None:
    """Drop them, and have the cluster write anew what held them, so that nothing stays."""
    update.forget(leave.gone, leave.roots)
    job.send(Item(names.words, "delete", key) for key in _unused_words(job, names))
    job.refresh(names)
    for index in names:
        path = f"/{index}/_forcemerge?only_expunge_deletes=true"
        job.connection.call("POST", path, timeout=_MERGING)


def _unused_words(job: Job, names: IndexNames) -> list[str]:
    """The keys of the terms that no document has any more."""
    fetcher = ClusterFetcher(job.connection, names)
    words = [
        (hit["_id"], unpack(hit["_source"]["term"]))
        for hit in fetcher.scroll(names.words, {"query": {"match_all": {}}}, 5000)
    ]
    fields = (WORDS, *FIELD_WORDS.values())
    unused = []
    for start in range(0, len(words), _TOGETHER):
        some = words[start : start + _TOGETHER]
        held = fetcher.counts(
            [either(term(field, exact_way(name)) for field in fields) for _, name in some]
        )
        unused += [key for (key, _), count in zip(some, held, strict=True) if not count]
    return unused
