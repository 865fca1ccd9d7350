"""Files that a program put into an office file, in the compound file that OLE makes of each.

Office programs keep their own formats in "Package", and Acrobat keeps PDF in "CONTENTS".
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from vnsearch.documents.containers.compressed import guarded
from vnsearch.documents.containers.ole import open_ole, read_stream
from vnsearch.documents.containers.ole_objects import packaged_file
from vnsearch.documents.source import Reading, Source

_PACKAGED = "\x01Ole10Native"


def read_object(source: Source) -> Iterator[Reading]:
    """The documents of the file within; raises Fault for an object that is no file of ours."""
    with open_ole(source) as container:
        name, content = packaged_file(read_stream(container, _PACKAGED, source))
        content = content or read_stream(container, "Package", source)
        contents = b"" if content else read_stream(container, "CONTENTS", source)
    content = content or (contents if contents.startswith(b"%PDF-") else b"")
    if not content:
        raise source.place.passed_over("office")
    place = source.place.within(name) if name else source.place
    stream = guarded(io.BytesIO(content), len(content), place)
    yield from source.read_object(name, stream, place.part)
