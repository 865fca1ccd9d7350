"""Documents as they are sent to a cluster: with their words, analysed here, some at once."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from hashlib import sha256
from itertools import islice, pairwise
from typing import NamedTuple, TypeAlias

import numpy as np

from vnsearch.cluster.storage.document import kept_document, members_of, members_of_file
from vnsearch.cluster.storage.mapping import CODES, FIELD_WORDS, LENGTH, SAID, STACK_SIGN, WAYS
from vnsearch.cluster.storage.repeats import RepeatNames, several
from vnsearch.cluster.storage.said import SaidOf, SaidTerms
from vnsearch.cluster.storage.token_codes import CodeTable
from vnsearch.document_fields import TEXT_FIELDS, Field, values
from vnsearch.index.arrays.array_file import Array
from vnsearch.index.making.document_size import text_size
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
        self._stacks: Array = np.zeros(0, object)  # of the terms, by number
        self._way_counts: list[int] = []  # of each stack
        self._folds: dict[str, int] = {}
        self._fold_of: list[int] = []
        self._repeats = RepeatNames()
        self._said = SaidTerms(self._tokenizer.terms)
        self._codes = CodeTable(self._tokenizer.terms)
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
        own = np.array([not document.title_in_body for document, _, _ in documents], bool)
        laid = lay(self._tokenizer, titles, bodies, fields, own)
        self._learn()
        repeated = self._repeated(laid)
        words = self._texts(bodies), self._texts(titles), own
        columns = [
            (FIELD_WORDS[name].encode(), self._columns(*of)) for name, of in fields.items()
        ]
        lengths = bodies.counts + np.where(own, titles.counts, 0)
        all_ways = self._ways_in(bodies) + np.where(own, self._ways_in(titles), 0)
        said = self._said.of(len(own), laid.said)
        codes = self._coded(laid, said)
        lines = []
        for row, given in enumerate(documents):
            members = [self._words(row, *words), b'"repeats":"' + repeated[row] + b'"']
            members += [
                b'"%b":%b' % (words_field, column[row])
                for words_field, column in columns
                if column[row]
            ]
            if said[row].terms:
                terms = b'","'.join(said[row].terms)
                members.append(b'"%b":["%b"]' % (SAID.encode(), terms))
            members.append(b'"%b":{%b}' % (CODES.encode(), codes[row]))
            lines.append(self._line(given, int(lengths[row]), int(all_ways[row]), members))
        return lines, self._unsent([bodies, *(numbers for numbers, _ in fields.values())])

    def _numbered(
        self, field: Field, documents: Sequence[tuple[Document, FileState, int]]
    ) -> _Held:
        held = [_values_of(field, *given) for given in documents]
        numbers = self._tokenizer.number([value for one in held for value in one])
        return numbers, list(map(len, held))

    def _coded(self, laid: Laid, said: Sequence[SaidOf]) -> list[bytes]:
        """What tells of each document where which terms stand, by field."""
        rows = {TEXT: self._codes.rows(laid.stream, laid.lengths)}
        for name, column in laid.columns.items():
            rows[name] = self._codes.rows(column.numbers, column.lengths)
        rows[SAID] = [one.places for one in said]
        named = [(name.encode(), column) for name, column in rows.items()]
        return [
            b",".join(
                [b'"%b":"%b"' % (name, column[row]) for name, column in named if column[row]]
            )
            for row in range(len(said))
        ]

    def _unsent(self, texts: Sequence[Numbers]) -> list[str]:
        """The terms of some texts that have not been told before; told from now on."""
        terms = self._tokenizer.terms
        before = np.append(self._sent, np.zeros(len(terms) - len(self._sent), bool))
        self._sent = before.copy()
        for numbers in texts:
            self._sent[numbers.numbers] = True
        return [terms[number] for number in np.flatnonzero(self._sent & ~before).tolist()]

    def _line(
        self,
        given: tuple[Document, FileState, int],
        length: int,
        all_ways: int,
        members: list[bytes],
    ) -> Line:
        document, state, ordinal = given
        size = text_size(document)
        key = document_key(self._machine, state.path, document.part, document.line, ordinal)
        source = {"key": key, LENGTH: length, "text_size": size, **members_of(document)}
        if all_ways:  # no document without words is in the mean of those with
            source[WAYS] = all_ways
        data = _encode(source).encode()
        kept = b'"document":' + kept_document(document)
        return Line(key, b",".join((data[:-1], kept, self._of_file(state), *members)) + b"}")

    def _of_file(self, state: FileState) -> bytes:
        """The members of a file in JSON, made once for documents of the same file in a row."""
        if state is not self._file:
            self._file = state
            members = members_of_file(state, self._machine, self._run)
            self._file_members = _encode(members).encode()[1:-1]
        return self._file_members

    def _learn(self) -> None:
        """Work out the ways and the fold of terms that are new. No way has a sign that JSON
        would have to write in another way.
        """
        new = self._tokenizer.terms[len(self._stacks) :]
        stacks = list(map(ways, new))
        joined = [STACK_SIGN.join(stack).encode() for stack in stacks]
        self._stacks = np.concatenate((self._stacks, np.array(joined, object)))
        self._way_counts += map(len, stacks)
        for term in new:
            self._fold_of.append(self._folds.setdefault(folded_term(term), len(self._folds)))
        self._repeats.learn(new, self._folds)

    def _ways_in(self, tokens: Numbers) -> Array:
        """How many ways the tokens of each text have."""
        counts = np.array(self._way_counts, np.int64)[tokens.numbers]
        sums = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)))
        return np.diff(sums[np.cumsum(tokens.counts)], prepend=0)

    def _texts(self, tokens: Numbers) -> list[bytes]:
        """The stacks of the tokens of each text."""
        stacks = self._stacks[tokens.numbers].tolist()
        bounds = [0, *np.cumsum(tokens.counts).tolist()]
        return [b" ".join(stacks[start:end]) for start, end in pairwise(bounds)]

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

    def _repeated(self, laid: Laid) -> list[bytes]:
        """What tells how often terms and pairs stand in each document."""
        stream, ends = laid.stream.view(np.uint32), np.cumsum(laid.lengths)
        count, many = len(self._fold_of), len(self._folds)
        there = np.flatnonzero(np.bincount(stream[stream != GAP], minlength=count))
        terms = several(there, invert(stream, ends, count))
        names = self._repeats.of_terms(terms.numbers, terms.times)
        written = [names[slice(*of)] for of in pairwise([0, *terms.ends(len(ends))])]
        folds = np.array([*self._fold_of, GAP], np.uint32)[laid.stream]
        for keys, lists in invert_pairs(folds, ends, many):
            pairs = several(keys, lists)
            names = self._repeats.of_pairs(*np.divmod(pairs.numbers, many), pairs.times)
            bounds = pairwise([0, *pairs.ends(len(ends))])
            for of_document, of in zip(written, bounds, strict=True):
                of_document += names[slice(*of)]
        return list(map(b" ".join, written))


def _values_of(field: Field, document: Document, state: FileState, _: int) -> tuple[str, ...]:
    return (state.path,) if field.name == "path" else values(getattr(document, field.member))
