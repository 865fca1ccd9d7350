"""Text of pictures, read by tesseract (a program of its own), each picture once.

What was read is kept in the user's cache folder under the digest of the picture.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import lru_cache

from vnsearch.documents.faults import Place

DOTS_PER_INCH = 300  # at which tesseract reads best
_LANGUAGE = "vie"
_SECONDS = 300  # for one picture


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


def read_pictures(pictures: Iterable[bytes], place: Place) -> Iterator[str]:
    """The text of each picture (PNM, PNG, JPEG, TIFF ...), in order, several at a time.

    The pictures are taken as they are needed. Raises Fault where tesseract is missing or fails.
    """
    if name := missing():
        raise place.passed_over("no tesseract", name)
    workers = os.cpu_count() or 1
    waiting: list[Future[str]] = []
    with ThreadPoolExecutor(workers) as pool:
        try:
            for picture in pictures:
                waiting.append(pool.submit(_read, picture, place))
                if len(waiting) > workers:
                    yield waiting.pop(0).result()
            while waiting:
                yield waiting.pop(0).result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _read(picture: bytes, place: Place) -> str:
    kept = os.path.join(_cache(), f"{hashlib.sha256(picture).hexdigest()}.txt")
    with suppress(OSError), open(kept, encoding="utf-8") as file:
        return file.read()
    try:
        ended = subprocess.run(
            ["tesseract", "stdin", "stdout", "-l", _LANGUAGE, "--dpi", str(DOTS_PER_INCH)],
            input=picture,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # pages are read side by side instead
        )
    except subprocess.TimeoutExpired:
        raise place.failed("damaged", f"tesseract took more than {_SECONDS} s") from None
    if ended.returncode:
        said = ended.stderr.decode("utf-8", "replace").strip().splitlines()
        raise place.failed("damaged", said[-1] if said else "tesseract failed")
    text = ended.stdout.decode("utf-8", "replace").replace("\f", "\n").strip()
    _keep(kept, text)
    return text


def _cache() -> str:
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "vnsearch", "ocr")


def _keep(path: str, text: str) -> None:
    """Readable by the user alone, whole or not at all; a full disk only costs the keeping."""
    with suppress(OSError):
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        descriptor, made = tempfile.mkstemp(dir=os.path.dirname(path))
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(made, path)
