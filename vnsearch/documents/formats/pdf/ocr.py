"""Text of pictures, read by tesseract (a program of its own), each picture once.

What was read is kept in the user's cache folder under the digest of the picture.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from threading import Lock, get_ident
from typing import TYPE_CHECKING, NamedTuple

from vnsearch.child import cores, started
from vnsearch.documents.faults import Place
from vnsearch.files import home_folder, replace_file
from vnsearch.records import Problem

if TYPE_CHECKING:
    from concurrent.futures import Future

DOTS_PER_INCH = 300  # of pages that are drawn to be read
_LANGUAGE = "vie"
_SECONDS = 300  # for one picture


_at_once = cores()


class BlankPages(NamedTuple):
    """The pages of a file, counted from 0, that show something but no text; of how many."""

    pages: tuple[int, ...]
    of: int


@lru_cache(maxsize=1)
def missing() -> str:
    """What is missing to read pictures: "tesseract", its Vietnamese data, or "" for nothing."""
    program = shutil.which("tesseract")
    if program is None:
        return "tesseract"
    listed = subprocess.run(
        [program, "--list-langs"], capture_output=True, text=True, timeout=60, check=False
    )
    return "" if _LANGUAGE in (listed.stdout + listed.stderr).split() else "tesseract-ocr-vie"


def share_cores(jobs: int) -> None:
    """Take a share of the cores that `jobs` processes that read pictures have."""
    global _at_once
    _at_once = max(1, cores() // jobs)


def read_pictures(
    pictures: Iterable[tuple[bytes, Place]], place: Place
) -> Iterator[str | Problem]:
    """The text of each picture (PNM, PNG, JPEG, TIFF ...) or what is wrong with it, in order,
    several at a time; none goes on when it is left off.

    The pictures, each with its place, are taken as they are needed. Raises Fault where
    tesseract is missing.
    """
    if name := missing():
        raise place.passed_over("no tesseract", name)
    from concurrent.futures import ThreadPoolExecutor  # only here: few files need it

    running = _Running()
    waiting: list[Future[str | Problem]] = []
    with ThreadPoolExecutor(_at_once) as pool:
        try:
            for picture in pictures:
                waiting.append(pool.submit(_read, *picture, running))
                if len(waiting) > _at_once:
                    yield waiting.pop(0).result()
            while waiting:
                yield waiting.pop(0).result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            running.stop()


class _Running:
    """The programs that are running."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._processes: set[subprocess.Popen[bytes]] = set()
        self._stopped = False

    def run(self, command: list[str], content: bytes) -> tuple[int, bytes, bytes]:
        """A program's status, output and errors; raises TimeoutExpired."""
        with self._lock:
            if self._stopped:
                return 1, b"", b"stopped"
            process = started(
                command,
                stderr=subprocess.PIPE,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # pages are side by side instead
            )
            self._processes.add(process)
        try:
            output, errors = process.communicate(content, timeout=_SECONDS)
        finally:
            process.kill()
            with self._lock:
                self._processes.discard(process)
        return process.wait(), output, errors

    def stop(self) -> None:
        """End them all, and run no more."""
        with self._lock:
            self._stopped = True
            for process in self._processes:
                process.kill()


def _read(picture: bytes, place: Place, running: _Running) -> str | Problem:
    kept = _place_kept(picture)
    with suppress(OSError, ValueError), open(kept, encoding="utf-8") as file:
        return file.read()
    command = ["tesseract", "stdin", "stdout", "-l", _LANGUAGE, "--dpi", str(DOTS_PER_INCH)]
    try:
        status, output, errors = running.run(command, picture)
    except subprocess.TimeoutExpired:
        return place.failed("damaged", f"tesseract took more than {_SECONDS} s").problem
    if status:
        said = errors.decode("utf-8", "replace").strip().splitlines()
        return place.failed("damaged", said[-1] if said else "tesseract failed").problem
    text = output.decode("utf-8", "replace").replace("\f", "\n").strip()
    _keep(kept, text)
    return text


def _place_kept(picture: bytes) -> str:
    """Where the text of a picture is kept; "" for a user without a home."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):  # which the standard says to ignore
        base = os.path.join(home_folder(), ".cache")
    name = f"{hashlib.sha256(picture).hexdigest()}.txt"
    return os.path.join(base, "vnsearch", "ocr", name) if os.path.isabs(base) else ""


def _keep(path: str, text: str) -> None:
    """Readable by the user alone, whole or not at all, after a power loss too: half of it would
    be taken for all that the picture says. A full disk only costs the keeping.
    """
    if not path:
        return
    unfinished = f"{path}.{os.getpid()}-{get_ident()}"
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        replace_file(path, text.encode(), unfinished)
    except OSError:
        with suppress(OSError):
            os.unlink(unfinished)
