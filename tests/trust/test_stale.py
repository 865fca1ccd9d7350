"""A hit whose file has changed or gone since it was indexed says so, and `--fresh` mends it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

import vnsearch
from vnsearch import update_index

from .library import SENTENCES, write_documents
from .processes import Command


def touch(file: Path) -> None:
    os.utime(file, ns=(1, 1))


def write_again(file: Path) -> None:
    file.write_bytes(file.read_bytes())


def change(file: Path) -> None:
    file.write_text(SENTENCES[3], encoding="utf-8")


def change_at_once_in_as_many_bytes(file: Path) -> None:
    """What happens to a file in the very second in which it was indexed."""
    times = os.stat(file)
    file.write_bytes(file.read_bytes().replace("bản 1".encode(), "bản 7".encode()))
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def lengthen(file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8") + SENTENCES[0], encoding="utf-8")


def remove(file: Path) -> None:
    file.unlink()


def replace_by_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def replace_by_a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def replace_by_a_device(file: Path) -> None:
    file.unlink()
    file.symlink_to("/dev/zero")


def lose_the_folder(file: Path) -> None:
    file.parent.rename(file.parent.with_name("dời đi"))


def put_a_file_for_the_folder(file: Path) -> None:
    file.parent.rename(file.parent.with_name("dời đi"))
    file.parent.write_text(SENTENCES[0], encoding="utf-8")


@pytest.mark.parametrize(
    ("act", "stale"),
    [
        (touch, ""),
        (write_again, ""),
        (change, "changed"),
        (change_at_once_in_as_many_bytes, "changed"),
        (lengthen, "changed"),
        (remove, "missing"),
        (replace_by_a_folder, "changed"),
        (replace_by_a_pipe, "changed"),
        (replace_by_a_device, "changed"),
        (lose_the_folder, "missing"),
        (put_a_file_for_the_folder, "missing"),
    ],
)
def test_staleness(tmp_path: Path, act: Callable[[Path], None], stale: str) -> None:
    write_documents(tmp_path, [1], edition=1)
    update_index(tmp_path / "index", [tmp_path / "docs"])
    act(tmp_path / "docs" / "tin-1.txt")
    with vnsearch.open_index(tmp_path / "index") as index:
        [hit] = index.search("tin số").hits
        stats = index.stats()
        assert index.document(hit.id).stale == stale
    assert hit.stale == stale
    assert (stats.changed, stats.missing) == (stale == "changed", stale == "missing")
    assert stats.documents == 1
    ended = Command(tmp_path, "search", "--json", "tin số").end()
    complaint, _, answer = ended.output.rpartition("vnsearch: ")[-1].partition("{")
    assert json.loads("{" + answer)["hits"][0]["stale"] == stale
    told = (
        "1 hit changed or gone since the index was built; run 'vnsearch index' or search with"
    )
    assert complaint.startswith(told) if stale else not complaint
    shown = Command(tmp_path, "show", hit.id).end().output
    sentence = {"changed": "has changed since", "missing": "is gone since", "": ""}[stale]
    assert sentence in shown and ("vnsearch: " in shown) == bool(stale)
    assert "Tin số 1, bản 1." in shown


def test_fresh_answers_are_current(tmp_path: Path) -> None:
    write_documents(tmp_path, range(4), edition=1)
    assert Command(tmp_path, "index", "docs").end().status == 0
    change(tmp_path / "docs" / "tin-0.txt")
    change_at_once_in_as_many_bytes(tmp_path / "docs" / "tin-1.txt")
    remove(tmp_path / "docs" / "tin-3.txt")
    ended = Command(tmp_path, "search", "--fresh", "--json", "tin số").end()
    hits = json.loads(ended.output[ended.output.index("{") :])["hits"]
    titles = {hit["path"]: hit["title"] for hit in hits}
    assert titles == {
        "docs/tin-1.txt": "Tin số 1, bản 7.",
        "docs/tin-2.txt": "Tin số 2, bản 1.",
    }
    assert not any(hit["stale"] for hit in hits)
    ended = Command(tmp_path, "stats").end()
    assert "changed\t0\n" in ended.output and "missing\t0\n" in ended.output


def test_moved_together_nothing_is_stale(tmp_path: Path) -> None:
    write_documents(tmp_path, range(3), edition=1)
    update_index(tmp_path / "index", [tmp_path / "docs"])
    moved = tmp_path.with_name(f"{tmp_path.name}-dời")
    tmp_path.rename(moved)
    with vnsearch.open_index(moved / "index") as index:
        assert {hit.stale for hit in index.search("tin số").hits} == {""}
