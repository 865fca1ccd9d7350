"""Which encoding bytes are in: Unicode, Vietnamese of before, those of other languages."""

from __future__ import annotations

import codecs
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnsearch.documents.encodings.encoding import (
    Encoding,
    canonical_name,
    decode,
    is_wide,
)
from vnsearch.documents.encodings.legacy import VNI_LETTERS, WINDOWS_1252, decode_legacy
from vnsearch.errors import DocumentError
from vnsearch.text.normalize import compose

from .reading import documents, encoding_of

LONG = """\
Sáng 16/12, tại Hà Nội, Ban Tổ chức Trung ương tổ chức hội nghị toàn quốc tổng kết công tác
xây dựng Đảng năm 2024, triển khai nhiệm vụ năm 2025. Dự hội nghị có đại diện các bộ, ngành,
đoàn thể và lãnh đạo nhiều tỉnh, thành phố. Phát biểu khai mạc, đồng chí chủ trì nhấn mạnh
những kết quả đã đạt được, đồng thời chỉ rõ các hạn chế cần sớm khắc phục. Ở nhiều nơi, người
dân đã được hưởng lợi từ những đổi mới ấy; tuy nhiên việc làm và thu nhập vẫn còn bấp bênh.
"""
SHORT = "Hội nghị tổng kết công tác năm của tỉnh đã bế mạc tại thành phố."
MIXED = f"def main() -> None:\n    pass  # see README\n\n{SHORT}\nThe minutes are kept.\n{LONG}"

# What the tables below were checked against: iconv, and for VNI samples of the time.
ICONV = shutil.which("iconv")


def windows_1258(text: str) -> bytes:
    """Vowel with quality in one byte, the tone after it."""
    written = []
    for letter in text:
        base, *marks = list(unicodedata.normalize("NFD", letter))
        tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
        quality = [mark for mark in marks if mark not in tones]
        written += [unicodedata.normalize("NFC", base + "".join(quality)), *tones]
    return "".join(written).encode("cp1258")


def by_table(text: str, name: str) -> bytes:
    """Written with the codes whose reading is tested; iconv checks those of VISCII and TCVN."""
    codes = {}
    for byte in reversed(range(256)):
        codes[decode_legacy(bytes([byte]), name)] = byte
    return bytes(codes[letter] if letter in codes else codes[letter.lower()] for letter in text)


def vni(text: str) -> bytes:
    written = {letter: pair for pair, letter in VNI_LETTERS.items()}
    return "".join(written.get(letter, letter) for letter in text).encode("cp1252")


def as_windows_1252(content: bytes) -> str:
    return "".join(WINDOWS_1252[byte] for byte in content)


TEXTS = pytest.mark.parametrize("text", [LONG, SHORT, MIXED], ids=["long", "short", "mixed"])


@TEXTS
@pytest.mark.parametrize(
    "name", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_unicode_tells_itself(text: str, name: str, form: str) -> None:
    text = text if form == "NFC" else unicodedata.normalize("NFD", text)
    data = text.encode(name)
    assert decode(data) == (text, Encoding(name.removesuffix("-sig"), sure=True))
    assert is_wide(data) == (not name.startswith("utf-8"))


@TEXTS
@pytest.mark.parametrize("name", ["windows-1258", "tcvn", "viscii", "vni"])
def test_legacy_vietnamese_is_told_by_its_syllables(text: str, name: str) -> None:
    if name == "windows-1258":
        data = windows_1258(text)
    else:
        data = vni(text) if name == "vni" else by_table(text, name)
    # Where no capital has a tone, TCVN and TCVN3 are the same bytes.
    names = {"tcvn", "tcvn3"} if name == "tcvn" else {name}
    found, encoding = decode(data)
    assert compose(found) == text
    assert encoding.name in names
    assert encoding.sure


def test_tcvn3_has_quotes_where_tcvn_has_capitals() -> None:
    text = f"“Đây là một việc lớn” – ông nói…\n{SHORT}\n{LONG}".replace("Ở", "ở")
    data = by_table(text, "tcvn3")
    assert decode(data) == (text, Encoding("tcvn3", sure=True))
    capitals = "Ủy ban nhân dân tỉnh. Ở đây, Ý chí và Ả Rập.\n" + SHORT
    assert decode(by_table(capitals, "tcvn")) == (capitals, Encoding("tcvn", sure=True))


@TEXTS
@pytest.mark.skipif(ICONV is None, reason="compares with iconv, which is not there")
@pytest.mark.parametrize("name", ["TCVN5712-1", "VISCII", "CP1258"])
def test_what_iconv_writes_is_read(text: str, name: str) -> None:
    assert ICONV is not None
    made = subprocess.run(
        [ICONV, "-f", "utf-8", "-t", name], input=text.encode(), capture_output=True, check=True
    )
    assert compose(decode(made.stdout)[0]) == text
    assert compose(decode(made.stdout, name)[0]) == text


@pytest.mark.parametrize(
    ("shown", "name", "text"),
    [
        (
            "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam",
            "vni",
            "Cộng hòa xã hội chủ nghĩa Việt Nam",
        ),
        ("ÑOÄC LAÄP, TÖÏ DO, HAÏNH PHUÙC", "vni", "ĐỘC LẬP, TỰ DO, HẠNH PHÚC"),
        (
            "Öông, ñöôøng, quyeån, aên, thuyû, ly kyø",
            "vni",
            "Ương, đường, quyển, ăn, thuỷ, ly kỳ",
        ),
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "tcvn3", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("§éc lËp, tù do, h¹nh phóc", "tcvn3", "Độc lập, tự do, hạnh phúc"),
        ("Cµng hòa xã hµi chü nghîa Vi®t Nam", "viscii", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ],
)
def test_tables(shown: str, name: str, text: str) -> None:
    assert compose(decode_legacy(shown.encode("cp1252"), name)) == text


VIETNAMESE_LETTERS = "".join(
    char
    for char in map(chr, range(0xC0, 0x1EFA))
    if "A" <= unicodedata.normalize("NFD", char)[0] <= "z" or char in "Đđ"
    if all(mark in "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323" for mark in
           unicodedata.normalize("NFD", char)[1:])
    if char.lower() in "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
)  # fmt: skip


def test_every_letter_has_its_code() -> None:
    assert len(VIETNAMESE_LETTERS) == 134
    for name in ("tcvn", "viscii"):
        data = by_table(VIETNAMESE_LETTERS, name)
        assert len(data) == 134
        assert decode_legacy(data, name) == VIETNAMESE_LETTERS
    assert decode_legacy(vni(VIETNAMESE_LETTERS), "vni") == VIETNAMESE_LETTERS
    small = VIETNAMESE_LETTERS.lower()
    assert decode_legacy(by_table(small, "tcvn3"), "tcvn3") == small


FRENCH = "Le Conseil général a décidé de créer une école près de la forêt. Hélène !"
FOREIGN = [
    (FRENCH, "windows-1252"),
    ("Range ± 5 V at 25 ° C, gain × 10 ÷ 2, § 4 © 2020 « x » m² ½\n" * 8, "windows-1252"),
    ("Nhiet do 25 ° C ± 1, do am 80 %, kich thuoc 3 × 4 m²", "windows-1252"),
    (
        "Größere Städte haben mehr Verkehr; das ist für alle ärgerlich und schädlich.",
        "windows-1252",
    ),
    ("全国人民代表大会今天上午在北京人民大会堂开幕。会议审议了政府工作报告。", "gb18030"),
    ("東京都は今日、新しい計画を発表しました。カタカナも含まれています。", "cp932"),
    ("Сегодня в Москве состоялось заседание правительства страны.", "windows-1251"),
]


@pytest.mark.parametrize(("text", "name"), FOREIGN)
def test_foreign_texts_stay_what_they_are(text: str, name: str) -> None:
    assert decode(text.encode(name))[0] == text
    for unicode in ("utf-8", "utf-16-le" if name == "windows-1252" else "utf-16"):
        assert decode(text.encode(unicode)) == (text, Encoding(unicode, sure=True))


def test_source_code_stays_what_it_is() -> None:
    for code in ("x = {'a': 1}\n", "#include <stdio.h>\nint main(void) { return 0; }\n"):
        assert decode(code.encode()) == (code, Encoding("utf-8", sure=True))
    code = "/* Été : l'année dernière, déjà vérifié à côté */ int n = 0;\n"
    assert decode(code.encode("cp1252"))[0] == code


@pytest.mark.parametrize("inner", ["utf-8", "tcvn3", "viscii", "vni"])
def test_text_read_wrongly_once_is_repaired(inner: str) -> None:
    text = LONG.replace("Ở", "ở")
    data = text.encode() if inner == "utf-8" else b""
    data = data or (vni(text) if inner == "vni" else by_table(text, inner))
    shown = as_windows_1252(data)
    found, encoding = decode(shown.encode())
    assert found == text
    assert encoding == Encoding(f"utf-8, repaired from {inner} read wrongly", sure=True)


def test_text_read_wrongly_in_part_is_repaired_by_the_line() -> None:
    text = f"{as_windows_1252(LONG.encode())}Prix : 5 €, été\n"
    assert decode(text.encode())[0] == f"{LONG}Prix : 5 €, été\n"


SIGNS = "Range ± 5 V at 25 ° C, gain × 10 ÷ 2, § 4\n" * 8


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        SIGNS,
        "© 2024 «Acme» ® ™, 1 ½ m², 10 µm, 5 Å\n" * 30,
        "gió mùa xuân",
        "ha\ufffd la\ufffdm \ufffdoa\ufffdi " * 9,
        "Zażółć gęślą jaźń, pójdź kińże tę chmurność w głąb flaszy. " * 9,
        "Şişli'de yağmur çok yağıyor; öğretmen çocuklara ödev verdi. " * 9,
        "Größe, Übung und Äpfel: für alle schön. Straße, Maß.\n" * 9,
        "Ação, coração e informação não são só três às quatro.\n" * 9,
        FRENCH * 5,
        "Asigurați-vă că numele fișierului are cel mult 100 de caractere. " * 5,
        "Ã ¢ € symbols, Ä‘ and á» alone say little.",
        "naïve café “quotes” – dashes…",
    ],
)
def test_without_strong_evidence_nothing_is_repaired(text: str) -> None:
    assert decode(text.encode()) == (text, Encoding("utf-8", sure=True))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (SIGNS, "cp1252"),
        (f"{FRENCH}\n" * 20, "cp1252"),
        ("Zażółć gęślą jaźń, pójdź kińże tę chmurność w głąb flaszy.\n" * 9, "cp1250"),
        ("Afichar las icònas", "cp1252"),
        ("Oevers van de Rhône", "cp1252"),
        ("élève été naïf", "cp1252"),
        ("Somalio šilingas", "cp1257"),
        ("Può costare più di così, però è già mercoledì.", "cp1252"),
        ("São mães e irmãs; não, mamã.", "cp1252"),
        ("Það er við, maður, með því.", "cp1252"),
        ("Või, sõna, nõu ja kõik.", "cp1252"),
        ("Şişli'de yağmur çok yağıyor; öğretmen çocuklara ödev verdi.\n" * 9, "cp1254"),
    ],
)
def test_bytes_of_other_languages_are_never_vietnamese(text: str, name: str) -> None:
    encoding = decode(text.encode(name))[1].name
    vietnamese = ("viscii", "tcvn3", "tcvn", "vni", "windows-1258")
    assert not any(each in encoding for each in vietnamese)


@pytest.mark.parametrize("text", ["đất;tầm;trung;0;37", "cho;bộ;máy;0;37", "hệ thống: sự cố"])
def test_few_words_in_windows_1258_tell_it_by_its_tones(text: str) -> None:
    assert decode(windows_1258(text)) == (text, Encoding("windows-1258", sure=False))


def test_a_name_of_another_language_stands_in_windows_1258() -> None:
    text = "- Hevia thuộc\n- đảng Auténtico,\n- và ở\n- một khoảng\n- cách khá\n"
    assert decode(windows_1258(text))[0] == text


def test_parts_of_foreign_words_are_no_evidence() -> None:
    """Statistics of a language, as programs that tell languages have them: Latvian, Sango."""
    parts = "tâ nâ rî tî lî mâ vç râ dî âm sî gö ngö nî sô pë iò zî bî kâ hîn lën öngö".split()
    text = "".join(
        f"{part}\t {number}\n_{part}\t {number}\n" for number, part in enumerate(parts)
    )
    assert decode(text.encode()) == (text, Encoding("utf-8", sure=True))


def test_evidence_comes_from_all_of_a_file() -> None:
    numbers = ";".join(["123"] * 120)
    rows = [f"{word};{numbers}" for word in LONG.lower().split()] * 40
    assert decode(by_table("\n".join(rows), "tcvn3"))[0] == "\n".join(rows)
    french = f"{FRENCH}\n".encode("cp1252") * 80
    found, encoding = decode(french + by_table(LONG.lower(), "tcvn3") * 20)
    assert found == f"{FRENCH}\n" * 80 + LONG.lower() * 20
    assert encoding.name == "tcvn3 and windows-1252"


def test_lines_in_several_encodings_are_each_read_as_what_they_are() -> None:
    lines = LONG.lower().splitlines()
    chinese = "; 全国人民代表大会今天上午在北京人民大会堂开幕。"
    data = b"\n".join(
        b"\n".join((by_table(one, "tcvn3"), chinese.encode("gb18030"))) for one in lines
    )
    assert decode(data)[0].split("\n") == [text for one in lines for text in (one, chinese)]
    data = b"\n".join(
        vni(one) if at % 2 else by_table(one, "tcvn3") for at, one in enumerate(lines)
    )
    assert decode(data)[0] == "\n".join(lines)
    data = b"\n".join(
        one.encode() if at % 2 else by_table(one, "tcvn3") for at, one in enumerate(lines)
    )
    assert decode(data) == ("\n".join(lines), Encoding("tcvn3 and utf-8", sure=True))
    data += f"\n{chinese}".encode("gb18030")
    assert decode(data) == (
        "\n".join([*lines, chinese]),
        Encoding("tcvn3 and utf-8 and gb18030", sure=True),
    )


def test_characters_of_two_bytes_that_make_no_words_are_no_legacy_text() -> None:
    poem = "南國山河南帝居，截然定分在天書。"
    data = f"{poem}\n".encode("big5") * 6 + vni(LONG.lower())
    assert decode(data)[0] == f"{poem}\n" * 6 + LONG.lower()


def test_a_sign_in_utf8_is_not_called_another_encoding() -> None:
    text = LONG.lower()
    data = by_table(text, "tcvn3") + "© 2024\n".encode()
    assert decode(data)[1] == Encoding("tcvn3", sure=True)


@pytest.mark.parametrize(
    "cut",
    [
        b"H\xc3\xa0 N\xe1\xbb",
        "Nguyễn".encode() + b" V\xc4,25",
        "gửi".encode() + b" fran\xe7aise",
    ],
)
@pytest.mark.parametrize(
    "other", [b"", "café".encode("cp1252"), by_table(LONG.lower(), "tcvn3")]
)
def test_a_line_that_is_cut_within_a_letter_keeps_its_words(cut: bytes, other: bytes) -> None:
    found, _ = decode(b"\n".join([LONG.encode(), cut, other]))
    assert cut.decode("utf-8", "replace") in found.split("\n")


def test_all_encodings_of_a_text_are_named() -> None:
    lines = LONG.lower().splitlines()
    for share in (2, 5):
        data = b"\n".join(
            by_table(one, "tcvn3") if at % share else vni(one)
            for at, one in enumerate(lines * 2)
        )
        found, encoding = decode(data)
        assert found.splitlines() == lines * 2
        assert sorted(encoding.name.split(" and ")) == ["tcvn3", "vni"]
        found, encoding = decode(as_windows_1252(data).encode())
        assert found.splitlines() == lines * 2
        inner = encoding.name.removeprefix("utf-8, repaired from ")
        assert sorted(inner.removesuffix(" read wrongly").split(" and ")) == ["tcvn3", "vni"]


def test_a_word_in_unicode_does_not_stop_the_repair() -> None:
    text = LONG.lower()
    shown = as_windows_1252(by_table(text, "tcvn3"))
    assert (
        decode(f"Công văn đến\n{shown}Đã ký.\n".encode())[0] == f"Công văn đến\n{text}Đã ký.\n"
    )
    line = as_windows_1252(by_table("biên bản họp hội đồng nhân dân", "tcvn3"))
    mixed = f"{shown}Số 5 (đã ký) {line}\n"
    assert decode(mixed.encode())[0] == f"{text}Số 5 (đã ký) biên bản họp hội đồng nhân dân\n"


PAGES = ["cp1252", "latin-1", "cp1258", "cp1254", "cp437", "mac_roman"]
ALL_PAGES = [*PAGES, "cp1250", "cp1251", "cp850"]


@pytest.mark.parametrize("page", ALL_PAGES)
@pytest.mark.parametrize("times", [1, 2])
def test_utf8_read_wrongly_is_mended_word_by_word(page: str, times: int) -> None:
    shown = LONG
    for _ in range(times):  # a byte that the code page has not is lost, and its word with it
        shown = shown.encode().decode(page, "replace")
    found = decode(shown.encode())[0].split()
    right = [one == word for one, word in zip(found, LONG.split(), strict=False)]
    assert sum(right) >= 0.9 * len(LONG.split()) or len(found) != len(LONG.split())
    assert {"hội", "nghị", "Đảng", "hưởng"}.intersection(found) >= {"nghị"}


@pytest.mark.parametrize("page", ["latin-1", "cp437", "mac_roman", "cp850"])
@pytest.mark.parametrize("times", [1, 2])
def test_nothing_is_lost_by_a_page_that_shows_every_byte(page: str, times: int) -> None:
    """Nor is it read through another page, as signs that no font has."""
    text = f"{LONG}Ông đi giao thông mùa này, sông dài; \uf0b7 mục một, gạo tẻ và bẻ ngô\n"
    shown = text
    for _ in range(times):
        shown = shown.encode().decode(page)
    assert decode(shown.encode())[0] == text


@pytest.mark.parametrize("first", PAGES)
@pytest.mark.parametrize("second", PAGES)
def test_utf8_read_wrongly_in_two_ways(first: str, second: str) -> None:
    def read(text: str, page: str) -> str:
        data = text.encode()
        return as_windows_1252(data) if page == "cp1252" else data.decode(page, "replace")

    shown = read(read(LONG, first), second)
    lost = read(LONG, first).count("\ufffd") + shown.count("\ufffd")
    found, right = decode(shown.encode())[0].split(), LONG.split()
    assert len(right) - len(set(right) & set(found)) <= lost + 30


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name", ["tcvn3", "viscii", "vni"])
def test_legacy_text_saved_in_utf8_and_read_wrongly_again(name: str, page: str) -> None:
    text = LONG.lower()
    data = as_windows_1252(vni(text) if name == "vni" else by_table(text, name)).encode()
    shown = as_windows_1252(data) if page == "cp1252" else data.decode(page, "replace")
    found, encoding = decode(shown.encode())
    assert encoding.name == f"utf-8, repaired from {name} read wrongly"
    right = [one == word for one, word in zip(found.split(), text.split(), strict=True)]
    assert sum(right) >= 0.9 * len(right)


@pytest.mark.parametrize("page", ALL_PAGES)
@pytest.mark.parametrize("name", ["tcvn3", "viscii", "vni"])
def test_legacy_text_read_through_a_code_page_of_another_system(name: str, page: str) -> None:
    text = LONG.lower()
    data = vni(text) if name == "vni" else by_table(text, name)
    shown = as_windows_1252(data) if page == "cp1252" else data.decode(page, "replace")
    found, encoding = decode(shown.encode())
    assert encoding == Encoding(f"utf-8, repaired from {name} read wrongly", sure=True)
    assert found == text
    # Unicode beside it, and words of the countries whose code page it is, stay.
    beside = "Đường về Đắk Lắk còn dài.\nŁódź, Příbram и Москва\n"
    assert decode(f"{beside}{shown}{beside}".encode())[0] == f"{beside}{found}{beside}"


@pytest.mark.parametrize("name", ["tcvn3", "viscii"])
@pytest.mark.parametrize(
    "line",
    ["để quản lý gói này, chú ý đến các gói khác", "ký tên và góp ý cho bản thảo của chị Hoà"],
)
def test_the_letter_y_with_a_tone_is_no_sign_of_an_old_encoding(name: str, line: str) -> None:
    """Nor is what follows it read so, in a line that is in Unicode beside such text."""
    shown = as_windows_1252(by_table(LONG.lower(), name))
    text = f"{line}\n{LONG.lower()}{line}"
    assert decode(f"{line}\n{shown}{line}".encode())[0] == text


@pytest.mark.parametrize("page", ["cp1250", "cp1254", "mac_roman", "cp437"])
@pytest.mark.parametrize("times", [(1, 1), (1, 3), (3, 1)])
def test_old_text_that_windows_and_another_system_showed(
    page: str, times: tuple[int, int]
) -> None:
    """Letters that were collected: neither half is lost, nor read in the other's way."""
    data = by_table(LONG.lower(), "tcvn3")
    shown = as_windows_1252(data) * times[0] + data.decode(page) * times[1]
    encoding = Encoding("utf-8, repaired from tcvn3 read wrongly", sure=True)
    assert decode(shown.encode()) == (LONG.lower() * sum(times), encoding)


@given(st.sampled_from(["tcvn3", "viscii", "vni"]), st.integers(1, 5))
def test_read_again_a_repaired_text_stays(name: str, times: int) -> None:
    data = vni(LONG) if name == "vni" else by_table(LONG, name)
    found = decode(as_windows_1252(data * times).encode())[0]
    assert decode(found.encode()) == (found, Encoding("utf-8", sure=True))


def test_a_few_broken_bytes_do_not_hide_utf8() -> None:
    data = LONG.encode()
    for broken in (data[:-2] + b"\xe1\xbb", b"\xff" + data, data.replace(b"2024", b"20\xe124")):
        found, encoding = decode(broken)
        assert encoding == Encoding("utf-8", sure=False)
        assert encoding.label == "utf-8 (a guess)"
        assert "Ban Tổ chức Trung ương" in found
        assert "\ufffd" in found


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("UTF8", "utf-8"),
        ("cp1258", "windows-1258"),
        ("Windows-1258", "windows-1258"),
        ("ABC", "tcvn3"),
        ("TCVN3", "tcvn3"),
        ("tcvn5712-1", "tcvn"),
        ("VNI-Windows", "vni"),
        ("VISCII", "viscii"),
        ("latin1", "iso8859-1"),
        ("UTF_16", "utf-16"),
    ],
)
def test_names_that_are_known(given_name: str, name: str) -> None:
    assert canonical_name(given_name) == name


@pytest.mark.parametrize("name", ["utf-9", "hex", "rot13", "a\0b", "tiếng Việt", "x" * 5000])
def test_names_that_are_not(name: str) -> None:
    with pytest.raises(DocumentError, match="is not known; give utf-8"):
        canonical_name(name)


def test_a_forced_encoding_is_obeyed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("mµu tÝm".encode("cp1252"))
    assert documents(path, "tcvn3")[0].body == "màu tím"
    assert documents(path, "windows-1252")[0].body == "mµu tÝm"


def test_the_encoding_of_a_file_is_noted(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(by_table(LONG, "viscii"))
    assert encoding_of(path) == "viscii"
    assert documents(path)[0].body == LONG


@given(st.binary(max_size=300))
def test_any_bytes_have_a_text(data: bytes) -> None:
    text, encoding = decode(data)
    text.encode("utf-8")
    assert encoding.name


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=100))
def test_any_text_in_utf8_is_read_as_it_is(text: str) -> None:
    data = codecs.BOM_UTF8 + text.encode()
    shown, encoding = decode(data)
    assert encoding == Encoding("utf-8", sure=True)
    assert shown in (text, text.removeprefix("\ufeff"))
