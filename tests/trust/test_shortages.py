"""Too few files that may be opened, too little memory, a disk that fails once: one clear line,
and the index answers from before or after. No file is taken to be at fault, none is lost.
"""

from __future__ import annotations

import errno
import os
import resource
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from vnsearch import VnsearchError, update_index
from vnsearch.cli.main import main

from . import SCALE
from .library import SENTENCES, left_over
from .processes import STEPS, Command, Ended
from .test_faults import Shelf, is_one_line

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """Of two roots, with documents whose reader is imported when the first one comes."""
    root = tmp_path_factory.mktemp("shelf")
    (root / "khác").mkdir()
    (root / "khác" / "thư.txt").write_text("Thư về hội nghị toàn quốc.", encoding="utf-8")
    update_index(root / "index", [root / "khác"])
    (root / "docs").mkdir()
    (root / "docs" / "trang.html").write_text(f"<p>{SENTENCES[0]}", encoding="utf-8")
    (root / "docs" / ".ignore").write_text("nháp*", encoding="utf-8")
    (root / "docs" / "nháp.txt").write_text(SENTENCES[1], encoding="utf-8")
    yield Shelf(root)


def is_told(ended: Ended) -> bool:
    """Whether a run has done its work, or says in one line why not."""
    return ended.status == 0 or (ended.status == 2 and is_one_line(ended))


def bound_files(more: int) -> None:
    """Let this process open so many files more than it has open."""
    most = len(os.listdir("/proc/self/fd")) - 1 + more
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def bound_memory(more: int) -> None:
    """Let this process have so many megabytes more than it has."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + (more << 20)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


BOUNDS = [(bound_files, more) for more in (0, 1, 2, 3, 5, 8)]
BOUNDS += [(bound_memory, more) for more in (0, 2, 8, 24)]


@pytest.mark.parametrize("more", [0, 1, 2, 3, 5, 8])
def test_a_rebuild_that_may_open_few_files_loses_nothing(shelf: Shelf, more: int) -> None:
    shelf.reset()
    arguments = ("index", "--rebuild", "--jobs", "1")
    ended = Command(shelf.root, *arguments, first=partial(bound_files, more)).end()
    assert is_told(ended), ended
    assert shelf.now() == (shelf.before if ended.status else shelf.after)
    assert Command(shelf.root, *arguments).end().status == 0
    assert shelf.now() == shelf.after
    assert left_over(shelf.root / "index") == set()


@pytest.mark.parametrize(("bound", "more"), BOUNDS)
@pytest.mark.parametrize("arguments", ["search -c hội", "verify", "stats"])
def test_a_reader_that_lacks_something_blames_no_file(
    shelf: Shelf, arguments: str, bound: Callable[[int], None], more: int
) -> None:
    shelf.reset()
    right = Command(shelf.root, *arguments.split()).end()
    ended = Command(shelf.root, *arguments.split(), first=partial(bound, more)).end()
    assert ended == right or is_told(ended), ended
    assert ended == right or "ulimit" in ended.output, ended


def test_a_small_index_is_searched_in_little_memory(shelf: Shelf) -> None:
    """No room is asked for by what a file might hold."""
    shelf.reset()
    first = partial(bound_memory, 48)
    for arguments in ("search hội nghị", "stats", "index docs --jobs 1"):
        assert Command(shelf.root, *arguments.split(), first=first).end().status == 0


def fail_at(number: int, folder: str, told: Path) -> None:
    """Let this process's step `number` in a folder's files fail, once, and `told` be there."""
    steps = STEPS if SCALE > 1 else ("os.listdir",)
    inside = os.path.abspath(folder)
    taken = 0

    def count(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal taken
        if event in steps and os.path.abspath(str(arguments[0])).startswith(inside):
            taken += 1
            if taken == number + 1:
                told.touch()
                raise OSError(errno.EIO, os.strerror(errno.EIO))

    sys.addaudithook(count)


@pytest.mark.parametrize("rules", ["docs", "--rebuild"])
def test_a_disk_that_fails_once(shelf: Shelf, rules: str) -> None:
    """A folder that cannot be listed is not taken for one without an index."""
    failed, number = shelf.root / "failed", 0
    failed.touch()
    while failed.exists():
        failed.unlink()
        shelf.reset()
        first = partial(fail_at, number, "index", failed)
        ended = Command(shelf.root, "index", rules, "--jobs", "1", first=first).end()
        assert "Traceback" not in ended.output, (number, ended)
        now = shelf.now()
        is_right = now == shelf.after or (ended.status == 2 and now == shelf.before)
        assert is_right, (number, ended)
        number += 1
    assert number > 5


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (MemoryError(), "too little memory"),
        (OSError(errno.ENOMEM, os.strerror(errno.ENOMEM)), "too little memory"),
        (RuntimeError("can't start new thread"), "too little memory"),
        (OSError(errno.EMFILE, os.strerror(errno.EMFILE)), "no more files can be opened"),
    ],
)
def test_what_is_lacking_is_told(
    error: Exception,
    told: str,
    shelf: Shelf,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """As no limit brings about surely: what a call deep below raises."""

    def lacking(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("vnsearch.search.searcher.open_index", lacking)
    assert main(["search", "--index", str(shelf.root / "index"), "hội"]) == 2
    captured = capsys.readouterr()
    assert captured.err.startswith(f"vnsearch: {'there is ' if 'memory' in told else ''}{told}")
    assert captured.err.count("\n") == 1 and "ulimit" in captured.err


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.EMFILE, os.strerror(errno.EMFILE)),
        ImportError("lxml/etree.so: failed to map segment from shared object"),
    ],
)
def test_a_reader_that_cannot_be_imported_is_no_fault_of_a_document(
    error: Exception, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking(_: str) -> None:
        raise error

    shelf.reset()
    monkeypatch.setattr("vnsearch.documents.readers.import_module", lacking)
    with pytest.raises((VnsearchError, ImportError)):
        update_index(shelf.root / "index", rebuild=True, jobs=1)
    assert shelf.now() == shelf.before


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_process_that_cannot_be_started_is_no_fault_of_a_document(
    jobs: int, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking(*_: object, **__: object) -> None:
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    shelf.reset()
    (shelf.root / "docs" / "thư.pdf").write_bytes(b"%PDF-1.4\n")
    monkeypatch.setattr("vnsearch.child.subprocess.Popen", lacking)
    with pytest.raises(VnsearchError, match=r"no more processes can be started.*ulimit"):
        update_index(shelf.root / "index", rebuild=True, jobs=jobs)
    (shelf.root / "docs" / "thư.pdf").unlink()
    assert shelf.now() == shelf.before
