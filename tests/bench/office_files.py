"""How many office files a second are indexed, format by format.

    python tests/bench/office_files.py [FOLDER] [--copies 200] [--out RUN]

indexes copies of each file of FOLDER, by one process; without it, of the page and the table
that are kept for the tests. Seconds are of the processor, the reader's of PDFs included.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import tempfile
from pathlib import Path
from typing import Any

from kept_runs import keep, table

from vnsearch import update_index
from vnsearch.documents.read import ReadRules, chunks, read
from vnsearch.documents.walking.walk import WalkRules, walk
from vnsearch.files import FileEntry
from vnsearch.records import Document

KEPT = Path(__file__).parents[1] / "documents" / "minutes"
NAMES = ("uni.docx", "uni.doc", "uni.pdf", "bang.xlsx", "uni.odt", "uni.rtf", "bang.xls")
HEADER = ("file", "kB", "kB of text", "files a second", "MB of text a second")


def seconds() -> float:
    """Processor time of this process and of those that it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def measure(path: Path, copies: int) -> dict[str, Any]:
    """Copies of a file indexed: its size, that of its text, and the rate."""
    with tempfile.TemporaryDirectory() as name:
        folder, index = Path(name, "files"), Path(name, "index")
        folder.mkdir()
        for number in range(copies):
            shutil.copy(path, folder / f"{number}{path.suffix}")
        start = seconds()
        summary = update_index(index, [folder], jobs=1)
        taken = seconds() - start
        if summary.added != copies:
            raise SystemExit(f"{path}: {summary.added} of {copies} were read")
    rules = ReadRules()
    (entry,) = (one for one in walk([str(path)], WalkRules()) if isinstance(one, FileEntry))
    read_once = (one for chunk in chunks(entry, rules) for one in read(chunk, rules))
    text = sum(len(one.body.encode()) for one in read_once if isinstance(one, Document))
    return {
        "file": path.name,
        "bytes": path.stat().st_size,
        "text": text,
        "rate": copies / taken,
    }


def main() -> None:
    """Measure each file, print the table, and keep the run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--copies", type=int, default=200)
    parser.add_argument("--out")
    arguments = parser.parse_args()
    paths = (
        sorted(arguments.folder.iterdir()) if arguments.folder else [KEPT / n for n in NAMES]
    )
    found = [measure(path, arguments.copies) for path in paths]
    rows = [
        (one["file"], f"{one['bytes'] / 1e3:.1f}", f"{one['text'] / 1e3:.1f}",
         f"{one['rate']:.0f}", f"{one['rate'] * one['text'] / 1e6:.2f}")
        for one in found
    ]  # fmt: skip
    print(shown := table(HEADER, rows))
    if arguments.out:
        title = f"{arguments.copies} copies of each, one process"
        keep(Path(__file__).parent / "runs" / arguments.out, {title: shown}, {"files": found})


if __name__ == "__main__":
    main()
