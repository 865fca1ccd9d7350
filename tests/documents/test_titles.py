"""Which title is chosen, of documents made after the patterns of real ones."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from vnsearch.documents.metadata.heading import text_title
from vnsearch.documents.metadata.titles import (
    Line,
    own_title,
    sheet_title,
    styled_title,
    title_of_lines,
)

from .reading import documents
from .test_pptx import part, presentation, shape

TABLE = Path(__file__).parent / "titles.md"
MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
LETTERHEAD = f"ỦY BAN NHÂN DÂN\nTỈNH NAM ĐỊNH\nSố: 12/QĐ-UBND\n{MOTTO}Nam Định, ngày 05 tháng 3 năm 2024\n"

PAPERS = [
    (
        LETTERHEAD
        + "QUYẾT ĐỊNH\nVề việc ban hành Quy chế tiếp công dân\nCHỦ TỊCH ỦY BAN NHÂN DÂN\n",
        "QUYẾT ĐỊNH Về việc ban hành Quy chế tiếp công dân",
    ),
    (
        LETTERHEAD + "THÔNG BÁO\nVề việc nghỉ Tết Nguyên đán\nCăn cứ Bộ luật Lao động;\n",
        "THÔNG BÁO Về việc nghỉ Tết Nguyên đán",
    ),
    (
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO\nTRƯỜNG THPT LÊ HỒNG PHONG\n"
        + MOTTO
        + "BÁO CÁO\nTỔNG KẾT NĂM HỌC 2023 - 2024\nThực hiện kế hoạch của Sở",
        "BÁO CÁO TỔNG KẾT NĂM HỌC 2023 - 2024",
    ),
    (
        "BỘ Y TẾ\n-------\nSố: 1234/BYT-DP\nV/v tăng cường phòng chống dịch sốt xuất huyết\n"
        + MOTTO
        + "Kính gửi: Sở Y tế các tỉnh",
        "V/v tăng cường phòng chống dịch sốt xuất huyết",
    ),
    (
        MOTTO + "BIÊN BẢN HỌP PHỤ HUYNH\nHôm nay, ngày 5 tháng 9 năm 2024, tại lớp 5A",
        "BIÊN BẢN HỌP PHỤ HUYNH",
    ),
    (
        MOTTO + "---------\nHỢP ĐỒNG LAO ĐỘNG\nSố: 05/HĐLĐ\nCăn cứ Bộ luật Lao động",
        "HỢP ĐỒNG LAO ĐỘNG",
    ),
    (
        "CHÍNH PHỦ\nSố: 100/2024/NĐ-CP\n"
        + MOTTO
        + "Hà Nội, ngày 26 tháng 7 năm 2024\nNGHỊ ĐỊNH\n"
        "Quy định chi tiết một số điều của Luật Nhà ở\nCăn cứ Luật Tổ chức Chính phủ",
        "NGHỊ ĐỊNH Quy định chi tiết một số điều của Luật Nhà ở",
    ),
    (
        "QUỐC HỘI\nLuật số: 31/2024/QH15\n" + MOTTO + "LUẬT\nĐẤT ĐAI\nCăn cứ Hiến pháp",
        "LUẬT ĐẤT ĐAI",
    ),
    (MOTTO + "ĐƠN XIN NGHỈ PHÉP\nKính gửi: Ban Giám đốc", "ĐƠN XIN NGHỈ PHÉP"),
    (
        MOTTO + "---o0o---\nHỢP ĐỒNG THUÊ NHÀ\n(Số: 05/HĐTN)\nHôm nay, ngày 5 tháng 3",
        "HỢP ĐỒNG THUÊ NHÀ",
    ),
    (
        "Phụ lục II\nDANH MỤC THỦ TỤC HÀNH CHÍNH\n(Kèm theo Quyết định số 15/QĐ-UBND)\nSTT",
        "Phụ lục II DANH MỤC THỦ TỤC HÀNH CHÍNH",
    ),
    (
        "Phụ lục III\n(Kèm theo Thông tư số 5)\n" + MOTTO + "BÁO CÁO\nVề tình hình nuôi tôm",
        "BÁO CÁO Về tình hình nuôi tôm",
    ),
    (
        "TRƯỜNG ĐẠI HỌC BÁCH KHOA HÀ NỘI\nĐỒ ÁN TỐT NGHIỆP\nTìm kiếm toàn văn tiếng Việt\n"
        "NGUYỄN VĂN AN\nHà Nội, 2024",
        "ĐỒ ÁN TỐT NGHIỆP Tìm kiếm toàn văn tiếng Việt",
    ),
    (
        "TRƯỜNG ĐẠI HỌC Y HÀ NỘI\nLUẬN VĂN THẠC SĨ Y HỌC\nNguyễn Thị Lan\nHà Nội, 2024",
        "LUẬN VĂN THẠC SĨ Y HỌC",
    ),
    (
        "DỰ THẢO LẦN 2\nTHÔNG TƯ\nQuy định về dạy thêm, học thêm\nCăn cứ Luật Giáo dục",
        "THÔNG TƯ Quy định về dạy thêm, học thêm",
    ),
    (
        "ĐẢNG BỘ HUYỆN Ý YÊN\nCHI BỘ XÃ YÊN LỢI\nĐẢNG CỘNG SẢN VIỆT NAM\nNGHỊ QUYẾT\n"
        "của Chi bộ tháng 6 năm 2024\nI. Đánh giá",
        "NGHỊ QUYẾT của Chi bộ tháng 6 năm 2024",
    ),
    (
        "CÔNG TY CỔ PHẦN MAY 10\n" + MOTTO + "TỜ TRÌNH\nVề việc mua sắm trang thiết bị\n"
        "phục vụ sản xuất quý III\nKính gửi: Hội đồng quản trị",
        "TỜ TRÌNH Về việc mua sắm trang thiết bị phục vụ sản xuất quý III",
    ),
    (
        "KẾ HOẠCH\nTổ chức Tết Trung thu cho thiếu nhi",
        "KẾ HOẠCH Tổ chức Tết Trung thu cho thiếu nhi",
    ),
    ("GIẤY MỜI\nKính gửi: Ông Lê Văn An\nỦy ban trân trọng kính mời", "GIẤY MỜI"),
    ("Số: 15/TB\nTHÔNG BÁO TUYỂN SINH NĂM 2025\n1. Đối tượng", "THÔNG BÁO TUYỂN SINH NĂM 2025"),
    (
        "TRƯỜNG ĐẠI HỌC BÁCH KHOA\nKHOA CÔNG NGHỆ THÔNG TIN\nLUẬN VĂN TỐT NGHIỆP\nTÌM KIẾM TOÀN VĂN "
        "TIẾNG VIỆT\nSinh viên: Lê An",
        "LUẬN VĂN TỐT NGHIỆP TÌM KIẾM TOÀN VĂN TIẾNG VIỆT",
    ),
    ("Mẫu số 01\n" + MOTTO + "PHIẾU ĐĂNG KÝ DỰ TUYỂN\nHọ và tên:", "PHIẾU ĐĂNG KÝ DỰ TUYỂN"),
    ("PHÒNG GD&ĐT QUẬN 3\nĐỀ KIỂM TRA HỌC KỲ I\nMôn: Toán lớp 5", "ĐỀ KIỂM TRA HỌC KỲ I"),
    (
        "1\nBÁO CÁO\nCông tác phòng cháy, chữa cháy\nI. Tình hình",
        "BÁO CÁO Công tác phòng cháy, chữa cháy",
    ),
    ("LỊCH CÔNG TÁC TUẦN 12\nThứ hai: họp giao ban", "LỊCH CÔNG TÁC TUẦN 12"),
    ("DANH SÁCH HỌC SINH LỚP 9A\nSTT Họ tên", "DANH SÁCH HỌC SINH LỚP 9A"),
    (
        "UBND XÃ HẢI HẬU\n" + MOTTO + "CHƯƠNG TRÌNH\nXây dựng nông thôn mới\nCăn cứ Nghị quyết",
        "CHƯƠNG TRÌNH Xây dựng nông thôn mới",
    ),
    # both columns of a letterhead in one line
    (
        "THỦ TƯỚNG CHÍNH PHỦ     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n-------    Độc lập - Tự do - "
        "Hạnh phúc\nSố: 05/CT-TTg    Hà Nội, ngày 22 tháng 3 năm 2023\n\nCHỈ THỊ\n"
        "Về việc tiếp tục đẩy mạnh triển khai Đề án 06\n\nNgày 06 tháng 01 năm 2022, Thủ tướng",
        "CHỈ THỊ Về việc tiếp tục đẩy mạnh triển khai Đề án 06",
    ),
    (
        "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTHÀNH PHỐ HÀ NỘI\tĐộc lập - Tự do "
        "- Hạnh phúc\nSố: 2345/UBND-KT\tHà Nội, ngày 5 tháng 7 năm 2024\n"
        "V/v đôn đốc giải ngân vốn đầu tư công\nKính gửi: Các sở, ngành",
        "V/v đôn đốc giải ngân vốn đầu tư công",
    ),
    (
        "SỞ XÂY DỰNG Độc lập - Tự do - Hạnh phúc\nSố: 12/SXD Huế, ngày 5 tháng 7 năm 2024\n"
        "THÔNG BÁO\nKết quả xét tuyển viên chức\nCăn cứ Luật Viên chức;",
        "THÔNG BÁO Kết quả xét tuyển viên chức",
    ),
    # subjects that only their place tells
    (
        "BỘ TÀI CHÍNH\nSố: 80/2021/TT-BTC\n"
        + MOTTO
        + "THÔNG TƯ\nHướng dẫn thi hành một số điều của Luật Quản lý thuế\nCăn cứ Luật",
        "THÔNG TƯ Hướng dẫn thi hành một số điều của Luật Quản lý thuế",
    ),
    (
        "QUY CHẾ\nLàm việc của Ủy ban nhân dân xã\n(Ban hành kèm theo Quyết định số 5)",
        "QUY CHẾ Làm việc của Ủy ban nhân dân xã",
    ),
    (
        "BIÊN BẢN\nHọp Hội đồng trường phiên thứ 5\nThời gian: 8 giờ",
        "BIÊN BẢN Họp Hội đồng trường phiên thứ 5",
    ),
    (
        "BIÊN BẢN\nSáng nay, tại lớp 5A, chúng tôi họp phụ huynh.\nCó mặt:",
        "BIÊN BẢN",
    ),
    ("DANH SÁCH\nSTT Họ tên Ngày sinh\n1 An", "DANH SÁCH"),
    (
        "NGÂN HÀNG NHÀ NƯỚC VIỆT NAM\n"
        + MOTTO
        + "QUYẾT ĐỊNH\nVỀ VIỆC BAN HÀNH QUY ĐỊNH CHO VAY\n"
        "THỐNG ĐỐC NGÂN HÀNG NHÀ NƯỚC",
        "QUYẾT ĐỊNH VỀ VIỆC BAN HÀNH QUY ĐỊNH CHO VAY",
    ),
    (
        "TÒA ÁN NHÂN DÂN HUYỆN Ý YÊN\nBản án số: 12/2023/DS-ST\nNgày 5-6-2023\n"
        "V/v tranh chấp quyền sử dụng đất\n" + MOTTO + "NHÂN DANH",
        "V/v tranh chấp quyền sử dụng đất",
    ),
    # a thesis, a lesson, a pupil's paper, a table of contents
    (
        "BỘ GIÁO DỤC VÀ ĐÀO TẠO\nTRƯỜNG ĐẠI HỌC KINH TẾ\n\nNGUYỄN VĂN AN\n\n"
        "CÁC YẾU TỐ ẢNH HƯỞNG ĐẾN Ý ĐỊNH MUA HÀNG\n\nLUẬN VĂN THẠC SĨ KINH TẾ\n\nHuế - 2023",
        "CÁC YẾU TỐ ẢNH HƯỞNG ĐẾN Ý ĐỊNH MUA HÀNG",
    ),
    ("Trường THCS Lê Lợi\nTổ Toán\nGIÁO ÁN\nNgày soạn: 1/9", "GIÁO ÁN"),
    ("Họ và tên: Lê An\nLớp: 5B\nTẢ CON MÈO\nNhà em có", "TẢ CON MÈO"),
    ("MỤC LỤC\nLời nói đầu ........ 3\nSổ tay sơ cứu\nKhi bị", "Sổ tay sơ cứu"),
]
PLAIN = [
    (
        "Hội nghị toàn quốc về đất đai khai mạc.\nSáng nay",
        "Hội nghị toàn quốc về đất đai khai mạc.",
    ),
    ("HỘI NGHỊ TRUNG ƯƠNG BẾ MẠC\nSáng nay", "HỘI NGHỊ TRUNG ƯƠNG BẾ MẠC"),
    ("PHÒNG CHỐNG LŨ LỤT Ở MIỀN TRUNG\nMưa lớn", "PHÒNG CHỐNG LŨ LỤT Ở MIỀN TRUNG"),
    ("Báo cáo viên nói gì? Ông kể chuyện.", "Báo cáo viên nói gì?"),
    (
        "Thông báo của trường được dán ở cổng. Ai cũng đọc.",
        "Thông báo của trường được dán ở cổng.",
    ),
    ("Luật sư bào chữa đến muộn. Tòa hoãn.", "Luật sư bào chữa đến muộn."),
    ("Công ty đóng cửa. Công nhân về quê.", "Công ty đóng cửa."),
    ("Trường Đại học Cần Thơ khai giảng\nSáng nay", "Trường Đại học Cần Thơ khai giảng"),
    ("Tổ ong trên mái nhà\nHè về", "Tổ ong trên mái nhà"),
    ("Giá vàng    hôm nay   tăng\nSáng nay", "Giá vàng hôm nay tăng"),
    ("Bộ phim chiếu tối nay. Vé đã hết.", "Bộ phim chiếu tối nay."),
    ("ĐOÀN KẾT LÀ SỨC MẠNH\nBác dạy", "ĐOÀN KẾT LÀ SỨC MẠNH"),
    ("SỞ THÚ MỞ CỬA TRỞ LẠI\nTừ hôm nay", "SỞ THÚ MỞ CỬA TRỞ LẠI"),
    ("12\n\nChương một\nMưa rơi", "Chương một"),
    ("Trang 3\nNgười lái đò sông Đà\nSông chảy", "Người lái đò sông Đà"),
    ("* * *\nTôi đi học\nHằng năm", "Tôi đi học"),
    (MOTTO, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    # a page ends
    ("BIÊN BẢN\nHọp tổ dân phố\x0cCó mặt", "BIÊN BẢN Họp tổ dân phố"),
    ("Sổ tay sơ cứu\x0cMở đầu", "Sổ tay sơ cứu"),
    ("7", "7"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "title"), PAPERS + PLAIN)
def test_of_a_text(text: str, title: str) -> None:
    assert text_title(text) == title


PROPERTIES = [
    ("Báo cáo tổng kết năm 2024", "Báo cáo tổng kết năm 2024"),
    ("Quyết định 18", "Quyết định 18"),
    ("Microsoft Word - qd12.doc", ""),
    ("QD 12 ban hanh.docx", ""),
    ("PowerPoint Presentation", ""),
    ("Bài thuyết trình PowerPoint", ""),
    ("Slide 1", ""),
    ("Document1", ""),
    ("Untitled-2", ""),
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", ""),
    ("ỦY BAN NHÂN DÂN TỈNH NAM ĐỊNH", ""),
    ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", ""),
    ("Số: 12/QĐ-UBND", ""),
    ("Mẫu 01", ""),
    ("1", ""),
    ("20240305101512", ""),
    ("Scan0001", ""),
    ("Công ty và người lao động", "Công ty và người lao động"),
]


@pytest.mark.parametrize(("title", "own"), PROPERTIES)
def test_of_the_properties(title: str, own: str) -> None:
    assert own_title(title) == own


SIZES = [
        ([("SỞ Y TẾ", 13, ""), ("Sổ tay sơ cứu", 26, ""), ("Mở đầu", 13, ""), ("Chữ " * 60, 13, "")],
         "Sổ tay sơ cứu"),
        ([("Đại học Huế", 14, ""), ("Nghiên cứu về", 22, ""), ("cây chè", 22, ""), ("Chữ " * 60, 13, "")],
         "Nghiên cứu về cây chè"),
        ([("Đoạn một " * 30, 13, ""), ("Đoạn hai " * 30, 13, "")], ""),
        ([("1", 40, ""), ("Tôi đi học", 20, ""), ("Chữ " * 60, 12, "")], "Tôi đi học"),
        ([("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 20, ""), ("Chữ " * 60, 12, "")], ""),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "title"), SIZES)
def test_of_sizes(lines: list[tuple[str, float, str]], title: str) -> None:
    assert title_of_lines([Line(*line) for line in lines]) == title


def test_of_styles() -> None:
    lines = [
        Line("SỞ Y TẾ"),
        Line("Sổ tay", role="title"),
        Line("sơ cứu", role="title"),
        Line("a"),
    ]
    assert styled_title(lines) == "Sổ tay sơ cứu"
    assert styled_title([Line("1", role="title"), Line("Mở đầu", role="heading")]) == ""


SHEETS = [
        ([("Sheet1", "sheet"), ("BẢNG LƯƠNG THÁNG 5", ""), ("STT\tHọ tên", "")], "BẢNG LƯƠNG THÁNG 5"),
        ([("Sheet1", "sheet"), ("SỞ Y TẾ", ""), ("STT\tHọ tên", "")], "luong-5"),
        ([("Thu chi", "sheet"), ("STT\tHọ tên", "")], "Thu chi"),
        ([("Trang tính1", "sheet"), ("STT\tHọ tên", "")], "luong-5"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "title"), SHEETS)
def test_of_a_workbook(lines: list[tuple[str, str]], title: str) -> None:
    assert sheet_title([Line(text, role=role) for text, role in lines], "luong-5.xlsx") == title


NAMED_BY_FILES = [
    ("phim.srt", "1\n00:00:01,000 --> 00:00:02,000\nXin chào\n"),
    ("phim.ass", "[Script Info]\nTitle: x\n"),
    ("vi.po", 'msgid "a"\nmsgstr "b"\n'),
]


@pytest.mark.parametrize(("name", "text"), NAMED_BY_FILES)
def test_subtitles_and_catalogues_take_the_files_name(
    tmp_path: Path, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    (found,) = documents(tmp_path / name)
    assert (found.title, found.title_in_body) == (name.partition(".")[0], False)


PAGES = [
    (
        "<title>Mưa lớn ở Huế - Báo Tuổi Trẻ</title><h1>Mưa lớn ở Huế</h1><p>Sáng nay",
        "Mưa lớn ở Huế",
    ),
    ("<title>Chả giò miền Nam</title><p>Cuốn và chiên", "Chả giò miền Nam"),
    ("<title>Untitled Document</title><h1>Nội quy lớp học</h1><p>Điều 1", "Nội quy lớp học"),
    ("<meta property='og:title' content='Bão số 3'><title>Trang chủ</title><p>Gió", "Bão số 3"),
    ("<h2>Trang 1</h2><p>Người lái đò sông Đà.</p>", "Người lái đò sông Đà."),
]
SLIDES = [
    ("title", "Kế hoạch năm học"),
    ("ctrTitle", "Báo cáo quý III"),
]


@pytest.mark.parametrize(("content", "title"), PAGES)
def test_of_a_web_page(tmp_path: Path, content: str, title: str) -> None:
    (tmp_path / "trang.html").write_text(content, encoding="utf-8")
    (found,) = documents(tmp_path / "trang.html")
    assert found.title == title


@pytest.mark.parametrize(("placeholder", "title"), SLIDES)
def test_of_slides(tmp_path: Path, placeholder: str, title: str) -> None:
    slides = [part(shape("SỞ Y TẾ"), shape(title, placeholder), shape("Mục tiêu"))]
    (found,) = documents(presentation(tmp_path / "a.pptx", slides, {}))
    assert found.title == title


def test_the_table_of_titles() -> None:
    """What is chosen for all of the above; `VNSEARCH_GOLDEN=write` writes it anew."""
    rows = [("text", shown(text), title) for text, title in PAPERS + PLAIN]
    rows += [("property", shown(title), own) for title, own in PROPERTIES]
    rows += [("letters and sizes", of_lines(lines), title) for lines, title in SIZES]
    rows += [("workbook", of_lines(lines), title) for lines, title in SHEETS]
    rows += [("web page", shown(content), title) for content, title in PAGES]
    rows += [("slides", f"SỞ Y TẾ ⏎ {title} ({kind})", title) for kind, title in SLIDES]
    rows += [(name, shown(text), name.partition(".")[0]) for name, text in NAMED_BY_FILES]
    lines = [f"| {kind} | {head} | {title} |" for kind, head, title in rows]
    made = "\n".join(["| from | begins with | title |", "|---|---|---|", *lines, ""])
    if os.environ.get("VNSEARCH_GOLDEN") == "write":
        TABLE.write_text(made, encoding="utf-8")
    assert made == TABLE.read_text(encoding="utf-8")


def shown(text: str) -> str:
    """A text in one line of a table, cut."""
    line = " ⏎ ".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
    return (line if len(line) <= 160 else f"{line[:160]}…").replace("|", "/")


def of_lines(lines: Sequence[tuple[object, ...]]) -> str:
    return shown("\n".join(f"{text} ({how})" for text, how, *_ in lines))
