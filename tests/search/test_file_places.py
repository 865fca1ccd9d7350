"""Lines and columns are those of the file: where they point, an editor finds the word."""

from __future__ import annotations

import base64
import gzip
import io
import json
import quopri
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import vnsearch
from vnsearch.documents.as_seen import seen
from vnsearch.output.forms import OutputOptions
from vnsearch.output.pipe.lines import line_printer
from vnsearch.records import Hit, Places, SearchResult, Snippet

KINDS = ("text", "markdown", "html", "mail", "jsonl", "csv")
PROSE = (
    "Sáng nay tại Hà Nội, Ban Tổ chức khai mạc hội nghị toàn quốc tổng kết công tác năm.\n"
    "Các đại biểu bàn về việc chăm lo cho người nghèo ở vùng sâu, vùng xa.\n\n"
    "Chiều cùng ngày, đoàn đi thăm làng nghề làm nón lá ở xã Đường Lâm.\n"
)
NOISE = "Tin trong ngày của toà soạn gửi tới bạn đọc gần xa.\n"
HTML = """\
<!DOCTYPE html>
<html><head><title>Làng nghề làm nón lá</title>
<meta name="description" content="Chiều cùng ngày, đoàn đi thăm làng nghề làm nón lá ở xã">
<script>var a = "đoàn đi thăm làng nghề làm nón lá";</script></head>
<body><!-- làng nghề làm nón lá -->
<h1>Tin</h1><p>Sáng nay tại <b>Hà Nội</b> khai mạc
   hội&nbsp;nghị toàn qu&#7889;c.</p>
<p class="làng nghề">Chiều cùng ngày, đoàn đi thăm l&agrave;ng <i>nghề</i>
làm nón lá.</p></body></html>
"""
MARKDOWN = """\
---
title: Tin trong ngày
other: [một, hai]
mô tả: chuyện làng nghề ven sông
---

# Khai mạc

- Sáng nay khai mạc **hội nghị** toàn quốc.
"""
MAIL = """\
From: Lan <lan@example.vn>
To: Minh <minh@example.vn>
Subject: =?utf-8?q?Th=C6=B0_m=E1=BB=9Di?=
Message-ID: <{number}@example.vn>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: {encoding}

{body}
"""
ODT_KIND = "application/vnd.oasis.opendocument.text"
ODT = """<office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>
 <text:p>Khai mạc</text:p><text:p>Đoàn thăm làng nghề</text:p></office:text></office:body>
</office:document-content>"""
TOTAL = [
    {"id": "a", "title": "Mở đầu", "text": "Khai mạc hội nghị"},
    {"id": "b", "ngày": "2024", "text": 'Dòng một "trích"\n\tđoàn thăm làng nghề nón lá'},
]


def mail(body: str, encoding: str, number: int = 1) -> str:
    content = body.encode()
    if encoding == "quoted-printable":
        body = quopri.encodestring(content).decode()
    elif encoding == "base64":
        body = base64.encodebytes(content).decode()
    return MAIL.format(body=body, encoding=encoding, number=number)


def mbox(encoding: str) -> str:
    message = "From lan@example.vn Mon Dec 16 08:00:00 2024\n{}\n"
    others = NOISE + "> đoàn đi thăm làng nghề làm nón lá ở xã Đường Lâm\n"
    return "".join(message.format(mail(t, encoding, n)) for n, t in enumerate((others, PROSE)))


# What a file is called, what it holds, a query of one hit, the line that answers it, and what
# stands there in the file, from the column on.
FILES = [
    ("a.txt", PROSE, "làng nghề", 4, "làng nghề"),
    ("date.txt", "date 2024-12 " + PROSE, "Hà Nội", 1, "Hà Nội"),
    ("spaces.txt", "\n\n  date 2024-12-16   Năm 2024 hội họp", "2024 hội", 3, "2024 hội"),
    ("nfd.txt", unicodedata.normalize("NFD", PROSE), "làng nghề", 4, "làng nghề"),
    ("crlf.txt", PROSE.replace("\n", "\r\n"), "làng nghề", 4, "làng nghề"),
    ("bom.txt", "\ufeff" + PROSE, "khai mạc", 1, "khai mạc"),
    ("mixed.txt", "tiê\u0301ng nói và ê\u0323 a, hội họa", "hội họa", 1, "hội họa"),
    ("a.md", MARKDOWN, "hội nghị", 9, "hội nghị"),
    ("front.md", MARKDOWN, "chuyện làng", 4, "chuyện làng"),
    ("a.html", HTML, "hội nghị", 7, "hội&nbsp;nghị"),
    ("b.html", HTML, "đoàn thăm", 8, "đoàn đi"),
    ("c.html", HTML, "làng nghề", 8, "l&agrave;ng"),
    ("d.html", HTML, "nón lá", 9, "nón lá"),
    ("e.html", HTML.replace("\n", " "), "nón lá", 1, "nón lá.</p>"),
    ("nfd.html", unicodedata.normalize("NFD", HTML), "nón lá", 9, "nón lá"),
    ("a.jsonl", "\n".join(json.dumps(t, ensure_ascii=False) for t in TOTAL), "làng", 2, "làng"),
    ("b.jsonl", "\n".join(map(json.dumps, TOTAL)), "đoàn", 2, "\\u0111o\\u00e0n"),
    ("a.json", json.dumps(TOTAL, ensure_ascii=False, indent=1), "nón lá", 10, "nón lá"),
    ("a.csv", 'id,text\n1,Khai mạc\n2,"Hai dòng\ncó ""làng nghề"" đó"\n', "làng", 4, "làng"),
    ("b.csv", "STT;Họ tên;Nơi ở\n1;Lan;Hà Nội\n2;Minh;Đường Lâm\n", "Đường Lâm", 3, "Đường"),
    ("a.eml", mail(PROSE, "8bit"), "làng nghề", 12, "làng nghề"),
    ("b.mbox", mbox("8bit"), "thăm làng nghề -gửi", 26, "thăm làng nghề"),
]  # fmt: skip


def snippet_of(folder: Path, name: str, content: bytes, query: str, places: Places) -> Snippet:
    (folder / "docs").mkdir(exist_ok=True)
    (folder / "docs" / name).write_bytes(content)
    vnsearch.update_index(folder / "index", [folder / "docs"], jobs=1)
    with vnsearch.open_index(folder / "index") as index:
        (hit,) = index.search(query, places=places).hits
    (snippet,) = hit.snippets
    return snippet


@pytest.mark.parametrize(("name", "content", "query", "line", "word"), FILES)
def test_an_editor_finds_the_word_there(
    name: str, content: str, query: str, line: int, word: str, tmp_path: Path
) -> None:
    if "nfd" in name:
        word = unicodedata.normalize("NFD", word)
    snippet = snippet_of(tmp_path, name, content.encode(), query, "column")
    assert snippet.line == line
    lines = content.removeprefix("\ufeff").encode().split(b"\n")
    assert lines[line - 1][snippet.column - 1 :].decode().startswith(word)
    assert snippet_of(tmp_path, name, content.encode(), query, "line").line == line


def test_quoted_printable_and_legacy_and_compressed_texts(tmp_path: Path) -> None:
    content = mail(PROSE, "quoted-printable").encode()
    snippet = snippet_of(tmp_path, "a.eml", content, "làng nghề", "column")
    line = content.split(b"\n")[snippet.line - 1]
    assert line[snippet.column - 1 :].startswith(b"l=C3=A0")
    for number, (name, data) in enumerate(
        {
            "b.txt.gz": gzip.compress(PROSE.encode()),
            "c.txt": PROSE.encode("utf-16"),
            "d.txt": PROSE.encode().replace("ờ".encode(), b"\xff"),
        }.items()
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        snippet = snippet_of(folder, name, data, "làng nghề", "column")
        assert snippet.line == 4
        line_text = PROSE.split("\n")[3].encode()
        assert line_text[snippet.column - 1 :].decode().startswith("làng nghề")


def zipped(name: str, content: str, kind: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        if kind:
            archive.writestr("mimetype", kind)
        archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("base64.eml", mail(PROSE, "base64").encode(), 1),
        ("a.zip", zipped("a.txt", PROSE), 4),
        ("b.zip", zipped("a.jsonl", json.dumps(TOTAL[0]) + "\n" + json.dumps(TOTAL[1])), 2),
        ("a.odt", zipped("content.xml", ODT, ODT_KIND), 2),
    ],
)
def test_what_no_editor_has_lines_of_begins_at_the_first(
    name: str, content: bytes, line: int, tmp_path: Path
) -> None:
    snippet = snippet_of(tmp_path, name, content, "làng nghề", "column")
    assert (snippet.line, snippet.column) == (line, 0)
    hit = Hit(1, 1.0, name, name, line, "", "", "", "", (snippet,))
    stream = io.BytesIO()
    result = SearchResult("làng nghề", "all", 1, (hit,), 0.0)
    line_printer(OutputOptions("vimgrep"), stream).print(result)
    assert stream.getvalue().decode().startswith(f"{name}:1:1:")


def test_a_file_that_has_gone_or_changed_keeps_what_the_index_knows(tmp_path: Path) -> None:
    snippet_of(tmp_path, "a.txt", PROSE.encode(), "làng nghề", "column")
    (tmp_path / "docs" / "a.txt").write_text("Khác hẳn.\n", encoding="utf-8")
    with vnsearch.open_index(tmp_path / "index") as index:
        (hit,) = index.search("làng nghề", places="column").hits
        assert (hit.line, hit.stale) == (4, "changed")
        (tmp_path / "docs" / "a.txt").unlink()
        (hit,) = index.search("làng nghề", places="column").hits
        assert (hit.line, hit.stale) == (4, "missing")


@given(st.text(st.sampled_from("aộ&;\\u1ed9<>=C3\n\r \"'/-!script")), st.sampled_from(KINDS))
def test_what_is_seen_stays_where_it_is(text: str, kind: str) -> None:
    for way in seen(text, kind):
        assert len(way) == len(text)


@pytest.mark.parametrize(
    "piece", ["<script ", "<!--", "<a ", "&#x", "=C3=", "\\u00", "<title>"]
)
def test_seeing_takes_time_linear_in_the_text(piece: str) -> None:
    text = "Content-Transfer-Encoding: quoted-printable\n" + piece * 100_000
    assert all(len(way) == len(text) for kind in KINDS for way in seen(text, kind))
