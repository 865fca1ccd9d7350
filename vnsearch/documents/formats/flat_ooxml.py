"""Office Open XML packages in one XML file ("Flat OPC"): Word's "XML document" and the like."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BufferedReader
from typing import cast
from xml.sax.saxutils import quoteattr

from lxml import etree  # type: ignore[import-untyped]

from vnsearch.documents.laid_out.markup import parse_tree
from vnsearch.documents.source import Reading, Source

_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_TYPES = "[Content_Types].xml"


def read_flat(source: Source) -> Iterator[Reading]:
    """What the package holds, read as the archive that it stands for."""
    root = parse_tree(source.content(), source.place)
    packed = io.BytesIO()
    types = []
    with zipfile.ZipFile(packed, "w") as archive:
        for part in root.iter(f"{_PKG}part"):
            name = part.get(f"{_PKG}name", "").lstrip("/")
            content = next(iter(part.iterfind(f"{_PKG}xmlData/*")), None)
            if not name or content is None:  # pictures and the like are in Base64
                continue
            kind = part.get(f"{_PKG}contentType", "")
            types.append(
                f"<Override PartName={quoteattr('/' + name)} ContentType={quoteattr(kind)}/>"
            )
            archive.writestr(name, etree.tostring(content))
        archive.writestr(_TYPES, f"<Types>{''.join(types)}</Types>")
    packed.seek(0)
    stream = cast("BufferedReader", io.BufferedReader(cast(io.RawIOBase, packed)))
    yield from source.reader(replace(source, stream=stream))
