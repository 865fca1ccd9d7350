"""Zip archives: the documents of their members. Office files and e-books are such as well."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from vnsearch.documents.faults import Fault, Place
from vnsearch.documents.kinds import read_source, reader_of
from vnsearch.documents.source import Reading, Source
from vnsearch.documents.zip_package import is_encrypted, member_name, open_member, open_package

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
            raise source.place.passed_over("office")
        if kind == "zip":
            if source.member:
                raise source.place.passed_over("nested archive")
            # Of several members with one name the last is the valid one.
            members = {member_name(member): member for member in archive.infolist()}
            wanted = {name: one for name, one in members.items() if _is_file_to_read(name)}
            encrypted = sum(is_encrypted(member) for member in wanted.values())
            if encrypted:
                detail = f"{encrypted:,} of {len(wanted):,} members"
                yield source.place.passed_over("encrypted", detail).problem
            for name, member in wanted.items():
                if not is_encrypted(member):
                    yield from _read_member(archive, member, name, source)
            return
    yield from reader_of(kind, source.place)(source)


def _read_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, source: Source
) -> Iterator[Reading]:
    try:
        with open_member(archive, member, Place(source.path, name)) as stream:
            base = name.rpartition("/")[2]
            yield from read_source(Source(source.path, base, stream, source.rules, member=name))
    except Fault as fault:
        yield fault.problem


def _is_file_to_read(name: str) -> bool:
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in name.split("/"))
    return not (hidden or name.endswith("/"))
