"""Zip archives and the office files that are such: opened and read within limits."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader

from vnsearch.documents.compressed import DAMAGE, guarded
from vnsearch.documents.limits import (
    ARCHIVE_MEMBERS,
    ARCHIVE_SIZE,
    DOCUMENT_LIMIT,
    EXPANSION_FREE,
    EXPANSION_RATIO,
)
from vnsearch.documents.source import Source
from vnsearch.errors import DocumentError

_ENCRYPTED = 0x1  # flag bits of a member
_UTF8_NAME = 0x800


@contextmanager
def open_package(source: Source) -> Iterator[zipfile.ZipFile]:
    """The source as a zip archive; raises DocumentError if it is none or expands too far."""
    stream = source.seekable().stream
    try:
        archive = zipfile.ZipFile(stream)
    except DAMAGE as error:
        raise DocumentError(
            f"{source.label} is no whole zip archive ({error}); get a whole copy of it"
        ) from None
    with archive:
        members = archive.infolist()
        expanded = sum(member.file_size for member in members)
        packed = stream.seek(0, io.SEEK_END)
        if len(members) > ARCHIVE_MEMBERS:
            raise DocumentError(
                f"{source.label} has more than {ARCHIVE_MEMBERS} members; unpack it yourself"
            )
        if expanded > min(ARCHIVE_SIZE, max(EXPANSION_FREE, packed * EXPANSION_RATIO)):
            raise DocumentError(
                f"{source.label} expands to {expanded / 1e6:.0f} MB, beyond all measure; unpack"
                " it yourself if it is to be trusted"
            )
        yield archive


def open_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, label: str
) -> BufferedReader:
    """A member's bytes; raises DocumentError for an encrypted or damaged one."""
    if member.flag_bits & _ENCRYPTED:
        raise DocumentError(f"{label} is encrypted; decrypt the archive")
    try:
        stream = archive.open(member)
    except DAMAGE as error:
        raise DocumentError(f"{label} cannot be unpacked ({error}); get a whole copy") from None
    return guarded(stream, member.compress_size, label)


def read_member(archive: zipfile.ZipFile, name: str, source: Source) -> bytes:
    """A member's whole content, b"" if there is none of that name."""
    try:
        member = archive.getinfo(name)
    except KeyError:
        return b""
    label = f"{source.label}#{name}"
    with open_member(archive, member, label) as stream:
        part = Source(source.path, name, stream, source.rules, source.part(name))
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
