"""Rich text (RTF 1.9.1): the text with its fonts; notes, boxes and headers apart from it."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from vnsearch.documents.containers.ole_objects import object_documents, packaged_file
from vnsearch.documents.formats.rtf.reader import RtfReader
from vnsearch.documents.laid_out.story import Story
from vnsearch.documents.metadata.properties import own_properties
from vnsearch.documents.source import Reading, Source

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_rtf(source: Source) -> Iterator[Reading]:
    """The file as one document; before it the files that were put into it."""
    story = Story(source)
    reader = RtfReader(story, Story(source, story.runs, of_headers=True))
    reader.read(source.content())
    story.append(reader.running)
    objects = map(_object, reader.objects)
    yield from object_documents((one for one in objects if one[1]), source)
    yield from story.readings("rtf", own_properties(reader.info))


def _object(digits: bytearray) -> tuple[str, bytes]:
    """The file of an object ([MS-OLEDS] 2.2.5), "" and nothing for one that is none: after its
    version and format come the names of its class, topic and item, and its size.
    """
    even = digits.translate(None, b" \t")
    try:
        content = bytes.fromhex(even[: len(even) & ~1].decode("ascii"))
        at, names = 8, []
        for _ in range(3):
            (size,) = struct.unpack_from("<I", content, at)
            names.append(content[at + 4 : at + 4 + size].rstrip(b"\0"))
            at += 4 + size
        file = content[at:]  # its size, and then itself
    except (ValueError, struct.error):
        return "", b""
    if names[0] == b"Package":
        return packaged_file(file)
    return "", file[4:] if file[4:12] == _COMPOUND else b""
