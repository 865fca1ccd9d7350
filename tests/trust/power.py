"""What a power loss may leave of a folder: a log of its changes, and all they may come to.

The log is taken while a program writes: at each of its steps in the file system all names and
contents are compared with those before. A disk holds for sure what was synced before the power
went, a file's content by the sync of the file, a name by the sync of its folder. Of what came
after, it may hold anything: none, some in another order, files of which a part or only the
length has arrived.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

from .processes import STEPS

State = Mapping[str, bytes]  # names of a folder, and contents
_LAST = 3  # steps that are lost, or kept, alone at each moment: those before were at theirs


class Change(NamedTuple):
    """A step of the log: files are told apart by a number, whatever their names."""

    kind: Literal["names", "content", "file synced", "folder synced"]
    names: tuple[tuple[str, int | None], ...] = ()  # that one step gives and takes
    file: int = 0
    content: bytes = b""


class Recorder:
    """Logs all that changes in a folder of files, from now on, in this process."""

    def __init__(self, folder: Path) -> None:
        self.log: list[Change] = []
        self._folder = os.path.abspath(folder)
        self._names: dict[str, int] = {}
        self._contents: dict[int, bytes] = {}
        self._looking = False
        self._sync = os.fsync
        self.look()
        self.before = {name: self._contents[file] for name, file in self._names.items()}
        self._known = dict(self._names)
        self.log = []

    def start(self) -> None:
        """Watch every step of this process."""
        sys.addaudithook(self._step)
        setattr(os, "fsync", self._synced)  # noqa: B010 - its signature is narrower

    def look(self) -> None:
        """Log what has changed since the last look."""
        if self._looking:
            return
        self._looking = True
        try:
            self._look()
        finally:
            self._looking = False

    def files(self) -> dict[str, int]:
        """The names at the beginning, and the numbers of their files."""
        return self._known

    def _look(self) -> None:
        now: dict[str, int] = {}
        contents: dict[int, bytes] = {}
        if os.path.isdir(self._folder):
            for name in sorted(os.listdir(self._folder)):
                path = os.path.join(self._folder, name)
                now[name] = os.stat(path).st_ino
                contents[now[name]] = Path(path).read_bytes()
        # An inode that was let go may come again for another file: one that no name has had.
        for names in _steps(self._names, now):
            self.log.append(Change("names", names=names))
        for file, content in contents.items():
            if self._contents.get(file) != content:
                self.log.append(Change("content", file=file, content=content))
        self._names, self._contents = now, contents

    def _step(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in STEPS and os.path.abspath(str(arguments[0])).startswith(self._folder):
            self.look()

    def _synced(self, descriptor: Any) -> None:
        self.look()
        self._sync(descriptor)
        path = os.readlink(f"/proc/self/fd/{descriptor}")
        if path == self._folder:
            self.log.append(Change("folder synced"))
        elif os.path.dirname(path) == self._folder:
            self.log.append(Change("file synced", file=os.fstat(descriptor).st_ino))


def _steps(
    before: Mapping[str, int], now: Mapping[str, int]
) -> Iterator[tuple[tuple[str, int | None], ...]]:
    """The renames, new names and removals between two looks."""
    gone = {file: name for name, file in before.items() if now.get(name) != file}
    for name, file in now.items():
        if before.get(name) != file:
            old = gone.pop(file, None)
            yield ((name, file), (old, None)) if old else ((name, file),)
    for name in gone.values():
        if name not in now:
            yield ((name, None),)


class Disk:
    """What a disk holds for sure, and what it may hold, as a log is played."""

    def __init__(self, files: Mapping[str, int], before: State) -> None:
        self._names = dict(files)
        self._steps: list[tuple[tuple[str, int | None], ...]] = []
        self._safe = {files[name]: content for name, content in before.items()}
        self._written = dict(self._safe)

    def take(self, change: Change) -> None:
        """Play a step."""
        if change.kind == "names":
            self._steps.append(change.names)
        elif change.kind == "content":
            self._written[change.file] = change.content
        elif change.kind == "file synced":
            self._safe[change.file] = self._written[change.file]
        else:
            self._names = self._after(range(len(self._steps)))
            self._steps = []

    def states(self, chance: random.Random, samples: int) -> Iterator[State]:
        """What may be found after a power loss now: the likely, and some of all others."""
        every = range(len(self._steps))
        orders = [list(every), []]
        orders += [[kept] for kept in every[-_LAST:]]
        orders += [[kept for kept in every if kept != lost] for lost in every[-_LAST:]]
        orders += [chance.sample(every, chance.randint(0, len(every))) for _ in range(samples)]
        for order in orders:
            names = self._after(order)
            for fate in (*_FATES, None):
                yield {
                    name: self._content(file, fate or chance.choice(_FATES))
                    for name, file in names.items()
                }

    def _after(self, order: Any) -> dict[str, int]:
        names = dict(self._names)
        for number in order:
            for name, file in self._steps[number]:
                if file is None:
                    names.pop(name, None)
                else:
                    names[name] = file
        return names

    def _content(self, file: int, fate: Callable[[bytes, bytes], bytes]) -> bytes:
        safe, written = self._safe.get(file), self._written.get(file, b"")
        return written if safe == written else fate(safe or b"", written)


def _kept(safe: bytes, written: bytes) -> bytes:
    return written


def _lost(safe: bytes, written: bytes) -> bytes:
    return safe


def _torn(safe: bytes, written: bytes) -> bytes:
    half = len(written) // 2
    return written[:half] + safe[half:]


def _zeroed(safe: bytes, written: bytes) -> bytes:
    return safe[: len(written)] + bytes(max(len(written) - len(safe), 0))


_FATES = (_kept, _lost, _torn, _zeroed)
