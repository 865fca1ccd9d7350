"""A cluster answers as a folder does that holds the same documents.

VNSEARCH_TEST_SCALE=25 in the environment asks a hundred questions of each kind.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, cast

import pytest

from vnsearch import Document, Index, VnsearchError, open_index, update_index

from .differences import differences, questions

SCALE = int(os.environ.get("VNSEARCH_TEST_SCALE", "1"))
WORDS = (
    "hội nghị trung ương hà nội đường phố toàn quốc kỹ thuật kĩ năng hoà bình hòa giải thủ đô"
    " nghỉ hỏi đáp chúa chứa đựng ăn uống lý do lí lẽ thúy thúi tai nạn tay lái ubnd ủy ban"
    " nhân dân bảo hiểm xã hội hanoi 2024 1.500.000 1500000 2/9 02/09 tháng 9 năm c++ mỹ"
    " 50kg 50 kg gạo 5.000 đồng 5000đ thuật người dân đi làm về nhà mưa nắng miền trung u23"
    " việt nam sea games vô địch"
).split()


class Both(NamedTuple):
    """The same documents in a folder and on a cluster."""

    folder: Index
    cluster: Index
    texts: list[str]
    address: str


def make_texts(count: int, seed: int) -> list[str]:
    """Texts of a few phrases each, which other texts have as well."""
    chance = random.Random(seed)
    texts = []
    for _ in range(count):
        parts = []
        for _ in range(chance.randrange(1, 12)):
            start = chance.randrange(len(WORDS) - 4)
            parts.append(" ".join(WORDS[start : start + chance.randrange(1, 5)]))
        texts.append(chance.choice((". ", " ", ", ")).join(parts))
    return texts


def write_records(path: Path, texts: list[str], seed: int = 7) -> None:
    """A file of records of some texts, some with a title, a date, an author and tags."""
    chance = random.Random(seed)
    rows = []
    for number, text in enumerate(texts):
        row: dict[str, object] = {"id": f"{path.stem}-{number}", "text": text}
        if chance.random() < 0.7:
            row["title"] = " ".join(chance.sample(WORDS, 3))
        if chance.random() < 0.6:
            row["date"] = f"2024-{chance.randrange(5, 13):02}" + chance.choice(("", "-17"))
        if text.startswith(("ki ", "ky ")):
            row["tags"] = [text[:2]]
        if chance.random() < 0.3:
            row["author"] = chance.choice(("Nguyễn Thị Hoà", "Lê An"))
        rows.append(json.dumps(row, ensure_ascii=False))
    path.write_text("\n".join(rows), encoding="utf-8")


@pytest.fixture(scope="module")
def both(
    addresses: Callable[[], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Both]:
    folder = tmp_path_factory.mktemp("both")
    texts = make_texts(1200, seed=1)
    write_records(folder / "tin.jsonl", texts)
    (folder / "luật.txt").write_text("Ủy ban nhân dân họp ở Hà Nội.\n", encoding="utf-8")
    address = addresses()
    sources = [folder / "tin.jsonl", folder / "luật.txt"]
    update_index(folder / "index", sources, jobs=1)
    update_index(address, sources, shards=3)
    with open_index(folder / "index") as one, open_index(address) as other:
        yield Both(one, other, texts, address)


def test_generated_questions(both: Both) -> None:
    found = [
        difference
        for asked in questions(both.texts, count=4 * SCALE, seed=3)
        for difference in differences(both.folder, both.cluster, asked)
    ]
    assert not found, "\n".join(found)


def test_an_answer_rests_on_no_earlier_one(both: Both) -> None:
    found = []
    for kind, query, options in questions(both.texts, count=SCALE, seed=5):
        sort = {"sort": "date" if "three" in kind or "explain" in kind else "score"}
        with open_index(both.address) as cluster:
            found += differences(both.folder, cluster, (kind, query, sort | options))
    assert not found, "\n".join(found)


def test_more_like_a_document(both: Both) -> None:
    for number in (3, 500, 1100):
        one, other = both.folder.like(f"tin-{number}"), both.cluster.like(f"tin-{number}")
        assert one.total == other.total and one.query == other.query
        assert [hit.id for hit in one.hits] == [hit.id for hit in other.hits]


def test_a_document_by_its_id(both: Both) -> None:
    one, other = both.folder.document("tin-17"), both.cluster.document("tin-17")
    assert one == other
    for query in ("hoi nghi", '"hà nội"', "toan*", "hanoi", '"hanoi"', "5000"):
        assert both.folder.highlights(one, query) == both.cluster.highlights(other, query)
    for index in (both.folder, both.cluster):
        with pytest.raises(VnsearchError, match="document is 'Hội nghị': give one"):
            index.highlights(cast(Document, "Hội nghị"), "hội")


@pytest.mark.parametrize("prefix", ["hoi", "hộ", "n", "1", "khôngcó"])
def test_terms(both: Both, prefix: str) -> None:
    assert both.cluster.terms(prefix, 10) == both.folder.terms(prefix, 10)


def test_figures(both: Both) -> None:
    one, other = both.folder.stats(), both.cluster.stats()
    for name in (
        "documents",
        "files",
        "syllables",
        "text_size",
        "months",
        "changed",
        "missing",
    ):
        assert getattr(one, name) == getattr(other, name), name
    assert {root.path for root in one.roots} == {root.path for root in other.roots}


def test_a_joined_name_is_told_by_its_texts(
    addresses: Callable[[], str], tmp_path: Path
) -> None:
    singers = [f"Ca sĩ Hoàng Hà hát bài số {n} ở sân khấu." for n in range(8)]
    streets = [f"Tới phố Đinh Tiên Hoàng, Hà Nội lần {n} để hát." for n in range(4)]
    write_records(tmp_path / "tin.jsonl", singers + streets + make_texts(60, seed=2))
    address = addresses()
    update_index(tmp_path / "index", [tmp_path / "tin.jsonl"], jobs=1)
    update_index(address, [tmp_path / "tin.jsonl"], shards=3)
    with open_index(tmp_path / "index") as folder, open_index(address) as cluster:
        assert folder.search("hoangha").total == len(singers)
        for options in ({}, {"any_words": True}, {"explain": True}, {"limit": 0}):
            for query in ("hoangha", "hoangha hát", "hoangha phố lần"):
                assert not differences(folder, cluster, ("joined", query, options))


def test_a_word_is_told_by_all_that_is_known_of_it(
    addresses: Callable[[], str], tmp_path: Path
) -> None:
    """However often it is looked at before; and the word that is being typed."""
    texts = ["Tới Quy Nhơn bơi.", "Ra Qui Nhơn tắm.", "Tới quynhon lặn.", "UBND tỉnh họp."]
    write_records(tmp_path / "tin.jsonl", texts)
    for name in (addresses(), str(tmp_path / "index")):
        update_index(name, [tmp_path / "tin.jsonl"])
        with open_index(name) as index:
            for half_typed in (False, True):
                for query, total in (("quynhon", 3), ("quinhon", 3), ("uy ban nhan dan", 1)):
                    result = index.search(query, half_typed=half_typed)
                    assert result.total == total, (name, query, half_typed)


def test_any_of_many_words(addresses: Callable[[], str], tmp_path: Path) -> None:
    """A document is no worse a candidate for having a rare word's letters alone, if often, and
    no better one for being long.
    """
    chance = random.Random(5)
    common = "các của và quốc viên thẳng bị hội thần đại một người".split()
    texts = [" ".join(chance.choices(common, k=size)) for size in (*range(20, 420), 4000)]
    for rare, letters in (("ẩn", "án"), ("bỉ", "bí bì"), ("đãi", "đài dài"), ("my", "mỹ mĩ")):
        texts += [f"{rare} {chance.choice(common)}"] * 2
        for times in range(8, 60, 4):
            often = chance.choices(letters.split(), k=times)
            texts.append(" ".join((*often, *chance.choices(common, k=times))))
    write_records(tmp_path / "tin.jsonl", texts)
    address = addresses()
    update_index(tmp_path / "index", [tmp_path / "tin.jsonl"], jobs=1)
    update_index(address, [tmp_path / "tin.jsonl"], shards=3)
    with open_index(tmp_path / "index") as folder, open_index(address) as cluster:
        for number in range(24 * SCALE):
            words = chance.sample(common, 3 + number % 6) + chance.sample(
                ["ẩn", "bỉ", "đãi", "my"], 1 + number % 4
            )
            chance.shuffle(words)
            asked = "any", " ".join(words), {"any_words": True, "literal": True}
            assert not differences(folder, cluster, asked)


def test_how_well_a_phrase_is_answered(addresses: Callable[[], str], tmp_path: Path) -> None:
    """Long texts that answer better come before very many short ones."""
    chance = random.Random(8)
    texts = ["chứa kĩ gió", "chứa cửa múa lựa kĩ", "tô nắng", "ky nắng"] * 170
    better = ("chứa kỹ", "chúa kĩ", "chứa của mua lụa kĩ", "chúa cửa múa lựa kỹ", "ki", "hội")
    for text in better * 20:
        texts.append(f"{text} {' '.join(chance.choices(('mưa', 'nắng', 'gió'), k=150))}")
    write_records(tmp_path / "tin.jsonl", texts)
    address = addresses()
    update_index(tmp_path / "index", [tmp_path / "tin.jsonl"], jobs=1)
    update_index(address, [tmp_path / "tin.jsonl"], shards=3)
    with open_index(tmp_path / "index") as folder, open_index(address) as cluster:
        for query in (
            '"chúa kỹ"',
            "chúa-kỹ",
            '"chúa kỹ" OR ki',
            '"chúa của mua lụa kỹ"',
            '"của mua" OR "chúa kỹ"',
            "tô OR ki OR hội",
            "tag:ki",
        ):
            for offset in (0, 20, 90):
                options = {"offset": offset, "any_words": query == "tag:ki"}
                assert not differences(folder, cluster, ("phrase", query, options))


def test_dates_in_very_many_texts(addresses: Callable[[], str], tmp_path: Path) -> None:
    """Of how often one is written there, and in how long a text, a server tells nothing."""
    chance = random.Random(1)
    texts = []
    for _ in range(480):
        words = chance.choices(("mưa", "nắng", "gió"), k=chance.choice((0, 1, 3, 10, 60, 200)))
        dates = chance.choices(("2/9", "02/09"), k=chance.choice((1, 1, 2, 3)))
        words.insert(chance.randrange(len(words) + 1), " ".join(dates))
        texts.append(" ".join(words))
    write_records(tmp_path / "tin.jsonl", texts)
    address = addresses()
    update_index(tmp_path / "index", [tmp_path / "tin.jsonl"], jobs=1)
    update_index(address, [tmp_path / "tin.jsonl"], shards=3)
    with open_index(tmp_path / "index") as folder, open_index(address) as cluster:
        for query in ("2/9", "02/09 OR gió", "02/09 mưa"):
            for offset in (0, 90):
                assert not differences(folder, cluster, ("dates", query, {"offset": offset}))


def test_a_prefix_of_very_many_terms(addresses: Callable[[], str], tmp_path: Path) -> None:
    """More than can score one by one: the common ones do."""
    chance = random.Random(6)
    texts = []
    for number in range(600):
        words = ["sau"] * chance.randrange(1, 9) + chance.choices(
            WORDS, k=chance.randrange(20, 200)
        )
        chance.shuffle(words)
        texts.append(" ".join((*words, f"sa{number}", f"sát{number}x")))
    write_records(tmp_path / "tin.jsonl", texts)
    address = addresses()
    update_index(tmp_path / "index", [tmp_path / "tin.jsonl"], jobs=1)
    update_index(address, [tmp_path / "tin.jsonl"], shards=3)
    with open_index(tmp_path / "index") as folder, open_index(address) as cluster:
        for query, options in (
            ("sa*", {"exact": True}),
            ("sa*", {}),
            ("sá* hội", {}),
            ("s*", {}),
        ):
            assert not differences(folder, cluster, ("prefix", query, options))
