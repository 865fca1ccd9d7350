"""Killed at any moment of an update, a merge or a rebuild, an index answers as before or after.

One test stops the writer before each of its steps in the file system that finds the folder
changed, another at random moments. The next run must finish the work and leave nothing behind.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import time
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from vnsearch import VnsearchError, update_index

from . import SCALE
from .library import Answers, answers, left_over, named, write_documents
from .processes import Command, at_change, at_step, contents

_MOMENTS = 4 * SCALE  # random ones of each scenario


@dataclass(frozen=True)
class Scenario:
    """A command that can be run again and again from the same state of an index."""

    root: Path
    rules: tuple[str, ...]
    before: Answers | None  # None for no index
    after: Answers
    known: dict[object, Answers | None] = field(default_factory=dict)  # by the files named

    def reset(self) -> None:
        """Let the index be as it was before the command."""
        shutil.rmtree(self.root / "index", ignore_errors=True)
        if self.before is not None:
            shutil.copytree(self.root / "saved", self.root / "index")

    def has_committed(self) -> bool:
        """Whether the index answers as after the command, and not as before."""
        found = self.found()
        assert found in (self.before, self.after)
        return found == self.after

    def finish(self) -> None:
        """Do all that was left undone."""
        update_index(self.root / "index", [self.root / "docs"])
        assert self.found() == self.after
        assert left_over(self.root / "index") == set()

    def found(self) -> Answers | None:
        """What the index answers: asked once of the same files."""
        index = self.root / "index"
        files = {path.name: path.read_bytes() for path in index.glob("*") if path.is_file()}
        key = frozenset(named(files).items())
        if key not in self.known:
            try:
                self.known[key] = answers(index)
            except VnsearchError:
                assert self.before is None
                self.known[key] = None
        return self.known[key]


def make_scenario(root: Path, commits: int, *rules: str) -> Scenario:
    """An index of `commits` updates, and documents that have changed since."""
    before = None
    for commit in range(commits):
        write_documents(root, range(4 * commit, 4 * commit + 4), edition=1)
        update_index(root / "index", [root / "docs"])
        before = answers(root / "index")
    write_documents(root, range(2, 6), edition=2)
    write_documents(root, range(100, 104), edition=2)
    if commits:
        os.remove(root / "docs" / "tin-0.txt")
        shutil.copytree(root / "index", root / "saved")
    update_index(root / "index", [root / "docs"], rebuild=True)
    after = answers(root / "index")
    assert before != after
    return Scenario(root, ("index", "docs", *rules), before, after)


SCENARIOS: dict[str, tuple[Any, ...]] = {
    "first": (0,),
    "update": (2,),
    "merge": (4,),
    "rebuild": (2, "--rebuild"),
    "workers": (4, "--rebuild", "--jobs", "2"),
}


@pytest.fixture(scope="module")
def scenario(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Scenario:
    return make_scenario(tmp_path_factory.mktemp("scenario"), *SCENARIOS[request.param])


def kind_of(name: str) -> str:
    """The folder of a file, and its name without what is drawn by lot."""
    return re.sub("MAIN_[0-9a-z]{8,}", "MAIN_", name)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("scenario", ["first", "update", "merge", "rebuild"], indirect=True)
def test_killed_before_each_step(scenario: Scenario) -> None:
    """Of steps that find the folder as the one before did one alone: only what it holds
    outlives a kill. The next run meets each set of kinds of files that is left, once.
    """
    moment = at_change if SCALE == 1 else at_step
    committed, finished = [], set[frozenset[str]]()
    for number in range(1000):
        scenario.reset()
        first = partial(moment, number, "index", die)
        ended = Command(scenario.root, *scenario.rules, first=first).end()
        if ended.status == 0:
            break
        assert ended.status == -signal.SIGKILL
        committed.append(scenario.has_committed())
        kinds = frozenset(map(kind_of, contents(scenario.root / "index")))
        if SCALE > 1 or kinds not in finished:
            finished.add(kinds)
            scenario.finish()
    assert len(committed) > 10 and len(finished) > 3
    assert committed == sorted(committed)  # one step is the commit
    assert committed[0] is False and committed[-1] is True


@pytest.mark.parametrize("scenario", SCENARIOS, indirect=True)
def test_killed_at_random_moments(scenario: Scenario) -> None:
    scenario.reset()
    began = time.monotonic()
    assert Command(scenario.root, *scenario.rules).end().status == 0
    assert scenario.has_committed()
    duration = time.monotonic() - began
    chance = random.Random(duration)
    for _ in range(_MOMENTS):
        scenario.reset()
        command = Command(scenario.root, *scenario.rules)
        command.process.join(chance.uniform(0, duration))
        command.kill()
        command.end()
        scenario.has_committed()
        scenario.finish()
