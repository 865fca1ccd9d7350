"""Indexes of other formats or text rules are refused by name; kept ones still answer."""

from __future__ import annotations

import json
import shutil
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest

from vnsearch import update_index
from vnsearch.index.segment.array_file import ArrayFile, ArrayWriter
from vnsearch.index.segment.layout import FORMAT
from vnsearch.index.toc import Toc, read_toc, sealed, toc_path
from vnsearch.index.verify import verify
from vnsearch.text.terms import RULES_VERSION

from .keep_index import KEPT, kept_answers
from .library import answers, write_documents
from .processes import Command

OTHERS = [
    {"format": FORMAT + 1, "rules": RULES_VERSION},
    {"format": FORMAT, "rules": f"{RULES_VERSION}-khác"},
    {"format": 0, "rules": None},
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_documents(tmp_path, range(3), edition=1)
    update_index(tmp_path / "index", [tmp_path / "docs"])
    return tmp_path


def other_table(index: Path, attributes: dict[str, Any]) -> None:
    """Let the table of contents be one of another version."""
    path = Path(toc_path(str(index), read_toc(str(index)).generation))
    content = path.read_bytes()
    length = struct.unpack("<I", content[-16:-12])[0]
    listed = json.loads(content[-16 - length : -16])
    listing = json.dumps({**listed, **attributes}).encode()
    body = content[: -16 - length] + listing
    path.write_bytes(body + struct.pack("<II8s", len(listing), zlib.crc32(body), b"VNSEALED"))


def other_segment(index: Path, attributes: dict[str, Any]) -> None:
    """Let the segment be one of another version, and the table name it as it is."""
    toc = read_toc(str(index))
    [entry] = toc.entries
    path = index / f"{entry.name}.vns"
    file = ArrayFile(str(path))
    writer = ArrayWriter(str(index / "anew"), attributes)
    for name in file.names():
        writer.add(name, file.array(name))
    changed = Toc(toc.generation, (entry._replace(checksum=writer.close()),))
    (index / "anew").replace(path)
    Path(toc_path(str(index), toc.generation)).write_bytes(sealed(b"", changed))


@pytest.mark.parametrize("attributes", OTHERS)
@pytest.mark.parametrize("change", [other_table, other_segment])
def test_another_version_is_refused_and_rebuilt(
    root: Path, change: Any, attributes: dict[str, Any]
) -> None:
    before = answers(root / "index")
    change(root / "index", attributes)
    for arguments in (
        "search hội",
        "index",
        "stats",
        "terms h",
        "verify",
        "show docs/tin-1.txt",
    ):
        ended = Command(root, *arguments.split()).end()
        assert ended.status == 2
        [line] = ended.output.splitlines()
        assert line.startswith("vnsearch: index/")
        found, rules = attributes["format"], attributes["rules"]
        assert f" has format {found} with text rules {rules}, and this vnsearch reads" in line
        assert line.endswith(": run 'vnsearch index --rebuild'")
    assert Command(root, "index", "--rebuild").end().status == 0
    assert answers(root / "index") == before
    assert not verify(root / "index")


@pytest.mark.parametrize("kept", sorted(path.name for path in KEPT.glob("format-*")))
def test_a_kept_index_still_answers(kept: str, tmp_path: Path) -> None:
    shutil.copytree(KEPT / kept, tmp_path / kept)
    root = tmp_path / kept
    expected = json.loads((root / "answers.json").read_text(encoding="utf-8"))
    if kept != f"format-{FORMAT}-rules-{RULES_VERSION}":
        assert Command(root, "search", "hội").end().status == 2
        assert Command(root, "index", "--rebuild").end().status == 0
    assert not verify(root / "index")
    assert kept_answers(root, expected) == expected
    summary = update_index(root / "index", [root / "docs"])
    assert (summary.added, summary.updated, summary.removed) == (0, 0, 0)
