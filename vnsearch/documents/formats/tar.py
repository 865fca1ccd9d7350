"""Tar archives: the documents of their members, read in one pass, compressed or not."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator

from vnsearch.documents.containers.compressed import DAMAGE, guarded
from vnsearch.documents.containers.zip_package import is_file_to_read
from vnsearch.documents.faults import Fault, Place
from vnsearch.documents.limits import ARCHIVE_MEMBERS
from vnsearch.documents.source import Reading, Source, told_apart


def read_tar(source: Source) -> Iterator[Reading]:
    """The documents of an archive's members, hidden ones left out."""
    if source.within_archive:
        raise source.place.passed_over("nested archive")
    try:
        with tarfile.open(fileobj=source.stream, mode="r|") as archive:
            met: set[str] = set()
            for ordinal, member in enumerate(archive):
                if ordinal >= ARCHIVE_MEMBERS:
                    raise source.place.failed("too many members", f"{ARCHIVE_MEMBERS:,}")
                if member.isreg() and is_file_to_read(member.name):
                    part = source.part(told_apart(member.name, ordinal + 1, met))
                    yield from _read_member(archive, member, part, source)
    except Fault:
        raise
    except (tarfile.TarError, *DAMAGE) as error:
        raise source.place.failed("damaged", str(error)) from None


def _read_member(
    archive: tarfile.TarFile, member: tarfile.TarInfo, part: str, source: Source
) -> Iterator[Reading]:
    place = Place(source.path, part)
    if member.issparse():  # may claim any size
        yield place.failed("expansion", f"{member.size / 1e6:.0f} MB").problem
        return
    content = archive.extractfile(member)
    if content is not None:
        stream = guarded(content, member.size, place)
        yield from source.read_member(
            member.name.rpartition("/")[2], stream, place.part, within_archive=True
        )
