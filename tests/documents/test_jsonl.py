"""JSON Lines: cut into chunks of whole lines, a document or a problem for each line."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from vnsearch.documents import limits
from vnsearch.documents.formats import jsonl
from vnsearch.documents.metadata import record_fields
from vnsearch.documents.read import FileNote, ReadRules, chunks, read
from vnsearch.output.problems import sentence
from vnsearch.records import Document, Problem

from .reading import (
    HOI_NGHI,
    documents,
    encoding_of,
    entry_of,
    only_problem,
    problems,
    readings,
)


def lines(*records: object) -> bytes:
    return b"".join(json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in records)


def test_a_record_is_a_document(tmp_path: Path) -> None:
    path = tmp_path / "tin.jsonl"
    record = {
        "id": "tin/7",
        "title": "Hội nghị\ttoàn quốc",
        "text": "Sáng nay khai mạc.\r\nChiều bế mạc.",
        "date": "16/12/2024",
        "author": ["Lê An", "Vũ Bình"],
        "lang": "vi",
        "tags": ["x"],
    }
    path.write_bytes(b"\n" + lines(record))
    assert documents(path) == [
        Document(
            path=str(path),
            title="Hội nghị toàn quốc",
            body="Sáng nay khai mạc.\nChiều bế mạc.",
            part="tin/7",
            id="tin/7",
            line=2,
            date="2024-12-16",
            author="Lê An, Vũ Bình",
            kind="jsonl",
            language="vi",
            tags=("x",),
        )
    ]


def test_a_record_without_id_title_and_date(tmp_path: Path) -> None:
    path = tmp_path / "tin.ndjson"
    path.write_bytes(lines({"Nội Dung": "date 2024-12 Sáng nay khai mạc. Hết."}))
    (found,) = documents(path)
    assert (found.part, found.id, found.line) == ("1", "", 1)
    assert (found.title, found.title_in_body) == ("Sáng nay khai mạc.", True)
    assert (found.date, found.body) == ("2024-12", "Sáng nay khai mạc. Hết.")


def test_an_id_may_be_a_number(tmp_path: Path) -> None:
    path = tmp_path / "tin.jsonl"
    path.write_bytes(lines({"id": 7, "text": HOI_NGHI}, {"id": None, "text": HOI_NGHI}))
    assert [(one.id, one.part) for one in documents(path)] == [("7", "7"), ("", "2")]


DEEP = b'{"text":' + b"[" * 200_000 + b"]" * 200_000 + b"}\n"


@pytest.mark.parametrize(
    ("line", "reason", "failed"),
    [
        (b"khong phai JSON\n", ":2 is not JSON (Expecting value", True),
        (b'{"text": "cut off\n', ":2 is not JSON", True),
        (b'{"text": 12}\n', ":2 has no text and was passed over", False),
        (b'{"text": null}\n', ":2 has no text and was passed over", False),
        (b'{"text": " "}\n', ":2 has no text and was passed over", False),
        (b'{"text": ' + b"1" * 5000 + b"}\n", ":2 ", True),
        (DEEP, ":2 is JSON nested too deeply", True),
    ],
)
def test_a_bad_line_is_named_and_the_rest_read(
    tmp_path: Path, line: bytes, reason: str, failed: bool
) -> None:
    path = tmp_path / "tin.jsonl"
    good = lines({"text": HOI_NGHI})
    path.write_bytes(good + line + b"\n" + good)
    found = readings(path)
    assert [one.line for one in found if isinstance(one, Document)] == [1, 4]
    (problem,) = [one for one in found if isinstance(one, Problem)]
    assert problem.path == str(path)
    assert f"{path}{reason}" in sentence(problem)
    assert problem.failed == failed


def test_of_very_many_bad_lines_the_rest_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "tin.jsonl"
    path.write_bytes(b"hong\n" * 250 + lines({"text": HOI_NGHI}))
    found = readings(path)
    reasons = [sentence(one) for one in found if isinstance(one, Problem)]
    assert len(reasons) == limits.FAULTS_NAMED + 1
    assert "150 more records that could not be read" in reasons[-1]
    assert [one.line for one in found if isinstance(one, Document)] == [251]


COMPRESSIONS: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("", bytes),
    (".gz", gzip.compress),
    (".bz2", bz2.compress),
    (".xz", lzma.compress),
]


@pytest.mark.parametrize(("suffix", "compress"), COMPRESSIONS)
def test_a_large_file_is_cut_at_line_ends(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    suffix: str,
    compress: Callable[[bytes], bytes],
) -> None:
    monkeypatch.setattr(jsonl, "CHUNK_SIZE", 20_000)
    monkeypatch.setattr("vnsearch.documents.read.WHOLE_SIZE", 100)
    path = tmp_path / f"tin.jsonl{suffix}"
    records = [{"id": number, "text": f"{HOI_NGHI} {number} " * 40} for number in range(200)]
    content = lines(*records)
    path.write_bytes(compress(content[:-1]))  # no newline at the end
    rules = ReadRules()
    cut = list(chunks(entry_of(path), rules))
    assert len(cut) > 5
    payloads = [one.payload or b"" for one in cut]
    assert b"".join(payloads) == content[:-1]
    assert all(one.endswith(b"}\n") for one in payloads[:-1])
    sent = pickle.loads(pickle.dumps(cut))
    found = [one for chunk in sent for one in read(chunk, rules)]
    texts = [one for one in found if isinstance(one, Document)]
    assert [(one.id, one.line) for one in texts] == [(str(n), n + 1) for n in range(200)]
    assert isinstance(found[0], FileNote)


@pytest.mark.parametrize("suffix", [".gz", ".bz2", ".xz"])
def test_of_a_truncated_file_the_whole_lines_are_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"tin.jsonl{suffix}"
    compress = dict(COMPRESSIONS)[suffix]
    # Two members, so that bzip2 has a whole block to give before the cut.
    first = compress(lines(*({"id": n, "text": HOI_NGHI} for n in range(10))))
    second = compress(lines(*({"id": n, "text": HOI_NGHI} for n in range(10, 20))))
    path.write_bytes(first + second[:-20])
    found = readings(path)
    assert [one.id for one in found if isinstance(one, Document)][:10] == list("0123456789")
    (problem,) = [one for one in found if isinstance(one, Problem)]
    assert f"{path} is damaged or cut off" in sentence(problem)
    assert problem.failed


def test_a_line_beyond_the_limit_is_named_and_the_rest_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jsonl, "DOCUMENT_LIMIT", 1_000_000)
    path = tmp_path / "tin.jsonl"
    good = lines({"text": HOI_NGHI})
    path.write_bytes(good + lines({"text": "dài " * 800_000}) + good + good)
    found = readings(path)
    assert [one.line for one in found if isinstance(one, Document)] == [1, 3, 4]
    (problem,) = [one for one in found if isinstance(one, Problem)]
    assert f"{path}:2 is larger than 1 MB" in sentence(problem)


def test_a_line_of_10_mb_is_a_document(tmp_path: Path) -> None:
    path = tmp_path / "tin.jsonl"
    path.write_bytes(lines({"text": f"{HOI_NGHI} " * 120_000}))
    (found,) = documents(path)
    assert len(found.body.encode()) > 9_000_000


def test_lone_surrogates_become_replacement_characters(tmp_path: Path) -> None:
    path = tmp_path / "tin.jsonl"
    path.write_text(r'{"id": "\udfff", "title": "a\ud800", "text": "b\udc00 \ud83d\ude00"}')
    (found,) = documents(path)
    assert (found.id, found.title, found.body) == ("�", "a�", "b� 😀")


def test_controls_stay(tmp_path: Path) -> None:
    path = tmp_path / "tin.jsonl"
    path.write_bytes(b'{"text": "a\\u0000b\\u001b[2Jc"}\n')
    assert documents(path)[0].body == "a\0b\x1b[2Jc"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_a_file_of_lines_in_wide_characters(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "tin.jsonl"
    text = lines({"text": HOI_NGHI}, {"text": "Bế mạc"}).decode()
    path.write_bytes(text.encode(encoding))
    assert [one.body for one in documents(path)] == [HOI_NGHI, "Bế mạc"]
    assert encoding_of(path) == encoding.removesuffix("-sig")


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "tin.jsonl"
    path.write_bytes(b"")
    problem = only_problem(path)
    assert sentence(problem) == f"{path} is empty and was passed over"
    assert not problem.failed


def test_a_file_that_has_gone_since(tmp_path: Path) -> None:
    path = tmp_path / "tin.jsonl"
    path.write_bytes(lines({"text": HOI_NGHI}))
    entry = entry_of(path)
    path.unlink()
    rules = ReadRules()
    (problem,) = [one for chunk in chunks(entry, rules) for one in read(chunk, rules)]
    assert isinstance(problem, Problem)
    assert sentence(problem).startswith(f"{path} does not exist")


def test_field_names_are_found_however_written() -> None:
    keys = record_fields.field_keys(
        ("ID", " Tiêu đề", "NỘI DUNG", "no\u0323\u0302i dung", "khác")
    )
    assert keys == {"id": "ID", "title": " Tiêu đề", "text": "NỘI DUNG"}


def test_problems_of_a_missing_text_are_one_each(tmp_path: Path) -> None:
    path = tmp_path / "tin.jsonl"
    path.write_bytes(lines({"a": 1}, {"a": 2}))
    assert len(problems(path)) == 2
