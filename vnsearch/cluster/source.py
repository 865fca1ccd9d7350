"""A document as it is sent to a cluster, and as it comes back."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

import numpy as np

from vnsearch.cluster.mapping import FIELD_WORDS, REPEATS, SAID, STACK_SIGN, WORDS
from vnsearch.cluster.said import said_terms
from vnsearch.cluster.strings import pack, unpack
from vnsearch.dates import date_number, date_text
from vnsearch.document_fields import FIELDS, KEYWORD_FIELDS, TEXT_FIELDS, values
from vnsearch.index.arrays.array_file import Array
from vnsearch.index.catalogue import file_key
from vnsearch.index.making.array_tokenizer import ArrayTokenizer, Tokens
from vnsearch.index.making.build import text_size
from vnsearch.index.segment.columns import FileState
from vnsearch.index.segment.reader import TEXT
from vnsearch.records import Document
from vnsearch.text.forms import exact_way, fold_way, ways
from vnsearch.text.terms import exact_term, folded_term
from vnsearch.text.tokenize import tokenize

_BITS = 16  # of how often more than once a term stands in a document
_MANY_BIT = 8
MANY = "many"  # marks what stands there more than 2 ** _MANY_BIT times
FEW_BITS, ALL_BITS = range(_MANY_BIT), range(_MANY_BIT, _BITS)
_STATE = ("size", "mtime_ns", "digest", "read_ns", "ctime_ns", "inode", "asked")
_MOST_TERMS = 1 << 18  # that are remembered


class Line(NamedTuple):
    """A document ready to be sent."""

    key: str
    data: bytes
    size: int  # bytes of its text


def document_key(machine: str, path: str, part: str, line: int, number: int) -> str:
    """The id of a document on the cluster: the same whenever the same is indexed again.

    `number` tells documents of the same part and line of a file apart.
    """
    named = f"{machine}\0{path}\0{part}\0{line}\0{number}"
    digest = sha256(named.encode("utf-8", "surrogatepass")).digest()
    return urlsafe_b64encode(digest[:15]).decode()


def keyword_value(text: str) -> str:
    """What a keyword field is asked for by: its exact terms."""
    return " ".join(exact_term(token.text) for token in tokenize(text))


def pair_name(first: str, second: str) -> str:
    """Two neighbouring terms as the one that they are in the index, folded."""
    return f"{fold_way(first)[1:]}_{fold_way(second)[1:]}"


def repeat_names(name: str, bits: Iterable[int]) -> list[str]:
    """The terms that tell how often more than once a term or a pair stands in a document."""
    return [f"{name}#{bit}" for bit in bits]


def repeats(name: str, count: int) -> list[str]:
    """What tells that a term or a pair stands `count` times in a document."""
    more = min(count - 1, (1 << _BITS) - 1)
    found = repeat_names(name, (bit for bit in range(_BITS) if more >> bit & 1))
    return [*found, f"{name}#{MANY}"] if more >> _MANY_BIT else found


class SourceMaker:
    """Makes the lines of a bulk request; `new_terms` are those not seen before."""

    def __init__(self, machine: str, run: int) -> None:
        self._machine = machine
        self._run = run
        self._clear()

    def _clear(self) -> None:
        self._tokenizer = ArrayTokenizer()
        self._stacks: list[str] = []
        self._folds: dict[str, int] = {}
        self._fold_of: list[int] = []
        self._fold_names: list[str] = []

    def make(
        self, documents: Sequence[tuple[Document, FileState, int]]
    ) -> tuple[list[Line], list[str]]:
        """The lines of some documents, each with its file and its number among those of the
        same part and line, and the terms that are new.
        """
        known = len(self._tokenizer.terms)
        tokenize_all = self._tokenizer.tokenize
        titles = tokenize_all([document.title for document, _, _ in documents])
        bodies = tokenize_all([document.body for document, _, _ in documents])
        fields = {"title": titles}
        fields["path"] = tokenize_all([state.path for _, state, _ in documents])
        held: dict[str, list[tuple[str, ...]]] = {}
        for field in TEXT_FIELDS:
            if field.name not in fields:
                held[field.name] = [
                    values(getattr(one, field.member)) for one, _, _ in documents
                ]
                several = [value for one in held[field.name] for value in one]
                fields[field.name] = tokenize_all(several)
        self._learn(known)
        cut: dict[str, list[Any]] = {name: self._cut(tokens) for name, tokens in fields.items()}
        for name, of_documents in held.items():
            cut[name] = _grouped(cut[name], of_documents)
        body_numbers = _split(bodies)
        title_numbers = _split(titles)
        lines = [
            self._line(documents[n], n, cut, title_numbers[n], body_numbers[n])
            for n in range(len(documents))
        ]
        new = self._tokenizer.terms[known:]
        if len(self._tokenizer.terms) > _MOST_TERMS:
            self._clear()
        return lines, new

    def _line(
        self,
        given: tuple[Document, FileState, int],
        place: int,
        cut: dict[str, list[Any]],
        title: Array,
        body: Array,
    ) -> Line:
        document, state, number = given
        own = not document.title_in_body
        text = self._join(body)
        size = text_size(document)
        source: dict[str, Any] = {
            WORDS: [cut["title"][place], text] if own else text,
            REPEATS: " ".join(self._repeats([title, body] if own else [body])),
            "length": len(body) + (len(title) if own else 0),
            "text_size": size,
        }
        for name, field in FIELD_WORDS.items():
            if cut[name][place]:
                source[field] = cut[name][place]
        if said := said_terms(_texts(document, state.path)):
            source[SAID] = said
        source |= plain_members(document, state, self._machine, self._run)
        key = document_key(self._machine, state.path, document.part, document.line, number)
        source["key"] = key
        data = json.dumps(source, ensure_ascii=False, separators=(",", ":")).encode()
        return Line(key, data, size)

    def _learn(self, known: int) -> None:
        """Work out the ways and the fold of terms that are new."""
        for term in self._tokenizer.terms[known:]:
            self._stacks.append(STACK_SIGN.join(ways(term)))
            fold = folded_term(term)
            number = self._folds.setdefault(fold, len(self._folds))
            if number == len(self._fold_names):
                self._fold_names.append(fold)
            self._fold_of.append(number)
        self._fold_array = np.array(self._fold_of, np.int64)

    def _cut(self, tokens: Tokens) -> list[str]:
        return [self._join(numbers) for numbers in _split(tokens)]

    def _join(self, numbers: Array) -> str:
        return " ".join(map(self._stacks.__getitem__, numbers.tolist()))

    def _repeats(self, streams: Sequence[Array]) -> list[str]:
        """What tells how often terms and pairs stand in a document."""
        found = []
        numbers = np.concatenate(streams) if len(streams) > 1 else streams[0]
        for number, count in _several(numbers):
            found += repeats(exact_way(self._tokenizer.terms[number]), count)
        folds = len(self._fold_names)
        of_streams = [self._fold_array[stream] for stream in streams]
        keys = np.concatenate([one[:-1] * folds + one[1:] for one in of_streams])
        for key, count in _several(keys):
            first, second = divmod(key, folds)
            name = pair_name(self._fold_names[first], self._fold_names[second])
            found += repeats(name, count)
        return found


def _texts(document: Document, path: str) -> Iterator[tuple[str, str]]:
    """Every text of a document with its field."""
    if not document.title_in_body:
        yield TEXT, document.title
    yield TEXT, document.body
    yield "path", path
    for field in TEXT_FIELDS:
        if field.name != "path":
            for value in values(getattr(document, field.member)):
                yield field.name, value


def _several(numbers: Array) -> list[tuple[int, int]]:
    """The numbers that stand there more than once, and how often."""
    ordered = np.sort(numbers)
    first = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    places = np.flatnonzero(first)
    counts = np.diff(places, append=len(ordered))
    chosen = np.flatnonzero(counts > 1)
    return list(zip(ordered[places[chosen]].tolist(), counts[chosen].tolist(), strict=True))


def _split(tokens: Tokens) -> list[Array]:
    """The term numbers of each text."""
    ends = np.cumsum(tokens.counts)
    return np.split(tokens.numbers, ends[:-1]) if len(ends) else []


def _grouped(stacks: Sequence[str], of_documents: Sequence[tuple[str, ...]]) -> list[list[str]]:
    """The values of each document."""
    held = iter(stacks)
    return [[stack for _ in one if (stack := next(held))] for one in of_documents]


def plain_members(
    document: Document, state: FileState, machine: str, run: int
) -> dict[str, Any]:
    """All that is sent of a document besides its words."""
    date = date_number(document.date) if document.date else 0
    last = date and date + (99 if date % 100 == 0 else 0) + (9900 if date % 10000 == 0 else 0)
    stored: dict[str, Any] = {"title": pack(document.title), "body": pack(document.body)}
    if document.title_in_body:
        stored["title_in_body"] = True
    for field in FIELDS:
        value = getattr(document, field.member, "")
        if field.member not in ("title", "path", "date") and value:
            many = [pack(one) for one in values(value)]
            stored[field.member] = many if field.many else many[0]
    members: dict[str, Any] = {
        "id": pack(document.id),
        "path": pack(state.path),
        "path_key": pack(file_key(state.path)),
        "folder": pack(state.path.rpartition("/")[0] or "/"),
        "part": pack(document.part),
        "machine": machine,
        "line": document.line,
        "date": date,
        "date_last": last,
        "run": run,
        "document": stored,
        "file": [getattr(state, name) for name in _STATE],
    }
    if date:
        members["year"] = date // 10_000
    if date // 100 % 100:
        members["month"] = date // 100
    if document.author:
        members["author"] = pack(document.author)
    for field in KEYWORD_FIELDS:
        if value := getattr(document, field.member):
            members[field.name] = keyword_value(value)
    return members


def read_source(source: dict[str, Any]) -> tuple[Document, FileState]:
    """The document that was sent, its path as it is stored, and its file."""
    stored = source["document"]
    others: dict[str, Any] = {}
    for field in FIELDS:
        if field.member in stored and field.member != "title":
            value = stored[field.member]
            others[field.member] = tuple(map(unpack, value)) if field.many else unpack(value)
    document = Document(
        path=unpack(source["path"]),
        title=unpack(stored["title"]),
        body=unpack(stored.get("body", "")),
        part=unpack(source["part"]),
        id=unpack(source["id"]),
        title_in_body=stored.get("title_in_body", False),
        line=source["line"],
        date=date_text(source["date"]) if source["date"] else "",
        **others,
    )
    return document, read_state(source["path"], source["file"])


def read_state(path: str, kept: Sequence[Any]) -> FileState:
    """A file as it was when it was read."""
    return FileState(path=unpack(path), **dict(zip(_STATE, kept, strict=True)))


def kept_state(state: FileState) -> list[Any]:
    """What `read_state` takes."""
    return [getattr(state, name) for name in _STATE]
