"""A document as it is sent to a cluster, and as it comes back."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import islice, pairwise
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from vnsearch.cluster.client.strings import pack, unpack
from vnsearch.cluster.storage.mapping import FIELD_WORDS, SAID, STACK_SIGN
from vnsearch.cluster.storage.repeats import RepeatNames, several
from vnsearch.cluster.storage.said import SaidOf, SaidTerms
from vnsearch.dates import date_number, date_text
from vnsearch.document_fields import FIELDS, KEYWORD_FIELDS, TEXT_FIELDS, Field, values
from vnsearch.index.arrays.array_file import Array
from vnsearch.index.catalogue import file_key
from vnsearch.index.making.document_size import text_size
from vnsearch.index.making.tokenizing.array_tokenizer import ArrayTokenizer, Numbers
from vnsearch.index.segment.columns import FileState
from vnsearch.records import Document
from vnsearch.text.forms import ways
from vnsearch.text.terms import exact_term, folded_term
from vnsearch.text.tokenize import tokenize

_STATE = ("size", "mtime_ns", "digest", "read_ns", "ctime_ns", "inode", "asked")
_KEPT_MEMBERS = [
    (field.member, field.many)
    for field in FIELDS
    if field.member not in ("title", "path", "date")
]
_MOST_TERMS = 1 << 18  # that are remembered
_Held: TypeAlias = tuple[Numbers, list[int]]  # values of a field, how many each document has
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Line(NamedTuple):
    """A document ready to be sent."""

    key: str
    data: bytes


def document_key(machine: str, path: str, part: str, line: int, ordinal: int) -> str:
    """The id of a document on the cluster: the same whenever the same is indexed again.

    `ordinal` tells documents of the same part and line of a file apart.
    """
    named = f"{machine}\0{path}\0{part}\0{line}\0{ordinal}"
    digest = sha256(named.encode("utf-8", "surrogatepass")).digest()
    return urlsafe_b64encode(digest[:15]).decode()


def keyword_value(text: str) -> str:
    """What a keyword field is asked for by: its exact terms."""
    return " ".join(exact_term(token.text) for token in tokenize(text))


class SourceMaker:
    """Makes the lines of a bulk request for documents of one machine and run."""

    def __init__(self, machine: str, run: int) -> None:
        self._machine = machine
        self._run = run
        self._file: FileState | None = None
        self._file_members = b""
        self._clear()

    def _clear(self) -> None:
        self._tokenizer = ArrayTokenizer()
        self._stacks: list[bytes] = []
        self._folds: dict[str, int] = {}
        self._fold_of: list[int] = []
        self._repeats = RepeatNames()
        self._said = SaidTerms(self._tokenizer.terms)
        self._sent: Array = np.zeros(0, bool)  # terms of the vocabulary, by number

    def make(
        self, documents: Sequence[tuple[Document, FileState, int]]
    ) -> tuple[list[Line], list[str]]:
        """The lines of some documents, each with its file and its number among those of the
        same part and line, and the terms that are new.
        """
        if len(self._tokenizer.terms) > _MOST_TERMS:
            self._clear()
        bodies = self._tokenizer.number([document.body for document, _, _ in documents])
        fields = {field.name: self._numbered(field, documents) for field in TEXT_FIELDS}
        titles, _ = fields["title"]
        self._learn()
        own = np.array([not document.title_in_body for document, _, _ in documents], bool)
        repeated = self._repeated(titles, bodies, own)
        words = self._texts(bodies), self._texts(titles), own
        columns = {name: self._columns(*held) for name, held in fields.items()}
        lengths = bodies.counts + np.where(own, titles.counts, 0)
        said = self._said_by(bodies, fields, own)
        lines = []
        for row, given in enumerate(documents):
            members = [self._words(row, *words), b'"repeats":"' + repeated[row] + b'"']
            members += [
                b'"%b":%b' % (FIELD_WORDS[name].encode(), column[row])
                for name, column in columns.items()
                if column[row]
            ]
            if said[row]:
                members.append(b'"%b":["%b"]' % (SAID.encode(), b'","'.join(said[row])))
            lines.append(self._line(given, int(lengths[row]), members))
        return lines, self._unsent([bodies, *(numbers for numbers, _ in fields.values())])

    def _numbered(
        self, field: Field, documents: Sequence[tuple[Document, FileState, int]]
    ) -> _Held:
        held = [_values_of(field, *given) for given in documents]
        numbers = self._tokenizer.number([value for one in held for value in one])
        return numbers, list(map(len, held))

    def _said_by(
        self, bodies: Numbers, fields: Mapping[str, _Held], own: Array
    ) -> list[list[bytes]]:
        """What each document says in digits; its title is of its text where it is its own."""
        every = np.arange(len(own))
        titles, _ = fields["title"]
        texts = [
            SaidOf(titles.said, np.where(own, every, -1), ""),
            SaidOf(bodies.said, every, ""),
        ]
        texts += [
            SaidOf(numbers.said, np.repeat(every, counts), name)
            for name, (numbers, counts) in fields.items()
        ]
        return self._said.of(len(own), texts)

    def _unsent(self, texts: Sequence[Numbers]) -> list[str]:
        """The terms of some texts that have not been told before; told from now on."""
        terms = self._tokenizer.terms
        before = np.append(self._sent, np.zeros(len(terms) - len(self._sent), bool))
        self._sent = before.copy()
        for numbers in texts:
            self._sent[numbers.numbers] = True
        return [terms[number] for number in np.flatnonzero(self._sent & ~before).tolist()]

    def _line(
        self, given: tuple[Document, FileState, int], length: int, members: list[bytes]
    ) -> Line:
        document, state, ordinal = given
        size = text_size(document)
        key = document_key(self._machine, state.path, document.part, document.line, ordinal)
        source = {"key": key, "length": length, "text_size": size, **_members_of(document)}
        data = _encode(source).encode()
        return Line(key, b",".join((data[:-1], self._of_file(state), *members)) + b"}")

    def _of_file(self, state: FileState) -> bytes:
        """The members of a file in JSON, made once for documents of the same file in a row."""
        if state is not self._file:
            self._file = state
            members = _members_of_file(state, self._machine, self._run)
            self._file_members = _encode(members).encode()[1:-1]
        return self._file_members

    def _learn(self) -> None:
        """Work out the ways and the fold of terms that are new. No way has a sign that JSON
        would have to write in another way.
        """
        new = self._tokenizer.terms[len(self._stacks) :]
        for term in new:
            self._stacks.append(STACK_SIGN.join(ways(term)).encode())
            self._fold_of.append(self._folds.setdefault(folded_term(term), len(self._folds)))
        self._repeats.learn(new, self._folds)

    def _texts(self, tokens: Numbers) -> list[bytes]:
        """The stacks of the tokens of each text."""
        numbers = tokens.numbers.tolist()
        bounds = [0, *np.cumsum(tokens.counts).tolist()]
        stack = self._stacks.__getitem__
        return [b" ".join(map(stack, numbers[start:end])) for start, end in pairwise(bounds)]

    def _words(self, row: int, bodies: list[bytes], titles: list[bytes], own: Array) -> bytes:
        if own[row]:
            return b'"words":["%b","%b"]' % (titles[row], bodies[row])
        return b'"words":"%b"' % bodies[row]

    def _columns(self, tokens: Numbers, counts: list[int]) -> list[bytes]:
        """The values of a field of each document, as a list in JSON; b"" for none."""
        texts = iter(self._texts(tokens))
        columns = []
        for count in counts:
            held = [text for text in islice(texts, count) if text]
            columns.append(b'["%b"]' % b'","'.join(held) if held else b"")
        return columns

    def _repeated(self, titles: Numbers, bodies: Numbers, own: Array) -> list[bytes]:
        """What tells how often terms and pairs stand in each document."""
        kept = np.repeat(own, titles.counts)
        count = len(own)
        owners = np.repeat(np.arange(count), titles.counts)[kept]
        owner = np.concatenate((owners, np.repeat(np.arange(count), bodies.counts)))
        stream = np.concatenate((titles.numbers[kept], bodies.numbers)).astype(np.int64)
        is_title = np.arange(len(stream)) < len(owners)
        folds, many = np.array(self._fold_of, np.int64)[stream], len(self._folds)
        beside = (owner[1:] == owner[:-1]) & (is_title[1:] == is_title[:-1])
        keys = (folds[:-1] * many + folds[1:])[beside]
        terms = several(owner, stream, len(self._fold_of))
        pairs = several(owner[:-1][beside], keys, many * many)
        names = self._repeats.of_terms(terms.numbers, terms.times)
        both = self._repeats.of_pairs(*np.divmod(pairs.numbers, max(many, 1)), pairs.times)
        ends = pairwise([0, *terms.ends(count)]), pairwise([0, *pairs.ends(count)])
        return [
            b" ".join(names[slice(*of_terms)] + both[slice(*of_pairs)])
            for of_terms, of_pairs in zip(*ends, strict=True)
        ]


def _values_of(field: Field, document: Document, state: FileState, _: int) -> tuple[str, ...]:
    return (state.path,) if field.name == "path" else values(getattr(document, field.member))


def _members_of(document: Document) -> dict[str, Any]:
    """All that is sent of a document besides its words and its file."""
    date = date_number(document.date) if document.date else 0
    last = date and date + (99 if date % 100 == 0 else 0) + (9900 if date % 10000 == 0 else 0)
    members: dict[str, Any] = {
        "id": pack(document.id),
        "part": pack(document.part),
        "line": document.line,
        "date": date,
        "date_last": last,
        "document": _kept_document(document),
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


def _kept_document(document: Document) -> dict[str, Any]:
    """What of a document comes back as it is sent."""
    stored: dict[str, Any] = {"title": pack(document.title), "body": pack(document.body)}
    if document.title_in_body:
        stored["title_in_body"] = True
    for member, many in _KEPT_MEMBERS:
        if value := getattr(document, member, ""):
            stored[member] = list(map(pack, value)) if many else pack(value)
    return stored


def _members_of_file(state: FileState, machine: str, run: int) -> dict[str, Any]:
    """What is sent of the file of a document."""
    return {
        "path": pack(state.path),
        "path_key": pack(file_key(state.path)),
        "folder": pack(state.path.rpartition("/")[0] or "/"),
        "machine": machine,
        "run": run,
        "file": kept_state(state),
    }


def sent_document(source: dict[str, Any]) -> tuple[Document, FileState]:
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
    return document, sent_file(source["path"], source["file"])


def sent_file(path: str, kept: Sequence[Any]) -> FileState:
    """A file as it was when it was read."""
    return FileState(path=unpack(path), **dict(zip(_STATE, kept, strict=True)))


def kept_state(state: FileState) -> list[Any]:
    """What `sent_file` takes."""
    return [getattr(state, name) for name in _STATE]
