"""Zip archives: the documents of their members."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from vnsearch.documents.containers.zip_package import (
    is_encrypted,
    is_file_to_read,
    member_name,
    open_member,
    open_package,
)
from vnsearch.documents.faults import Fault, Place
from vnsearch.documents.source import Reading, Source


def read_archive(source: Source) -> Iterator[Reading]:
    """The documents of an archive's members, hidden ones left out."""
    if source.within_archive:
        raise source.place.passed_over("nested archive")
    with open_package(source) as archive:
        # Of several members with one name the last is the valid one.
        members = {member_name(member): member for member in archive.infolist()}
        wanted = {name: one for name, one in members.items() if is_file_to_read(name)}
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
        place = Place(source.path, source.part(name))
        with open_member(archive, member, place) as stream:
            base = name.rpartition("/")[2]
            yield from source.read_member(base, stream, place.part, within_archive=True)
    except Fault as fault:
        yield fault.problem
