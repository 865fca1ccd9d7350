"""What an update of an index on a cluster adds, replaces and removes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from vnsearch import VnsearchError, open_index, update_index, verify
from vnsearch.cluster.client.address import parse_address
from vnsearch.cluster.client.connection import Connection
from vnsearch.cluster.client.json_queries import Json
from vnsearch.cluster.querying import finding
from vnsearch.cluster.querying.finding import Finder
from vnsearch.cluster.updating.lock import WriterLock
from vnsearch.errors import IndexLockedError, IndexNotFoundError

from .differences import differences, questions
from .test_same_answers import SCALE, make_texts, write_records


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "tin"
    made.mkdir()
    (made / "a.txt").write_text("Hội nghị ở Hà Nội.\n", encoding="utf-8")
    (made / "b.txt").write_text("Đường phố Huế đông người.\n", encoding="utf-8")
    return made


def found(address: str, query: str) -> list[str]:
    with open_index(address) as index:
        return sorted(Path(hit.path).name for hit in index.search(query).hits)


def test_files_come_change_and_go(folder: Path, address: str) -> None:
    first = update_index(address, [folder])
    assert (first.added, first.total) == (2, 2)
    assert found(address, "huế") == ["b.txt"]
    (folder / "b.txt").write_text("Đường phố Vinh đông người.\n", encoding="utf-8")
    (folder / "c.txt").write_text("Biển Nha Trang ở miền trung.\n", encoding="utf-8")
    (folder / "a.txt").unlink()
    second = update_index(address)
    assert (second.added, second.updated, second.removed, second.total) == (1, 1, 1, 2)
    assert found(address, "huế") == found(address, "hội nghị") == []
    assert found(address, "vinh OR biển") == ["b.txt", "c.txt"]
    third = update_index(address)
    assert (third.added, third.updated, third.removed, third.unchanged) == (0, 0, 0, 2)
    assert not [fault for fault in verify(address) if fault.failed]


def test_a_rehearsal_writes_nothing(folder: Path, address: str) -> None:
    assert update_index(address, [folder], dry_run=True).added == 2
    with pytest.raises(IndexNotFoundError, match="vnsearch index"):
        open_index(address)


def test_after_many_changes_the_answers_are_the_same(tmp_path: Path, address: str) -> None:
    texts = make_texts(400, seed=4)
    source = tmp_path / "tin"
    source.mkdir()
    for number in range(4):
        write_records(source / f"{number}.jsonl", texts[100 * number : 100 * number + 100])
    update_index(address, [source], shards=2)
    write_records(source / "1.jsonl", texts[130:190])
    (source / "3.jsonl").unlink()
    update_index(address)
    update_index(tmp_path / "index", [source])
    with open_index(tmp_path / "index") as one, open_index(address) as other:
        asked = questions(texts, count=SCALE, seed=9)
        different = [line for each in asked for line in differences(one, other, each)]
    assert not different, "\n".join(different)


def test_a_rebuild_swaps_under_a_search(folder: Path, address: str) -> None:
    update_index(address, [folder])
    with open_index(address) as index:
        (folder / "c.txt").write_text("Hội nghị ở Huế.\n", encoding="utf-8")
        summary = update_index(address, rebuild=True, shards=2)
        assert (summary.added, summary.total) == (3, 3)
        assert index.search("hội nghị").total == 2  # the one that was opened has gone
        index.refresh()
        assert not index.refresh()
    assert found(address, "huế") == ["b.txt", "c.txt"]


def test_shards_are_for_an_index_that_is_made(folder: Path, address: str) -> None:
    update_index(address, [folder])
    with pytest.raises(VnsearchError, match="--rebuild"):
        update_index(address, shards=2)


def test_a_root_is_forgotten_with_its_words(folder: Path, address: str) -> None:
    other = folder.parent / "khác"
    other.mkdir()
    (other / "d.txt").write_text("Chuyện riêng của Thuỵ.\n", encoding="utf-8")
    update_index(address, [folder, other])
    with open_index(address) as index:
        assert [count.term for count in index.terms("thuy")] == ["thuỵ"]
    summary = update_index(address, forget=[other])
    assert (summary.removed, summary.total) == (1, 2)
    with open_index(address) as index:
        assert index.terms("thuy") == [] and index.search("thuỵ").total == 0
        assert [root.path for root in index.stats().roots] == [str(folder)]


def test_a_mistyped_path_makes_no_index(address: str, tmp_path: Path) -> None:
    summary = update_index(address, [tmp_path / "không có"])
    assert [problem.what for problem in summary.problems] == ["missing"]
    with pytest.raises(IndexNotFoundError):
        open_index(address)


def test_machines_keep_their_own(
    folder: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    update_index(address, [folder])
    elsewhere = folder.parent / "nơi khác"
    elsewhere.mkdir()
    (elsewhere / "x.txt").write_text("Hội nghị ở Cần Thơ.\n", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("platform.node", lambda: "máy-khác")
        with pytest.raises(VnsearchError, match="nothing of this machine"):
            update_index(address)
        update_index(address, [elsewhere])
        (folder / "a.txt").unlink()
        assert update_index(address).removed == 0  # it is not for this machine to tell
        update_index(address, rebuild=True)
        assert found(address, "hội nghị") == ["a.txt", "x.txt"]
    summary = update_index(address)
    assert summary.removed == 1
    assert found(address, "hội nghị") == ["x.txt"]
    with open_index(address) as index:
        [hit] = index.search("cần thơ").hits
        assert hit.stale == ""  # its file is on another machine


def test_one_writer_at_a_time(folder: Path, address: str) -> None:
    with closing(Connection(parse_address(address))) as connection:
        refused = pytest.raises(IndexLockedError, match="is being written by")
        with WriterLock(connection, wait=0), refused:
            update_index(address, [folder])
    assert update_index(address, [folder]).added == 2


def test_what_a_server_refuses_is_named(tmp_path: Path, address: str) -> None:
    source = tmp_path / "tin.jsonl"
    rows = [{"id": "1", "text": "Hội nghị"}, {"id": "x" * 40_000, "text": "Hội thảo"}]
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    summary = update_index(address, [source])
    assert [problem.what for problem in summary.problems] == ["not taken"]
    assert summary.total == 1
    assert found(address, "hội") == ["tin.jsonl"]


def test_names_that_are_no_text_come_back(tmp_path: Path, address: str) -> None:
    name = b"t\xea n.txt".decode("utf-8", "surrogateescape")
    path = tmp_path / name
    path.write_text("Hội nghị\n", encoding="utf-8")
    update_index(address, [path])
    with open_index(address) as index:
        [hit] = index.search("hội nghị").hits
        assert Path(hit.path).name == name and hit.stale == ""
        assert index.document(hit.id).body.strip() == "Hội nghị"


@pytest.mark.parametrize("rebuild", [False, True])
def test_a_document_that_is_written_between_ranking_and_showing(
    folder: Path, address: str, monkeypatch: pytest.MonkeyPatch, rebuild: bool
) -> None:
    update_index(address, [folder])
    written = ["Huế mưa.\n", "Hội nghị khai mạc ở Huế.\n"][: 1 if rebuild else 2]

    def after_writing(self: Finder, ranked: Sequence[Json]) -> list[Json]:
        if written:
            (folder / "b.txt").write_text(written.pop(), encoding="utf-8")
            update_index(address, rebuild=rebuild)
        return sources(self, ranked)

    sources = Finder._sources
    monkeypatch.setattr(Finder, "_sources", after_writing)
    with open_index(address) as index:
        [hit] = index.search("huế").hits
    assert [snippet.text for snippet in hit.snippets] == ["Huế mưa."]
    assert not written


def test_documents_that_change_all_the_time(
    folder: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    update_index(address, [folder])
    monkeypatch.setattr(finding, "version", lambda _: object())
    with open_index(address) as index, pytest.raises(VnsearchError, match="search once more"):
        index.search("huế")


def test_copies_that_no_node_is_there_for(folder: Path, address: str) -> None:
    update_index(address, [folder], replicas=5)
    faults = verify(address)
    assert faults and not any(fault.failed for fault in faults)
    assert all("vnsearch index --rebuild --replicas 0" in fault.reason for fault in faults)
    update_index(address, rebuild=True, replicas=0)
    assert not verify(address)
