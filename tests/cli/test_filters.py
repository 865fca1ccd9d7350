"""`--path`, `--since`, `--until`: what they keep, whichever way they are written."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from unicodedata import normalize

import pytest

import vnsearch

from .conftest import Run

FILES = {
    "tin/hội.txt": "date 2024-12 Hội nghị toàn quốc.",
    "tin/sâu/hội.txt": "date 2023-05 Hội sách mùa xuân.",
    "tin/sâu/ghi [1].md": "Hội họa.",
    normalize("NFD", "thư/đặng/hội thảo.txt"): "Hội thảo về giáo dục.",
    "khác/tin": "Hội đồng.",
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with documents in folders of their own, and their index."""
    folder = tmp_path_factory.mktemp("kệ [x]")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    roots = [folder / name for name in ("tin", normalize("NFD", "thư"), "khác")]
    vnsearch.update_index(folder / "index", roots)
    return folder


@pytest.mark.parametrize(
    ("glob", "files"),
    [
        ("tin", ["khác/tin", "tin/hội.txt", "tin/sâu/ghi [1].md", "tin/sâu/hội.txt"]),
        ("tin/", ["tin/hội.txt", "tin/sâu/ghi [1].md", "tin/sâu/hội.txt"]),
        ("./tin", ["tin/hội.txt", "tin/sâu/ghi [1].md", "tin/sâu/hội.txt"]),
        ("{here}/tin", ["tin/hội.txt", "tin/sâu/ghi [1].md", "tin/sâu/hội.txt"]),
        ("{here}/tin/", ["tin/hội.txt", "tin/sâu/ghi [1].md", "tin/sâu/hội.txt"]),
        ("tin/../khác", ["khác/tin"]),
        ("sâu", ["tin/sâu/ghi [1].md", "tin/sâu/hội.txt"]),
        ("tin/sâu", ["tin/sâu/ghi [1].md", "tin/sâu/hội.txt"]),
        ("tin/*.txt", ["tin/hội.txt"]),
        ("./tin/*.txt", ["tin/hội.txt"]),
        ("{here}/tin/*.txt", ["tin/hội.txt"]),
        ("tin/**/*.txt", ["tin/hội.txt", "tin/sâu/hội.txt"]),
        ("*.md", ["tin/sâu/ghi [1].md"]),
        ("./*.md", []),
        ("tin/sâu/ghi [1].md", ["tin/sâu/ghi [1].md"]),
        ("{here}/tin/sâu/ghi [1].md", ["tin/sâu/ghi [1].md"]),
        ("h*.txt", ["thư/đặng/hội thảo.txt", "tin/hội.txt", "tin/sâu/hội.txt"]),
        ("hội thảo.txt", ["thư/đặng/hội thảo.txt"]),
        ("thư/đặng", ["thư/đặng/hội thảo.txt"]),
        ("th?/đặ*", ["thư/đặng/hội thảo.txt"]),
        ("!tin/", ["khác/tin", "thư/đặng/hội thảo.txt"]),
    ],
)
def test_path(
    glob: str,
    files: list[str],
    shelf: Path,
    run: Callable[..., Run],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(shelf)
    for form in ("NFC", "NFD"):
        given = normalize(form, glob).replace("{here}", str(shelf))
        ended = run("search", "-l", "--sort", "path", "--path", given, "hội")
        assert sorted(normalize("NFC", ended.out).splitlines()) == files


@pytest.mark.parametrize(
    ("glob", "folder", "files"),
    [
        (".", "tin", ["../tin/hội.txt", "../tin/sâu/ghi [1].md", "../tin/sâu/hội.txt"]),
        ("..", "tin/sâu", ["../../tin/hội.txt"]),
        ("../khác/*", "tin", ["../khác/tin"]),
        ("*.md", "khác", ["../tin/sâu/ghi [1].md"]),
    ],
)
def test_a_path_counts_from_the_current_folder(
    glob: str,
    folder: str,
    files: list[str],
    shelf: Path,
    run: Callable[..., Run],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(shelf / folder)
    index = os.path.relpath(shelf / "index")
    ended = run("search", "-l", "--index", index, "--path", glob, "hội")
    found = {os.path.abspath(path) for path in ended.out.splitlines()}
    assert {os.path.abspath(path) for path in files} <= found


@pytest.mark.parametrize("pattern", ["tin", "tin/", "*.txt", "sâu", "hội.txt"])
def test_include_is_of_the_same_dialect(
    pattern: str,
    shelf: Path,
    tmp_path: Path,
    run: Callable[..., Run],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(shelf)
    narrowed = run("search", "-l", "--sort", "path", "--path", pattern, "hội").out
    index = str(shelf / f"index of {tmp_path.name}")
    run("index", "-q", "--index", index, "--include", pattern, "--exclude", "index*", ".")
    assert run("search", "-l", "--sort", "path", "--index", index, "hội").out == narrowed


SAID = [
    ("--path không/có hội", "no file of the index answers --path không/có"),
    (
        "--since 2025 hội",
        "no document answers --since 2025; the dates go from 2023-05 to 2024-12",
    ),
    (
        "--since 2025 --until 2026-05 hội",
        "no document answers --since 2025 --until 2026-05; "
        "the dates go from 2023-05 to 2024-12",
    ),
    ("date:2030 hội", "no document answers date:2030; the dates go from 2023-05 to 2024-12"),
    ("kind:txt hội", "no document answers kind:txt; the index has markdown, text"),
    ("title:voi hội", "no document answers title:voi"),
    ("author:lan hội", "no document answers author:lan"),
    ("tilte:hội", "tilte: is no field; did you mean title:?"),
    ("Kin:pdf", "Kin: is no field; did you mean kind:?"),
    (
        "subject:hội",
        "subject: is no field; did you mean title:?",
    ),
    ("hội -rn", "no document has “rn”; leaving it out changes nothing"),
    ("hội -kind:txt", "no document has “kind:txt”; leaving it out changes nothing"),
    ('hội -"voi rừng"', "no document has “voi rừng”; leaving it out changes nothing"),
]


@pytest.mark.parametrize(("arguments", "sentence"), SAID)
def test_what_can_match_nothing_is_said(
    arguments: str,
    sentence: str,
    shelf: Path,
    run: Callable[..., Run],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(shelf)
    words = arguments.split(" ") if '"' not in arguments else arguments.split(" ", 1)
    ended = run("search", "-l", *words)
    assert ended.err.splitlines() == [f"vnsearch: {sentence}"]
    assert ended.status == (0 if "hội -" in arguments else 1)
    assert f'"notes": ["{sentence}"]' in run("search", "--json", *words).out.replace('\\"', '"')
    assert run("search", "-q", *words).err == ""


@pytest.mark.parametrize(
    "arguments",
    [
        "voi", "hội -nghị", "kind:text voi", "12:30 hội", "https://báo.vn hội",
        "date:2024 sách",
        "--literal tilte:x", '"tilte:x"', "kind:pdf OR hội", "--path tin voi",
    ],
)  # fmt: skip
def test_what_is_no_mistake_is_not(
    arguments: str, shelf: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shelf)
    assert run("search", "-l", *arguments.split()).err == ""


def test_a_timeline_without_dates_is_said(
    shelf: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shelf)
    ended = run("search", "--timeline", "họa")
    assert ended.out == ""
    assert ended.err == "vnsearch: none of the documents found has a date with a month\n"


def test_since_after_until_is_an_error(search: Callable[..., Run]) -> None:
    ended = search("search", "--since", "2025", "--until", "2024", "hội")
    message = "vnsearch: --since 2025 comes after --until 2024; swap the two dates\n"
    assert ended == Run(2, "", message)
    assert search("search", "--since", "2024", "--until", "2024", "hội").status == 0
