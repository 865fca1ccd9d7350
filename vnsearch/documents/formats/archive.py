"""Zip archives: the documents of their members."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from vnsearch.documents.faults import Fault, Place
from vnsearch.documents.source import Reading, Source
from vnsearch.documents.zip_package import is_encrypted, member_name, open_member, open_package


def read_archive(source: Source) -> Iterator[Reading]:
    """The documents of an archive's members, hidden ones left out."""
    if source.member:
        raise source.place.passed_over("nested archive")
    with open_package(source) as archive:
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


def _read_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, source: Source
) -> Iterator[Reading]:
    try:
        with open_member(archive, member, Place(source.path, name)) as stream:
            yield from source.read_member(name.rpartition("/")[2], stream, name)
    except Fault as fault:
        yield fault.problem


def _is_file_to_read(name: str) -> bool:
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in name.split("/"))
    return not (hidden or name.endswith("/"))
