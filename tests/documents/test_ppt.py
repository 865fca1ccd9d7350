"""Presentations of PowerPoint 97 to 2003: what stands on slides and in notes, and lies."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

from vnsearch.records import Document, FileNote

from .ole_writer import compound_file
from .reading import documents, only_problem, readings

_DOCUMENT, _SLIDE, _NOTES, _NOTES_ATOM, _PERSIST = 1000, 1006, 1008, 1009, 1011
_HEADER, _CHARACTERS, _STYLE, _LIST, _FONT, _USER_EDIT, _DIRECTORY, _BOX = (
    *(3999, 4000, 4001, 4080, 4023, 4085, 6002, 0xF00D),
)
_MASTER, _RUNNING, _RUNNING_ATOM, _STRING, _OBJECT = 1016, 4057, 4058, 4026, 4113


def record(kind: int, content: bytes, instance: int = 0, container: bool = False) -> bytes:
    head = instance << 4 | (15 if container else 0)
    return struct.pack("<HHI", head, kind, len(content)) + content


def text(words: str, kind: int = 1) -> bytes:
    characters = record(_CHARACTERS, words.encode("utf-16-le"))
    return record(_HEADER, struct.pack("<I", kind)) + characters


def box(words: str, kind: int = 4, font: int | None = None) -> bytes:
    """A box of one text, in that font of the file."""
    style = b""
    if font is not None:
        paragraphs = struct.pack("<IHI", len(words) + 1, 0, 0)
        style = record(_STYLE, paragraphs + struct.pack("<IIH", len(words) + 1, 0x10000, font))
    return record(_BOX, text(words, kind) + style, container=True)


def presentation(
    slides: list[bytes],
    notes: dict[int, bytes] | None = None,
    outlines: int = 1,
    fonts: Sequence[str] = (),
    master: bytes = b"",
    footer: bytes = b"",
    objects: Sequence[bytes] = (),
) -> bytes:
    """A file of slides, each of the boxes that are given; `outlines` times the list of them."""
    notes = notes or {}
    stored = [record(_SLIDE, slide, container=True) for slide in slides]
    for slide, boxes in notes.items():
        atom = record(_NOTES_ATOM, struct.pack("<II", 256 + slide, 0))
        stored.append(record(_NOTES, atom + boxes, container=True))
    persists = [
        record(_PERSIST, struct.pack("<IIIII", 2 + place, 0, 0, 256 + place, 0))
        for place in range(len(stored))
    ]
    of_slides = record(_LIST, b"".join(persists[: len(slides)]) * outlines, 0, container=True)
    of_notes = record(_LIST, b"".join(persists[len(slides) :]), 2, container=True)
    of_masters = b""
    if master:
        stored.append(record(_MASTER, master, container=True))
        persist = record(_PERSIST, struct.pack("<IIIII", 1 + len(stored), 0, 0, 0, 0))
        of_masters = record(_LIST, persist, 1, container=True)
    named = b"".join(
        record(_FONT, name.ljust(32, "\0").encode("utf-16-le"), number)
        for number, name in enumerate(fonts)
    )
    held = named + footer + of_masters + of_slides + of_notes
    stored += [
        record(_OBJECT, struct.pack("<I", len(one)) + zlib.compress(one), 1) for one in objects
    ]
    kept = [record(_DOCUMENT, held, container=True), *stored]
    places, at = [], 0
    for one in kept:
        places.append(at)
        at += len(one)
    directory = struct.pack("<I", len(kept) << 20 | 1)
    directory += struct.pack(f"<{len(places)}I", *places)
    edit = struct.pack("<IIIII8x", 0, 0, 0, at, 1)
    stream = b"".join(kept) + record(_DIRECTORY, directory)
    user = struct.pack("<8xIIII", 20, 0xE391C05F, len(stream), 0)
    stream += record(_USER_EDIT, edit)
    return compound_file({"PowerPoint Document": stream, "Current User": user})


SHOWN = presentation(
    [box("Kế hoạch năm 2025", 0) + box("Mục tiêu\rXây hai trường học"), box("Xin cảm ơn")],
    {0: box("Nói chậm ở chỗ này")},
)


def test_slides_and_notes(tmp_path: Path) -> None:
    path = tmp_path / "kế hoạch.ppt"
    path.write_bytes(SHOWN)
    (found,) = documents(path)
    assert (found.kind, found.title) == ("ppt", "Kế hoạch năm 2025")
    assert found.body == (
        "Kế hoạch năm 2025\nMục tiêu\nXây hai trường học\nNói chậm ở chỗ này\nXin cảm ơn"
    )


def footed(flags: int, footer: str) -> bytes:
    """Two slides with a master and a footer, of which the flags say whether it is shown."""
    master = box("Click to edit title", 0) + box("TRƯỜNG CHU VĂN AN") + box("*") + box("<số>")
    atom = record(_RUNNING_ATOM, struct.pack("<HH", 0, flags))
    words = record(_STRING, footer.encode("utf-16-le"), 2)
    running = record(_RUNNING, atom + words, container=True)
    slides = [box("Kế hoạch", 0), box("Kết quả", 0)]
    return presentation(slides, master=master, footer=running)


def test_what_stands_on_all_slides_is_read_once(tmp_path: Path) -> None:
    """The master's own texts and the footer that is shown; what tells what to type is none."""
    path = tmp_path / "a.ppt"
    shown = []
    for flags in (0x20, 0x01):
        path.write_bytes(footed(flags, "Sở Giáo dục"))
        (found,) = documents(path)
        shown.append(found.body.split("\n"))
    assert shown[0] == ["Kế hoạch", "Kết quả", "Sở Giáo dục", "TRƯỜNG CHU VĂN AN"]
    assert shown[1] == ["Kế hoạch", "Kết quả", "TRƯỜNG CHU VĂN AN"]


def test_hidden_slides_are_read_and_said(tmp_path: Path) -> None:
    def said(flags: int) -> list[str]:
        info = record(1017, struct.pack("<10xHI", flags, 0))
        path = tmp_path / "a.ppt"
        path.write_bytes(presentation([box("Kế hoạch", 0), box("Dự phòng") + info]))
        found = readings(path)
        assert [one.body for one in found if isinstance(one, Document)] == [
            "Kế hoạch\nDự phòng"
        ]
        return [one.hidden for one in found if isinstance(one, FileNote)]

    assert (said(1), said(5)) == ([], ["slides"])


def test_comments_stand_with_their_slide(tmp_path: Path) -> None:
    """Behind its boxes, without who wrote them; notes follow."""
    strings = [("An", 0), ("Xem lại số liệu", 1), ("A", 2)]
    said = b"".join(record(_STRING, one.encode("utf-16-le"), at) for one, at in strings)
    comment = record(12000, said + record(12001, bytes(28)), container=True)
    name = record(_STRING, "___PPT10".encode("utf-16-le"))
    tag = record(5002, name + record(5003, comment * 2), container=True)
    slide = box("Kế hoạch", 0) + record(5000, tag, container=True)
    path = tmp_path / "a.ppt"
    path.write_bytes(presentation([slide, box("Kết quả")], {0: box("Nói chậm")}))
    (found,) = documents(path)
    assert found.body == "Kế hoạch\nXem lại số liệu\nXem lại số liệu\nNói chậm\nKết quả"


def test_slides_that_are_shown_again_and_again(tmp_path: Path) -> None:
    """A slide of many records, which each of many entries of the outline names."""
    path = tmp_path / "dài.ppt"
    slide = box("Mục tiêu") + record(1, b"") * 3000
    path.write_bytes(presentation([slide], outlines=2))
    (found,) = documents(path)
    assert found.body.startswith("Mục tiêu")
    path.write_bytes(presentation([slide], outlines=500))
    assert only_problem(path).what == "damaged"
