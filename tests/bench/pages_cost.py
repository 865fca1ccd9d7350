"""What it costs a query that pages are read and not mapped: CPU, in pairs by turns.

    python tests/bench/pages_cost.py INDEX [--pairs N]

Mapped is the same index with the same checksums, taken of the mapped file itself: what a file
that shrinks would end the process by.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
import zlib
from collections.abc import Sequence
from typing import Any

from vnsearch import open_index
from vnsearch.index.arrays.pages import PAGE, CheckedPages, PagedFile, damaged

QUERIES = (
    "hội nghị toàn quốc",
    "bảo hiểm y tế",
    "giá vàng hôm nay",
    "thủ tướng chính phủ",
    "bóng đá nữ việt nam",
    "hoi nghi",
    "duong pho ha noi",
    "xuat khau gao",
    "tai nạn giao thông",
    "học sinh thi đại học",
    "thuốc chữa bệnh",
    "ca sĩ",
)
PARTS = ("the first query", "eleven others, once", "all twelve again")
_init, _check = CheckedPages.__init__, CheckedPages.check


def _map(self: CheckedPages, file: PagedFile, end: int, sums: Any, passing: bool) -> None:
    _init(self, file, end, sums, passing=True)


def _check_mapped(self: CheckedPages, start: int, stop: int) -> None:
    view = memoryview(self.buffer)
    for page in range(start // PAGE, (stop - 1) // PAGE + 1):
        if not self._seen[page]:
            content = view[page * PAGE : min((page + 1) * PAGE, self._end)]
            if zlib.crc32(content) != self._sums[page]:
                raise damaged(self._file.path, "has changed")
            self._seen[page] = 1


def _seconds(index: Any, queries: Sequence[str]) -> float:
    started = time.process_time()
    for query in queries:
        index.search(query)
    return time.process_time() - started


def measure(path: str, mapped: bool) -> tuple[float, ...]:
    """Seconds of CPU of each of the parts, on an index opened anew."""
    setattr(CheckedPages, "__init__", _map if mapped else _init)  # noqa: B010 - mypy forbids it
    setattr(CheckedPages, "check", _check_mapped if mapped else _check)  # noqa: B010
    gc.collect()
    with open_index(path) as index:
        parts = QUERIES[:1], QUERIES[1:], QUERIES
        return tuple(_seconds(index, part) for part in parts)


def main() -> None:
    """Print the medians, and the ratio of the pairs with its quartiles."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("index")
    parser.add_argument("--pairs", type=int, default=20)
    asked = parser.parse_args()
    pairs = []
    for number in range(asked.pairs + 1):
        order = (False, True) if number % 2 else (True, False)
        found = {mapped: measure(asked.index, mapped) for mapped in order}
        if number:  # the first fills the caches
            pairs.append((found[False], found[True]))
    for place, part in enumerate(PARTS):
        read, mapped = (
            statistics.median(pair[side][place] for pair in pairs) * 1e3 for side in (0, 1)
        )
        ratios = [pair[0][place] / pair[1][place] for pair in pairs]
        low, middle, high = statistics.quantiles(ratios, n=4)
        print(
            f"{part}: read {read:.1f} ms, mapped {mapped:.1f} ms; "
            f"ratio {middle:.2f} (quartiles {low:.2f} to {high:.2f})"
        )


if __name__ == "__main__":
    main()
