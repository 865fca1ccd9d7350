"""Opens or checks an index by its name: a folder, or an address on a cluster."""

from __future__ import annotations

import os

from vnsearch.arguments import check_flags, check_path, names_cluster
from vnsearch.errors import VnsearchError
from vnsearch.records import IndexFault
from vnsearch.search.protocol import Index


def open_index(
    index_dir: str | os.PathLike[str] = "index",
    *,
    synonyms: str | os.PathLike[str] = "",
    partial: bool = False,
) -> Index:
    """Open an index for searching, with a file of synonyms of one's own; a line of it is
    `ubnd = ủy ban nhân dân`. Of a cluster that is not whole, `partial` takes what its other
    shards answer, with a remark; else that is an error.

    Raises IndexNotFoundError, IndexDamagedError, for an address ClusterError, and
    VnsearchError for a wrong line.
    """
    check_flags(partial=partial)
    if names_cluster(index_dir):
        from vnsearch.cluster.searcher import open_cluster

        return open_cluster(os.fspath(index_dir), synonyms, partial)
    if partial:
        raise VnsearchError("a folder has no shards that may be missing: leave out “partial”")
    from vnsearch.search import searcher

    return searcher.open_index(index_dir, synonyms=synonyms)


def verify(index_dir: str | os.PathLike[str]) -> list[IndexFault]:
    """What is wrong with an index; nothing where it is whole. Raises IndexNotFoundError where
    there is none, for an address ClusterError.
    """
    check_path("index_dir", index_dir)
    if names_cluster(index_dir):
        from vnsearch.cluster.verify import verify_cluster

        return verify_cluster(os.fspath(index_dir))
    from vnsearch.index.verify import verify as verify_folder

    return verify_folder(index_dir)
