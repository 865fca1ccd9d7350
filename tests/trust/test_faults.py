"""A full disk, a fault while reading, Ctrl-C: one clear line, and the index as it was."""

from __future__ import annotations

import errno
import gzip
import os
import resource
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from vnsearch import update_index

from .library import SENTENCES, Answers, answers, left_over, write_documents
from .processes import Command, Ended, at_step, contents


class Shelf:
    """A folder with an index, documents that have changed since, and both answers."""

    def __init__(self, root: Path) -> None:
        self.root = root
        write_documents(root, range(6), edition=1)
        update_index(root / "index", [root / "docs"])
        self.before = answers(root / "index")
        shutil.copytree(root / "index", root / "saved")
        write_documents(root, range(3, 9), edition=2)
        update_index(root / "index", [root / "docs"])
        self.after = answers(root / "index")

    def reset(self) -> None:
        """Let the index be as it was before the documents changed."""
        shutil.rmtree(self.root / "index", ignore_errors=True)
        shutil.copytree(self.root / "saved", self.root / "index")

    def now(self) -> Answers:
        """What the index answers."""
        return answers(self.root / "index")

    def is_as_before(self) -> bool:
        """Whether the index holds, byte by byte, what it held before the documents changed."""
        now, saved = contents(self.root / "index"), contents(self.root / "saved")
        for held in (now, saved):  # which says who wrote last
            held.pop("MAIN_WRITELOCK", None)
        return now == saved


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    yield Shelf(tmp_path_factory.mktemp("shelf"))


def is_one_line(ended: Ended) -> bool:
    return ended.output.startswith("vnsearch: ") and ended.output.count("\n") == 1


def limit_size(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("rules", [(), ("--rebuild",), ("--jobs", "2")])
@pytest.mark.parametrize("size", [0, 4, 500, 9000])
def test_no_file_may_grow_further(shelf: Shelf, size: int, rules: tuple[str, ...]) -> None:
    shelf.reset()
    limit = partial(limit_size, size)
    ended = Command(shelf.root, "index", "docs", *rules, first=limit).end()
    assert ended.status == 2 and is_one_line(ended), ended
    assert ended.output.startswith(
        "vnsearch: the index index cannot be updated (File too large)"
    )
    assert shelf.now() == shelf.before
    assert left_over(shelf.root / "index") == set()


def mounted(folder: Path, size: str) -> bool:
    """Whether a small file system could be mounted there."""
    options = ["-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    try:
        return not subprocess.run(["mount", *options], capture_output=True).returncode
    except FileNotFoundError:
        return False


def test_the_disk_is_full(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if not mounted(disk, "256k"):
        pytest.skip("no file system can be mounted here")
    try:
        write_documents(disk, range(4), edition=1)
        update_index(disk / "index", [disk / "docs"])
        before = answers(disk / "index")
        held = set(os.listdir(disk / "index"))
        for number in range(100):
            write_documents(tmp_path, range(40 * number, 40 * number + 40), edition=2)
            ended = Command(disk, "index", "docs", "../docs").end()
            if ended.status:
                break
            before, held = answers(disk / "index"), set(os.listdir(disk / "index"))
        assert ended.status == 2 and is_one_line(ended), ended
        assert "(No space left on device)" in ended.output
        assert answers(disk / "index") == before
        assert set(os.listdir(disk / "index")) == held
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_fault_in_the_middle_of_the_input(shelf: Shelf, tmp_path: Path) -> None:
    write_documents(tmp_path, range(3), edition=1)
    os.symlink("/proc/self/mem", tmp_path / "docs" / "tin-1a.txt")  # reads end in EIO
    whole = gzip.compress("\n".join(SENTENCES * 1000).encode())
    (tmp_path / "docs" / "tin-1b.txt.gz").write_bytes(whole[: len(whole) // 2])
    ended = Command(tmp_path, "index", "docs", "--follow-links").end()
    assert ended.status == 2
    faults = [line for line in ended.output.splitlines() if line.startswith("vnsearch: ")]
    assert len(faults) == 2
    assert faults[0].startswith("vnsearch: docs/tin-1a.txt cannot be read (Input/output error)")
    assert faults[1].startswith("vnsearch: docs/tin-1b.txt.gz is damaged or cut off")
    found = answers(tmp_path / "index")
    (tmp_path / "docs" / "tin-1a.txt").unlink()
    (tmp_path / "docs" / "tin-1b.txt.gz").unlink()
    update_index(tmp_path / "fresh", [tmp_path / "docs"])
    assert answers(tmp_path / "fresh") == found


def test_what_cannot_be_read_any_more_is_kept(shelf: Shelf, tmp_path: Path) -> None:
    write_documents(tmp_path, range(3), edition=1)
    update_index(tmp_path / "index", [tmp_path / "docs"])
    before = answers(tmp_path / "index")
    (tmp_path / "docs" / "tin-1.txt").unlink()
    os.symlink("/proc/self/mem", tmp_path / "docs" / "tin-1.txt")
    assert Command(tmp_path, "index", "docs", "--follow-links").end().status == 2
    assert answers(tmp_path / "index") == before


def interrupt() -> None:
    signal.raise_signal(signal.SIGINT)


def test_interrupted_at_each_step(shelf: Shelf) -> None:
    committed = []
    for number in range(1000):
        shelf.reset()
        first = partial(at_step, number, "index", interrupt)
        ended = Command(shelf.root, "index", "docs", first=first).end()
        if ended.status == 0:
            break
        assert ended.status == 130
        assert ended.output == "vnsearch: interrupted; the index is as it was last saved\n"
        if shelf.is_as_before():
            committed.append(False)
            continue
        now = shelf.now()
        committed.append(now == shelf.after)
        assert committed[-1] or now == shelf.before
        assert left_over(shelf.root / "index") == set()
    assert len(committed) > 10
    assert committed == sorted(committed)


def fail_to_confirm() -> None:
    """Let every sync fail from the rename of a table of contents on."""
    renamed, sync = False, os.fsync

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal renamed
        renamed = renamed or (event == "os.rename" and str(arguments[1]).endswith(".toc"))

    def failing(descriptor: Any) -> None:
        if renamed:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        sync(descriptor)

    sys.addaudithook(watch)
    setattr(os, "fsync", failing)  # noqa: B010 - its signature is narrower


def test_a_commit_that_the_disk_does_not_confirm(shelf: Shelf) -> None:
    """It is told as one that may go, and nothing is removed that its loss would need."""
    shelf.reset()
    ended = Command(shelf.root, "index", "docs", first=fail_to_confirm).end()
    assert ended.status == 2 and is_one_line(ended), ended
    assert ended.output == (
        "vnsearch: the index index has been updated, but the disk does not confirm it "
        "(Input/output error), so that a power loss may undo it: check the disk, and run the "
        "command again\n"
    )
    assert shelf.now() == shelf.after
    now, saved = contents(shelf.root / "index"), contents(shelf.root / "saved")
    needed = {name for name in saved if name.endswith((".toc", ".vns"))}
    assert needed and all(now.get(name) == saved[name] for name in needed)
    assert Command(shelf.root, "index", "docs").end().status == 0
    assert shelf.now() == shelf.after
    assert left_over(shelf.root / "index") == set()


def refuse_folders() -> None:
    """Let no folder be synced, as by a file system of a virtual machine's host."""
    sync = os.fsync

    def only_files(descriptor: Any) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        sync(descriptor)

    setattr(os, "fsync", only_files)  # noqa: B010 - its signature is narrower


def test_a_file_system_that_syncs_no_folders(shelf: Shelf) -> None:
    shelf.reset()
    assert Command(shelf.root, "index", "docs", first=refuse_folders).end().status == 0
    assert shelf.now() == shelf.after
    assert left_over(shelf.root / "index") == set()


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize(
    ("act", "status", "output"),
    [
        (die, -signal.SIGKILL, ""),
        (interrupt, 130, "vnsearch: interrupted; the index is as it was last saved\n"),
    ],
)
def test_workers_end_with_their_parent(
    tmp_path: Path, act: Callable[[], None], status: int, output: str
) -> None:
    (tmp_path / "docs").mkdir()
    for number in range(10):
        text = f"Tập {number}.\n" + "\n".join(SENTENCES) * 1000
        (tmp_path / "docs" / f"{number}.txt").write_text(text, encoding="utf-8")
    first = partial(at_step, 6, "docs", act)  # workers have what came before in hand
    ended = Command(tmp_path, "index", "docs", "--jobs", "2", first=first).end()
    assert ended == Ended(status, output)


def kill_a_worker() -> None:
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii")
    os.kill(int(children.split()[0]), signal.SIGKILL)


def test_a_worker_is_killed(shelf: Shelf) -> None:
    shelf.reset()
    first = partial(at_step, 3, "docs", kill_a_worker)
    ended = Command(shelf.root, "index", "docs", "--jobs", "2", first=first).end()
    assert ended.status == 2 and is_one_line(ended), ended
    assert ended.output.endswith("run the command again with --jobs 1\n")
    assert shelf.now() == shelf.before
    assert left_over(shelf.root / "index") == set()


def test_workers_take_no_module_from_the_current_folder(tmp_path: Path) -> None:
    write_documents(tmp_path, range(3), edition=1)
    for name in ("numpy", "queue", "vnsearch", "unidecode"):
        (tmp_path / f"{name}.py").write_text("open('taken', 'w')", encoding="utf-8")
    assert Command(tmp_path, "index", "docs", "--jobs", "2").end().status == 0
    assert not (tmp_path / "taken").exists()
