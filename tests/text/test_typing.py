"""Telex and VNI keystrokes read as the syllable they were meant to type."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from unicodedata import normalize

import pytest

from vnsearch.text.syllable import is_syllable, place_tone, split_tone
from vnsearch.text.typing import decode_telex, decode_vni

from .samples import SYLLABLES


@pytest.mark.parametrize(
    ("keys", "syllable"),
    [
        # marks
        ("caan", "cân"),
        ("leen", "lên"),
        ("toor", "tổ"),
        ("awn", "ăn"),
        ("nhwng", "nhưng"),
        ("ddi", "đi"),
        ("hown", "hơn"),
        ("tuw", "tư"),
        ("tw", "tư"),
        ("w", "ư"),
        # tones typed last
        ("hooij", "hội"),
        ("nghij", "nghị"),
        ("toanf", "toàn"),
        ("quoocs", "quốc"),
        ("vieetj", "việt"),
        ("nguowif", "người"),
        ("nguwowif", "người"),
        ("dduwowngf", "đường"),
        ("dduowngf", "đường"),
        ("hoaf", "hoà"),
        ("thuyr", "thuỷ"),
        ("quys", "quý"),
        ("quis", "quí"),
        ("gif", "gì"),
        ("gias", "giá"),
        ("gieesng", "giếng"),
        ("giuwx", "giữ"),
        ("nguyeenx", "nguyễn"),
        ("truyeenf", "truyền"),
        ("khuyur", "khuỷu"),
        ("thuowr", "thuở"),
        ("quowr", "quở"),
        ("ruwowuj", "rượu"),
        ("huowu", "hươu"),
        ("nghieeng", "nghiêng"),
        ("yeeu", "yêu"),
        ("hoawcj", "hoặc"),
        ("quawngs", "quắng"),
        ("xuaats", "xuất"),
        ("owr", "ở"),
        ("ys", "ý"),
        ("uyr", "uỷ"),
        # tones typed after the vowel
        ("hoojij", ""),
        ("hooji", "hội"),
        ("hojoi", "hội"),
        ("vieejt", "việt"),
        ("nguwowfi", "người"),
        ("tieesng", "tiếng"),
        ("ddieefu", "điều"),
        ("toasn", "toán"),
        ("mufa", "mùa"),
        # marks typed at the end
        ("hoijo", "hội"),
        ("vietej", "việt"),
        ("nguoiwf", "người"),
        ("nguoifw", "người"),
        ("duongwfd", "đường"),
        ("dangd", "đang"),
        ("muaw", "mưa"),
        ("cuar", "của"),
        ("cuawr", "cửa"),
        ("huuw", "hưu"),
        # the second horn of ươ is written by the input method
        ("nguwoif", "người"),
        ("dduwongf", "đường"),
        # the same vowel twice is no mark where no such syllable is
        ("ngoaos", "ngoáo"),
        ("khoeor", "khoẻo"),
        # a key typed again undoes its work, z removes the tone, another tone replaces it
        ("mooocs", "moóc"),
        ("sooongs", "soóng"),
        ("hoisj", "họi"),
        ("hooisj", "hội"),
        ("booszn", "bôn"),
        ("tesst", ""),
        ("ddd", ""),
        ("baaan", ""),
        ("aww", ""),
        ("boosz", "bô"),
        # nothing to decode, or no syllable
        ("", ""),
        ("hoi", ""),
        ("nghi", ""),
        ("covid", ""),
        ("vieet", ""),
        ("hoocf", ""),
        ("windows", ""),
        ("2024", ""),
        ("hội", ""),
        ("hooij2", ""),
        ("fs", ""),
    ],
)
def test_telex(keys: str, syllable: str) -> None:
    assert decode_telex(keys) == syllable


@pytest.mark.parametrize(
    ("word", "syllable"),
    [
        ("of", "ò"),
        ("is", "í"),
        ("this", "thí"),
        ("see", "sê"),
        ("her", "hẻ"),
        ("now", "nơ"),
        ("been", "bên"),
        ("tax", "tã"),
        ("box", "bõ"),
        ("six", "sĩ"),
        ("car", "cả"),
        ("room", "rôm"),
        ("test", "tét"),
        ("best", "bét"),
        ("term", "tẻm"),
        ("queen", "quên"),
        ("beer", "bể"),
        ("visa", "vía"),
        ("taxi", "tãi"),
        ("boong", "bông"),
    ],
)
def test_words_that_are_telex_spellings_too(word: str, syllable: str) -> None:
    """These are why a query is decoded only where nothing else explains it."""
    assert decode_telex(word) == syllable


@pytest.mark.parametrize(
    ("keys", "syllable"),
    [
        ("ho65i", "hội"),
        ("ho6i5", "hội"),
        ("hoi65", "hội"),
        ("hoi56", "hội"),
        ("nghi5", "nghị"),
        ("toan2", "toàn"),
        ("to2an", "toàn"),
        ("quo61c", "quốc"),
        ("d9uong72", "đường"),
        ("d9u7o7ng2", "đường"),
        ("d9uo7ng2", "đường"),
        ("duong972", "đường"),
        ("ngu7o7i2", "người"),
        ("nguoi72", "người"),
        ("ngu7oi2", "người"),
        ("vie65t", "việt"),
        ("viet65", "việt"),
        ("a8n", "ăn"),
        ("quang81", "quắng"),
        ("muoi62", "muồi"),
        ("thuo73", "thuở"),
        ("ru7o7u5", "rượu"),
        ("hoa2", "hoà"),
        ("thuy3", "thuỷ"),
        ("giu74", "giữ"),
        ("gi2", "gì"),
        ("y1", "ý"),
        ("hoi15", ""),
        ("hoi10", ""),
        ("hoi55", ""),
        ("d99i", ""),
        ("hoi", ""),
        ("covid19", ""),
        ("mp3", ""),
        ("2024", ""),
        ("5g", ""),
        ("u23", ""),
        ("h5n1", ""),
        ("", ""),
        ("hội5", ""),
    ],
)
def test_vni(keys: str, syllable: str) -> None:
    assert decode_vni(keys) == syllable


@pytest.mark.parametrize(("word", "syllable"), [("a1", "á"), ("quan1", "quán")])
def test_words_with_digits_that_are_vni_spellings_too(word: str, syllable: str) -> None:
    assert decode_vni(word) == syllable


_TELEX_LETTERS = {"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}
_VNI_LETTERS = {"ă": "a8", "â": "a6", "ê": "e6", "ô": "o6", "ơ": "o7", "ư": "u7", "đ": "d9"}
_TELEX_TONES = ("", "f", "s", "r", "x", "j")
_VNI_TONES = ("", "2", "1", "3", "4", "5")


def _spellings(syllable: str, letters: dict[str, str], tones: tuple[str, ...]) -> Iterator[str]:
    """The keys that type a syllable: the tone last, right after its vowel, marks last."""
    toneless, tone = split_tone(syllable)
    typed = "".join(letters.get(ch, ch) for ch in toneless)
    yield typed + tones[tone]
    in_place = ""
    for ch, bare in zip(syllable, toneless, strict=True):
        in_place += letters.get(bare, bare) + (tones[tone] if ch != bare else "")
    yield in_place
    plain = "".join(letters.get(ch, ch)[0] for ch in toneless)
    marks = "".join(letters[ch][1] for ch in dict.fromkeys(toneless) if ch in letters)
    if "ươ" in toneless:  # one key sets both horns
        marks = marks.replace(letters["ư"][1], "", 1)
    yield plain + marks + tones[tone]


_ONSETS = "- b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_NUCLEI = "a ă â e ê i ia iê o oa oă oe oo ô ơ u ua uâ uê uô uơ uy uya uyê ư ưa ươ y yê"
_FINALS = "- c ch i m n ng nh o p t u y"


def _syllables_with_marks() -> Iterator[str]:
    """All syllables there can be, save those that bear no mark."""
    for onset, nucleus, final in product(_ONSETS.split(), _NUCLEI.split(), _FINALS.split()):
        toneless = f"{onset}{nucleus}{final}".replace("-", "")
        for tone in range(6):
            syllable = place_tone(toneless, tone)
            if not syllable.isascii() and is_syllable(syllable):
                yield syllable


def test_every_syllable_typed_key_by_key_is_read_back() -> None:
    """In Telex except those with oo, which it spells ooo."""
    for syllable in set(_syllables_with_marks()):
        telex, telex_in_place, _ = _spellings(syllable, _TELEX_LETTERS, _TELEX_TONES)
        vni, vni_in_place, _ = _spellings(syllable, _VNI_LETTERS, _VNI_TONES)
        assert decode_vni(vni) == decode_vni(vni_in_place) == syllable
        if "oo" not in split_tone(syllable)[0]:
            assert decode_telex(telex) == decode_telex(telex_in_place) == syllable


@pytest.mark.parametrize("syllable", [word for word in SYLLABLES if not word.isascii()])
def test_marks_typed_at_the_end(syllable: str) -> None:
    *_, telex = _spellings(syllable, _TELEX_LETTERS, _TELEX_TONES)
    *_, vni = _spellings(syllable, _VNI_LETTERS, _VNI_TONES)
    assert decode_vni(vni) == syllable
    if "oo" not in split_tone(syllable)[0]:
        assert decode_telex(telex) == syllable


@pytest.mark.parametrize("keys", ["w" * 200, "o" * 200, "uow" * 100, "a6" * 100, "d" * 200])
def test_long_nonsense(keys: str) -> None:
    assert decode_telex(keys) == decode_vni(keys) == ""


def test_what_is_read_is_a_composed_syllable() -> None:
    for keys in ("hooij", "thuyr", "dduwowngf"):
        syllable = decode_telex(keys)
        assert is_syllable(syllable)
        assert syllable == normalize("NFC", syllable)
