"""Which line ends are only those of wrapping, and which lines stay lines."""

from __future__ import annotations

import pytest

from vnsearch.text.paragraphs import goes_on


def paragraphs(text: str) -> int:
    return 1 + sum(not goes_on(text, n) for n, ch in enumerate(text) if ch == "\n")


@pytest.mark.parametrize(
    "text",
    [
        "Theo báo cáo của Ban Tổ chức Trung ương, năm 2024 toàn Đảng đã kết nạp\n"
        "Hơn một trăm nghìn đảng viên trẻ và làm tốt công tác cán bộ, nhất là ở\n"
        "Hà Nội và TP. Hồ Chí Minh.",
        "Ông cho biết đây là lần đầu tiên\nvà cũng là lần cuối cùng.",
        "> Chúng tôi trân trọng kính mời các anh chị tới dự\n> buổi lễ khai giảng.",
        "1. Tổ chức thực hiện nghị quyết của đại hội trong toàn\n   đảng bộ tỉnh.",
        "    Nhiệm vụ đầu tiên của năm học là chăm lo cho các em ở\nvùng sâu, vùng xa.",
        "Đồng chí được phân công giữ chức Phó Bí thư Thường trực Tỉnh uỷ cùng\nTrần Văn Ba.",
        "TỔNG KẾT CÔNG TÁC TỔ CHỨC XÂY DỰNG ĐẢNG NĂM 2024 VÀ PHƯƠNG HƯỚNG CỦA\nNĂM 2025.",
    ],
)
def test_a_wrapped_paragraph_is_one(text: str) -> None:
    assert paragraphs(text) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Trăm năm trong cõi người ta,\nChữ tài chữ mệnh khéo là ghét nhau.\nTrải qua một cuộc",
        "Bế mạc hội nghị toàn quốc về công tác dân vận năm 2024\n"
        "Khai giảng năm học mới ở các tỉnh miền núi phía Bắc\nGiá vàng tăng trở lại",
        "hội nghị trung ương\nhội nghị toàn quốc\nđại hội",
        "BÁO CÁO TỔNG KẾT NĂM HỌC\nnăm 2024, toàn tỉnh có ba trăm trường đạt chuẩn quốc gia",
        "Các nhiệm vụ trọng tâm trong năm nay của chúng ta gồm có\n- chăm lo cho người nghèo\n"
        "- xây dựng nhà văn hoá\n1) giữ gìn vệ sinh\na) nơi ở",
        "Luật này quy định về tổ chức và hoạt động của các cơ quan\nĐiều 2. Đối tượng áp dụng\n"
        "các cơ quan, tổ chức và cá nhân",
        "# Kế hoạch công tác của chi bộ trong quý một\nchi bộ họp mỗi tháng một lần",
        "tên_tệp = đọc(đường_dẫn, mã='utf-8', lỗi='bỏ qua')\nnếu = tên_tệp",
        "Nguyễn Văn An\tHà Nội\tgiáo viên trung học\nnghỉ hưu\tHuế",
        "> Anh chị có nhận được thư mời của chúng tôi không, xin cho\nbiết sớm",
        "Chương 3. Hội nghị trung ương lần thứ mười ........ 37\nkhai mạc",
        "Xin trân trọng cảm ơn các anh chị đã quan tâm và ủng hộ\n-- \nvăn phòng",
        "Sáng nay khai mạc.\n\nhội nghị toàn quốc",
        "2024-12-16 08:00:01 người dùng an đã vào hệ thống từ máy một\n"
        "2024-12-16 08:00:02 người dùng an đã ra",
    ],
)
def test_lines_that_stay_lines(text: str) -> None:
    assert paragraphs(text) == 1 + text.count("\n")


def test_a_line_end_is_judged_by_the_text_near() -> None:
    text = ("hội nghị toàn quốc tổng kết công tác\n" * 30_000) + "của năm"
    assert goes_on(text, text.rindex("\n"))
    assert not goes_on("x" * 1_000_000 + "\nhội nghị", 1_000_000)
