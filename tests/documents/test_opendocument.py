"""OpenDocument texts, sheets and slides: what stands on the page, numbers, fonts."""

from __future__ import annotations

from pathlib import Path

import pytest

from vnsearch.records import FileNote

from .reading import documents, readings
from .test_archive import archive

MINUTES = Path(__file__).parent / "minutes"
_NAMES = {
    "draw": "drawing",
    "fo": "xsl-fo-compatible",
    "office": "office",
    "presentation": "presentation",
    "style": "style",
    "svg": "svg-compatible",
    "table": "table",
    "text": "text",
}
_URN = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = 'xmlns:dc="http://purl.org/dc/elements/1.1/" ' + " ".join(
    f'xmlns:{prefix}="{_URN}{name}:1.0"' for prefix, name in _NAMES.items()
)


def opendocument(path: Path, body: str, styles: str = "", common: str = "") -> Path:
    """A file: its body, its own styles, and the part with the styles of pages."""
    kind = {"t": "text", "s": "spreadsheet", "p": "presentation"}[path.suffix[3]]
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}>"
        "</office:body></office:document-content>"
    )
    members = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": content,
        "styles.xml": f"<office:document-styles {SPACES}>{common}</office:document-styles>",
    }
    return archive(path, {name: text.encode() for name, text in members.items()})


def body_of(path: Path) -> list[str]:
    (document,) = documents(path)
    assert document.kind == path.suffix[1:]
    return document.body.split("\n")


@pytest.mark.parametrize("name", ["uni", "tcvn", "vni", "mix"])
def test_minutes_in_writer(name: str) -> None:
    body = body_of(MINUTES / f"{name}.odt")
    assert body[-3].startswith("Biên bản họp hội đồng nhân dân huyện Bình Lục về việc sửa chữa")
    assert body[-3].endswith("trạm bơm nước phục vụ tưới tiêu vụ đông xuân.")


def test_a_sheet_of_calc() -> None:
    body = body_of(MINUTES / "bang.ods")
    assert body[:2] == ["Danh sách", "Cộng hòa xã hội chủ nghĩa Việt Nam\t1000"]


def level(depth: int, form: str, more: str = "", suffix: str = ".") -> str:
    return (
        f'<text:list-level-style-number text:level="{depth}" style:num-format="{form}" '
        f'style:num-suffix="{suffix}" {more}/>'
    )


def item(text: str, more: str = "") -> str:
    return f"<text:list-item {more}><text:p>{text}</text:p></text:list-item>"


def listed(items: str, more: str = "") -> str:
    return f'<text:list text:style-name="L" {more}>{items}</text:list>'


def nested(items: str) -> str:
    return f"<text:list-item><text:list>{items}</text:list></text:list-item>"


LEVELS = (
    level(1, "1", 'style:num-prefix="Điều "')
    + level(2, "1", 'text:display-levels="2"', "")
    + level(3, "a", suffix=")")
    + '<text:list-level-style-bullet text:level="4"/>'
)


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (listed(item("a") + item("b")), ["Điều 1. a", "Điều 2. b"]),
        (
            listed(item("a") + nested(item("b") + nested(item("c") + nested(item("d"))))),
            ["Điều 1. a", "1.1 b", "a) c", "d"],
        ),
        (listed(item("a")) + listed(item("b")), ["Điều 1. a", "Điều 1. b"]),
        (
            listed(item("a"))
            + "<text:p>xen</text:p>"
            + listed(item("b"), 'text:continue-numbering="true"'),
            ["Điều 1. a", "xen", "Điều 2. b"],
        ),
        (
            listed(item("a"), 'id="x"')
            + listed(item("c"))
            + listed(item("b"), 'text:continue-list="x"'),
            ["Điều 1. a", "Điều 1. c", "Điều 2. b"],
        ),
        (listed(item("a", 'text:start-value="7"') + item("b")), ["Điều 7. a", "Điều 8. b"]),
        (
            listed("<text:list-header><text:p>đầu</text:p></text:list-header>" + item("a")),
            ["đầu", "Điều 1. a"],
        ),
        (
            listed("<text:list-item><text:p>a</text:p><text:p>thêm</text:p></text:list-item>"),
            ["Điều 1. a", "thêm"],
        ),
        ('<text:list text:style-name="khong-co">' + item("a") + "</text:list>", ["a"]),
    ],
)
def test_numbers(tmp_path: Path, body: str, lines: list[str]) -> None:
    styles = f'<text:list-style style:name="L">{LEVELS}</text:list-style>'
    assert body_of(opendocument(tmp_path / "a.odt", body, styles)) == lines


def test_numbers_of_headings(tmp_path: Path) -> None:
    outline = (
        "<office:styles><text:outline-style>"
        '<text:outline-level-style text:level="1" style:num-format="I" '
        'style:num-prefix="Chương "/><text:outline-level-style text:level="2" '
        'style:num-format="1" text:display-levels="2"/></text:outline-style></office:styles>'
    )
    heading = '<text:h text:outline-level="{}" {}>{}</text:h>'
    body = (
        heading.format(1, "", "Mở đầu")
        + heading.format(2, "", "Lý do")
        + heading.format(2, 'text:is-list-header="true"', "Ghi chú")
        + heading.format(1, "", "Kết luận")
    )
    assert body_of(opendocument(tmp_path / "a.odt", body, common=outline)) == [
        "Chương I Mở đầu",
        "I.1 Lý do",
        "Ghi chú",
        "Chương II Kết luận",
    ]


def test_what_stands_apart_is_kept_apart(tmp_path: Path) -> None:
    body = """<text:p>Quả cam<text:note><text:note-citation>1</text:note-citation>
    <text:note-body><text:p>Vỏ vàng</text:p></text:note-body></text:note> ngọt<draw:frame>
    <draw:text-box><text:p>khung
      chữ</text:p></draw:text-box><svg:desc>Ảnh đồi chè</svg:desc></draw:frame>, thơm
    </text:p>"""
    common = """<office:master-styles><style:master-page><style:header><text:p>SỞ Y TẾ</text:p>
    </style:header><style:header-left><text:p>SỞ Y TẾ</text:p></style:header-left>
    <style:footer><text:p>Trang <text:page-number>1</text:page-number>/3</text:p></style:footer>
    </style:master-page></office:master-styles>"""
    assert body_of(opendocument(tmp_path / "a.odt", body, common=common)) == [
        "Quả cam ngọt, thơm",
        "Vỏ vàng",
        "khung chữ",
        "Ảnh đồi chè",
        "SỞ Y TẾ",
    ]


def test_rows_are_lines_and_comments_stand_apart(tmp_path: Path) -> None:
    cell = "<table:table-cell>{}</table:table-cell>"
    comment = (
        "<office:annotation><dc:creator>An</dc:creator><text:p>xem lại</text:p>"
        "</office:annotation>"
    )
    body = (
        '<table:table table:name="Thu chi"><table:table-row>'
        + cell.format("<text:p>STT</text:p>")
        + cell.format("")
        + cell.format(f"{comment}<text:p>Họ</text:p><text:p>tên</text:p>")
        + '</table:table-row><table:table-row table:number-rows-repeated="1048576"/>'
        + "</table:table>"
    )
    path = opendocument(tmp_path / "a.ods", body)
    assert body_of(path) == ["Thu chi", "STT\tHọ tên", "xem lại"]


def test_slides_and_the_speakers_notes(tmp_path: Path) -> None:
    body = """<draw:page draw:name="page1">
    <draw:frame presentation:class="title"><draw:text-box>
    <text:p>Kế hoạch năm</text:p></draw:text-box></draw:frame><presentation:notes><draw:frame>
    <draw:text-box><text:p>nói chậm</text:p></draw:text-box></draw:frame></presentation:notes>
    </draw:page>"""
    assert body_of(opendocument(tmp_path / "a.odp", body)) == ["Kế hoạch năm", "nói chậm"]


def test_hidden_slides_are_read_and_said_and_lists_are_numbered(tmp_path: Path) -> None:
    styles = (
        "<style:style style:name='dp' style:family='drawing-page'><style:drawing-page-"
        "properties presentation:visibility='{}'/></style:style>"
        f"<text:list-style style:name='L'>{level(1, 'A')}</text:list-style>"
    )
    steps = listed(item("Khảo sát") + item("Thi công"))
    body = f"<draw:page draw:style-name='dp'><draw:frame>{steps}</draw:frame></draw:page>"
    shown = []
    for visibility in ("visible", "hidden"):
        path = opendocument(tmp_path / "a.odp", body, styles.format(visibility))
        shown.append([one.hidden for one in readings(path) if isinstance(one, FileNote)])
        assert body_of(path) == ["A. Khảo sát", "B. Thi công"]
    assert shown == [[], ["slides"]]


def test_what_stands_on_all_slides_is_read_once(tmp_path: Path) -> None:
    page = "<draw:page><draw:frame><draw:text-box><text:p>{}</text:p></draw:text-box>"
    page += "</draw:frame></draw:page>"
    body = (
        "<presentation:footer-decl>Sở Giáo dục</presentation:footer-decl>"
        + page.format("Kế hoạch")
        + page.format("Kết quả")
    )
    common = (
        "<office:master-styles><style:master-page><draw:frame presentation:class='title'>"
        "<text:p>Click to edit</text:p></draw:frame><draw:frame><draw:text-box><text:p>"
        "TRƯỜNG CHU VĂN AN</text:p></draw:text-box></draw:frame></style:master-page>"
        "</office:master-styles>"
    )
    path = opendocument(tmp_path / "a.odp", body, common=common)
    (found,) = documents(path)
    assert found.body.split("\n") == [
        "Kế hoạch",
        "Kết quả",
        "TRƯỜNG CHU VĂN AN",
        "Sở Giáo dục",
    ]


def test_headers_of_sheets(tmp_path: Path) -> None:
    """A header that is switched off is none, and a sheet's name in it is no text of its own."""
    cell = "<table:table-cell><text:p>thu</text:p></table:table-cell>"
    body = f"<table:table><table:table-row>{cell}</table:table-row></table:table>"
    common = (
        "<office:master-styles><style:master-page><style:header><text:p>SỞ Y TẾ"
        "<text:sheet-name>???</text:sheet-name></text:p></style:header>"
        "<style:footer style:display='false'><text:p>tắt</text:p></style:footer>"
        "</style:master-page></office:master-styles>"
    )
    path = opendocument(tmp_path / "a.ods", body, common=common)
    (found,) = documents(path)
    assert found.body.split("\n") == ["thu", "SỞ Y TẾ"]


def test_fonts_of_spans_styles_and_defaults(tmp_path: Path) -> None:
    styles = """<style:default-style style:family="paragraph"><style:text-properties
    fo:font-family="Arial"/></style:default-style>
    <style:style style:name="P" style:family="paragraph"><style:text-properties
    fo:font-family=".VnTime"/></style:style>
    <style:style style:name="Q" style:family="paragraph" style:parent-style-name="P"/>
    <style:style style:name="T" style:family="text"><style:text-properties
    fo:font-family="Times New Roman"/></style:style>"""
    body = """<text:p text:style-name="Q">häp
    <text:span text:style-name="T">Köln</text:span> häp</text:p><text:p>Köln häp</text:p>"""
    path = opendocument(tmp_path / "a.odt", body, styles)
    assert body_of(path) == ["họp Köln họp", "Köln häp"]


def test_fonts_of_cells_rows_and_columns(tmp_path: Path) -> None:
    styles = "".join(
        f'<style:style style:name="{name}" style:family="table-cell"><style:text-properties'
        f' fo:font-family="{font}"/></style:style>'
        for name, font in (("A", ".VnTime"), ("V", "VNI-Times"), ("T", "Times New Roman"))
    )
    of_columns = "".join(
        f'<table:table-column table:default-cell-style-name="{name}" {repeated}/>'
        for name, repeated in (("T", 'table:number-columns-repeated="2"'), ("A", ""), ("V", ""))
    )
    cell = "<table:table-cell {}><text:p>{}</text:p></table:table-cell>"
    rows = (
        ("", ("", "Köln"), ("", "häp"), ("", "häp"), ("", "hoïp"), ("", "hoïp")),
        ("", ('table:number-columns-repeated="2"', "Köln"), ("", "häp"), ("", "hoïp")),
        ('table:default-cell-style-name="A"', ("", "häp"), ('table:style-name="V"', "hoïp")),
    )
    body = "".join(
        f"<table:table-row {row}>"
        + "".join(cell.format(*one) for one in cells)
        + "</table:table-row>"
        for row, *cells in rows
    )
    table = f'<table:table table:name="{{}}">{{}}{body}</table:table>'
    path = opendocument(tmp_path / "a.ods", table.format("x", of_columns), styles)
    assert body_of(path)[1:] == [
        "Köln\thäp\thọp\thọp\thoïp",
        "Köln\thọp\thọp",
        "họp\thọp",
    ]
    # The columns of one sheet are not those of the next.
    body = table.format("x", of_columns) + table.format("y", "")
    path = opendocument(tmp_path / "b.ods", body, styles)
    assert body_of(path)[5:] == ["Köln\thäp\thäp\thoïp\thoïp", "Köln\thäp\thoïp", "họp\thọp"]


def test_a_raised_figure_is_no_part_of_a_name(tmp_path: Path) -> None:
    style = (
        "<style:style style:name='{}' style:family='text'><style:text-properties "
        "style:text-position='{}'/></style:style>"
    ).format
    span = "<text:span text:style-name='{}'>{}</text:span>".format
    body = f"<text:p>Lê An{span('S', 1)}, 3 m{span('S', 2)}, H{span('L', 2)}O</text:p>"
    styles = style("S", "super 58%") + style("L", "-33% 58%")
    assert body_of(opendocument(tmp_path / "a.odt", body, styles)) == ["Lê An 1, 3 m2, H2O"]


def test_a_formula_is_what_it_shows(tmp_path: Path) -> None:
    cell = (
        '<table:table-cell table:formula="of:=SUM([.A1:.A2])" office:value-type="float"'
        ' office:value="1234.5"><text:p>1.234,5</text:p></table:table-cell>'
    )
    body = (
        f'<table:table table:name="Thu"><table:table-row>{cell}</table:table-row></table:table>'
    )
    assert body_of(opendocument(tmp_path / "a.ods", body)) == ["Thu", "1.234,5"]


def test_styles_and_lists_that_refer_to_themselves(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="A" style:family="paragraph" style:parent-style-name="B"/>'
        '<style:style style:name="B" style:family="paragraph" style:parent-style-name="A"'
        ' style:list-style-name="L"/><text:list-style style:name="L">'
        '<text:list-level-style-number text:level="1" style:num-format="1"'
        ' text:style-name="A" text:display-levels="9"/></text:list-style>'
    )
    body = (
        '<text:list xml:id="x" text:continue-list="x" text:style-name="L"><text:list-item>'
        '<text:p text:style-name="A">một</text:p></text:list-item></text:list>'
    )
    (line,) = body_of(opendocument(tmp_path / "a.odt", body, styles))
    assert line.endswith("một")
