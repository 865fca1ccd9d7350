"""Whether an index on a cluster is whole: its parts are there, and hold what was written."""

from __future__ import annotations

from contextlib import closing

from vnsearch.cluster.client.address import parse_address
from vnsearch.cluster.client.connection import Connection, part_gone
from vnsearch.cluster.client.fetching import ClusterFetcher
from vnsearch.cluster.client.index_names import IndexNames
from vnsearch.cluster.client.json_queries import term
from vnsearch.cluster.storage.generation import find_generation
from vnsearch.cluster.storage.state import State
from vnsearch.errors import REBUILD
from vnsearch.records import IndexFault

_MORE_NODES = "add a node, or run 'vnsearch index --rebuild --replicas 0'"


def verify_cluster(address: str) -> list[IndexFault]:
    """What is wrong with an index; nothing where it is whole. The cluster itself checks the
    bytes of its files whenever it moves them.

    Raises IndexNotFoundError where there is none, and ClusterError where it does not answer.
    """
    with closing(Connection(parse_address(address))) as connection:
        names = find_generation(connection).names
        faults = _missing_parts(connection, names)
        if any(fault.failed for fault in faults):
            return faults  # what is not there cannot be counted
        return [*faults, *_wrong_counts(connection, names)]


def _missing_parts(connection: Connection, names: IndexNames) -> list[IndexFault]:
    faults = []
    for index in names:
        if connection.call("GET", f"/{index}", may_fail=(404,)).status == 404:
            what = part_gone(connection.address, index)
            faults.append(IndexFault(str(connection.address), what, failed=True))
            continue
        health = connection.call("GET", f"/_cluster/health/{index}", may_fail=(404, 408)).body
        if health.get("status") == "red":
            faults.append(
                _fault(connection, f"{index} lacks a part of its shards: mend the cluster")
            )
        elif health.get("status") == "yellow":
            reason = f"{index} has fewer copies than it should: {_MORE_NODES}"
            faults.append(_fault(connection, reason, failed=False))
    return faults


def _wrong_counts(connection: Connection, names: IndexNames) -> list[IndexFault]:
    """The machines of which the index has other documents than their files are to have."""
    state = State(connection, names)
    fetcher = ClusterFetcher(connection, names)
    faults = []
    for machine in sorted({reader for reader, _ in state.roots()}):
        listed = sum(file.documents for file in state.files(machine).values())
        [held] = fetcher.counts([term("machine", machine)])
        begun = state.begun(machine)
        if held != listed and not begun:
            reason = (
                f"it has {held} documents of {machine}, and their files are to have {listed}: "
                f"{REBUILD}"
            )
            faults.append(_fault(connection, reason))
        if begun:
            reason = f"an update of {machine} did not end: the next 'vnsearch index' mends it"
            faults.append(_fault(connection, reason, failed=False))
    return faults


def _fault(connection: Connection, reason: str, failed: bool = True) -> IndexFault:
    address = str(connection.address)
    return IndexFault(address, f"{address}: {reason}", failed)
