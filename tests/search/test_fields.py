"""Clauses about a document's fields, options that narrow a search, and other orders of hits."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from vnsearch import VnsearchError, open_index, update_index
from vnsearch.search.protocol import Index

RECORDS = [
    {
        "id": "a",
        "title": "Đường về quê",
        "author": "Nguyễn Thị Hoà",
        "date": "2024-12-16",
        "tags": ["kinh tế", "xã hội"],
        "text": "Con đường làng mùa gặt.",
    },
    {
        "id": "b",
        "title": "Chợ nổi",
        "author": "Trần Văn Hóa",
        "date": "2024-06",
        "tags": "Du lịch; kinh tế biển, hội chợ",
        "text": "Đường thuỷ tấp nập ghe xuồng.",
    },
    {"id": "c", "title": "Mùa gặt", "date": "2023", "text": "Lúa chín trên đường về."},
    {"id": "d", "title": "Không ngày tháng", "text": "Đường xa vạn dặm."},
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """Four records, and a page in a folder of its own."""
    folder = tmp_path_factory.mktemp("fields")
    records = "\n".join(map(json.dumps, RECORDS))
    (folder / "records.jsonl").write_text(records, encoding="utf-8")
    (folder / "trang-web").mkdir()
    page = "<html><title>Đường sắt</title><body><p>Tàu chạy trên đường ray.</p></body></html>"
    (folder / "trang-web" / "tàu.html").write_text(page, encoding="utf-8")
    update_index(folder / "index", [folder / "records.jsonl", folder / "trang-web"])
    with open_index(folder / "index") as opened:
        yield opened


def found(index: Index, query: str, **options: Any) -> list[str]:
    """The ids that answer, files by their name, in order."""
    return [Path(hit.id).name for hit in index.search(query, **options).hits]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("title:đường", {"a", "tàu.html"}),
        ("title:duong", {"a", "tàu.html"}),
        ("title:đ*", {"a", "tàu.html"}),
        ('title:"về quê"', {"a"}),
        ('title:"quê về"', set()),
        ("đường -title:đường", {"b", "c", "d"}),
        ("author:hoà", {"a", "b"}),  # hóa has the same letters
        ('author:"nguyen thi"', {"a"}),
        ("đường -author:hoà", {"b", "c", "d", "tàu.html"}),  # with the very marks
        ("đường -author:hoa", {"c", "d", "tàu.html"}),
        ('đường -author:"thị hòa"', {"b", "c", "d", "tàu.html"}),
        ("author:kỳ OR author:hoá", {"a", "b"}),
        ("kind:html", {"tàu.html"}),
        ("kind:h*", {"tàu.html"}),
        ("kind:htm", set()),
        ("kind:JSONL", {"a", "b", "c", "d"}),
        ("kind:ubnd", set()),
        ("kind:2/9 OR kind:hanoi", set()),
        ("đường -kind:html", {"a", "b", "c", "d"}),
        ("tag:kinh", {"a", "b"}),
        ('tag:"kinh te"', {"a", "b"}),
        ('tag:"kinh tế biển"', {"b"}),
        ('tag:"te xa"', set()),  # two tags are no phrase
        ('tag:"biển hội"', set()),
        ('tag:"xã hội"', {"a"}),
        ("tag:du*", {"b"}),
        ("kind:jsonl gặt", {"a", "c"}),
        ("path:trang", {"tàu.html"}),
        ("path:records chợ", {"b"}),
        ("date:2024-12", {"a"}),
        ("date:2024", {"a", "b"}),
        ("date:2024-06-15", {"b"}),  # some day of that June
        ("date:2024-07..2024-12", {"a"}),
        ("date:2024-06..", {"a", "b"}),
        ("date:..2023-05", {"c"}),  # some month of that year
        ("đường date:2023", {"c"}),
        ("-date:2024 đường", {"c", "d", "tàu.html"}),
        ("date:2024-12 OR date:2023", {"a", "c"}),
    ],
)
def test_field_clauses(index: Index, query: str, expected: set[str]) -> None:
    assert set(found(index, query)) == expected


def test_tags_and_recipients_are_shown(tmp_path: Path) -> None:
    mail = (
        "From: Lan <lan@x.vn>\nTo: Minh <minh@x.vn>\nCc: hoa@x.vn\nSubject: Họp tổ\n\n"
        "Chiều mai họp tổ ở nhà văn hoá.\n"
    )
    (tmp_path / "thư.eml").write_text(mail, encoding="utf-8")
    note = "---\ntags: [họp tổ, làng]\n---\nChiều mai họp ở đình làng.\n"
    (tmp_path / "ghi.md").write_text(note, encoding="utf-8")
    update_index(tmp_path / "index", [tmp_path / "thư.eml", tmp_path / "ghi.md"])
    with open_index(tmp_path / "index") as index:
        (by_copy,) = index.search("to:hoa").hits
        assert by_copy.to == "Minh <minh@x.vn>, hoa@x.vn"
        assert index.document(by_copy.id).to == by_copy.to
        assert [hit.id for hit in index.search("to:minh họp").hits] == [by_copy.id]
        assert index.search("to:lan").total == 0  # it is from Lan
        (tagged,) = index.search('tag:"họp tổ"').hits
        assert tagged.tags == ("họp tổ", "làng")
        assert index.search('tag:"tổ làng"').total == 0


def test_exact_drops_other_marks_in_fields(index: Index) -> None:
    assert found(index, "author:hoà", exact=True) == ["a"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"since": "2024"}, {"a", "b"}),
        ({"until": "2024-06"}, {"b", "c"}),
        ({"since": "2024-06-30", "until": "2024-12-15"}, {"b"}),
        ({"path": "*.html"}, {"tàu.html"}),
        ({"path": "**/trang-web/*"}, {"tàu.html"}),
        ({"path": "*.txt"}, set()),
    ],
)
def test_options_narrow_a_search(
    index: Index, options: dict[str, str], expected: set[str]
) -> None:
    assert set(found(index, "đường", **options)) == expected


def test_an_option_that_is_no_date_is_refused(index: Index) -> None:
    with pytest.raises(VnsearchError, match="2024-13"):
        index.search("đường", since="2024-13")


def test_other_orders(index: Index) -> None:
    assert found(index, "đường", sort="date") == ["a", "b", "c", "d", "tàu.html"]
    assert found(index, "đường", sort="path") == ["a", "b", "c", "d", "tàu.html"]


def test_pages_follow_one_another(index: Index) -> None:
    whole = [hit.id for hit in index.search("đường").hits]
    pages = [index.search("đường", 2, offset) for offset in (0, 2, 4, 6)]
    assert [hit.id for page in pages for hit in page.hits] == whole
    assert [page.total for page in pages] == [5] * 4
    assert [hit.rank for page in pages for hit in page.hits] == [1, 2, 3, 4, 5]


def test_a_count_is_the_total(index: Index) -> None:
    for query in ("đường", "kind:jsonl", "title:đường -quê", "đường chợ", "xa lắc"):
        assert index.count(query) == index.search(query, fallback=False).total
    assert index.count("đường chợ", any_words=True, since="2024") == 2
    nothing_ranked = index.search("đường", limit=0, months=True)
    assert (nothing_ranked.total, nothing_ranked.hits) == (5, ())
    assert len(nothing_ranked.months) == 2


def test_months_are_counted_over_all_hits(index: Index) -> None:
    result = index.search("đường", limit=1, months=True)
    assert result.months == (("2024-06", 1), ("2024-12", 1))


def test_a_document_is_found_by_its_id_its_path_and_its_part(index: Index) -> None:
    page = found(index, "kind:html")[0]
    (hit,) = index.search("kind:html").hits
    assert Path(index.document(hit.id).path).name == page
    assert index.document("b").title == "Chợ nổi"
    (record,) = index.search("title:chợ").hits
    assert index.document(f"{record.path}#b").id == "b"
    with pytest.raises(VnsearchError, match="no document"):
        index.document("không có")
    with pytest.raises(VnsearchError, match="4 documents"):
        index.document(record.path)


def test_highlights_are_the_words_that_answer(index: Index) -> None:
    document = index.document("a")
    spans = index.highlights(document, "duong gat")
    assert [document.body[start:end] for start, end in spans] == ["đường", "gặt"]


def test_terms_are_counted_with_all_their_accents(index: Index) -> None:
    counts = [(count.term, count.documents, count.occurrences) for count in index.terms("du")]
    assert counts == [("đường", 5, 7)]
    assert index.terms("dứ") == []


def test_the_parts_of_an_explanation_add_up(index: Index) -> None:
    for hit in index.search("đường gat quê", any_words=True, explain=True).hits:
        reason = hit.explanation
        assert reason is not None
        assert list(reason.parts) == [
            "syllables",
            "pairs",
            "title",
            "lead",
            "passage",
            "focus",
            "length",
        ]
        assert sum(reason.parts.values()) == pytest.approx(
            hit.score, rel=1e-5
        )  # in single precision
        assert reason.parts["syllables"] == pytest.approx(sum(a.score for a in reason.answers))
        assert [answer.word for answer in reason.answers] == ["đường", "gat", "quê"]


@pytest.mark.parametrize("field", ["", "title:"])
@pytest.mark.parametrize("times", [1, 8])
def test_words_of_a_phrase_count_alike_in_every_field(
    field: str, times: int, tmp_path: Path
) -> None:
    """All words with their marks come before all but one in the very spelling, however many
    words are asked for.
    """
    records = [
        {"id": "other spelling", "title": "Công ti kĩ nghệ Mĩ kí", "text": "Giấy phép."},
        {"id": "no marks", "title": "Công ty kỹ nghe Mỹ ký", "text": "Giấy phép."},
    ]
    (tmp_path / "tin.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    update_index(tmp_path / "index", [tmp_path / "tin.jsonl"], jobs=1)
    query = " ".join([f'{field}"công ty kỹ nghệ mỹ ký"'] * times)
    with open_index(tmp_path / "index") as opened:
        found = [hit.id for hit in opened.search(query).hits]
    assert found == ["other spelling", "no marks"]
