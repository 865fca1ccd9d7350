"""Fonts that tell the encoding of their text: in names of every form, in files run by run."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from vnsearch.documents.encodings.fonts import RunReader, font_encoding
from vnsearch.documents.encodings.lost_letters import restore_u_horn

from .reading import documents

MINUTES = Path(__file__).parent / "minutes"  # one meeting, as LibreOffice writes it


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        (
            "tcvn3",
            ".VnTime|VnTime|ABCDEF+.VnTime|.VnTime,Bold|VnTime-BoldItalic|.vntime|vntime",
        ),
        ("tcvn3", "'.VnTime'|\".VnTime\", serif|.VnArial Narrow|@.VnTime|.VnEnglish| .VnTime "),
        ("tcvn3 capitals", ".VnTimeH|ABCDEF+.VnTimeH|VnTimeHBoldItalic|.vntimeh|.VnTimeH,Bold"),
        ("tcvn3 capitals", ".VnArial NarrowH|ABCDEF+VnArial-NarrowH|.VnHelvetInsH"),
        ("vni", "VNI-Times|VNITimes|Vni-Times|VNI Aptima|ABCDEF+VNI-Helve-Condense,Bold"),
        ("", "Times New Roman|SVN-Gotham|VNF-Comic Sans|UVN Bach Dang|UTM Avo|VNR10||VNI|vn"),
        ("tcvn3", "vnarial|vnarial narrow|VnHelvetInsBold|.VNTIME"),
        # VietWare's, which have codes of their own.
        (
            "",
            "VNtimes new roman|vntimes new roman|VNtimes|VNarial|VNhelvet|ABCDEF+VNhelvet,Bold",
        ),
        ("signs", "Wingdings|Wingdings 2|ABCDEF+Wingdings-Regular|ZapfDingbats|webdings"),
        ("", "VnExpress Serif|VNPT Sans|Verdana|Helvetica|.SF NS Text|Vnimous"),
    ],
)
def test_names(encoding: str, names: str) -> None:
    assert {name: font_encoding(name) for name in names.split("|")} == dict.fromkeys(
        names.split("|"), encoding
    )


@pytest.mark.parametrize(
    ("runs", "text", "encoding"),
    [
        ([("GiÊy mêi häp phô huynh", ".VnTime")], "Giấy mời họp phụ huynh", "tcvn3"),
        ([("céng hoµ", ".VnTimeH"), (" 2", "Arial")], "CỘNG HOÀ 2", "tcvn3"),
        ([("n", ".VnTime"), ("\xadíc", ".VnTime")], "nước", "tcvn3"),
        ([("ho", "VNI-Times"), ("ïp", "VNI-Times,Bold")], "họp", "vni"),
        # VietWare's codes are not known here: "Về việc" stays as it is.
        ([("Vãö viãûc", "VNtimes new roman")], "Vãö viãûc", ""),
        # What stands in the font but is Unicode, as typed with another keyboard.
        ([("Biên bản họp", ".VnTime")], "Biên bản họp", ""),
        ([("Kính gửi: Ủy ban", ".VnTimeH")], "Kính gửi: Ủy ban", ""),
        ([("AT&T 5 × 3", "Arial"), (" 12/3", ".VnTime")], "AT&T 5 × 3 12/3", ""),
        # Ticks and bullets; whole words say that the font is not what was used.
        ([("đạt ", "Arial"), ("ü", "Wingdings"), (" n 2", "Webdings")], "đạt ▪ ▪ ▪", ""),
        ([("Hội nghị", "Wingdings")], "Hội nghị", ""),
        # Shown through windows-1258, as on a Vietnamese system, or in a symbol font.
        ([(b"c\xe3 nhi\xd2u".decode("cp1258"), ".VnTime")], "có nhiều", "tcvn3"),
        ([("\uf06e\uf0ad\uf0ed\uf063", ".VnTime")], "nước", "tcvn3"),
    ],
)
def test_runs(runs: list[tuple[str, str]], text: str, encoding: str) -> None:
    reader = RunReader()
    assert (reader.line(runs), list(reader.encodings)) == (text, encoding.split())


@pytest.mark.parametrize("name", ["uni", "tcvn", "vni", "mix"])
def test_minutes_in_word(name: str) -> None:
    (document,) = documents(MINUTES / f"{name}.docx")
    assert "Biên bản họp hội đồng nhân dân huyện Bình Lục" in document.body
    assert "sửa chữa đường liên xã và xây dựng trạm bơm nước" in document.body


@pytest.mark.parametrize("name", ["short_tcvn", "short_vni"])
def test_one_line_in_word(name: str) -> None:
    (document,) = documents(MINUTES / f"{name}.docx")
    assert document.body == document.title == "Giấy mời họp phụ huynh"


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_file(path: Path, body: str, styles: str = "", theme: str = "") -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        wrapped = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", wrapped)
        archive.writestr("word/styles.xml", f'<w:styles xmlns:w="{W}">{styles}</w:styles>')
        if theme:
            archive.writestr("word/theme/theme1.xml", theme)
        core = "<p><title>B¸o c¸o tæng kÕt</title><creator>NguyÔn V¨n Nam</creator></p>"
        archive.writestr("docProps/core.xml", core)
    return path


THEME = """<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:fontScheme>
<a:majorFont><a:latin typeface=".VnTimeH"/></a:majorFont>
<a:minorFont><a:latin typeface=".VnTime"/></a:minorFont></a:fontScheme></a:theme>"""
STYLES = """<w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/></w:rPr>
</w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>
<w:style w:type="paragraph" w:styleId="Vni">
<w:rPr><w:rFonts w:ascii="VNI-Times"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Below"><w:basedOn w:val="Vni"/></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>
<w:style w:type="character" w:styleId="Big">
<w:rPr><w:rFonts w:hAnsiTheme="majorHAnsi"/></w:rPr></w:style>"""


def test_fonts_of_styles_and_theme(tmp_path: Path) -> None:
    body = """<w:p><w:r><w:t>häp</w:t></w:r></w:p>
    <w:p><w:pPr><w:pStyle w:val="Below"/></w:pPr><w:r><w:t>hoïp</w:t></w:r></w:p>
    <w:p><w:pPr><w:pStyle w:val="Loop"/></w:pPr><w:r><w:rPr><w:rStyle w:val="Big"/></w:rPr>
    <w:t>häp</w:t></w:r><w:r><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/></w:rPr>
    <w:t> Köln</w:t></w:r><w:r><w:t> ®</w:t><w:softHyphen/><w:t>êng</w:t></w:r></w:p>"""
    (document,) = documents(word_file(tmp_path / "a.docx", body, STYLES, THEME))
    assert document.body.split("\n") == ["họp", "họp", "HỌP Köln đường"]
    assert (document.title, document.author) == ("Báo cáo tổng kết", "Nguyễn Văn Nam")


def test_a_title_is_read_as_any_of_the_fonts_of_the_text(tmp_path: Path) -> None:
    runs = [("Giaáy môøi hoïp phuï huynh", "VNI-Times"), ("häp", ".VnTime")]
    for order in (runs, runs[::-1]):
        body = "".join(
            f'<w:p><w:r><w:rPr><w:rFonts w:ascii="{font}"/></w:rPr>'
            f"<w:t>{text}</w:t></w:r></w:p>"
            for text, font in order
        )
        (document,) = documents(word_file(tmp_path / "a.docx", body))
        assert (document.title, document.author) == ("Báo cáo tổng kết", "Nguyễn Văn Nam")


@pytest.mark.parametrize("name", ["uni", "tcvn", "vni", "mix"])
@pytest.mark.parametrize("suffix", ["pdf", "epub"])
def test_minutes_in_pdf_and_epub(name: str, suffix: str) -> None:
    (document,) = documents(MINUTES / f"{name}.{suffix}")
    text = " ".join(document.body.split())
    assert "Biên bản họp hội đồng nhân dân huyện Bình Lục" in text
    assert "sửa chữa đường liên xã và xây dựng trạm bơm nước" in text
    if name == "mix":
        assert text.startswith("Văn bản gốc số 45/BB-HĐND được lưu tại kho.")


@pytest.mark.parametrize("name", ["rl-tcvn", "rl-vni"])
def test_minutes_in_a_simple_font(name: str) -> None:
    (document,) = documents(MINUTES / f"{name}.pdf")
    text = " ".join(document.body.split())
    assert "Biên bản họp hội đồng nhân dân huyện Bình Lục" in text
    assert "xây dựng trạm bơm nước" in text


@pytest.mark.parametrize(
    ("broken", "text"),
    [
        ("đ-ờng n-ớc t-ới tr-ởng", "đường nước tưới trưởng"),
        ("đờng nớc trợu đợc", "đường nước trượu được"),
        ("nh- vậy, th- từ, t- vấn, l-u ý, -u tiên", "như vậy, thư từ, tư vấn, lưu ý, ưu tiên"),
        ("Đ-ỜNG", "ĐƯỜNG"),
        ("Mác-Lênin", "Mác-Lênin"),
        ("vitamin B- và A-B, T-54", "vitamin B- và A-B, T-54"),
        (
            "- an toàn -an ninh, xã-phường, Hà Nội-Huế",
            "- an toàn -an ninh, xã-phường, Hà Nội-Huế",
        ),
        ("trời, mới, hơn, bơm, cơ", "trời, mới, hơn, bơm, cơ"),
    ],
)
def test_lost_letters(broken: str, text: str) -> None:
    assert restore_u_horn(broken) == text


PAGES = [
    ('<p><font face=".VnTime">GiÊy mêi häp</font> Köln</p>', "Giấy mời họp Köln"),
    ("<p style=\"font-family:'.VnTimeH'\">céng hoµ</p>", "CỘNG HOÀ"),
    ("<p style='font:12.0pt \"VNI-Times\"'>Giaáy môøi hoïp</p>", "Giấy mời họp"),
    ("<style>p.MsoNormal, li {font-family:.VnTime;}</style><p class=MsoNormal>häp</p>", "họp"),
    (
        '<style>.a {font-family: ".VnTime"} .b {font-family: Arial}</style>'
        "<div class=a>häp <span class=b>Köln</span> ®&shy;êng</div>",
        "họp Köln đường",
    ),
    ('<font face=".VnTime">n&shy;&iacute;c, &reg;&ordf;m</font>', "nước, đêm"),
    ('<font face="Arial">Köln &reg; &laquo;x&raquo;</font>', "Köln ® «x»"),
]


@pytest.mark.parametrize(("page", "text"), PAGES)
def test_fonts_of_a_page(tmp_path: Path, page: str, text: str) -> None:
    (tmp_path / "a.html").write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
    assert documents(tmp_path / "a.html")[0].body == text


def test_entities_beside_raw_letters_are_repaired_once(tmp_path: Path) -> None:
    line = (
        "<p>X©y dùng tr¹m b¬m n&shy;íc, söa ch÷a ®&shy;êng liªn x·, häp héi &reg;ång nh©n d©n"
    )
    text = "Xây dựng trạm bơm nước, sửa chữa đường liên xã, họp hội đồng nhân dân"
    for encoding in ("utf-8", "cp1252"):
        (tmp_path / "a.html").write_text(
            f"<html><title>B¸o c¸o</title>{line}", encoding=encoding
        )
        (document,) = documents(tmp_path / "a.html")
        assert (document.body, document.title) == (text, "Báo cáo")
