"""Which indices of a cluster an alias leads to, and whether they are ours."""

from __future__ import annotations

from typing import NamedTuple

from vnsearch.cluster.client.connection import Connection, no_cluster, not_found
from vnsearch.cluster.client.index_names import IndexNames
from vnsearch.cluster.storage.mapping import VERSION
from vnsearch.errors import ClusterError, IndexVersionError


class Generation(NamedTuple):
    """What an alias leads to."""

    names: IndexNames
    number: int  # rises with each that is made anew


def find_generation(connection: Connection) -> Generation:
    """The generation that is searched now.

    Raises IndexNotFoundError for none, IndexVersionError for one of another vnsearch, and
    ClusterError for a name that is taken by something else.
    """
    generation = look_up(connection)
    if generation is None:
        raise not_found(connection.address)
    return generation


def look_up(connection: Connection, any_version: bool = False) -> Generation | None:
    """The same, and None for none; `any_version`: those of another vnsearch too."""
    address = connection.address
    answer = connection.call("GET", f"/{address.name}", may_fail=(404,))
    if answer.status == 404:
        if not (isinstance(answer.body, dict) and "error" in answer.body):
            raise no_cluster(address)
        return None
    if not isinstance(answer.body, dict) or not all(map(_is_index, answer.body.values())):
        raise no_cluster(address)
    if len(answer.body) != 1:
        raise ClusterError(
            f"{address.name} leads to {len(answer.body)} indices of {address.server}, and an "
            "index of vnsearch is one: choose another name"
        )
    [(documents, described)] = answer.body.items()
    if documents == address.name:
        raise ClusterError(
            f"{address.name} is an index of {address.server} that vnsearch did not make: "
            "choose another name"
        )
    told = described["mappings"].get("_meta")
    version = told.get("vnsearch") if isinstance(told, dict) else None
    digits = documents.removeprefix(f"{address.name}-")
    if not isinstance(version, dict) or not digits.isdecimal():
        raise ClusterError(
            f"{address.name} leads to {documents} on {address.server}, which vnsearch did not "
            "make: choose another name"
        )
    if version != VERSION and not any_version:
        raise IndexVersionError(
            f"{address} has format {version.get('format')} with text rules "
            f"{version.get('rules')}, and this vnsearch reads format {VERSION['format']} with "
            f"text rules {VERSION['rules']}: run 'vnsearch index --rebuild' to make it anew"
        )
    return Generation(IndexNames.of(documents), int(digits))


def _is_index(described: object) -> bool:
    """Whether that is how a cluster tells of an index."""
    return isinstance(described, dict) and isinstance(described.get("mappings"), dict)
