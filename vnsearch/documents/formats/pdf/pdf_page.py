"""The lines of a PDF's page: words joined and parted by where letters stand, fonts, sizes.

PDFium tells the text well but for a few places, and only those are looked at: where a line
ends within a word, where a number or another size runs into a word, and where a heading is set
with spaces between its letters.
"""

from __future__ import annotations

import ctypes
import re
from itertools import accumulate

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from vnsearch.documents.encodings.fonts import RunReader, font_encoding
from vnsearch.documents.formats.pdf.cut_words import HYPHEN, cut_by_counting, with_hyphens
from vnsearch.documents.laid_out.spaced_letters import joined_letters
from vnsearch.documents.metadata.titles import Line
from vnsearch.text.tokenize import takes_power

_WITHIN_WORD = 0.15  # of the letters' size: a smaller gap is within a word,
_BETWEEN_WORDS = 0.2  # and a larger one between two
_OTHER_SIZE = 2.0  # times; what is so much larger or smaller stands apart
_SMALLER = 1.25  # times; what is so much smaller and raised by that share of the letters'
_RAISED = 0.15  # size is the mark of a note, behind a word that is as long as
_FARTHEST = 0.7  # of the letters' size that it may be off their line,
_BESIDE = 0.3  # and beside the last of them
_LONGEST_UNIT = 3  # letters, or has marks: m2 and km2 are units
_LOOKED_AT = 40  # letters of a page by which it is told whether any can be read,
_FEWEST_SPACES = 20  # of which words have more spaces than one in so many
_SAMPLED = 12  # words of a page whose fonts are looked at first
_line_end = re.compile(r"(?<=[^\W\d_])\r\n(?=[^\W\d_])")
# A figure with the ends of lines around it or behind it, as PDFium tells a small raised one.
_figure_alone = re.compile(r"(?<=[^\W\d_])(?P<before>\r\n)?(?P<figure>\d{1,3})(?P<end>\r\n|\Z)")
_meeting = re.compile(r"(?<=[\d.,)])(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")
_word_before = re.compile(r"[^\W\d_]+$").search
_accented = re.compile(rf"(?<![^\s{HYPHEN}])[^\s{HYPHEN}]*[^\x00-\x7f\s{HYPHEN}][^\s{HYPHEN}]*")
_written = re.compile(rf"[^\s{HYPHEN}]+")
_rest_of_word = re.compile(r"(?:[A-Za-z]|[^\x00-\xa0])+").match  # in old codes any sign is one


class PageReader:
    """Reads the pages of one document; `runs` counts what its legacy fonts were."""

    def __init__(self) -> None:
        self.runs = RunReader()

    def lines(self, page: pypdfium2.PdfPage, sized: bool) -> list[Line]:
        """The lines of a page, with the sizes of their letters where that is asked for; none of
        one whose fonts do not tell what their letters are.
        """
        text_page = page.get_textpage()
        try:
            if _is_unreadable(text_page):
                return []
            text, places = _mended(text_page)
            pieces = text.split("\n")
            sizes = _sizes(text_page, pieces, places) if sized else [0.0] * len(pieces)
            read = self._read(text_page, text, places).split("\n")
        finally:
            text_page.close()
        return [
            Line(joined_letters(with_hyphens(line)), size)
            for line, size in zip(read, sizes, strict=True)
        ]

    def _read(self, text_page: pypdfium2.PdfTextPage, text: str, places: list[int]) -> str:
        """The text, its words in legacy fonts read by their encoding."""
        words = list(_accented.finditer(text))
        step = max(1, len(words) // _SAMPLED)
        fonts = (_font(text_page, places[word.start()]) for word in words[::step])
        encodings = set(map(font_encoding, fonts))
        if not any(encodings):
            return text
        if any(encoding.endswith("capitals") for encoding in encodings):
            words = list(_written.finditer(text))  # small letters are capitals in such fonts
        runs, at = [], 0
        for word in words:
            runs.append((text[at : word.start()], ""))
            runs.append((word[0], _font(text_page, places[word.start()])))
            at = word.end()
        runs.append((text[at:], ""))
        return self.runs.line(runs)


def _is_unreadable(text_page: pypdfium2.PdfTextPage) -> bool:
    """Whether most letters are told by their numbers in a font alone, which say nothing; where
    spaces are among them, the numbers are those of Unicode.
    """
    count = text_page.count_chars()
    letters = unknown = spaces = 0
    for at in range(0, count, max(1, count // _LOOKED_AT)):
        if not pdfium.FPDFText_IsGenerated(text_page, at):
            letters += 1
            unknown += pdfium.FPDFText_HasUnicodeMapError(text_page, at) == 1
            spaces += pdfium.FPDFText_GetUnicode(text_page, at) == ord(" ")
    return unknown > letters / 2 and spaces * _FEWEST_SPACES < letters


def _mended(text_page: pypdfium2.PdfTextPage) -> tuple[str, list[int]]:
    """The text with "\\n" between its lines, and for each of its characters the PDF's."""
    text: str = text_page.get_text_range()
    places = list(range(len(text)))
    if len(text) != text_page.count_chars():
        get = pdfium.FPDFText_GetCharIndexFromTextIndex
        places = [max(0, get(text_page, at)) for at in places]
    cuts = [
        match.start()
        for match in _line_end.finditer(text)
        if _gap(text_page, places[match.start() - 1], places[match.end()]) == "within"
    ]
    parted = {
        match.start()
        for match in _meeting.finditer(text)
        if _gap(text_page, places[match.start() - 1], places[match.start()]) == "between"
        or _is_note_mark(text_page, text, places, match.start())
    }
    for match in _figure_alone.finditer(text):
        if not _is_script(text_page, places[match.start() - 1], places[match.start("figure")]):
            continue
        if match["before"]:
            cuts.append(match.start())
            if not _ends_in_unit(text, match.start()):
                parted.add(match.start("figure"))
        if _goes_on(text_page, text, places, match):
            cuts.append(match.start("end"))
    dropped = {at for cut in cuts for at in (cut, cut + 1)}
    made, kept = [], []
    for at, char in enumerate(text):
        if at in parted:
            made.append(" ")
            kept.append(places[at])
        if at in dropped or char == "\r":
            continue
        made.append("\n" if char == "\f" else char)
        kept.append(places[at])
    return _uncut("".join(made), kept)


def _uncut(text: str, places: list[int]) -> tuple[str, list[int]]:
    """The text and its places, with lines that ended after so many letters ended by words."""
    lines = text.split("\n")
    ends = list(accumulate(len(line) + 1 for line in lines))
    moved = {}  # the end of a word -> the line's end that goes there
    for at in cut_by_counting(lines):
        rest = _rest_of_word(lines[at + 1])
        if rest and _rest_of_word(lines[at][-1]):
            moved[ends[at] + rest.end()] = ends[at] - 1
    if not moved:
        return text, places
    gone = set(moved.values())
    order = []
    for at in range(len(text) + 1):
        if at in moved:
            order.append(moved[at])
        if at not in gone and at < len(text):
            order.append(at)
    return "".join(text[at] for at in order), [places[at] for at in order]


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


def _is_note_mark(
    text_page: pypdfium2.PdfTextPage, text: str, places: list[int], at: int
) -> bool:
    """Whether a figure behind a word is small and raised, as that of a note; m2 is a unit."""
    before = text[max(0, at - _LONGEST_UNIT) : at]
    if not text[at].isdigit() or not _word_before(before) or takes_power(before):
        return False
    letter, figure = places[at - 1], places[at]
    size = _size(text_page, letter)
    if _size(text_page, figure) * _SMALLER > size:
        return False
    return _baseline(text_page, figure) > _baseline(text_page, letter) + _RAISED * size


def _ends_in_unit(text: str, end: int) -> bool:
    """Whether the word that ends there may be a unit, or a letter of a formula."""
    word = _word_before(text, max(0, end - _LONGEST_UNIT), end)
    return word is not None and word[0].isascii() and len(word[0]) < _LONGEST_UNIT


def _is_script(text_page: pypdfium2.PdfTextPage, letter: int, figure: int) -> bool:
    """Whether a figure stands small at a letter's upper or lower end."""
    size = _size(text_page, letter)
    off = abs(_baseline(text_page, figure) - _baseline(text_page, letter))
    if _size(text_page, figure) * _SMALLER > size or not 0 < off < _FARTHEST * size:
        return False
    try:
        gap = text_page.get_charbox(figure)[0] - text_page.get_charbox(letter)[2]
    except pypdfium2.PdfiumError:
        return False
    return bool(abs(gap) < _BESIDE * size)


def _goes_on(
    text_page: pypdfium2.PdfTextPage, text: str, places: list[int], match: re.Match[str]
) -> bool:
    """Whether the line of the letter before such a figure goes on behind it."""
    after = next((n for n in range(match.end(), len(text)) if not text[n].isspace()), None)
    if after is None:
        return False
    letter, rest = places[match.start() - 1], places[after]
    off = abs(_baseline(text_page, rest) - _baseline(text_page, letter))
    try:
        is_right = text_page.get_charbox(rest)[0] > text_page.get_charbox(letter)[2]
    except pypdfium2.PdfiumError:
        return False
    return is_right and off < _RAISED / 2 * _size(text_page, letter)


def _baseline(text_page: pypdfium2.PdfTextPage, at: int) -> float:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text_page, at, ctypes.byref(x), ctypes.byref(y))
    return y.value


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


def _size(text_page: pypdfium2.PdfTextPage, at: int) -> float:
    size: float = pdfium.FPDFText_GetFontSize(text_page, at)
    matrix = pdfium.FS_MATRIX()
    if pdfium.FPDFText_GetMatrix(text_page, at, ctypes.byref(matrix)) and matrix.d:
        size *= abs(matrix.d)
    return round(size, 1)


def _font(text_page: pypdfium2.PdfTextPage, at: int) -> str:
    buffer = ctypes.create_string_buffer(128)
    length = pdfium.FPDFText_GetFontInfo(text_page, at, buffer, 128, None)
    return buffer.raw[: min(length, 128)].partition(b"\0")[0].decode("utf-8", "replace")
