"""Damage of any kind to any file: `verify` names the file, and no search answers wrongly.

It is done in processes of its own, so that one that crashes is a failed test.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import vnsearch
from vnsearch import update_index
from vnsearch.errors import IndexDamagedError, IndexNotFoundError
from vnsearch.index.arrays.array_file import _MAGIC, _TAIL, ArrayFile
from vnsearch.index.arrays.pages import PAGE
from vnsearch.index.verify import verify

from . import SCALE
from .library import QUERIES, Answers, answers, left_over, write_documents
from .processes import Command, start

_DAMAGES = 100 * SCALE  # in each of two processes
_PATIENCE = 1000 * SCALE  # seconds, many times what it takes
_MENDED_EVERY = 10

QUESTIONS = (*QUERIES, "(words)", "(figures)", "(document)")
Damage = Callable[[Path, random.Random], None]


def flip(file: Path, chance: random.Random) -> None:
    content = bytearray(file.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    file.write_bytes(content)


def cut(file: Path, chance: random.Random) -> None:
    os.truncate(file, chance.randrange(file.stat().st_size))


def lengthen(file: Path, chance: random.Random) -> None:
    file.write_bytes(file.read_bytes() + chance.randbytes(chance.randint(1, 100)))


def lose_a_part(file: Path, chance: random.Random) -> None:
    content = file.read_bytes()
    at = chance.randrange(len(content))
    file.write_bytes(content[:at] + content[at + chance.randint(1, 100) :])


def overwrite(file: Path, chance: random.Random) -> None:
    content = bytearray(file.read_bytes())
    at = chance.randrange(len(content))
    size = chance.randint(1, len(content) - at)
    content[at : at + size] = chance.choice([bytes(size), chance.randbytes(size)])
    assert content != file.read_bytes() or not any(content[at : at + size])
    if content == file.read_bytes():
        content[at] ^= 255
    file.write_bytes(content)


def remove(file: Path, chance: random.Random) -> None:
    file.unlink()


def empty(file: Path, chance: random.Random) -> None:
    file.write_bytes(b"")


def put_a_folder(file: Path, chance: random.Random) -> None:
    file.unlink()
    file.mkdir()


def put_a_pipe(file: Path, chance: random.Random) -> None:
    file.unlink()
    os.mkfifo(file)


def link_to_a_device(file: Path, chance: random.Random) -> None:
    file.unlink()
    file.symlink_to("/dev/zero")


DAMAGES: tuple[Damage, ...] = (
    *[flip] * 8,
    *[cut] * 4,
    *[overwrite] * 4,
    *(lengthen, lose_a_part, remove, empty, put_a_folder, put_a_pipe, link_to_a_device),
)


class Patient:
    """An index that is damaged and checked, again and again."""

    def __init__(self, root: Path, whole: Path, seed: int) -> None:
        self.index = root / f"index-{seed}"
        self.docs = root / "docs"
        self.chance = random.Random(seed)
        self._whole = whole
        self.right = {question: asked(whole, question) for question in QUESTIONS}

    def reset(self) -> None:
        """Let it be whole."""
        shutil.rmtree(self.index, ignore_errors=True)
        shutil.copytree(self._whole, self.index)

    def damage(self) -> str:
        """Damage a file in some way; the name of the file."""
        files = [file for file in sorted(self.index.iterdir()) if file.name != "MAIN_WRITELOCK"]
        file = self.chance.choice(files)
        self.chance.choice(DAMAGES)(file, self.chance)
        return file.name

    def check(self, name: str) -> None:
        """The damage is found, and no answer is a wrong one."""
        question = self.chance.choice(QUESTIONS)
        try:
            assert asked(self.index, question) == self.right[question]
        except IndexDamagedError:
            pass
        except IndexNotFoundError:
            assert name.endswith(".toc")
        try:
            problems = [problem.reason for problem in verify(self.index) if problem.failed]
            assert any(name in reason for reason in problems), (name, problems)
        except IndexNotFoundError:
            assert name.endswith(".toc")

    def mend(self) -> None:
        """An update finds the damage or keeps clear of it, and a rebuild mends it."""
        try:
            update_index(self.index, [self.docs])
            assert asked(self.index, QUERIES[0]) == self.right[QUERIES[0]]
        except (IndexDamagedError, IndexNotFoundError):
            pass
        update_index(self.index, [self.docs], rebuild=True)
        for question in (*QUERIES, "(words)", "(document)"):
            assert asked(self.index, question) == self.right[question]
        assert not verify(self.index)
        assert left_over(self.index) == set()


def asked(index: Path, question: str) -> object:
    """What a query finds, or the words, the figures or a document of an index."""
    with vnsearch.open_index(index) as opened:
        if question == "(words)":
            return opened.terms("h", limit=1000)
        if question == "(figures)":
            return replace(opened.stats(), directory="", size=0, built=0.0, segments=0)
        if question == "(document)":
            document = opened.document("docs/tin-7.txt")
            return document.body, opened.highlights(document, QUERIES[0])
        result = opened.search(question, limit=1000)
        found = [(hit.id, hit.score, hit.title, hit.snippets) for hit in result.hits]
        return found, result.reading, result.suggestion


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with documents, and an index of some segments of many pages, with deletions."""
    root = tmp_path_factory.mktemp("whole")
    for edition in (1, 2):
        write_documents(root, range(3 * edition, 6 * edition), edition)
        records = [f"Hồ sơ số {n * n} đã nộp ngày {n % 28 + 1}/{edition}." for n in range(2000)]
        (root / "docs" / f"{edition}.txt").write_text("\n".join(records), encoding="utf-8")
        update_index(root / "index", [root / "docs"])
    sizes = [file.stat().st_size for file in (root / "index").glob("*.vns")]
    assert len(sizes) > 1 and min(sizes) > 10 * PAGE
    yield root


def damage_often(root: Path, seed: int) -> None:
    patient = Patient(root, root / "index", seed)
    for number in range(_DAMAGES):
        patient.reset()
        name = patient.damage()
        patient.check(name)
        if number % _MENDED_EVERY == 0:
            patient.mend()


def test_damage_at_random(whole: Path) -> None:
    processes = [start(damage_often, whole, seed) for seed in (1, 2)]
    for process in processes:
        process.join(_PATIENCE)
    assert [process.exitcode for process in processes] == [0, 0]


@pytest.fixture
def hurt(whole: Path, tmp_path: Path) -> Path:
    """The index in a place where a test may damage it."""
    shutil.copytree(whole / "index", tmp_path / "index")
    return tmp_path / "index"


def refused(index: Path, *names: str) -> None:
    """The index is refused, and each of the files is named."""
    for query in QUERIES:
        with pytest.raises(IndexDamagedError):
            asked(index, query)
    reasons = [problem.reason for problem in verify(index) if problem.failed]
    for name in names:
        assert any(name in reason for reason in reasons)


def test_opening_looks_at_nothing_that_grows_with_the_documents(hurt: Path) -> None:
    """All that lies before the checksums of the pages may be zeros: only a query tells."""
    for file in hurt.glob("*.vns"):
        content = file.read_bytes()
        checksums, *_ = _TAIL.unpack(content[-_TAIL.size :])
        kept = len(_MAGIC)
        file.write_bytes(content[:kept] + bytes(checksums - kept) + content[checksums:])
    with vnsearch.open_index(hurt) as index, pytest.raises(IndexDamagedError):
        index.search("hội")
    refused(hurt, *(file.name for file in hurt.glob("*.vns")))


def test_what_is_counted_reads_no_passages(hurt: Path) -> None:
    """Nothing of the tokens' streams is read but to rank and to show."""
    for file in hurt.glob("*.vns"):
        dtype, start, count = ArrayFile(str(file))._arrays["stream.codes"]
        end = start + count * np.dtype(dtype).itemsize
        whole = slice(-(-start // PAGE) * PAGE, end // PAGE * PAGE)  # pages of nothing else
        content = bytearray(file.read_bytes())
        assert whole.start < whole.stop
        content[whole] = bytes(whole.stop - whole.start)
        file.write_bytes(content)
    assert Command(hurt.parent, "search", "nộp").end().status == 2
    for form in ("-c", "-q"):
        assert Command(hurt.parent, "search", form, "nộp").end().status == 0


def test_segments_in_each_others_place(hurt: Path) -> None:
    first, second = sorted(hurt.glob("*.vns"))[:2]
    content = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(content)
    refused(hurt, first.name, second.name)


def commit_again(root: Path) -> tuple[Path, bytes]:
    """An index after a commit that deleted a document, and the table of before."""
    write_documents(root, range(8), edition=1)
    update_index(root / "index", [root / "docs"])
    [table] = (root / "index").glob("*.toc")
    before = table.read_bytes()
    (root / "docs" / "tin-1.txt").unlink()
    update_index(root / "index", [root / "docs"])
    [table] = (root / "index").glob("*.toc")
    return table, before


def test_an_older_table_of_contents(tmp_path: Path) -> None:
    table, before = commit_again(tmp_path)
    table.write_bytes(before)
    refused(tmp_path / "index", table.name)


def test_the_table_of_another_index(hurt: Path, tmp_path: Path) -> None:
    write_documents(tmp_path, range(3), edition=1)
    for edition in (1, 2):
        write_documents(tmp_path, range(3), edition)
        update_index(tmp_path / "other", [tmp_path / "docs"])
    [theirs] = (tmp_path / "other").glob("*.toc")
    [ours] = hurt.glob("*.toc")
    assert theirs.name == ours.name
    ours.write_bytes(theirs.read_bytes())
    [missing] = (tmp_path / "other").glob("*.vns")
    refused(hurt, missing.name)


@pytest.mark.parametrize("arguments", ["search hội nghị", "stats", "terms h", "show docs/x"])
def test_the_command_line_says_what_to_do(hurt: Path, arguments: str) -> None:
    for file in hurt.glob("*.vns"):
        os.truncate(file, 100)
    ended = Command(hurt.parent, *arguments.split()).end()
    assert ended.status == 2
    assert ended.output.startswith("vnsearch: index/MAIN_") and ended.output.count("\n") == 1
    assert ended.output.endswith(": run 'vnsearch index --rebuild' to make the index anew\n")


def test_verify_names_every_damaged_file(hurt: Path) -> None:
    names = sorted(file.name for file in hurt.glob("*.vns"))
    for name in names:
        os.truncate(hurt / name, 100)
    (hurt / "MAIN_0123456789abcdef.vns").write_bytes(b"of a run that was killed")
    ended = Command(hurt.parent, "verify").end()
    assert ended.status == 2
    lines = ended.output.splitlines()
    assert len(lines) == len(names) + 1
    for name in names:
        assert sum(line.startswith(f"vnsearch: index/{name} ") for line in lines) == 1
    assert "index/MAIN_0123456789abcdef.vns belongs to no commit" in lines[-1]


def test_roots_that_are_whole_serve_a_rebuild(whole: Path, hurt: Path) -> None:
    """The rest of the table may be damaged: the roots have a checksum of their own."""
    shutil.copytree(whole / "docs", hurt.parent / "docs")
    found: Answers = answers(hurt)
    [table] = hurt.glob("*.toc")
    content = table.read_bytes()
    tail = content.index(b"VNSROOTS") + 8
    for damaged in (b"\0" + content[1:], content[:tail], content[:tail] + b"\0" * 999):
        table.write_bytes(damaged)
        with pytest.raises(IndexDamagedError):
            answers(hurt)
        shutil.copytree(hurt, hurt.with_name("copy"))
        assert Command(hurt.parent, "index", "--index", "copy", "--rebuild").end().status == 0
        assert answers(hurt.with_name("copy")) == found
        shutil.rmtree(hurt.with_name("copy"))


def test_roots_that_are_lost_are_not_taken_to_be_the_seeds(hurt: Path) -> None:
    (hurt.parent / "seeds").mkdir()
    [table] = hurt.glob("*.toc")
    content = table.read_bytes()
    table.write_bytes(content.replace(b'["docs"', b'["dot."'))
    for arguments, way in (
        (["index"], "run 'vnsearch index --rebuild'"),
        (["index", "--rebuild"], "name it with 'vnsearch index --rebuild PATH'"),
    ):
        ended = Command(hurt.parent, *arguments).end()
        assert ended.status == 2
        assert ended.output.startswith(f"vnsearch: index/{table.name} was ")
        assert way in ended.output
    assert table.exists()
    assert len(list(hurt.glob("*.vns"))) > 1
