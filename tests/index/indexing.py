"""Small indexes, Vietnamese documents and odd texts that the tests of the index share."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from unicodedata import normalize

from hypothesis import strategies as st

from vnsearch.index.bridge.whoosh_codec import ArraySegment
from vnsearch.index.bridge.whoosh_import import filestore, index, query
from vnsearch.index.bridge.whoosh_schema import make_schema
from vnsearch.index.making.build import RunBuilder
from vnsearch.index.making.merge import write_segment as write_segment_of
from vnsearch.index.segment.columns import FileState
from vnsearch.index.segment.layout import EXTENSION
from vnsearch.index.segment.reader import Segment
from vnsearch.records import Document
from vnsearch.text.terms import exact_term
from vnsearch.text.tokenize import tokenize

CONGRESS = Document(
    path="tin/hoi-nghi.txt",
    title="Hội nghị Trung ương",
    body="Hội nghị lần thứ tám khai mạc sáng nay. Trung ương họp hội nghị năm ngày.",
    date="2024-12-16",
    author="Nguyễn Thị Hoà",
    to="Lê An <an@coquan.vn>, Vũ Hà",
    tags=("hội nghị", "Trung ương"),
)
ROAD = Document(
    path="tin/duong.jsonl",
    part="7",
    title="Đường mới ở Đông Hà",
    body="Con đường dài tám cây số. Người dân hỏi: hội chợ ở đâu?",
    date="2024-11",
    kind="jsonl",
    line=7,
)
SUGAR = Document(
    path="tin/duong.jsonl",
    part="8",
    id="bai-8",
    title="Giá đường tăng",
    title_in_body=True,
    body="Giá đường tăng. Đương kim chủ tịch hiệp hội mía đường nói vậy.",
    language="vi",
)
DOCUMENTS = (CONGRESS, ROAD, SUGAR)
CONGRESS_ID, ROAD_ID, SUGAR_ID = "tin/hoi-nghi.txt", "tin/duong.jsonl#7", "bai-8"


def file_of(document: Document) -> FileState:
    """The file that a test's document is said to come from."""
    return FileState(document.path, len(document.body), 1_700_000_000_000_000_000, "a1b2")


def write_segment(folder: str | Path, documents: Sequence[Document]) -> ArraySegment:
    """The documents as a segment's file in a folder."""
    builder = RunBuilder()
    for document in documents:
        builder.add(document, file_of(document))
    entry = write_segment_of(builder, str(folder), ArraySegment().segment_id())
    return ArraySegment(*entry)


def open_segment(folder: str | Path, documents: Sequence[Document]) -> Segment:
    """The documents as a segment, opened by our own reader."""
    return Segment(str(folder), write_segment(folder, documents).entry())


def make_index(folder: str | Path, *segments: Sequence[Document]) -> index.FileIndex:
    """An index of such segments, opened by Whoosh."""
    written = [write_segment(folder, documents) for documents in segments]
    table = index.TOC(make_schema(), written, 1)
    table.write(filestore.FileStorage(str(folder)), "MAIN")
    return index.open_dir(str(folder))


def ids(which: index.FileIndex, asked: query.Query, **options: Any) -> list[str]:
    """The ids of the documents that Whoosh finds, best first."""
    with which.searcher() as searcher:
        return [hit["id"] for hit in searcher.search(asked, limit=None, **options)]


def segment_files(folder: Path) -> set[str]:
    """The names of a folder's segment files."""
    return {name for name in os.listdir(folder) if name.endswith(EXTENSION)}


def terms_of(text: str) -> list[str]:
    """The exact terms of a text, one after the other, by the text rules."""
    return [exact_term(token.text) for token in tokenize(text)]


_WORDS = """
    hội hỏi hơi hôi hoi Hội nghị nghỉ nghi đường đương đuong dương duong Đường trung ương Trung
    quốc hòa hoà hóa Quý quí lý lí 16/12 TP.HCM covid19 ở ý
    """
WORDS = _WORDS.split()

# What splits, hides or breaks words in real files, and letters of other scripts.
_ODD = (
    "\u00ad\u200b\u200d\u202e\u2060\ufeff\ufe0f\u0300\u0301\u0302\u0306\u0309\u031b\u0323\u20dd"
    "\u02bcC#+fF.nN"
    "\x00\ud800 ._-'\n\u00a0½Ⅳ²№₫ßİıſÐðƉɖＶｉﷺ中国日本ﾊﾟ한글กำनमस्ते्عرب😀👩‍👩🇻ΩάςZ9đĐệỆ"
)
_runs = st.builds(str.__mul__, st.sampled_from("aạệĐ9中\u0301\u200b"), st.integers(7, 11))
_syllables = st.sampled_from(
    [form for word in WORDS for form in (word, normalize("NFD", word))]
)
odd_texts = st.text(st.one_of(st.sampled_from(_ODD), st.characters(exclude_categories=())))
_names = st.sampled_from(["C++", "c#", "F#", ".NET", "ASP.net", "H\u02bcMông", "C\u0301++"])
texts = st.lists(st.one_of(_syllables, _runs, _names, odd_texts), max_size=8).map(" ".join)


def sentences(words: int) -> st.SearchStrategy[str]:
    """Texts of at most so many words, few enough to meet again and again."""
    marks = st.sampled_from([" ", " ", " ", ", ", ". ", "\n"])
    pieces = st.lists(st.tuples(st.sampled_from(WORDS), marks), max_size=words)
    return pieces.map(lambda found: "".join(word + mark for word, mark in found))


def numbered(texts: Sequence[tuple[str, str, bool]]) -> Iterator[Document]:
    """Documents of (title, text, whether the title is the text's own beginning)."""
    for number, (title, body, inside) in enumerate(texts):
        yield Document(path=f"{number}.txt", title=title, body=body, title_in_body=inside)
