"""A Python that has only what another system has; run as a program, it indexes and searches.

`python -m tests.trust.other_system win32 FOLDER`. What Windows lacks is taken away, and what it
refuses is refused: no file goes or is replaced that this process has open, no folder is opened.
"""

from __future__ import annotations

import asyncio  # noqa: F401
import builtins
import concurrent.futures.thread  # noqa: F401
import contextlib
import email.parser  # noqa: F401
import mmap
import os
import shutil  # noqa: F401
import signal
import subprocess  # noqa: F401
import sys
import tempfile  # noqa: F401
import types
import uuid  # noqa: F401
import zipfile  # noqa: F401
from collections.abc import Callable
from pathlib import Path
from typing import Any

# All that is not ours is imported while the system is still its own.
import chardet  # noqa: F401
import click  # noqa: F401
import numpy  # noqa: F401
import pathspec  # noqa: F401
import whoosh.index
from rich.console import Console  # noqa: F401
from whoosh.util import filelock

_POSIX = """
    chown chroot confstr ctermid fchdir fchown fdatasync fork forkpty fpathconf fstatvfs
    getegid geteuid getgid getgroups getloadavg getpgid getpgrp getpriority getresuid getsid
    getuid killpg lchown lockf major mkfifo mknod nice openpty pathconf pipe2
    posix_fadvise posix_fallocate posix_spawn pread preadv pwrite pwritev readv
    sched_getaffinity sched_setaffinity sendfile setegid seteuid setgid setpgid setpriority
    setsid setuid statvfs sync sysconf tcgetpgrp ttyname uname wait wait3 wait4 writev
    O_NONBLOCK O_DIRECTORY O_NOFOLLOW O_CLOEXEC O_SYNC O_NOCTTY fchmod
""".split()
_MODULES = "fcntl pwd grp resource termios tty pty curses readline posix syslog".split()
_SIGNALS = "SIGPIPE SIGHUP SIGALRM SIGUSR1 SIGUSR2 SIGCHLD SIGWINCH SIGTSTP".split()
_LINUX = "sched_getaffinity sched_setaffinity posix_fadvise posix_fallocate pipe2".split()

full_syncs: list[int] = []  # descriptors


def become_windows() -> None:
    """Take away what Windows lacks, and refuse what it refuses."""
    import fcntl

    _take(os, _POSIX)
    _take(signal, _SIGNALS)
    _take(mmap, [name for name in dir(mmap) if name.startswith(("MAP_", "MADV_", "PROT_"))])
    for name in _MODULES:
        sys.modules[name] = None  # type: ignore[assignment]
    sys.modules["msvcrt"] = _msvcrt(fcntl)
    filelock.FileLock = filelock.MsvcrtLock
    mmap.mmap = _mapped  # type: ignore[misc, assignment]
    for name in ("unlink", "remove", "rmdir", "rename", "replace"):
        setattr(os, name, _unless_open(getattr(os, name)))
    opened = os.open

    def open_file(path: Any, *given: Any, **named: Any) -> int:
        if os.path.isdir(path):
            raise PermissionError(13, "Permission denied", path)
        return opened(path, *given, **named)

    os.open = open_file


def become_macos() -> None:
    """Take away what Linux alone has; a full sync is counted."""
    import fcntl

    _take(os, _LINUX)
    _take(mmap, [name for name in dir(mmap) if name.startswith("MADV_")])
    fcntl.F_FULLFSYNC = 51  # type: ignore[attr-defined]
    control = fcntl.fcntl

    def full_sync(descriptor: Any, command: int, argument: Any = 0) -> Any:
        if command != 51:
            return control(descriptor, command, argument)
        full_syncs.append(descriptor)
        return os.fsync(descriptor)

    fcntl.fcntl = full_sync


def _take(module: types.ModuleType, names: list[str]) -> None:
    for name in names:
        with contextlib.suppress(AttributeError):
            delattr(module, name)


def _msvcrt(fcntl: Any) -> types.ModuleType:
    module = types.ModuleType("msvcrt")

    def locking(descriptor: int, mode: int, _: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN if mode == 0 else fcntl.LOCK_EX | fcntl.LOCK_NB)

    module.__dict__.update(LK_UNLCK=0, LK_LOCK=1, LK_NBLCK=2, locking=locking)
    return module


_original_map = mmap.mmap


def _mapped(
    fileno: int, length: int, tagname: str | None = None, access: int = 0, offset: int = 0
) -> Any:
    assert tagname is None
    return _original_map(fileno, length, access=access, offset=offset)


def _unless_open(act: Callable[..., Any]) -> Callable[..., Any]:
    def acting(*paths: Any, **named: Any) -> Any:
        held = _held()
        for path in paths:
            if os.path.realpath(path) in held:
                raise PermissionError(13, "The process cannot access the file", path)
        return act(*paths, **named)

    return acting


def _held() -> set[str]:
    """The files that this process has open or mapped."""
    held = set()
    for name in os.listdir("/proc/self/fd"):
        with contextlib.suppress(OSError):
            held.add(os.readlink(f"/proc/self/fd/{name}"))
    with builtins.open("/proc/self/maps", encoding="utf-8") as maps:
        held.update(line.split(maxsplit=5)[-1].rstrip("\n") for line in maps)
    return held


def live(folder: Path) -> None:
    """A life of an index: made, searched while it changes, merged, rebuilt, forgotten."""
    import vnsearch
    from vnsearch.cli.main import main

    from .library import answers, left_over, write_documents

    os.chdir(folder)
    (folder / "others").mkdir()
    write_documents(folder / "others", range(60, 62), edition=1)
    for edition in range(6):
        write_documents(folder, range(2 * edition, 2 * edition + 4), edition)
        vnsearch.update_index("index", ["docs", "others/docs"], jobs=1)
        assert left_over(folder / "index") == set()
    before = answers("index")
    with vnsearch.open_index("index") as reader:
        hit = reader.search("hội nghị").hits[0]
        write_documents(folder, range(2), edition=9)
        assert main(["index", "-q"]) == 0
        assert main(["index", "-q", "--rebuild", "--jobs", "2"]) == 0
        assert reader.document(hit.id).body, "what is open stays whole"
        assert reader.refresh()
    assert answers("index") != before
    assert vnsearch.update_index("index", forget=["others/docs"]).removed == 2
    assert left_over(folder / "index") == set()
    assert vnsearch.verify("index") == []
    for command in (
        ["search", "hội nghị"],
        ["search", "--json", "hoi"],
        ["show", "docs/tin-1.txt"],
        ["terms", "ho"],
        ["stats"],
        ["verify"],
        ["search", "--fresh", "hội"],
    ):
        assert main(command) == 0, command
    assert whoosh.index.open_dir("index").doc_count() == len(list(Path("docs").iterdir()))


def run(system: str, folder: Path) -> None:
    """Live on another system."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "vnsearch"]:
        raise AssertionError(f"{name} knows this system already")
    {"win32": become_windows, "darwin": become_macos}[system]()
    sys.platform = system
    live(folder)
    if system == "darwin":
        assert full_syncs, "what is written is to be on the disk, not in its memory"


if __name__ == "__main__":
    run(sys.argv[1], Path(sys.argv[2]))
