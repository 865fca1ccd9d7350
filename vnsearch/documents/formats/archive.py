"""Zip archives: the documents of their members. Office files and e-books are such as well."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from vnsearch.documents.kinds import read_source, reader_of
from vnsearch.documents.source import Reading, SkippedError, Source, problem
from vnsearch.documents.zip_package import member_name, open_member, open_package
from vnsearch.errors import DocumentError

# What archives are that have members of these names; "" for what is not read.
_PACKAGES = (
    ({"word/document.xml"}, "docx"),
    ({"META-INF/container.xml"}, "epub"),
    ({"mimetype", "content.xml"}, "odt"),
    ({"xl/workbook.xml"}, ""),
    ({"ppt/presentation.xml"}, ""),
    ({"AndroidManifest.xml"}, ""),
    ({"META-INF/MANIFEST.MF"}, ""),
)


def read_archive(source: Source) -> Iterator[Reading]:
    """The documents of an archive's members, or of the office file that it is."""
    source = source.seekable()
    with open_package(source) as archive:
        names = set(archive.namelist())
        kind = next((kind for signs, kind in _PACKAGES if signs <= names), "zip")
        if not kind:
            raise SkippedError(f"{source.label} is of a kind that is not read and was skipped")
        if kind == "zip":
            if source.member:
                raise SkippedError(f"{source.label} is an archive in another and was skipped")
            # Of several members with one name the last is the valid one.
            members = {member_name(member): member for member in archive.infolist()}
            for name, member in members.items():
                if not name.endswith("/") and not _is_hidden(name):
                    yield from _read_member(archive, member, name, source)
            return
    yield from reader_of(kind, source.label)(source)


def _read_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, source: Source
) -> Iterator[Reading]:
    label = f"{source.path}#{name}"
    try:
        with open_member(archive, member, label) as stream:
            base = name.rpartition("/")[2]
            yield from read_source(Source(source.path, base, stream, source.rules, member=name))
    except DocumentError as error:
        yield problem(source.path, error)


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in name.split("/"))
