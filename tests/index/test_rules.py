"""The rules of roots: kept, obeyed, replaced by kind; what is forgotten; what is not there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from vnsearch import VnsearchError, open_index, update_index
from vnsearch.index.toc import read_toc
from vnsearch.index.updating.targets import is_below, nearest_root
from vnsearch.records import Root, RootRules, UpdateSummary

SPEECH = "Bài phát biểu khai mạc hội nghị."


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A folder with a text, a Markdown page, drafts, a hidden text and a folder of 2024."""
    folder = tmp_path / "docs"
    for name in ("phát biểu.txt", "ghi chú.md", "nhap/a.txt", ".kín/b.txt", "2024/c.txt"):
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_text(f"{SPEECH} {name}", encoding="utf-8")
    return folder


def update(docs: Path, *paths: Path | str, **rules: Any) -> UpdateSummary:
    """Bring the index beside the folder up to date."""
    return update_index(docs.parent / "index", paths, **rules)


def held(docs: Path) -> list[str]:
    """The files that the index holds, from the folder."""
    with open_index(docs.parent / "index") as index:
        hits = index.search("phát biểu", limit=100).hits
    return sorted(os.path.relpath(hit.path, docs) for hit in hits)


def rules_of(docs: Path) -> dict[str, RootRules]:
    return {root.path: root.rules for root in read_toc(str(docs.parent / "index")).roots}


ALL = ["2024/c.txt", "ghi chú.md", "nhap/a.txt", "phát biểu.txt"]


@pytest.mark.parametrize(
    ("rules", "files"),
    [
        ({}, ALL),
        ({"exclude": ["nhap/"]}, ["2024/c.txt", "ghi chú.md", "phát biểu.txt"]),
        ({"include": ["*.md"]}, ["ghi chú.md"]),
        ({"hidden": True}, [".kín/b.txt", *ALL]),
    ],
)
def test_rules_hold_until_they_are_given_again(
    docs: Path, rules: dict[str, Any], files: list[str]
) -> None:
    update(docs, docs, **rules)
    for paths in ((), (docs,), (docs / "2024",)):
        (docs / f"thêm {len(paths)}.bak").write_text("phát", encoding="utf-8")
        update(docs, *paths)
        assert held(docs) == files
    update(docs, docs, include=(), exclude=(), hidden=False)
    assert held(docs) == ALL


def test_a_rule_given_again_replaces_its_kind_alone(docs: Path) -> None:
    update(docs, docs, exclude=["nhap/"], hidden=True)
    update(docs, docs, exclude=["2024/"])
    assert held(docs) == [".kín/b.txt", "ghi chú.md", "nhap/a.txt", "phát biểu.txt"]
    assert rules_of(docs) == {"docs": RootRules(exclude=("2024/",), hidden=True)}
    update(docs, include=["*.md"])  # for all roots
    assert held(docs) == ["ghi chú.md"]


def test_settings_hold_where_a_root_has_no_rule_and_are_kept_nowhere(docs: Path) -> None:
    settings = RootRules(exclude=("nhap/",), hidden=True)
    update(docs, docs, settings=settings)
    assert held(docs) == [".kín/b.txt", "2024/c.txt", "ghi chú.md", "phát biểu.txt"]
    assert rules_of(docs) == {"docs": RootRules()}
    update(docs, docs, exclude=(), settings=settings)
    assert held(docs) == [".kín/b.txt", *ALL]
    update(docs)
    assert held(docs) == ALL


def test_each_root_has_rules_of_its_own(docs: Path) -> None:
    other = docs.parent / "other"
    shutil.copytree(docs, other)
    update(docs, docs, exclude=["nhap/"])
    update(docs, other, include=["*.md"])
    update(docs)
    assert held(docs) == [
        "../other/ghi chú.md",
        "2024/c.txt",
        "ghi chú.md",
        "phát biểu.txt",
    ]


@pytest.mark.parametrize("first", ["docs", "docs/2024"])
def test_a_root_in_a_root_is_read_by_its_own_rules(docs: Path, first: str) -> None:
    (docs / "2024" / "d.md").write_text(SPEECH, encoding="utf-8")
    roots = {"docs": {"exclude": ["nhap/"]}, "docs/2024": {"include": ["*.md"]}}
    for path in sorted(roots, key=lambda path: path != first):
        update(docs, docs.parent / path, **roots[path])
    for paths in ((), (docs,), (docs / "2024",)):
        update(docs, *paths)
        assert held(docs) == ["2024/d.md", "ghi chú.md", "phát biểu.txt"]
    (docs / "2024" / "d.md").unlink()
    assert update(docs, docs).removed == 1


def test_what_the_rules_leave_out_may_be_named(docs: Path) -> None:
    update(docs, docs, exclude=["nhap/"], include=["*.md"])
    update(docs, docs / "nhap", docs / ".kín" / "b.txt")
    for _ in range(2):
        assert held(docs) == [".kín/b.txt", "ghi chú.md", "nhap/a.txt"]
        update(docs)


def test_patterns_count_from_the_root_that_they_were_given_for(docs: Path) -> None:
    (docs / "2024" / "nhap").mkdir()
    (docs / "2024" / "nhap" / "d.txt").write_text(SPEECH, encoding="utf-8")
    update(docs, docs, exclude=["/nhap", "/2024/c.*"])
    expected = ["2024/nhap/d.txt", "ghi chú.md", "phát biểu.txt"]
    assert held(docs) == expected
    update(docs, docs / "2024")
    assert held(docs) == expected
    update(docs, docs / "2024", hidden=True)  # now a root of its own
    assert held(docs) == expected
    assert rules_of(docs)["docs/2024"] == RootRules(exclude=("/c.*",), hidden=True)


def test_another_encoding_reads_again_what_it_touches(docs: Path) -> None:
    words = "Céng hoµ x· héi chñ nghÜa ViÖt Nam"  # TCVN3, as windows-1252 has it
    (docs / "cũ.txt").write_bytes(words.encode("cp1252"))
    update(docs, docs, encoding="windows-1252")
    summary = update(docs, docs / "cũ.txt", encoding="tcvn3")
    assert (summary.updated, summary.unchanged) == (1, 0)
    with open_index(docs.parent / "index") as index:
        assert index.search('"cộng hoà xã hội"').total == 1
    summary = update(docs)
    assert (summary.updated, summary.unchanged) == (0, 5), "the rest is read as before"
    assert update(docs, docs, encoding="").updated == 4
    assert update(docs, docs, encoding="").unchanged == 5


def files_with(docs: Path, words: Sequence[bytes]) -> list[str]:
    """The files of the index that hold one of the words, by their bytes."""
    found = [
        path.name
        for path in (docs.parent / "index").iterdir()
        if any(word in path.read_bytes() for word in words)
    ]
    return sorted(found)


def test_nothing_of_what_is_forgotten_stays_in_any_file(docs: Path) -> None:
    secret = docs.parent / "kín"
    secret.mkdir()
    words = [b"zwxqj0", b"zwxqj1", b"zwxqj2"]
    for edition in range(3):  # the first ones stay in segments as deleted documents
        (secret / "zwxqj2.txt").write_text(f"phát biểu zwxqj{edition}", encoding="utf-8")
        (docs / "nhap" / "a.txt").write_text(f"phát biểu {edition}", encoding="utf-8")
        update(docs, docs, secret)
        update(docs, docs, secret)
    assert files_with(docs, words)
    before = held(docs)
    rehearsed = update(docs, forget=[secret], dry_run=True)
    assert held(docs) == before
    summary = update(docs, forget=[secret])
    assert (summary.removed, summary.total) == (rehearsed.removed, rehearsed.total) == (1, 4)
    assert held(docs) == ALL
    assert files_with(docs, words) == []
    assert update(docs).unchanged == 4
    assert held(docs) == ALL


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("docs/nhap", "is a part of .*docs, which .*--exclude GLOB"),
        ("khác", "the index is not made from .*khác, but from .*docs: name one"),
    ],
)
def test_only_a_root_can_be_forgotten(docs: Path, path: str, words: str) -> None:
    update(docs, docs)
    with pytest.raises(VnsearchError, match=words):
        update(docs, forget=[docs.parent / path])


@pytest.mark.parametrize(
    ("lose", "what"),
    [(shutil.rmtree, "gone root"), (lambda path: None, "empty root")],
)
def test_a_root_that_is_gone_or_empty_keeps_its_documents(
    docs: Path, lose: Any, what: str
) -> None:
    update(docs, docs)
    docs.rename(docs.with_name("elsewhere"))
    docs.mkdir()
    lose(docs)
    for paths in ((), (docs,)):
        summary = update(docs, *paths)
        assert (summary.removed, summary.total) == (0, 4)
        [problem] = summary.problems
        assert not problem.failed
        assert (problem.what, problem.detail) == (what, "4 documents")
        with pytest.raises(VnsearchError, match=r" is (gone|empty), and a rebuild would lose"):
            update(docs, *paths, rebuild=True)
        assert held(docs) == ALL
    assert update(docs, forget=[docs]).total == 0
    assert rules_of(docs) == {}


def test_a_folder_below_a_root_may_go(docs: Path) -> None:
    update(docs, docs)
    shutil.rmtree(docs / "2024")
    assert update(docs).removed == 1


@pytest.mark.parametrize(
    ("path", "root"),
    [
        ("a/b.txt", "a"),
        ("a/sub/b.txt", "a/sub"),
        ("a-b.txt", "."),
        ("../x/c.txt", "../x"),
        ("../xy/c.txt", ".."),
        ("../../z.txt", "../.."),
        ("..a/b.txt", "."),
        ("../..a", ".."),
    ],
)
def test_a_file_belongs_to_the_nearest_root(path: str, root: str) -> None:
    roots = [Root(name) for name in ("..", "a", ".", "../x", "a/sub", "../..")]
    found = nearest_root(roots, path)
    assert found and found.path == root


def test_below() -> None:
    assert is_below("a/b", "..") and is_below("a", ".") and is_below(".", "..")
    assert not is_below("../a", ".") and not is_below("..", ".") and not is_below("ab", "a")
