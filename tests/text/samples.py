"""Vietnamese syllables and odd characters that the tests of the text rules share."""

from __future__ import annotations

from unicodedata import normalize

from hypothesis import strategies as st

_PLANES = (0, 1, 2, 3, 14)  # of Unicode, in which any character has a name
# All characters of these, and of the other planes, of private use or nobody's, the first ones.
EVERY_CHARACTER = [
    chr(code)
    for plane in range(0, 17 << 16, 1 << 16)
    for code in range(plane, plane + (1 << 16 if plane >> 16 in _PLANES else 16))
]

# The old spelling puts the tone on the first vowel of an open oa, oe, uy; nothing else differs.
_PAIRS = """
    chòe→choè chóa→choá chóe→choé chùy→chuỳ chọe→choẹ dóa→doá dọa→doạ góa→goá hòa→hoà hòe→hoè
    hóa→hoá húy→huý họa→hoạ họe→hoẹ hỏa→hoả hủy→huỷ khòe→khoè khóa→khoá khóe→khoé khỏa→khoả
    khỏe→khoẻ khụy→khuỵ lòa→loà lòe→loè lóa→loá lóe→loé lõa→loã lúy→luý lũy→luỹ lỏa→loả lụy→luỵ
    ngóe→ngoé ngõa→ngoã ngùy→nguỳ ngọa→ngoạ ngụy→nguỵ nhòa→nhoà nhòe→nhoè nhóa→nhoá nhóe→nhoé
    nhụy→nhuỵ róa→roá sòa→soà súy→suý thòa→thoà thóa→thoá thõa→thoã thùy→thuỳ thúy→thuý
    thỏa→thoả thụy→thuỵ thủy→thuỷ trụy→truỵ tòa→toà tòe→toè tóa→toá tóe→toé tõe→toẽ tùy→tuỳ
    túy→tuý tọa→toạ tỏa→toả tỏe→toẻ tụy→tuỵ tủy→tuỷ xòa→xoà xòe→xoè xóa→xoá xõa→xoã xùy→xuỳ
    xúy→xuý xọe→xoẹ xỏa→xoả òa→oà óe→oé úy→uý đóa→đoá đọa→đoạ ọe→oẹ ỏe→oẻ ủy→uỷ
    """
OLD_AND_MODERN = [tuple(pair.split("→")) for pair in _PAIRS.split()]

# Syllables that are spelled one way only: re-placing the tone must leave them alone.
_UNCHANGED = """
    quà quá quả quạ que quẻ quý quỳ quỷ quỵ quỹ già giá giả giã giạ giò gió giỏ giữ giúp giết
    giếng gìn gì hoàn toán hoạt thoát xoáy ngoài hoại loại xoài khoét ngoằn ngoèo khoeo tuyết
    thuyền chuyện truyện quyền nguyễn huế tuệ thuế thuở khuỷu khuya tuýt huých huỳnh quýt suýt
    múa của lụa bìa kìa lửa mùa thúi núi đuổi muối người rượu hươu yếu yểu điều tòng boong xoong
    moóc
    """
UNCHANGED = _UNCHANGED.split()

SYLLABLES = sorted({modern for _, modern in OLD_AND_MODERN} | set(UNCHANGED))

VOWELS = "aăâeêioôơuưy"
TONE_MARKS = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
LETTERS = [
    form
    for letter in VOWELS
    for mark in TONE_MARKS
    for form in (normalize("NFC", letter + mark), normalize("NFC", letter + mark).upper())
] + ["đ", "Đ"]

# What splits, hides or breaks words in real files, and letters of other scripts.
ODD = (
    "\u00ad\u034f\u200b\u200c\u200d\u200e\u200f\u202e\u2060\ufeff\ufe0f"
    "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323\u0335\u20dd"
    "\u02bcC#+cF.N "
    "._-'/\t\n\u00a0\u2009\u2019\u2026½Ⅳ²₂ⁿᴹ№①❶㎡₫ºĳﬁßİıſÐðƉɖＶｉệŀŉñÉäǘ"
    "中国日本がﾊﾟハングル한글กำไทยनमस्ते्क्षعربيﷺ\u064b\u0e33😀👩🇻Ωάςйё"
)

syllables = st.sampled_from(SYLLABLES)
names = st.sampled_from(["C++", "c#", "F#", ".NET", "ASP.net", "H\u02bcMông"])
odd_texts = st.text(st.one_of(st.sampled_from(ODD), st.sampled_from(LETTERS), st.characters()))
texts = st.one_of(
    odd_texts,
    st.lists(st.one_of(syllables, odd_texts, names), max_size=8).map(" ".join),
)


def toneless(syllable: str) -> tuple[str, str]:
    """The syllable without its tone mark, and the mark, straight from Unicode's data."""
    letters = normalize("NFD", syllable)
    mark = "".join(ch for ch in letters if ch in TONE_MARKS[1:])
    return normalize("NFC", letters.replace(mark, "") if mark else letters), mark
