"""Brings an index up to date by its name: a folder, or an address on a cluster."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Literal

from vnsearch.arguments import check_file_path, check_strings, names_cluster
from vnsearch.errors import VnsearchError
from vnsearch.index.update import update_folder
from vnsearch.index.update_rules import Reports, UpdateRules, root_rules
from vnsearch.records import NO_RULES, FileNote, Progress, RootRules, UpdateSummary


def update_index(
    index_dir: str | os.PathLike[str] = "index",
    paths: Iterable[str | os.PathLike[str]] = (),
    *,
    rebuild: bool = False,
    dry_run: bool = False,
    check: bool = False,
    jobs: int = 0,
    include: Sequence[str] | None = None,
    exclude: Sequence[str] | None = None,
    hidden: bool | None = None,
    follow_links: bool | None = None,
    encoding: str | None = None,
    ocr: bool | None = None,
    dates: Literal["", "mtime", "name"] | None = None,
    forget: Iterable[str | os.PathLike[str]] = (),
    settings: RootRules = NO_RULES,
    wait: float = 0.0,
    shards: int | None = None,
    replicas: int | None = None,
    progress: Callable[[Progress], None] | None = None,
    note: Callable[[FileNote], None] | None = None,
) -> UpdateSummary:
    """Make the index, or bring it up to date with the files at and below `paths`.

    Without paths they are those that it was made from, or `seeds` for a new one. The rules from
    `include` to `dates` are kept with each path: None leaves a kind as it is, what is given
    replaces it. `forget` drops paths from the index, and nothing of them stays in its files.
    `shards` and `replicas` are for the first build of an index on a cluster, and for a rebuild.
    Files that cannot be read are in the summary's problems; raises VnsearchError only for what
    stops the whole, and for an argument that cannot be meant.
    """
    started = time.monotonic()
    index_name = check_file_path("index_dir", index_dir)
    names = [check_file_path("paths", path) for path in check_strings("paths", paths)]
    rules = UpdateRules(
        rebuild=rebuild,
        dry_run=dry_run,
        check=check,
        jobs=jobs,
        given=root_rules(include, exclude, hidden, follow_links, encoding, ocr, dates),
        settings=settings,
        forget=tuple(
            check_file_path("forget", path) for path in check_strings("forget", forget)
        ),
        wait=wait,
    )
    if rules.forget and names:
        raise VnsearchError("forget and paths cannot be given together: do one after the other")
    reports = Reports(progress, note)
    if names_cluster(index_name):
        from vnsearch.cluster.update import update_cluster

        summary = update_cluster(index_name, names, rules, reports, shards, replicas)
    elif shards is not None or replicas is not None:
        raise VnsearchError("a folder has no shards and no replicas: leave these out")
    else:
        summary = update_folder(index_name, names, rules, reports)
    return replace(summary, seconds=time.monotonic() - started)
