"""One word, however it is written: joined or parted, as a number, a date, in short."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import vnsearch

_TEXTS = {
    "hanoi": "Khách sạn hanoi đẹp.",
    "hà nội": "Thủ đô Hà Nội đẹp.",
    "ôtô": "Bán ôtô cũ.",
    "ô tô": "Bán ô tô cũ.",
    "h'mông": "Người H'Mông ở núi.",
    "hʼmông": "Người HʼMông ở bản.",
    "hmong": "Người hmong ở phố.",
    "mđrắk": "Huyện MĐrắk xa.",
    "m’đrắk": "Huyện M’Đrắk gần.",
    "u23": "Đội u23 thắng.",
    "u-23": "Đội U-23 thua.",
    "u 23": "Đội U 23 hoà.",
    "29A12345": "Xe 29A12345 chạy.",
    "29A-123.45": "Xe 29A-123.45 dừng.",
    "29A1-234.56": "Xe 29A1-234.56 mất.",
    "29A1-23456": "Xe 29A1-23456 về.",
    "29 A": "Xe 29 A-123.45 rẽ.",
    "29A1 joined": "Xe 29A123456 cháy.",
    "51F-1234": "Xe 51F-1234 cũ.",
    "QL1A": "Kẹt trên QL1A sáng.",
    "QL 1A": "Kẹt trên QL 1A trưa.",
    "QL.1 A": "Kẹt trên QL.1 A chiều.",
    "quốc lộ 1A": "Kẹt trên quốc lộ 1A tối.",
    "quốc lộ 1": "Kẹt trên quốc lộ 1, khúc cua A.",
    "100km/h": "Tốc độ 100km/h cao.",
    "100 km/h": "Tốc độ 100 km/h thấp.",
    "100 km/giờ": "Tốc độ 100 km/giờ thường.",
    "A/H1N1": "Dịch cúm A/H1N1 tan.",
    "A-H1N1": "Dịch cúm A-H1N1 lan.",
    "AH1N1": "Dịch cúm AH1N1 về.",
    "ms": "Tàu MS 100 cập bến.",
    "10 km/h": "Tốc độ 10 km/h chậm.",
    "5.000đ/kg": "Giá 5.000đ/kg rau.",
    "5000 đồng/kg": "Giá 5000 đồng/kg cà.",
    "qui nhơn": "Ra Qui Nhơn tắm.",
    "quy nhơn": "Tới Quy Nhơn bơi.",
    "quynhon": "Tới quynhon lặn.",
    "mdrak": "Lên M'Drak săn.",
    "tphcm": "Ở tphcm nóng.",
    "tp.hcm": "Ở TP.HCM nắng.",
    "1500000": "Giá 1500000 đồng.",
    "1.500.000": "Giá 1.500.000 đồng.",
    "500.000": "Giá 500.000 đồng.",
    "02/09": "Nghỉ ngày 02/09.",
    "2/9": "Nghỉ ngày 2/9.",
    "5/30": "Nghỉ ngày 5/30.",
    "2/9/2024": "Họp ngày 2/9/2024.",
    "2 tháng 9": "Họp ngày 2 tháng 9 năm 2024.",
    "phone": "Gọi 0987654321 nhé.",
    "phone grouped": "Gọi 098 765 4321 nhé.",
    "ubnd": "UBND tỉnh họp.",
    "in full": "Uỷ ban nhân dân tỉnh họp.",
    "u.b.n.d": "U.B.N.D xã họp.",
    "u-b-n-d": "U-B-N-D huyện họp.",
    "hđnd": "HĐND xã họp.",
    "h.đ.n.d": "Tại H.Đ.N.D xã.",
    "t.p.h.c.m": "Trời T.P.H.C.M mưa.",
    "tp.h.c.m": "Trời TP.H.C.M gió.",
    "vac": "Mô hình VAC hay.",
    "v.a.c": "Mô hình V.A.C tốt.",
    "vác": "Vác cày ra đồng.",
    "pv": "Hỏi PV báo.",
    "p.v": "Hỏi P.V. đài.",
    "th.s": "Gặp Th.S Bình.",
    "ths": "Gặp ThS Minh.",
    "n.t.v": "Bắt chị N.T.V. (35 tuổi), ở nhà.",
    "ntv": "Xem NTV chiều.",
    "a. b. c. d": "Câu 1: A. B. C. D.",
    "abcd": "Vần abcd dễ.",
    "q.3": "Nhà ở Q.3, TP. Hồ Chí Minh.",
    "q3": "Nhà ở q3 bán gấp.",
    "à 3": "Mỗi người một suất à 3 đô.",
    "18-NQ/TW": "Nghị quyết 18-NQ/TW gọn.",
    "18NQ/TW": "Nghị quyết 18NQ/TW nhẹ.",
    "118-NQ/TW": "Nghị quyết 118-NQ/TW lạ.",
    "mùng": "Nghỉ mùng 7 tháng 8.",
    "mồng": "Nghỉ mồng 7 tháng 8.",
    "seventh": "Nghỉ 7/8.",
    "wide day": "Nghỉ ngày ８／１１.",
    "wide slash": "Nghỉ ngày 8／11.",
    "day": "Nghỉ ngày 08/11.",
    "wide month": "Lạm phát tháng ７/２０１８.",
    "month": "Lạm phát tháng 7 năm 2018.",
    "wide price": "Giá ３.７００.０００ đồng.",
    "price": "Giá 3700000 đồng.",
    "lđtb&xh": "Sở LĐTB&XH thành phố.",
    "lđ-tb&xh": "Sở LĐ-TB&XH quận.",
    "labour": "Sở Lao động - Thương binh và Xã hội huyện.",
    "qh13": "Luật số 10/2015/QH13 cũ.",
    "qh 13": "Luật số 10/2015/QH 13 mới.",
    "nđ-cp": "Nghị định 15/2020/NĐ-CP mới.",
    "nđcp": "Nghị định 15/2020/NĐCP cũ.",
    "VN-Index": "Chỉ số VN-Index tăng.",
    "vnindex": "Chỉ số vnindex giảm.",
    "office": "Gọi (028) 38221234 hỏi.",
    "office grouped": "Gọi 028 3822.1234 đặt.",
    "84": "Gọi 84984567890 mua.",
    "home": "Gọi 0984 567890 bán.",
    "đoàn": "Đoàn người đi.",
    "đồ án": "Đồ án tốt nghiệp.",
}

_TOWN = {"qui nhơn", "quy nhơn", "quynhon"}
_SPEED = {"100km/h", "100 km/h", "100 km/giờ"}
_CAR = {"29A12345", "29A-123.45", "29 A"}
_BIKE = {"29A1-234.56", "29A1-23456", "29A1 joined"}
_ROAD = {"QL1A", "QL 1A", "QL.1 A", "quốc lộ 1A"}
_CITY = {"tphcm", "tp.hcm", "q.3", "t.p.h.c.m", "tp.h.c.m"}
_COMMITTEE = {"ubnd", "in full", "u.b.n.d", "u-b-n-d"}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ways")
    rows = [json.dumps({"id": id_, "title": "", "text": text}) for id_, text in _TEXTS.items()]
    for number, part in enumerate((rows[::2], rows[1::2])):  # two segments, one answer
        (folder / f"{number}.jsonl").write_text("\n".join(part), encoding="utf-8")
        vnsearch.update_index(folder / "index", [folder / f"{number}.jsonl"], jobs=1)
    return folder / "index"


def found(index: Path, query: str, exact: bool = False) -> set[str]:
    with vnsearch.open_index(index) as opened:
        return {hit.id for hit in opened.search(query, 50, exact=exact, fallback=False).hits}


def test_what_was_asked_before_makes_no_odds(index: Path) -> None:
    asked = "ha noi dep, hà nội, xa mdrak, xa MĐrắk, ra quy nhon, ra Qui Nhơn, ở tp hcm, tp"
    asked += ", ủy ban nào, uy ban nhan dan, thành phố này, thành phố Hồ Chí Minh"
    with vnsearch.open_index(index) as opened:
        for query in asked.split(", ") * 2:
            hits = opened.search(query, 50, fallback=False).hits
            assert {hit.id for hit in hits} == found(index, query)


@pytest.mark.parametrize(
    ("queries", "expected"),
    [
        (["hanoi", "hà nội", "ha noi"], {"hanoi", "hà nội"}),
        (["oto", "ôtô", "ô tô"], {"ôtô", "ô tô"}),
        (["hmong", "hmông", "h'mông", "h’mong"], {"h'mông", "hʼmông", "hmong"}),
        (["mđrắk", "m'đrắk", "mdrak", "M’DRắK", "m drak"], {"mđrắk", "m’đrắk", "mdrak"}),
        (["quynhon", "quinhon", "Quy-Nhơn", "qui nhơn", "QuiNhơn"], _TOWN),
        (["100km/h", "100 km/h", "100 km/giờ", "100km / h"], _SPEED),
        (["5000đ/kg", "5.000 đồng/kg", "5,000 vnd/kg"], {"5.000đ/kg", "5000 đồng/kg"}),
        (['"100km/h"'], {"100km/h"}),
        (["ah1n1", "A/H1N1", "A H1N1", "a-h1n1"], {"A/H1N1", "A-H1N1", "AH1N1"}),
        (["100 m/s", "100m/s"], set()),
        (["8 NQ/TW", "18 NQ/UB", "18 CT/TW"], set()),
        (["5000đ/g", "10km/giờ tắm"], set()),
        (["u23", "u-23", "u 23"], {"u23", "u-23", "u 23"}),
        (["29a12345", "29A-123.45", "29A 123.45", "29A 12345", "29 A.12345"], _CAR),
        (["29A1-234.56", "29a1-23456", "29A1 23456", "29A123456", "29-A1 234.56"], _BIKE),
        (["51f1234", "51F 1234"], {"51F-1234"}),
        (["29A-123.4", '"29A" 12345', "29A-12354"], set()),
        (["QL1A", "ql 1a", "QL.1A", "QL 1 A", "quốc lộ 1A", "quoc lo 1-A"], _ROAD),
        (["quốc lộ 1", "QL1"], {"quốc lộ 1", "QL.1 A"}),
        (["29A1-234.65", "29A1-23465"], set()),
        (["tphcm", "tp.hcm", "tp hcm"], _CITY),
        (["1500000", "1.500.000", "1 500 000", "1,500,000"], {"1500000", "1.500.000"}),
        (["500000"], {"500.000"}),
        (["02/09", "2/9", "2-9"], {"02/09", "2/9", "2/9/2024", "2 tháng 9"}),
        (
            ["2 tháng 9, 2024", "2/9/2024", "2024-09-02", "2 tháng 9 năm 2024"],
            {"2/9/2024", "2 tháng 9"},
        ),
        (["0987654321", "0987.654.321", "098 765 4321"], {"phone", "phone grouped"}),
        (["028 3822.1234", "02838221234", "028-3822 1234"], {"office", "office grouped"}),
        (["84984567890", "+84 984.567.890", "0984567890"], {"84", "home"}),
        (["84.984.567.890 đ", "284984567890"], set()),
        (["mùng 7 tháng 8", "mồng 7 tháng 8", "ngày 7 tháng 8"], {"mùng", "mồng", "seventh"}),
        (["8/11", "08-11", "８/１１", "08／１１", "8／11"], {"wide day", "wide slash", "day"}),
        (["tháng 7/2018", "tháng 07 năm 2018", "tháng ７－２０１８"], {"wide month", "month"}),
        (["3700000", "3.700.000", "３,７００,０００"], {"wide price", "price"}),
        (["LĐTB&XH", "LĐ-TB&XH", "lđtbxh"], {"lđtb&xh", "lđ-tb&xh", "labour"}),
        (["vnindex", "VN Index", "VN-Index", "VNIndex"], {"VN-Index", "vnindex"}),
        (["10/2015/QH13", "10/2015/QH-13", "10/2015/qh 13"], {"qh13", "qh 13"}),
        (["15/2020/NĐ-CP", "15/2020/nđcp", "15/2020/ndcp", "15/2020/nd-cp"], {"nđ-cp", "nđcp"}),
        (["5/2020/NĐCP", "15/2002/NĐCP", "15/2020/NQCP"], set()),
        (["18NQ/TW", "18-nq/tw", "18 NQ/TW"], {"18-NQ/TW", "18NQ/TW"}),
        (["q3", "q.3", "Q. 3", "Q-3"], {"q.3", "q3"}),
        (["a3", "3q"], set()),
        (["tp hồ chí minh", "TP. Hồ Chí Minh", "TP.Hồ Chí Minh", "T.P.H.C.M"], _CITY),
        (["TP.H.C.M"], _CITY),
        (["U.B.N.D", "u.b.n.d"], _COMMITTEE),
        (["U-B-N-D"], _COMMITTEE - {"in full"}),
        (["hdnd", "hđnd", "H.Đ.N.D", "hội đồng nhân dân"], {"hđnd", "h.đ.n.d"}),
        (["VAC", "vac"], {"vac", "vác"}),
        (["V.A.C", "V-A-C"], {"v.a.c"}),
        (["vác"], {"vác", "vac"}),
        (["pv", "P.V.", "p-v"], {"pv", "p.v"}),
        (["ths", "Th.S"], {"ths", "th.s"}),
        (["ntv"], {"ntv"}),
        (["abcd"], {"abcd"}),
        (['"ubnd"'], {"ubnd"}),
        (["họp -ubnd"], {*_COMMITTEE, "2/9/2024", "2 tháng 9", "hđnd"} - {"ubnd"}),
        (["tp.hồ chí"], {"q.3"}),
        (["TP.Hồ chí đẹp"], set()),
        (["ub.nd-t", "U-B-N-D.T"], set()),
        (["ubnd", "ủy ban nhân dân", "uy ban nhan dan"], _COMMITTEE),
        (["5/3"], set()),
        (["doan"], {"đoàn"}),
        (["đồ án", "do an"], {"đồ án"}),
        (['"hà nội"'], {"hà nội"}),
        (['"hanoi"', "“hanoi”", 'title:x OR "hanoi"', 'hanoi "hanoi"'], {"hanoi"}),
        (['"1500000"'], {"1500000"}),
        (['"u23"', 'đội "u23"'], {"u23"}),
        (["hano*"], {"hanoi"}),
        (["đẹp -hanoi"], {"hà nội"}),
    ],
)
def test_each_finds_the_others(index: Path, queries: list[str], expected: set[str]) -> None:
    for query in queries:
        assert found(index, query) == expected, query


def test_a_joined_word_is_another_in_i_or_y_where_that_is_commoner(tmp_path: Path) -> None:
    texts = {"joined": "Ra quinhon chơi.", "misa": "Dùng misa tính.", "misa 2": "Mua misa mới."}
    texts |= {f"town {n}": f"Tới Quy Nhơn lần {n}." for n in range(3)}
    texts |= {"my sa": "Chị Mỹ Sa về."}
    assert _found(tmp_path, texts, "quinhon") == {"joined", "town 0", "town 1", "town 2"}
    assert _found(tmp_path, texts, "misa") == {"misa", "misa 2"}
    texts |= {"bare": "Toi Quy Nhon choi."}
    assert "bare" in _found(tmp_path, texts, "QuyNhơn")


def test_a_word_counts_once_in_quotation_marks_or_not(index: Path) -> None:
    with vnsearch.open_index(index) as opened:
        [once] = opened.search("đẹp thủ đô đẹp", fallback=False).hits
        for query in ('"đẹp" thủ đô đẹp', 'đẹp thủ đô "đẹp"', '"đẹp" thủ đô "đẹp"'):
            [hit] = opened.search(query, fallback=False).hits
            assert (hit.id, hit.score) == (once.id, once.score), query


_TITLES = {
    "a": "Chợ Hà Nội xưa",
    "b": "Chợ hanoi nay",
    "c": "Giá 1.500.000đ",
    "d": "Giá 21.500.000 đồng",
    "e": "UBND tỉnh họp",
    "f": "Uỷ ban nhân dân huyện họp",
}


def test_fields_have_other_ways_too(tmp_path: Path) -> None:
    body = "Chợ Hà Nội hanoi. UBND, uỷ ban nhân dân. Hà Nội, Hà Nội."
    rows = [
        json.dumps({"id": id_, "title": title, "text": body}) for id_, title in _TITLES.items()
    ]
    (tmp_path / "Bản tin Hà Nội.jsonl").write_text("\n".join(rows), encoding="utf-8")
    vnsearch.update_index(tmp_path / "index", [tmp_path / "Bản tin Hà Nội.jsonl"], jobs=1)
    for query, expected in (
        ("title:hanoi", "ab"),
        ("title:1500000", "c"),
        ("title:21500000 chợ", "d"),
        ("title:ubnd", "ef"),
        ("chợ -title:hanoi", "acdef"),
        ("title:hano*", "b"),
        ("path:hanoi", "abcdef"),
        ('title:"hanoi"', "b"),
        ('title:hanoi "hanoi"', "ab"),  # in quotation marks in the text alone
        ('hanoi title:"hanoi"', "b"),
        ('title:"hanoi" title:hanoi', "b"),
    ):
        assert found(tmp_path / "index", query) == set(expected), query


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("hano", {"hanoi"}),
        ("hanoi", {"hanoi", "hà nội"}),
        ("đẹp hà nội", {"hanoi", "hà nội"}),
        ("ha noi", {"hanoi", "hà nội"}),
        ("ubnd", _COMMITTEE),
        ("họp ủy ban nhân dân", _COMMITTEE),
        ("TP.Hồ Chí Minh", _CITY),
        ("date:20 hanoi", {"hanoi", "hà nội"}),
        ("hanoi*", {"hanoi"}),
        ("đẹp -hanoi", {"hà nội"}),
    ],
)
def test_what_is_being_typed_may_be_a_word(index: Path, query: str, expected: set[str]) -> None:
    with vnsearch.open_index(index) as opened:
        hits = opened.search(query, 50, fallback=False, half_typed=True).hits
    assert {hit.id for hit in hits} == expected


def test_exact_keeps_to_the_way_typed(index: Path) -> None:
    assert found(index, "hanoi", exact=True) == {"hanoi"}
    assert found(index, "02/09", exact=True) == {"02/09"}


def test_a_parted_word_is_one_span_and_is_explained(index: Path) -> None:
    with vnsearch.open_index(index) as opened:
        hits = opened.search("hanoi", explain=True).hits
    snippet = hits[1].snippets[0]
    assert [snippet.text[start:end] for start, end in snippet.highlights] == ["Hà Nội"]
    assert hits[1].explanation is not None
    [answer] = hits[1].explanation.answers
    assert (answer.how, answer.found) == ("parted", ("hà nội",))


@pytest.mark.parametrize(
    ("query", "id_", "how", "written"),
    [
        ("1500000", "1.500.000", "number", "1.500.000"),
        ("02/09/2024", "2 tháng 9", "date", "2 tháng 9 năm 2024"),
        ("0987654321", "phone grouped", "telephone", "098 765 4321"),
        ("29a12345", "29A-123.45", "parted", "29a-123.45"),
    ],
)
def test_an_explanation_shows_what_the_text_says(
    index: Path, query: str, id_: str, how: str, written: str
) -> None:
    with vnsearch.open_index(index) as opened:
        hits = {hit.id: hit for hit in opened.search(query, 50, explain=True).hits}
    explanation = hits[id_].explanation
    assert explanation is not None
    assert (how, (written,)) in {(each.how, each.found) for each in explanation.answers}


def test_a_whole_document_shows_the_other_ways_too(index: Path) -> None:
    with vnsearch.open_index(index) as opened:
        for id_, query, shown in (
            ("hà nội", "hanoi", "Hà Nội"),
            ("in full", "ubnd", "Uỷ ban nhân dân"),
            ("1.500.000", "1500000", "1.500.000"),
            ("100km/h", "100 km/giờ", "100km/h"),  # and not the number within
        ):
            document = opened.document(id_)
            spans = opened.highlights(document, query)
            assert [document.body[start:end] for start, end in spans] == [shown]


@pytest.mark.parametrize(
    "query",
    [
        "hanoi" * 2000,
        "hanoi " * 1000,
        " ".join(f"hanoi{n}" for n in range(50)),
        "ta" * 20 + " " + "tata" * 10,
        "1" * 5000,
        "111 " * 5000,
        "1." * 5000,
        "2/9-" * 2000,
        "ubdn " * 50,
    ],
)
def test_odd_queries_are_answered(index: Path, query: str) -> None:
    found(index, query)


def test_a_name_is_no_word_that_has_its_letters(tmp_path: Path) -> None:
    """A joined form that is common, where the two hardly meet, is another word."""
    texts = {f"honda {n}": "Xe honda chạy tốt." for n in range(8)}
    texts |= {"stone": "Ném hòn đá xuống nước.", "stones": "Hòn đá lăn trên dốc."}
    texts |= {f"ball {n}": "Đá bóng, đá cầu, đá gà; hòn bi, hòn than." for n in range(40)}
    texts |= {f"sapa {n}": "Lên sapa chơi." for n in range(8)}
    texts |= {"sa pa": "Sa Pa mù sương."}
    texts |= {f"hanoi {n}": "Khách sạn hanoi đẹp." for n in range(8)}
    texts |= {f"hà nội {n}": "Thủ đô Hà Nội đẹp, Hà Nội cổ kính." for n in range(20)}
    texts |= {f"tokyo {n}": "Bay tới tokyo." for n in range(3)}
    texts |= {f"ky {n}": "Thời kỳ ở xa, tổ kỳ ở gần, chữ ký." for n in range(3)}
    rows = [json.dumps({"id": id_, "text": text}) for id_, text in texts.items()]
    (tmp_path / "tin.jsonl").write_text("\n".join(rows), encoding="utf-8")
    vnsearch.update_index(tmp_path / "index", [tmp_path / "tin.jsonl"], jobs=1)
    assert found(tmp_path / "index", "honda") == {f"honda {n}" for n in range(8)}
    assert not any(id_.startswith("honda") for id_ in found(tmp_path / "index", "hòn đá"))
    assert len(found(tmp_path / "index", "hanoi")) == 28
    assert found(tmp_path / "index", "tokyo") == {f"tokyo {n}" for n in range(3)}
    assert found(tmp_path / "index", "sapa") == {*(f"sapa {n}" for n in range(8)), "sa pa"}


def test_what_meets_by_chance_is_no_name(tmp_path: Path) -> None:
    """Foreign names have the letters of neighbours; these must be more than neighbours."""
    texts = {f"quán {n}": "Con gái bán quán, bà ra chợ an toàn, có mặc áo." for n in range(40)}
    texts |= {f"áo {n}": "Áo đẹp, áo ấm, ai cũng mặc." for n in range(40)}
    texts |= {"gaia": "Hành tinh Gaia.", "con gái à": "Con gái à, về thôi."}
    texts |= {
        "macao": "Sòng bài ở Macao.",
        "ancora": "Tàu Ancora.",
        "oberlin": "Trường Oberlin.",
    }
    texts |= {f"ở {n}": "Ông ở xa, bà ở gần, ai ở đâu?" for n in range(40)}
    texts |= {"berlin": "Họp ở Berlin.", "bana": "Lên Bana Hills, đỉnh Bà Nà."}
    texts |= {"bà nà": "Bà Nà mờ sương.", "an co ra": "Bảo an có ra nghị quyết."}
    rows = [json.dumps({"id": id_, "text": text}) for id_, text in texts.items()]
    (tmp_path / "tin.jsonl").write_text("\n".join(rows), encoding="utf-8")
    vnsearch.update_index(tmp_path / "index", [tmp_path / "tin.jsonl"], jobs=1)
    for name in ("gaia", "macao", "oberlin", "ancora"):
        assert found(tmp_path / "index", name) == {name}
    assert found(tmp_path / "index", "bana") == {"bana", "bà nà"}


def test_a_joined_name_is_its_words_alone(tmp_path: Path) -> None:
    """Other words of the letters stand side by side too, across a comma or by chance."""
    texts = {f"sea {n}": "Biển Đông động mạnh, tàu cá đồng loạt vào bờ." for n in range(20)}
    texts |= {"bare": "Bien Dong Sea, Biển Đông trên bản đồ nước ngoài."}
    texts |= {"along": "Loa dọc biển, đồng thời hệ thống đèn báo lũ."}
    texts |= {f"lone {n}": "Bão động, đồng ruộng ngập; bờ biển vắng." for n in range(20)}
    texts |= {f"town {n}": "Thị xã ở Bình Dương đông dân." for n in range(20)}
    texts |= {"park": "Công viên Hoà Bình (đường Phạm Văn Đồng) mở cửa."}
    texts |= {f"road {n}": "Con đường qua vườn ươm; bình gốm, hoà âm." for n in range(20)}
    rows = [json.dumps({"id": id_, "text": text}) for id_, text in texts.items()]
    (tmp_path / "tin.jsonl").write_text("\n".join(rows), encoding="utf-8")
    vnsearch.update_index(tmp_path / "index", [tmp_path / "tin.jsonl"], jobs=1)
    seas = {*(f"sea {n}" for n in range(20)), "bare"}
    for query in ("biendong", "biểnđông"):
        assert found(tmp_path / "index", query) == seas, query
    assert found(tmp_path / "index", "binhduong") == {f"town {n}" for n in range(20)}
    with vnsearch.open_index(tmp_path / "index") as opened:
        document = opened.document("bare")
        for query, lit in (
            ("biendong", ["Bien Dong", "Biển Đông"]),
            ("biểnđông", ["Biển Đông"]),
        ):
            spans = opened.highlights(document, query)
            assert [document.body[start:end] for start, end in spans] == lit


def test_words_that_meet_by_chance_are_no_joined_word(tmp_path: Path) -> None:
    """Letters that meet in many words alike are no name, though one of them is commonest."""
    texts = {
        f"{n}": f"Quán {pair} khách vào mùa mưa."
        for n, pair in enumerate(["năm đóng"] * 4 + ["nam đông"] * 4)
    }
    apart = "Đóng thuế cả năm rồi, đóng phí. Đông người phía nam quận, đông xe; cửa hàng mở."
    texts |= {f"apart {n}": apart for n in range(12)}
    rows = [json.dumps({"id": id_, "text": text}) for id_, text in texts.items()]
    (tmp_path / "tin.jsonl").write_text("\n".join(rows), encoding="utf-8")
    vnsearch.update_index(tmp_path / "index", [tmp_path / "tin.jsonl"], jobs=1)
    assert found(tmp_path / "index", "namdong") == set()


def test_a_joined_name_is_what_stands_side_by_side(tmp_path: Path) -> None:
    """Not what its documents have elsewhere, however many words have the same letters."""
    forms = "đang đăng đáng đặng dáng dạng dâng đắng dằng dang".split()
    apart = ". ".join(f"Bạch kim {form} kể; sen hồng" for form in forms)
    texts = {f"park {n}": f"Công viên Đầm Sen. {apart}, đảm bảo, đậm đà." for n in range(4)}
    texts |= {f"river {n}": f"Sông Bạch Đằng. {apart}." for n in range(4)}
    texts |= {f"words {n}": ". ".join(f"{form} {n}" for form in forms) for n in range(40)}
    texts |= {
        f"dams {n}": "Đám, đám, đạm, đàm, dám, dặm, dầm, đâm, dâm. Đảm." for n in range(40)
    }
    assert _found(tmp_path, texts, "bachdang") == {f"river {n}" for n in range(4)}
    assert _found(tmp_path, texts, "damsen") == {f"park {n}" for n in range(4)}


def test_letters_that_nearly_always_are_one_name_are_that_name(tmp_path: Path) -> None:
    """However common its words are elsewhere; but what is everywhere makes no name."""
    texts = {f"word {n}": "Ở nam, quyết định; nam giới nhất định ổn định." for n in range(30)}
    texts |= {f"town {n}": "Về Nam Định chơi." for n in range(5)}
    texts |= {f"force {n}": "Sức của lực lượng là của dân, của ta." for n in range(99)}
    texts |= {"steel": "Gang quốc tế; thép cứ ông nào bán cũng đắt.", "he": "Quốc cứ, cứ ông."}
    texts |= {f"he {n}": "Ông Quốc Cường và bà Nga." for n in range(3)}
    texts |= {
        f"all {n}": "Quốc lộ; can cường; quốc ca, cường quốc, quốc phòng." for n in range(20)
    }
    assert _found(tmp_path, texts, "namdinh") == {f"town {n}" for n in range(5)}
    assert _found(tmp_path, texts, "quoccuong") == {f"he {n}" for n in range(3)}
    assert _found(tmp_path, texts, "cualuc") == set()


def test_a_name_may_stand_in_a_single_text(tmp_path: Path) -> None:
    """With its capitals; neighbours by chance have none, or a sign or a bound between."""
    texts = {
        f"all {n}": f"Ăn, an toàn, giang sơn, bè, bà ra rìa, nhà bà {n}." for n in range(30)
    }
    texts |= {"river": "Sông ở An Giang sâu.", "by chance": "Chơi bể bà nội mua, để bà ngủ."}
    texts |= {"bound": "Ở Bà, Rịa và xa.", "hanoi": "Khách sạn hanoi đẹp."}
    texts |= {
        "wrapped": "Tới Hà\nNội sáng.",
        "town": "Về Hà Nội chơi.",
        "capital": "Tới Hà Nội.",
    }
    for query, expected in (
        ("angiang", {"river"}),
        ("beba", set()),
        ("baria", set()),
        ("hanoi", {"hanoi", "town", "capital"}),
    ):
        assert _found(tmp_path, texts, query) == expected, query


def test_a_word_that_is_far_commoner_is_meant(tmp_path: Path) -> None:
    """Than a rarer one of the same letters, or than an address that is written as one."""
    texts = {f"eat {n}": f"Ăn ở nhà hàng số {n}." for n in range(40)}
    texts |= {f"home {n}": "Về nhà, mua hàng. " * 22 for n in range(30)}
    texts |= {f"slip {n}": f"Chó nhá hàng {n}." for n in range(2)}
    rest = "kia " * 1200
    texts |= {f"rule {n}": f"Quyết định của chính phủ, lần {n}. {rest}" for n in range(150)}
    texts |= {f"firm {n}": f"Lập công ty số {n}." for n in range(9)}
    texts |= {f"work {n}": "Công việc, công sở. " * 400 for n in range(2)}
    texts |= {"site": "Ảnh Chinhphu đăng."}
    with vnsearch.open_index(_index_of(tmp_path, texts)) as opened:
        for query, expected in (("nhahang", 42), ("chinhphu", 151), ("congty", 9)):
            assert opened.search(query, fallback=False).total == expected, query


def test_neighbours_across_a_bound_are_no_joined_word(tmp_path: Path) -> None:
    """A sign lies between them, or each belongs to its other neighbour."""
    texts = {f"town {n}": f"Tới Nghi Xuân, Hà Tĩnh lần {n}." for n in range(9)}
    texts |= {f"plan {n}": f"Chủ đầu tư dự án số {n} vắng mặt." for n in range(9)}
    texts |= {f"money {n}": f"Nhà đầu tư lo, dự án chậm {n} năm." for n in range(9)}
    texts |= {f"ward {n}": f"Bệnh viện Từ Dũ nhận ca {n}." for n in range(4)}
    assert _found(tmp_path, texts, "xuanha") == set()
    assert _found(tmp_path, texts, "tudu") == {f"ward {n}" for n in range(4)}


def test_in_a_few_texts_one_that_has_the_word_is_enough(tmp_path: Path) -> None:
    """What lies between its parts in another says nothing against it, nor does chance."""
    texts = {"capital": "Tôi về Hà Nội hôm qua.", "sign": "Sông Hà, Nội thất đẹp."}
    texts |= {"wrapped": "Bài 2: Sông Hà\nNội dung bài hát"}
    texts |= {"machine": "Mua máy tính mới.", "reckoned": "Sửa cái máy, tính ra đắt."}
    texts |= {"port": "Hải Phòng", "bedrooms": "Hai phòng ngủ"}
    texts |= {"net": "Lên facebook xem.", "face": "Che mặt bằng face, book vé sau."}
    assert _found(tmp_path, texts, "hanoi") == {"capital"}
    assert _found(tmp_path, texts, "maytinh") == {"machine"}
    assert "port" in _found(tmp_path, texts, "haiphong")
    assert _found(tmp_path, texts, "face book") == {"net", "face"}


def test_words_that_lean_to_others_are_no_joined_word(tmp_path: Path) -> None:
    """Typed without marks, haibinh is Hải Bình, and no "hai binh sĩ"."""
    texts = {f"place {n}": f"Quê ở xã Hải Bình, nhà số {n}." for n in range(9)}
    texts |= {f"soldier {n}": f"Có hai binh sĩ gác cổng số {n}." for n in range(9)}
    texts |= {f"soldiers {n}": f"Các binh sĩ về trại, binh sĩ mệt {n}." for n in range(30)}
    assert _found(tmp_path, texts, "haibinh") == {f"place {n}" for n in range(9)}


def test_a_figure_is_of_the_word_before_it(tmp_path: Path) -> None:
    """Whatever that stands behind elsewhere; not where it counts what comes next."""
    texts = {f"plane {n}": f"Chiếc máy bay Boeing 777 hạ cánh, lần {n}." for n in range(9)}
    texts |= {f"other {n}": f"Hãng mua máy bay Boeing mới, đợt {n}." for n in range(30)}
    texts |= {f"age {n}": f"Công an bắt bà Kh 54 tuổi, ngụ xã {n}." for n in range(9)}
    texts |= {f"ages {n}": f"Ông cụ 54 tuổi, bà cụ 54 tuổi ở xã {n}." for n in range(30)}
    texts |= {"phone": "Bán iPhone 15 giá rẻ.", "way": "Moskva 15 km về phía nam."}
    texts |= {"car": "Xe VF 15 chạy điện.", "sent": "Nhắn SMS 15:30 sáng."}
    texts |= {"street": "Ở Khaisilk 15 Hàng Gai.", "virus": "Dịch COVID-15 đã qua."}
    texts |= {f"people {n}": f"Có 15 người, 15 tuổi, ngày 15, số {n}." for n in range(30)}
    assert _found(tmp_path, texts, "sms15") == set()
    assert _found(tmp_path, texts, "vf15") == _found(tmp_path, texts, "VF-15") == {"car"}
    for query, id_ in (("iphone15", "phone"), ("COVID15", "virus"), ("covid 15", "virus")):
        assert _found(tmp_path, texts, query) == {id_}
    assert _found(tmp_path, texts, "moskva15") == _found(tmp_path, texts, "khaisilk15") == set()
    assert _found(tmp_path, texts, "boeing777") == {f"plane {n}" for n in range(9)}
    assert _found(tmp_path, texts, "kh54") == set()


@pytest.mark.parametrize(
    ("query", "text", "is_found"),
    [
        ("u23", "Tuyển U-23 Việt Nam thắng.", True),
        ("u23", "TUYỂN U 23 VIỆT NAM THẮNG", True),
        ("u23", "Tuyển U.23 Việt Nam thắng.", True),
        ("f35", "Chiếc F -35 B cất cánh.", True),
        ("covid19", "DỊCH COVID-19 HÀ NỘI", True),
        ("khaisilk113", "Ở Khaisilk 113 Hàng Gai.", False),
        ("bks92", "Xe mang BKS 92 P 1-05684 chạy.", False),
        ("moskva955", "MOSKVA 955 KM", False),
    ],
)
def test_a_capital_behind_a_figure_takes_it_from_no_name(
    tmp_path: Path, query: str, text: str, is_found: bool
) -> None:
    """Where a sign, or capitals, bind the figure to the word before it."""
    assert _found(tmp_path, {"only": text}, query) == ({"only"} if is_found else set())


def test_what_nearly_always_has_capitals_is_a_name(tmp_path: Path) -> None:
    """However common its words are; not where the joined form is another name."""
    texts = {f"town {n}": f"Khu công nghiệp ở Dĩ An, đường số {n}." for n in range(5)}
    texts |= {f"safe {n}": f"Đi ăn cho an toàn, công an nói, an ninh {n}." for n in range(40)}
    texts |= {f"as {n}": f"Dĩ nhiên, bất đắc dĩ, khả dĩ {n}." for n in range(40)}
    texts |= {"dian": "Nhà báo Dian viết bài."}
    texts |= {f"wear {n}": f"Mùa đông mặc áo ấm, áo len {n}." for n in range(20)}
    texts |= {f"macau {n}": f"Sòng bạc ở Ma Cao mở cửa {n}." for n in range(3)}
    texts |= {"macao": "Đảo bạc tên là Macao."}
    assert _found(tmp_path, texts, "dian") == {"dian", *(f"town {n}" for n in range(5))}
    assert _found(tmp_path, texts, "macao") == {"macao", *(f"macau {n}" for n in range(3))}


def test_a_document_where_the_neighbours_are_no_word_is_left_out(tmp_path: Path) -> None:
    """And is not lit; one that has the word as well stays; the same in any segments."""
    texts = {f"singer {n}": f"Ca sĩ Hoàng Hà hát bài số {n}." for n in range(8)}
    texts |= {f"street {n}": f"Tới phố Đinh Tiên Hoàng, Hà Nội lần {n}." for n in range(4)}
    texts |= {"both": "Phố Đinh Tiên Hoàng, Hà Nội có Hoàng Hà hát."}
    texts |= {
        "wrapped": "Trong đêm nhạc mừng xuân ở quảng trường trung tâm có Hoàng\nHà hát hay."
    }
    names = {id_ for id_ in texts if not id_.startswith("street")}
    assert _found(tmp_path, texts, "hoangha") == names
    for start in range(3):
        rows = [json.dumps({"id": i, "text": t}) for i, t in list(texts.items())[start::3]]
        path = tmp_path / f"{start}.jsonl"
        path.write_text("\n".join(rows), encoding="utf-8")
        vnsearch.update_index(tmp_path / "parts", [path], jobs=1)
    with vnsearch.open_index(tmp_path / "parts") as opened:
        result = opened.search("hoangha")
        assert (result.total, {hit.id for hit in result.hits}) == (len(names), names)
        by_words = {hit.id: hit for hit in opened.search("hoangha phố", any_words=True).hits}
        lit = by_words["street 1"].snippets[0]
        assert [lit.text[start:end] for start, end in lit.highlights] == ["phố"]
        assert not opened.highlights(opened.document("street 1"), "hoangha")


def _found(folder: Path, texts: dict[str, str], query: str) -> set[str]:
    return found(_index_of(folder, texts), query)


def _index_of(folder: Path, texts: dict[str, str]) -> Path:
    rows = [json.dumps({"id": id_, "text": text}) for id_, text in texts.items()]
    (folder / "tin.jsonl").write_text("\n".join(rows), encoding="utf-8")
    vnsearch.update_index(folder / "index", [folder / "tin.jsonl"], jobs=1)
    return folder / "index"


def test_what_two_ways_find_counts_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Biển số 29A12345 đỗ trước cổng.\n")
    (tmp_path / "b.txt").write_text("Biển số 29A-123.45 đỗ trước cổng.\n")
    vnsearch.update_index(tmp_path / "index", [tmp_path / "a.txt", tmp_path / "b.txt"])
    with vnsearch.open_index(tmp_path / "index") as opened:
        found = opened.search("29A12345").hits
    assert [Path(hit.path).stem for hit in found] == ["a", "b"]


def test_a_name_that_stands_in_titles_alone_is_one_too(tmp_path: Path) -> None:
    rows = [
        json.dumps({"id": "parted", "title": "Chợ Hà Nội xưa", "text": "Bán hoa quả."}),
        json.dumps({"id": "joined", "title": "Chợ hanoi nay", "text": "Bán rau."}),
    ]
    (tmp_path / "tin.jsonl").write_text("\n".join(rows), encoding="utf-8")
    vnsearch.update_index(tmp_path / "index", [tmp_path / "tin.jsonl"], jobs=1)
    for query in ("hanoi", "title:hanoi", "title:hànội OR rau"):
        assert found(tmp_path / "index", query) == {"parted", "joined"}, query
