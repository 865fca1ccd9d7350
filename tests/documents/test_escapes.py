"""Escapes and entities: read where the kind of file has them, left where it has none."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from vnsearch.documents.encodings.escapes import unescaped
from vnsearch.documents.encodings.legacy import WINDOWS_1252, decode_legacy

from .reading import documents


@pytest.mark.parametrize(
    ("name", "text", "read"),
    [
        ("a.ass", r"mưa rồi.\NVào nhà\hđi", "mưa rồi.  Vào nhà  đi"),
        ("a.ass", r"An:\NMời vào. Lưu ở C:\nam\hoa.srt", r"An:  Mời vào. Lưu ở C:\nam\hoa.srt"),
        ("a.po", r'msgstr "Ghi chú:\nKính gửi"', 'msgstr "Ghi chú:  Kính gửi"'),
        ("a.po", r'msgstr "Hội\nnghị\tmới"', 'msgstr "Hội  nghị  mới"'),
        ("a.sql", r"'Xin\r\nchào', 'Hoa g&#7841;o'", "'Xin    chào', 'Hoa gạo'"),
        ("a.properties", r"T\u00EAn=\u0110\u1ED3ng b\u1EB1ng\nM\u1EDBi", "Tên=Đồng bằng  Mới"),
        ("a.md", "l&agrave;ng xã, AT&T, a&b; &khongcó;", "làng xã, AT&T, a&b; &khongcó;"),
        ("a.csv", "Hoa g&#7841;o;l&agrave;ng", "Hoa gạo;làng"),
        ("a.csv", "a;&quot;b&#59;", "a;&quot;b&#59;"),
        ("a.resx", "<value>Kh&#244;ng &lt;b&gt;</value>", "<value>Không &lt;b&gt;</value>"),
        ("a.py", r'x = "H\u1ed9i ngh\u1ecb \u1ede \u0111\u00e2y"', 'x = "Hội nghị Ở đây"'),
        (
            "a.js",
            r"t('\u{0110}\u01b0\u1eddng') + '\u4e2d\u00e0'",
            r"t('Đường') + '\u4e2d\u00e0'",
        ),
        # What is no escape there.
        (
            "a.js",
            r"/[\u00c0-\u1ef9\u00e0\u1ea1\u0301]+\d/",
            r"/[\u00c0-\u1ef9\u00e0\u1ea1\u0301]+\d/",
        ),
        ("a.py", r'"C:\\u1ed9i" "C:\nam" r"\bnam"', r'"C:\\u1ed9i" "C:\nam" r"\bnam"'),
        ("a.sql", r"C:\nam, \\nam", r"C:\nam, \\nam"),
        ("a.sql", r"'D:\nam\tin\rồi.doc', 'a\tb'", r"'D:\nam\tin\rồi.doc', 'a  b'"),
        ("a.txt", r"C:\nam \nam T\u00EAn &agrave;", r"C:\nam \nam T\u00EAn &agrave;"),
        ("a.tex", r"\nam \textbf{x} R&D;", r"\nam \textbf{x} R&D;"),
        ("a.properties", r"\\u00EA \uD83D \u12", "\\\\u00EA \ufffd \\u12"),
        ("a.md", "&#10;&#0;&#x202e;", "&#10;\ufffd&#x202e;"),
    ],
)
def test_by_kind_of_file(name: str, text: str, read: str) -> None:
    assert unescaped(text, name) == read


STREETS = "Trần Thị Hường ở phường Đống Đa, đường Láng; nước uống được cấp thường xuyên."


def seen_as(text: str, name: str) -> str:
    """The text as it is shown where its encoding is not known."""
    if name == "utf-8":
        return "".join(WINDOWS_1252[byte] for byte in text.encode())
    table = {decode_legacy(bytes([byte]), name): byte for byte in range(255, 31, -1)}
    return "".join(WINDOWS_1252[table[letter]] for letter in text)


def in_entities(text: str) -> str:
    return text.encode("ascii", "xmlcharrefreplace").decode()


def in_codes(text: str) -> str:
    return json.dumps(text).strip('"')


@pytest.mark.parametrize("encoding", ["tcvn3", "viscii", "utf-8"])
@pytest.mark.parametrize(
    ("name", "written", "around"),
    [
        ("a.json", in_codes, '{"text": "%s"}'),
        ("a.jsonl", in_codes, '{"id": 1, "text": "%s"}'),
        ("a.ipynb", in_codes, '{"text": "%s"}'),
        ("a.properties", in_codes, "%s"),
        ("a.md", in_entities, "%s"),
        ("a.csv", in_entities, 'text,n\n"%s",1'),
    ],
)
def test_letters_of_an_old_encoding_in_codes(
    tmp_path: Path, name: str, written: Callable[[str], str], around: str, encoding: str
) -> None:
    shown = written(seen_as(STREETS, encoding))
    (tmp_path / name).write_text(around % shown, encoding="utf-8")
    assert STREETS in documents(tmp_path / name)[0].body


@pytest.mark.parametrize(
    "text",
    [
        "El Niño, façade, Zürich, Łódź, Çocuğun şarkısı, 25 °C ± 1, «Mục lục»\xa0§ 4",
        "Đường Trần Hưng Đạo",
        '\\u00c7a "và" \\\\u00c3',
        "mưa 🌧 rồi, naïve",
    ],
)
def test_json_in_codes_says_what_it_says(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": text}), encoding="ascii")
    assert documents(tmp_path / "a.jsonl")[0].body == text


def test_a_subtitle_is_read_with_its_words_apart(tmp_path: Path) -> None:
    (tmp_path / "phim.ass").write_text(r"Dialogue: mưa rồi.\NVào nhà", encoding="utf-8")
    assert documents(tmp_path / "phim.ass")[0].body == "Dialogue: mưa rồi.  Vào nhà"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (
            "a.json",
            '{"a": "{\\"ten\\": \\"B\\\\u00f9i Lan\\", \\"g\\": [\\"C\\\\u1ed5\\\\nnam\\"]}"}',
        ),
        ("a.jsonl", '{"text": "[\\"B\\\\u00f9i Lan\\", \\"C\\\\u1ed5\\\\nnam\\"]"}\n'),
        ("a.csv", 'so,ghi\n1,"{""ten"":""B\\u00f9i Lan"",""ghi"":""Cổ\\nnam""}"\n'),
        ("a.sql", """INSERT INTO t VALUES ('{"ten":"B\\u00f9i Lan","ghi":"Cổ\\nnam"}');"""),
        ("a.yml", 'ten: "B\\u00f9i Lan"\nghi: Cổ nam\n'),
        ("a.json", '{"a": "B&ugrave;i Lan", "b": "C&#7893; nam &amp; &quot;"}'),
    ],
)
def test_strings_that_are_json_are_read_once_more(
    tmp_path: Path, name: str, written: str
) -> None:
    (tmp_path / name).write_text(written, encoding="utf-8")
    (document,) = documents(tmp_path / name)
    assert "Bùi Lan" in document.body
    assert "Cổ nam" in " ".join(document.body.split())


@pytest.mark.parametrize(
    "text", [r"[a-z\d]", r"{\nam}", r"C:\nam, AT&T", r"[\u00e0-\u1ef9]", "{một}", '["hai"]']
)
def test_a_string_that_is_no_json_stays(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"a": text}), encoding="utf-8")
    (document,) = documents(tmp_path / "a.json")
    assert document.body == text


def test_json_with_comments_has_its_letters(tmp_path: Path) -> None:
    text = r"// ghi ch\u00fa" + '\n{"a": "H\\u1ed9i ngh\\u1ecb"} x'
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    assert documents(tmp_path / "a.json")[0].body.startswith('// ghi chú\n{"a": "Hội nghị"')
