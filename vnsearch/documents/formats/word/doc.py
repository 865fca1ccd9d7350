"""Word documents of 1997 to 2003 (DOC), and the plain text of older ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from olefile import OleFileIO  # type: ignore[import-untyped]

from vnsearch.documents.containers.integers import long_at, short_at
from vnsearch.documents.containers.ole import open_ole, read_stream, summary
from vnsearch.documents.containers.ole_objects import folder_objects
from vnsearch.documents.encodings.encoding import decode
from vnsearch.documents.encodings.legacy import WINDOWS_1252
from vnsearch.documents.formats.word import doc_structures as structures
from vnsearch.documents.formats.word.doc_forms import DROP_DOWN, chosen_text
from vnsearch.documents.formats.word.doc_lists import Lists
from vnsearch.documents.formats.word.doc_structures import Format
from vnsearch.documents.formats.word.doc_styles import Styles
from vnsearch.documents.formats.word.eq_fields import CODE_LENGTH, text_of_code
from vnsearch.documents.laid_out.story import Story
from vnsearch.documents.limits import DOCUMENT_LIMIT
from vnsearch.documents.metadata.properties import own_properties
from vnsearch.documents.source import Reading, Source, too_large

_MAGIC = (0xA5EC, 0xA5DC)
_WORD_97 = 0xC0  # nFib from which text is in pieces
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
# The documents within the file and where the FIB has their lengths, in the file's order.
_LENGTHS = {"text": 76, "footnotes": 80, "headers": 84, "macros": 88, "comments": 92,
            "endnotes": 96, "boxes": 100, "header boxes": 104}  # fmt: skip
_READ = ("text", "boxes", "footnotes", "endnotes", "comments")
_RUNNING = ("headers", "header boxes")
# The code pages of text in one byte or two, by the language of the file (an LCID, or that part
# of it that stands for all countries); Vietnamese and western ones are told from the bytes.
_PAGES = {
    **dict.fromkeys((0x05, 0x0E, 0x15, 0x18, 0x1A, 0x1B, 0x24), "cp1250"),
    **dict.fromkeys((0x02, 0x19, 0x22, 0x23), "cp1251"),
    **dict.fromkeys((0x25, 0x26, 0x27), "cp1257"),
    0x01: "cp1256",
    0x04: "big5",
    0x08: "cp1253",
    0x0D: "cp1255",
    0x11: "cp932",
    0x12: "cp949",
    0x1E: "cp874",
    0x1F: "cp1254",
    0x0804: "gbk",
    0x1004: "gbk",
}
_VIETNAMESE = 0x042A
_OFTEN = 4  # times its size that a file is gone over: pieces do not overlap in a whole one
_special = re.compile("[\x00-\x08\x0b-\x1f\u00ad(]")
_PICTURE, _NOTE = "\x01", "\x02"
_ENDS = "\r\x07\x0c\x0e"
_BREAKS = "\x0c\x0e"  # which stand within a paragraph, too
_SIGNS = {"\x0b": "\n", "\x1e": "-", "\x1f": "\u00ad", "\u00ad": "\u00ad", "(": "("}


def read_doc(source: Source) -> Iterator[Reading]:
    """The document as one text: its body, then boxes, notes, comments, headers, footers; before
    it the files that were put into it.
    """
    with open_ole(source) as container:
        main = read_stream(container, "WordDocument", source)
        flags = short_at(main, 10)
        table_name = "1Table" if flags & _TABLE_1 else "0Table"
        table = read_stream(container, table_name, source)
        known = summary(container, source)
        data = _form_data(container, main, source)
        if short_at(main, 0) not in _MAGIC:
            raise source.place.failed("damaged")
        if flags & _ENCRYPTED:
            raise source.place.passed_over("password")
        yield from folder_objects(container, "ObjectPool", "", source)
    story = Story(source)
    if short_at(main, 2) < _WORD_97:
        _read_old(main, story, source.rules.encoding)
    else:
        _Reader(main, table, data, source).read(story)
    yield from story.readings("doc", own_properties(known))


def _form_data(container: OleFileIO, main: bytes, source: Source) -> bytes:
    """The stream that says what forms show, where any does; pictures stand in it, too."""
    if not any(DROP_DOWN.encode(letters) in main for letters in ("ascii", "utf-16-le")):
        return b""
    is_there = container.exists("Data") and container.get_size("Data") <= DOCUMENT_LIMIT
    return read_stream(container, "Data", source) if is_there else b""


def _read_old(main: bytes, story: Story, encoding: str) -> None:
    """The text of Word 6 and 95, in a code page; what its fonts are is not read."""
    first, last = long_at(main, 24), long_at(main, 28)
    language = short_at(main, 6)
    page = encoding or _PAGES.get(language) or _PAGES.get(language & 0x3FF, "")
    text, told = decode(main[first:last], page)  # where no language tells, the bytes do
    if language == _VIETNAMESE and not told.sure:
        text, _ = decode(main[first:last], "windows-1258")
    for line in re.split("[\r\x07\x0c]", re.sub("\x13[^\x13-\x15]*\x14|[\x13\x15]", "", text)):
        story.line(line)


class _Reader:
    """Reads the documents within one file."""

    def __init__(self, main: bytes, table: bytes, data: bytes, source: Source) -> None:
        def part(number: int) -> bytes:
            return structures.table_part(main, table, number)

        self._main = main
        self._data = data
        self._pieces = structures.pieces(part(structures.PIECES))
        if sum(piece.last - piece.first for piece in self._pieces) > DOCUMENT_LIMIT:
            raise too_large(source.place)
        if sum(piece.size(len(main)) for piece in self._pieces) > _OFTEN * len(main):
            raise source.place.failed("damaged")
        self._characters = structures.Runs(main, part(structures.CHARACTERS), False)
        self._paragraphs = structures.Runs(main, part(structures.PARAGRAPHS), True)
        self._fonts = structures.fonts(part(structures.FONTS))
        self._styles = Styles(part(structures.STYLES))
        lists = part(structures.LISTS)
        at = long_at(main, 154 + 8 * structures.LISTS)
        self._lists = Lists(table, at, lists, part(structures.OVERRIDES))
        self._fields: list[bool] = []  # open fields: whether their result has begun
        self._code = ""  # of the one that began last,
        self._form = -1  # and where in the data stream its form is

    def read(self, story: Story) -> None:
        """Read what stands in the text, and then what every page has."""
        start, places = 0, {}
        for part_name, at in _LENGTHS.items():
            length = long_at(self._main, at)
            places[part_name] = (start, start + length)
            start += length
        for part_name in _READ:
            self._read(*places[part_name], story)
        with story.headers():
            for part_name in _RUNNING:
                self._read(*places[part_name], story)

    def _read(self, start: int, end: int, story: Story) -> None:
        self._fields.clear()
        story.begin()
        for piece in self._pieces:
            first = max(start, piece.first)
            last = min(end, piece.last)
            if first < last:
                width = 2 if piece.wide else 1
                offset = piece.offset + (first - piece.first) * width
                self._read_piece(offset, (last - first) * width, width, story)
        self._end_paragraph(len(self._main), story)
        story.close()

    def _read_piece(self, offset: int, size: int, width: int, story: Story) -> None:
        """Run by run: where the format of characters or of paragraphs changes."""
        end = min(offset + size, len(self._main))
        while offset < end:
            stop = min(end, self._characters.next(offset), self._paragraphs.next(offset))
            stop = max(stop - (stop - offset) % width, offset + width)
            content = self._main[offset:stop]
            if width == 2:
                text = content.decode("utf-16-le", "replace")
            else:
                text = "".join(map(WINDOWS_1252.__getitem__, content))
            self._run(text, offset, width, story)
            offset = stop

    def _run(self, text: str, offset: int, width: int, story: Story) -> None:
        style, _ = self._paragraphs.at(offset)
        _, own = self._characters.at(offset)
        form = own
        if own.style is not None:
            form = form.over(self._styles.own(own.style))
        form = form.over(self._styles.format(style))
        font, size = self._font(form.font), form.size or 0.0
        at = 0
        for match in _special.finditer(text):
            self._add(text[at : match.start()], font, size, own, story)
            at = match.end()
            sign = match[0]
            end = offset + width * match.start()
            if sign in _BREAKS and self._paragraphs.next(end) > end + width:
                self._add("\n", font, size, own, story)  # of a page, within a paragraph
            elif sign in _ENDS:
                self._end_paragraph(end, story)
            elif sign == "\x13":
                self._fields.append(False)
                self._code, self._form = "", -1
            elif sign == "\x14" and self._fields:
                self._fields[-1] = True
            elif sign == "\x15" and self._fields:
                self._fields.pop()
                code, self._code = self._code, ""
                shown = text_of_code(code)
                if code.split()[:1] == [DROP_DOWN]:
                    shown = chosen_text(self._data, self._form)
                self._add(shown, font, size, own, story)
            elif sign == "(" and own.symbol is not None:
                char = own.symbol[1]
                char -= 0xF000 if 0xF000 < char < 0xF100 else 0
                self._add(chr(char), self._font(own.symbol[0]), size, own, story)
            elif sign in (_PICTURE, _NOTE) and all(self._fields):
                story.part()
            elif sign == _PICTURE and own.data is not None:
                self._form = own.data
            elif sign in _SIGNS:
                self._add(_SIGNS[sign], font, size, own, story)
        self._add(text[at:], font, size, own, story)

    def _add(self, text: str, font: str, size: float, own: Format, story: Story) -> None:
        if not text or own.deleted:
            return
        if not all(self._fields):
            if not self._fields[-1] and len(self._code) < CODE_LENGTH:
                self._code += text
            return
        if own.hidden:
            story.add_hidden(text, font)
        elif own.raised:
            story.add_raised(text, font, size)
        else:
            story.add(text, font, size)

    def _end_paragraph(self, offset: int, story: Story) -> None:
        style, own = self._paragraphs.at(offset)
        form = own.over(self._styles.format(style))
        if form.initial and not story.empty:
            return  # the first letter of the next paragraph
        number = ("", "")
        if form.list:
            text, font = self._lists.number(form.list, form.depth or 0)
            number = (text, self._font(font if font is not None else form.font))
        story.end(self._styles.role(style), number)
        story.begin()

    def _font(self, number: int | None) -> str:
        return self._fonts[number] if number is not None and number < len(self._fonts) else ""
