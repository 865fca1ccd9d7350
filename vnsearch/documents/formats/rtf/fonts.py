"""The fonts of rich text, and what its bytes and codes mean in each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vnsearch.documents.encodings.fonts import font_encoding
from vnsearch.documents.formats.rtf.tokens import (
    SYMBOLS,
    decode_code_page,
    page_of_charset,
    page_of_number,
)


@dataclass(slots=True)
class Font:
    """A row of the table of fonts."""

    name: str = ""
    page: str = ""
    symbols: bool = False

    def shows_bullet(self, text: str) -> bool:
        """Whether a text set in it is a bullet: Word writes one as "o" in Courier."""
        return self.symbols or (text == "o" and self.name.startswith("Courier"))


class Fonts:
    """The table of fonts, of which one row at a time is being read."""

    def __init__(self) -> None:
        self._fonts: dict[int, Font] = {}
        self._row = Font()
        self._page = "cp1252"  # of the document
        self._high = 0  # the first half of a character beyond U+FFFF

    def words(self) -> dict[str, Callable[[int], None]]:
        """What each control word says of code pages."""
        return {
            "ansicpg": self.set_page,
            "mac": lambda _: self.set_page(10000),
            "pc": lambda _: self.set_page(437),
            "pca": lambda _: self.set_page(850),
            "fcharset": self.set_charset,
            "cpg": self.set_font_page,
        }

    def begin(self, font: int) -> None:
        """The row of a font begins."""
        self._row = self._fonts[font] = Font()

    def add_name(self, text: str) -> None:
        """Some of the row's name."""
        self._row.name += text.partition(";")[0]

    def set_charset(self, charset: int) -> None:
        """The character set of the row."""
        self._row.symbols = charset == SYMBOLS
        self._row.page = self._row.page or page_of_charset(charset)

    def set_font_page(self, code_page: int) -> None:
        """The code page of the row."""
        if code_page > 0:
            self._row.page = page_of_number(code_page)

    def set_page(self, code_page: int) -> None:
        """The code page of the document."""
        self._page = page_of_number(code_page)

    def of(self, font: int) -> Font:
        """The font of a number, known or not."""
        return self._fonts.get(font, Font())

    def decode(self, content: bytes, font_number: int) -> str:
        """Bytes of text in a font; those of a legacy font stand for what Windows-1252 shows."""
        font = self.of(font_number)
        return decode_code_page(
            content, "cp1252" if font_encoding(font.name) else font.page or self._page
        )

    def decode_name(self, content: bytes, font: int) -> str:
        """Bytes of the table of fonts itself."""
        return decode_code_page(content, self.of(font).page or self._page)

    def character(self, unit: int) -> str:
        """What a code of UTF-16 shows; "" for a half of a character."""
        code = unit & 0xFFFF
        if 0xD800 <= code < 0xDC00:
            self._high = code
            return ""
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((self._high & 0x3FF) << 10) + (code & 0x3FF) if self._high else 0
        self._high = 0
        if 0xF000 <= code < 0xF100:  # a sign of a font of signs
            code -= 0xF000
        return chr(code) if code else ""
