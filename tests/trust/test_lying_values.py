"""Values that lie under right checksums: an error that names the file, or an answer.

One to three values of an index are changed, and the checksums mended. VNSEARCH_TEST_SCALE=40
tries 20,000 such indexes.
"""

from __future__ import annotations

import contextlib
import random
import resource
import shutil
import struct
import time
import warnings
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

import vnsearch
from vnsearch import update_index
from vnsearch.errors import IndexDamagedError, VnsearchError
from vnsearch.index.arrays.array_file import _TAIL, ArrayFile
from vnsearch.index.arrays.pages import PAGE
from vnsearch.index.segment.columns import STRINGS
from vnsearch.index.segment.reader import SegmentEntry
from vnsearch.index.toc import read_toc, sealed, toc_path
from vnsearch.index.verify import verify

from . import SCALE
from .library import QUERIES, write_documents
from .processes import start

_CASES = 250 * SCALE  # in each of two processes
_PATIENCE = 2.0  # seconds of the processor's time, for all that is asked of one index
_MEMORY = 1 << 30  # bytes more than the process has before
_WRITTEN_EVERY = 10  # index also updated and merged
_BORDERS = (
    0,
    1,
    2,
    127,
    255,
    256,
    65535,
    65536,
    1 << 31,
    (1 << 32) - 1,
    4_000_000_000,
    1 << 63,
)

# What no other value in the index tells: when, where and what a document was.
_FREE = (
    "document.date",
    "document.line",
    "document.title_tokens",
    "document.body_token",
    "document.text_size",
    "document.file",
    *(f"document.{name}." for name in STRINGS),
    ".terms.ends",  # the letters of terms
    "pairs.second",  # the stream does, which is long to go through
    "pairs.first_ends",  # where the seconds of two neighbours go on rising
    "file.",
    "text.bytes",
    "text.dictionary",
    ".codes",
    "bytes",  # letters of strings, and posting lists, of which some forms are equal
)

Question = Callable[[vnsearch.Index], object]
QUESTIONS: tuple[Question, ...] = (
    *(lambda index, query=query: index.search(query, limit=100) for query in QUERIES),
    lambda index: index.search("hội đường nghị nước", any_words=True, explain=True),
    lambda index: index.search("hoj nghi", snippets=3, months=True),
    lambda index: index.search("title:tin author:ban kind:text date:2024"),
    lambda index: index.search("đương~ h*", sort="date"),
    lambda index: index.search("nước", sort="path", since="2024-02", exact=True),
    lambda index: index.search('"nước sông" OR (hồ -đông)', path="docs/*"),
    lambda index: index.count("hội"),
    lambda index: index.terms("h", limit=1000),
    lambda index: index.stats(),
    lambda index: index.highlights(index.document("docs/tin-7.txt"), "hội nghị"),
)


class Liar:
    """An index whose values are changed, again and again."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.index = root / "index"
        self.chance = random.Random(seed)
        self._toc = read_toc(str(self.index))
        self._toc_path = Path(toc_path(str(self.index), self._toc.generation))
        self._turns: dict[Path, list[str]] = {}
        self._whole = {path: path.read_bytes() for path in self.index.iterdir()}

    def reset(self) -> None:
        """Let it tell the truth."""
        for path in self.index.iterdir():
            if path not in self._whole:
                path.unlink()
        for path, content in self._whole.items():
            path.write_bytes(content)

    def lie(self) -> list[tuple[str, int, int]]:
        """Change one to three values of a segment; the array, the old value and the other."""
        entry = self.chance.choice(self._toc.entries)
        path = self.index / f"{entry.name}.vns"
        content = bytearray(self._whole[path])
        told = [self._change(content, path) for _ in range(self.chance.choice((1, 1, 1, 2, 3)))]
        self._put(entry, content)
        return told

    def change(self, name: str, place: int, by: int) -> None:
        """Change one value of the first segment."""
        entry = self._toc.entries[0]
        path = self.index / f"{entry.name}.vns"
        content = bytearray(self._whole[path])
        dtype, start, count = ArrayFile(str(path))._arrays[name]
        np.frombuffer(content, dtype, count, start)[place] += by
        self._put(entry, content)

    def _put(self, entry: SegmentEntry, content: bytearray) -> None:
        checksum = mend(content)
        (self.index / f"{entry.name}.vns").write_bytes(content)
        entries = tuple(
            each._replace(checksum=checksum) if each is entry else each
            for each in self._toc.entries
        )
        self._toc_path.write_bytes(sealed(b"", self._toc._replace(entries=entries)))

    def _next_array(self, path: Path, names: list[str]) -> str:
        """Arrays at random, but none a second time before all of the file have had a turn."""
        if not self._turns.get(path):
            self._turns[path] = self.chance.sample(names, len(names))
        return self._turns[path].pop()

    def _change(self, content: bytearray, path: Path) -> tuple[str, int, int]:
        arrays = ArrayFile(str(path))._arrays if not hasattr(self, "_places") else {}
        self._places = getattr(self, "_places", {})
        places = self._places.setdefault(path, arrays or ArrayFile(str(path))._arrays)
        name = self._next_array(path, [name for name, (_, _, n) in places.items() if n])
        dtype, start, count = places[name]
        view = np.frombuffer(content, dtype, count, start)
        place = self.chance.choice((0, count - 1, self.chance.randrange(count)))
        old, most = int(view[place]), int(np.iinfo(dtype).max)
        other = self.chance.choice(
            (
                old + 1,
                old - 1,
                2 * old,
                most,
                most - 1,
                self.chance.choice(_BORDERS),
                self.chance.randint(0, most),
                int(view[self.chance.randrange(count)]),
            )
        )
        view[place] = min(max(other, 0), most)
        return name, old, int(view[place])


def mend(content: bytearray) -> int:
    """Make all checksums of a segment's file right; the one that names it."""
    table, footer, length, _, magic = _TAIL.unpack(content[-_TAIL.size :])
    pages = [zlib.crc32(content[at : min(at + PAGE, table)]) for at in range(0, table, PAGE)]
    content[table:footer] = struct.pack(f"<{len(pages)}I", *pages)
    checksum = zlib.crc32(content[footer : footer + length], zlib.crc32(content[table:footer]))
    content[-_TAIL.size :] = _TAIL.pack(table, footer, length, checksum, magic)
    return checksum


def ask(liar: Liar, number: int) -> None:
    """All that may come of it is an answer, or an error of ours."""
    chosen = liar.chance.sample(QUESTIONS, 3)
    if number % 50 == 0:
        chosen = list(QUESTIONS)
    for question in chosen:
        try:
            with vnsearch.open_index(liar.index) as index:
                repr(question(index))  # a result works out the last of it when looked at
        except VnsearchError:
            pass


def lie_often(root: Path, seed: int) -> None:
    """Ask and update indexes that lie, within bounds of time and memory."""
    warnings.simplefilter("error")
    liar = Liar(root, seed)
    ask(liar, 0)
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + _MEMORY, resource.RLIM_INFINITY))
    faults = []
    for number in range(_CASES):
        liar.reset()
        told = liar.lie()
        began = time.process_time()
        try:
            ask(liar, number)
            found = [fault for fault in verify(liar.index) if fault.failed]
            changed = any(old != other and is_bound(name) for name, old, other in told)
            assert found or not changed, "verify finds nothing"
            if number % _WRITTEN_EVERY == 0:
                write(liar)
        except VnsearchError as error:
            faults.append((seed, number, told, repr(error)))
        except Exception as error:
            import traceback

            where = traceback.extract_tb(error.__traceback__)[-1]
            faults.append((seed, number, told, f"{error!r} {where.filename}:{where.lineno}"))
        if time.process_time() - began > _PATIENCE:
            faults.append((seed, number, told, "takes too long"))
    for fault in faults:
        print(*fault, flush=True)
    assert not faults


def is_bound(name: str) -> bool:
    """Whether other values tell what a value of an array must be."""
    return not any(free in name for free in _FREE)


def write(liar: Liar) -> None:
    """Update the index, which merges its segments."""
    (liar.root / "docs" / "tin-0.txt").write_text(f"Bản mới, {time.time_ns()}.", "utf-8")
    with contextlib.suppress(VnsearchError):
        update_index(liar.index, [liar.root / "docs"], jobs=1)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with documents, and an index of some segments, with deletions."""
    root = tmp_path_factory.mktemp("whole")
    for edition in (1, 2):
        write_documents(root, range(4 * edition, 9 * edition), edition)
        update_index(root / "index", [root / "docs"])
    yield root


def test_the_index_that_is_changed_is_whole(whole: Path) -> None:
    assert not verify(whole / "index")
    assert len(read_toc(str(whole / "index")).entries) > 1


def test_values_that_lie(whole: Path, tmp_path: Path) -> None:
    processes = []
    for seed in range(2):
        shutil.copytree(whole, tmp_path / str(seed))
        processes.append(start(lie_often, tmp_path / str(seed), seed))
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * len(processes)


@pytest.mark.parametrize("field", ["exact", "path"])
def test_a_letter_moves_to_the_next_folded_term(
    field: str, whole: Path, tmp_path: Path
) -> None:
    shutil.copytree(whole, tmp_path / "whole")
    liar = Liar(tmp_path / "whole", 0)
    for place in range(3):
        liar.reset()
        liar.change(f"{field}.folds.ends", place, 1)
        assert [fault for fault in verify(liar.index) if fault.failed]


def test_a_term_that_stands_twice_is_not_joined(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    for number in range(60):
        text = "Lớp ba họp phụ huynh." if number % 3 else "Lớp ba học toán."
        (docs / f"{number}.txt").write_text(text, "utf-8")
    update_index(tmp_path / "index", [docs])
    liar = Liar(tmp_path, 0)
    [segment] = tmp_path.glob("index/*.vns")
    folds = ArrayFile(str(segment)).array("exact.folds.bytes").tobytes()
    liar.change("exact.folds.bytes", folds.index(b"hoc") + 2, ord("p") - ord("c"))
    for number in range(0, 60, 2):
        (docs / f"{number}.txt").write_text("Lớp bốn nghỉ hè.", "utf-8")
    with pytest.raises(IndexDamagedError, match="contradict each other"):
        update_index(tmp_path / "index", [docs])


@pytest.mark.parametrize("by", [1, 2, 100])
def test_a_value_that_is_said_elsewhere(by: int, whole: Path, tmp_path: Path) -> None:
    (whole / "docs" / "giá.txt").write_text(
        "Thuê bao 1.500.000 đồng, gọi 0987 654 321.", "utf-8"
    )
    update_index(tmp_path / "index", [whole / "docs" / "giá.txt"])
    liar = Liar(tmp_path, 0)
    assert not verify(liar.index)
    liar.change("said.places", 0, by)
    assert [fault for fault in verify(liar.index) if fault.failed]
    with contextlib.suppress(IndexDamagedError), vnsearch.open_index(liar.index) as index:
        index.search("1500000")
