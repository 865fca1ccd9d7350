"""Zip archives and the office files that are such: opened and read within limits."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BufferedReader

from vnsearch.documents.containers.compressed import DAMAGE, guarded
from vnsearch.documents.faults import Place
from vnsearch.documents.limits import (
    ARCHIVE_MEMBERS,
    ARCHIVE_SIZE,
    DOCUMENT_LIMIT,
    EXPANSION_FREE,
    EXPANSION_RATIO,
)
from vnsearch.documents.source import Source

_ENCRYPTED = 0x1  # flag bits of a member
_UTF8_NAME = 0x800


@contextmanager
def open_package(source: Source) -> Iterator[zipfile.ZipFile]:
    """The source as a zip archive; raises Fault if it is none or expands too far."""
    stream = source.seekable().stream
    try:
        archive = zipfile.ZipFile(stream)
    except DAMAGE as error:
        raise source.place.failed("damaged", str(error)) from None
    with archive:
        members = archive.infolist()
        expanded = sum(member.file_size for member in members)
        packed = stream.seek(0, io.SEEK_END)
        if len(members) > ARCHIVE_MEMBERS:
            raise source.place.failed("too many members", f"{ARCHIVE_MEMBERS:,}")
        if expanded > min(ARCHIVE_SIZE, max(EXPANSION_FREE, packed * EXPANSION_RATIO)):
            raise source.place.failed("expansion", f"{expanded / 1e6:.0f} MB")
        if source.member:
            source.budget.spend_once(expanded, source.place)
        yield archive


def is_encrypted(member: zipfile.ZipInfo) -> bool:
    """Whether a member can only be read with a password."""
    return bool(member.flag_bits & _ENCRYPTED)


def open_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: Place
) -> BufferedReader:
    """A member's bytes; raises Fault for an encrypted or damaged one."""
    if is_encrypted(member):
        raise place.passed_over("encrypted")
    try:
        stream = archive.open(member)
    except DAMAGE as error:
        raise place.failed("damaged", str(error)) from None
    return guarded(stream, member.compress_size, place)


def read_member(archive: zipfile.ZipFile, name: str, source: Source) -> bytes:
    """A member's whole content, b"" if there is none of that name."""
    try:
        member = archive.getinfo(name)
    except KeyError:
        return b""
    with open_member(archive, member, source.place.within(name)) as stream:
        part = replace(source, name=name, stream=stream, member=source.part(name))
        return part.content(DOCUMENT_LIMIT)


def member_name(member: zipfile.ZipInfo) -> str:
    """The member's name; if its encoding is not given, UTF-8 is tried before code page 437."""
    name = member.filename or "unnamed"
    if member.flag_bits & _UTF8_NAME:
        return name
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name


def is_file_to_read(name: str) -> bool:
    """Whether an archive's member of that name is a file that is not hidden."""
    parts = name.removeprefix("./").split("/")
    hidden = any(part.startswith((".", "~$")) or part == "__MACOSX" for part in parts)
    return not (hidden or name.endswith("/"))
