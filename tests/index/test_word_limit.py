"""A document of more words than are indexed as one is told by counting them."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

import vnsearch
from vnsearch import update_index
from vnsearch.documents.limits import DIFFERENT_WORDS, DOCUMENT_WORDS, PIECE_SIZE
from vnsearch.index.making.tokenizing import array_tokenizer, pieces, variety
from vnsearch.index.updating.word_limit import too_many_words
from vnsearch.index.verify import verify
from vnsearch.records import Document


def document(body: str) -> Document:
    return Document(path="a.txt", title="Hội nghị", body=body)


@pytest.mark.parametrize(
    ("piece", "times"),
    [
        ("ở ", DOCUMENT_WORDS),  # exactly as many as may be
        ("hội nghị\n", DOCUMENT_WORDS // 4),
        ("…\u00a0", DOCUMENT_WORDS),
        ("ế", DOCUMENT_WORDS + 1),
    ],
)
def test_documents_within_the_limit(piece: str, times: int) -> None:
    body = piece * times
    assert len(body) > PIECE_SIZE
    assert too_many_words(document(body)) is None


@pytest.mark.parametrize("piece", ["ở ", "國", "ờ…"])
def test_documents_beyond_the_limit(piece: str) -> None:
    problem = too_many_words(document(piece * (DOCUMENT_WORDS + 1)))
    assert problem is not None
    assert (problem.what, problem.path) == ("too many words", "a.txt")


def test_a_document_of_too_many_different_words_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = DIFFERENT_WORDS // 10
    monkeypatch.setattr(variety, "DIFFERENT_WORDS", most)
    monkeypatch.setattr(array_tokenizer, "_PIECE", array_tokenizer._PIECE // 10)
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "a.txt").write_text("Hội nghị khai mạc.", encoding="utf-8")
    codes = " ".join(f"m{number}" for number in range(most + 2_000))
    (docs / "b.txt").write_text(f"Hội nghị. {codes}", encoding="utf-8")
    (docs / "c.txt").write_text("Hội nghị bế mạc.", encoding="utf-8")
    summary = update_index(tmp_path / "index", [docs], jobs=1)
    (problem,) = summary.problems
    assert (problem.what, problem.path) == ("too many words", str(docs / "b.txt"))
    with vnsearch.open_index(tmp_path / "index") as index:
        found = {hit.id for hit in index.search("hội nghị").hits}
    assert found == {"docs/a.txt", "docs/c.txt"}
    assert not verify(tmp_path / "index")


@pytest.mark.parametrize("order", ["shuffled", "again and again"])
def test_a_document_of_too_many_different_pairs_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, order: str
) -> None:
    """Few words, put together in ever other ways; the same text is no fault where they are
    put together as before.
    """
    monkeypatch.setattr(variety, "DIFFERENT_PAIRS", 20_000)
    monkeypatch.setattr(array_tokenizer, "_PIECE", 10_000)
    chance = random.Random(6)
    words = ["hội", "nghị", "lúa", "gạo", *(f"m{number}" for number in range(300))]
    some = chance.choices(words, k=25_000 if order == "shuffled" else 5_000)
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "a.txt").write_text(" ".join(some * (25_000 // len(some))), encoding="utf-8")
    (docs / "b.txt").write_text("Hội nghị khai mạc.", encoding="utf-8")
    summary = update_index(tmp_path / "index", [docs], jobs=1)
    named = [(problem.what, problem.detail) for problem in summary.problems]
    too_many = [("too many words", "20,000 different pairs of")]
    assert named == (too_many if order == "shuffled" else [])
    assert summary.total == (1 if order == "shuffled" else 2)


@pytest.mark.parametrize(("word", "is_named"), [("a1" * 30_000, True), ("a1/" * 20_000, False)])
def test_a_word_without_end_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str, is_named: bool
) -> None:
    """What has signs in it, as pictures written in letters have, is many words."""
    monkeypatch.setattr(array_tokenizer, "_PIECE", 1_000)
    monkeypatch.setattr(pieces, "_FARTHEST", 100)
    monkeypatch.setattr(array_tokenizer, "LONGEST_WORD", 50_000)
    (tmp_path / "a.txt").write_text(f"Hội nghị. {word} bế mạc", encoding="utf-8")
    summary = update_index(tmp_path / "index", [tmp_path / "a.txt"], jobs=1)
    named = [problem.detail for problem in summary.problems]
    assert named == (["50,000 letters in one of its"] if is_named else [])
    assert summary.total == (not is_named)


def test_different_words_are_counted_by_text_and_foreseen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What came before makes no odds, nor in which field it is; a rehearsal says the same."""
    monkeypatch.setattr(array_tokenizer, "_PIECE", 2_000)
    monkeypatch.setattr(variety, "DIFFERENT_WORDS", 600)
    docs = tmp_path / "docs"
    docs.mkdir()
    many = " ".join(f"m{number}" for number in range(800))
    for name in ("a.txt", "b.txt"):
        (docs / name).write_text(f"Hội nghị. {many}", encoding="utf-8")
    (docs / "c.txt").write_text("Hội nghị khai mạc. " * 400, encoding="utf-8")
    records = [
        {"id": "một", "text": "Hội nghị bế mạc.", "author": many},
        {"id": "hai", "text": "Hội nghị bế mạc." + " Đại biểu ra về." * 400, "author": many},
        {"id": "ba", "text": "Hội nghị bế mạc.", "author": many[:1_000]},
    ]
    lines = "".join(json.dumps(record) + "\n" for record in records)
    (docs / "d.jsonl").write_text(lines, encoding="utf-8")
    rehearsed = update_index(tmp_path / "index", [docs], jobs=1, dry_run=True)
    summary = update_index(tmp_path / "index", [docs], jobs=1)
    assert rehearsed.problems == summary.problems
    assert (rehearsed.added, rehearsed.size) == (summary.added, summary.size)
    named = [
        (problem.what, Path(problem.path).name, problem.line) for problem in summary.problems
    ]
    assert named == [
        ("too many words", "a.txt", 0),
        ("too many words", "b.txt", 0),
        ("too many words", "d.jsonl", 1),
        ("too many words", "d.jsonl", 2),
    ]
    with vnsearch.open_index(tmp_path / "index") as index:
        assert {hit.id for hit in index.search("hội nghị").hits} == {"docs/c.txt", "ba"}
    assert not verify(tmp_path / "index")
