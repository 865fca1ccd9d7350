"""Damaged files of every format: flipped, cut, swapped and doubled bytes, and XML within zips.

Ordinarily a few of each; `VNSEARCH_MUTATIONS=10000 pytest tests/documents/test_mutations.py`
tries as many as are asked for, from another start where `VNSEARCH_SEED` gives one.
"""

from __future__ import annotations

import gzip
import io
import lzma
import os
import random
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from backports import zstd

from vnsearch.records import Document, Problem

from .reading import readings
from .test_containers import tar
from .test_mail import winmail
from .test_nested import NESTED
from .test_opendocument import SPACES
from .test_ppt import SHOWN

HERE = Path(__file__).parent
COUNT = int(os.environ.get("VNSEARCH_MUTATIONS", "12"))
SEED = int(os.environ.get("VNSEARCH_SEED", "0"))
FILES = (
    *("minutes/tcvn.doc", "office/lists.doc", "office/page.doc", "office/lists.rtf"),
    *("office/page.docx", "office/page.odt", "minutes/bang.ods", "minutes/bang.xlsx"),
    *("office/page.fodt", "office/bang.fods", "office/page-2003.xml", "office/bang-2003.xml"),
    *("office/message.msg", "office/draft.docx", "office/draft.doc", "office/draft.odt"),
    *("office/ledger.xls", "office/ledger.xlsx", "office/ledger.ods", "office/slides.odp"),
    *("minutes/bang.xls", "office/slides.pptx", "minutes/tcvn.pdf", "minutes/rl-tcvn.pdf"),
    *("minutes/uni.epub", "office/form.pdf"),
)


def zipped(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


_PAGE = (
    b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
    b"Content-Location: file:///C:/a.htm\nContent-Transfer-Encoding: quoted-printable\n"
    b'Content-Type: text/html; charset="utf-8"\n\n<html><title>B=C3=A1o c=C3=A1o</title>'
    b"<body><p>H=E1=BB=99i ngh=\n=E1=BB=8B</p><table><tr><td>1</td></tr></table></body></html>"
    b"\n--x\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0K\n--x--\n"
)
_BOOK = (
    '<?xml version="1.0" encoding="utf-8"?>\n<FictionBook '
    'xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"><description><title-info><author>'
    "<first-name>Hoài</first-name><last-name>Tô</last-name></author><book-title>Dế Mèn"
    "</book-title></title-info></description><body><title><p>Chương một</p></title><section>"
    "<p>Tôi sống <emphasis>độc</emphasis> lập.</p></section></body></FictionBook>"
).encode()
_FRONT = "---\ntitle: Mời họp\ntags: [họp, xã]\ndate: 2024-12-16\n---\n# Kính gửi\n".encode()
_SLIDES = (
    f"<office:document-content {SPACES}><office:body><office:presentation><draw:page>"
    '<draw:frame presentation:class="title"><draw:text-box><text:p>Kế hoạch năm</text:p>'
    "</draw:text-box></draw:frame><presentation:notes><draw:text-box><text:p>nói chậm</text:p>"
    "</draw:text-box></presentation:notes></draw:page></office:presentation></office:body>"
    "</office:document-content>"
).encode()
_OPEN = {
    "mimetype": b"application/vnd.oasis.opendocument.presentation",
    "content.xml": _SLIDES,
}
_RECORDS = (
    '{"id": "a", "text": "Kỳ họp thứ tám", "tags": ["họp", {"xã": [1, 2.5, null]}]}\n'.encode()
)
_TABLE = "tên;số;ghi chú\nBùi Thị Lan;12;“đã nộp”\nTrần An;7;\n".encode()
_TITLES = "1\n00:00:01,000 --> 00:00:02,500\nXin chào <i>các bạn</i>\n\n".encode()
_MEMBERS = {"trang.mht": _PAGE, "sách.fb2": _BOOK, "a.md": _FRONT}
MADE = {  # of the other formats
    "a.ppt": SHOWN,
    "a.odp": zipped(_OPEN),
    "a.mht": _PAGE,
    "a.fb2": _BOOK,
    "a.md": _FRONT,
    "a.json": _RECORDS,
    "a.jsonl": _RECORDS * 3,
    "a.csv": _TABLE * 3,
    "a.srt": _TITLES * 3,
    "a.html": b"<html><head><title>B</title></head><body><p>H\xe1\xbb\x99i</p></body></html>",
    "a.eml": b"From: a@b.vn\nSubject: =?utf-8?B?SMO0aQ==?=\n" + _PAGE,
    "winmail.dat": winmail(),
    "a.tar": tar(_MEMBERS),
    "a.tar.zst": zstd.compress(tar(_MEMBERS)),
    "a.tar.gz": gzip.compress(tar(_MEMBERS)),
    "a.txt.xz": lzma.compress(_TABLE),
    "a.zip": zipped(_MEMBERS),
}
MADE |= {  # with files that were put into them
    f"nested.{name[2:]}": make()
    for name, make, _ in NESTED
    if name in ("a.doc", "a.xls", "a.ppt", "a.rtf")
}
_VALUES = (b"\x00", b"\xff", b"\x80", b"\x7f", b"<", b"{", b"\\", b'"', b"9" * 9, b"\xff" * 4)


def flip(content: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 20)):
        content[chance.randrange(len(content))] = chance.randrange(256)


def put(content: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 8)):
        place, value = chance.randrange(len(content)), chance.choice(_VALUES)
        content[place : place + len(value)] = value


def cut(content: bytearray, chance: random.Random) -> None:
    del content[chance.randrange(len(content)) :]


def remove(content: bytearray, chance: random.Random) -> None:
    place = chance.randrange(len(content))
    del content[place : place + chance.randint(1, 200)]


def double(content: bytearray, chance: random.Random) -> None:
    place = chance.randrange(len(content))
    content[place:place] = content[place : place + chance.randint(1, 2000)] * chance.randint(
        1, 5
    )


MUTATIONS: tuple[Callable[[bytearray, random.Random], None], ...] = (
    *(flip, put, cut, remove, double),
)


def mutated(whole: bytes, chance: random.Random) -> bytes:
    """Some bytes of a file changed; of a zip archive those of one member, half of the time."""
    if whole.startswith(b"PK") and chance.random() < 0.7:
        return rezipped(whole, chance)
    content = bytearray(whole)
    chance.choice(MUTATIONS)(content, chance)
    return bytes(content)


def rezipped(whole: bytes, chance: random.Random) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive, zipfile.ZipFile(made, "w") as target:
        names = archive.namelist()
        texts = [name for name in names if name.endswith((".xml", ".rels", ".xhtml"))]
        chosen = chance.choice(texts or names)
        for name in names:
            content = bytearray(archive.read(name))
            if name == chosen and content:
                chance.choice(MUTATIONS)(content, chance)
            target.writestr(name, bytes(content))
    return made.getvalue()


@pytest.mark.parametrize("name", [*FILES, *MADE])
def test_damaged_files(tmp_path: Path, name: str) -> None:
    whole = MADE.get(name) or (HERE / name).read_bytes()
    path = tmp_path / Path(name).name
    for number in range(COUNT):
        chance = random.Random(f"{SEED} {name} {number}")
        path.write_bytes(mutated(whole, chance))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # zipfile's, of names that are there twice
            found = readings(path)
        for one in found:
            assert not isinstance(one, Document) or one.body.strip(), number
            unforeseen = isinstance(one, Problem) and one.what == "unforeseen"
            assert not unforeseen, (number, one)
