"""After a power loss at any moment, an index opens and answers from before or after.

VNSEARCH_TEST_SCALE=100 in the environment tries every state that the log comes to.
"""

from __future__ import annotations

import os
import pickle
import random
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import vnsearch
from vnsearch import IndexNotFoundError, update_index
from vnsearch.cli.main import main
from vnsearch.index.verify import verify

from . import SCALE
from .library import QUERIES, Answers, answers, left_over, named, write_documents
from .power import Change, Disk, Recorder, State
from .processes import start

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

_SAMPLES = 2 * SCALE  # orders of names at each moment, beside the likely ones
_FINISHED = 2 * SCALE  # states of each scenario from which the next run goes on


_LEFT_OVER = 0.003 * SCALE  # of the states that differ only in files that no table names


class Told(NamedTuple):
    """All that an index tells: what it answers, and what it is made from."""

    answers: Answers
    roots: tuple[vnsearch.Root, ...]


def told(index: Path, queries: tuple[str, ...] = QUERIES) -> Told | None:
    """None where there is no index."""
    try:
        with vnsearch.open_index(index) as opened:
            return Told(answers(index, queries), opened.stats().roots)
    except IndexNotFoundError:
        return None


def in_short(whole: Told | None) -> Told | None:
    """What `told` tells for the first query alone."""
    return whole and whole._replace(answers=whole.answers[:1])


SCENARIOS: dict[str, tuple[int, tuple[str, ...]]] = {
    "first": (0, ("docs",)),
    "update": (2, ("docs",)),
    "merge": (4, ("docs",)),
    "rules": (2, ("docs", "--exclude", "tin-1*")),
    "rebuild": (2, ("--rebuild",)),
    "another path": (2, ("--rebuild", "others/docs")),
    "forget": (2, ("--forget", "others/docs")),
}
if SCALE > 1:
    SCENARIOS["workers"] = 4, ("--jobs", "2", "docs")


def write_recorded(root: Path, arguments: tuple[str, ...]) -> None:
    """Run `vnsearch index` and leave a log of what it did to the index's folder."""
    os.chdir(root)
    recorder = Recorder(root / "index")
    recorder.start()
    status = main(["index", "-q", *arguments])
    recorder.look()
    with open(root / "log", "wb") as file:
        pickle.dump((recorder.files(), recorder.before, recorder.log), file)
    sys.exit(status)


class Recorded:
    """A run of `vnsearch index`, and what the index told before and after it."""

    def __init__(self, root: Path, commits: int, arguments: tuple[str, ...]) -> None:
        self.root, self.index = root, root / "index"
        (root / "others").mkdir()
        write_documents(root / "others", range(50, 53), edition=1)
        for commit in range(commits):
            write_documents(root, range(4 * commit, 4 * commit + 4), edition=1)
            paths = [root / "docs", root / "others" / "docs"]
            update_index(self.index, paths, jobs=1)
        self.before = told(self.index) if commits else None
        write_documents(root, range(2, 6), edition=2)
        write_documents(root, range(100, 104), edition=2)
        process = start(write_recorded, root, arguments)
        process.join()
        assert process.exitcode == 0
        self.arguments = arguments
        self.after = told(self.index)
        assert self.after != self.before
        with open(root / "log", "rb") as file:
            self._files, self._saved, self.log = pickle.load(file)

    def disk(self) -> Disk:
        """The disk at the beginning."""
        return Disk(self._files, self._saved)

    def restore(self, state: State) -> None:
        """Let the index's folder hold this."""
        shutil.rmtree(self.index)
        self.index.mkdir(0o700)
        for name, content in state.items():
            (self.index / name).write_bytes(content)


@pytest.fixture(params=SCENARIOS)
def recorded(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Recorded]:
    yield Recorded(tmp_path, *SCENARIOS[request.param])


def is_safe(log: list[Change], place: int) -> bool:
    """Whether the rename of the table has been synced before a place of the log."""
    renamed = [
        number
        for number, change in enumerate(log[:place])
        if change.kind == "names" and change.names[0][0].endswith(".toc") and change.names[0][1]
    ]
    return bool(renamed) and any(
        change.kind == "folder synced" for change in log[renamed[-1] : place]
    )


def test_every_state_is_from_before_or_after(recorded: Recorded) -> None:
    chance = random.Random(21)
    disk, states = recorded.disk(), dict[object, State]()
    committed, seen = set(), dict[object, Told | None]()
    for place in range(len(recorded.log) + 1):
        safe = is_safe(recorded.log, place)
        for state in disk.states(chance, _SAMPLES):
            kinds = frozenset(os.path.splitext(name)[1] for name in state)
            told_apart = state if chance.random() < _LEFT_OVER else named(state)
            key = safe, kinds, frozenset(told_apart.items())
            if key in states:
                continue
            states[key] = state
            recorded.restore(state)
            files = frozenset(named(state).items())
            if files in seen:  # beside others, which must not matter
                assert told(recorded.index, QUERIES[:1]) == in_short(seen[files])
            else:
                seen[files] = told(recorded.index)
            found = seen[files]
            assert found == recorded.after or (not safe and found == recorded.before)
            committed.add(found == recorded.after)
            if found is not None:
                assert not [fault for fault in verify(recorded.index) if fault.failed]
        if place < len(recorded.log):
            disk.take(recorded.log[place])
    assert committed == {False, True}
    print(f"{len(states)} states at {len(recorded.log)} moments")
    for state in chance.sample(list(states.values()), min(_FINISHED, len(states))):
        recorded.restore(state)
        finish(recorded)


def finish(recorded: Recorded) -> None:
    """The next run does what was left undone, and leaves nothing behind."""
    forget = "--forget" in recorded.arguments
    if not (forget and told(recorded.index) == recorded.after):
        process = start(write_recorded, recorded.root, recorded.arguments)
        process.join()
        assert process.exitcode == 0
        assert left_over(recorded.index) == set()
    assert told(recorded.index) == recorded.after
