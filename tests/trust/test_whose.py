"""Whose files an index may read, and who may read an index."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

import pytest

from vnsearch import VnsearchError, open_index, update_index
from vnsearch.cli.written_index import chosen_paths
from vnsearch.errors import IndexDamagedError
from vnsearch.index.toc import read_toc, sealed, toc_path

from .library import write_documents
from .processes import Command

root_only = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away"
)
LETTER = "Thư riêng gửi mẹ ở quê."


@pytest.fixture
def theirs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Somebody else's folder: an index beside its documents, made from a letter of ours too."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another user's state"))
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "letter.txt").write_text("Bản cũ.", encoding="utf-8")
    (tmp_path / "theirs").mkdir()
    write_documents(tmp_path / "theirs", range(3), edition=1)
    update_index(tmp_path / "theirs" / "index", [tmp_path / "theirs/docs", tmp_path / "ours"])
    (tmp_path / "ours" / "letter.txt").write_text(LETTER, encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "theirs"


def finds_the_letter(theirs: Path) -> bool:
    with open_index(theirs / "index") as index:
        return bool(index.search("thư riêng", fallback=False).total)


def test_what_lies_outside_is_read_only_where_this_user_named_it(theirs: Path) -> None:
    write_documents(theirs, range(2, 5), edition=2)
    summary = update_index(theirs / "index")
    assert [(problem.what, problem.failed) for problem in summary.problems] == [
        ("unnamed root", False)
    ]
    assert summary.total == 6, "what is inside is read, and what the index held stays"
    assert not finds_the_letter(theirs)
    with pytest.raises(VnsearchError, match="was never named here by you: name all"):
        update_index(theirs / "index", rebuild=True)
    update_index(theirs / "index", [theirs.parent / "ours"])
    assert finds_the_letter(theirs)
    (theirs.parent / "ours" / "letter.txt").write_text("Đã đổi.", encoding="utf-8")
    assert update_index(theirs / "index").problems == ()
    assert not finds_the_letter(theirs)


def test_a_link_inside_leads_outside(theirs: Path) -> None:
    (theirs / "docs").rename(theirs / "kept")
    (theirs / "docs").symlink_to(theirs.parent / "ours")
    summary = update_index(theirs / "index")
    assert {problem.what for problem in summary.problems} == {"unnamed root"}
    assert not finds_the_letter(theirs)


@pytest.mark.parametrize("spelled", ["{}", "../{}"])
def test_a_root_that_is_spelled_as_no_update_does(theirs: Path, spelled: str) -> None:
    """An absolute path, and one from the top of the file system, which stays there."""
    index = str(theirs / "index")
    toc = read_toc(index)
    [outside] = [root for root in toc.roots if root.path == "../ours"]
    wrong = outside._replace(path=spelled.format(theirs.parent / "ours"))
    roots = tuple(wrong if root is outside else root for root in toc.roots)
    Path(toc_path(index, toc.generation)).write_bytes(sealed(b"", toc._replace(roots=roots)))
    with suppress(IndexDamagedError):
        summary = update_index(theirs / "index")
        assert {problem.what for problem in summary.problems} == {"unnamed root"}
    with suppress(IndexDamagedError):
        assert not finds_the_letter(theirs)


def test_what_was_named_for_another_index_is_not_named_for_this(theirs: Path) -> None:
    update_index(theirs.parent / "ours-index", [theirs.parent / "ours"])
    update_index(theirs / "index")
    assert not finds_the_letter(theirs)


def test_what_is_kept_is_the_users_alone_and_is_forgotten(theirs: Path) -> None:
    folder = theirs.parent / "state" / "vnsearch"
    update_index(theirs / "index", [theirs.parent / "ours"])
    [kept] = folder.glob("named-roots/*.json")
    assert str(theirs.parent / "ours") in kept.read_text(encoding="utf-8")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    update_index(theirs / "index", forget=[theirs.parent / "ours"])
    assert list(kept.parent.iterdir()) == []


def test_a_state_folder_that_cannot_be_written_is_named(
    theirs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(theirs.parent / "ours" / "letter.txt"))
    summary = update_index(theirs / "index", [theirs.parent / "ours"])
    assert [problem.what for problem in summary.problems] == ["not remembered"]
    assert finds_the_letter(theirs)
    summary = update_index(theirs / "index", forget=[theirs.parent / "ours"])
    assert [problem.what for problem in summary.problems] == ["not forgotten"]
    assert not finds_the_letter(theirs)


@pytest.mark.parametrize(("home", "state"), [("", ""), ("nowhere", ""), ("", "of/no/place")])
def test_a_user_without_a_home(
    theirs: Path, monkeypatch: pytest.MonkeyPatch, home: str, state: str
) -> None:
    """No folder `~` or `of/no/place` appears where one happens to stand."""
    monkeypatch.chdir(theirs)
    monkeypatch.setenv("XDG_STATE_HOME", state)
    monkeypatch.setenv("HOME", home)
    held = set(theirs.iterdir())
    summary = update_index("index", ["../ours"])
    assert [problem.what for problem in summary.problems] == ["not remembered"]
    assert set(theirs.iterdir()) == held


@root_only
def test_what_another_user_keeps_is_neither_believed_nor_changed(theirs: Path) -> None:
    update_index(theirs / "index", [theirs.parent / "ours"])
    (theirs.parent / "ours" / "letter.txt").write_text("Đã đổi.", encoding="utf-8")
    [kept] = theirs.parent.glob("state/vnsearch/named-roots/*.json")
    held = kept.read_bytes()
    for path in (kept, kept.parent):
        os.chown(path, 12345, -1)
    summary = update_index(theirs / "index")
    assert [problem.what for problem in summary.problems] == ["unnamed root"]
    summary = update_index(theirs / "index", [theirs.parent / "ours"])
    assert [problem.what for problem in summary.problems] == ["not remembered"]
    assert kept.read_bytes() == held


@root_only
def test_an_index_that_another_user_puts_in_its_place(theirs: Path) -> None:
    update_index(theirs / "index", [theirs.parent / "ours"])
    (theirs.parent / "ours" / "letter.txt").write_text("Đã đổi.", encoding="utf-8")
    os.chown(theirs / "index", 12345, -1)
    summary = update_index(theirs / "index")
    assert "unnamed root" in {problem.what for problem in summary.problems}
    assert finds_the_letter(theirs)
    os.chown(theirs / "index", os.geteuid(), -1)
    assert update_index(theirs / "index").problems == ()
    assert not finds_the_letter(theirs)


@root_only
def test_an_index_put_among_the_files_of_many(theirs: Path) -> None:
    """Nothing is inside where the folder is not of who owns the index, as in /tmp."""
    os.chown(theirs / "index", 12345, -1)
    (theirs / "docs" / "letter.txt").write_text(LETTER, encoding="utf-8")
    summary = update_index(theirs / "index")
    assert {problem.what for problem in summary.problems} == {"unnamed root"}
    assert not finds_the_letter(theirs)
    update_index(theirs / "index", [theirs / "docs"])
    assert finds_the_letter(theirs)


@root_only
def test_an_index_of_another_user_is_not_written_unless_it_is_named(
    theirs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that was put where we work, as into /tmp, would have others read what we index."""
    monkeypatch.chdir(theirs)
    os.chown(theirs / "index", 12345, -1)
    ended = Command(theirs, "index", "../ours").end()
    assert ended.status == 2 and not finds_the_letter(theirs)
    assert ended.output == (
        "vnsearch: the index index is another user's: to have ../ours read into it all the "
        "same, name it with --index index; else choose another name\n"
    )
    os.chown(theirs, 12345, -1)  # whose documents are beside their index
    assert Command(theirs, "index", "docs").end().status == 0
    assert Command(theirs, "index", "../ours", "--index", "index").end().status == 0
    assert finds_the_letter(theirs)
    assert Command(theirs, "index", "../ours").end().status == 0, "it was named before"


@root_only
def test_an_index_of_another_user_that_is_made_from_nothing(
    theirs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The seeds of whoever looks into it are none that were named for it."""
    update_index(theirs / "index", forget=[theirs / "docs", theirs.parent / "ours"])
    os.chown(theirs / "index", 12345, -1)
    (theirs.parent / "ours").rename(theirs.parent / "seeds")
    monkeypatch.chdir(theirs.parent)
    with pytest.raises(VnsearchError, match="is another user's: name what is to be read"):
        update_index(theirs / "index")
    assert not finds_the_letter(theirs)
    assert update_index(theirs / "index", ["seeds"]).added == 1
    update_index(theirs / "index", forget=["seeds"])
    monkeypatch.chdir(theirs)
    monkeypatch.setattr("vnsearch.cli.written_index.is_terminal", lambda _: True)
    with pytest.raises(VnsearchError, match="nothing says what to index"):
        chosen_paths((), "index")
    os.chown(theirs / "index", os.geteuid(), -1)
    assert chosen_paths((), "index") == (".",)


def test_a_link_to_an_index_moves_nothing_inside(theirs: Path) -> None:
    """Inside is what lies in the folder of the link, not in that of its target."""
    (theirs / "index").rename(theirs.parent / "elsewhere")
    (theirs / "index").symlink_to(theirs.parent / "elsewhere")
    summary = update_index(theirs / "index")
    assert [problem.what for problem in summary.problems] == ["unnamed root"]
    assert not finds_the_letter(theirs)


@root_only
def test_rules_of_another_owner_that_let_more_in_must_be_given_anew(tmp_path: Path) -> None:
    write_documents(tmp_path, range(2), edition=1)
    docs = tmp_path / "docs"
    (docs / ".kín.txt").write_text("Bản cũ.", encoding="utf-8")
    update_index(tmp_path / "index", [docs], hidden=True, exclude=["tin-1*"])
    for path in (tmp_path, tmp_path / "index"):
        os.chown(path, 12345, -1)
    (docs / ".kín.txt").write_text(LETTER, encoding="utf-8")
    (docs / ".khoá.txt").write_text(LETTER, encoding="utf-8")
    for paths in ((), (docs,)):
        summary = update_index(tmp_path / "index", paths)
        [problem] = summary.problems
        assert (problem.what, problem.detail) == ("unasked rule", "--hidden")
        assert (summary.removed, summary.total) == (0, 2), "what it found is kept"
        assert not finds_the_letter(tmp_path)
    assert update_index(tmp_path / "index", [docs], hidden=True).problems == ()
    assert finds_the_letter(tmp_path)


def modes(index: Path) -> set[int]:
    return {stat.S_IMODE(path.stat().st_mode) for path in index.iterdir()}


@pytest.mark.parametrize("mask", [0o022, 0o077, 0o000])
@pytest.mark.parametrize(
    ("folder", "file", "readers"),
    [
        (None, 0o600, "owner"),
        (0o700, 0o600, "owner"),
        (0o750, 0o640, "group"),
        (0o770, 0o660, "group"),
        (0o755, 0o644, "everybody"),
    ],
)
def test_files_follow_the_folder(
    tmp_path: Path, folder: int | None, file: int, readers: str, mask: int, jobs: int = 1
) -> None:
    index = tmp_path / "index"
    before = os.umask(mask)
    try:
        write_documents(tmp_path, range(2), edition=1)
        if folder is not None:
            index.mkdir()
            index.chmod(folder)
        for edition in (1, 2):
            write_documents(tmp_path, range(2), edition)
            update_index(index, [tmp_path / "docs"], jobs=jobs)
            assert modes(index) == {file}
    finally:
        os.umask(before)
    assert stat.S_IMODE(index.stat().st_mode) == (folder or 0o700)
    with open_index(index) as opened:
        assert opened.stats().readers == readers


@pytest.mark.parametrize(("folder", "file"), [(None, 0o600), (0o750, 0o640)])
def test_files_of_workers_follow_it_too(tmp_path: Path, folder: int | None, file: int) -> None:
    readers = "group" if folder else "owner"
    test_files_follow_the_folder(tmp_path, folder, file, readers, mask=0o000, jobs=2)
