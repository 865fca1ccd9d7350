"""A corpus and its questions, as the benchmarks read them: JSON Lines, plain or gzipped.

A document has `id`, `title` and `text`; a question has `query`, `relevant` (the ids of the
documents that answer it) and perhaps `qid`.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

Half = Literal["all", "choose", "judge"]

# What was written a moment ago may change unseen, and is looked at again for every hit.
_LONG_AGO = 1_000_000_000  # seconds since the epoch


@dataclass(frozen=True, slots=True)
class Passage:
    """One document of a corpus."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks, and the ids of the documents that answer it."""

    id: str
    query: str
    relevant: frozenset[str]


def read_passages(path: Path) -> Iterator[Passage]:
    """The documents of a corpus file, one after the other."""
    for record in _records(path):
        yield Passage(str(record["id"]), str(record.get("title", "")), str(record["text"]))


def read_questions(path: Path) -> list[Question]:
    """The questions of a question file, in its order, each with an id that no other has."""
    found: dict[str, Question] = {}
    for number, record in enumerate(_records(path), 1):
        id_ = str(record.get("qid", number))
        if id_ in found:
            id_ = f"{id_}#{number}"
        relevant = frozenset(map(str, record["relevant"]))
        found[id_] = Question(id_, str(record["query"]), relevant)
    return list(found.values())


def _records(path: Path) -> Iterator[dict[str, Any]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if not line.isspace():
                yield json.loads(line)


def write_passages(passages: Iterable[Passage], path: Path) -> int:
    """Write documents as JSON Lines that `vnsearch index` reads; the bytes of their text."""
    size = 0
    with path.open("w", encoding="utf-8") as lines:
        for passage in passages:
            record = {"id": passage.id, "title": passage.title, "text": passage.text}
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
            size += len(passage.title.encode()) + len(passage.text.encode())
    os.utime(path, (_LONG_AGO, _LONG_AGO))
    return size


def join_titles(
    passages: Sequence[Passage], questions: Sequence[Question]
) -> tuple[list[Passage], list[Question]]:
    """One document for each title, named as its first passage; the questions ask for those."""
    texts: dict[str, list[str]] = {}
    id_of: dict[str, str] = {}
    joined_id: dict[str, str] = {}
    for passage in passages:
        texts.setdefault(passage.title, []).append(passage.text)
        id_of[passage.id] = joined_id.setdefault(passage.title, passage.id)
    joined = [
        Passage(joined_id[title], title, "\n".join(parts)) for title, parts in texts.items()
    ]
    moved = [
        replace(question, relevant=frozenset(id_of[id_] for id_ in question.relevant))
        for question in questions
    ]
    return joined, moved


def by_titles(passages: Sequence[Passage], names: bool) -> tuple[list[Passage], list[Question]]:
    """The documents without their titles, and a question for each that had one: the title, or
    the longest name in it (words in a row that begin with capitals, but for the first).
    """
    untitled = [replace(passage, title="") for passage in passages]
    asked = (
        (passage.id, _name_in(passage.title) if names else passage.title)
        for passage in passages
    )
    return untitled, [Question(id_, text, frozenset([id_])) for id_, text in asked if text]


def _name_in(title: str) -> str:
    """The longest name in a title, with the word before it; "" for none of two words."""
    words = title.split()
    runs = [[words[0]]] if words else []
    for word in words[1:]:
        if word[0].isupper() and word.isalpha() and runs[-1]:
            runs[-1].append(word)
        else:
            runs.append([word])
    longest = max(runs, key=len, default=[])
    return " ".join(longest) if len(longest) > 2 else ""


def half_of(
    questions: Sequence[Question], passages: Sequence[Passage], half: Half
) -> list[Question]:
    """The questions about one half of the titles: "choose" for constants, "judge" for judging.

    A title is wholly in one half, so that what was chosen has not seen what is judged.
    """
    if half == "all":
        return list(questions)
    title_of = {passage.id: passage.title or passage.id for passage in passages}
    return [
        question
        for question in questions
        if _half_of_title(title_of[min(question.relevant)]) == half
    ]


def _half_of_title(title: str) -> Half:
    return "judge" if hashlib.sha256(title.encode()).digest()[0] % 2 else "choose"


def sample(questions: Sequence[Question], count: int, seed: int) -> list[Question]:
    """`count` of the questions by chance, the same for the same seed, in their order."""
    if not 0 < count < len(questions):
        return list(questions)
    chosen = random.Random(seed).sample(range(len(questions)), count)
    return [questions[place] for place in sorted(chosen)]
