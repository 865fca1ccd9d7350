"""An index that somebody made to harm: nothing in it runs, is followed, or is waited for."""

from __future__ import annotations

import json
import os
import pickle
import resource
import shutil
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from vnsearch import update_index, verify
from vnsearch.index.arrays.array_file import ArrayFile
from vnsearch.index.bridge.whoosh_codec import ArrayCodec
from vnsearch.index.bridge.whoosh_import import index as whoosh_index
from vnsearch.index.toc import Toc, read_toc, sealed, toc_path

from .library import left_over, write_documents
from .processes import Command
from .test_lying_values import mend

COMMANDS = (
    "search hội nghị",
    "search --fresh hội",
    "stats",
    "verify",
    "terms h",
    "show docs/tin-7.txt",
    "index docs",
    "index docs --jobs 2",
    "index docs --rebuild",
)
WRITING = ("index docs", "search --fresh hội", "index docs --rebuild")


class Harm:
    """Makes a file called `ran` wherever it is unpickled."""

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[str, str]]:
        return open, ("ran", "w")


HARM = pickle.dumps(Harm(), 2)
MEMO_BOMB = b"\x80\x02]r\xff\xff\xff\x7f."  # asks the unpickler for 32 gigabytes


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with documents and an index."""
    root = tmp_path_factory.mktemp("whole")
    for edition in (1, 2):
        write_documents(root, range(3 * edition, 6 * edition), edition)
        update_index(root / "index", [root / "docs"])
    yield root


@pytest.fixture
def theirs(whole: Path, tmp_path: Path) -> Path:
    """A copy of that folder, to do harm in."""
    shutil.copytree(whole, tmp_path / "theirs")
    return tmp_path / "theirs"


def table(schema: bytes, segments: bytes, generation: int) -> bytes:
    """A table of contents as Whoosh writes it (whoosh.index.TOC.write)."""
    sizes = bytes([struct.calcsize(code) for code in "ilf"])
    release = bytes([2, 7, 4])
    length = b""
    left = len(schema)
    while left > 0x7F:
        length += bytes([left & 0x7F | 0x80])
        left >>= 7
    length += bytes([left])
    head = sizes + struct.pack("!ii", -12345, -111) + release + length + schema
    return head + struct.pack("!ii", generation, 0) + segments


def all_commands(root: Path, statuses: tuple[int, ...]) -> None:
    """Every command ends by itself, in one of those ways, and nothing has run."""
    for command in COMMANDS:
        ended = Command(root, *command.split()).end()
        assert ended.status in statuses, (command, ended)
        assert "Traceback" not in ended.output
        assert not list(root.rglob("ran"))


@pytest.mark.parametrize("pickled", [HARM, MEMO_BOMB], ids=["code", "memory"])
@pytest.mark.parametrize("behind", [b"", b"title_in_body vnsearch"])
def test_pickles_in_a_table_of_contents(theirs: Path, pickled: bytes, behind: bytes) -> None:
    index = str(theirs / "index")
    toc = read_toc(index)
    content = table(pickled, pickled, toc.generation) + behind
    Path(toc_path(index, toc.generation)).write_bytes(content)
    assert Command(theirs, "search", "hội").end().status == 2
    all_commands(theirs, (0, 2))


def test_pickles_in_a_table_with_our_list_behind_it(theirs: Path) -> None:
    index = str(theirs / "index")
    toc = read_toc(index)
    content = sealed(table(HARM, HARM, toc.generation), toc)
    Path(toc_path(index, toc.generation)).write_bytes(content)
    all_commands(theirs, (0,))  # the list is all that is read


@pytest.mark.parametrize(
    "listing",
    [
        b"",
        b"[]",
        b'{"format": 1}',
        b"[" * 100_000,
        b'{"format": 1, "rules": "1", "generation": 0, "segments": [["../../docs", 1, 1, ""]]}',
        b'{"format": 1, "rules": "1", "generation": 0, "segments": [["MAIN_a", -1, 1, ""]]}',
        b'{"format": 1, "rules": "1", "generation": 0, "segments": [["MAIN_a", 1, 1, "zz"]]}',
        b'{"format": 1, "rules": "1", "generation": 0, "segments": [["MAIN_a", 1, 1, "00"]]}',
        b'{"format": 1, "rules": "1", "generation": 0, "segments": {"a": 1}}',
        b'{"format": 1, "rules": "1", "generation": 0, "segments": [["MAIN_a", 1, 1, 5]]}',
        b'{"format": 1, "rules": "1", "generation": 0, "segments": [["MAIN_a", 1, 1e999, ""]]}',
        b'{"format": 1, "rules": "1", "generation": 0, "segments": [[[], 1, NaN, {}]]}',
    ],
)
def test_lists_that_no_commit_wrote(theirs: Path, listing: bytes) -> None:
    for old in (theirs / "index").glob("*.toc"):
        old.unlink()
    seal = struct.pack("<II8s", len(listing), zlib.crc32(listing), b"VNSEALED")
    (theirs / "index" / "_MAIN_0.toc").write_bytes(listing + seal)
    for command in COMMANDS[:-1]:
        ended = Command(theirs, *command.split()).end()
        assert ended.status == 2 and "Traceback" not in ended.output, (command, ended)
    assert Command(theirs, "index", "docs", "--rebuild").end().status == 0
    assert Command(theirs, "verify").end().status == 0


def footers(file: ArrayFile) -> Iterator[dict[str, Any]]:
    """Footers that no writer wrote, over the arrays of a file."""
    arrays = {name: ["|u1", 8, 1] for name in file.names()}
    wrongs: tuple[Any, ...] = (
        ["O", 8, 1],
        ["|O8", 8, 1],
        ["<u4,<u4", 8, 1],
        ["<u4", -8, 1],
        ["<u4", 8, -1],
        ["<u4", 8, 1 << 62],
        ["<u4", 1 << 70, 1],
        ["<u4", 8.5, 1e300],
        ["<u4", "8", "1"],
        [["<u4"], 8, 1],
        ["<u4"],
        {},
        None,
    )
    for wrong in wrongs:
        yield {"attributes": file.attributes, "arrays": {**arrays, "exact.ends": wrong}}
    yield {"attributes": file.attributes, "arrays": {}}
    yield {"attributes": file.attributes, "arrays": []}
    yield {"attributes": 1, "arrays": arrays}
    yield {}


def test_footers_of_segments(theirs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = str(theirs / "index")
    toc = read_toc(index)
    path = Path(index, toc.entries[0].name + ".vns")
    whole = path.read_bytes()
    for footer in footers(ArrayFile(str(path))):
        checksum = write_with_footer(path, whole, footer)
        entries = (toc.entries[0]._replace(checksum=checksum), *toc.entries[1:])
        hostile = Toc(toc.generation, entries)
        Path(toc_path(index, toc.generation)).write_bytes(sealed(b"", hostile))
        for command in ("search hội nghị", "verify", "index docs"):
            ended = Command(theirs, *command.split()).end()
            assert ended.status == 2 and "Traceback" not in ended.output, (footer, ended)


def write_with_footer(path: Path, whole: bytes, footer: dict[str, Any]) -> int:
    """Replace the footer of a segment's file, all its checksums right."""
    start, old, _, _, magic = struct.unpack("<QQQI8s", whole[-36:])
    described = json.dumps(footer).encode()
    checksum = zlib.crc32(described, zlib.crc32(whole[start:old]))
    tail = struct.pack("<QQQI8s", start, old, len(described), checksum, magic)
    path.write_bytes(whole[:old] + described + tail)
    return checksum


def test_files_of_whoosh_beside_ours(theirs: Path) -> None:
    index = theirs / "index"
    for name in ("MAIN_1a.seg", "MAIN_1a.trm", "MAIN_1a.pst", "MAIN_1a.vps", "_MAIN_5.toc.1"):
        (index / name).write_bytes(HARM)
    for name in ("path.col", "MAIN.tmp.run", "schema", "__init__.py", "numpy.py"):
        (index / name).write_bytes(b"open('ran', 'w')")
    all_commands(theirs, (0,))


@pytest.mark.parametrize("name", ["MAIN_toc.tmp", "MAIN.tmp"])
def test_links_are_not_written_through(theirs: Path, tmp_path: Path, name: str) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "letter.txt").write_text("Thư gửi mẹ.", encoding="utf-8")
    for target in (precious, precious / "letter.txt"):
        (theirs / "index" / name).unlink(missing_ok=True)
        (theirs / "index" / name).symlink_to(target)
        for number, command in enumerate(WRITING):
            write_documents(theirs, range(2), edition=number + len(str(target)))
            assert Command(theirs, *command.split()).end().status == 0
        assert (precious / "letter.txt").read_text(encoding="utf-8") == "Thư gửi mẹ."


def test_a_lock_that_is_a_link(theirs: Path, tmp_path: Path) -> None:
    precious = tmp_path / "letter.txt"
    precious.write_text("Thư gửi mẹ.", encoding="utf-8")
    lock = theirs / "index" / "MAIN_WRITELOCK"
    lock.unlink()
    lock.symlink_to(precious)
    ended = Command(theirs, "index", "docs").end()
    assert ended.status == 2
    assert ended.output.endswith("index/MAIN_WRITELOCK is not a file: remove it\n")
    assert precious.read_text(encoding="utf-8") == "Thư gửi mẹ."


@pytest.mark.parametrize("name", ["MAIN_WRITELOCK", "sources.json", "_MAIN_9.toc"])
def test_pipes_are_not_waited_for(theirs: Path, name: str) -> None:
    (theirs / "index" / name).unlink(missing_ok=True)
    os.mkfifo(theirs / "index" / name)
    all_commands(theirs, (0, 2))


def test_a_table_that_leads_nowhere(theirs: Path) -> None:
    (theirs / "index" / "_MAIN_9.toc").symlink_to("nowhere")
    ended = Command(theirs, "search", "hội").end()
    assert ended.output == (
        "vnsearch: index has no table of contents that can be read: run 'vnsearch index "
        "--rebuild' to make the index anew\n"
    )
    assert Command(theirs, "index", "--rebuild", "docs").end().status == 0
    assert verify(theirs / "index") == []


def test_a_folder_of_files_is_not_emptied(theirs: Path) -> None:
    (theirs / "index" / "MAIN.tmp").mkdir()
    (theirs / "index" / "MAIN.tmp" / "letter.txt").write_text("Thư gửi mẹ.", encoding="utf-8")
    write_documents(theirs, range(2), edition=7)
    all_commands(theirs, (0,))
    assert (theirs / "index" / "MAIN.tmp" / "letter.txt").exists()
    assert left_over(theirs / "index") == set()


@pytest.mark.parametrize(
    "rows",
    [
        b"",
        b"[" * 100000,
        b'["/dev/zero"]',
        b"{}",
        b"\xff",
        b"[[1, {}]]",
        HARM,
        b'[["docs", {"hidden": 1}]]',
        b'[["docs", {"include": "a"}]]',
        b'[["docs", {"run": 1}]]',
        b'[["docs\\u0000x", {}]]',
        b'[["docs\\ud800", {}]]',
        b'[["docs/../../ours", {}]]',
        b'[["./docs", {}]]',
        b'[["", {}]]',
    ],
)
def test_roots_that_no_update_wrote(theirs: Path, rows: bytes) -> None:
    [table] = (theirs / "index").glob("*.toc")
    content = table.read_bytes()
    length, _ = struct.unpack("<II", content[-16:-8])
    listing = content[-16 - length : -16]
    start = content.index(b'[["docs"')
    roots = rows + struct.pack("<II8s", len(rows), zlib.crc32(rows), b"VNSROOTS")
    body = content[:start] + roots + listing
    table.write_bytes(body + struct.pack("<II8s", length, zlib.crc32(body), b"VNSEALED"))
    for command in ("index", "index --rebuild", "search --fresh hội", "search hội", "verify"):
        ended = Command(theirs, *command.split()).end()
        assert ended.status == 2
        assert ended.output.startswith(f"vnsearch: index/{table.name} ")
    assert Command(theirs, "index", "--rebuild", "docs").end().status == 0
    assert Command(theirs, "verify").end().status == 0


def test_an_index_of_other_software_is_left_alone(theirs: Path) -> None:
    shutil.rmtree(theirs / "index")
    (theirs / "index").mkdir()
    schema, segments = pickle.dumps({"whoosh.fields": 1}), pickle.dumps([])
    (theirs / "index" / "_MAIN_3.toc").write_bytes(table(schema, segments, 3))
    (theirs / "index" / "MAIN_0a.seg").write_bytes(b"other people's data")
    before = sorted(os.listdir(theirs / "index"))
    for command in COMMANDS:
        ended = Command(theirs, *command.split()).end()
        assert ended.status == 2
    assert ended.output.endswith("was not written by vnsearch: choose another folder\n")
    assert [
        name for name in sorted(os.listdir(theirs / "index")) if "LOCK" not in name
    ] == before


def test_a_table_that_whoosh_wrote_alone_is_told_so(theirs: Path) -> None:
    with whoosh_index.open_dir(str(theirs / "index")).writer(codec=ArrayCodec()) as writer:
        writer.delete_by_term("path", "tin")
    for command in COMMANDS[:-1]:
        ended = Command(theirs, *command.split()).end()
        assert ended.status == 2
        assert ".toc was written by Whoosh alone, which keeps no list" in ended.output
        assert ended.output.endswith(": run 'vnsearch index --rebuild PATH'\n")
    assert Command(theirs, "index", "--rebuild", "docs").end().status == 0
    assert Command(theirs, "verify").end().status == 0


def grow(path: Path, tail: bytes) -> None:
    """Let a file seem to be of many gigabytes, all of them holes before its end."""
    with open(path, "r+b") as file:
        file.truncate(_VAST - len(tail))
        file.seek(_VAST - len(tail))
        file.write(tail)


def bound_memory() -> None:
    used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = used * resource.getpagesize() + (1 << 30)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


_VAST = 1 << 36
_FOOTER = struct.pack("<QQQI8s", 8, 12, _VAST - 36 - 12, 0, b"VNSARRAY")
_PAGES = (_VAST << 6) // ((1 << 14) + 4)
_TABLE = struct.pack("<QQQI8s", _PAGES << 14, (_PAGES << 14) + 4 * _PAGES, 2, 0, b"VNSARRAY")


@pytest.mark.parametrize(
    ("pattern", "tail"),
    [
        ("*.toc", b""),
        ("*.toc", struct.pack("<II8s", 2, 0, b"VNSEALED")),
        ("*.vns", b""),
        ("*.vns", _FOOTER),
        ("*.vns", _TABLE),
    ],
)
def test_files_that_are_mostly_holes(theirs: Path, pattern: str, tail: bytes) -> None:
    path = next((theirs / "index").glob(pattern))
    grow(path, tail)
    for command in ("search hội", "verify", "stats", "index"):
        ended = Command(theirs, *command.split(), first=bound_memory).end()
        assert ended.status == 2, (command, ended)
        assert ended.output.startswith(f"vnsearch: index/{path.name} "), (command, ended)
    assert Command(theirs, "index", "--rebuild", "docs").end().status == 0


def test_a_segment_that_is_named_twice(theirs: Path) -> None:
    index = str(theirs / "index")
    toc = read_toc(index)
    path = Path(toc_path(index, toc.generation))
    path.write_bytes(sealed(b"", toc._replace(entries=(*toc.entries, toc.entries[0]))))
    for command in ("search hội", "verify", "index"):
        ended = Command(theirs, *command.split()).end()
        assert ended.status == 2
        assert "cannot be read (it names a segment twice)" in ended.output


@pytest.mark.parametrize("wrong", [b"docs/\0in-7.txt", b"docs/\xed\xa0\x80-7.txt"])
def test_paths_that_no_file_can_have(theirs: Path, wrong: bytes) -> None:
    """A NUL, and half of a pair of UTF-16."""
    index = str(theirs / "index")
    toc = read_toc(index)
    entries = []
    for entry in toc.entries:
        path = theirs / "index" / f"{entry.name}.vns"
        right = b"docs/tin-7.txt"
        content = bytearray(path.read_bytes().replace(right, wrong.ljust(len(right), b"x")))
        entries.append(entry._replace(checksum=mend(content)))
        path.write_bytes(content)
    table = toc._replace(entries=tuple(entries))
    Path(toc_path(index, toc.generation)).write_bytes(sealed(b"", table))
    for command in ("search tin", "search -l tin", "stats", "verify", "search --json tin"):
        ended = Command(theirs, *command.split()).end()
        assert ended.status == 2
        assert ".vns holds a path that no file can have: run 'vnsearch index" in ended.output


def test_a_lock_that_is_a_pipe_beside_no_table(theirs: Path) -> None:
    for path in (theirs / "index").iterdir():
        path.unlink()
    os.mkfifo(theirs / "index" / "MAIN_WRITELOCK")
    ended = Command(theirs, "search", "hội").end()
    assert (ended.status, ended.output.count("\n")) == (2, 1)
