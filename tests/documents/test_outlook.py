"""Outlook messages: text, page and rich text; who, when; attachments, messages within."""

from __future__ import annotations

import datetime
import re
import struct
from pathlib import Path

import pytest

from vnsearch.documents.formats.mail.compressed_rtf import decompress_rtf
from vnsearch.documents.formats.rtf import tokens
from vnsearch.records import Document, Problem

from .ole_writer import compound_file
from .reading import HOI_NGHI, documents, readings
from .test_encoding import LONG, as_windows_1252, by_table

UNICODE, STRING, BINARY = 0x001F, 0x001E, 0x0102
_DATA = 0x3701


def named(tag: int, kind: int) -> str:
    return f"__substg1.0_{tag:04X}{kind:04X}"


def fixed(embedded: bool = False, **values: int) -> bytes:
    """The values of eight bytes: `p0039=...` by their tags."""
    rows = b"".join(
        struct.pack("<IIQ", int(name[1:], 16) << 16 | 0x40, 0, value)
        for name, value in values.items()
    )
    return bytes(24 if embedded else 32) + rows


def filetime(day: str) -> int:
    since = datetime.datetime.fromisoformat(day) - datetime.datetime(1601, 1, 1)
    return int(since.total_seconds()) * 10_000_000


def message(texts: dict[int, str], embedded: bool = False, **values: int) -> dict[str, bytes]:
    streams = {named(tag, UNICODE): text.encode("utf-16-le") for tag, text in texts.items()}
    return {**streams, "__properties_version1.0": fixed(embedded, **values)}


def msg(path: Path, *parts: dict[str, bytes]) -> Path:
    merged: dict[str, bytes] = {}
    for part in parts:
        merged |= part
    path.write_bytes(compound_file(merged))
    return path


def attached(number: int, name: str, streams: dict[str, bytes]) -> dict[str, bytes]:
    folder = f"__attach_version1.0_#{number:08X}"
    titled = {named(0x3707, UNICODE): name.encode("utf-16-le"), **streams}
    return {f"{folder}/{key}": content for key, content in titled.items()}


WHO = {0x0C1A: "Lê An", 0x5D01: "an@example.vn", 0x0E04: "Trần Bình", 0x0E03: "Phòng Một"}


def test_a_message(tmp_path: Path) -> None:
    texts = {0x0037: "Mời họp", 0x1000: f"{HOI_NGHI}\r\nTrân trọng", **WHO}
    sent = filetime("2024-03-05T08:00:00")
    path = msg(tmp_path / "a.msg", message(texts, p0039=sent))
    assert documents(path) == [
        Document(
            path=str(path),
            title="Mời họp",
            body=f"{HOI_NGHI}\nTrân trọng",
            date="2024-03-05",
            author="Lê An <an@example.vn>",
            kind="mail",
            to="Trần Bình, Phòng Một",
        )
    ]


PAGE = "<html><body><p>Kính gửi anh</p></body></html>"
RICH = rb"{\rtf1\ansi\ansicpg1258 H\u7897?i ngh\u7883?}"


@pytest.mark.parametrize(
    ("streams", "body"),
    [
        ({named(0x1013, BINARY): PAGE.encode()}, "Kính gửi anh"),
        ({named(0x1013, UNICODE): PAGE.encode("utf-16-le")}, "Kính gửi anh"),
        (
            {named(0x1009, BINARY): struct.pack("<II4sI", 9, len(RICH), b"MELA", 0) + RICH},
            "Hội nghị",
        ),
        ({named(0x1000, STRING): "Hội nghị".encode()}, "Hội nghị"),
        ({named(0x1000, STRING): "Công văn".encode("cp1258")}, "Công văn"),
        ({}, "Chỉ có tên"),
    ],
)
def test_where_the_text_is(tmp_path: Path, streams: dict[str, bytes], body: str) -> None:
    path = msg(tmp_path / "a.msg", message({0x0037: "Chỉ có tên"}, p3FFD=1258), streams)
    (found,) = documents(path)
    assert found.body == body


def test_attachments_and_messages_within(tmp_path: Path) -> None:
    inner = message({0x0037: "Chuyển tiếp", 0x1000: "thư trong"}, embedded=True)
    path = msg(
        tmp_path / "a.msg",
        message({0x1000: "thư ngoài"}),
        attached(0, "tin.txt", {named(0x3701, BINARY): HOI_NGHI.encode()}),
        attached(1, "b.msg", {f"__substg1.0_3701000D/{k}": v for k, v in inner.items()}),
        attached(
            2,
            "logo.png",
            {
                named(0x3701, BINARY): b"\x89PNG\x00",
                named(0x3712, UNICODE): "a@b".encode("utf-16-le"),
                named(0x370E, UNICODE): "image/png".encode("utf-16-le"),
            },
        ),
    )
    found = [one for one in readings(path) if isinstance(one, Document)]
    assert [(one.part, one.kind, one.title, one.body) for one in found] == [
        ("", "mail", "thư ngoài", "thư ngoài"),
        ("tin.txt", "text", HOI_NGHI, HOI_NGHI),
        ("b.msg", "mail", "Chuyển tiếp", "thư trong"),
    ]


def test_compressed_rich_text() -> None:
    """The example of [MS-OXRTFCP] 3.1.1: a reference into the known window."""
    packed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af820636820206c65026e"
    )
    assert decompress_rtf(packed).startswith(b"{\\rtf1\\ansi\\ansicpg1252")
    assert decompress_rtf(b"") == b""


def test_attachments_that_are_one_stream(tmp_path: Path) -> None:
    """Entries of the directory that name the same bytes: they are read a few times, and no
    oftener than the size of the file allows.
    """
    data = named(_DATA, BINARY)
    large = attached(0, "0.txt", {data: f"{HOI_NGHI}\n".encode() * 300})
    others = [attached(number, f"{number}.txt", {data: b"x"}) for number in range(1, 60)]
    path = msg(tmp_path / "a.msg", message({0x1000: HOI_NGHI}), large, *others)
    assert len(documents(path)) == 61
    content = bytearray(path.read_bytes())
    entries = [match.start() for match in re.finditer(data.encode("utf-16-le"), content)]
    whole = next(at for at in entries if content[at + 121])  # of more than 256 bytes
    for at in entries:
        content[at + 116 : at + 128] = content[whole + 116 : whole + 128]
    path.write_bytes(content)
    found = readings(path)
    assert sum(isinstance(one, Document) for one in found) < 60
    problem = found[-1]
    assert isinstance(problem, Problem) and problem.what == "damaged"


def test_the_subject_is_read_as_the_text_is(tmp_path: Path) -> None:
    """A subject is too short to tell its encoding; the text below it tells."""
    shown = as_windows_1252(by_table(LONG.lower(), "tcvn3"))
    subject = as_windows_1252(by_table("Giấy mời họp", "tcvn3"))
    (found,) = documents(msg(tmp_path / "a.msg", message({0x0037: subject, 0x1000: shown})))
    assert (found.title, found.body.strip()) == ("Giấy mời họp", LONG.lower().strip())


@pytest.mark.parametrize(
    ("tag", "kind"), [(0x1000, STRING), (0x1013, STRING), (0x1013, BINARY)]
)
def test_the_subject_is_read_as_the_bytes_of_the_text_are(
    tmp_path: Path, tag: int, kind: int
) -> None:
    streams = {named(0x0037, STRING): by_table("Giấy mời họp", "tcvn3"),
               named(tag, kind): by_table(LONG.lower(), "tcvn3")}  # fmt: skip
    (tmp_path / "a.msg").write_bytes(
        compound_file({**streams, "__properties_version1.0": fixed()})
    )
    (found,) = documents(tmp_path / "a.msg")
    assert (found.title, found.body.split()) == ("Giấy mời họp", LONG.lower().split())


def test_what_takes_too_long_is_named_and_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "RTF_MARKS", 100)
    rich = b"{\\rtf1 " + b"{" * 101 + b"a b"
    plain = struct.pack("<II4sI", len(rich) + 12, len(rich), b"MELA", 0) + rich
    inner = {named(0x1009, BINARY): plain, "__properties_version1.0": fixed(embedded=True)}
    folder = named(_DATA, 0x000D)
    first = {f"{folder}/{name}": content for name, content in inner.items()}
    path = msg(
        tmp_path / "a.msg",
        message({0x1000: HOI_NGHI}),
        attached(0, "thư", first),
        attached(1, "a.txt", {named(_DATA, BINARY): HOI_NGHI.encode()}),
    )
    found = readings(path)
    assert [one.part for one in found if isinstance(one, Document)] == ["", "a.txt"]
    assert [(one.part, one.what, one.detail) for one in found if isinstance(one, Problem)] == [
        ("thư", "too large", "100 groups and control words")
    ]
