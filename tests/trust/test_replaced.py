"""Folders that go, or make way for others, while they are read or written."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from vnsearch import Progress, VnsearchError, open_index, update_index, verify

from .library import answers, left_over, write_documents


def test_an_index_made_anew_while_it_is_written_is_left_to_who_makes_it(tmp_path: Path) -> None:
    index, docs = tmp_path / "index", tmp_path / "docs"
    write_documents(tmp_path, range(3), edition=1)
    update_index(index, [docs], jobs=1)
    write_documents(tmp_path, range(3, 5), edition=1)

    def make_anew(_: Progress) -> None:
        if not (tmp_path / "held").exists():
            shutil.copytree(index, tmp_path / "held")
            shutil.rmtree(index)
            update_index(index, [docs], jobs=1)

    with pytest.raises(VnsearchError, match="was removed or replaced while it was being writ"):
        update_index(index, [docs], jobs=1, progress=make_anew)
    assert not [fault for fault in verify(index) if fault.failed]
    with open_index(index) as opened:
        assert opened.search("bản").total == 5
    write_documents(tmp_path, [5], edition=1)
    assert update_index(index).total == 6
    assert left_over(index) == set()


def test_an_open_index_sees_one_of_the_same_generation_in_its_place(tmp_path: Path) -> None:
    index, docs = tmp_path / "index", tmp_path / "docs"
    write_documents(tmp_path, range(3), edition=1)
    update_index(index, [docs])
    with open_index(index) as opened:
        assert not opened.refresh()
        shutil.rmtree(index)
        write_documents(tmp_path, range(2, 5), edition=2)
        update_index(index, [docs])
        assert opened.search("bản").total == 3
        assert opened.refresh() and not opened.refresh()
        assert opened.search("bản").total == 5


def test_an_open_index_stays_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the current folder is later, and where it has been removed."""
    write_documents(tmp_path, range(3), edition=1)
    update_index(tmp_path / "index", [tmp_path / "docs"])
    monkeypatch.chdir(tmp_path)
    with open_index("index") as opened:
        (tmp_path / "cũ").mkdir()
        for current in (tmp_path / "docs", tmp_path / "cũ"):
            os.chdir(current)
            if current.name == "cũ":
                current.rmdir()
            assert not opened.refresh()
            (hit,) = opened.search('"số 0"').hits
            shown = "tin-0.txt" if current.exists() else str(tmp_path / "docs" / "tin-0.txt")
            assert (hit.path, hit.stale) == (shown, "")
            assert opened.stats().missing == 0
        with pytest.raises(VnsearchError, match="the current folder has been removed"):
            opened.document("docs/tin-0.txt")
        with pytest.raises(VnsearchError, match="the current folder has been removed"):
            opened.search("hội", path="docs/*")
    os.chdir(tmp_path)


@pytest.mark.parametrize(
    ("folder", "file", "readers"),
    [
        (0o711, 0o644, "everybody"),  # what has a name that all know need not be listed
        (0o744, 0o644, "owner"),
        (0o710, 0o640, "group"),
        (0o755, 0o600, "owner"),
    ],
)
def test_who_may_read_an_index(tmp_path: Path, folder: int, file: int, readers: str) -> None:
    write_documents(tmp_path, range(2), edition=1)
    index = tmp_path / "index"
    update_index(index, [tmp_path / "docs"])
    for path in index.iterdir():
        path.chmod(file)
    index.chmod(folder)
    with open_index(index) as opened:
        assert opened.stats().readers == readers
    assert answers(index)
