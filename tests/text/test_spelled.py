"""Words that a text spells with signs, and the initials of people, which look the same."""

from __future__ import annotations

import pytest

from vnsearch.text.spelled import parts_of, spelled_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chủ tịch U.B.N.D. tỉnh", ["U.B.N.D"]),
        ("u.b.n.d xã, U-B-N-D huyện", ["u.b.n.d", "U-B-N-D"]),
        ("QĐ-U.B.N.D, H.Đ.N.D", ["U.B.N.D", "H.Đ.N.D"]),
        ("Mô hình V.A.C", ["V.A.C"]),
        ("Phim S.O. S hay", ["S.O. S"]),
        ("Ở T.P.H.C.M, TP.H.C.M và T.P.HCM", ["T.P.H.C.M", "TP.H.C.M", "T.P.HCM"]),
        ("Gặp Th.S Hà, thủ đô Washington D.C.", ["Th.S", "D.C"]),
        ("Ban Tuyên giáo T.Ư, hỏi P.V. báo", ["T.Ư", "P.V"]),
        ("Câu 1: A. B. C. D.", []),  # a list
        ("TP.HCM, UB.ND", []),  # two, which are looked for as they are
        ("N.T.Hương, a.com.vn, e-mail, self.x", []),
        ("Ở.A.B, U.B\u0301.N, A.B.C#", []),
        ("Bắt chị N.T. V. và Nguyễn V.A.", []),
        ("Bắt N.T.V. (35 tuổi), L.V.B (SN 1990)", []),
        ("Khách sạn K.N mở cửa", []),  # of two letters few are a word
        ("Tư lệnh B.S. Dhanoa, tổng thống George H.W. Bush, George H.W Bush", []),
        ("Ngọn lửa cháy rụi xưởng - Ảnh: B.S.C", []),
        ("Họp báo.\nM.A.T (tổng hợp)", []),
        ("Họp báo.\nM.A.T", []),
        ("a.b.c.d.e.f.g.h.i, " + "A.B. " * 9, []),
        ("", []),
    ],
)
def test_what_is_spelled(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end, _ in spelled_in(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("U.B.N.D phường mời chị N.T.V.", True),
        ("U.B.N.D phường mời bà H. lên", True),
        ("U.B.N.D phường mời bà Hà lên", False),
    ],
)
def test_among_initials_of_people(text: str, expected: bool) -> None:
    assert [among for _, _, among in spelled_in(text)] == [expected]


def test_in_which_parts() -> None:
    assert list(parts_of("ths")) == [("t", "h", "s"), ("th", "s"), ("t", "hs")]
    assert list(parts_of("pv")) == [("p", "v")]
    assert ("tp", "h", "c", "m") in parts_of("tphcm")
    assert ("u", "bnd") in parts_of("ubnd")
    assert ("ub", "n", "d") not in parts_of("ubnd")
