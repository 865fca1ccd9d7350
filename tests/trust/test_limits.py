"""An index at its limits: nothing in it, one document, all deleted, words long and many."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import vnsearch
from vnsearch import update_index
from vnsearch.index.verify import verify

from . import SCALE
from .library import SENTENCES, answers, left_over, write_documents
from .processes import Command

on_demand = pytest.mark.skipif(SCALE == 1, reason="takes minutes: set VNSEARCH_TEST_SCALE")


def holds(root: Path, documents: int) -> None:
    """The index has so many documents; every command works on it."""
    assert not verify(root / "index")
    found = int(documents > 0)
    for arguments, status in (
        (("search", "tin số"), 1 - found),
        (("search", '"tin số"', "path:tin", "t*", "-khôngcó"), 1 - found),
        (("search", "--sort", "date", "--any", "tin khôngcó"), 1 - found),
        (("terms", "t"), 1 - found),
        (("stats",), 0),
        (("verify",), 0),
        (("show", "docs/khôngcó.txt"), 2),
    ):
        ended = Command(root, *arguments).end()
        assert ended.status == status and "Traceback" not in ended.output, ended
    with vnsearch.open_index(root / "index") as index:
        assert index.search("tin số").total == documents == index.stats().documents


def test_from_nothing_to_something_and_less(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for numbers in ([], [1], [1, 2, 3], [2], [3]):
        for file in (tmp_path / "docs").iterdir():
            file.unlink()
        write_documents(tmp_path, numbers, edition=1)
        summary = update_index(tmp_path / "index", [tmp_path / "docs"])
        assert summary.total == len(numbers)
        holds(tmp_path, len(numbers))
        found = answers(tmp_path / "index")
        update_index(tmp_path / "index", [tmp_path / "docs"], rebuild=True)
        assert answers(tmp_path / "index") == found
    assert left_over(tmp_path / "index") == set()


def test_texts_without_a_word(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "dấu.txt").write_text("... !!! ???\n—\n", encoding="utf-8")
    update_index(tmp_path / "index", [tmp_path / "docs"])
    write_documents(tmp_path, [1], edition=1)
    update_index(tmp_path / "index", [tmp_path / "docs"])
    with vnsearch.open_index(tmp_path / "index") as index:
        assert index.stats().documents == 2
        [hit] = index.search("path:dấu").hits
        assert hit.title == "... !!! ???"


@pytest.mark.parametrize("letter", ["a", "ế", "ក", "9"])
def test_a_word_of_ten_thousand_letters(tmp_path: Path, letter: str) -> None:
    (tmp_path / "docs").mkdir()
    word = letter * 10_000
    text = f"{SENTENCES[0]} {word} {SENTENCES[1]}"
    (tmp_path / "docs" / "dài.txt").write_text(text, encoding="utf-8")
    (tmp_path / "docs" / "ngắn.txt").write_text(f"{SENTENCES[0]} {word[1:]}", encoding="utf-8")
    update_index(tmp_path / "index", [tmp_path / "docs"])
    with vnsearch.open_index(tmp_path / "index") as index:
        for query in (word, f'"Hà Nội {word}"', f"{word[:9_999]}* -{word[1:]}"):
            assert [hit.id for hit in index.search(query).hits] == ["docs/dài.txt"]
        [hit] = index.search(word).hits
        assert word in hit.snippets[0].text


def test_a_word_a_hundred_thousand_times(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    text = "hội " * 50_000 + "\n" + "Hội nghị. " * 50_000
    (tmp_path / "docs" / "nhiều.txt").write_text(text, encoding="utf-8")
    write_documents(tmp_path, range(3), edition=1)
    update_index(tmp_path / "index", [tmp_path / "docs"])
    with vnsearch.open_index(tmp_path / "index") as index:
        [most, *_] = index.terms("hội", limit=1)
        assert most.occurrences > 100_000
        assert index.search("hội nghị").hits[0].id == "docs/nhiều.txt"
        assert "docs/nhiều.txt" in {hit.id for hit in index.search("hội").hits}
        assert index.search('"hội hội hội nghị"').total == 1  # across the line's end
        assert index.search('"hội nghị hội hội"').total == 0
        assert index.search('"nghị hội nghị hội nghị"').total == 1
        for hit in index.search("hội", snippets=3).hits:
            assert all(len(snippet.text) <= 160 for snippet in hit.snippets)


def code(number: int) -> str:
    """A word that no other number has, and that is none itself."""
    return f"x{number:x}y"


def records(count: int) -> Iterator[str]:
    for number in range(count):
        text = f"Hồ sơ {code(number)} đã nộp."
        yield json.dumps({"id": f"hồ-sơ-{number}", "text": text}, ensure_ascii=False)


def test_more_documents_and_words_than_sixteen_bits_count(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    count = 66_000
    file = tmp_path / "docs" / "hồ sơ.jsonl"
    file.write_text("\n".join(records(count)), encoding="utf-8")
    summary = update_index(tmp_path / "index", [tmp_path / "docs"])
    assert summary.total == count
    with vnsearch.open_index(tmp_path / "index") as index:
        assert index.search("hồ sơ").total == count
        for number in (0, 65_535, 65_536, count - 1):
            [hit] = index.search(f'"sơ {code(number)} đã"').hits
            assert hit.id == f"hồ-sơ-{number}"
            assert index.document(hit.id).body.startswith(f"Hồ sơ {code(number)} ")


@on_demand
def test_a_thousand_small_updates(tmp_path: Path) -> None:
    for number in range(1000):
        write_documents(tmp_path, [number], edition=number)
        update_index(tmp_path / "index", [tmp_path / "docs"])
    found = answers(tmp_path / "index")
    assert len(list((tmp_path / "index").glob("*.vns"))) < 10
    update_index(tmp_path / "index", [tmp_path / "docs"], rebuild=True)
    assert answers(tmp_path / "index") == found


@on_demand
def test_a_document_of_ten_million_words(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    sentence = " ".join(SENTENCES)
    words = len(sentence.split())
    with open(tmp_path / "docs" / "dài.txt", "w", encoding="utf-8") as file:
        for number in range(10_000_000 // words):
            file.write(f"{sentence}\n" if number != 70_000 else "Một câu chỉ có ở đây.\n")
    ended = Command(tmp_path, "index", "docs").end()
    assert ended.status == 0 and ended.output.startswith("1 added"), ended
    with vnsearch.open_index(tmp_path / "index") as index:
        assert index.stats().syllables > 9_900_000
        [hit] = index.search("câu chỉ có ở đây").hits
        assert hit.snippets[0].text == "Một câu chỉ có ở đây."
        assert hit.snippets[0].line == 70_001
