"""Whoosh over our segments: it opens them, searches them, and makes them."""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from vnsearch.errors import DocumentError, IndexDamagedError
from vnsearch.index.codec import ArrayCodec, ArraySegment
from vnsearch.index.columns import FileState, document_id
from vnsearch.index.layout import EXTENSION
from vnsearch.index.schema import make_schema
from vnsearch.index.segment import Segment
from vnsearch.index.whoosh_import import filestore, index, matching, query, reading
from vnsearch.records import Document

from .indexing import CONGRESS, DOCUMENTS, ROAD, SUGAR, make_index, write_segment

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def news(tmp_path: Path) -> index.FileIndex:
    """Three documents in two segments."""
    return make_index(tmp_path, [CONGRESS, ROAD], [SUGAR])


def ids(which: index.FileIndex, asked: query.Query, **options: Any) -> list[str]:
    """The ids of the documents that Whoosh finds, best first."""
    with which.searcher() as searcher:
        return [hit["id"] for hit in searcher.search(asked, limit=None, **options)]


def files(folder: Path) -> set[str]:
    """The names of a folder's segment files."""
    return {name for name in os.listdir(folder) if name.endswith(EXTENSION)}


congress, road, sugar = "tin/hoi-nghi.txt", "tin/duong.jsonl#7", "bai-8"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (query.Term("exact", "hội"), {congress, road, sugar}),
        (query.Term("exact", "hỏi"), {road}),
        (query.Term("exact", "Hội"), set()),  # Whoosh is given terms, not text
        (query.Term("exact", "\ud800"), set()),
        (query.Term("folded", "duong"), {road, sugar}),
        (query.Term("pairs", "hoi nghi"), {congress}),
        (query.Term("pairs", "uong hoi"), set()),  # title and text are no neighbours
        (query.Term("pairs", "hoi"), set()),
        (query.Term("title", "đường"), {road, sugar}),
        (query.Term("path", "nghi"), {congress}),
        (query.Term("path", "jsonl"), {road, sugar}),
        (query.Term("author", "hoà"), {congress}),
        (query.Term("id", congress), {congress}),
        (query.Term("id", road), {road}),
        (query.Term("id", sugar), {sugar}),
        (query.Term("date", "20241216"), {congress}),
        (query.Prefix("date", "2024"), {congress, road}),
        (query.TermRange("date", "20241101", "20241231"), {congress}),
        (query.Phrase("exact", ["hội", "nghị", "lần"]), {congress}),
        (query.Phrase("exact", ["trung", "ương", "hội"]), set()),
        (query.Phrase("folded", ["cay", "so", "nguoi"]), {road}),
        (query.Phrase("folded", ["gia", "duong", "tang", "duong"]), {sugar}),
        (query.Phrase("exact", ["tăng", "nói"], slop=20), {sugar}),
        (query.Prefix("exact", "đư"), {road, sugar}),
        (query.Wildcard("exact", "đ*ng"), {road, sugar}),
        (query.FuzzyTerm("folded", "duongg"), {road, sugar}),
        (query.Every(), {congress, road, sugar}),
        (query.Every("author"), {congress}),
        (query.Not(query.Term("exact", "đường")), {congress}),
        (
            query.And([query.Term("exact", "hội"), query.Not(query.Term("exact", "hỏi"))]),
            {congress, sugar},
        ),
        (query.Or([query.Term("exact", "hỏi"), query.Term("exact", "giá")]), {road, sugar}),
        (
            query.AndMaybe(query.Term("exact", "đường"), query.Term("exact", "giá")),
            {road, sugar},
        ),
    ],
)
def test_what_whoosh_finds(news: index.FileIndex, asked: query.Query, found: set[str]) -> None:
    assert set(ids(news, asked)) == found


def test_the_best_comes_first(news: index.FileIndex) -> None:
    assert ids(news, query.Term("exact", "nghị")) == [congress]
    assert ids(news, query.Term("folded", "duong")) == [sugar, road]  # three times, twice
    assert ids(news, query.Every(), sortedby="date")[:2] == [road, congress]
    with news.searcher() as searcher:
        best = searcher.search(query.Or([query.Term("exact", "hội")] * 2), limit=1)
        assert [hit["id"] for hit in best] == [congress]


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
        assert searcher.document(id=road) == {
            "id": road,
            "path": "tin/duong.jsonl",
            "part": "7",
            "title": "Đường mới ở Đông Hà",
            "title_in_body": False,
            "author": "",
            "date": "20241100",
            "line": 7,
            "kind": "jsonl",
            "language": "",
            "file": (len(ROAD.body), 1_700_000_000_000_000_000, "a1b2"),
            "text": ROAD.body,
        }
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
        again = reader.term_info("id", sugar)  # Whoosh changes what it gets: ask twice
        assert reader.term_info("id", sugar).min_id() == again.min_id() == 2
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
        assert writer.delete_by_term("id", road) == 1
    assert set(ids(news, query.Term("exact", "hội"))) == {congress, sugar}
    assert ids(news, query.Phrase("exact", ["người", "dân"])) == []
    assert set(ids(news, query.Not(query.Term("exact", "giá")))) == {congress}
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
    segment = ArraySegment("MAIN_abc", 9, 77, b"\x02\0\0\0\x05\0\0\0")
    recorder = Recorder(pickle.dumps([segment], -1))  # as Whoosh does (structfile.py:237)
    (found,) = recorder.load()
    assert recorder.names == {"vnsearch.index.codec.ArraySegment"}
    assert found.entry() == segment.entry() == ("MAIN_abc", 9, 77, b"\x02\0\0\0\x05\0\0\0")
    assert found.deleted_docs() == {2, 5}


def test_the_schema_pickles_as_whooshs_own_classes() -> None:
    recorder = Recorder(pickle.dumps(make_schema(), 2))
    assert recorder.load() == make_schema()
    assert {name.split(".")[0] for name in recorder.names} == {"whoosh", "re"}


def test_documents_added_one_by_one(tmp_path: Path) -> None:
    """Through Whoosh's writer comes the same segment as through our builder."""
    added = tmp_path / "added"
    added.mkdir()
    with make_index(added).writer(codec=ArrayCodec()) as writer:
        for document in DOCUMENTS:
            writer.add_document(
                id=document_id(document.id, document.path, document.part),
                path=document.path,
                part=document.part,
                title=document.title,
                title_in_body=document.title_in_body,
                text=document.body,
                date=document.date,
                author=document.author,
                kind=document.kind,
                language=document.language,
                line=document.line,
                file=(len(document.body), 1_700_000_000_000_000_000, "a1b2"),
            )
    (segment,) = index.open_dir(str(added))._segments()
    built = write_segment(tmp_path, DOCUMENTS)
    assert (segment.documents, segment.checksum) == (3, built.checksum)


def test_text_given_as_exact_is_indexed(tmp_path: Path) -> None:
    which = make_index(tmp_path, [CONGRESS])
    with which.writer(codec=ArrayCodec()) as writer:
        writer.add_document(
            exact="Quô\u0301c hội họp phiên thứ mười", id="q1", path="b.txt", date="2024-01-02"
        )
    assert ids(which, query.Phrase("exact", ["quốc", "hội"])) == ["q1"]
    assert ids(which, query.Term("date", "20240102")) == ["q1"]
    with which.searcher() as searcher:
        assert searcher.document(id="q1")["text"] == "Quốc hội họp phiên thứ mười"


def test_update_document_replaces_by_id(news: index.FileIndex) -> None:
    with news.writer(codec=ArrayCodec()) as writer:
        writer.update_document(id=sugar, text="Giá mía giảm")
    assert ids(news, query.Term("id", sugar)) == [sugar]
    assert ids(news, query.Term("exact", "giảm")) == [sugar]
    assert ids(news, query.Term("exact", "tăng")) == []


@pytest.mark.parametrize("date", ["hôm qua", "2024-1", "24-12-2024", "20241"])
def test_a_date_that_is_none_stops_one_document_only(tmp_path: Path, date: str) -> None:
    which = make_index(tmp_path, [CONGRESS])
    with which.writer(codec=ArrayCodec()) as writer:
        writer.add_document(id="một", text="quốc hội")
        with pytest.raises(DocumentError, match=r"is no date: write YYYY-MM-DD"):
            writer.add_document(id="hai", text="quốc hội", date=date)
        writer.add_document(id="ba", text="quốc hội")
    assert ids(which, query.Term("exact", "quốc")) == ["một", "ba"]


def test_nothing_added_writes_nothing(tmp_path: Path, news: index.FileIndex) -> None:
    before = files(tmp_path)
    news.writer(codec=ArrayCodec()).commit()
    assert files(tmp_path) == before
    assert news.latest_generation() == 2


def test_a_cancel_writes_nothing(tmp_path: Path, news: index.FileIndex) -> None:
    before = files(tmp_path)
    writer = news.writer(codec=ArrayCodec())
    writer.add_document(id="một", text="quốc hội")
    writer.cancel()
    assert files(tmp_path) == before
    assert news.doc_count() == 3


def add_by_stock(which: index.FileIndex) -> None:
    """Add a document with Whoosh's own codec; it is given terms."""
    with which.writer() as writer:
        writer.add_document(exact="quốc hội", folded="quoc hoi", pairs="quoc hoi", id="w3")


def test_a_segment_of_whooshs_own_beside_ours(news: index.FileIndex) -> None:
    add_by_stock(news)
    assert set(ids(news, query.Term("exact", "hội"))) == {congress, road, sugar, "w3"}
    assert ids(news, query.Phrase("exact", ["quốc", "hội"])) == ["w3"]
    assert ids(news, query.Term("pairs", "quoc hoi")) == ["w3"]
    assert len(news._segments()) == 3


@pytest.mark.parametrize("options", [{}, {"codec": ArrayCodec()}])
def test_whoosh_merges_segments(
    tmp_path: Path, news: index.FileIndex, options: dict[str, Any]
) -> None:
    """Into one of its own or into one of ours; what is deleted goes, all else stays."""
    asked = [query.Term("exact", "hội"), query.Phrase("folded", ["gia", "duong"])]
    asked += [query.Term("pairs", "hoi nghi"), query.Term("title", "đường")]
    add_by_stock(news)
    with news.writer(codec=ArrayCodec()) as writer:
        writer.delete_by_term("id", road)
    before = [sorted(ids(news, one)) for one in asked]
    with news.searcher() as searcher:
        stored = [searcher.document(id=one) for one in (congress, sugar)]
    news.optimize(**options)
    assert [sorted(ids(news, one)) for one in asked] == before
    assert (len(news._segments()), news.doc_count_all()) == (1, 3)
    with news.searcher() as searcher:
        assert [searcher.document(id=one) for one in (congress, sugar)] == stored


def test_a_merge_of_documents_that_are_all_deleted(news: index.FileIndex) -> None:
    with news.writer(codec=ArrayCodec()) as writer:
        writer.delete_by_query(query.Every())
    news.optimize(codec=ArrayCodec())
    assert (news.doc_count_all(), ids(news, query.Every())) == (0, [])


def test_a_reader_that_is_open_still_answers_after_a_merge(news: index.FileIndex) -> None:
    with news.searcher() as searcher:
        news.optimize(codec=ArrayCodec())
        found = searcher.search(query.Term("exact", "hỏi"))
        assert [hit["id"] for hit in found] == [road]


def test_damage_is_named(tmp_path: Path, news: index.FileIndex) -> None:
    path = tmp_path / min(files(tmp_path))
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


def test_only_a_folder_holds_our_segments() -> None:
    memory = filestore.RamStorage().create_index(make_schema())
    with pytest.raises(TypeError, match="open_dir"):
        memory.writer(codec=ArrayCodec())


def test_our_own_reader_reads_what_whoosh_has_made(tmp_path: Path) -> None:
    which = make_index(tmp_path, [CONGRESS])
    with which.writer(codec=ArrayCodec()) as writer:
        writer.add_document(id="q1", path="b.txt", title="Quốc hội", text="Quốc hội họp")
    segment = Segment(str(tmp_path), which._segments()[-1].entry())
    assert segment.body(0) == "Quốc hội họp"
    assert segment.columns.file(0) == FileState("b.txt", 0, 0, "")
    assert segment.columns.strings("id")[0] == "q1"


def test_importing_whoosh_warns_nobody() -> None:
    """Compiled anew, with every warning an error."""
    program = (
        "import sys, numpy, unidecode, vnsearch.index.build\n"
        "sys.dont_write_bytecode, sys.pycache_prefix = True, '/nowhere'\n"
        "import vnsearch.index.codec, vnsearch.index.schema\n"
    )
    command = [sys.executable, "-W", "error", "-c", program]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
