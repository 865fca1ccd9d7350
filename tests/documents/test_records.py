"""Markdown, tables and JSON arrays: metadata, columns and records become documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vnsearch.documents.formats.front_matter import split_front_matter
from vnsearch.documents.formats.markdown import first_heading
from vnsearch.documents.limits import PIECE_SIZE
from vnsearch.output.problems import sentence
from vnsearch.records import Document, Problem

from .reading import HOI_NGHI, documents, only_problem, readings


def test_front_matter_becomes_metadata_and_lines_keep_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        '---\ntitle: "Hội nghị: tổng kết"\ndate: 2024-12-16\nauthor: [Lê An, Vũ Bình]\n'
        "lang: vi\ntags:\n  - họp\n  - tổng kết\n---\n# Khai mạc\n\nSáng nay.\n",
        encoding="utf-8",
    )
    (found,) = documents(path)
    assert found == Document(
        path=str(path),
        title="Hội nghị: tổng kết",
        body="\n" * 9 + "# Khai mạc\n\nSáng nay.\n",
        date="2024-12-16",
        author="Lê An, Vũ Bình",
        kind="markdown",
        language="vi",
        tags=("họp", "tổng kết"),
    )


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("---\ntitle: A\n---\nB", {"title": "A"}),
        ("---\r\ntitle: A\r\n---\r\nB", {"title": "A"}),
        ("+++\ntitle = 'A'\n+++\nB", {"title": "A"}),
        ("---\nTiêu đề: A # ghi chú\n...\nB", {"Tiêu đề": "A"}),
        ("---\nauthors:\n- A\n- 'B'\nx:\n---\n", {"authors": ["A", "B"], "x": ""}),
        ("---\n# ghi chú\n\ntitle: A\n  thêm\n---\n", {"title": "A thêm"}),
        ('---\ntitle: "Mùa \\"gặt\\""\n---\n', {"title": 'Mùa "gặt"'}),
        ('---\ntitle: "G\\u1EEDi th\\u01B0"\n---\n', {"title": "Gửi thư"}),
        ("---\ntitle: >-\n  Mùa\n  gặt\n---\n", {"title": "Mùa gặt"}),
        ("---\ntitle: Bài: hai\ntags: no\n---\n", {"title": "Bài: hai", "tags": "no"}),
        ("---\na: &x [1]\nb: *x\n---\n", {}),
        ('+++\ntitle = "A"\n[x]\ny = ["B"]\n+++\n', {"title": "A", "x": {"y": ["B"]}}),
        ("+++\ntitle = \n+++\n", {}),
        ("---\n" + "[" * 5000 + "\n---\n", {}),
        ("---\ntitle: A\n", {}),
        ("---\nMột câu thường\n---\n", {}),
        ("title: A\n---\n", {}),
        ("---", {}),
        ("", {}),
    ],
)
def test_front_matter(text: str, fields: dict[str, object]) -> None:
    found, lines, body = split_front_matter(text)
    assert found == fields
    assert lines + body.count("\n") == text.count("\n")
    assert fields or body == text


def test_all_strings_of_front_matter_are_text_on_its_own_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "---\ntitle: Vụ mùa\ndescription: chuyện gặt lúa\nđịa điểm: [Thái Bình]\n---\nHết.\n",
        encoding="utf-8",
    )
    (found,) = documents(path)
    assert found.body == "\nchuyện gặt lúa\nThái Bình\n\n\nHết.\n"
    path.write_text("---\ntitle: Vụ mùa\n---\n", encoding="utf-8")
    assert [one.body for one in documents(path)] == ["Vụ mùa"]


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("# Hội nghị\nA", "Hội nghị"),
        ("A\n\n# **Hội** [nghị](a.md) `x` #\n", "Hội nghị x"),
        ("Hội nghị\n========\n", "Hội nghị"),
        ("```\n# không phải\n```\n# Hội nghị", "Hội nghị"),
        ("~~~\n# không phải", ""),
        ("#không phải\n## cấp hai\n", ""),
        ("", ""),
    ],
)
def test_first_heading(text: str, heading: str) -> None:
    assert first_heading(text) == heading


def test_a_heading_where_the_search_for_one_ends_is_whole() -> None:
    heading = "# Biên bản họp\n"
    for before in range(PIECE_SIZE - len(heading), PIECE_SIZE):
        text = "a" * (before - 1) + "\n" + heading
        assert first_heading(text + "Tin.\n") == first_heading(text[:-1]) == "Biên bản họp"


def test_a_heading_is_the_title_and_stays_in_the_text(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# Hội nghị\n\nSáng nay.\n", encoding="utf-8")
    (found,) = documents(path)
    assert (found.title, found.title_in_body, found.body) == (
        "Hội nghị",
        True,
        "# Hội nghị\n\nSáng nay.\n",
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", 'id,title,text\n7,"Khai mạc, bế mạc","Sáng nay\nkhai mạc"\n,Hai,Chiều nay\n'),
        (
            "a.csv",
            '\ufeffid;title;text\n7;Khai mạc, bế mạc;"Sáng nay\nkhai mạc"\n;Hai;Chiều nay\n',
        ),
        (
            "a.tsv",
            'id\ttitle\ttext\n7\tKhai mạc, bế mạc\t"Sáng nay\nkhai mạc"\n\tHai\tChiều nay',
        ),
        ("a.CSV", "id,Tiêu đề,Nội dung\r\n7,'',''\r\n"),
    ],
)
def test_each_row_of_a_table_is_a_document(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    found = documents(path)
    assert (found[0].id, found[0].part, found[0].line, found[0].kind) == ("7", "7", 2, "csv")
    if len(found) > 1:
        assert found[0].title == "Khai mạc, bế mạc"
        assert found[0].body == "Sáng nay\nkhai mạc"
        assert (found[1].id, found[1].part, found[1].line) == ("", "4", 4)


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("STT;Họ tên;Địa chỉ\n1;Lê An;Hà Nội\n", ["1\nLê An\nHà Nội"]),
        ("Mặt hàng,Đơn giá\n\nGạo tám,15.000\n", ["Gạo tám\n15.000"]),
        ("Họ tên,Nơi ở\nLê An,Huế\n", ["Họ tên\nNơi ở", "Lê An\nHuế"]),
        ("Lê An,0912345678\nVũ Bình,098\n", ["Lê An\n0912345678", "Vũ Bình\n098"]),
        ("Lê An,Lê An\nVũ Bình,98\n", ["Lê An\nLê An", "Vũ Bình\n98"]),
        ("Gạo,\nNgô,15000\n", ["Gạo\n", "Ngô\n15000"]),
        ("ngày,giá\n2024-12-16,15000\n", ["2024-12-16\n15000"]),
        ("Lê An\tHuế\nVũ Bình, ThS\tVinh\n", ["Lê An\nHuế", "Vũ Bình, ThS\nVinh"]),
        ("sep=|\nLê An|Huế\n", ["Lê An\nHuế"]),
        ("một dòng\nhai dòng, có phẩy\n", ["một dòng", "hai dòng, có phẩy"]),
        ("title,giá\nGạo,15000,thừa\n", ["Gạo\n15000\nthừa"]),
        (
            'Danh sách hộ nghèo\n\nChủ hộ,Thôn\nHồ Sáu,"Thôn 3,\nxóm Đông"\nTrần Bảy,Thôn 4\n',
            [
                "Danh sách hộ nghèo",
                "Chủ hộ\nThôn",
                "Hồ Sáu\nThôn 3,\nxóm Đông",
                "Trần Bảy\nThôn 4",
            ],
        ),
        (
            "một, hai\nba dòng\nbốn dòng, có phẩy\nnăm\n",
            ["một\n hai", "ba dòng", "bốn dòng\n có phẩy", "năm"],
        ),
    ],
)
def test_tables_of_any_columns(tmp_path: Path, text: str, bodies: list[str]) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    found = documents(path)
    assert [one.body for one in found] == bodies
    assert not any(one.tags for one in found)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "Hoa hồng;30\nHoa lan;25\n"),
        ("a.jsonl", '["Hoa hồng", "30"]\n["Hoa lan", "25"]\n'),
        ("a.json", '{"": ["Hoa hồng", "Hoa lan"], "b": "Hoa cúc"}'),
    ],
)
def test_cells_without_a_name_are_no_keywords(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    found = documents(path)
    assert found and all("Hoa" in document.body for document in found)
    assert [document.tags for document in found] == [()] * len(found)


def test_short_and_empty_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"text,date\n\n{HOI_NGHI}\n,2024\n{HOI_NGHI},2024,thừa\n", encoding="utf-8")
    found = readings(path)
    texts = [(one.line, one.date) for one in found if isinstance(one, Document)]
    assert texts == [(3, ""), (5, "2024")]
    (problem,) = [one for one in found if isinstance(one, Problem)]
    assert sentence(problem) == f"{path}:4 has no text and was passed over"


def test_a_cell_of_a_megabyte(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"text\n{'dài ' * 250_000}\n", encoding="utf-8")
    assert len(documents(path)[0].body) >= 999_999


@pytest.mark.parametrize("indent", [None, 2])
def test_each_record_of_an_array_is_a_document(tmp_path: Path, indent: int | None) -> None:
    path = tmp_path / "a.json"
    records = [{"id": "a", "text": HOI_NGHI}, {"text": "Bế mạc"}]
    path.write_text(json.dumps(records, ensure_ascii=False, indent=indent), encoding="utf-8")
    found = documents(path)
    assert [(one.id, one.part, one.kind) for one in found] == [
        ("a", "a", "json"),
        ("", "2", "json"),
    ]
    assert [one.line for one in found] == ([1, 1] if indent is None else [2, 6])


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.json", '{"text": "Bế mạc"}', "json"),
        ("a.json", '{\n "text": "Bế mạc"\n}\n', "json"),
        ("a.json", '{"text": "Bế mạc"}\n{"text": "Bế mạc"}\n', "jsonl"),
        ("a.jsonl", '[{"text": "Bế mạc"},\n{"text": "Bế mạc"}]', "json"),
        ("a.jsonl", '[\n{"text": "Bế mạc"}\n]', "json"),
        ("a.jsonl", '{\n "text": "Bế mạc"\n}', "json"),
    ],
)
def test_what_is_in_a_json_file_counts(tmp_path: Path, name: str, text: str, kind: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    found = documents(path)
    assert {one.kind for one in found} == {kind}
    assert {one.body for one in found} == {"Bế mạc"}


@pytest.mark.parametrize("text", ["{}", "[]", '[{"a": 1}, {"a": 2}]', "[1, 2]", "1", '"?"'])
def test_json_without_words_is_skipped(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text)
    problem = only_problem(path)
    assert sentence(problem).startswith(f"{path} holds no records with words")
    assert not problem.failed


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ('{"a": {"b": ["đào giếng"]}}', ["đào giếng"]),
        ('{"tên": "Lê An", "số": 7, "có": true, "không": null}', ["Lê An\n7"]),
        ('["một", ["hai"]]', ["một", "hai"]),
        ('{"text": ["một", "hai"]}', ["một\nhai"]),
        ('{\n// ghi chú\n"a": "một"}', ['{\n// ghi chú\n"a": "một"}']),
        ('{"a": "\\ud83d vỡ"}', ["\ufffd vỡ"]),
    ],
)
def test_json_of_any_shape(tmp_path: Path, text: str, bodies: list[str]) -> None:
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    assert [one.body for one in documents(path)] == bodies


def test_of_broken_json_the_records_before_the_fault_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('[{"text": "một"},\n{"a": 1},\n{"text": "hai"},\n{"text": hỏng}]', "utf-8")
    found = readings(path)
    assert [one.body for one in found if isinstance(one, Document)] == ["một", "hai"]
    reasons = [sentence(one) for one in found if isinstance(one, Problem)]
    assert [reason.partition(" ")[0] for reason in reasons] == [f"{path}:2", f"{path}:4"]


def test_deeply_nested_json_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("[" * 200_000)
    assert "is JSON nested too deeply" in sentence(only_problem(path))
