"""Documents as they are sent to a cluster: with their words, analysed here, some at once."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from hashlib import sha256
from itertools import islice
from typing import NamedTuple, TypeAlias

import numpy as np

from vnsearch.cluster.storage.document import kept_documents, members_of, members_of_file
from vnsearch.cluster.storage.mapping import (
    CODES,
    FIELD_WORDS,
    LENGTH,
    REPEATS,
    SAID,
    STACK_SIGN,
    WAYS,
    WORDS,
)
from vnsearch.cluster.storage.repeats import RepeatNames, several
from vnsearch.cluster.storage.rows import NameTable, Row
from vnsearch.cluster.storage.said import SaidOf, SaidTerms
from vnsearch.cluster.storage.token_codes import CodeTable
from vnsearch.document_fields import TEXT_FIELDS, Field, values
from vnsearch.index.arrays.array_file import Array
from vnsearch.index.making.invert import invert, invert_pairs
from vnsearch.index.making.streams import Laid, lay
from vnsearch.index.making.tokenizing.array_tokenizer import ArrayTokenizer, Numbers
from vnsearch.index.segment.columns import FileState
from vnsearch.index.segment.layout import GAP
from vnsearch.index.segment.reader import TEXT
from vnsearch.records import Document
from vnsearch.text.forms import ways
from vnsearch.text.terms import folded_term

_MOST_TERMS = 1 << 18  # that are remembered
_Value: TypeAlias = Sequence[Row]  # of a member in JSON, in pieces; none where it is left out
_Held: TypeAlias = tuple[Numbers, list[int]]  # values of a field, how many each document has
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Given(NamedTuple):
    """A document to be sent, with its file, its number among those of the same part and line
    of that, and the `text_size`.
    """

    document: Document
    file: FileState
    ordinal: int
    text_size: int


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
        self._stacks = NameTable()  # of the terms
        self._way_counts: Array = np.zeros(0, np.int64)  # of each stack
        self._folds: dict[str, int] = {}
        self._fold_of: Array = np.zeros(0, np.uint32)  # of the terms, by number
        self._repeats = RepeatNames()
        self._said = SaidTerms(self._tokenizer.terms)
        self._codes = CodeTable(self._tokenizer.terms)
        self._sent: Array = np.zeros(0, bool)  # terms of the vocabulary, by number

    def make(self, documents: Sequence[Given]) -> tuple[list[Line], list[str]]:
        """The lines of some documents, and the terms that are new."""
        if len(self._tokenizer.terms) > _MOST_TERMS:
            self._clear()
        bodies = self._tokenizer.number([given.document.body for given in documents])
        fields = {field.name: self._numbered(field, documents) for field in TEXT_FIELDS}
        titles, _ = fields["title"]
        own = np.array([not given.document.title_in_body for given in documents], bool)
        laid = lay(self._tokenizer, titles, bodies, fields, own)
        self._learn()
        lengths = bodies.counts + np.where(own, titles.counts, 0)
        all_ways = self._ways_in(bodies) + np.where(own, self._ways_in(titles), 0)
        said = self._said.of(len(own), laid.said)
        kept = kept_documents([given.document for given in documents])
        members: dict[str, list[_Value]] = {
            WORDS: self._words(bodies, titles, own),
            REPEATS: self._repeated(laid),
            **{FIELD_WORDS[name]: self._columns(*of) for name, of in fields.items()},
            SAID: [_strings(one.terms) for one in said],
            CODES: self._coded(laid, said),
        }
        named = [(f',"{name}":'.encode(), column) for name, column in members.items()]
        lines = []
        for row, given in enumerate(documents):
            pieces = [b',"document":', *kept[row], self._of_file(given.file)]
            for name, column in named:
                if value := column[row]:
                    pieces += name, *value
            lines.append(self._line(given, int(lengths[row]), int(all_ways[row]), pieces))
        return lines, self._unsent([bodies, *(numbers for numbers, _ in fields.values())])

    def _numbered(self, field: Field, documents: Sequence[Given]) -> _Held:
        held = [_values_of(field, given) for given in documents]
        numbers = self._tokenizer.number([value for one in held for value in one])
        return numbers, list(map(len, held))

    def _coded(self, laid: Laid, said: Sequence[SaidOf]) -> list[_Value]:
        """What tells of each document where which terms stand, by field."""
        rows = {TEXT: self._codes.rows(laid.stream, laid.lengths)}
        for name, column in laid.columns.items():
            rows[name] = self._codes.rows(column.numbers, column.lengths)
        rows[SAID] = [one.places for one in said]
        named = [(name.encode(), column) for name, column in rows.items()]
        coded = [
            [b'"%b":"%b"' % (name, column[row]) for name, column in named if column[row]]
            for row in range(len(said))
        ]
        return [(b"{", b",".join(members), b"}") for members in coded]

    def _unsent(self, texts: Sequence[Numbers]) -> list[str]:
        """The terms of some texts that have not been told before; told from now on."""
        terms = self._tokenizer.terms
        before = np.append(self._sent, np.zeros(len(terms) - len(self._sent), bool))
        self._sent = before.copy()
        for numbers in texts:
            self._sent[numbers.numbers] = True
        return [terms[number] for number in np.flatnonzero(self._sent & ~before).tolist()]

    def _line(self, given: Given, length: int, all_ways: int, members: list[Row]) -> Line:
        document, state, ordinal, size = given
        key = document_key(self._machine, state.path, document.part, document.line, ordinal)
        source = {"key": key, LENGTH: length, "text_size": size, **members_of(document)}
        if all_ways:  # no document without words is in the mean of those with
            source[WAYS] = all_ways
        data = _encode(source).encode()[:-1]
        return Line(key, b"".join((data, *members, b"}")))

    def _of_file(self, state: FileState) -> bytes:
        """The members of a file in JSON, made once for documents of the same file in a row."""
        if state is not self._file:
            self._file = state
            members = members_of_file(state, self._machine, self._run)
            self._file_members = b"," + _encode(members).encode()[1:-1]
        return self._file_members

    def _learn(self) -> None:
        """Work out the ways and the fold of terms that are new. No way has a sign that JSON
        would have to write in another way.
        """
        new = self._tokenizer.terms[len(self._stacks) :]
        if not new:
            return
        stacks = list(map(ways, new))
        self._stacks.extend([STACK_SIGN.join(stack).encode() for stack in stacks])
        counts = np.fromiter(map(len, stacks), np.int64, len(new))
        self._way_counts = np.concatenate((self._way_counts, counts))
        folds, known = self._folds, len(self._folds)
        numbers = [folds.setdefault(fold, len(folds)) for fold in map(folded_term, new)]
        self._fold_of = np.concatenate((self._fold_of, np.array(numbers, np.uint32)))
        self._repeats.learn(new, list(islice(folds, known, None)))

    def _ways_in(self, tokens: Numbers) -> Array:
        """How many ways the tokens of each text have."""
        counts = self._way_counts[tokens.numbers]
        sums = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)))
        return np.diff(sums[np.cumsum(tokens.counts)], prepend=0)

    def _words(self, bodies: Numbers, titles: Numbers, own: Array) -> list[_Value]:
        """The stacks of the text of each document, a title of its own before it."""
        texts = self._texts(titles), self._texts(bodies), own.tolist()
        return [
            (b'["', title, b'","', body, b'"]') if is_own else (b'"', body, b'"')
            for title, body, is_own in zip(*texts, strict=True)
        ]

    def _columns(self, tokens: Numbers, counts: list[int]) -> list[_Value]:
        """The stacks of the values of a field of each document."""
        texts = iter(self._texts(tokens))
        return [_strings([text for text in islice(texts, count) if text]) for count in counts]

    def _texts(self, tokens: Numbers) -> list[Row]:
        return self._stacks.rows(tokens.numbers, tokens.counts)

    def _repeated(self, laid: Laid) -> list[_Value]:
        """What tells how often terms and pairs stand in each document."""
        stream, ends = laid.stream.view(np.uint32), np.cumsum(laid.lengths)
        count, many = len(self._fold_of), len(self._folds)
        there = np.flatnonzero(np.bincount(stream[stream != GAP], minlength=count))
        terms = several(there, invert(stream, ends, count), len(ends))
        rows = [self._repeats.of_terms(terms)]
        folds = np.append(self._fold_of, np.uint32(GAP))[laid.stream]
        for keys, lists in invert_pairs(folds, ends, many):
            rows.append(self._repeats.of_pairs(several(keys, lists, len(ends)), many))
        joined = [b" ".join(filter(None, parts)) for parts in zip(*rows, strict=True)]
        return [(b'"', names, b'"') for names in joined]


def _strings(values: Sequence[Row]) -> _Value:
    """Strings that need no change as a list in JSON, where there are some."""
    return (b'["', b'","'.join(values), b'"]') if values else ()


def _values_of(field: Field, given: Given) -> tuple[str, ...]:
    if field.name == "path":
        return (given.file.path,)
    return values(getattr(given.document, field.member))
