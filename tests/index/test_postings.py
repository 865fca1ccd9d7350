"""Posting lists: what is written is read, list by list and all at once."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnsearch.index.arrays.array_file import ArrayFile, ArrayWriter
from vnsearch.index.segment.postings.posting_codec import Postings, encode_lists
from vnsearch.index.segment.postings.posting_file import PostingFile, encode_chunks, write_lists

List = list[tuple[int, int]]  # (gap to the document before, frequency) of each posting

# Around the widths of one and two bytes, and around the marker that stands for what is wider.
gaps = st.one_of(
    st.integers(1, 300),
    st.sampled_from([254, 255, 256, 257, 65_534, 65_535, 65_536, 65_537, 1 << 24, 1 << 28]),
)
frequencies = st.one_of(
    st.just(1),
    st.just(1),
    st.integers(1, 300),
    st.sampled_from([254, 255, 256, 65_536, 100_000]),
)
lists = st.one_of(
    st.lists(st.tuples(gaps, frequencies), min_size=1, max_size=12),
    st.lists(st.tuples(gaps, frequencies), min_size=29, max_size=33),  # 31: a longer head
    st.lists(st.tuples(st.just(1), st.just(1)), min_size=1, max_size=70),
    st.lists(st.tuples(st.integers(1, 7), frequencies), min_size=31, max_size=99),  # dense
    st.lists(  # long, of near documents
        st.tuples(st.sampled_from([5, 9, 90, 254, 255, 256]), frequencies),
        min_size=3,
        max_size=9,
    ).map(lambda few: few * 90),
)


def postings_of(many: Sequence[List]) -> Postings:
    """The lists side by side; the first gap of a list is its first document."""
    documents = [np.cumsum([gap for gap, _ in one]) for one in many]
    frequencies = [[frequency for _, frequency in one] for one in many]
    return Postings(
        np.concatenate([np.zeros(0, np.int64), *documents]),
        np.concatenate([np.zeros(0, np.int64), *frequencies]).astype(np.int64),
        np.cumsum([len(one) for one in many], dtype=np.int64),
    )


@contextmanager
def written(*parts: Sequence[List]) -> Iterator[PostingFile]:
    """The lists, written in parts, opened again."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "lists"))
        writer = ArrayWriter(path, {})
        chunks = [each for part in parts for each in encode_chunks(postings_of(part))]
        write_lists(writer, "field", [data for data, _ in chunks], [size for _, size in chunks])
        writer.close()
        yield PostingFile(ArrayFile(path), "field", 1 << 32)


def check(found: PostingFile, expected: Sequence[List]) -> None:
    """Every list alone, and all of them together, are the expected ones."""
    assert len(found) == len(expected)
    together = found.read_range(0, len(expected))
    wanted = postings_of(expected)
    assert together.documents.tolist() == wanted.documents.tolist()
    assert together.frequencies.tolist() == wanted.frequencies.tolist()
    assert together.ends.tolist() == wanted.ends.tolist()
    for number, one in enumerate(expected):
        alone = found.read(number)
        assert alone.documents.dtype == np.intp
        assert alone.documents.tolist() == np.cumsum([gap for gap, _ in one]).tolist()
        assert alone.frequencies.tolist() == [frequency for _, frequency in one]
        assert len(alone) == len(one)
        assert found.count(number) == len(one)


@settings(max_examples=60)
@given(st.lists(lists, max_size=6))
def test_round_trip(many: list[List]) -> None:
    with written(many) as found:
        check(found, many)


@settings(max_examples=30)
@given(st.lists(st.lists(lists, min_size=1, max_size=3), min_size=1, max_size=3))
def test_parts_join(parts: list[list[List]]) -> None:
    with written(*parts) as found:
        check(found, [one for part in parts for one in part])


@settings(max_examples=30)
@given(st.lists(lists, min_size=1, max_size=8), st.data())
def test_any_range_of_lists(many: list[List], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(many)))
    last = data.draw(st.integers(first, len(many)))
    with written(many) as found:
        some, wanted = found.read_range(first, last), postings_of(many[first:last])
        for array, expected in zip(some, wanted, strict=True):
            assert array.tolist() == expected.tolist()
        encoded = encode_lists(wanted)[0] if first < last else ()
        bounds = found.bounds(first, last)
        assert bounds[-1] - bounds[0] == len(encoded)


@pytest.mark.parametrize(
    ("one", "size"),
    [
        ([(5, 1)], 2),  # head, gap
        ([(5, 1), (3, 1), (9, 1)], 4),
        ([(5, 2), (3, 1), (9, 7)], 7),  # a byte of bits, two frequencies
        ([(254, 1)], 2),
        ([(255, 1)], 3),  # two bytes a gap are less than a marker and four bytes more
        ([(1, 1), (1, 1), (1, 1), (1, 1), (1, 1), (70_000, 1)], 11),  # a marker and four bytes
        ([(70_000, 1), (70_000, 1)], 9),
        ([(1, 100_000)], 8),  # bits, a marker and four bytes
        ([(1, 1)] * 30, 31),
        ([(5, 1)] * 31, 36),  # a count of 31 or more takes four bytes of its own
        ([(4, 1)] * 31, 36),
        ([(3, 1)] + [(4, 1)] * 30, 5 + 8 + 63),  # dense: half a byte for each of 0 to 124
        ([(1, 15)] * 31, 5 + 8 + 17),
        ([(1, 16)] + [(1, 1)] * 30, 5 + 8 + 17 + 8),  # a place and a value
        ([(9, 2)] * 64 + [(9, 1)] * 191, 5 + 255 + 32 + 64),  # bits
        ([(9, 2)] * 64 + [(9, 1)] * 192, 5 + 256 + 4 + 128),  # half a byte for each of 256
        ([(9, 2)] * 63 + [(9, 1)] * 193, 5 + 256 + 32 + 63),  # bits: few are repeated
        ([(9, 2)] * 255 + [(400, 99)], 5 + 256 + 4 + 4 + 128 + 8),
        ([(127, 2)] * 256, 5 + 256 + 4 + 128),
        ([(128, 2)] * 256, 5 + 256 + 32 + 256),  # bits: the gaps are wide
    ],
)
def test_lists_take_no_more_bytes_than_the_form_needs(one: List, size: int) -> None:
    assert len(encode_lists(postings_of([one]))[0]) == size
    with written([one]) as found:
        check(found, [one])


def test_a_word_of_every_document_and_a_word_a_hundred_thousand_times() -> None:
    """Lists longer than what is encoded at once, beside short ones."""
    everywhere = [(1, 1 + (number % 1000 == 0)) for number in range(300_000)]
    many = [[(7, 100_000)], everywhere, [(1, 1)], [(299_999, 3), (1, 100_000)]]
    with written(many) as found:
        check(found, many)


def test_a_field_without_terms() -> None:
    with written() as found:
        check(found, [])
