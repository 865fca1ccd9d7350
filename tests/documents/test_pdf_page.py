"""PDF pages: words by where letters stand, spaced headings, legacy fonts, the largest line."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from vnsearch.documents.formats.pdf.cut_words import cut_by_counting, whole_at_line_ends
from vnsearch.documents.laid_out.spaced_letters import joined_letters
from vnsearch.records import Document, Problem

from .reading import documents, readings
from .test_encoding import as_windows_1252, by_table
from .test_pdf import pdf

MINUTES = Path(__file__).parent / "minutes"


HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
BY_NUMBERS = (
    b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[<</Type/Font"
    b"/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
    b"/Supplement 0>>/DW 500>>]>>"
)


def drawn(path: Path, content: str, font: bytes = HELVETICA) -> Path:
    """A PDF of one page with this content."""
    stream = content.encode("cp1252")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(stream), stream),
        font,
    ]
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % item for item in enumerate(objects, 1))
    path.write_bytes(b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF\n")
    return path


def shown(text: str, x: float, y: float, size: float = 13) -> str:
    return f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n"


@pytest.mark.parametrize(
    ("content", "body"),
    [
        (shown("4.2", 85, 707) + shown("Vuon", 104.9, 707), "4.2 Vuon"),
        (shown("Vuon rau", 85, 707) + shown("sau nha", 85, 690), "Vuon rau\nsau nha"),
        (shown("ngay 2/9/2024", 85, 707), "ngay 2/9/2024"),
        (shown("A4 va B5", 85, 707), "A4 va B5"),
    ],
)
def test_words_are_parted_by_gaps(tmp_path: Path, content: str, body: str) -> None:
    (found,) = documents(drawn(tmp_path / "a.pdf", content))
    assert found.body == body


def test_the_mark_of_a_note_is_no_part_of_its_word(tmp_path: Path) -> None:
    mark = shown("1", 122.5, 712, 8)
    unit = shown("120 km", 85, 650) + shown("2", 126.2, 655, 8)
    name = shown("Le An", 85, 600) + shown("1", 119.2, 605, 8)
    content = shown("qua cam", 75, 707) + mark + unit + name
    (found,) = documents(drawn(tmp_path / "a.pdf", content))
    assert found.body == "qua cam 1\n120 km2\nLe An 1"


def test_small_figures_end_no_line() -> None:
    """Units, formulas and marks of notes, raised or lowered, as LibreOffice prints them."""
    (found,) = documents(Path(__file__).parent / "office" / "figures.pdf")
    assert found.body.split("\n") == [
        "Diện tích đất là 120 m2 tại xã Yên Trị, khí CO2 thải ra.",
        "Luật Đất đai 15 quy định về thu hồi 16",
        "Điều tiếp theo không có số mũ",
        "x2 + y2 = 1",
    ]
    assert found.title == "Diện tích đất là 120 m2 tại xã Yên Trị, khí CO2 thải ra."


@pytest.mark.parametrize(
    ("upper", "lower", "body"),
    [
        ("vung Tay-", "Nguyen", "vung Tay-Nguyen"),
        ("dich COVID-", "19 lan", "dich COVID-19 lan"),
        ("so 12/2024/ND-", "CP ngay", "so 12/2024/ND-CP ngay"),
        ("nen tu-", "do lau dai", "nen tu-do lau dai"),
        ("nam 2020-", "2021", "nam 2020-\n2021"),
        ("Ha Noi -", "Hue", "Ha Noi -\nHue"),
        ("the inter-", "national trade", "the international trade"),
        ("cong tr-", "inh", "cong trinh"),
    ],
)
def test_hyphens_at_line_ends(tmp_path: Path, upper: str, lower: str, body: str) -> None:
    path = drawn(tmp_path / "a.pdf", shown(upper, 85, 707) + shown(lower, 85, 690))
    (found,) = documents(path)
    assert found.body == body


@pytest.mark.parametrize(
    ("font", "text", "body"),
    [
        (".VnTime", "Giấy mời họp phụ huynh", "Giấy mời họp phụ huynh"),
        ("ABCDEF+.VnTime", "đường về nước", "đường về nước"),
        ("VnTime,Bold", "Mác-Lênin", "Mác-Lênin"),
        (".VnTimeH", "đường về huyện an minh", "ĐƯỜNG VỀ HUYỆN AN MINH"),
    ],
)
def test_few_words_in_a_font_of_tcvn3(tmp_path: Path, font: str, text: str, body: str) -> None:
    """Whose byte for ư is a hyphen in WinAnsiEncoding; ASCII in a font of capitals is, too."""
    simple = HELVETICA.replace(b"Type1", b"TrueType").replace(b"Helvetica", font.encode())
    content = shown(as_windows_1252(by_table(text, "tcvn3")), 85, 707)
    (read,) = documents(drawn(tmp_path / "a.pdf", content, simple))
    assert read.body == body


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("Q U Y Ế T Đ Ị N H", "QUYẾT ĐỊNH"),
        ("Q U Y Ế T   Đ Ị N H", "QUYẾT ĐỊNH"),
        ("N G H Ị\u00a0\u00a0Q U Y Ế T", "NGHỊ QUYẾT"),
        ("T H Ô N G B Á O :", "THÔNG BÁO:"),
        ("B Ộ Y T Ế", "BỘ Y TẾ"),
        ("B Á O C Á O N Ă M 2 0 2 4", "BÁO CÁO NĂM 2024"),
        ("Đ Ộ C L Ậ P - T Ự D O - H Ạ N H P H Ú C", "ĐỘC LẬP - TỰ DO - HẠNH PHÚC"),
        ("T A O B A O", "TAO BAO"),
        ("a b c d e g h", "a b c d e g h"),
        ("m a n h", "m a n h"),
        ("a o u i", "a o u i"),
        ("ă â ê ô", "ă â ê ô"),
        ("X Y Z W J", "X Y Z W J"),
        ("1 2 3 4 5 6", "1 2 3 4 5 6"),
        ("1 A 2 B 3 C", "1 A 2 B 3 C"),
    ],
)
def test_spaced_headings(line: str, read: str) -> None:
    assert joined_letters(line) == read


def test_spaced_headings_in_pdf(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("Q U Y Ế T Đ Ị N H\nVề việc nghỉ lễ"))
    (found,) = documents(path)
    assert found.body.split("\n")[0] == "QUYẾT ĐỊNH"


@pytest.mark.parametrize("name", ["uni", "tcvn", "vni", "mix", "rl-tcvn"])
def test_minutes_in_pdf(name: str) -> None:
    (found,) = documents(MINUTES / f"{name}.pdf")
    text = " ".join(found.body.split())
    assert "sửa chữa đường liên xã và xây dựng trạm bơm nước phục vụ" in text
    assert "trưởng phòng nông nghiệp" in text
    assert found.title.startswith(("Biên bản họp hội đồng nhân dân", "Văn bản gốc số 45"))


def test_letters_that_only_their_font_knows_are_no_text(tmp_path: Path) -> None:
    """Their numbers in it are shown as other letters; those of Unicode are the letters."""
    words = "Hoi nghi toan quoc tong ket nam"
    for first, shows in ((29, False), (0, True)):
        codes = "".join(f"{ord(letter) - first:04x}" for letter in words)
        path = drawn(tmp_path / "a.pdf", f"BT /F1 12 Tf 50 700 Td <{codes}> Tj ET", BY_NUMBERS)
        found = readings(path)
        assert [one.body for one in found if isinstance(one, Document)] == [words] * shows
        reasons = [one.what for one in found if isinstance(one, Problem)]
        assert reasons == ["only pictures"] * (not shows)


def test_the_largest_line_is_the_title(tmp_path: Path) -> None:
    content = shown("Lop 5A", 85, 760) + shown("So tay lam vuon", 85, 720, 26)
    content += "".join(
        shown("Dat trong rau can toi xop va thoat nuoc.", 85, 600 - 20 * n) for n in range(9)
    )
    (found,) = documents(drawn(tmp_path / "a.pdf", content))
    assert (found.title, found.title_in_body) == ("So tay lam vuon", True)


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        (["sửa chữa đườ", "ng liên xã"], ["sửa chữa đường", "liên xã"]),
        (["vụ đông xuâ", "n."], ["vụ đông xuân", "."]),
        (["NGHIỆ", "m thu"], ["NGHIỆm", "thu"]),
        (["một con cá", "c là cạnh"], ["một con cá", "c là cạnh"]),
        (["cạnh là một số", "n lớn"], ["cạnh là một số", "n lớn"]),
        (["Nhóm ngh", "A"], ["Nhóm ngh", "A"]),
        (["tr", "anh"], ["tr", "anh"]),
        (["the str", "ng"], ["the str", "ng"]),
        (["đườ-", "ng"], ["đườ-", "ng"]),
        (["đườ", "", "ng"], ["đườ", "", "ng"]),
        (["sdđườ", "ng1"], ["sdđườ", "ng1"]),
    ],
)
def test_words_cut_at_a_line_end_are_whole(lines: list[str], read: list[str]) -> None:
    assert whole_at_line_ends(lines) == read


def test_lines_filled_by_counting_are_told_from_those_filled_by_words() -> None:
    text = "Hội nghị đã nghe đồng chí trưởng phòng nông nghiệp trình bày kế hoạch, sau đó các "
    text += (
        "đại biểu thảo luận và biểu quyết thông qua. Kinh phí dự kiến một tỷ hai trăm triệu."
    )
    counted = [text[at : at + 41] for at in range(0, len(text), 41)]
    assert cut_by_counting(counted) == [0, 1, 2, 3]
    assert cut_by_counting(textwrap.wrap(text, 41)) == []
    assert cut_by_counting([line.strip() for line in counted]) == []
    assert cut_by_counting(["các"] * 9) == []


def test_words_cut_in_a_legacy_font_are_found_whole() -> None:
    (vni,) = documents(MINUTES / "rl-vni.pdf")
    assert "sửa chữa đường\n liên xã" in vni.body
    assert "vụ đông xuân\n." in vni.body
    (tcvn,) = documents(MINUTES / "rl-tcvn.pdf")
    assert "sau đó các\n đại biểu" in tcvn.body


def test_what_was_written_on_a_page_stands_behind_it() -> None:
    """Values of fields, with an appearance or without, comments, and free text."""
    (found,) = documents(Path(__file__).parent / "office" / "form.pdf")
    assert found.body.split("\n") == [
        "Ho va ten:",
        "Dia chi:",
        "Nguyễn Văn Bình",
        "Cần bổ sung hộ khẩu",
        "Đã nhận đủ hồ sơ",
        "12 phố Huế",
        "sai họ tên",
    ]
