"""Which files a walk finds, which it passes over, and what it says of the others."""

from __future__ import annotations

import os
import random
import shutil
import socket
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from permissions import permissions_hold

from vnsearch.documents.walking.walk import WalkRules, walk
from vnsearch.files import FileEntry
from vnsearch.output.problems import sentence
from vnsearch.records import Problem

PLAIN = WalkRules()


def make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Văn bản {name}\n", encoding="utf-8")


def walked(root: Path, rules: WalkRules = PLAIN, *more: Path) -> list[str]:
    """The files found, relative to `root`; a problem fails the test."""
    found = list(walk([str(root), *map(str, more)], rules))
    assert [one for one in found if isinstance(one, Problem)] == []
    return [os.path.relpath(one.path, root) for one in found]


def problems(*paths: Path | str, rules: WalkRules = PLAIN) -> list[Problem]:
    found = walk([str(path) for path in paths], rules)
    return [one for one in found if isinstance(one, Problem)]


@pytest.mark.parametrize(
    ("ignore", "kept"),
    [
        ({}, ["a.txt", "b.tmp", "nháp/c.txt", "x/nháp/d.txt", "x/e.txt"]),
        ({".gitignore": "*.tmp\n"}, ["a.txt", "nháp/c.txt", "x/nháp/d.txt", "x/e.txt"]),
        ({".gitignore": "nháp/\n"}, ["a.txt", "b.tmp", "x/e.txt"]),
        ({".gitignore": "/nháp\n"}, ["a.txt", "b.tmp", "x/nháp/d.txt", "x/e.txt"]),
        ({".gitignore": "*\n!*/\n!x/*.txt\n"}, ["x/e.txt"]),
        ({"x/.gitignore": "/e.txt\n"}, ["a.txt", "b.tmp", "nháp/c.txt", "x/nháp/d.txt"]),
        ({".gitignore": "*.txt\n", "x/.gitignore": "!e.txt\n"}, ["b.tmp", "x/e.txt"]),
        ({".gitignore": "*.txt\n", ".ignore": "!a.txt\n"}, ["a.txt", "b.tmp"]),
        (
            {".gitignore": "n*/**/\n"},
            ["a.txt", "b.tmp", "nháp/c.txt", "x/nháp/d.txt", "x/e.txt"],
        ),
        ({".gitignore": "x*/**/\n"}, ["a.txt", "b.tmp", "nháp/c.txt", "x/e.txt"]),
        (
            {".gitignore": "# ghi chú\n\n!\n*.tmp  \r\n"},
            ["a.txt", "nháp/c.txt", "x/nháp/d.txt", "x/e.txt"],
        ),
    ],
)
def test_ignore_files_are_obeyed(
    tmp_path: Path, ignore: dict[str, str], kept: list[str]
) -> None:
    make(tmp_path, "a.txt", "b.tmp", "nháp/c.txt", "x/nháp/d.txt", "x/e.txt")
    for name, content in ignore.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    assert sorted(walked(tmp_path)) == sorted(kept)


def test_ignore_files_above_hold_within_the_working_tree(tmp_path: Path) -> None:
    make(tmp_path, "repo/docs/a.txt", "repo/docs/b.tmp", "repo/docs/c.log", "repo/index/d.tmp")
    (tmp_path / ".gitignore").write_text("*.txt\n")  # above the working tree: another's
    (tmp_path / "repo/.git").mkdir()
    (tmp_path / "repo/.gitignore").write_text("*.tmp\n/docs/*.log\n/index/\n")
    assert walked(tmp_path / "repo/docs") == ["a.txt"]


FOLDERS = ("", "x/", "x/y/", "y/", "z/x/")
GIT = shutil.which("git")
PATTERNS = [
    "*", "!*/", "!*.txt", "*.txt", "!x/", "x", "/x", "x/*", "x/**", "!x/y/", "/x/y/*", "!b.txt",
    "**/y", "x/**/b.txt", "y/", "!y/a.txt", "[ab].txt", "?.md", "a.*", "!/a.txt", "# x",
    "x/y/a.txt", "x*/**/", "x/**/", "**/", "!x/**/",
]  # fmt: skip


@pytest.mark.skipif(GIT is None, reason="compares with git, which is not there")
def test_ignore_files_mean_what_they_mean_to_git(tmp_path: Path) -> None:
    assert GIT is not None
    make(
        tmp_path,
        *(f"{folder}{name}" for folder in FOLDERS for name in ("a.txt", "b.txt", "c.md")),
    )
    subprocess.run([GIT, "init", "-q", tmp_path], check=True)
    generator = random.Random(2024)
    for _ in range(60):
        lines = generator.sample(PATTERNS, generator.randint(1, 5))
        (tmp_path / ".gitignore").write_text("\n".join(lines) + "\n")
        listing = subprocess.run(
            [GIT, "ls-files", "-oz", "--exclude-standard"],
            cwd=tmp_path,
            check=True,
            capture_output=True,
            text=True,
        )
        expected = {name for name in listing.stdout.split("\0") if name and name[0] != "."}
        assert set(walked(tmp_path)) == expected, lines


def test_what_is_given_explicitly_is_read(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", ".hidden.txt", ".notes/b.txt", "out/c.txt")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("a.txt\n/out/\n")
    (tmp_path / "link.txt").symlink_to("a.txt")
    assert walked(tmp_path) == []
    for name in ("a.txt", ".hidden.txt", "link.txt"):
        assert [one.path for one in walk([str(tmp_path / name)], WalkRules())] == [
            str(tmp_path / name)
        ]
    assert walked(tmp_path / ".notes") == ["b.txt"]
    assert walked(tmp_path / "out") == ["c.txt"]


@pytest.mark.parametrize(
    ("rules", "kept"),
    [
        (WalkRules(), ["a.md", "a.txt", "x/b.md", "x/y/c.txt"]),
        (WalkRules(include=("*.txt",)), ["a.txt", "x/y/c.txt"]),
        (WalkRules(include=("*.txt", "/a.*")), ["a.md", "a.txt", "x/y/c.txt"]),
        (WalkRules(exclude=("x/",)), ["a.md", "a.txt"]),
        (WalkRules(include=("x/**",), exclude=("*.md",)), ["x/y/c.txt"]),
        (
            WalkRules(hidden=True),
            [".b/d.txt", ".e.txt", "a.md", "a.txt", "x/b.md", "x/y/c.txt"],
        ),
    ],
)
def test_rules(tmp_path: Path, rules: WalkRules, kept: list[str]) -> None:
    make(tmp_path, "a.txt", "a.md", "x/b.md", "x/y/c.txt", ".b/d.txt", ".e.txt")
    assert sorted(walked(tmp_path, rules)) == kept


def test_exclude_holds_for_given_files_too(tmp_path: Path) -> None:
    make(tmp_path, "a.log")
    assert list(walk([str(tmp_path / "a.log")], WalkRules(exclude=("*.log",)))) == []


def test_order_does_not_depend_on_the_file_system(tmp_path: Path) -> None:
    names = ["z.txt", "a.txt", "m/b.txt", "m/a/c.txt", "B.txt", "ă.txt"]
    make(tmp_path / "one", *names)
    make(tmp_path / "two", *reversed(names))
    found = walked(tmp_path / "one")
    assert found == walked(tmp_path / "two")
    assert found == ["B.txt", "a.txt", "z.txt", "ă.txt", "m/b.txt", "m/a/c.txt"]


def test_an_entry_has_size_times_and_inode(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    status = (tmp_path / "a.txt").stat()
    assert list(walk([str(tmp_path)], WalkRules())) == [
        FileEntry(
            path=str(tmp_path / "a.txt"),
            size=status.st_size,
            mtime_ns=status.st_mtime_ns,
            ctime_ns=status.st_ctime_ns,
            inode=status.st_ino,
        )
    ]


def test_links_are_followed_only_when_asked(tmp_path: Path) -> None:
    make(tmp_path, "real/a.txt", "tree/b.txt")
    (tmp_path / "tree/folder").symlink_to("../real")
    (tmp_path / "tree/file.txt").symlink_to("../real/a.txt")
    assert walked(tmp_path / "tree") == ["b.txt"]
    # One real file comes out once, whichever of its names is met first.
    assert walked(tmp_path / "tree", WalkRules(follow_links=True)) == ["b.txt", "file.txt"]


def test_link_loops_end(tmp_path: Path) -> None:
    make(tmp_path, "a/b/c.txt")
    (tmp_path / "a/b/up").symlink_to("../..")
    (tmp_path / "a/self").symlink_to("self")
    rules = WalkRules(follow_links=True)
    found = list(walk([str(tmp_path)], rules))
    assert [one.path for one in found if isinstance(one, FileEntry)] == [
        str(tmp_path / "a/b/c.txt")
    ]
    (problem,) = problems(tmp_path, rules=rules)
    assert problem.path == str(tmp_path / "a/self")
    assert problem.failed


def test_one_entry_for_each_real_file(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "x/b.txt")
    os.link(tmp_path / "a.txt", tmp_path / "x/same.txt")
    assert walked(tmp_path) == ["a.txt", "x/b.txt"]
    assert walked(tmp_path, PLAIN, tmp_path / "x/b.txt", tmp_path) == ["a.txt", "x/b.txt"]


def test_names_of_any_bytes_open_again(tmp_path: Path) -> None:
    names = [
        b"b\xe1o c\xe1o.txt",
        b"hai\nd\xc3\xb2ng.txt",
        unicodedata.normalize("NFC", "hội nghị.txt").encode(),
        unicodedata.normalize("NFD", "hội nghị.txt").encode(),
    ]
    for name in names:
        with open(os.path.join(os.fsencode(tmp_path), name), "wb") as file:
            file.write(name)
    found = walked(tmp_path)
    assert sorted(map(os.fsencode, found)) == sorted(names)
    for path in found:
        assert (tmp_path / path).read_bytes() == os.fsencode(path)


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path / "khong-co.txt")
    assert problem.failed
    assert "khong-co.txt does not exist; check the spelling" in sentence(problem)
    (tmp_path / "link").symlink_to("khong-co.txt")
    (problem,) = problems(tmp_path / "link")
    assert "link is a symbolic link to nothing" in sentence(problem)
    (problem,) = problems("a\0b")
    assert problem.failed


def test_what_is_no_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.chdir(tmp_path)  # the name of a socket may not be long
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket")
        found = list(walk(["."], WalkRules()))
    reasons = {one.path: sentence(one) for one in found if isinstance(one, Problem)}
    assert reasons == {
        "./pipe": "./pipe is a named pipe and was passed over; only files are read",
        "./socket": "./socket is a socket and was passed over; only files are read",
    }
    assert [one.path for one in found if isinstance(one, FileEntry)] == ["./a.txt"]
    (given,) = problems(tmp_path / "pipe")
    assert given.failed
    (device,) = problems("/dev/null")
    assert sentence(device) == "/dev/null is a device; only files are read"


def test_an_unreadable_folder_is_named_and_the_rest_found(tmp_path: Path) -> None:
    make(tmp_path, "a/b.txt", "c/d.txt")
    (tmp_path / "a").chmod(0)
    try:
        with permissions_hold():
            found = list(walk([str(tmp_path)], WalkRules()))
    finally:
        (tmp_path / "a").chmod(0o700)
    assert [one.path for one in found] == [str(tmp_path / "a"), str(tmp_path / "c/d.txt")]
    assert isinstance(found[0], Problem)
    assert "may not be read; change its permissions" in sentence(found[0])


def test_an_ignore_file_that_is_none_is_named(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    os.mkfifo(tmp_path / ".gitignore")
    found = list(walk([str(tmp_path)], WalkRules()))
    assert [one.path for one in found] == [
        str(tmp_path / ".gitignore"),
        str(tmp_path / "a.txt"),
    ]
    assert isinstance(found[0], Problem)
    assert found[0].failed


def test_folders_may_nest_deeper_than_calls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    depth = sys.getrecursionlimit() + 100
    monkeypatch.chdir(tmp_path)
    for _ in range(depth):
        os.mkdir("d")
        os.chdir("d")
    Path("sâu.txt").write_text("Văn bản ở rất sâu.\n", encoding="utf-8")
    os.chdir(tmp_path)
    (entry,) = walk(["."], PLAIN)
    assert entry.path == "./" + "d/" * depth + "sâu.txt"
    # What cleans up after the tests could not go so deep.
    os.chdir(os.path.dirname(entry.path))
    os.remove("sâu.txt")
    for _ in range(depth):
        os.chdir("..")
        os.rmdir("d")
