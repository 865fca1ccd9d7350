"""Slides and messages whose text is in runs of (text, font), for the table of formats."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from .ole_writer import compound_file
from .test_archive import archive
from .test_docx import R, relations
from .test_opendocument import opendocument
from .test_outlook import BINARY, STRING, UNICODE, fixed, named
from .test_ppt import box, presentation

Runs = Sequence[tuple[str, str]]  # text, font
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"


def pptx(path: Path, runs: Runs) -> Path:
    """A slide with a paragraph for each run."""
    paragraphs = "".join(
        f'<a:p><a:r><a:rPr><a:latin typeface="{font}"/></a:rPr>'
        f"<a:t>{escape(text)}</a:t></a:r></a:p>"
        for text, font in runs
    )
    spaces = f'xmlns:a="{_A}" xmlns:p="{_P}" xmlns:r="{R}"'
    slide = f"<p:sp><p:txBody>{paragraphs}</p:txBody></p:sp>"
    return archive(
        path,
        {
            "[Content_Types].xml": b"<Types/>",
            "_rels/.rels": relations(officeDocument="ppt/presentation.xml"),
            "ppt/presentation.xml": f'<p:presentation {spaces}><p:sldIdLst><p:sldId id="256"'
            ' r:id="slide"/></p:sldIdLst></p:presentation>'.encode(),
            "ppt/_rels/presentation.xml.rels": relations(slide="slides/slide1.xml"),
            "ppt/slides/slide1.xml": f"<p:sld {spaces}><p:cSld><p:spTree>{slide}</p:spTree>"
            "</p:cSld></p:sld>".encode(),
        },
    )


def ppt(path: Path, runs: Runs) -> Path:
    """A slide with a box for each run."""
    fonts = sorted({font for _, font in runs})
    boxes = b"".join(box(text, font=fonts.index(font)) for text, font in runs)
    path.write_bytes(presentation([boxes], fonts=fonts))
    return path


def odp(path: Path, runs: Runs) -> Path:
    """A slide with a frame of a paragraph for each run."""
    styles = "".join(
        f'<style:style style:name="f{number}" style:family="text"><style:text-properties'
        f' fo:font-family="{font}"/></style:style>'
        for number, (_, font) in enumerate(runs)
    )
    paragraphs = "".join(
        f'<text:p><text:span text:style-name="f{number}">{escape(text)}</text:span></text:p>'
        for number, (text, _) in enumerate(runs)
    )
    frame = f"<draw:frame><draw:text-box>{paragraphs}</draw:text-box></draw:frame>"
    return opendocument(path, f"<draw:page>{frame}</draw:page>", styles)


def msg(path: Path, text: str | bytes, page: bytes = b"") -> Path:
    """A message: of plain text, as characters or bytes, or of a web page."""
    if page:
        streams = {named(0x1013, BINARY): page}
    elif isinstance(text, bytes):
        streams = {named(0x1000, STRING): text}
    else:
        streams = {named(0x1000, UNICODE): text.encode("utf-16-le")}
    path.write_bytes(compound_file({**streams, "__properties_version1.0": fixed()}))
    return path
