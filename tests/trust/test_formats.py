"""Indexes of other formats or text rules are refused by name; kept ones still answer."""

from __future__ import annotations

import json
import shutil
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest

from vnsearch import update_index
from vnsearch.index.arrays.array_file import ArrayFile, ArrayWriter
from vnsearch.index.segment.layout import FORMAT
from vnsearch.index.toc import read_toc, sealed, toc_path
from vnsearch.index.verify import verify
from vnsearch.text.terms import RULES_VERSION

from .keep_index import KEPT, kept_answers
from .library import answers, left_over, write_documents
from .processes import Command

OTHERS = [
    {"format": FORMAT + 1, "rules": RULES_VERSION},
    {"format": FORMAT, "rules": f"{RULES_VERSION}-khác"},
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
    changed = toc._replace(entries=(entry._replace(checksum=writer.close()),))
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
        assert line.endswith(": run 'vnsearch index --rebuild' to make the index anew")
    assert Command(root, "index", "--rebuild").end().status == 0
    assert answers(root / "index") == before
    assert not verify(root / "index")


@pytest.mark.parametrize("format_", [0, 3])
def test_a_format_that_knew_no_rules_asks_for_paths_and_rules(root: Path, format_: int) -> None:
    before = answers(root / "index")
    other_table(root / "index", {"format": format_})
    (root / "index" / "sources.json").write_text('{"paths": ["docs"]}', encoding="utf-8")
    for arguments in ("search hội", "index", "index --rebuild", "stats", "verify"):
        ended = Command(root, *arguments.split()).end()
        assert ended.status == 2
        [line] = ended.output.splitlines()
        assert f" has format {format_}, which does not say by which rules" in line
        assert ": run 'vnsearch index --rebuild docs', with --include" in line
    (root / "index" / "sources.json").write_text("{", encoding="utf-8")
    assert "index --rebuild PATH'" in Command(root, "search", "hội").end().output
    (root / "index" / "sources.json").write_text('{"paths": ["docs"]}', encoding="utf-8")
    assert Command(root, "index", "--rebuild", "docs").end().status == 0
    assert answers(root / "index") == before
    assert left_over(root / "index") == set()


@pytest.mark.parametrize("kept", sorted(path.name for path in KEPT.glob("format-*")))
def test_a_kept_index_still_answers(kept: str, tmp_path: Path) -> None:
    shutil.copytree(KEPT / kept, tmp_path / kept)
    root = tmp_path / kept
    expected = json.loads((root / "answers.json").read_text(encoding="utf-8"))
    if kept != f"format-{FORMAT}-rules-{RULES_VERSION}":
        assert Command(root, "search", "hội").end().status == 2
        assert Command(root, "index", "--rebuild", "docs").end().status == 0
    assert not verify(root / "index")
    assert kept_answers(root, expected) == expected
    summary = update_index(root / "index", [root / "docs"])
    assert (summary.added, summary.updated, summary.removed) == (0, 0, 0)


@pytest.mark.parametrize("kept", [f"format-{FORMAT}-rules-{RULES_VERSION}"])
def test_whoosh_itself_opens_a_kept_index(kept: str, tmp_path: Path) -> None:
    """In a process that knows Whoosh alone: its tables name our segments' class by its path."""
    shutil.copytree(KEPT / kept, tmp_path / kept)
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-c",
        _WHOOSH_ALONE,
        str(tmp_path / kept / "index"),
    ]
    ended = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert ended.stderr == ""
    found = json.loads(ended.stdout)
    assert found == {
        "class": "vnsearch.index.codec.ArraySegment",
        "exact:hội": ["docs/giá đường.txt", "docs/hội nghị.txt"],
        "folded:hoi": ["docs/giá đường.txt", "docs/hội nghị.txt"],
        "title:giá": ["docs/giá đường.txt"],
        "pairs:hoi nghi": ["docs/hội nghị.txt"],
        "documents": 1201,
    }


_WHOOSH_ALONE = """
import json, sys
import whoosh.index, whoosh.query

index = whoosh.index.open_dir(sys.argv[1])
[kind] = {type(segment) for segment in index._segments()}
found = {"class": f"{kind.__module__}.{kind.__qualname__}"}
with index.searcher() as searcher:
    for wanted in ("exact:hội", "folded:hoi", "title:giá", "pairs:hoi nghi"):
        name, term = wanted.split(":")
        hits = searcher.search(whoosh.query.Term(name, term))
        found[wanted] = sorted(hit["path"] for hit in hits)
    found["documents"] = searcher.doc_count()
print(json.dumps(found))
"""
