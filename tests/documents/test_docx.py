"""Word documents: what stands on the page, numbers that Word makes, other forms of the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from vnsearch.records import Document, FileNote

from .reading import HOI_NGHI, documents, only_problem, readings
from .test_archive import archive

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = f"""xmlns:w="{W}" xmlns:r="{R}" xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math\""""


def relations(**targets: str) -> bytes:
    """The relations of a part: type -> target."""
    items = "".join(
        f'<Relationship Id="{kind}" Type="{R}/{kind.rstrip("0123456789")}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f"<Relationships>{items}</Relationships>".encode()


def word(
    path: Path,
    body: str,
    related: dict[str, tuple[str, str]] | None = None,
    members: dict[str, bytes] | None = None,
) -> Path:
    """A document: its body, for each relation the part's name and content, and more members."""
    related = related or {}
    members = (members or {}) | {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": relations(officeDocument="word/document.xml"),
        "word/document.xml": f"<w:document {SPACES}>{body}</w:document>".encode(),
        "word/_rels/document.xml.rels": relations(
            **{kind: name for kind, (name, _) in related.items()}
        ),
    }
    for kind, (name, content) in related.items():
        root = kind.rstrip("0123456789")
        members[f"word/{name}"] = f"<w:{root} {SPACES}>{content}</w:{root}>".encode()
    return archive(path, members)


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def in_list(text: str, depth: int = 0, list_id: str = "1") -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')


def level(depth: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def num(number: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def body_of(path: Path) -> list[str]:
    (document,) = documents(path)
    return document.body.split("\n")


CHOICE = (
    '<mc:AlternateContent><mc:Choice><w:numFmt w:val="custom" w:format="001, 002, ..."/>'
    '</mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
)
CUSTOM = level(0, "decimal", "%1").replace('<w:numFmt w:val="decimal"/>', CHOICE)
LAW = abstract(
    0,
    level(0, "upperRoman", "Chương %1"),
    level(1, "decimal", "Điều %2.", '<w:lvlRestart w:val="0"/>'),
    level(2, "decimal", "%3."),
    level(3, "lowerLetter", "%4)"),
    level(4, "bullet", ""),
)


def test_the_articles_of_a_law(tmp_path: Path) -> None:
    body = (
        in_list("QUY ĐỊNH CHUNG")
        + in_list("Phạm vi điều chỉnh", 1)
        + in_list("Đối tượng áp dụng", 1)
        + in_list("Cơ quan nhà nước", 2)
        + in_list("cấp tỉnh", 3)
        + in_list("cấp xã", 3)
        + in_list("gạch đầu dòng", 4)
        + in_list("Tổ chức, cá nhân", 2)
        + in_list("cấp huyện", 3)
        + p("đoạn không đánh số")
        + in_list("")
        + in_list("QUYỀN VÀ NGHĨA VỤ")
        + in_list("Quyền", 1)
        + in_list("Người dân", 2)
    )
    path = word(tmp_path / "a.docx", body, {"numbering": ("numbering.xml", LAW + num(1, 0))})
    assert body_of(path) == [
        "Chương I QUY ĐỊNH CHUNG",
        "Điều 1. Phạm vi điều chỉnh",
        "Điều 2. Đối tượng áp dụng",
        "1. Cơ quan nhà nước",
        "a) cấp tỉnh",
        "b) cấp xã",
        "gạch đầu dòng",
        "2. Tổ chức, cá nhân",
        "a) cấp huyện",
        "đoạn không đánh số",
        "Chương III QUYỀN VÀ NGHĨA VỤ",
        "Điều 3. Quyền",
        "1. Người dân",
    ]


@pytest.mark.parametrize(
    ("lists", "paragraphs", "numbers"),
    [
        (level(0, "decimal", "%1.", start=5), [(0, 1), (0, 1)], ["5.", "6."]),
        (
            level(0, "decimal", "%1") + level(1, "decimal", "%1.%2"),
            [(0, 1), (1, 1), (1, 1), (0, 1), (1, 1)],
            ["1", "1.1", "1.2", "2", "2.1"],
        ),
        # A deeper level without one above it counts that as begun.
        (level(0, "decimal", "%1") + level(1, "decimal", "%1.%2"), [(1, 1)], ["1.1"]),
        (
            level(0, "upperRoman", "%1") + level(1, "decimal", "%1.%2", "<w:isLgl/>"),
            [(0, 1), (1, 1)],
            ["I", "1.1"],
        ),
        (level(0, "vietnameseCounting", "Phần thứ %1:"), [(0, 1)], ["Phần thứ một:"]),
        (level(0, "decimalZero", "%1"), [(0, 1)], ["01"]),
        (CUSTOM, [(0, 1), (0, 1)], ["001", "002"]),
        (level(0, "none", "%1"), [(0, 1)], [""]),
        (level(0, "none", "Ghi chú:"), [(0, 1)], ["Ghi chú:"]),
        (level(0, "bullet", "Đ"), [(0, 1)], [""]),
        (level(0, "khong-co", "%1"), [(0, 1)], ["1"]),
        (level(0, "decimal", "%1."), [(0, 9)], [""]),  # a list that is nowhere
        (level(0, "decimal", "%1."), [(8, 1)], [""]),  # a level that is nowhere
        (level(0, "decimal", "%1."), [(0, 1), (0, 0), (0, 1)], ["1.", "", "2."]),
        # Two instances count on; one that overrides its start begins there, once.
        (level(0, "decimal", "%1."), [(0, 1), (0, 2), (0, 1)], ["1.", "2.", "3."]),
        (level(0, "decimal", "%1."), [(0, 1), (0, 3), (0, 3)], ["1.", "7.", "8."]),
        (level(0, "decimal", "%9 %1 % %10"), [(0, 1)], ["1 1 % 10"]),
    ],
)
def test_numbers(
    tmp_path: Path, lists: str, paragraphs: list[tuple[int, int]], numbers: list[str]
) -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    numbering = abstract(0, lists) + num(1, 0) + num(2, 0) + num(3, 0, override)
    body = "".join(in_list("chữ", depth, str(name)) for depth, name in paragraphs)
    path = word(tmp_path / "a.docx", body, {"numbering": ("numbering.xml", numbering)})
    assert body_of(path) == [f"{number} chữ".strip() for number in numbers]


def test_numbers_by_style_and_in_the_font_of_the_level(tmp_path: Path) -> None:
    font = '<w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr>'
    lists = abstract(
        0,
        level(0, "decimal", "§iÒu %1.", font + '<w:suff w:val="nothing"/>').replace(
            "<w:numFmt", '<w:pStyle w:val="Dieu"/><w:numFmt'
        ),
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="Dieu"><w:name w:val="Điều"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="Dieu"/></w:style>'
    )
    body = p("Hiệu lực", '<w:pStyle w:val="Dieu"/>') + p("Thi hành", '<w:pStyle w:val="Con"/>')
    path = word(
        tmp_path / "a.docx",
        body,
        {"numbering": ("n.xml", lists + num(1, 0)), "styles": ("s.xml", styles)},
    )
    assert body_of(path) == ["Điều 1.Hiệu lực", "Điều 2.Thi hành"]


def test_words_that_a_style_hides_join_no_others(tmp_path: Path) -> None:
    style = (
        '<w:style w:type="character" w:styleId="{}"><w:basedOn w:val="{}"/><w:rPr>{}</w:rPr>'
        "</w:style>"
    ).format
    hidden = style("An", "", "<w:vanish/>") + style("Ra", "An", '<w:vanish w:val="0"/>')
    words = run("giá ") + run("vốn", '<w:rStyle w:val="An"/>') + run("bán")
    words += run(" lãi", '<w:rStyle w:val="Ra"/>')
    path = word(tmp_path / "a.docx", f"<w:p>{words}</w:p>", {"styles": ("s.xml", hidden)})
    found = readings(path)
    assert [one.hidden for one in found if isinstance(one, FileNote)] == ["words"]
    assert body_of(path) == ["giá bán lãi", "vốn"]


def test_lists_that_refer_to_themselves(tmp_path: Path) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="A"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="B"/>'
        f'<w:numStyleLink w:val="B"/></w:abstractNum>{num(1, 0)}{num(2, 1)}'
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    body = in_list("một", 0, "1") + in_list("hai", 0, "2") + p("ba", '<w:pStyle w:val="A"/>')
    path = word(
        tmp_path / "a.docx",
        body,
        {"numbering": ("n.xml", numbering), "styles": ("s.xml", styles)},
    )
    assert body_of(path) == ["một", "hai", "ba"]


def test_what_stands_apart_is_kept_apart(tmp_path: Path) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>khung chữ</w:t></w:r></w:p></w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Quả cam</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r>"
        "<w:r><w:t>1</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>trước</w:t><mc:AlternateContent><mc:Choice><w:drawing><wp:inline>"
        f'<wp:docPr name="Picture 1" descr="Ảnh đồi chè"/>{box}</wp:inline></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
        "<w:t> và sau</w:t></w:r></w:p>"
        '<w:p><w:r><w:t>trái</w:t><w:ptab/><w:t>phải</w:t><w:sym w:font="Symbol" '
        'w:char="F061"/></w:r><m:oMath><m:r><m:t>x²</m:t></m:r></m:oMath></w:p>'
        "<w:p><w:moveFrom><w:r><w:t>đã dời</w:t></w:r></w:moveFrom><w:ins><w:r><w:t>mới thêm"
        "</w:t></w:r></w:ins></w:p>"
    )
    related = {
        "footnotes": ("f.xml", f"<w:footnote>{p('Vỏ vàng')}</w:footnote>"),
        "comments": ("c.xml", f"<w:comment>{p('Xem lại')}</w:comment>"),
        "header1": ("h1.xml", p("SỞ Y TẾ")),
        "footer1": ("g1.xml", p("Trang cuối")),
    }
    assert body_of(word(tmp_path / "a.docx", body, related)) == [
        "Quả cam 1",
        "trước và sau",
        "Ảnh đồi chè",
        "khung chữ",
        "trái\tphảiax²",
        "mới thêm",
        "Vỏ vàng",
        "Xem lại",
        "SỞ Y TẾ",
        "Trang cuối",
    ]


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def raised(text: str) -> str:
    return run(text, '<w:vertAlign w:val="superscript"/>')


def choice(chosen: str) -> str:
    """A field of a form of Word 97 to 2003: one of two texts, of which one is shown."""
    listed = f'{chosen}<w:listEntry w:val="Nam"/><w:listEntry w:val="Nữ"/>'
    form = f"<w:ffData><w:ddList>{listed}</w:ddList></w:ffData>"
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{form}</w:fldChar></w:r>'
        "<w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def field(code: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    inner = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    return f"{mark('begin')}{inner}{mark('separate')}{run(result)}{mark('end')}"


CODE = "</w:instrText></w:r>{}<w:r><w:instrText>".format
BRANCH = "<mc:{0}>" + run("{1}") + "</mc:{0}>"
CELL = "<m:e><m:r><m:t>{}</m:t></m:r></m:e>".format
FIGURE = "<m:r><m:t>{}</m:t></m:r>".format
POWER = f"<m:sSup><m:e>{FIGURE('x')}</m:e><m:sup>{FIGURE(2)}</m:sup></m:sSup>"
MATRIX = f"<m:m><m:mr>{CELL(7)}{CELL(8)}</m:mr></m:m>"


@pytest.mark.parametrize(
    ("paragraph", "lines"),
    [
        # a field that asks another: what that shows is not on the page
        (field(f"IF{CODE(field('MERGEFIELD gioi', 'nam'))}=", "Ông") + run(" An"), ["Ông An"]),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            + run("hở")
            + "</w:p><w:p>"
            + field("PAGE", "liền"),
            ["hở", "liền"],
        ),
        (
            run("thơ ")
            + f"<w:r><w:ruby><w:rt>{run('nam quốc')}</w:rt><w:rubyBase>{run('南國')}"
            "</w:rubyBase></w:ruby></w:r>" + run("山河"),
            ["thơ 南國山河", "nam quốc"],
        ),
        (
            run("lãi ") + "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t>"
            "</m:r></m:den></m:f>" + run(" năm"),
            ["lãi 1/2 năm"],
        ),
        (run("nóng 38") + raised("0") + run("C"), ["nóng 38°C"]),
        (run("Bùi Ba") + raised("1") + raised("0"), ["Bùi Ba 10"]),
        (MATRIX, ["7 8"]),
        (
            f"<m:sSub><m:e>{FIGURE('H')}</m:e><m:sub>{FIGURE(2)}</m:sub></m:sSub>{FIGURE('O')}",
            ["H2O"],
        ),
        (FIGURE("y=f") + f"<m:d><m:e>{POWER}{FIGURE('a')}</m:e></m:d>", ["y=f(x2 a)"]),
        (
            '<m:d><m:dPr><m:begChr m:val="|"/><m:endChr m:val=""/></m:dPr><m:e>'
            f"{FIGURE('a')}</m:e></m:d>",
            ["|a"],
        ),
        (
            f"<m:limLow><m:e>{FIGURE('lim')}</m:e><m:lim>{FIGURE('x→0')}</m:lim></m:limLow>",
            ["lim x→0"],
        ),
        (
            f"<mc:AlternateContent>{BRANCH.format('Choice', 'mới')}"
            f"{BRANCH.format('Choice', 'vừa')}{BRANCH.format('Fallback', 'cũ')}"
            "</mc:AlternateContent>",
            ["mới"],
        ),
        (
            f"<mc:AlternateContent>{BRANCH.format('Fallback', 'cũ')}</mc:AlternateContent>",
            ["cũ"],
        ),
        (run("ảnh") + '<wp:docPr title="Cầu" descr="Cầu"/>', ["ảnh", "Cầu"]),
        (
            run("ảnh") + '<w:pict><v:shape alt="Chùa Một Cột"/></w:pict>',
            ["ảnh", "Chùa Một Cột"],
        ),
        (
            run("Con dấu")
            + '<w:drawing><wp:inline><wp:docPr descr="Quốc huy"/></wp:inline></w:drawing>'
            + run("đỏ"),
            ["Con dấu đỏ", "Quốc huy"],
        ),
        (
            '<w:pPr><w:framePr w:dropCap="drop"/></w:pPr>'
            + run("T")
            + "</w:p><w:p>"
            + run("rong khi nước lũ lên"),
            ["Trong khi nước lũ lên"],
        ),
        (run("sổ") + "<w:r><w:footnoteReference/></w:r>" + run("kê ("), ["sổ kê ("]),
        (run("sổ") + "<w:r><w:footnoteReference/></w:r>" + run(", kê"), ["sổ, kê"]),
        (
            run("Lê An")
            + raised("1")
            + raised("2")
            + run(", 5 km")
            + raised("2")
            + run(" là 10")
            + raised("5")
            + run("và Hà Nội")
            + raised("(1)"),
            ["Lê An 12, 5 km2 là 10 5 và Hà Nội(1)"],
        ),
        (run("góc ") + field(r"EQ \f(1,2)", "") + run(" độ"), ["góc 1/2 độ"]),
        (run("góc ") + field(r"eqn \f(1,2)", "") + run("độ"), ["góc độ"]),
        (run("Ông ") + field("MACROBUTTON NoMacro [nhập tên]", ""), ["Ông [nhập tên]"]),
        (run("phái ") + choice('<w:result w:val="1"/>') + run("."), ["phái Nữ."]),
        (run("phái ") + choice('<w:default w:val="0"/>') + run("."), ["phái Nam."]),
        (run("phái ") + choice('<w:result w:val="7"/>') + run("."), ["phái ."]),
        (
            run("giá ")
            + run("vốn", "<w:vanish/>")
            + run("bán")
            + run("lãi", '<w:vanish w:val="0"/>'),
            ["giá bánlãi", "vốn"],
        ),
        (
            run("a") + run("nửa ", "<w:vanish/>") + run("chừng", "<w:vanish/>") + run("b"),
            ["ab", "nửa chừng"],
        ),
    ],
)
def test_what_the_page_shows(tmp_path: Path, paragraph: str, lines: list[str]) -> None:
    (found,) = [
        one
        for one in readings(word(tmp_path / "a.docx", f"<w:p>{paragraph}</w:p>"))
        if isinstance(one, Document)
    ]
    assert found.body.split("\n") == lines


def test_paragraphs_whose_end_is_gone_count_in_no_list(tmp_path: Path) -> None:
    listed = '<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr>{}</w:rPr>'.format
    body = (
        in_list("một")
        + p("", listed("<w:vanish/>"))
        + p("", listed('<w:del w:author="An"/>'))
        + in_list("hai")
    )
    numbering = abstract(0, level(0, "decimal", "Điều %1.")) + num(1, 0)
    path = word(tmp_path / "a.docx", body, {"numbering": ("n.xml", numbering)})
    assert body_of(path) == ["Điều 1. một", "Điều 2. hai"]


CHART = (
    '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:title><a:p><a:r><a:t>'
    "Sản </a:t></a:r><a:r><a:t>lượng</a:t></a:r></a:p></c:title>"
    + "<c:ser><c:tx><c:v>Vụ một</c:v></c:tx><c:cat><c:multiLvlStrCache><c:lvl><c:pt><c:v>Đông"
    "</c:v></c:pt></c:lvl></c:multiLvlStrCache></c:cat></c:ser>"
    + "<c:ser><c:tx><c:strRef><c:f>A1</c:f><c:strCache><c:pt><c:v>Lúa mùa</c:v></c:pt>"
    "</c:strCache></c:strRef></c:tx><c:cat><c:strCache><c:pt><c:v>Quý một</c:v></c:pt><c:pt>"
    "<c:v>Quý hai</c:v></c:pt></c:strCache></c:cat><c:val><c:numCache><c:pt><c:v>4.3</c:v>"
    "</c:pt></c:numCache></c:val></c:ser>" * 2 + "</c:chart>"
)


COUNTED = ["Vụ một", "Đông", "Lúa mùa", "Quý một", "Quý hai"]


def test_the_words_of_a_chart(tmp_path: Path) -> None:
    """Each once, though every series names the categories; its figures are none."""
    path = word(tmp_path / "a.docx", p("Thân bài"), {"chart": ("chart.xml", CHART)})
    assert body_of(path) == ["Thân bài", "Sản lượng", *COUNTED]


def test_strict_form_and_any_main_part(tmp_path: Path) -> None:
    strict = "http://purl.oclc.org/ooxml"
    root = f'<Relationships><Relationship Id="a" Target="/tai-lieu/chinh.xml" Type="{strict}'
    types = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    path = archive(
        tmp_path / "a.docx",
        {
            "[Content_Types].xml": f'<Types><Override PartName="/tai-lieu/chinh.xml" '
            f'ContentType="{types}"/></Types>'.encode(),
            "_rels/.rels": f'{root}/officeDocument/relationships/officeDocument"/>'
            "</Relationships>".encode(),
            "tai-lieu/chinh.xml": f'<w:document xmlns:w="{strict}/wordprocessingml/main">'
            f"<w:body><w:p><w:r><w:t>{HOI_NGHI}</w:t></w:r></w:p></w:body></w:document>".encode(),
        },
    )
    (found,) = documents(path)
    assert (found.kind, found.body) == ("docx", HOI_NGHI)


def test_paragraphs_within_each_other_without_end(tmp_path: Path) -> None:
    deep = "<w:p><w:r>" * 100 + "<w:t>sâu</w:t>" + "</w:r></w:p>" * 100
    assert body_of(word(tmp_path / "a.docx", deep)) == ["sâu"]
    too_deep = "<w:p>" * 3000
    assert readings(word(tmp_path / "b.docx", too_deep))


def test_a_table_of_contents_shows_its_dots(tmp_path: Path) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="M"><w:name w:val="toc 1"/></w:style>'
    body = (
        '<w:p><w:pPr><w:pStyle w:val="M"/></w:pPr><w:r><w:t>Mở đầu</w:t><w:tab/><w:t>3</w:t>'
        "</w:r></w:p>"
    )
    path = word(tmp_path / "a.docx", body, {"styles": ("s.xml", styles)})
    assert body_of(path) == ["Mở đầu ........ 3"]


@pytest.mark.parametrize(
    "main", ["document.macroEnabled", "template.macroEnabledTemplate", "template"]
)
def test_documents_with_macros_and_templates(tmp_path: Path, main: str) -> None:
    kind = f"application/vnd.ms-word.{main}.main+xml"
    members = {
        "[Content_Types].xml": f'<Types><Override PartName="/word/document.xml"'
        f' ContentType="{kind}"/></Types>'.encode(),
        "_rels/.rels": relations(officeDocument="word/document.xml"),
        "word/document.xml": f"<w:document {SPACES}>{p(HOI_NGHI)}</w:document>".encode(),
        "word/vbaProject.bin": b"\x00Sub AutoOpen",
    }
    (found,) = documents(archive(tmp_path / "a.docm", members))
    assert (found.kind, found.body) == ("docx", HOI_NGHI)


def test_a_binary_workbook_is_named(tmp_path: Path) -> None:
    kind = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    members = {
        "[Content_Types].xml": f'<Types><Override PartName="/xl/workbook.bin"'
        f' ContentType="{kind}"/></Types>'.encode(),
        "_rels/.rels": relations(officeDocument="xl/workbook.bin"),
        "xl/workbook.bin": b"\x83\x01\x00",
    }
    problem = only_problem(archive(tmp_path / "a.xlsb", members))
    assert problem.what == "office" and not problem.failed


def test_a_number_longer_than_any_text(tmp_path: Path) -> None:
    """Of many figures, each of a thousand letters."""
    long = level(0, "upperLetter", "%1" * 50_000, start=32_000)
    part = {"numbering": ("numbering.xml", abstract(0, long) + num(1, 0))}
    (line,) = body_of(word(tmp_path / "a.docx", in_list("một"), part))
    assert line.endswith(" một") and len(line) < 300
