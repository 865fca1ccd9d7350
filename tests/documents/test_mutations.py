"""Damaged files of every format: flipped, cut, swapped and doubled bytes, and XML within zips.

Ordinarily a few of each; `VNSEARCH_MUTATIONS=10000 pytest tests/documents/test_mutations.py`
tries as many as are asked for, from another start where `VNSEARCH_SEED` gives one.
"""

from __future__ import annotations

import io
import os
import random
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from vnsearch.records import Document, Problem

from .reading import readings

HERE = Path(__file__).parent
COUNT = int(os.environ.get("VNSEARCH_MUTATIONS", "12"))
SEED = int(os.environ.get("VNSEARCH_SEED", "0"))
FILES = (
    *("minutes/tcvn.doc", "office/lists.doc", "office/page.doc", "office/lists.rtf"),
    *("office/page.docx", "office/page.odt", "minutes/bang.ods", "minutes/bang.xlsx"),
    *("office/page.fodt", "office/bang.fods", "office/page-2003.xml", "office/bang-2003.xml"),
    "office/message.msg",
    *("minutes/bang.xls", "office/slides.pptx", "minutes/tcvn.pdf", "minutes/rl-tcvn.pdf"),
)
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
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        chosen = chance.choice(names)
        for name in archive.namelist():
            content = bytearray(archive.read(name))
            if name == chosen and content:
                chance.choice(MUTATIONS)(content, chance)
            target.writestr(name, bytes(content))
    return made.getvalue()


@pytest.mark.parametrize("name", FILES)
def test_damaged_files(tmp_path: Path, name: str) -> None:
    whole = (HERE / name).read_bytes()
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
