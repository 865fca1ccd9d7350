"""Web pages: the main text, and the title, date, author and language that the page names.

The parser gives events and builds no tree, so that a hostile page (nested a million deep)
takes no more time and memory than any other of its size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any, Literal, TypeAlias

from lxml import etree  # type: ignore[import-untyped]

from vnsearch.documents.encodings.encoding import decode_page
from vnsearch.documents.encodings.fonts import RunReader
from vnsearch.documents.encodings.page_fonts import font_of, sheet_fonts
from vnsearch.documents.encodings.repair import repair
from vnsearch.documents.faults import OversizeError
from vnsearch.documents.formats.web.html_blocks import Block, letter_count, main_text
from vnsearch.documents.formats.web.html_lists import Lists, SizesTarget
from vnsearch.documents.formats.web.page_text import JoinedRuns, declared_encoding, with_letters
from vnsearch.documents.limits import HTML_LIMIT, HTML_TAGS, PIECE_SIZE
from vnsearch.documents.metadata.heading import read_date
from vnsearch.documents.metadata.properties import NOTHING_KNOWN, Properties
from vnsearch.documents.metadata.titles import without_program_title
from vnsearch.documents.source import FileNote, Reading, Source

_TAGS_OF_ROLES = {
    "style": "style",
    "silent": "head script template noscript noframes iframe object svg math canvas select"
    " button textarea audio video map",
    "boilerplate": "nav header footer aside menu dialog",
    "main": "article main",
    "link": "a",
    "preformatted": "pre listing xmp",
    "heading": "h1",
    "title": "title",
}
_ROLES = {tag: role for role, tags in _TAGS_OF_ROLES.items() for tag in tags.split()}
_BOILERPLATE_ROLES = ("navigation", "banner", "contentinfo", "complementary", "search")
_BLOCK_TAGS = """
address article aside blockquote body br caption center dd details div dl dt fieldset figcaption
figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary
table tbody tfoot thead title tr ul
"""
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_DATE_NAMES = (
    "article:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "time",
)
_AUTHOR_NAMES = ("author", "article:author", "dc.creator", "citation_author")
_NEXT = "\x1c"  # between headings: white space
_MARK_LENGTH = 8  # characters of a link by which the mark of a note is known
_UNREAD = ("silent", "title", "json", "style")  # roles whose text is not the page's
_NAMING = ("property", "name", "itemprop")
_file_name = re.compile(r"[\w%.()-]+\.(?:jpe?g|png|gif|webp|svg|bmp)", re.IGNORECASE).fullmatch
_undisplayed = re.compile(r"(?:^|[;\s])display\s*:\s*none\b", re.IGNORECASE).search
_counts_down = re.compile(b"reversed", re.IGNORECASE).search
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
Shown: TypeAlias = Literal["site", "mail", "book"]


@dataclass(slots=True)
class Page:
    """A web page's text and what it says of itself."""

    text: str = ""
    known: Properties = NOTHING_KNOWN
    legacy: Sequence[str] = ()  # the encodings that its text was found to be in truth


def read_html(source: Source) -> Iterator[Reading]:
    """The page as one document."""
    content = source.content(HTML_LIMIT)
    declared = declared_encoding(content)
    text, encoding = decode_page(content, declared, source.rules.encoding)
    yield FileNote(str(source.place), encoding.label)
    page = parse_page(text)
    yield source.document(
        "html",
        page.text,
        page.known,
        page.legacy,
    )


def parse_page(
    text: str, styles: Mapping[str, str] | None = None, shown: Shown = "site"
) -> Page:
    """The main text of a page and what it says of itself; `styles` are fonts by selector.

    A site may display later what it does not at first, and has boilerplate; a book has none.
    Raises OversizeError for a page of too many tags.
    """
    if text.count("<") > HTML_TAGS:
        raise OversizeError(HTML_TAGS, "tags")
    content = with_letters(text).encode("utf-8", "replace")
    sizes = _parsed(content, SizesTarget()) if _counts_down(content) else []
    page: Page = _parsed(content, _PageTarget(styles or {}, sizes, shown))
    page.text, encodings = repair(page.text)  # letters of an old encoding may be entities
    page.legacy = (*page.legacy, *encodings)
    return page


def _parsed(content: bytes, target: Any) -> Any:
    """What `target` closes with after all events of a page."""
    parser = etree.HTMLParser(target=target, encoding="utf-8")
    for start in range(0, len(content), PIECE_SIZE):
        parser.feed(content[start : start + PIECE_SIZE])
    try:
        return parser.close()
    except etree.LxmlError:  # no element at all
        return target.close()


class _PageTarget:
    """Takes the parser's events; keeps the blocks of text and what the head says."""

    def __init__(self, styles: Mapping[str, str], sizes: list[int], shown: Shown) -> None:
        # Elements, their roles and the fonts that are set within them, innermost last.
        self._open: list[tuple[str, str, str]] = []
        self._styles = dict(styles)
        self._shown = shown
        self._runs = RunReader()
        self._roles = dict.fromkeys((*_TAGS_OF_ROLES, "json", ""), 0)  # open elements of each
        self._blocks: list[Block] = []
        self._pieces = JoinedRuns()  # of the block that is being read,
        self._linked = self._links = 0  # its characters in links and its links,
        self._part = ""  # and the part of the page that it is in
        self._written = False  # and whether any of it is more than the words of a picture
        self._lists = Lists(sizes)
        self._number = ""  # of an item that has no text so far
        self._linking = ""  # what the link said that is open or ended last
        self._drawn = 0  # open drawings, whose titles are not the page's
        self._names: dict[str, str] = {}  # what the page says of itself, the first of a name
        self._texts = {role: StringIO() for role in ("title", "heading", "json", "style")}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._note(tag, attributes)
        if tag in _BLOCKS:
            self._break()
        elif tag in ("td", "th"):
            self._pieces.add(" ", self._font())
        elif tag in ("img", "area"):
            self._picture(attributes.get("alt", ""))
        elif tag == "svg":
            self._drawn += 1
        elif tag == "sup":
            self._pieces.raise_next()
        self._number += self._lists.begin(tag, attributes)
        role = self._role(tag, attributes)
        font = font_of(tag, attributes, self._styles) or self._font()
        self._open.append((tag, role, font))
        self._roles[role] += 1
        if role == "link":
            self._links += 1
            self._linking = ""

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag in _BLOCKS:
            self._break()
        elif tag == "svg":
            self._drawn = max(0, self._drawn - 1)
        self._lists.end(tag)
        if tag == "li":
            self._number = ""
        if self._open and self._open[-1][0] == tag:
            self._roles[self._open.pop()[1]] -= 1
        if tag == "h1":
            self._texts["heading"].write(_NEXT)
        if tag == "style":
            self._styles |= sheet_fonts(self._texts["style"].getvalue())
            self._texts["style"] = StringIO()

    def data(self, text: str) -> None:
        """Some text; one text may come in several pieces."""
        for role, texts in self._texts.items():
            if self._roles[role] and not (role == "title" and self._drawn):
                texts.write(text)
        self._add(text)
        self._written = self._written or not text.isspace()

    def _picture(self, alt: str) -> None:
        """The words that stand for a picture, if they are more than its file's name."""
        if alt.strip() and not _file_name(alt.strip()):
            self._add(f" {alt} ")

    def _add(self, text: str) -> None:
        roles = self._roles
        if any(map(roles.__getitem__, _UNREAD)):
            return
        if self._borders_mark(text):
            self._pieces.add(" ", self._font())
        self._pieces.add(text, self._font())
        if roles["link"]:
            self._linked += letter_count(text)
            self._linking += text[:_MARK_LENGTH]
        elif self._linking:
            self._linking = ""
        if roles["boilerplate"]:
            self._part = "boilerplate"
        elif roles["main"]:
            self._part = "main"

    def _borders_mark(self, text: str) -> bool:
        """Whether the number of a note, a link of nothing else, begins or has ended here: it is
        no part of the words beside it.
        """
        if self._roles["preformatted"]:
            return False
        if self._roles["link"]:
            return not self._linking and text.isdigit()
        return self._linking.isdigit() and text[:1].isalnum()

    def close(self) -> Page:
        """The page, once the parser has seen all of it."""
        self._break()
        names = self._names
        dates = [names.get(name, "") for name in _DATE_NAMES]
        dates += _JSON_DATE.findall(self._texts["json"].getvalue())
        authors = [names.get(name, "") for name in _AUTHOR_NAMES]
        return Page(
            text=main_text(self._blocks),
            known=Properties(
                title=self._title(),
                date=next(filter(None, map(read_date, dates)), ""),
                author=next((one for one in authors if one and "://" not in one), ""),
                language=names.get("lang", ""),
                tags=names.get("keywords", ""),
            ),
            legacy=self._runs.encodings,
        )

    def _font(self) -> str:
        return self._open[-1][2] if self._open else ""

    def _note(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "meta":
            naming = next((attributes[key] for key in _NAMING if attributes.get(key)), "")
            if naming and attributes.get("content"):
                self._names.setdefault(naming.lower(), attributes["content"])
        elif tag == "time" and attributes.get("datetime"):
            self._names.setdefault("time", attributes["datetime"])
        elif tag == "html" and attributes.get("lang"):
            self._names.setdefault("lang", attributes["lang"])

    def _role(self, tag: str, attributes: Mapping[str, str]) -> str:
        role = _ROLES.get(tag, "")
        if attributes:
            if tag == "script" and "ld+json" in attributes.get("type", ""):
                return "json"
            if "hidden" in attributes:
                return "silent"
            if self._shown != "site" and _undisplayed(attributes.get("style", "")):
                return "silent"
            if attributes.get("role") in _BOILERPLATE_ROLES:
                role = "boilerplate"
            if attributes.get("role") == "main" or attributes.get("itemprop") == "articleBody":
                return "main"
        if tag == "header" and self._roles["main"]:
            return ""  # that of an article, not of the page
        return "" if role == "boilerplate" and self._shown == "book" else role

    def _break(self) -> None:
        text = self._runs.line(self._pieces.take())
        text = text.strip("\n") if self._roles["preformatted"] else " ".join(text.split())
        if text:
            picture, number, self._number = not self._written, self._number, ""
            self._blocks.append(
                Block(text, self._linked, self._links, self._part, picture, number)
            )
        self._texts["heading"].write(" ")
        self._written = False
        self._linked = self._links = 0
        self._part = ""

    def _title(self) -> str:
        headings = self._texts["heading"].getvalue()
        title = " ".join(self._texts["title"].getvalue().split())
        heading = " ".join(headings.split())
        # A title is mostly the heading and the name of the site.
        inner = heading if heading and heading in title else title
        return (
            self._names.get("og:title")
            or without_program_title(inner)
            or next(filter(None, (" ".join(one.split()) for one in headings.split(_NEXT))), "")
        )
