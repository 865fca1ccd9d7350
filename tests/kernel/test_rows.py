"""What is sent to a cluster is one and the same with the compiled library and without it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from cluster.test_document import odd_documents
from hypothesis import given
from hypothesis import strategies as st
from index.test_postings import List, lists, postings_of

from vnsearch.cluster.client.strings import json_text
from vnsearch.cluster.storage.repeats import RepeatNames, Several, several
from vnsearch.cluster.storage.rows import NameTable, Row, json_rows
from vnsearch.cluster.storage.source_maker import Given, SourceMaker
from vnsearch.index.segment.columns import FileState
from vnsearch.index.segment.postings.posting_codec import Postings
from vnsearch.records import Document

from .conftest import Without

pytestmark = pytest.mark.usefixtures("compiled")

ONE = np.ones(1, np.int64)
STATE = FileState("/tin/hội.txt", 1, 2, "ab", 3, 4, 5)
names = st.sampled_from([b"", b"/hoi|=h\xe1\xbb\x99i", b"x" * 33, b"y" * 32, b"z"])


def both_ways(without: Without, work: Callable[[], Sequence[Row]]) -> list[bytes]:
    found = list(map(bytes, work()))
    with without():
        assert found == list(map(bytes, work()))
    return found


@given(st.lists(names, min_size=1, max_size=4), st.data())
def test_rows_of_names(without: Without, held: list[bytes], data: st.DataObject) -> None:
    numbers = data.draw(st.lists(st.lists(st.integers(0, len(held) - 1), max_size=5)))
    table = NameTable()
    for name in held:
        table.extend([name])
    together = np.array([number for row in numbers for number in row], np.int32)
    counts = np.array(list(map(len, numbers)), np.int64)
    found = both_ways(without, lambda: table.rows(together, counts))
    assert found == [b" ".join(held[number] for number in row) for row in numbers]


@given(st.lists(st.text(st.characters(exclude_categories=())), max_size=4))
def test_texts_in_json(without: Without, texts: list[str]) -> None:
    odd = [*texts, *(sign * 20 for text in texts for sign in text[:2]), '\0\t\x0b\x1f"\\\x7f']
    assert both_ways(without, lambda: json_rows(odd)) == list(map(json_text, odd))


@given(st.lists(lists, min_size=1, max_size=6))
def test_what_repeats(without: Without, many: list[List]) -> None:
    postings = postings_of(many)
    given = np.arange(len(many)) * 7, postings._replace(documents=postings.documents % 9), 9
    held = several(*given)
    with without():
        expected = several(*given)
    assert [each.tolist() for each in held] == [each.tolist() for each in expected]


def test_names_of_what_repeats(without: Without) -> None:
    words = RepeatNames()
    words.learn(["hội", "nghị"], ["hoi", "nghi"])
    times = np.array([2, 3, 4, 1 << 10, 1 << 11, 257, 1 << 16, 1 << 20])
    held = Several(np.arange(8) % 4, times, np.array([0, 2, 2, 8]))
    pairs = both_ways(without, lambda: words.of_pairs(held, 2))
    assert pairs[:2] == [b"", b"hoi_hoi#0 hoi_nghi#1"]
    terms = both_ways(without, lambda: words.of_terms(held._replace(numbers=held.numbers % 2)))
    assert terms[1:3] == ["=hội#0 =nghị#1".encode(), b""]
    assert terms[3].split()[-1] == "=nghị#many".encode()


@given(st.lists(odd_documents, max_size=3))
def test_documents(without: Without, documents: list[Document]) -> None:
    given = [Given(document, STATE, n, 1) for n, document in enumerate(documents)]
    found = SourceMaker("máy", 1).make(given)
    with without():
        assert found == SourceMaker("máy", 1).make(given)


def test_names_that_are_not_there_are_refused() -> None:
    table, words = NameTable(), RepeatNames()
    table.extend([b"hoi"])
    words.learn(["hội"], ["hoi"])
    for number in (1, -1, 1 << 30):
        with pytest.raises(ValueError, match="names that are not there"):
            table.rows(np.array([number], np.int32), ONE)
        with pytest.raises(ValueError, match="names that are not there"):
            words.of_terms(Several(number * ONE, 2 * ONE, ONE))
    for counts in (2 * ONE, -ONE):
        with pytest.raises(ValueError, match="names that are not there"):
            table.rows(np.zeros(1, np.int32), counts)
    two = np.full(1, 2, np.uint32)
    with pytest.raises(ValueError, match="documents that are not there"):
        several(ONE, Postings(two, two, ONE), 1)  # the third of one document
    with pytest.raises(ValueError, match="documents that are not there"):
        several(ONE, Postings(two, two, 2 * ONE), 3)  # two postings, of which there is one
