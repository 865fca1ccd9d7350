"""Tone, its place, i and y, and what is a syllable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnsearch.text.syllable import (
    is_bare_syllable,
    is_syllable,
    may_bear_more,
    place_tone,
    respelled,
    split_tone,
)
from vnsearch.text.terms import exact_term, folded_term

from .samples import OLD_AND_MODERN, SYLLABLES


@pytest.mark.parametrize(
    ("term", "letters", "tone"),
    [
        ("hoi", "hoi", 0),
        ("hồi", "hôi", 1),
        ("hói", "hoi", 2),
        ("hỏi", "hoi", 3),
        ("nghĩa", "nghia", 4),
        ("hội", "hôi", 5),
        ("người", "ngươi", 1),
        ("hòa", "hoa", 1),
        ("hoà", "hoa", 1),
        ("đ", "đ", 0),
        ("đường", "đương", 1),
        ("ý", "y", 2),
        ("ở", "ơ", 3),
        ("hộinghị", "hộinghị", 0),
        ("résumé", "résumé", 0),
        ("café", "cafe", 2),
        ("señor", "señor", 0),
        ("dźwięk", "dźwięk", 0),
        ("ǘ", "ǘ", 0),
        ("a\u0308\u0301", "a\u0308\u0301", 0),
        ("á\u0331", "á\u0331", 0),
        ("αθήνα", "αθήνα", 0),
        ("中国", "中国", 0),
        ("", "", 0),
    ],
)
def test_split_tone(term: str, letters: str, tone: int) -> None:
    assert split_tone(term) == (letters, tone)


@pytest.mark.parametrize(
    ("letters", "tone", "term"),
    [
        ("hoa", 0, "hoa"),
        # one vowel
        ("nghi", 5, "nghị"),
        ("ơ", 3, "ở"),
        # the last vowel with a mark of its own
        ("ngươi", 1, "người"),
        ("tiêng", 2, "tiếng"),
        ("yêu", 2, "yếu"),
        ("nguyên", 4, "nguyễn"),
        ("thuơ", 3, "thuở"),
        ("lưa", 3, "lửa"),
        ("hươu", 5, "hượu"),
        ("ngoăn", 1, "ngoằn"),
        ("cưu", 2, "cứu"),
        # open oa, oe, uy: the second
        ("hoa", 3, "hoả"),
        ("khoe", 3, "khoẻ"),
        ("thuy", 1, "thuỳ"),
        # other open pairs: the first
        ("mua", 1, "mùa"),
        ("kia", 1, "kìa"),
        ("nui", 2, "núi"),
        ("dao", 2, "dáo"),
        ("mau", 2, "máu"),
        ("ngay", 1, "ngày"),
        ("keo", 5, "kẹo"),
        ("chiu", 5, "chịu"),
        # two plain vowels and a final: the second
        ("toan", 2, "toán"),
        ("khoet", 2, "khoét"),
        ("huynh", 1, "huỳnh"),
        ("xoong", 2, "xoóng"),
        # three: the middle
        ("ngoai", 1, "ngoài"),
        ("xoay", 2, "xoáy"),
        ("khuyu", 3, "khuỷu"),
        ("ngoeo", 1, "ngoèo"),
        # half accented
        ("duong", 1, "duòng"),
        ("nguoi", 1, "nguòi"),
        ("viet", 5, "viẹt"),
        # gi and qu are onsets
        ("gi", 1, "gì"),
        ("gin", 1, "gìn"),
        ("gia", 1, "già"),
        ("giư", 4, "giữ"),
        ("giêng", 2, "giếng"),
        ("giai", 3, "giải"),
        ("qua", 1, "quà"),
        ("quy", 2, "quý"),
        ("qui", 2, "quí"),
        ("quai", 2, "quái"),
        ("quôc", 2, "quốc"),
        ("quyên", 1, "quyền"),
        ("u", 1, "ù"),
        ("qu", 2, "qú"),
        # words of several syllables, words without vowels
        ("cafe", 2, "café"),
        ("lycee", 2, "lycée"),
        ("quanqua", 1, "quanquà"),
        ("ng", 1, "ng\u0300"),
        ("n", 2, "ń"),
        ("13", 2, "13\u0301"),
        ("", 2, ""),
    ],
)
def test_place_tone(letters: str, tone: int, term: str) -> None:
    assert place_tone(letters, tone) == term


@pytest.mark.parametrize("term", SYLLABLES)
def test_place_tone_undoes_split_tone(term: str) -> None:
    assert place_tone(*split_tone(term)) == term


@given(st.text("abcdeghiklmnopqrstuvxyăâđêôơưñäß2中", max_size=12), st.integers(0, 5))
def test_split_tone_undoes_place_tone(letters: str, tone: int) -> None:
    has_vowel = not set(letters).isdisjoint("aăâeêioôơuưy")
    if has_vowel:
        assert split_tone(place_tone(letters, tone)) == (letters, tone)
    assert place_tone(letters, 0) == letters


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kỹ", "kĩ"),
        ("lý", "lí"),
        ("ly", "li"),
        ("mỹ", "mĩ"),
        ("tỷ", "tỉ"),
        ("hy", "hi"),
        ("sỹ", "sĩ"),
        ("vỹ", "vĩ"),
        ("quý", "quí"),
        ("quỳ", "quì"),
        ("quỷ", "quỉ"),
        ("quỹ", "quĩ"),
        ("quỵ", "quị"),
        ("quy", "qui"),
        ("quýt", "quít"),
        ("quỳnh", "quình"),
        ("quých", "quích"),
        ("ky", "ki"),
        ("quyt", "quit"),
        ("quynh", "quinh"),
    ],
)
def test_respelled_with_i_or_y(one: str, other: str) -> None:
    assert respelled(one) == other
    assert respelled(other) == one


_SPELLED_ONE_WAY = """
    tai tay thúi thúy thuý thuỷ tủi hai hay mai may oai oay í ý i y ì ỳ yêu yên nghị chi chị
    thi thy nhi phi bị bỉ di đi gì xi kim lính hội quyên quyết quyển quan kýt lịch huy hưi
    kỹkỹ hi2 中
    """


@pytest.mark.parametrize("term", ["", *_SPELLED_ONE_WAY.split()])
def test_never_respelled(term: str) -> None:
    assert respelled(term) == ""


@pytest.mark.parametrize("term", SYLLABLES)
def test_respelling_keeps_the_tone_and_comes_back(term: str) -> None:
    other = respelled(term)
    if other:
        assert exact_term(other) == other
        assert split_tone(other)[1] == split_tone(term)[1]
        assert respelled(other) == term
        assert respelled(folded_term(term)) == folded_term(other)


_REAL = """
    ở ý à ạ ư ê ô uỷ uyên oanh oách yêu yên yếm ỉa ích ít ấy âu ong ông ơn uống ước ươn
    nghiêng nghỉ nghe nghề ngoằn ngõ ngủ ghế ghi ghe gà gỗ gừng gì gìn giết giếng giêng giữ
    gié giời kể kẻ kiến ký kỹ kia cà cầu của cũ quà quê quen quyết quýt quốc quắc quần quở
    quỵ quạng quệt quanh quấy quít quỹ khuya khuỷu khuếch khoắng khoáy thuở thuế thuyền
    huỳnh huých tuýp buýt xoong moóc voan loẹt ngoéo ngoạm hoắc bâng khuâng luân xuất duệ
    quạu quàu quáu quọ quều quếu quấc quoắt quoàng quoạng khuều Đắk Đăk Lắk Lăk Kạn
    rượu hươu bưởi cứu chịu chiều đều đường đắng đặc đậu trường trắng thưởng phở phụng
    nhã nhưng nhiễu rỗng sạch xịt vỹ vườn lý ly mỹ my sỹ hy tỷ thy lạc bếp đẹp chập sướt
    """


@pytest.mark.parametrize(
    "term", [*SYLLABLES, *(old for old, _ in OLD_AND_MODERN), *_REAL.split()]
)
def test_real_syllables(term: str) -> None:
    term = exact_term(term)
    assert is_syllable(term)
    assert is_bare_syllable(folded_term(term))


# A tone that a final stop does not take; an onset spelled for other vowels; a rime that does
# not exist; foreign words, initials, words run together.
_UNREAL = """
    hoc hòc học\u0309 hõc vièt viêt bàp sãch chểch
    lyến bý cý cế kà kô gế ngế nghà ghà qá qố yă wá fá já zá ká cya ngya
    ưo bưo thươ bă bâ đă eê aă boă hoâ ươy uư êo iơ bônh ăo ơu ưô
    kắk ăk đắkk kạm café résumé ubnd lđtbxh đ hộinghị covid 2024 việt2 中 ñ nghiêngg th ng
    """


@pytest.mark.parametrize("term", ["", *_UNREAL.split()])
def test_not_syllables(term: str) -> None:
    assert not is_syllable(term)


_BARE = "hoc nghi duong viet quoc boong the to in on that can it"
_NOT_BARE = "hooij covid of is this test box taxi ubnd 13 nghê đi"


@pytest.mark.parametrize("term", _BARE.split())
def test_bare_syllables(term: str) -> None:
    assert is_bare_syllable(term)


@pytest.mark.parametrize("term", ["", *_NOT_BARE.split()])
def test_not_bare_syllables(term: str) -> None:
    assert not is_bare_syllable(term)


@pytest.mark.parametrize("term", ["chúa", "của", "mua", "án", "dám", "lụa", "cùng"])
def test_some_syllables_may_bear_more_marks(term: str) -> None:
    assert may_bear_more(exact_term(term))


@pytest.mark.parametrize("term", ["hội", "xã", "bảo", "nghị", "đường", "nhà1", "résumé", ""])
def test_others_may_not(term: str) -> None:
    assert not may_bear_more(exact_term(term))
