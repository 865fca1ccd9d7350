"""The Vietnamese encodings of the time before Unicode, which Python does not know.

TCVN 5712 (VN1) as glibc has it; TCVN3 (the ABC fonts), its part without toned capitals, with
the typographic signs of Windows where VN1 has those; VISCII (RFC 1456); VNI for Windows,
where a mark is a letter after the vowel.
"""

from __future__ import annotations

import codecs
import re
from unicodedata import normalize

from vnsearch.text.normalize import compose

# The letters of the bytes 80 to FF, and those that stand in for control characters.
_TCVN_UPPER_HALF = (
    "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ\xa0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ"
    "ẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
_TCVN_CONTROLS = dict(zip((1, 2, 4, 5, 6, *range(0x11, 0x18)), "ÚỤỪỬỮỨỰỲỶỸÝỴ", strict=True))
_VISCII_UPPER_HALF = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_VISCII_CONTROLS = dict(zip((2, 5, 6, 0x14, 0x19, 0x1E), "ẲẴẪỶỸỴ", strict=True))

# Windows-1252 with its five gaps as the control characters that the web reads there.
WINDOWS_1252 = "".join(
    bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)
)


def _table(upper_half: str, controls: dict[int, str]) -> str:
    return "".join(controls.get(byte, chr(byte)) for byte in range(128)) + upper_half


_TABLES = {
    "tcvn": _table(_TCVN_UPPER_HALF, _TCVN_CONTROLS),
    "tcvn3": WINDOWS_1252[:160] + _TCVN_UPPER_HALF[32:],
    "viscii": _table(_VISCII_UPPER_HALF, _VISCII_CONTROLS),
}

# VNI: after a vowel stand its quality and tone in one letter, as Windows-1252 shows them.
_VNI_TONES = dict(zip("øùûõï", "\u0300\u0301\u0309\u0303\u0323", strict=True))
_VNI_CIRCUMFLEX = dict(zip("âàáåãä", ("", *_VNI_TONES.values()), strict=True))
_VNI_BREVE = dict(zip("êèéúüë", ("", *_VNI_TONES.values()), strict=True))
_VNI_SINGLE = dict(zip("ñôöìíæóòî", "đơưìíỉĩịỵ", strict=True))


def _vni_letters() -> dict[str, str]:
    letters = dict(_VNI_SINGLE)
    for vowel in "aeouyôö":
        plain = _VNI_SINGLE.get(vowel, vowel)
        for mark, tone in _VNI_TONES.items():
            letters[vowel + mark] = normalize("NFC", plain + tone)
    for vowels, marks, quality in (
        ("aeo", _VNI_CIRCUMFLEX, "\u0302"),
        ("a", _VNI_BREVE, "\u0306"),
    ):
        for vowel in vowels:
            for mark, tone in marks.items():
                letters[vowel + mark] = normalize("NFC", vowel + quality + tone)
    capitals = {}
    for written, letter in letters.items():
        # The mark after a capital may be small: a title in small letters has "AÙo" or "Aùo".
        capitals[written[0].upper() + written[1:]] = letter.upper()
        capitals[written.upper()] = letter.upper()
    return letters | capitals


VNI_LETTERS = _vni_letters()
_vni_written = re.compile(
    "[aeouyôöAEOUYÔÖ][àáâãäåèéêëïõøùúûüÀÁÂÃÄÅÈÉÊËÏÕØÙÚÛÜ]|[ñôöìíæóòîÑÔÖÌÍÆÓÒÎ]"
)


def decode_legacy(content: bytes, name: str) -> str:
    """The text of bytes in "windows-1258", "tcvn", "tcvn3", "viscii" or "vni"; all have one.

    Letters may come in two code points: compose the text.
    """
    if name == "windows-1258":
        return content.decode("cp1258", "replace")
    if name == "vni":
        text = codecs.charmap_decode(content, "strict", WINDOWS_1252)[0]
        return _vni_written.sub(_vni_letter, text)
    return codecs.charmap_decode(content, "strict", _TABLES[name])[0]


# The byte that a character stands for in text shown through the code page of Windows or, on
# Vietnamese systems, windows-1258; symbol fonts have it in the private use area.
_BYTES_SHOWN = {
    **{
        ord(bytes([byte]).decode("cp1258", "ignore") or "\x00"): byte
        for byte in range(128, 256)
    },
    **{ord(shown): byte for byte, shown in enumerate(WINDOWS_1252)},
    **{0xF000 + byte: byte for byte in range(0x20, 0x100)},
}
_bytes_shown = re.compile("[\x00-\xff]+")


def decode_shown(text: str, name: str) -> str:
    """The text, composed, of codes in a legacy encoding that came as characters of Unicode.

    What stands for no byte is kept as it is.
    """
    return compose(
        _bytes_shown.sub(
            lambda run: decode_legacy(run[0].encode("latin-1"), name),
            text.translate(_BYTES_SHOWN),
        )
    )


def _vni_letter(written: re.Match[str]) -> str:
    pair = written[0]
    if pair in VNI_LETTERS:
        return VNI_LETTERS[pair]
    # A vowel and a letter that is no mark of this vowel: each stands for itself.
    return "".join(VNI_LETTERS.get(letter, letter) for letter in pair)
