"""Whatever a file or a query holds, from its bytes to the printed answer: no fault, no harm.

What is printed has no control characters, what is not indexed is named, and memory and
processor time have a bound.
"""

from __future__ import annotations

import gzip
import io
import itertools
import json
import os
import random
import re
import resource
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import vnsearch
from vnsearch import VnsearchError, update_index
from vnsearch.output.forms import OutputOptions
from vnsearch.output.printer import make_printer
from vnsearch.output.problems import sentence
from vnsearch.records import Hit

from . import SCALE
from .library import SENTENCES, write_documents
from .processes import Command, Ended, at_step

_MEMORY = 1 << 30  # bytes of addresses, a third of them NumPy's before anything is read
_SECONDS = 60  # of processor time, many times what any takes
_UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_SUFFIXES = (
    *("", ".txt", ".md", ".jsonl", ".json", ".html", ".csv", ".tsv", ".eml", ".mbox"),
    *(".txt.gz", ".jsonl.gz", ".zip", ".docx", ".epub", ".odt", ".bin"),
)
_HARMFUL = (
    *("\x1b[2J", "\x1b]0;tên\x07", "\r\n", "\r", "\x00", "\x08", "\x7f", "\x9b31m", "\x85"),
    *("\u202e", "\u2066", "\u200f", "\u2028", "\u200b", "\u00ad", "\ufeff", "\ufffe", "\ufffd"),
    *("a" + "\u0301" * 500, "\u0301", "\u1ab0" * 40, "ế", "e\u0302\u0301", "ĐƯỜNG", "Ⅷ", "ﬀ"),
    *(
        "👩‍👩‍👧",
        "\U0010ffff",
        "<b>",
        "</html>",
        "[/red]",
        "{",
        "}",
        '"',
        "\\",
        "%s",
        "$(x)",
        "`",
    ),
    *("date 2024-13", "date 0000-00", '{"text": "hội"}', "[" * 200, "<div>" * 50, "a" * 3000),
)
_words = st.sampled_from(" ".join(SENTENCES).split())
_texts = st.lists(
    st.one_of(_words, st.sampled_from(_HARMFUL), st.text(max_size=20)), max_size=30
).map(" ".join)
_encodings = st.sampled_from(["utf-8", "utf-16", "utf-16-be", "utf-32", "cp1258", "latin-1"])


@st.composite
def _contents(draw: st.DrawFn) -> bytes:
    """Bytes of any kind, most of them a text that is damaged in some way."""
    kind = draw(st.sampled_from(["bytes", "text", "text", "cut", "mixed", "json", "gzip"]))
    if kind == "bytes":
        return draw(st.binary(max_size=3000))
    text = draw(_texts)
    if kind == "json":
        values = draw(st.lists(st.one_of(st.none(), st.integers(), _texts), max_size=4))
        records = [{"id": value, "title": text, "text": value} for value in values]
        return "\n".join(json.dumps(record) for record in [*records, text]).encode()
    content = text.encode(draw(_encodings), "replace")
    if kind == "gzip":
        content = gzip.compress(content, mtime=0)
    if kind in ("cut", "gzip"):
        content = content[draw(st.integers(0, 5)) : len(content) - draw(st.integers(0, 5))]
    if kind == "mixed":
        content += draw(st.binary(max_size=100)) + text.encode("utf-8", "surrogatepass")
    return content


_files = st.lists(st.tuples(st.sampled_from(_SUFFIXES), _contents()), min_size=1, max_size=5)
_queries = st.lists(
    st.one_of(_texts, st.text(max_size=30), st.lists(_words, max_size=3).map(" ".join)),
    min_size=1,
    max_size=3,
)


@settings(max_examples=30 * SCALE)
@given(files=_files, queries=_queries)
def test_any_bytes_to_any_answer(files: list[tuple[str, bytes]], queries: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_documents(root, [99], edition=1)
        for number, (suffix, content) in enumerate(files):
            (root / "docs" / f"tin-{number}{suffix}").write_bytes(content)
        summary = update_index(root / "index", [root / "docs"])
        named = " ".join(sentence(problem) for problem in summary.problems)
        with vnsearch.open_index(root / "index") as index:
            assert index.stats().documents == summary.total
            held = {hit.path for hit in index.search("path:tin", limit=1000).hits}
            for number, (suffix, _) in enumerate(files):
                path = str(root / "docs" / f"tin-{number}{suffix}")
                assert path in named or any(os.path.samefile(path, known) for known in held)
            for query in queries:
                answer_harmlessly(index, query)


def answer_harmlessly(index: vnsearch.Index, query: str) -> None:
    """Ask a query, and print the answer in the forms for pipes."""
    try:
        result = index.search(query, limit=50, snippets=3)
    except VnsearchError as error:
        assert str(error) and "\n" not in str(error)
        return
    for hit in result.hits:
        check_hit(hit)
        with suppress(VnsearchError):  # two records of a file may have one name
            assert index.document(hit.id).title
    for form in ("plain", "vimgrep", "json", "jsonl"):
        stream = io.BytesIO()
        make_printer(OutputOptions(form=form), stream).print(result)
        text = stream.getvalue().decode()
        assert not _UNSAFE.search(text)
        if form == "json":
            assert json.loads(text)["total"] == result.total
        elif form == "jsonl":
            assert len([json.loads(line) for line in text.splitlines()]) == len(result.hits)


def check_hit(hit: Hit) -> None:
    """Every highlight lies in its snippet, and no two overlap."""
    for snippet in hit.snippets:
        ends = [0]
        for start, end in snippet.highlights:
            assert ends[-1] <= start < end <= len(snippet.text)
            ends.append(end)


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


def repeated(unit: str, size: int) -> bytes:
    """A text of some bytes that is one thing again and again."""
    encoded = unit.encode()
    return encoded * (size // len(encoded))


_MEGA = 1_000_000 if SCALE > 1 else 120_000
_EXTREMES: dict[str, Callable[[], bytes]] = {
    "marks.txt": lambda: ("hội nghị a" + "\u0301" * 100_000).encode(),
    "all-marks.txt": lambda: repeated("a" + "".join(map(chr, range(0x300, 0x370))), _MEGA),
    "one-word.txt": lambda: repeated("hộinghị", 4 * _MEGA),
    "digits.txt": lambda: repeated("0123456789", 4 * _MEGA),
    "one-line.txt": lambda: repeated("hội nghị toàn quốc ", 8 * _MEGA),
    "one-line.jsonl": lambda: b'{"text": "' + repeated("hội nghị ", 8 * _MEGA) + b'"}',
    "empty-lines.txt": lambda: b"\n" * _MEGA + "hội nghị".encode(),
    "returns.txt": lambda: b"\r" * _MEGA,
    "spaces.txt": lambda: b" " * 4 * _MEGA,
    "controls.txt": lambda: bytes(range(1, 32)) * 30_000,
    "continuation.txt": lambda: "hội ".encode() + b"\x80" * _MEGA,
    "half-words.txt": lambda: repeated("hội", _MEGA)[:-1],
    "utf-16.txt": lambda: b"\xff\xfe" + b"\x00\xd8" * 100_000,
    "noise.txt": lambda: random.Random(1).randbytes(_MEGA),
    "letters.txt": lambda: bytes(random.Random(1).choices(range(0x80, 0x100), k=_MEGA)),
    "arrays.json": lambda: b"[" * _MEGA,
    "arrays.jsonl": lambda: b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "objects.jsonl": lambda: b'{"text":' * 100_000,
    "number.jsonl": lambda: b'{"text": "a", "id": ' + b"9" * 100_000 + b"}",
    "names.jsonl": lambda: repeated('{"id": "a", "text": "hội"}\n', _MEGA),
    "faults.jsonl": lambda: b"{\n" * 300_000,
    "tags.html": lambda: b"<div>" * 200_000,
    "comments.html": lambda: b"<!-- " * 200_000,
    "entities.html": lambda: b"&amp;" * 200_000 + b"&" * 200_000,
    "quotes.csv": lambda: b'"' * _MEGA,
    "columns.csv": lambda: b"," * _MEGA,
    "headers.eml": lambda: b"From: a\n" * 100_000,
    "parts.eml": lambda: b"Content-Type: multipart/mixed; boundary=a\n\n" * 5_000,
    "fences.md": lambda: b"```\n>" * 200_000,
    "stars.md": lambda: b"*_[![(" * 100_000,
    "zeros.txt.gz": lambda: gzip.compress(bytes(400 * _MEGA), 1),
    "spaces.jsonl.gz": lambda: gzip.compress(b" " * (100 * _MEGA), 1),
}


_names = list(_EXTREMES)
_GROUPS = (
    [_names[start::4] for start in range(4)] if SCALE == 1 else [[name] for name in _names]
)


@pytest.mark.parametrize("names", _GROUPS, ids=" ".join)
def test_extremes_are_bounded(names: list[str], tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for name in names:
        (tmp_path / "docs" / name).write_bytes(_EXTREMES[name]())
    (tmp_path / "docs" / "z.txt").write_text(SENTENCES[0], encoding="utf-8")
    ended = Command(tmp_path, "index", "docs", "--jobs", "1", first=limit).end()
    assert ended.status in (0, 2) and "Traceback" not in ended.output, ended
    assert len(ended.output) < 100_000
    ended = Command(tmp_path, "search", "--json", "hội nghị", first=limit).end()
    assert ended.status == 0, ended
    assert any(hit["path"] == "docs/z.txt" for hit in json.loads(ended.output)["hits"])
    told = Command(tmp_path, "index", "docs", "--rebuild", "-v").end().output
    assert all(f"docs/{name}" in told for name in names)


_LONG_QUERIES = {
    "word": "a" * 100_000,
    "words": "hội nghị " * 5_000,
    "other words": " ".join(f"từ{number}" for number in range(3_000)),
    "marks": "a" + "\u0301" * 100_000,
    "phrase": '"' + "hội nghị " * 3_000 + '"',
    "or": " OR ".join(["hội"] * 3_000),
    "without": "hội " + "-nghị " * 3_000,
    "quotes": '"' * 3_001,
    "prefixes": "h* " * 1_000,
    "fuzzy": "hội~ " * 300,
    "colons": "title:" * 3_000,
    "nested": "-" * 10_000 + "hội",
    "controls": "hội\x00\x1b[2J\r\n\u202e\ud800",
}


@pytest.mark.parametrize("query", _LONG_QUERIES.values(), ids=_LONG_QUERIES)
def test_long_queries_are_bounded(query: str, tmp_path: Path) -> None:
    write_documents(tmp_path, range(3), edition=1)
    update_index(tmp_path / "index", [tmp_path / "docs"])
    (tmp_path / "queries").write_bytes(query.encode("utf-8", "surrogatepass"))
    ended = Command(tmp_path, "search", "--batch", "queries", first=limit).end()
    assert ended.status in (0, 1, 2) and "Traceback" not in ended.output, ended.output[:1000]
    for line in ended.output.splitlines():
        assert json.loads(line)["version"] == 1


def test_a_word_with_many_thousand_accents_is_bounded(tmp_path: Path) -> None:
    """One folded word in 20,000 forms: a table of form beside form would take gigabytes."""
    forms = itertools.islice(itertools.product("aàáảãạăằắẳẵặâầấẩẫậ", repeat=4), 20_000)
    (tmp_path / "docs").mkdir()
    text = " ".join(map("".join, forms)) + " hội nghị"
    (tmp_path / "docs" / "dấu.txt").write_text(text, encoding="utf-8")
    update_index(tmp_path / "index", [tmp_path / "docs"])
    queries = ("aaaa aaaa", "aaâa hoi nghi", "aaaa~ aaaa*", "-aaaa hội")
    (tmp_path / "queries").write_text("\n".join(queries), encoding="utf-8")
    ended = Command(tmp_path, "search", "--batch", "queries", first=limit).end()
    assert ended.status == 0 and "Traceback" not in ended.output, ended.output[:1000]
    totals = [json.loads(line)["total"] for line in ended.output.splitlines()]
    assert totals == [1, 1, 1, 0]


def say(ended: Ended, *names: str) -> None:
    """Each of the files is named in one line, and nothing went wrong otherwise."""
    complaints = [line for line in ended.output.splitlines() if line.startswith("vnsearch: ")]
    assert "Traceback" not in ended.output
    for name in names:
        assert sum(line.startswith(f"vnsearch: {name}") for line in complaints) == 1, ended


def test_loops_pipes_sockets_and_devices(tmp_path: Path) -> None:
    import socket

    write_documents(tmp_path, range(3), edition=1)
    docs = tmp_path / "docs"
    (docs / "loop").symlink_to(docs)
    (docs / "self").symlink_to("self")
    (docs / "nothing").symlink_to("gone")
    os.mkfifo(docs / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(docs / "socket.txt"))
    (docs / "device.txt").symlink_to("/dev/zero")
    (docs / "terminal.txt").symlink_to("/dev/tty")
    ended = Command(tmp_path, "index", "docs", "--follow-links").end()
    assert ended.status == 2
    say(ended, "docs/self", "docs/nothing", "docs/pipe.txt", "docs/socket.txt")
    say(ended, "docs/device.txt", "docs/terminal.txt")
    assert "3 added" in ended.output
    for given_name in ("pipe.txt", "device.txt", "socket.txt"):
        ended = Command(tmp_path, "index", f"docs/{given_name}").end()
        assert ended.status == 2
        say(ended, f"docs/{given_name}")


def grow(path: str) -> None:
    with open(path, "ab") as file:
        file.write("\nHội nghị họp thêm một ngày.".encode() * 50_000)


def cut(path: str) -> None:
    os.truncate(path, 10)


def replace_by_a_pipe(path: str) -> None:
    os.unlink(path)
    os.mkfifo(path)


def replace_by_a_folder(path: str) -> None:
    os.unlink(path)
    os.mkdir(path)


@pytest.mark.parametrize("act", [os.unlink, grow, cut, replace_by_a_pipe, replace_by_a_folder])
@pytest.mark.parametrize("name", ["tin-1.txt", "tin-1.jsonl"])
def test_files_that_change_while_they_are_read(
    tmp_path: Path, name: str, act: Callable[[str], Any]
) -> None:
    saved = tmp_path / "saved"
    write_documents(saved.parent, [0, 2], edition=1)
    shutil.move(tmp_path / "docs", saved)
    lines = [json.dumps({"id": str(n), "text": SENTENCES[n % 7]}) for n in range(11_000)]
    text = "\n".join(lines) if name.endswith("jsonl") else "\n".join(SENTENCES)
    (saved / name).write_text(text, encoding="utf-8")
    for number in range(20):
        shutil.rmtree(tmp_path / "docs", ignore_errors=True)
        shutil.rmtree(tmp_path / "index", ignore_errors=True)
        shutil.copytree(saved, tmp_path / "docs")
        first = partial(at_step, number, f"docs/{name}", partial(act, f"docs/{name}"))
        ended = Command(tmp_path, "index", "docs", "--jobs", "1", first=first).end()
        assert ended.status in (0, 2) and "Traceback" not in ended.output, ended
        found = Command(tmp_path, "search", "-l", "tin số").end().output.splitlines()
        assert {"docs/tin-0.txt", "docs/tin-2.txt"} <= set(found)
        assert Command(tmp_path, "verify").end().status == 0
        if (tmp_path / "docs" / name).exists() and (
            tmp_path / "docs" / name
        ).stat().st_size == (saved / name).stat().st_size:
            break  # the file was not opened so many times
    else:
        pytest.fail("the file is opened again and again")
    assert number >= 2
