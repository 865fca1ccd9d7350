"""The lines of a PDF's page: words joined and parted by where letters stand, fonts, sizes.

PDFium tells the text well but for a few places, and only those are looked at: where a line
ends within a word, where a number or another size runs into a word, and where a heading is set
with spaces between its letters.
"""

from __future__ import annotations

import ctypes
import re
from functools import lru_cache

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from vnsearch.documents.encodings.fonts import RunReader, font_encoding
from vnsearch.documents.titles import Line
from vnsearch.text.syllable import is_syllable
from vnsearch.text.terms import exact_term

_WITHIN_WORD = 0.15  # of the letters' size: a smaller gap is within a word,
_BETWEEN_WORDS = 0.2  # and a larger one between two
_OTHER_SIZE = 2.0  # times; what is so much larger or smaller stands apart
_SAMPLED = 12  # words of a page whose fonts are looked at first
_line_end = re.compile(r"(?<=[^\W\d_])\r\n(?=[^\W\d_])")
_meeting = re.compile(r"(?<=[\d.,)])(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")
_accented = re.compile(r"\S*[^\x00-\x7f\s]\S*")
_spaced_line = re.compile(r"^[ \t]*\w(?:[ \t]+\w){3,}[ \t]*[.:!?]?[ \t]*$", re.MULTILINE)


class PageReader:
    """Reads the pages of one document; `runs` counts what its legacy fonts were."""

    def __init__(self) -> None:
        self.runs = RunReader()

    def lines(self, page: pypdfium2.PdfPage, sized: bool) -> list[Line]:
        """The lines of a page, with the sizes of their letters where that is asked for."""
        text_page = page.get_textpage()
        try:
            text, places = _mended(text_page)
            pieces = text.split("\n")
            sizes = _sizes(text_page, pieces, places) if sized else [0.0] * len(pieces)
            read = self._read(text_page, text, places).split("\n")
        finally:
            text_page.close()
        return [
            Line(_spaced_line.sub(_joined_letters, line), size)
            for line, size in zip(read, sizes, strict=True)
        ]

    def _read(self, text_page: pypdfium2.PdfTextPage, text: str, places: list[int]) -> str:
        """The text, its words in legacy fonts read by their encoding."""
        words = list(_accented.finditer(text))
        step = max(1, len(words) // _SAMPLED)
        fonts = (_font(text_page, places[word.start()]) for word in words[::step])
        if not any(map(font_encoding, fonts)):
            return text
        runs, at = [], 0
        for word in words:
            runs.append((text[at : word.start()], ""))
            runs.append((word[0], _font(text_page, places[word.start()])))
            at = word.end()
        runs.append((text[at:], ""))
        return self.runs.line(runs)


def _mended(text_page: pypdfium2.PdfTextPage) -> tuple[str, list[int]]:
    """The text with "\\n" between its lines, and for each of its characters the PDF's."""
    text: str = text_page.get_text_range()
    places = list(range(len(text)))
    if len(text) != text_page.count_chars():
        get = pdfium.FPDFText_GetCharIndexFromTextIndex
        places = [max(0, get(text_page, number)) for number in places]
    cuts = [
        found.start()
        for found in _line_end.finditer(text)
        if _gap(text_page, places[found.start() - 1], places[found.end()]) == "within"
    ]
    parted = {
        found.start()
        for found in _meeting.finditer(text)
        if _gap(text_page, places[found.start() - 1], places[found.start()]) == "between"
    }
    dropped = {number for cut in cuts for number in (cut, cut + 1)}
    made, kept = [], []
    for number, char in enumerate(text):
        if number in parted:
            made.append(" ")
            kept.append(places[number])
        # A word broken at a line end comes joined, with U+FFFE in place of the hyphen.
        if number in dropped or char in "\ufffe\r":
            continue
        made.append("\n" if char == "\f" else char)
        kept.append(places[number])
    return "".join(made), kept


def _gap(text_page: pypdfium2.PdfTextPage, left: int, right: int) -> str:
    """Whether two letters stand "within" one word, "between" two, or neither for certain."""
    try:
        first, second = text_page.get_charbox(left), text_page.get_charbox(right)
    except pypdfium2.PdfiumError:
        return ""
    sizes = sorted(pdfium.FPDFText_GetFontSize(text_page, one) for one in (left, right))
    size = sizes[1]
    if size <= 0 or first[2] <= first[0] or second[2] <= second[0]:
        return ""
    if sizes[0] > 0 and size >= _OTHER_SIZE * sizes[0]:
        return "between"
    lower, upper = max(first[1], second[1]), min(first[3], second[3])
    gap = second[0] - first[2]
    if upper <= lower or gap < -size:
        return ""  # on other lines
    if gap > _BETWEEN_WORDS * size:
        return "between"
    return "within" if gap < _WITHIN_WORD * size else ""


def _sizes(
    text_page: pypdfium2.PdfTextPage, lines: list[str], places: list[int]
) -> list[float]:
    """The size of the first letter of each line, in points as they are shown."""
    sizes, at = [], 0
    for line in lines:
        letter = next((n for n, char in enumerate(line) if not char.isspace()), None)
        sizes.append(_size(text_page, places[at + letter]) if letter is not None else 0.0)
        at += len(line) + 1
    return sizes


def _size(text_page: pypdfium2.PdfTextPage, place: int) -> float:
    size: float = pdfium.FPDFText_GetFontSize(text_page, place)
    matrix = pdfium.FS_MATRIX()
    if pdfium.FPDFText_GetMatrix(text_page, place, ctypes.byref(matrix)) and matrix.d:
        size *= abs(matrix.d)
    return round(size, 1)


def _font(text_page: pypdfium2.PdfTextPage, place: int) -> str:
    buffer = ctypes.create_string_buffer(128)
    length = pdfium.FPDFText_GetFontInfo(text_page, place, buffer, 128, None)
    return buffer.raw[: min(length, 128)].partition(b"\0")[0].decode("utf-8", "replace")


def _joined_letters(found: re.Match[str]) -> str:
    """A line set with spaces between its letters as words, if all of it makes syllables."""
    wide = re.split(r"[ \t]{2,}", found[0].strip())
    if len(wide) > 1:
        words = [re.sub(r"[ \t]+", "", part) for part in wide]
        return " ".join(words) if all(map(_is_word, words)) else found[0]
    return " ".join(_cut("".join(found[0].split()))) or found[0]


def _is_word(word: str) -> bool:
    return word.isdigit() or is_syllable(exact_term(word.strip(".:!?")))


@lru_cache(1024)
def _cut(letters: str) -> tuple[str, ...]:
    """Letters cut into the fewest syllables; () where they make none."""
    best: list[tuple[str, ...] | None] = [(), *([None] * len(letters))]
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - 8), end):
            before, word = best[start], letters[start:end]
            if before is None or not _is_word(word):
                continue
            made = (*before, word)
            known = best[end]
            if known is None or len(made) < len(known):
                best[end] = made
    return best[-1] or ()
