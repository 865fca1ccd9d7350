"""Excel workbooks: rows, what cells show, comments, fonts."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from vnsearch.documents.containers import ooxml
from vnsearch.documents.formats.sheets.number_format import number_format
from vnsearch.documents.formats.sheets.sheet_values import moment_shown
from vnsearch.documents.laid_out import story
from vnsearch.records import FileNote

from .reading import documents, only_problem, readings
from .test_archive import archive
from .test_docx import CHART, R, relations

X = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MINUTES = Path(__file__).parent / "minutes"


def around_sheet(state: str = "") -> dict[str, bytes]:
    """What names the one sheet, the strings and the styles of a workbook."""
    sheet = f'<sheet name="Thu chi" {state} r:id="worksheet"/>'
    return {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": relations(officeDocument="xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{X}" xmlns:r="{R}"><sheets>{sheet}</sheets>'
        "</workbook>".encode(),
        "xl/_rels/workbook.xml.rels": relations(
            worksheet="s.xml", sharedStrings="t.xml", styles="y.xml"
        ),
    }


def workbook(
    path: Path,
    rows: str,
    strings: str = "",
    styles: str = "",
    comments: str = "",
    after: str = "",
    state: str = "",
    apart: dict[str, bytes] | None = None,
) -> Path:
    """A workbook of one sheet called "Thu chi"; `apart` are parts of it by their relation."""
    members = {
        **around_sheet(state),
        "xl/t.xml": f'<sst xmlns="{X}">{strings}</sst>'.encode(),
        "xl/y.xml": f'<styleSheet xmlns="{X}">{styles}</styleSheet>'.encode(),
        "xl/s.xml": f'<worksheet xmlns="{X}"><sheetData>{rows}</sheetData>{after}'
        "</worksheet>".encode(),
    }
    apart = dict(apart or {})
    if comments:
        apart["comments"] = f'<comments xmlns="{X}">{comments}</comments>'.encode()
    for name, content in apart.items():
        members[f"xl/{name}.xml"] = content
    members["xl/_rels/s.xml.rels"] = relations(
        **{name: f"{name}.xml" for name in apart if name != "chart"}
    )
    if "chart" in apart:
        members["xl/_rels/drawing.xml.rels"] = relations(chart="chart.xml")
    return archive(path, members)


def body_of(path: Path) -> list[str]:
    (document,) = documents(path)
    assert document.kind == "xlsx"
    return document.body.split("\n")


def test_a_sheet() -> None:
    body = body_of(MINUTES / "bang.xlsx")
    assert body[:2] == ["Danh sách", "Cộng hòa xã hội chủ nghĩa Việt Nam\t1000"]


def test_what_cells_show(tmp_path: Path) -> None:
    strings = (
        "<si><t>Họ tên</t></si><si><r><t>Nguyễn </t></r><r><t>Văn An</t></r>"
        "<rPh><t>bỏ</t></rPh></si>"
    )
    styles = (
        '<numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellXfs>'
        '<xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="9"/></cellXfs>'
    )
    rows = (
        '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>99</v></c></row>'
        '<row><c><v>1500000</v></c><c s="1"><v>45537</v></c><c s="2"><v>0.15</v></c>'
        '<c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="str"><f>A1</f><v>tính ra</v></c>'
        '<c t="inlineStr"><is><t>viết\ntại chỗ</t></is></c></row><row/>'
    )
    after = '<headerFooter><oddHeader>&amp;L&amp;"Arial,Bold"SỞ Y TẾ</oddHeader></headerFooter>'
    comments = (
        "<commentList><comment><text><r><t>xem lại</t></r></text></comment></commentList>"
    )
    path = workbook(tmp_path / "a.xlsx", rows, strings, styles, comments, after)
    assert body_of(path) == [
        "Thu chi",
        "Họ tên\tNguyễn Văn An",
        "1500000\t02/09/2024\t15%\tTRUE\ttính ra\tviết tại chỗ",
        "xem lại",
        "SỞ Y TẾ",
    ]


def test_characters_that_are_written_by_their_numbers(tmp_path: Path) -> None:
    """Those that XML cannot have: a cell of two lines that a database gave ends in one."""
    strings = (
        "<si><t>Thôn Đông_x000D_\nxã Bình Lục</t></si><si><r><rPr><rFont val='Arial'/></rPr>"
        "<t>mã _x005F_x0041_</t></r></si><si><t>_xD83D__xDE00_ _x00_ _xD83D_</t></si>"
    )
    cells = "".join(f'<c t="s"><v>{number}</v></c>' for number in range(3))
    rows = f'<row>{cells}<c t="str"><v>a_x0009_b</v></c></row>'
    found = body_of(workbook(tmp_path / "a.xlsx", rows, strings))[1].split("\t")
    assert found == ["Thôn Đông  xã Bình Lục", "mã _x0041_", "\U0001f600 _x00_ \ufffd", "a b"]


def test_a_raised_figure_is_no_part_of_a_name(tmp_path: Path) -> None:
    raised = "<r><rPr><vertAlign val='superscript'/></rPr><t>{}</t></r>".format
    strings = f"<si><r><t>Lê An</t></r>{raised(1)}<r><t>, 3 m</t></r>{raised(2)}</si>"
    row = '<row><c t="s"><v>0</v></c></row>'
    assert body_of(workbook(tmp_path / "a.xlsx", row, strings))[1] == "Lê An 1, 3 m2"


def test_a_thread_of_comments_is_read_once(tmp_path: Path) -> None:
    """Older programs get its words in a comment, after a notice; other comments stay."""
    threads = (
        '<t:ThreadedComments xmlns:t="http://schemas.microsoft.com/office/spreadsheetml/2018/'
        'threadedcomments"><t:threadedComment><t:text>Sai số liệu</t:text></t:threadedComment>'
        "<t:threadedComment><t:text>Đã sửa</t:text></t:threadedComment></t:ThreadedComments>"
    )
    comment = '<comment authorId="{}"><text><t>{}</t></text></comment>'.format
    comments = (
        "<authors><author>tc={1F-2}</author><author>An</author></authors><commentList>"
        + comment(0, "[Threaded comment] Comment: Sai số liệu")
        + comment(1, "Xem lại")
        + "</commentList>"
    )
    row = '<row><c t="str"><v>thu</v></c></row>'
    path = workbook(
        tmp_path / "a.xlsx", row, comments=comments, apart={"threadedComment": threads.encode()}
    )
    assert body_of(path) == ["Thu chi", "thu", "Xem lại", "Sai số liệu", "Đã sửa"]
    alone = workbook(tmp_path / "b.xlsx", row, comments=comments)
    assert "[Threaded comment] Comment: Sai số liệu" in body_of(alone)


def test_what_stands_over_the_cells(tmp_path: Path) -> None:
    """What a chart counts by stands in cells; a shape is said once."""
    space = "http://schemas.openxmlformats.org/"
    box = "<a:p><a:r><a:t>{}</a:t></a:r></a:p>".format
    drawing = (
        f'<d xmlns:a="{space}drawingml/2006/main" xmlns:mc="{space}markup-compatibility/2006">'
        f"<mc:AlternateContent><mc:Choice>{box('Ghi nhớ')}</mc:Choice><mc:Fallback>"
        f"{box('cần bản Excel mới')}</mc:Fallback></mc:AlternateContent></d>"
    )
    path = workbook(
        tmp_path / "a.xlsx",
        '<row><c t="str"><v>vụ</v></c></row>',
        apart={"drawing": drawing.encode(), "chart": CHART.encode()},
    )
    assert body_of(path) == ["Thu chi", "vụ", "Ghi nhớ", "Sản lượng", "Vụ một", "Lúa mùa"]


def test_fonts_of_cells_and_of_runs(tmp_path: Path) -> None:
    styles = (
        '<fonts><font><name val=".VnTime"/></font><font><name val="Arial"/></font></fonts>'
        '<cellXfs><xf fontId="0"/><xf fontId="1"/></cellXfs>'
    )
    strings = (
        '<si><t>häp</t></si><si><r><t>häp </t></r><r><rPr><rFont val="Arial"/></rPr>'
        "<t>Köln</t></r></si>"
    )
    cell = '<c s="{}" t="s"><v>{}</v></c>'
    rows = f"<row>{cell.format(0, 0)}{cell.format(1, 0)}{cell.format(0, 1)}</row>"
    path = workbook(tmp_path / "a.xlsx", rows, strings, styles)
    assert body_of(path)[1] == "họp\thäp\thọp Köln"


def test_hidden_sheets_are_read(tmp_path: Path) -> None:
    rows = '<row hidden="1"><c t="str"><v>giấu</v></c></row>'
    path = workbook(tmp_path / "a.xlsx", rows, state='state="veryHidden"')
    assert body_of(path) == ["Thu chi", "giấu"]


def test_a_cell_at_the_far_end_costs_nothing(tmp_path: Path) -> None:
    rows = '<row r="1048576"><c r="XFD1048576" t="str"><v>cuối</v></c></row>'
    assert body_of(workbook(tmp_path / "a.xlsx", rows)) == ["Thu chi", "cuối"]


def test_very_many_rows_are_read_or_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = '<row><c><v>{}</v></c><c t="str"><v>Bùi Thị Lan</v></c></row>'.format
    path = workbook(tmp_path / "a.xlsx", "".join(map(row, range(20_000))))
    assert body_of(path)[-1] == "19999\tBùi Thị Lan"
    monkeypatch.setattr(story, "DOCUMENT_LIMIT", 100_000)
    assert only_problem(path).what == "too large"


def test_a_large_file_may_have_more_tags_than_a_small_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ooxml, "XML_TAGS", 2000)
    rows = "".join(f"<row><c><v>{number * number}</v></c></row>" for number in range(500))
    assert body_of(workbook(tmp_path / "a.xlsx", rows))[-1] == "249001"
    path = workbook(tmp_path / "b.xlsx", "<row><c><v>1</v></c></row>" * 5000)
    assert only_problem(path).what == "too many values"


def test_sheets_without_cells_are_skipped(tmp_path: Path) -> None:
    problem = only_problem(workbook(tmp_path / "a.xlsx", "<row/>"))
    assert problem.what == "no text" and not problem.failed


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("General", 1.0, "1"),
        ("General", 0.1 + 0.2, "0.3"),
        ("General", 100 / 3, "33.33333333"),
        ("General", -2.5, "-2.5"),
        ("General", 1e300, "1e+300"),
        ('General" kg"', 2.5, "2.5 kg"),
        # telephone numbers and the numbers of papers
        ("0000000000", 912345678.0, "0912345678"),
        ("0000 000 000", 912345678.0, "0912 345 678"),
        ('"Số "000"/QĐ"', 5.0, "Số 005/QĐ"),
        ("000-00", 7.0, "000-07"),
        ("(##) ###-####", 241234567.0, "(24) 123-4567"),
        # separators of thousands are left out, digits are rounded half up
        ("#,##0", 1500000.0, "1500000"),
        ('#,##0" đồng"', 2500000.0, "2500000 đồng"),
        ("#,##0.00 [$₫-42A]", 1234.5, "1234.50 ₫"),
        ("#,##0 [Red]", 4.0, "4"),
        ("0.00", 1.005, "1.01"),
        ("0.##", 3.0, "3"),
        (".00", 0.5, ".50"),
        ("0.0", -0.04, "0.0"),
        ('0.0,,"tr"', 2540000.0, "2.5tr"),
        ("0%", 0.155, "16%"),
        ("0.0%", 0.155, "15.5%"),
        ("0.00E+00", 123456.0, "123456"),
        ("# ?/?", 0.5, "0.5"),
        ("@", 7.0, "7"),
        # a format for each sign, or by conditions
        ('_(* #,##0_);_(* (#,##0);_(* "-"??_)', -5.0, "(5)"),
        ('_(* #,##0_);_(* (#,##0);_(* "-"??_)', 0.0, "-"),
        ('"Nam";"Nữ";"Không rõ"', 1.0, "Nam"),
        ('"Nam";"Nữ";"Không rõ"', -1.0, "Nữ"),
        ('[=1]"Đạt";[=2]"Hỏng";"Vắng"', 2.0, "Hỏng"),
        ('[=1]"Đạt";[=2]"Hỏng";"Vắng"', 3.0, "Vắng"),
        (";;;", 5.0, ""),
        # dates as they are written here, whatever their form
        ("d/m/yy", 1.0, "01/01/1900"),
        ("d/m/yy", 61.0, "01/03/1900"),
        ('[$-42A]dd "tháng" mm', 45537.5, "02/09/2024 12:00"),
        ("mmmm", 45537.0, "02/09/2024"),
        ("d/m/yy", 9e9, "9000000000"),
        # but a month or a year alone
        ('"Tháng "m" năm "yyyy', 45505.0, "Tháng 8 năm 2024"),
        ("[$-42A]mm\\/yy", 45505.5, "08/24"),
        ("yyyy", 45505.0, "2024"),
        ("d/m/yy", -1.0, "-1"),
        # hours of the day, and hours that go on
        ("hh:mm", 45537.5, "12:00"),
        ("h:mm AM/PM", 0.25, "06:00"),
        ("hh:mm:ss", 45357.5678, "13:37:38"),
        ("hh:mm", 0.99999, "00:00"),
        ("[h]:mm", 1.5, "36:00"),
        # what nothing closes, and what no sheet has
        ("0 [Red", 4.0, "4"),
        ('0 "đồng/day', 4.0, "4 đồng/day"),
        ("0" * 300, 1.0, "1".zfill(255)),
        ("0." + "0" * 200, 1.5, "1.5000000000"),
        ("0" + "%" * 200, 1.5, "1.5"),
        ("0" + "," * 200, 1.5, "0"),
    ],
)
def test_numbers_are_shown_as_in_the_cell(code: str, value: float, text: str) -> None:
    assert number_format(164, code).show(value) == text


@pytest.mark.parametrize("code", ["", "#,##0", "000", "0;(0)", '"Q"0', "0.0", "[>9]0;00", "0%"])
@pytest.mark.parametrize(
    "text", ["5", "1234", "007", "0", "-3", "2.5", "1" * 15, "1" * 16, "x"]
)
def test_whole_numbers_that_stay_as_they_are(code: str, text: str) -> None:
    shows = number_format(0, code)
    shown = shows.show(float(text)) if text != "x" else text
    assert shows.show_text(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2024-09-02T00:00:00.000", "02/09/2024"),
        ("2024-09-02T07:30:00.000", "02/09/2024 07:30"),
        ("1899-12-31T07:30:00.000", "07:30"),
        ("1899-12-31T00:00:00.000", "00:00"),
        ("sáng mai", "sáng mai"),
    ],
)
def test_moments_of_iso_8601(text: str, shown: str) -> None:
    assert moment_shown(text) == shown


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0.256"), (2, "0.26"), (10, "25.60%"), (20, "06:09")],
)
def test_formats_that_every_file_knows(number: int, text: str) -> None:
    assert number_format(number).show(0.256) == text


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "1e400", "x"])
@pytest.mark.parametrize("style", ["0", "1"])
def test_values_that_are_no_numbers(tmp_path: Path, value: str, style: str) -> None:
    styles = (
        '<numFmts><numFmt numFmtId="164" formatCode="000"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>'
    )
    rows = f'<row><c s="{style}"><v>{value}</v></c></row>'
    assert body_of(workbook(tmp_path / "a.xlsx", rows, styles=styles)) == ["Thu chi", value]


def test_how_letters_are_read_is_no_part_of_them(tmp_path: Path) -> None:
    text = "<r><t>山</t></r><r><t>河</t></r><rPh><t>sơn hà</t></rPh>"
    rows = (
        f'<row><c t="inlineStr"><is>{text}</is></c><c t="s"><v>0</v></c>'
        '<c t="d"><v>2024-03-05T07:30:00</v></c></row>'
    )
    path = workbook(tmp_path / "a.xlsx", rows, f"<si>{text}</si>")
    assert body_of(path) == ["Thu chi", "山河\t山河\t05/03/2024 07:30"]


def test_the_epoch_of_old_macintoshes() -> None:
    assert number_format(14).show(44075.0, epoch_1904=True) == "02/09/2024"


def test_what_is_hidden_is_said(tmp_path: Path) -> None:
    rows = '<row hidden="1"><c t="str"><v>giấu</v></c></row>'
    hidden = workbook(tmp_path / "a.xlsx", rows, state='state="hidden"')
    plain = workbook(tmp_path / "b.xlsx", rows.replace(' hidden="1"', ""))
    notes = [one for one in (*readings(hidden), *readings(plain)) if isinstance(one, FileNote)]
    assert notes == [FileNote(str(hidden), hidden="sheets, rows")]


def test_names_with_signs_of_xml(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", '<row><c t="str"><v>a &amp; b</v></c></row>')
    with zipfile.ZipFile(path) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    main = members["xl/workbook.xml"].replace(b"Thu chi", b"Thu &amp; chi &#60;thu&#62;")
    assert body_of(archive(path, {**members, "xl/workbook.xml": main})) == [
        "Thu & chi <thu>",
        "a & b",
    ]


def test_a_sheet_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    again = 'r:id="worksheet"/><sheet name="Bản sao"'
    rows = '<row><c t="inlineStr"><is><t>Quỹ lớp</t></is></c></row>'
    path = workbook(tmp_path / "a.xlsx", rows, state=again)
    assert body_of(path) == ["Thu chi", "Quỹ lớp", "Bản sao"]
