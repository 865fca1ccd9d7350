"""Web pages: main text, title, date, author, language and charset, of good and bad pages."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnsearch.documents.formats.web import html
from vnsearch.documents.formats.web.html import Page, parse_page
from vnsearch.documents.formats.web.page_text import declared_encoding
from vnsearch.documents.metadata.properties import Properties
from vnsearch.output.problems import sentence
from vnsearch.records import Document

from .reading import HOI_NGHI, documents, encoding_of, only_problem
from .test_encoding import LONG, by_table, vni, windows_1258

NEWS = f"""<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8">
<title>Khai mạc hội nghị toàn quốc - Báo Sớm</title>
<meta name="author" content="Lê An">
<meta name="Keywords" content="hội nghị, Hà Nội">
<meta property="article:published_time" content="2024-12-16T08:00:00+07:00">
<style>p {{ color: red }}</style><script>var tin = "<p>không phải tin</p>";</script>
</head><body>
<header><h2>Báo Sớm</h2></header>
<nav><ul><li><a href="/">Trang chủ</a></li><li><a href="/thoi-su">Thời sự</a></li></ul></nav>
<article><header><h1>Khai mạc hội nghị toàn quốc</h1></header>
<p>Sáng 16/12,&nbsp;tại <b>Hà</b> <i>Nội</i>, hội nghị
toàn quốc đã khai mạc.<br>Đông đảo đại biểu về dự.</p>
<table><tr><td>Số đại biểu</td><td>1.200</td></tr></table>
<p>{HOI_NGHI * 4}</p></article>
<aside><p>Tin đọc nhiều trong ngày</p></aside>
<footer>Bản quyền của Báo Sớm</footer>
</body></html>
"""


def test_a_news_page(tmp_path: Path) -> None:
    path = tmp_path / "tin.html"
    path.write_text(NEWS, encoding="utf-8")
    assert documents(path) == [
        Document(
            path=str(path),
            title="Khai mạc hội nghị toàn quốc",
            body="Khai mạc hội nghị toàn quốc\n"
            "Sáng 16/12, tại Hà Nội, hội nghị toàn quốc đã khai mạc.\n"
            "Đông đảo đại biểu về dự.\n"
            "Số đại biểu 1.200\n"
            f"{HOI_NGHI * 4}",
            date="2024-12-16",
            author="Lê An",
            kind="html",
            language="vi",
            tags=("hội nghị", "Hà Nội"),
        )
    ]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("Chỉ có chữ", "Chỉ có chữ"),
        ("<p>một<p>hai<div>ba</div>bốn", "một\nhai\nba\nbốn"),
        ("<p>Hội <b>ngh</b>ị", "Hội nghị"),
        ("<p>Hội\n\n  nghị\t</p>", "Hội nghị"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("&#7897; &#x1ed9; &Agrave; &amp;lt; &khong;", "ộ ộ À &lt; &khong;"),
        ("<p hidden>ẩn<p>hiện", "hiện"),
        ("<div hidden>x<div>y</div>z</div>hiện", "hiện"),
        ("<!-- lời bình --><p>hiện", "hiện"),
        (
            "<textarea>x</textarea><select><option>y</select><svg><text>z</text></svg>hiện",
            "hiện",
        ),
        ("<noscript>x</noscript><template><p>y</p></template>hiện", "hiện"),
        ("<frameset><frame src=a><noframes><body>trình duyệt cũ</body></noframes>", ""),
        ("<ul><li>một<li>hai</ul>", "một\nhai"),
        ("<form><p>trang cũ bọc hết trong form</form>", "trang cũ bọc hết trong form"),
        ("<p>a\x00b\x1b[2J", "a�b\x1b[2J"),
        ("", ""),
        ("<!-- chỉ lời bình -->", ""),
        ("<html><head><title>x</title></head><body></body></html>", ""),
    ],
)
def test_text(page: str, text: str) -> None:
    assert parse_page(page).text == text


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<ol><li>Nộp đơn<li>Chờ trả lời</ol>", "1. Nộp đơn\n2. Chờ trả lời"),
        ("<ol start=9><li>Nộp đơn<li>Nhận giấy</ol>", "9. Nộp đơn\n10. Nhận giấy"),
        ("<ol type=a start=26><li>Đất<li>Nhà</ol>", "z. Đất\naa. Nhà"),
        ("<ol type=I><li>Thu<li>Chi<li value=9>Nợ<li>Dư", "I. Thu\nII. Chi\nIX. Nợ\nX. Dư"),
        ("<ol reversed><li>Hạng ba<li>Hạng nhì<li>Nhất", "3. Hạng ba\n2. Hạng nhì\n1. Nhất"),
        (
            "<ol reversed><li>A Lưới<ol REVERSED><li>Huế<li>Vinh</ol><li>Sa Pa</ol>",
            "2. A Lưới\n2. Huế\n1. Vinh\n1. Sa Pa",
        ),
        ("<OL Reversed><LI>Nhì<LI>Nhất</OL>", "2. Nhì\n1. Nhất"),
        ("<ol reversed start=0><li>Hai<li>Ba</ol>", "0. Hai\n-1. Ba"),
        (
            "<ol><li><p>Khoản một<p>Đoạn hai</li><li>Khoản hai",
            "1. Khoản một\nĐoạn hai\n2. Khoản hai",
        ),
        (
            "<ol><li>Chương<ol type=A><li>Mục</ol><li>Phụ lục</ol>",
            "1. Chương\nA. Mục\n2. Phụ lục",
        ),
        ("<ol><li><ol><li>Điểm</ol></ol>", "1. 1. Điểm"),
        ("<ol><li></li><li>Sau mục trống</ol>", "2. Sau mục trống"),
        ("<ol><li hidden>ẩn<li>Hiện</ol>", "1. Hiện"),
        ("<ol><li>Thôn<ul><li>Xóm</ul></ol>", "1. Thôn\nXóm"),
        ("<ol style='margin:0; list-style: none'><li>Xóm</ol>", "Xóm"),
        ("<ol><li style='list-style-type:disc'>Xóm<li>Làng</ol>", "Xóm\n2. Làng"),
        ("<ol style='list-style-type:lower-roman'><li>Xóm<li>Làng", "i. Xóm\nii. Làng"),
        ("<ul style='list-style: decimal inside'><li>Xóm</ul>", "1. Xóm"),
        ("<ul type=circle><li>Xóm</ul><ol type=disc><li>Làng</ol>", "Xóm\nLàng"),
        ("<ol class='ui-Breadcrumb'><li>Trang chủ</ol>", "Trang chủ"),
        ("<ol start=x><li value=''>Xóm<li value=1e9>Làng</ol>", "1. Xóm\n1. Làng"),
        ("<li>Không thuộc danh sách", "Không thuộc danh sách"),
        ("<ol>" * 200 + "<li>Xóm", "Xóm"),
        ("</ol></ol><ol></ul><li>Xóm", "1. Xóm"),
    ],
)
def test_numbers_of_lists(page: str, text: str) -> None:
    assert parse_page(page).text == text


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("đường thủy nội địa<a href=#1><sup>1</sup></a>; và", "đường thủy nội địa 1; và"),
        ("đường thủy nội địa<sup><a href=#1>1</a></sup> và", "đường thủy nội địa 1 và"),
        ("<p><a href=#anc>12</a>Luật số 23<p>x", "12 Luật số 23\nx"),
        ("Điều <a href=#5>5</a>a và 1<a href=#6>0b</a>", "Điều 5 a và 10b"),
        ("<pre>k<a href=#1>1</a>x</pre>", "k1x"),
        ("100 m<sup>2</sup> đất, H<sub>2</sub>O", "100 m2 đất, H2O"),
        ("Lê An<sup>1</sup>, Trần Hà<sup>2</sup>, 10<sup>5</sup>", "Lê An 1, Trần Hà 2, 10 5"),
        ("nóng 38<sup>o</sup>C, góc 90<sup>0</sup>, N<sup>o</sup>", "nóng 38°C, góc 90°, No"),
        ("chữ <a href=#1>liên</a>kết", "chữ liênkết"),
    ],
)
def test_marks_of_notes_are_no_part_of_words(page: str, text: str) -> None:
    assert parse_page(page).text == text


def test_numbers_make_no_menu_a_text() -> None:
    menu = "".join(f"<li><a href=/{n}>Vé</a>" for n in range(6))
    assert parse_page(f"<p>{HOI_NGHI}</p><ol>{menu}</ol>").text == HOI_NGHI


def test_the_title_of_a_drawing_is_not_the_pages() -> None:
    drawing = "<svg><title>Hình mũi tên</title><text>x</text></svg>"
    assert parse_page(f"<body>{drawing}<p>Mưa lớn").known.title == ""
    page = f"<head><title>Mưa lớn ở Huế</title></head><body>{drawing}<p>Mưa"
    assert parse_page(page).known.title == "Mưa lớn ở Huế"


def test_in_a_book_nothing_is_boilerplate() -> None:
    """A note that stands aside, and a header; a page's own roles are as for any page."""
    page = "<header>Phần I</header><p>Thân<a href=#1 role=doc-noteref>1</a><p hidden>2</p>"
    page += "<aside epub:type=footnote>Chú thích</aside><div role=complementary>Khung"
    page += "<p style>và <p style='display:none'>ẩn"
    assert parse_page(page, {}, "book").text == "Phần I\nThân 1\nChú thích\nKhung\nvà"
    assert parse_page(page).text == "Thân 1"


def test_of_several_headings_the_first_is_the_title() -> None:
    page = "<title> </title><h1> </h1><h1>Tổng<br>qu<i>an</i></h1><h1>Trang 1: Lương</h1><p>x"
    assert parse_page(page).known.title == "Tổng quan"


MENU = "".join(f'<li><a href="/{n}">Chuyên mục {n}</a></li>' for n in range(6))


@pytest.mark.parametrize(
    "page",
    [
        f"<ul>{MENU}</ul><p>{HOI_NGHI}</p>",
        f"<table><tr><td><ul>{MENU}</ul></td><td><p>{HOI_NGHI}</p></td></tr></table>",
        "<p>" + " | ".join(f"<a href=/{n}>Mục {n}</a>" for n in range(6)) + f"<p>{HOI_NGHI}",
        f"<div role=navigation>Lối đi</div><p>{HOI_NGHI}<div role=contentinfo>Cuối</div>",
        f"<nav>Lối đi</nav><main>Ngắn</main><p>{HOI_NGHI}<footer>Cuối</footer>".replace(
            "Ngắn", ""
        ),
        f"<p>Ngoài lề</p><main><p>{HOI_NGHI}</p></main>".replace("<p>Ngoài lề</p>", ""),
    ],
)
def test_menus_and_boilerplate_are_left_out(page: str) -> None:
    assert parse_page(page).text == HOI_NGHI


def test_a_page_of_nothing_but_links_keeps_them() -> None:
    assert parse_page(f"<ul>{MENU}</ul>").text.split("\n")[0] == "Chuyên mục 0"
    assert parse_page("<nav>Lối đi</nav>").text == "Lối đi"


def test_two_links_in_a_row_are_no_menu() -> None:
    links = "<p><a href=/1>Quyết định 18</a></p><p><a href=/2>Nghị định 35</a></p>"
    assert (
        parse_page(f"<p>{HOI_NGHI}</p>{links}").text
        == f"{HOI_NGHI}\nQuyết định 18\nNghị định 35"
    )


@pytest.mark.parametrize(
    ("head", "known"),
    [
        ("<title>A</title>", Properties(title="A")),
        ("<title>A</title><meta property=og:title content=B>", Properties(title="B")),
        ("<meta itemprop=datePublished content=2024-12-16>", Properties(date="2024-12-16")),
        ('<meta name="DC.date" content="16/12/2024">', Properties(date="2024-12-16")),
        (
            "<meta name=date content=mai><meta name=pubdate content=2024>",
            Properties(date="2024"),
        ),
        (
            '<script type="application/ld+json">{"datePublished": "2024-12-16T1"}</script>',
            Properties(date="2024-12-16"),
        ),
        ('<meta property=article:author content="https://a.vn/an">', Properties(author="")),
        ('<meta name=Author content="Lê An">', Properties(author="Lê An")),
        ("<title>Untitled Document</title>", Properties()),
        ("", Properties()),
    ],
)
def test_what_a_page_says_of_itself(head: str, known: Properties) -> None:
    found = parse_page(f"<html><head>{head}</head><body></body></html>")
    assert found == Page(known=known)


def test_a_time_in_the_text_is_the_date() -> None:
    page = '<h1>Tin</h1><time datetime="2024-12-16">hôm nay</time>'
    assert parse_page(page) == Page("Tin\nhôm nay", Properties("Tin", "2024-12-16"))


@pytest.mark.parametrize(
    "declared", ["", "windows-1252", "iso-8859-1", "x-user-defined", "utf-8"]
)
@pytest.mark.parametrize("name", ["utf-8", "utf-16", "windows-1258", "tcvn", "viscii", "vni"])
def test_the_bytes_tell_the_charset_better_than_the_page(
    tmp_path: Path, name: str, declared: str
) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    page = f"<html><head>{meta if declared else ''}</head><body><p>{LONG}</p></body></html>"
    path = tmp_path / "cũ.htm"
    if name == "windows-1258":
        path.write_bytes(windows_1258(page))
    elif name == "vni":
        path.write_bytes(vni(page))
    else:
        path.write_bytes(page.encode(name) if name[0] == "u" else by_table(page, name))
    (found,) = documents(path)
    assert found.body == " ".join(LONG.split())
    assert encoding_of(path) == name


def test_the_charset_of_the_page_is_believed_where_the_bytes_are_dumb(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes('<meta charset="iso-8859-2"><p>Łódź</p>'.encode("iso-8859-2"))
    assert documents(path)[0].body == "Łódź"
    assert encoding_of(path) == "iso8859-2"
    path.write_bytes("<meta charset='khong-co'><p>\xe9t\xe9</p>".encode("cp1252"))
    assert documents(path)[0].body == "été"
    path.write_bytes("<meta charset=iso-2022-jp><p>東京</p>".encode("iso-2022-jp"))
    assert documents(path)[0].body == "東京"


def test_letters_of_an_old_encoding_written_as_entities(tmp_path: Path) -> None:
    shown = by_table(LONG.lower(), "tcvn3").decode("cp1252")
    path = tmp_path / "a.html"
    path.write_bytes(f"<p>{shown}</p>".encode("ascii", "xmlcharrefreplace"))
    assert documents(path)[0].body == " ".join(LONG.lower().split())


@pytest.mark.parametrize("name", ["a.php", "a", "a.txt", "a.xhtml"])
def test_a_page_is_known_by_its_beginning(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(f"<!-- cũ -->\n<!DOCTYPE html><p>{HOI_NGHI}", encoding="utf-8")
    (found,) = documents(path)
    assert (found.kind, found.body) == ("html", HOI_NGHI)


def test_a_page_without_text_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><title>Ảnh</title><img src=a.png></html>", encoding="utf-8")
    problem = only_problem(path)
    assert sentence(problem) == f"{path} has no text and was passed over"
    assert not problem.failed


def test_a_page_of_50_mb_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    with open(path, "wb") as file:
        file.write(b"<html><p>")
        file.truncate(50_000_000)
    path.write_bytes(path.read_bytes().replace(b"\0", b" "))
    problem = only_problem(path)
    assert f"{path} is larger than 32 MB" in sentence(problem)
    assert problem.failed


HOSTILE = {
    "deep": "<div>" * 200_000 + HOI_NGHI,
    "deep formatting": "<b><p>" * 50_000 + HOI_NGHI,
    "different formatting": "".join(f"<font color={n}>" for n in range(50_000)) + HOI_NGHI,
    "open tags": HOI_NGHI + "<a" * 200_000,
    "open comments": HOI_NGHI + "<!--" * 200_000,
    "ampersands": HOI_NGHI + "&" * 200_000,
    "forms": "<form><div></form>" * 50_000 + HOI_NGHI,
    "long attribute": f"<p a={'x' * 5_000_000}>{HOI_NGHI}",
    "comments before": "<!-- x -->" * 5_000 + f"<p>{HOI_NGHI}",
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE)
def test_hostile_pages_take_no_longer_than_others(tmp_path: Path, page: str) -> None:
    path = tmp_path / "a"
    path.write_text(f"<html>{page}", encoding="utf-8")
    assert HOI_NGHI in documents(path)[0].body


TAGS = """
<p> </p> <div > </div> <script> </script> <title> <!-- --> <td> <pre> <a href=' ' &# ; hội \0
<article> </article> <h1> </h1> <p/> <br> & < ]]>
"""


@given(st.lists(st.sampled_from(TAGS.split()), max_size=40).map("".join) | st.text(max_size=60))
def test_any_page_has_some_text_or_none(page: str) -> None:
    found = parse_page(page)
    found.text.encode("utf-8")
    assert isinstance(found.known.title, str)


def test_a_declared_encoding_is_found_near_the_beginning_only() -> None:
    page = b'<?xml version="1.0" encoding="windows-1258"?><html>'
    assert declared_encoding(page) == "windows-1258"
    assert declared_encoding(b" " * 5000 + b"<meta charset=utf-8>") == ""


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>Xem <img alt='sơ đồ đê'> bên.</p>", "Xem sơ đồ đê bên."),
        ("<p>Một</p><img alt='Cầu Long Biên'><p>Hai</p>", "Một\nCầu Long Biên\nHai"),
        ("<p>Một</p><img alt='IMG_01.jpg'><img alt=''><img><p>Hai</p>", "Một\nHai"),
        (
            "<figure><img alt='Cầu Long Biên'><figcaption>Cầu Long Biên</figcaption></figure>",
            "Cầu Long Biên",
        ),
        ("<div><img alt='Hồ Gươm'></div><p>Hồ Gươm</p>", "Hồ Gươm"),
        ("<p>Hồ Gươm</p><p>Hồ Gươm</p>", "Hồ Gươm\nHồ Gươm"),
        ("<p>Một</p><noscript><img alt='ẩn'></noscript>", "Một"),
    ],
)
def test_what_stands_for_a_picture_is_read(page: str, text: str) -> None:
    assert parse_page(page).text == text


NUMBERED = """
a &#7897; &#x1ED9; &#173; &#160; &#150; &#60; &#55296; &#65534; &#99999999; &#o; &amp;#7897;
&agrave; o&#803;&#770; <b> </b>
"""


@given(st.lists(st.sampled_from([*NUMBERED.split(), " "]), max_size=12))
def test_letters_by_their_numbers_are_as_the_parser_has_them(parts: list[str]) -> None:
    page = f"<p>x{''.join(parts)}y</p>"
    with patch.object(html, "with_letters", str):
        by_parser = html.parse_page(page).text
    assert html.parse_page(page).text == by_parser


def test_a_page_of_nothing_but_tags_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<b>" * 1_500_001 + b"a b")
    problem = only_problem(tmp_path / "a.html")
    assert (problem.what, problem.detail) == ("too large", "1,500,000 tags")


def test_a_message_of_nothing_but_tags_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(
        b"From: a@b.vn\nContent-Type: text/html\n\n" + b"<b>" * 1_500_001 + b"a b"
    )
    problem = only_problem(tmp_path / "a.eml")
    assert (problem.what, problem.detail) == ("too large", "1,500,000 tags")
