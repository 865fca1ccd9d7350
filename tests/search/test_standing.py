"""As what neighbours stand in a text: one word, a name, or across a bound."""

from __future__ import annotations

import pytest

from vnsearch.search.ways.standing import Kind, standing

# How many documents have two words side by side; all others are in three.
_BESIDE = {("đầu", "tư"): 90, ("dự", "án"): 80, ("tư", "dự"): 10, ("lý", "do"): 70}
_BESIDE |= {("hà", "nội"): 90, ("nguyễn", "huệ"): 20, ("đông", "nam"): 9, ("bộ", "và"): 9}
_BESIDE |= {("hà", "nội"): 90, ("nguyễn", "huệ"): 20, ("đông", "nam"): 9, ("bộ", "và"): 9}

_WRAPPED = (
    "Đoàn khách từ nhiều nơi đổ về trung tâm thành phố cổ và chợ đêm bên hồ của Hà\n"
    "Nội trong mấy ngày lễ, khiến các tuyến phố quanh hồ kẹt cứng từ chiều đến tối."
)


def together(first: str, second: str) -> int:
    return _BESIDE.get((first, second), 3)


@pytest.mark.parametrize(
    ("text", "pair", "kind"),
    [
        ("Thủ đô Hà Nội đẹp.", "hà nội", Kind.NAME),
        ("Hà Nội đẹp.", "hà nội", Kind.NAME),
        ("THỦ ĐÔ HÀ NỘI", "hà nội", Kind.LOUD),
        ("Tới Nghi Xuân, Hà Tĩnh chơi.", "xuân hà", Kind.SIGN),
        ("Hợp Thành (Long An) và Mỹ Tho.", "thành long", Kind.SIGN),
        ("Về Hưng Yên – Hà Nam.", "yên hà", Kind.SIGN),
        ("Nơi ấy là Cửu Long. Thành phố lớn.", "long thành", Kind.SIGN),
        ("Nơi ấy là Cửu Long.\n\nThành phố lớn.", "long thành", Kind.SIGN),
        ("Hồ Trần\nThanh Bình", "trần thanh", Kind.SIGN),  # lines of a list
        (_WRAPPED, "hà nội", Kind.NAME),
        (_WRAPPED.replace("\n", "\n> "), "hà nội", Kind.SIGN),
        ("> " + _WRAPPED.replace("\n", "\n> "), "hà nội", Kind.NAME),
        ("Ở Hà\u00a0Nội và Hà\u200bNội.", "hà nội", Kind.NAME),
        ("Mua ô-tô cũ.", "ô tô", Kind.WORD),
        ("Quan hệ Việt - Nhật tốt.", "việt nhật", Kind.SIGN),
        ("Theo chủ đầu tư dự án, còn lâu.", "tư dự", Kind.ACROSS),
        ("Theo báo, vốn tư dự án khác.", "tư dự", Kind.LEANS),  # one neighbour is not enough
        ("Vì lý do Mỹ đưa ra, không họp.", "do mỹ", Kind.ACROSS),  # a capital is a bound
        ("Học tiếng Anh ở trường.", "tiếng anh", Kind.SECOND),
        ("Trú ở phường Hoà Hiệp Bắc.", "phường hoà", Kind.ACROSS),  # of a longer name
        ("Gió mạnh ở Nam bộ hôm qua.", "nam bộ", Kind.FIRST),
        ("Tướng ở Hà Nội Nguyễn Huệ kể.", "nội nguyễn", Kind.ACROSS),
        ("Bà ở Đông Nam Bộ và ngược lại.", "nam bộ", Kind.NAME),
        ("Họ nói thế. Tiếng anh ấy nhỏ.", "tiếng anh", Kind.WORD),  # a sentence begins
        ("Người H'Mông ở núi.", "h mông", Kind.NAME),
        ("Ở TP. HCM nắng.", "tp hcm", Kind.LOUD),
        ("Bà K. (54 tuổi) kể.", "k 54", Kind.SIGN),
        ("Xe honda chạy.", "honda", Kind.WORD),
        ("Xe của hãng Honda chạy.", "honda", Kind.NAME),
        ("Honda chạy tốt.", "honda", Kind.WORD),  # as any word there would have a capital
    ],
)
def test_as_what_neighbours_stand(text: str, pair: str, kind: Kind) -> None:
    read = standing([text], pair.split(), together)
    assert (read.texts, read.kinds[kind]) == (1, 1), read


def test_the_best_place_of_each_text_counts() -> None:
    texts = ["Từ Long Thành, Long. Thành phố.", "Ở Cửu Long, thành phố lớn.", "Ở Cần Thơ."]
    read = standing(texts, ["long", "thành"], together)
    assert (read.texts, read.kinds) == (2, (1, 0, 0, 0, 0, 0, 0, 1))
