"""What the tests of this folder share: files made and read in one step."""

from __future__ import annotations

from pathlib import Path

from vnsearch.documents.read import FileNote, Reading, ReadRules, chunks, read
from vnsearch.documents.walking.walk import WalkRules, walk
from vnsearch.files import FileEntry
from vnsearch.output.problems import sentence
from vnsearch.records import Document, Problem

HOI_NGHI = "Hội nghị toàn quốc tổng kết công tác tổ chức xây dựng Đảng."


def readings(path: Path, encoding: str = "") -> list[Reading]:
    """All that comes out of a file: walked, cut into chunks and read."""
    rules = ReadRules(encoding)
    found: list[Reading] = []
    for entry in walk([str(path)], WalkRules()):
        if isinstance(entry, Problem):
            found.append(entry)
        else:
            found += [one for chunk in chunks(entry, rules) for one in read(chunk, rules)]
    return found


def documents(path: Path, encoding: str = "") -> list[Document]:
    """The documents of a file; anything wrong with it fails the test."""
    found = readings(path, encoding)
    assert [one for one in found if isinstance(one, Problem)] == []
    return [one for one in found if isinstance(one, Document)]


def problems(path: Path) -> list[Problem]:
    """The problems of a file."""
    return [one for one in readings(path) if isinstance(one, Problem)]


def only_problem(path: Path) -> Problem:
    """The one problem of a file of which nothing could be read."""
    found = readings(path)
    assert [one for one in found if isinstance(one, Document)] == []
    (problem,) = [one for one in found if isinstance(one, Problem)]
    assert problem.path == str(path)
    assert str(path) in sentence(problem)
    return problem


def encoding_of(path: Path) -> str:
    """The encoding that a file is said to be in."""
    (name,) = {one.encoding for one in readings(path) if isinstance(one, FileNote)}
    return name


def entry_of(path: Path) -> FileEntry:
    """The entry under which a file is walked."""
    (entry,) = walk([str(path)], WalkRules())
    assert isinstance(entry, FileEntry)
    return entry
