"""How fast folders of many small files are indexed, and looked through when nothing changed.

    python tests/bench/files.py [--files 100000] [--jobs N]

Makes the files in a temporary folder, a hundred in each of its folders.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from machine import describe

from vnsearch import update_index
from vnsearch.records import UpdateSummary

SENTENCES = (
    "Sáng nay hội nghị toàn quốc khai mạc tại Hà Nội.",
    "Con đường mới nối hai xã ven sông đã thông xe.",
    "Chợ nổi họp từ tờ mờ sáng trên sông Hậu.",
    "Bão số ba gây mưa lớn ở các tỉnh ven biển.",
)


def make_files(folder: Path, count: int) -> None:
    """Texts of some ten sentences, each unlike the others."""
    for number in range(count):
        path = folder / f"{number // 100}" / f"{number}.txt"
        if number % 100 == 0:
            path.parent.mkdir()
        text = " ".join(SENTENCES[(number + n) % len(SENTENCES)] for n in range(10))
        path.write_text(f"Bản tin số {number}. {text}\n", encoding="utf-8")


def timed(index: Path, folder: Path, jobs: int) -> tuple[float, UpdateSummary]:
    """Seconds of one update, and what it did."""
    start = time.perf_counter()
    summary = update_index(index, [folder], jobs=jobs)
    return time.perf_counter() - start, summary


def main() -> None:
    """Make the files, index them, and update twice."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--jobs", type=int, default=0)
    arguments = parser.parse_args()
    print(", ".join(f"{name} {value}" for name, value in describe().items()))
    with tempfile.TemporaryDirectory() as name:
        folder, index = Path(name, "texts"), Path(name, "index")
        folder.mkdir()
        make_files(folder, arguments.files)
        time.sleep(2)  # files this young would be read again: their times tell nothing so far
        for what in ("first", "unchanged", "unchanged"):
            seconds, summary = timed(index, folder, arguments.jobs)
            rate = arguments.files / seconds
            done = f"{summary.added} added, {summary.unchanged} unchanged"
            print(f"{what:10} {seconds:7.2f} s  {rate:9,.0f} files a second  {done}")


if __name__ == "__main__":
    main()
