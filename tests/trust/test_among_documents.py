"""What is not the index's own is never touched, and what was its own is told if it stays."""

from __future__ import annotations

import os
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from permissions import permissions_hold

from vnsearch import VnsearchError, open_index, update_index
from vnsearch.errors import IndexDamagedError
from vnsearch.index.toc import MOST_GENERATIONS, read_toc, sealed, toc_path
from vnsearch.index.verify import verify

from .library import left_over, write_documents
from .processes import Command

OTHERS = (
    "MAIN_thu.txt",
    "MAIN_2024.bak.txt",
    "MAIN_0123456789abcdef.txt",
    "MAIN_bao.run.md",
    "_MAIN_7.toc.old.txt",
    "sources.json",
)
LETTER = "Thư riêng gửi mẹ ở quê."


def test_no_index_is_made_among_other_files(tmp_path: Path) -> None:
    write_documents(tmp_path, range(2), edition=1)
    held = set(os.listdir(tmp_path / "docs"))
    for path in (tmp_path / "docs", tmp_path):
        with pytest.raises(VnsearchError, match="holds other files, so no index is made in it"):
            update_index(path, [tmp_path / "docs"])
    assert set(os.listdir(tmp_path / "docs")) == held


def test_files_of_others_stay(tmp_path: Path) -> None:
    """Their names begin as those of an index do."""
    write_documents(tmp_path, range(2), edition=1)
    index = tmp_path / "index"
    update_index(index, [tmp_path / "docs"])
    for name in OTHERS:
        (index / name).write_text(LETTER, encoding="utf-8")
    for edition in (2, 3):
        write_documents(tmp_path, range(2), edition)
        update_index(index, [tmp_path / "docs"])
        update_index(index, [tmp_path / "docs"], rebuild=True)
    assert set(OTHERS) == left_over(index)
    assert not verify(index)


def test_a_lock_that_is_another_name_of_a_file(tmp_path: Path) -> None:
    write_documents(tmp_path, range(2), edition=1)
    letter = tmp_path / "letter.txt"
    letter.write_text(LETTER, encoding="utf-8")
    letter.chmod(0o600)
    (tmp_path / "index").mkdir()
    (tmp_path / "index").chmod(0o755)
    (tmp_path / "index" / "MAIN_WRITELOCK").hardlink_to(letter)
    assert Command(tmp_path, "index", "docs").end().status == 0
    assert letter.read_text(encoding="utf-8") == LETTER
    assert stat.S_IMODE(letter.stat().st_mode) == 0o600


def test_the_last_table_that_there_is_a_name_for(tmp_path: Path) -> None:
    write_documents(tmp_path, range(2), edition=1)
    index = str(tmp_path / "index")
    update_index(index, [tmp_path / "docs"])
    toc = read_toc(index)
    os.unlink(toc_path(index, toc.generation))
    last = toc._replace(generation=MOST_GENERATIONS)
    Path(toc_path(index, last.generation)).write_bytes(sealed(b"", last))
    write_documents(tmp_path, range(3), edition=2)
    for rebuild in (False, True):
        with pytest.raises(IndexDamagedError, match="remove the folder"):
            update_index(index, [tmp_path / "docs"], rebuild=rebuild)
    with open_index(index) as opened:
        assert opened.search("bản").total == 2


def test_what_is_forgotten_and_cannot_be_removed_is_named(tmp_path: Path) -> None:
    write_documents(tmp_path, range(2), edition=1)
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "letter.txt").write_text(LETTER, encoding="utf-8")
    update_index(tmp_path / "index", [tmp_path / "docs", tmp_path / "ours"])
    [segment] = (tmp_path / "index").glob("*.vns")
    bind = ["mount", "--bind", str(segment), str(segment)]
    if subprocess.run(bind, capture_output=True).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        ended = Command(tmp_path, "index", "--forget", "ours").end()
    finally:
        subprocess.run(["umount", str(segment)], check=True)
    assert ended.status == 2
    assert f"index/{segment.name} holds what is forgotten and cannot be removed" in ended.output
    assert Command(tmp_path, "index").end().status == 0
    assert not segment.exists()


def forbid(root: Path) -> None:
    root.chmod(0)


def loop(root: Path) -> None:
    root.rename(root.with_name("kept"))
    root.symlink_to(root)


@pytest.mark.parametrize("spoil", [forbid, loop])
@pytest.mark.parametrize("kind", ["folder", "file"])
def test_a_rebuild_of_a_root_that_cannot_be_read_loses_nothing(
    tmp_path: Path, kind: str, spoil: Callable[[Path], None]
) -> None:
    write_documents(tmp_path, range(2), edition=1)
    root = tmp_path / "docs" if kind == "folder" else tmp_path / "docs" / "tin-1.txt"
    index = tmp_path / "index"
    held = update_index(index, [root]).total
    spoil(root)
    with permissions_hold():
        assert [problem.failed for problem in update_index(index).problems] == [True]
        with pytest.raises(VnsearchError, match=r"cannot be read \(.*\), and a rebuild would"):
            update_index(index, rebuild=True)
    with open_index(index) as opened:
        assert opened.search("bản").total == held


def test_a_link_that_leads_nowhere_is_no_index(tmp_path: Path) -> None:
    write_documents(tmp_path, range(2), edition=1)
    for target in ("nowhere", "index"):
        (tmp_path / "index").unlink(missing_ok=True)
        (tmp_path / "index").symlink_to(target)
        with pytest.raises(VnsearchError, match="is a link that leads nowhere"):
            update_index(tmp_path / "index", [tmp_path / "docs"])
        assert not (tmp_path / "nowhere").exists()
