"""Whoosh over our segments: what it finds, and what it is told of terms and documents."""

from __future__ import annotations

import io
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from vnsearch.errors import IndexDamagedError
from vnsearch.index.bridge.whoosh_codec import ArrayCodec, ArraySegment
from vnsearch.index.bridge.whoosh_import import index, matching, query, reading
from vnsearch.index.bridge.whoosh_schema import make_schema
from vnsearch.index.segment.file_times import TimesEntry
from vnsearch.index.segment.reader import SegmentEntry
from vnsearch.records import Document

from .indexing import (
    CONGRESS_ID,
    DOCUMENTS,
    ROAD,
    ROAD_ID,
    SUGAR_ID,
    ids,
    make_index,
    segment_files,
)

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (query.Term("exact", "hội"), {CONGRESS_ID, ROAD_ID, SUGAR_ID}),
        (query.Term("exact", "hỏi"), {ROAD_ID}),
        (query.Term("exact", "Hội"), set()),  # Whoosh is given terms, not text
        (query.Term("exact", "\ud800"), set()),
        (query.Term("folded", "duong"), {ROAD_ID, SUGAR_ID}),
        (query.Term("pairs", "hoi nghi"), {CONGRESS_ID}),
        (query.Term("pairs", "uong hoi"), set()),  # title and text are no neighbours
        (query.Term("pairs", "hoi"), set()),
        (query.Term("title", "đường"), {ROAD_ID, SUGAR_ID}),
        (query.Term("path", "nghi"), {CONGRESS_ID}),
        (query.Term("path", "jsonl"), {ROAD_ID, SUGAR_ID}),
        (query.Term("author", "hoà"), {CONGRESS_ID}),
        (query.Term("to", "hà"), {CONGRESS_ID}),
        (query.Term("tag", "ương"), {CONGRESS_ID}),
        (query.Term("kind", "jsonl"), {ROAD_ID}),
        (query.Term("id", CONGRESS_ID), {CONGRESS_ID}),
        (query.Term("id", ROAD_ID), {ROAD_ID}),
        (query.Term("id", SUGAR_ID), {SUGAR_ID}),
        (query.Term("date", "20241216"), {CONGRESS_ID}),
        (query.Prefix("date", "2024"), {CONGRESS_ID, ROAD_ID}),
        (query.TermRange("date", "20241101", "20241231"), {CONGRESS_ID}),
        (query.Phrase("exact", ["hội", "nghị", "lần"]), {CONGRESS_ID}),
        (query.Phrase("exact", ["trung", "ương", "hội"]), set()),
        (query.Phrase("folded", ["cay", "so", "nguoi"]), {ROAD_ID}),
        (query.Phrase("folded", ["gia", "duong", "tang", "duong"]), {SUGAR_ID}),
        (query.Phrase("exact", ["tăng", "nói"], slop=20), {SUGAR_ID}),
        (query.Prefix("exact", "đư"), {ROAD_ID, SUGAR_ID}),
        (query.Wildcard("exact", "đ*ng"), {ROAD_ID, SUGAR_ID}),
        (query.FuzzyTerm("folded", "duongg"), {ROAD_ID, SUGAR_ID}),
        (query.Every(), {CONGRESS_ID, ROAD_ID, SUGAR_ID}),
        (query.Every("author"), {CONGRESS_ID}),
        (query.Not(query.Term("exact", "đường")), {CONGRESS_ID}),
        (
            query.And([query.Term("exact", "hội"), query.Not(query.Term("exact", "hỏi"))]),
            {CONGRESS_ID, SUGAR_ID},
        ),
        (
            query.Or([query.Term("exact", "hỏi"), query.Term("exact", "giá")]),
            {ROAD_ID, SUGAR_ID},
        ),
        (
            query.AndMaybe(query.Term("exact", "đường"), query.Term("exact", "giá")),
            {ROAD_ID, SUGAR_ID},
        ),
    ],
)
def test_what_whoosh_finds(news: index.FileIndex, asked: query.Query, found: set[str]) -> None:
    assert set(ids(news, asked)) == found


def test_the_best_comes_first(news: index.FileIndex) -> None:
    assert ids(news, query.Term("exact", "nghị")) == [CONGRESS_ID]
    assert ids(news, query.Term("folded", "duong")) == [SUGAR_ID, ROAD_ID]  # three times, twice
    assert ids(news, query.Every(), sortedby="date")[:2] == [ROAD_ID, CONGRESS_ID]
    with news.searcher() as searcher:
        best = searcher.search(query.Or([query.Term("exact", "hội")] * 2), limit=1)
        assert [hit["id"] for hit in best] == [CONGRESS_ID]


def test_spans_are_places_in_the_token_stream(news: index.FileIndex) -> None:
    """The title comes first, then a gap that counts as a place, then the text."""
    with news.searcher() as searcher:
        matcher = searcher.postings("exact", "hội")
        assert matcher.value_as("positions") == [0, 5, 17]
        assert [span.start for span in matcher.spans()] == [0, 5, 17]
        assert matcher.value_as("frequency") == 3
        decoded = searcher.schema["exact"].format.decode_positions(matcher.value())
        assert decoded == [0, 5, 17]


def test_stored_fields(news: index.FileIndex) -> None:
    with news.searcher() as searcher:
        assert searcher.document(id=ROAD_ID) == {
            "id": ROAD_ID,
            "path": "tin/duong.jsonl",
            "part": "7",
            "title": "Đường mới ở Đông Hà",
            "title_in_body": False,
            "author": "",
            "to": "",
            "tag": "",
            "date": "20241100",
            "line": 7,
            "kind": "jsonl",
            "language": "",
            "file": (len(ROAD.body), 1_700_000_000_000_000_000, "a1b2"),
            "text": ROAD.body,
            "exact": "đường mới ở đông hà\n"
            "con đường dài tám cây số người dân hỏi hội chợ ở đâu",
        }
        congress = searcher.document(id=CONGRESS_ID)
        assert congress["tag"] == "hội nghị\nTrung ương"
        stored = [fields["text"] for fields in searcher.all_stored_fields()]
        assert stored == [document.body for document in DOCUMENTS]


@pytest.mark.parametrize(
    ("field", "lengths"),
    [
        ("exact", [20, 18, 13]),
        ("folded", [20, 18, 13]),
        ("pairs", [18, 16, 12]),
        ("title", [4, 5, 3]),
        ("path", [4, 3, 3]),
        ("author", [3, 0, 0]),
        ("to", [7, 0, 0]),
        ("tag", [4, 0, 0]),
        ("kind", [-1, -1, -1]),
        ("id", [-1, -1, -1]),
        ("date", [-1, -1, -1]),
    ],
)
def test_lengths_are_exact(news: index.FileIndex, field: str, lengths: list[int]) -> None:
    with news.reader() as reader:
        found = [reader.doc_field_length(number, field, -1) for number in range(3)]
        assert found == lengths
        if min(lengths) >= 0:
            assert reader.field_length(field) == sum(lengths)
            assert reader.min_field_length(field) == min(lengths)
            assert reader.max_field_length(field) == max(lengths)


def test_terms_come_in_the_order_of_their_bytes(news: index.FileIndex) -> None:
    with news.reader() as reader:
        every = list(reader.all_terms())
        assert every == sorted(set(every))
        assert {field for field, _ in every} == set(reader.indexed_field_names())
        for leaf, _ in reader.leaf_readers():
            own = list(leaf.all_terms())
            assert own == sorted(set(own))
            for field, term in own:
                assert (field, term) in leaf
                assert list(leaf.terms_from(field, term)) == own[own.index((field, term)) :]
            after = list(leaf.terms_from("exact", "đ".encode() + b"\xff"))
            assert after == [one for one in own if one >= ("exact", "đ".encode() + b"\xff")]
        found = [term.decode() for term in reader.expand_prefix("exact", "đư")]
        assert found == ["đương", "đường"]
        assert list(reader.expand_prefix("pairs", "duong ")) == [
            f"duong {second}".encode() for second in ("dai", "kim", "moi", "noi", "tang")
        ]


def test_a_cursor_walks_along_the_terms(news: index.FileIndex) -> None:
    with news.reader() as reader:
        leaf, _ = next(iter(reader.leaf_readers()))
        cursor = leaf.cursor("title")
        terms = [cursor.text()]
        while cursor.next():
            terms.append(cursor.text())
        assert terms == sorted(terms) == list(leaf.field_terms("title"))
        assert (cursor.text(), cursor.is_valid()) == (None, False)
        assert cursor.find("h") == cursor.text() == "hà"
        assert cursor.first() == terms[0]
        assert leaf.cursor("text").text() is None


def test_statistics_of_a_term(news: index.FileIndex) -> None:
    with news.reader() as reader:
        info = reader.term_info("folded", "hoi")
        assert (info.weight(), info.doc_frequency(), info.max_weight()) == (6, 3, 3)
        assert (info.min_length(), info.max_length()) == (13, 20)
        assert (info.min_id(), info.max_id()) == (0, 2)
        assert reader.doc_frequency("folded", "hoi") == 3
        assert reader.frequency("folded", "hoi") == 6
        assert (
            reader.doc_frequency("folded", "khong") == reader.frequency("exact", "không") == 0
        )
        again = reader.term_info("id", SUGAR_ID)  # Whoosh changes what it gets: ask twice
        assert reader.term_info("id", SUGAR_ID).min_id() == again.min_id() == 2
        with pytest.raises(reading.TermNotFound):
            reader.term_info("exact", "không")
        leaf, _ = next(iter(reader.leaf_readers()))
        with pytest.raises(reading.TermNotFound):
            leaf.postings("exact", "không")
        assert leaf.most_frequent_terms("exact", 1) == [(4, "hội".encode())]


def test_a_matcher_steps_and_skips(tmp_path: Path) -> None:
    bodies = ["hội" if number % 3 else "họp" for number in range(20)]
    which = make_index(
        tmp_path, [Document(path=str(n), title="", body=b) for n, b in enumerate(bodies)]
    )
    expected = [number for number in range(20) if number % 3]
    with which.reader() as reader:
        matcher = reader.postings("exact", "hội")
        assert list(matcher.all_ids()) == expected
        matcher.skip_to(6)
        assert matcher.id() == 7
        matcher.skip_to(3)  # never back
        assert matcher.id() == 7
        copied = matcher.copy()
        matcher.next()
        assert (matcher.id(), copied.id()) == (8, 7)
        assert list(copied.all_ids()) == expected[4:]
        matcher.skip_to(20)
        assert not matcher.is_active()
        assert matcher.id() > 20  # Whoosh asks it even then
        with pytest.raises(matching.ReadTooFar):
            matcher.next()
        with pytest.raises(matching.ReadTooFar):
            matcher.skip_to(1)
        matcher.reset()
        assert matcher.id() == 1


def test_deleted_documents_are_not_found(tmp_path: Path, news: index.FileIndex) -> None:
    with news.writer(codec=ArrayCodec()) as writer:
        assert writer.delete_by_term("id", ROAD_ID) == 1
    assert set(ids(news, query.Term("exact", "hội"))) == {CONGRESS_ID, SUGAR_ID}
    assert ids(news, query.Phrase("exact", ["người", "dân"])) == []
    assert set(ids(news, query.Not(query.Term("exact", "giá")))) == {CONGRESS_ID}
    assert (news.doc_count(), news.doc_count_all()) == (2, 3)
    with news.reader() as reader:
        assert [reader.is_deleted(number) for number in range(3)] == [False, True, False]
        assert reader.doc_frequency("exact", "hội") == 3  # as in Whoosh's own index
    with news.writer(codec=ArrayCodec()) as writer:
        assert writer.delete_by_query(query.Every()) == 2
    assert ids(news, query.Every()) == ids(news, query.Term("exact", "hội")) == []


def test_an_index_without_documents(tmp_path: Path) -> None:
    empty = make_index(tmp_path, [])
    assert ids(empty, query.Every()) == ids(empty, query.Term("exact", "hội")) == []
    with empty.reader() as reader:
        assert list(reader.all_terms()) == []
        for name in ("exact", "pairs", "title"):
            assert reader.field_length(name) == reader.min_field_length(name) == 0


def test_very_long_and_very_frequent_words(tmp_path: Path) -> None:
    long = "ệ" * 10_000
    document = Document(path="dài.txt", title="", body=f"{long} " + "hội " * 100_000)
    which = make_index(tmp_path, [document])
    assert ids(which, query.Term("exact", long)) == ids(
        which, query.Term("folded", "e" * 10_000)
    )
    assert ids(which, query.Phrase("exact", [long, "hội", "hội"])) == ["dài.txt"]
    with which.reader() as reader:
        assert reader.frequency("exact", "hội") == 100_000
        assert reader.postings("exact", "hội").value_as("positions") == list(range(2, 100_002))


class Recorder(pickle.Unpickler):
    """Notes which names a pickle asks for."""

    def __init__(self, content: bytes) -> None:
        super().__init__(io.BytesIO(content))
        self.names: set[str] = set()

    def find_class(self, module: str, name: str) -> Any:
        """Note a name, and give what it stands for."""
        self.names.add(f"{module}.{name}")
        return super().find_class(module, name)


def test_a_segment_pickles_as_plain_values() -> None:
    listed = "MAIN_abc", 9, 77, b"\x02\0\0\0\x05\0\0\0", TimesEntry("MAIN_def", 7)
    segment = ArraySegment(*listed)
    recorder = Recorder(pickle.dumps([segment], -1))  # as Whoosh does (structfile.py:237)
    (found,) = recorder.load()
    assert recorder.names == {"vnsearch.index.codec.ArraySegment"}
    assert found.entry() == segment.entry() == SegmentEntry(*listed)
    assert found.deleted_docs() == {2, 5}


def test_the_schema_pickles_as_whooshs_own_classes() -> None:
    recorder = Recorder(pickle.dumps(make_schema(), 2))
    assert recorder.load() == make_schema()
    assert {name.split(".")[0] for name in recorder.names} == {"whoosh", "re"}


def test_damage_is_named(tmp_path: Path, news: index.FileIndex) -> None:
    path = tmp_path / min(segment_files(tmp_path))
    content = bytearray(path.read_bytes())
    content[-20] ^= 1
    path.write_bytes(content)
    with pytest.raises(IndexDamagedError, match=r"changed: run 'vnsearch index --rebuild'"):
        news.reader()


def test_a_file_that_has_gone_lets_whoosh_try_again(news: index.FileIndex) -> None:
    """A commit may come between the table of contents and the file; Whoosh knows OSError."""
    gone, _ = news._segments()
    news.optimize(codec=ArrayCodec())
    with pytest.raises(FileNotFoundError):
        reading.SegmentReader(news.storage, news.schema, gone)


def test_importing_whoosh_warns_nobody() -> None:
    """Compiled anew, with every warning an error."""
    program = (
        "import sys, numpy, unidecode, vnsearch.index.making.build\n"
        "sys.dont_write_bytecode, sys.pycache_prefix = True, '/nowhere'\n"
        "import vnsearch.index.bridge.whoosh_codec, vnsearch.index.bridge.whoosh_schema\n"
    )
    command = [sys.executable, "-W", "error", "-c", program]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
