"""Rich text: bytes and code pages, fonts, what stands apart, numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from .reading import documents, only_problem, readings

MINUTES = Path(__file__).parent / "minutes"
FONTS = (
    rb"{\fonttbl{\f0\fcharset0 Times New Roman;}{\f1\fcharset0 .VnTime{\*\falt Arial};}"
    rb"{\f2\fcharset163 Arial;}{\f3\fcharset2 Symbol;}{\f4\fcharset204 Times;}"
    rb"{\f5\fcharset128 MS Mincho;}{\f6 Courier New;}}"
)
DROP_DOWN = (
    rb"phai: {\field{\*\fldinst { FORMDROPDOWN }{\*\formfield{\fftype2\ffres%d\fftypetxt0"
    rb"\ffhaslistbox\ffdefres0{\*\ffname Phai}{\*\ffl Nam}{\*\ffl Nu}}}}{\fldrslt }}."
)


def rtf(path: Path, body: bytes, head: bytes = b"") -> Path:
    path.write_bytes(rb"{\rtf1\ansi\ansicpg1252\deff0\uc1" + FONTS + head + body + b"}")
    return path


def body_of(path: Path) -> list[str]:
    (document,) = documents(path)
    assert document.kind == "rtf"
    return document.body.split("\n")


@pytest.mark.parametrize("name", ["uni", "tcvn", "vni", "mix"])
def test_minutes(name: str) -> None:
    body = body_of(MINUTES / f"{name}.rtf")
    assert body[-3].startswith("Biên bản họp hội đồng nhân dân huyện Bình Lục về việc sửa chữa")
    assert body[-3].endswith("trạm bơm nước phục vụ tưới tiêu vụ đông xuân.")


@pytest.mark.parametrize("name", ["short_tcvn", "short_vni"])
def test_one_line_in_a_legacy_font(name: str) -> None:
    assert body_of(MINUTES / f"{name}.rtf") == ["Giấy mời họp phụ huynh"]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (rb"h\u7897?i ngh\u7883?", ["hội nghị"]),
        (rb"{\uc2 h\u7897\'ef\'bfi ngh}\u7883?", ["hội nghị"]),
        (rb"{\uc0 h\u7897i ngh\u7883 }", ["hội nghị"]),
        (rb"\u-10179?\u-8704?", ["\U0001f600"]),
        (rb"\f1 h\'e4p, \'ae\-\'eang", ["họp, đường"]),
        (rb"\f1\u174 ?\-\'eang", ["đường"]),
        (rb"\f2 ho\'f2p \'f0\'fd\'f5\'ccng", ["họp đường"]),
        (rb"\f4 \'cc\'e8\'f0", ["Мир"]),
        (rb"\f5 \'93\'fa\'96\'7b", ["日本"]),
        (rb"m\'f4t\line hai\par ba\tab b\'f4n\par", ["môt", "hai", "ba\tbôn"]),
        (rb"\emdash\~\ldblquote a\rdblquote\_b\{\\\}", ["—\u00a0“a”-b{\\}"]),
        (
            rb"dau{\*\shppict{\pict 00}}do{\nonshppict{\pict 00}}, an{\pict 00}.",
            ["dau do, an."],
        ),
        (rb"An{\super 1}, Ha{\super 2} 3 m{\super 2\nosupersub 5}", ["An 1, Ha 2 3 m2 5"]),
        (rb"mot {\mvf\mvauth1 hai }ba {\mvt hai}", ["mot ba hai"]),
        (rb"a{\deleted b}c{\deleted0 d}{\v an}", ["acd", "an"]),
        (rb"a{\*\unknown b}{\pict 00ff}{\object{\*\objdata 01}{\result c}}d", ["a cd"]),
        (rb"{\field{\*\fldinst HYPERLINK x}{\fldrslt trang}} sau", ["trang sau"]),
        (rb"bu {\field{\*\fldinst { EQ \\f(1}{\b ,2)}}{\fldrslt }} gio", ["bu 1/2 gio"]),
        (rb"bu{\field{\*\fldinst{\shp{\shptxt x}} EQ \\f(1,2)}} gio", ["bu1/2 gio"]),
        (rb"\pard\dropcapli3\dropcapt1 T\par\pard rong khi\par", ["Trong khi"]),
        (rb"so{\super\chftn{\footnote theo}}ke, so{\footnote y}.", ["so ke, so.", "theo", "y"]),
        (DROP_DOWN % 1, ["phai: Nu."]),
        (DROP_DOWN % 25, ["phai: Nam."]),
        (rb"{\upr{xau}{\*\ud{\u273?\u7865?p}}}", ["đẹp"]),
        (
            rb"lai {\mmath{\*\moMath{\mf{\mfPr{\mtype bar}}{\mnum{\mr 1}}{\mden{\mr 2}}}}"
            rb"{\mmathPict{\pict 00}}} nam",
            ["lai 1/2 nam"],
        ),
        (rb"\trowd mot\cell hai\cell\row", ["mot", "hai"]),
        (rb"a\bin3 {{{b", ["ab"]),
        (rb"mot \par\pard\plain\f1 h\'e4p", ["mot", "họp"]),
        (rb"khong dong {{{\b ngoac", ["khong dong ngoac"]),
        (rb"thua}}}}", ["thua"]),
    ],
)
def test_text(tmp_path: Path, body: bytes, lines: list[str]) -> None:
    assert body_of(rtf(tmp_path / "a.rtf", body)) == lines


def test_what_stands_apart_is_kept_apart(tmp_path: Path) -> None:
    body = rb"""{\header\pard SO Y TE\par}{\footer Trang {\field{\*\fldinst PAGE}{\fldrslt 1}}}
\pard cam{\super\chftn}{\footnote\pard\chftn Vo vang\par Het} ngot{\*\annotation xem lai}
{\shp{\*\shpinst{\sp{\sn wzDescription}{\sv Anh doi che}}{\shptxt\pard khung chu\par}}
{\shprslt{\*\do khong doc}}}, thom\par"""
    assert body_of(rtf(tmp_path / "a.rtf", body)) == [
        "cam ngot, thom",
        "Vo vang",
        "Het",
        "xem lai",
        "Anh doi che",
        "khung chu",
        "SO Y TE",
    ]


def test_numbers_that_the_file_shows(tmp_path: Path) -> None:
    body = (
        rb"{\listtext\f1 \'a7i\'d2u 1.\tab}\ls1 Pham vi\par"
        rb"{\listtext\f3 \'b7\tab}gach\par{\pntext\f6 o\tab}tron\par{\pntext\f0 a)\tab}chu\par"
    )
    lines = ["Điều 1. Pham vi", "gach", "tron", "a) chu"]
    assert body_of(rtf(tmp_path / "a.rtf", body)) == lines


LISTS = (
    rb"{\*\listtable{\list\listtemplateid1{\listlevel\levelnfc0\levelstartat1\levelfollow0"
    rb"{\leveltext\'05D\u7883?u \'00;}{\levelnumbers\'05;}}{\listlevel\levelnfc4\levelstartat1"
    rb"{\leveltext\'02\'01);}{\levelnumbers\'01;}}\listid77}}"
    rb"{\*\listoverridetable{\listoverride\listid77\listoverridecount0\ls1}}"
)


def test_numbers_that_it_does_not_show(tmp_path: Path) -> None:
    body = (
        rb"\ls1\ilvl0 mot\par\ilvl1 hai\par ba\par\pard bon\par\ls1\ilvl0 nam\par"
        rb"\ls9 sau\par"
    )
    assert body_of(rtf(tmp_path / "a.rtf", body, LISTS)) == [
        "Dịu 1 mot",
        "a) hai",
        "b) ba",
        "bon",
        "Dịu 2 nam",
        "sau",
    ]


def test_what_counts_in_a_list(tmp_path: Path) -> None:
    """A paragraph without text does, a page's end within one does not; a note ends no list."""
    body = (
        rb"\ls1 mot{\footnote\pard vo\par} hai\par\par ba\page bon\par"
        rb"\trowd\intbl nam\cell\row\pard sau\par"
    )
    assert body_of(rtf(tmp_path / "a.rtf", body, LISTS)) == [
        "Dịu 1 mot hai",
        "vo",
        "Dịu 3 ba",
        "bon",
        "Dịu 4 nam",
        "sau",
    ]


def test_lists_that_refer_to_themselves(tmp_path: Path) -> None:
    """A level that shows its own figure and deeper ones, in a list within itself, and two
    overrides of one number, the second of a list that is not there.
    """
    head = (
        rb"{\*\listtable{\list{\list\listid5{\listlevel{\leveltext\'04\'00.\'08\'00;}}"
        rb"\listid5}{\listlevel\levelnfc0\levelstartat1{\leveltext\'03\'00.\'08;}}\listid5}}"
        rb"{\*\listoverridetable{\listoverride\listid5\ls1}{\listoverride\listid1\ls2}"
        rb"{\listoverride\listid5\ls5}{\listoverride\listid5{\lfolevel\listoverridestartat"
        rb"\levelstartat3}\ls5}}{\stylesheet{\s1\sbasedon2 A;}{\s2\sbasedon1 B;}}"
    )
    body = rb"\s1\ls1 mot\par\ls2 hai\par\s2\ls5 ba\par"
    lines = body_of(rtf(tmp_path / "a.rtf", body, head))
    assert [line.split()[-1] for line in lines] == ["mot", "hai", "ba"]
    assert max(map(len, lines)) < 20


def test_what_a_file_says_of_itself(tmp_path: Path) -> None:
    head = (
        rb"{\info{\title B\u225?o c\u225?o}{\author L\u234? An}"
        rb"{\creatim\yr2024\mo12\dy6}}"
    )
    (document,) = documents(rtf(tmp_path / "a.rtf", b"text", head))
    assert (document.title, document.author) == ("Báo cáo", "Lê An")
    assert document.date == "2024-12-06"


def test_a_file_without_text_is_skipped(tmp_path: Path) -> None:
    problem = only_problem(rtf(tmp_path / "a.rtf", rb"{\pict ffd8}"))
    assert problem.what == "no text" and not problem.failed


def test_groups_without_end(tmp_path: Path) -> None:
    assert body_of(rtf(tmp_path / "a.rtf", b"{" * 100_000 + b"sau")) == ["sau"]
    assert readings(rtf(tmp_path / "b.rtf", rb"\u" * 10_000))


def test_a_file_of_nothing_but_groups_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_bytes(b"{\\rtf1 " + b"{" * 4_000_000 + b"a b")
    problem = only_problem(tmp_path / "a.rtf")
    assert (problem.what, problem.detail) == ("too large", "4,000,000 groups and control words")
