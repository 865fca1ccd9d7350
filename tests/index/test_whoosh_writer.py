"""Whoosh's own writer: it makes our segments one document at a time, merges and deletes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from vnsearch.errors import DocumentError
from vnsearch.index.bridge.whoosh_codec import ArrayCodec
from vnsearch.index.bridge.whoosh_import import filestore, index, query
from vnsearch.index.bridge.whoosh_schema import make_schema
from vnsearch.index.segment.columns import FileState, document_id
from vnsearch.index.segment.reader import Segment

from .indexing import (
    CONGRESS,
    CONGRESS_ID,
    DOCUMENTS,
    ROAD_ID,
    SUGAR_ID,
    ids,
    make_index,
    segment_files,
    write_segment,
)


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
                to=document.to,
                tag="\n".join(document.tags),
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
        writer.update_document(id=SUGAR_ID, text="Giá mía giảm")
    assert ids(news, query.Term("id", SUGAR_ID)) == [SUGAR_ID]
    assert ids(news, query.Term("exact", "giảm")) == [SUGAR_ID]
    assert ids(news, query.Term("exact", "tăng")) == []


@pytest.mark.parametrize(
    "date", ["hôm qua", "2024-1", "24-12-2024", "20241", "2024-13", "20240230"]
)
def test_a_date_that_is_none_stops_one_document_only(tmp_path: Path, date: str) -> None:
    which = make_index(tmp_path, [CONGRESS])
    with which.writer(codec=ArrayCodec()) as writer:
        writer.add_document(id="một", text="quốc hội")
        with pytest.raises(DocumentError, match=r"(is no date; write it as|there is no) "):
            writer.add_document(id="hai", text="quốc hội", date=date)
        writer.add_document(id="ba", text="quốc hội")
    assert ids(which, query.Term("exact", "quốc")) == ["một", "ba"]


def test_nothing_added_writes_nothing(tmp_path: Path, news: index.FileIndex) -> None:
    before = segment_files(tmp_path)
    news.writer(codec=ArrayCodec()).commit()
    assert segment_files(tmp_path) == before
    assert news.latest_generation() == 2


def test_a_cancel_writes_nothing(tmp_path: Path, news: index.FileIndex) -> None:
    before = segment_files(tmp_path)
    writer = news.writer(codec=ArrayCodec())
    writer.add_document(id="một", text="quốc hội")
    writer.cancel()
    assert segment_files(tmp_path) == before
    assert news.doc_count() == 3


def add_by_stock(which: index.FileIndex) -> None:
    """Add a document with Whoosh's own codec; it is given terms."""
    with which.writer() as writer:
        writer.add_document(exact="quốc hội", folded="quoc hoi", pairs="quoc hoi", id="w3")


def test_a_segment_of_whooshs_own_beside_ours(news: index.FileIndex) -> None:
    add_by_stock(news)
    assert set(ids(news, query.Term("exact", "hội"))) == {CONGRESS_ID, ROAD_ID, SUGAR_ID, "w3"}
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
        writer.delete_by_term("id", ROAD_ID)
    before = [sorted(ids(news, one)) for one in asked]
    with news.searcher() as searcher:
        stored = [searcher.document(id=one) for one in (CONGRESS_ID, SUGAR_ID)]
    news.optimize(**options)
    assert [sorted(ids(news, one)) for one in asked] == before
    assert (len(news._segments()), news.doc_count_all()) == (1, 3)
    with news.searcher() as searcher:
        assert [searcher.document(id=one) for one in (CONGRESS_ID, SUGAR_ID)] == stored


def test_a_merge_of_documents_that_are_all_deleted(news: index.FileIndex) -> None:
    with news.writer(codec=ArrayCodec()) as writer:
        writer.delete_by_query(query.Every())
    news.optimize(codec=ArrayCodec())
    assert (news.doc_count_all(), ids(news, query.Every())) == (0, [])


def test_a_reader_that_is_open_still_answers_after_a_merge(news: index.FileIndex) -> None:
    with news.searcher() as searcher:
        news.optimize(codec=ArrayCodec())
        found = searcher.search(query.Term("exact", "hỏi"))
        assert [hit["id"] for hit in found] == [ROAD_ID]


def test_our_own_reader_reads_what_whoosh_has_made(tmp_path: Path) -> None:
    which = make_index(tmp_path, [CONGRESS])
    with which.writer(codec=ArrayCodec()) as writer:
        writer.add_document(id="q1", path="b.txt", title="Quốc hội", text="Quốc hội họp")
    segment = Segment(str(tmp_path), which._segments()[-1].entry())
    assert segment.body(0) == "Quốc hội họp"
    assert segment.columns.file(0) == FileState("b.txt", 0, 0, "")
    assert segment.columns.strings("id")[0] == "q1"


def test_only_a_folder_holds_our_segments() -> None:
    memory = filestore.RamStorage().create_index(make_schema())
    with pytest.raises(TypeError, match="open_dir"):
        memory.writer(codec=ArrayCodec())
