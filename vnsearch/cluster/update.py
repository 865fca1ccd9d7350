"""Brings an index on a cluster up to date with the files of this machine.

Nothing that is written is seen before the end, when the cluster is told to show it. An index
that is made anew stands beside the old one until the name leads to it, in one step.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import replace

from vnsearch.arguments import check_number
from vnsearch.cluster.client.address import parse_address
from vnsearch.cluster.client.connection import Connection
from vnsearch.cluster.client.index_names import IndexNames
from vnsearch.cluster.storage.generation import Generation, look_up
from vnsearch.cluster.storage.machine import this_machine
from vnsearch.cluster.storage.state import State, file_items, root_items, run_item
from vnsearch.cluster.updating import forgetting
from vnsearch.cluster.updating.changing import Update
from vnsearch.cluster.updating.job import Job, fill
from vnsearch.cluster.updating.lock import WriterLock
from vnsearch.cluster.updating.making import (
    begin,
    check_full,
    clean_up,
    copy_others,
    discard,
    put_in_place,
)
from vnsearch.errors import VnsearchError
from vnsearch.index.catalogue import IndexedFile, shown_path
from vnsearch.index.update import (
    forget_paths,
    held_targets,
    rehearsed,
    remember_paths,
    sum_up,
)
from vnsearch.index.update_rules import Reports, UpdateRules
from vnsearch.index.updating.named_roots import was_named
from vnsearch.index.updating.plan import make_plan
from vnsearch.index.updating.targets import TargetChooser, Targets, is_below
from vnsearch.records import Root, UpdateSummary


def update_cluster(
    index_dir: str,
    paths: list[str],
    rules: UpdateRules,
    reports: Reports,
    shards: int | None,
    replicas: int | None,
) -> UpdateSummary:
    """What `vnsearch.update_index` does where an index is named by an address; `rules.jobs`
    are the requests that may be on their way at once.
    """
    for name, value, least in (("shards", shards, 1), ("replicas", replicas, 0)):
        if value is not None:
            check_number(name, value, least)
    address = parse_address(index_dir)
    with closing(Connection(address, connections=rules.jobs + 4)) as connection:
        job = Job(connection, this_machine(), rules, reports, shards, replicas)
        if rules.dry_run:
            return _rehearse(job, paths)
        look_up(connection, any_version=rules.rebuild)  # before the lock leaves anything there
        with WriterLock(connection, rules.wait) as lock:
            return _update(job, paths, lock)


def _update(job: Job, paths: list[str], lock: WriterLock) -> UpdateSummary:
    before = look_up(job.connection, any_version=job.rules.rebuild)
    clean_up(job.connection, before)
    if before is None or job.rules.rebuild:
        _refuse_to_forget_nothing(job)
        return _make(job, paths, lock, before)
    if job.shards is not None or job.replicas is not None:
        raise VnsearchError(
            "shards and replicas are chosen when an index is made: give --rebuild with them"
        )
    update = Update(job, before.names, lock)
    if job.rules.forget:
        leave = forgetting.plan(job.rules.forget, update.roots, update.catalogue)
        forgetting.carry_out(job, before.names, update, leave)
        return replace(leave.summary, problems=forget_paths(job.named, job.rules.forget))
    targets = _choose(job, paths, update.roots, update.catalogue)
    unkept = remember_paths(job.named, paths)
    plan = make_plan("", targets, update.catalogue, job.rules.check)
    summary = update.run(plan, targets)
    return replace(summary, problems=(*unkept, *summary.problems))


def _refuse_to_forget_nothing(job: Job) -> None:
    if job.rules.forget:
        raise VnsearchError(f"there is no index {job.connection.address}: nothing is forgotten")


def _choose(
    job: Job,
    paths: list[str],
    before: Sequence[Root],
    files: Iterable[str],
) -> Targets:
    """What is read: the paths given, else the roots that this machine has there."""
    named = paths or [shown_path(root.path, "") for root in before]
    if not named:
        raise VnsearchError(
            f"nothing of this machine is in {job.connection.address}: name a file or a folder, "
            "as in 'vnsearch index --index ADDRESS PATH'"
        )
    targets = TargetChooser("", before, job.rules.given, job.rules.settings).choose(named)
    return held_targets(
        targets,
        before,
        job.rules.rebuild,
        may_be_read=lambda target: was_named(job.named, target.path, paths),
        holds=lambda root: any(is_below(path, root) for path in files),
    )


def _make(
    job: Job, paths: list[str], lock: WriterLock, before: Generation | None
) -> UpdateSummary:
    """Make a new generation, with what other machines have in the old one."""
    roots, files = _known(job, before)
    targets = _choose(job, paths, roots, files)
    unkept = remember_paths(job.named, paths)
    names = begin(job, (before.number if before else 0) + 1)
    kept = False
    try:
        plan = make_plan("", targets, {}, job.rules.check)
        filled = fill(job, names, plan, {}, lock, run=1)
        summary = sum_up(plan, filled.tally, {})[0]
        lost = any(problem.failed for problem in summary.problems)
        if before is None and lost and not summary.total:
            return summary  # a slip of the keyboard makes no index
        others = copy_others(job, before.names, names, lock) if before else 0
        _keep_state(job, names, targets.roots, filled.files())
        lock.check()
        check_full(job.connection, names, summary.total + others)
        kept = True  # and left to the next run if its name does not lead there
        put_in_place(job, names, before)
        summary = replace(summary, problems=(*unkept, *summary.problems))
    finally:
        if not kept:
            discard(job.connection, names)
    return summary


def _known(
    job: Job, before: Generation | None
) -> tuple[Sequence[Root], dict[str, IndexedFile]]:
    """The roots and the files that this machine has in a generation."""
    if before is None:
        return (), {}
    state = State(job.connection, before.names)
    return state.roots_of(job.machine), state.files(job.machine)


def _keep_state(
    job: Job, names: IndexNames, roots: Sequence[Root], files: dict[str, IndexedFile]
) -> None:
    job.send(
        [
            *file_items(names.files, job.machine, files, ()),
            *root_items(names.files, job.machine, roots, ()),
            run_item(names.files, 1),
        ]
    )
    job.refresh(names)


def _rehearse(job: Job, paths: list[str]) -> UpdateSummary:
    """The summary that an update would have; nothing is written."""
    before = look_up(job.connection, any_version=job.rules.rebuild)
    roots, files = _known(job, before)
    if job.rules.forget and before:
        return forgetting.plan(job.rules.forget, roots, files).summary
    _refuse_to_forget_nothing(job)
    catalogue = {} if job.rules.rebuild else files
    plan = make_plan("", _choose(job, paths, roots, files), catalogue, job.rules.check)
    return rehearsed("", plan, catalogue, job.reports)
