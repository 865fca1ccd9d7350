"""Brings an index up to date by its name: a folder, or an address on a cluster."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, cast

from vnsearch.arguments import names_cluster
from vnsearch.index import update
from vnsearch.records import UpdateSummary

_Given = ParamSpec("_Given")


def _by_name(of_folder: Callable[_Given, UpdateSummary]) -> Callable[_Given, UpdateSummary]:
    """The same for an index on a cluster, where the first argument is an address."""

    @wraps(of_folder)
    def chosen(*given: _Given.args, **named: _Given.kwargs) -> UpdateSummary:
        index_dir: Any = given[0] if given else named.get("index_dir", "index")
        if not names_cluster(index_dir):
            return of_folder(*given, **named)
        from vnsearch.cluster.update import update_cluster

        same: Any = update_cluster  # it takes what the other does
        return cast(UpdateSummary, same(*given, **named))

    return chosen


update_index = _by_name(update.update_index)
