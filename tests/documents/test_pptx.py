"""PowerPoint presentations: slides, what stands on all of them, charts, formulas."""

from __future__ import annotations

from pathlib import Path

from .reading import documents
from .test_archive import archive
from .test_docx import CHART, COUNTED, R, relations

P = "http://schemas.openxmlformats.org/presentationml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
SPACES = (
    f'xmlns:p="{P}" xmlns:a="{A}" xmlns:r="{R}" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def shape(text: str, placeholder: str = "") -> str:
    """A shape of one paragraph; what a placeholder is for comes from its type."""
    kind = f'<p:ph type="{placeholder}"/>' if placeholder else ""
    runs = text if text.startswith("<") else f"<a:r><a:t>{text}</a:t></a:r>"
    return f"<p:sp><p:nvPr>{kind}</p:nvPr><p:txBody><a:p>{runs}</a:p></p:txBody></p:sp>"


def part(*shapes: str, root: str = "sld") -> bytes:
    return f"<p:{root} {SPACES}>{''.join(shapes)}</p:{root}>".encode()


def presentation(path: Path, slides: list[bytes], more: dict[str, bytes]) -> Path:
    """Slides of one layout and one master; `more` are their parts by the relation."""
    ids = "".join(f'<p:sldId r:id="slide{n}"/>' for n in range(len(slides)))
    related = {f"slide{n}": f"slide{n}.xml" for n in range(len(slides))}
    members = {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": relations(officeDocument="ppt/presentation.xml"),
        "ppt/presentation.xml": f"<p:presentation {SPACES}>{ids}</p:presentation>".encode(),
        "ppt/_rels/presentation.xml.rels": relations(**related),
        "ppt/_rels/slideLayout.xml.rels": relations(slideMaster="slideMaster.xml"),
    }
    for number, slide in enumerate(slides):
        members[f"ppt/slide{number}.xml"] = slide
        members[f"ppt/_rels/slide{number}.xml.rels"] = relations(
            **{name: f"{name}.xml" for name in more if name != "slideMaster"}
        )
    members |= {f"ppt/{name}.xml": content for name, content in more.items()}
    return archive(path, members)


def body_of(path: Path) -> list[str]:
    (document,) = documents(path)
    assert document.kind == "pptx"
    return document.body.split("\n")


def test_what_stands_on_all_slides_is_read_once(tmp_path: Path) -> None:
    slides = [
        part(shape(title, "title"), shape("Sở Giáo dục", "ftr"), shape("7", "sldNum"))
        for title in ("Kế hoạch năm học", "Kết quả thi")
    ]
    more = {
        "slideLayout": part(
            shape("Click to edit", "title"), shape("Phòng Khảo thí"), root="sldLayout"
        ),
        "slideMaster": part(
            shape("Click to edit", "body"), shape("TRƯỜNG CHU VĂN AN"), root="sldMaster"
        ),
    }
    assert body_of(presentation(tmp_path / "a.pptx", slides, more)) == [
        "Kế hoạch năm học",
        "Kết quả thi",
        "Sở Giáo dục",
        "Phòng Khảo thí",
        "TRƯỜNG CHU VĂN AN",
    ]


def test_charts_and_formulas(tmp_path: Path) -> None:
    figure = "<m:r><m:t>{}</m:t></m:r>".format
    half = f"<m:f><m:num>{figure(1)}</m:num><m:den>{figure(2)}</m:den></m:f>"
    branches = (
        f"<mc:AlternateContent><mc:Choice>{half}</mc:Choice><mc:Fallback><a:r><a:t>hình</a:t>"
        "</a:r></mc:Fallback></mc:AlternateContent>"
    )
    slide = part(shape(f"<a:r><a:t>Lãi </a:t></a:r>{branches}"))
    path = presentation(tmp_path / "a.pptx", [slide], {"chart": CHART.encode()})
    assert body_of(path) == ["Lãi 1/2", "Sản lượng", *COUNTED]


def test_a_raised_figure_is_no_part_of_a_name(tmp_path: Path) -> None:
    runs = "<a:r><a:t>Lê An</a:t></a:r><a:r><a:rPr baseline='30000'/><a:t>1</a:t></a:r>"
    runs += "<a:r><a:t>, lớp 9</a:t></a:r>"
    assert body_of(presentation(tmp_path / "a.pptx", [part(shape(runs))], {})) == [
        "Lê An 1, lớp 9"
    ]


def test_a_table_behind_a_placeholder_is_read_for_itself(tmp_path: Path) -> None:
    """It is no part of a title or a footer, nor left out as the number of a slide is."""
    cell = "<a:tc><a:p><a:r><a:t>{}</a:t></a:r></a:p></a:tc>".format
    rows = f"<a:tbl><a:tr>{cell('Họ tên')}{cell('Điểm')}</a:tr></a:tbl>"
    table = f"<p:graphicFrame><a:graphic><a:graphicData>{rows}</a:graphicData></a:graphic>"
    table += "</p:graphicFrame>"
    for kind in ("title", "sldNum", "ftr"):
        slide = part(shape("Kết quả thi", "title"), shape("7", kind), table)
        (found,) = documents(presentation(tmp_path / f"{kind}.pptx", [slide], {}))
        assert "Họ tên\nĐiểm" in found.body
        assert "Điểm" not in found.title
