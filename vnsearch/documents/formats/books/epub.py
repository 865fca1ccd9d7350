"""E-books (EPUB): the chapters in the order of reading, as one document."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote

from vnsearch.documents.containers.zip_package import open_package, read_member
from vnsearch.documents.encodings.encoding import decode_page
from vnsearch.documents.encodings.page_fonts import SHEET_LENGTH, sheet_fonts
from vnsearch.documents.faults import Place
from vnsearch.documents.formats.web.html import parse_page
from vnsearch.documents.formats.web.page_text import declared_encoding
from vnsearch.documents.laid_out.markup import element_texts, parse_tree
from vnsearch.documents.limits import DOCUMENT_LIMIT, FAULTS_NAMED
from vnsearch.documents.metadata.properties import own_properties
from vnsearch.documents.source import Reading, Source, too_large
from vnsearch.text.normalize import compose

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"


def read_epub(source: Source) -> Iterator[Reading]:
    """The book; raises Fault for one that is damaged or protected."""
    with open_package(source) as archive:
        names = _Names(archive)
        package_name = _package_name(archive, names, source)
        package = read_member(archive, package_name, source)
        if not package:
            raise source.place.failed("damaged", "it lists no chapters")
        package_place = source.place.within(package_name)
        styles = _styles(archive, source)
        chapters, missing, size = [], list[str](), 0
        legacy: dict[str, None] = {}
        for listed in _chapter_names(package, package_name, package_place):
            name = names.found(listed)
            if not name:
                missing.append(listed)
                continue
            content = read_member(archive, name, source)
            size += len(content)
            if size > DOCUMENT_LIMIT:
                raise too_large(source.place)
            if b"\x00" in content[:1000] and _ENCRYPTION in archive.namelist():
                raise source.place.passed_over("copy protection")
            text, _ = decode_page(content, declared_encoding(content))
            page = parse_page(text, styles, "book")
            chapters.append(page.text)
            legacy |= dict.fromkeys(page.legacy)
    for name in missing[:FAULTS_NAMED]:
        yield source.place.within(name).failed("damaged", "it is not there").problem
    text = "\n".join(filter(None, chapters))
    known = element_texts(package, package_place)
    known["keywords"] = known.get("subject", "")
    yield source.document("epub", text, own_properties(known), list(legacy))


def _styles(archive: zipfile.ZipFile, source: Source) -> dict[str, str]:
    """The fonts that the book's style sheets set, by selector."""
    fonts: dict[str, str] = {}
    for member in archive.infolist():
        if member.filename.endswith(".css") and member.file_size <= SHEET_LENGTH:
            sheet = read_member(archive, member.filename, source)
            fonts |= sheet_fonts(sheet.decode("utf-8", "replace"))
    return fonts


class _Names:
    """The members of a book, by whatever way it writes their names."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.all = archive.namelist()
        self._by_key = {_key(name): name for name in reversed(self.all)}

    def found(self, written: str) -> str:
        """The member of a name as it is, or else unquoted; "" for none."""
        for name in (written, unquote(written)):
            if known := self._by_key.get(_key(name)):
                return known
        return ""


def _key(name: str) -> str:
    """A name without what books write one way in one place and otherwise in another."""
    path = posixpath.normpath(posixpath.join("/", compose(name).replace("\\", "/")))
    return path.lstrip("/").casefold()


def _package_name(archive: zipfile.ZipFile, names: _Names, source: Source) -> str:
    """The name of the member that lists the book's parts."""
    container = read_member(archive, names.found(_CONTAINER) or _CONTAINER, source)
    root = parse_tree(container, source.place.within(_CONTAINER))
    paths = (names.found(one.get("full-path", "")) for one in root.iter("{*}rootfile"))
    return next(filter(None, paths), "")


def _chapter_names(package: bytes, package_name: str, place: Place) -> list[str]:
    """The names of the members to read, as they are listed in order of reading, each once."""
    root = parse_tree(package, place)
    folder = posixpath.dirname(package_name)
    hrefs = {
        item.get("id"): item.get("href", "")
        for item in root.iter("{*}item")
        if not item.get("media-type", "").startswith(("image/", "audio/", "video/"))
    }
    spine = (
        hrefs.get(item.get("idref"), "").partition("#")[0] for item in root.iter("{*}itemref")
    )
    names = (posixpath.join(folder, href.replace("\\", "/")) for href in spine if href)
    return list(dict.fromkeys(names))
