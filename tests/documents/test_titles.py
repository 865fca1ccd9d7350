"""Which title is chosen, of documents made after the patterns of real ones."""

from __future__ import annotations

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
        "ĐẢNG BỘ HUYỆN Ý YÊN\nCHI BỘ XÃ YÊN LỢI\nĐẢNG CỘNG SẢN VIỆT NAM\nNGHỊ QUYẾT\n"
        "của Chi bộ tháng 6 năm 2024\nI. Đánh giá",
        "NGHỊ QUYẾT của Chi bộ tháng 6 năm 2024",
    ),
    (
        "CÔNG TY CỔ PHẦN MAY 10\n" + MOTTO + "TỜ TRÌNH\nVề việc mua sắm trang thiết bị\n"
        "phục vụ sản xuất quý III\nKính gửi: Hội đồng quản trị",
        "TỜ TRÌNH Về việc mua sắm trang thiết bị phục vụ sản xuất quý III",
    ),
    ("KẾ HOẠCH\nTổ chức Tết Trung thu cho thiếu nhi", "KẾ HOẠCH"),
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
        "CHƯƠNG TRÌNH",
    ),
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
    ("Bộ phim chiếu tối nay. Vé đã hết.", "Bộ phim chiếu tối nay."),
    ("ĐOÀN KẾT LÀ SỨC MẠNH\nBác dạy", "ĐOÀN KẾT LÀ SỨC MẠNH"),
    ("SỞ THÚ MỞ CỬA TRỞ LẠI\nTừ hôm nay", "SỞ THÚ MỞ CỬA TRỞ LẠI"),
    ("12\n\nChương một\nMưa rơi", "Chương một"),
    ("Trang 3\nNgười lái đò sông Đà\nSông chảy", "Người lái đò sông Đà"),
    ("* * *\nTôi đi học\nHằng năm", "Tôi đi học"),
    (MOTTO, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("7", "7"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "title"), PAPERS + PLAIN)
def test_of_a_text(text: str, title: str) -> None:
    assert text_title(text) == title


@pytest.mark.parametrize(
    ("title", "own"),
    [
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
    ],
)
def test_of_the_properties(title: str, own: str) -> None:
    assert own_title(title) == own


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ([("SỞ Y TẾ", 13, ""), ("Sổ tay sơ cứu", 26, ""), ("Mở đầu", 13, ""), ("Chữ " * 60, 13, "")],
         "Sổ tay sơ cứu"),
        ([("Đại học Huế", 14, ""), ("Nghiên cứu về", 22, ""), ("cây chè", 22, ""), ("Chữ " * 60, 13, "")],
         "Nghiên cứu về cây chè"),
        ([("Đoạn một " * 30, 13, ""), ("Đoạn hai " * 30, 13, "")], ""),
        ([("1", 40, ""), ("Tôi đi học", 20, ""), ("Chữ " * 60, 12, "")], "Tôi đi học"),
        ([("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 20, ""), ("Chữ " * 60, 12, "")], ""),
    ],
)  # fmt: skip
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


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ([("Sheet1", "sheet"), ("BẢNG LƯƠNG THÁNG 5", ""), ("STT\tHọ tên", "")], "BẢNG LƯƠNG THÁNG 5"),
        ([("Sheet1", "sheet"), ("SỞ Y TẾ", ""), ("STT\tHọ tên", "")], "luong-5"),
        ([("Thu chi", "sheet"), ("STT\tHọ tên", "")], "Thu chi"),
        ([("Trang tính1", "sheet"), ("STT\tHọ tên", "")], "luong-5"),
    ],
)  # fmt: skip
def test_of_a_workbook(lines: list[tuple[str, str]], title: str) -> None:
    assert sheet_title([Line(text, role=role) for text, role in lines], "luong-5.xlsx") == title


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("phim.srt", "1\n00:00:01,000 --> 00:00:02,000\nXin chào\n"),
        ("phim.ass", "[Script Info]\nTitle: x\n"),
        ("vi.po", 'msgid "a"\nmsgstr "b"\n'),
    ],
)
def test_subtitles_and_catalogues_take_the_files_name(
    tmp_path: Path, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    (found,) = documents(tmp_path / name)
    assert (found.title, found.title_in_body) == (name.partition(".")[0], False)
