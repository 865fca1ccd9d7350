"""What files that were made to do harm cost: time and peak memory of indexing each of them.

    python tests/bench/hostile.py [--only PART] [--jobs N] [--out RUN]

Each file is indexed beside two others, which must be found afterwards; it must itself be found
or named. Memory is what all processes of the command have written to, sampled; what was read
from files is not counted. RUN is a folder of `runs/`.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import string
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from kept_runs import keep, table

SENTENCE = "Sáng nay hội nghị toàn quốc khai mạc tại Hà Nội, đường về nước còn dài."
MEMORY, SECONDS = 400_000_000, 10.0  # beside the size on disk; of processor time
_SAMPLED = 0.005  # seconds

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_BODY = f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>'


class Cost(NamedTuple):
    """What indexing one file took, and what was said of it."""

    seconds: float
    memory: int
    status: int
    said: str
    found: bool


def pdf(content: bytes, pages: int = 1) -> bytes:
    """A PDF whose pages all have this one content, compressed."""
    packed = zlib.compress(content, 9)
    kids = b" ".join(b"%d 0 R" % (5 + number) for number in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, pages),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(packed), packed),
    ]
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 3 0 R >> >> >>"
    )
    made, places = b"%PDF-1.4\n", b""
    for number, body in enumerate([*objects, *[page] * pages], 1):
        places += b"%010d 00000 n \n" % len(made)
        made += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    size = len(objects) + pages + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, places)
    return (
        made
        + head
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (
            size,
            len(made),
        )
    )


def shown(text: bytes) -> bytes:
    """A page's content that shows this."""
    return b"BT /F1 10 Tf 20 800 Td " + text + b" ET"


def package(**parts: str) -> Callable[[], bytes]:
    """A Word file with these parts, their names with "__" for a slash and an end of .xml."""

    def made() -> bytes:
        with tempfile.TemporaryFile() as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                for name, text in parts.items():
                    archive.writestr(f"{name.replace('__', '/')}.xml", text)
            file.seek(0)
            return file.read()

    return made


def random_words(count: int, letters: int) -> bytes:
    """Different words by chance, of that many letters each."""
    alphabet = (string.ascii_lowercase + string.digits).encode()
    table = bytes(alphabet[byte % len(alphabet)] for byte in range(256))
    chance = random.Random(count)
    joined = bytearray(chance.randbytes(count * (letters + 1)).translate(table))
    joined[letters :: letters + 1] = b" " * count
    return bytes(joined)


def packed(content: Callable[[], bytes]) -> Callable[[], bytes]:
    """The content, gzipped."""
    return lambda: gzip.compress(content(), 1)


def text_of(unit: str, size: int, encoding: str = "utf-8") -> bytes:
    """A text of about `size` bytes that is one thing again and again."""
    encoded = unit.encode(encoding)
    return encoded * (size // len(encoded))


_90MB, _95MB = 90_000_000, 95_000_000
_PRINTED = bytes(max(byte, 0x20) for byte in range(256))
TCVN3 = "Céng hßa x· héi chñ nghÜa ViÖt Nam"
ARRAYS = b'{"text": [%b1]}' % (b"[]," * 20_000_000)
_PARAGRAPH, _END = "<w:p><w:r><w:t>a</w:t></w:r></w:p>", "</w:body></w:document>"

HOSTILE: dict[str, Callable[[], bytes]] = {
    # a PDF
    "a page of 8 million words.pdf": lambda: pdf(shown(b"(ab)Tj " * 8_000_000)),
    "a page of 8 million lines.pdf": lambda: pdf(shown(b"(ab)Tj T* " * 8_000_000)),
    "a page of 400,000 words.pdf": lambda: pdf(shown(b"(ab)Tj " * 400_000)),
    "20,000 pages of one content.pdf": lambda: pdf(shown(b"(ab)Tj " * 40_000), 20_000),
    "deep brackets.pdf": lambda: pdf(b"[" * 30_000_000),
    "many lines drawn.pdf": lambda: pdf(b"0 0 m 9 9 l S " * 8_000_000),
    # many words
    "45 million words.txt.gz": packed(lambda: text_of("a b ", _90MB)),
    "18 million words.txt.gz": packed(lambda: text_of("hội nghị ", _95MB)),
    "14 million words.txt.gz": packed(lambda: text_of(SENTENCE + "\n", _95MB)),
    "16 million different pairs.txt.gz": packed(lambda: random_words(15_900_000, 3)),
    "10 million different words.txt.gz": packed(lambda: random_words(9_500_000, 9)),
    "3 million long words.txt.gz": packed(lambda: random_words(3_000_000, 30)),
    "45 million ideographs.txt.gz": packed(lambda: text_of("南國山河", _90MB)),
    "Khmer.txt.gz": packed(lambda: text_of("សួស្តី ", _90MB)),
    "loose marks.txt.gz": packed(lambda: text_of("ho\u0302\u0323i nghi\u0323 ", _90MB)),
    # many lines
    "90 million newlines.txt.gz": packed(lambda: b"\n" * _90MB + SENTENCE.encode()),
    "45 million lines.txt.gz": packed(lambda: b"a\n" * 45_000_000),
    "45 million short lines.md.gz": packed(lambda: b"- \n" * 30_000_000 + SENTENCE.encode()),
    "45 million returns.txt.gz": packed(lambda: b"\r\n" * 45_000_000 + SENTENCE.encode()),
    # many values
    "a record of 20 million arrays.json.gz": packed(lambda: ARRAYS),
    "a record of 20 million arrays.jsonl.gz": packed(lambda: ARRAYS + b"\n"),
    "3 million records.jsonl.gz": packed(lambda: b'{"text":"a b"}\n' * 3_000_000),
    "20,000 columns and rows.csv": lambda: b"text" + b",b" * 20_000 + b"\n" + b"a b\n" * 20_000,
    "45 million cells.csv.gz": packed(lambda: (b"a," * 1_000_000 + b"\n") * 45),
    "45 million rows.csv.gz": packed(lambda: b"a,b\n" * 22_000_000),
    "10 million elements.docx": package(
        word__document=_BODY + _END, docProps__core=f"<x>{'<a/>' * 10_000_000}</x>"
    ),
    "2.5 million paragraphs.docx": package(
        word__document=_BODY + _PARAGRAPH * 2_500_000 + _END
    ),
    # encodings
    "90 MB of TCVN3.txt.gz": packed(lambda: text_of(TCVN3 + "\n", _90MB, "latin-1")),
    "90 MB of TCVN3 as UTF-8.txt.gz": packed(lambda: text_of(TCVN3 + "\n", _90MB)),
    "90 MB of UTF-8 read wrongly.txt.gz": packed(lambda: text_of("Há»™i nghá»‹\n", _90MB)),
    "one line of TCVN3.txt.gz": packed(lambda: text_of(TCVN3 + " ", _90MB, "latin-1")),
    "noise.txt.gz": packed(lambda: random.Random(1).randbytes(50_000_000).translate(_PRINTED)),
    "90 MB of UTF-16.txt.gz": packed(
        lambda: b"\xff\xfe" + text_of(SENTENCE + "\n", _90MB, "utf-16-le")
    ),
    # lines that patterns run over
    "stars.md": lambda: b"# " + b"**a " * 16_000,
    "brackets.md": lambda: b"# " + b"[" * 40_000,
    "spaces.md": lambda: b"# a" + b" " * 16_000 + b"b",
    "a subject in code.eml": lambda: (
        b"From: a@b.vn\nMessage-ID: <1>\nSubject: %b\n\na" % (b"=?a?q?b=?a?q?b" * 5_000)
    ),
    "tags.html": lambda: b"<div>" * 6_000_000 + SENTENCE.encode(),
    "open tags.html": lambda: b"<a <" * 6_000_000 + SENTENCE.encode(),
    "entities.html": lambda: text_of("&#7897;", 30_000_000),
    "braces.rtf": lambda: b"{\\rtf1 " + b"{" * 20_000_000 + b"a b",
    "zeros.txt.gz": packed(lambda: bytes(2_000_000_000)),
}  # fmt: skip


def make(folder: Path, name: str) -> Path:
    """The file, beside two others."""
    for number in (1, 2):
        (folder / f"tin-{number}.txt").write_text(
            f"Tin số {number}. {SENTENCE}\n", encoding="utf-8"
        )
    if name not in HOSTILE:
        return make_ignored(folder)
    path = folder / name
    path.write_bytes(HOSTILE[name]())
    return path


def make_ignored(folder: Path) -> Path:
    """A pattern of many stars beside a long name."""
    (folder / ".gitignore").write_text("*a" * 60 + "*b\n", encoding="utf-8")
    path = folder / ("a" * 200)
    path.write_text(SENTENCE, encoding="utf-8")
    return path


def index(folder: Path, name: str, jobs: int) -> Cost:
    """What indexing the folder costs."""
    command = [sys.executable, "-m", "vnsearch", "--index", str(folder.parent / "index")]
    started = os.times()
    process = subprocess.Popen(
        [*command, "index", str(folder), "--jobs", str(jobs), "-v"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    peak = [0]
    watch = threading.Thread(target=_watch, args=(process, peak))
    watch.start()
    said, _ = process.communicate()
    watch.join()
    ended = os.times()
    seconds = sum(ended[2:4]) - sum(started[2:4])
    asked = subprocess.run(
        [*command, "search", "-l", "tin số"], capture_output=True, text=True, check=False
    ).stdout
    named = [line.rpartition(name)[2] for line in said.splitlines() if name in line]
    found = all(f"tin-{number}.txt" in asked for number in (1, 2))
    return Cost(seconds, peak[0], process.returncode, " ".join(named).strip()[:100], found)


def _watch(process: subprocess.Popen[str], peak: list[int]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], sum(map(_written, _tree(process.pid))))
        time.sleep(_SAMPLED)


def _tree(pid: int) -> Iterator[int]:
    yield pid
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            children = Path(f"/proc/{pid}/task/{task}/children").read_text().split()
            for child in children:
                yield from _tree(int(child))
    except OSError:
        return  # it has ended


def _written(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    rows, raw = [], {}
    for name in [*HOSTILE, "a pattern of stars"]:
        if options.only not in name:
            continue
        with tempfile.TemporaryDirectory(prefix="hostile-") as made:
            folder = Path(made, "docs")
            folder.mkdir()
            path = make(folder, name)
            size = path.stat().st_size
            cost = index(folder, path.name, options.jobs)
        beside = cost.memory - size
        kept = beside <= MEMORY and cost.seconds <= SECONDS and cost.found
        row = [name, f"{size / 1e6:.2f}", f"{cost.seconds:.1f}", f"{cost.memory / 1e6:.0f}",
               str(cost.status), "yes" if kept else "NO", cost.said]  # fmt: skip
        rows.append(row)
        raw[name] = cost._asdict() | {"size": size}
        print(" | ".join(row), flush=True)
    header = ["file", "MB", "CPU s", "peak MB", "status", "kept", "said"]
    tables = {"Hostile files": table(header, rows)}
    print(tables["Hostile files"])
    if options.out:
        keep(options.out, tables, raw)


if __name__ == "__main__":
    main()
