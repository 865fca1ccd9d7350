"""The library refuses what cannot be meant in one sentence, and a closed index raises."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import vnsearch
from vnsearch import VnsearchError, open_index, update_index


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("library")
    (root / "tin").mkdir()
    (root / "tin" / "a.txt").write_text("Hội nghị ở Hà Nội.", encoding="utf-8")
    update_index(root / "index", [root / "tin"])
    return root


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"sort": "name"}, "sort is 'name': give one of score, date, path"),
        ({"limit": -1}, "limit is -1: give a whole number from 0"),
        ({"limit": "9"}, "limit is '9': give a whole number from 0"),
        ({"offset": -1}, "offset is -1: give a whole number from 0"),
        ({"snippets": -1}, "snippets is -1: give a whole number from 0"),
        ({"since": "2025", "until": "2024"}, "--since 2025 comes after --until 2024"),
        ({"exact": "no"}, "exact is 'no': give True or False"),
        ({"any_words": 1}, "any_words is 1: give True or False"),
        ({"months": None}, "months is None: give True or False"),
        ({"since": 2024}, "since is 2024: give a string"),
        ({"since": "hôm qua"}, "“hôm qua” is no date"),
    ],
)
def test_what_a_search_refuses(folder: Path, given: dict[str, Any], said: str) -> None:
    with open_index(folder / "index") as index, pytest.raises(VnsearchError) as error:
        index.search("hà", **given)
    assert str(error.value).startswith(said)


def test_a_folder_has_no_parts_to_miss(folder: Path) -> None:
    with pytest.raises(VnsearchError, match="leave out “partial”"):
        open_index(folder / "index", partial=True)


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda index: index.search(7), "query is 7: give a string"),
        (lambda index: index.count(["hà"]), "query is ['hà']: give a string"),
        (lambda index: index.count("hà", exact=""), "exact is '': give True or False"),
        (lambda index: index.terms("h", limit=-1), "limit is -1: give a whole number from 0"),
        (lambda index: index.names(None), "prefix is None: give a string"),
        (lambda index: index.like("tin/a.txt", limit=-1), "limit is -1: give a whole number"),
        (lambda index: index.like(1), "document_id is 1: give a path"),
        (
            lambda index: index.document(b"tin/a.txt"),
            "document_id is b'tin/a.txt': give",
        ),
        (lambda index: index.document(""), "document_id is empty: give a path"),
        (lambda index: index.highlights("Hội nghị", "hội"), "document is 'Hội nghị': give one"),
        (lambda index: index.terms("hội nghị"), "terms takes the beginning of one word"),
        (lambda index: index.terms("?"), "? has no letter in it"),
        (lambda index: index.document("tin/b.txt"), "the index has no document tin/b.txt"),
    ],
)
def test_what_an_index_refuses(folder: Path, ask: Callable[[Any], Any], said: str) -> None:
    with open_index(folder / "index") as index, pytest.raises(VnsearchError) as error:
        ask(index)
    assert str(error.value).startswith(said)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"jobs": -1}, "jobs is -1: give a whole number from 0"),
        ({"jobs": "two"}, "jobs is 'two': give a whole number from 0"),
        ({"wait": -1}, "wait is -1: give a number of seconds from 0"),
        ({"paths": "tin"}, "paths is 'tin': give a list, as ['tin']"),
        ({"progress": 3}, "progress is 3: give a function"),
        ({"note": "in"}, "note is 'in': give a function"),
        ({"settings": {"hidden": True}}, "settings is {'hidden': True}: give RootRules"),
        ({"dates": "ctime"}, "dates is 'ctime': give one of '', mtime, name"),
        ({"paths": [""]}, "paths is empty: give a path"),
        ({"forget": [""]}, "forget is empty: give a path"),
        ({"paths": [1]}, "paths holds 1: give strings"),
        ({"paths": ["tin", "a\0b"]}, r"no file can be called 'a\x00b': mend paths"),
        ({"paths": ["a\ud800b"]}, r"no file can be called 'a\ud800b': mend paths"),
        ({"include": "*.md"}, "include is '*.md': give a list, as ['*.md']"),
        ({"exclude": b"*"}, "exclude is b'*': give a list"),
        ({"hidden": "no"}, "hidden is 'no': give True or False"),
        ({"rebuild": 1}, "rebuild is 1: give True or False"),
        ({"encoding": "utf-9"}, "the encoding 'utf-9' is not known"),
        ({"forget": ["tin"], "paths": ["tin"]}, "forget and paths cannot be given together"),
        ({"forget": ["tin"], "rebuild": True}, "a path to forget is not read any more"),
    ],
)
def test_what_an_update_refuses(folder: Path, given: dict[str, Any], said: str) -> None:
    with pytest.raises(VnsearchError) as error:
        update_index(folder / "index", **given)
    assert str(error.value).startswith(said)
    with open_index(folder / "index") as index:
        assert index.search("hà nội").total == 1, "the index is as it was"


def test_a_file_is_no_index(folder: Path) -> None:
    file = folder / "tin" / "a.txt"
    for ask in (open_index, vnsearch.verify, lambda name: update_index(name, [folder / "tin"])):
        with pytest.raises(VnsearchError, match=r"a\.txt is a file, and an index is a folder"):
            ask(file)


@pytest.mark.parametrize("name", ["a\0b", "a\ud800b"])
def test_a_name_that_no_file_can_have(folder: Path, name: str) -> None:
    for dry_run in (False, True):
        with pytest.raises(VnsearchError, match=r"no file can be called .*: mend index_dir"):
            update_index(name, [folder / "tin"], dry_run=dry_run)
    with pytest.raises(VnsearchError, match=r"no file can be called .*: mend synonyms"):
        open_index(folder / "index", synonyms=name)
    for ask in (open_index, vnsearch.verify):
        with pytest.raises(VnsearchError, match="index_dir is empty: give a path"):
            ask("")
        with pytest.raises(VnsearchError, match="check its name"):
            ask(name)


def test_unknown_arguments_are_seen_by_python_and_mypy(folder: Path) -> None:
    with pytest.raises(TypeError):
        update_index(folder / "index", rebuilt=True)  # type: ignore[call-arg]
    with open_index(folder / "index") as index, pytest.raises(TypeError):
        index.search("hà", ranked=True)  # type: ignore[call-arg]


def test_a_closed_index_says_so(folder: Path) -> None:
    with open_index(folder / "index") as index:
        document = index.document("tin/a.txt")
    for ask in (
        lambda: index.search("hà"),
        lambda: index.count("hà"),
        lambda: index.stats(),
        lambda: index.terms("h"),
        lambda: index.names("t"),
        lambda: index.like("tin/a.txt"),
        lambda: index.document("tin/a.txt"),
        lambda: index.highlights(document, "hà"),
    ):
        with pytest.raises(VnsearchError, match=r"has been closed: open it again to search"):
            ask()
    index.close()
    index.refresh()
    assert index.search("hà").total == 1


def test_every_public_name_can_be_imported(folder: Path) -> None:
    for name in vnsearch.__all__:
        assert getattr(vnsearch, name)
    assert vnsearch.verify(folder / "index") == []
