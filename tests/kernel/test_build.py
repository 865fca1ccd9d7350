"""What builds do in C, and what they do in NumPy, is one and the same."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from index.indexing import texts
from index.test_postings import List, lists, postings_of

from vnsearch.index.arrays.array_file import Array
from vnsearch.index.arrays.character_table import CharacterTable
from vnsearch.index.arrays.memory_file import MemoryFile, MemoryWriter
from vnsearch.index.making.invert import invert, invert_pairs
from vnsearch.index.making.move_postings import Moved, join_keys, lay_lists, move_postings
from vnsearch.index.making.tokenizing.array_tokenizer import ArrayTokenizer
from vnsearch.index.making.tokenizing.packed_terms import CODES, OTHER, PackedTerms
from vnsearch.index.making.write_lists import translated
from vnsearch.index.segment.layout import GAP
from vnsearch.index.segment.postings.posting_codec import Postings, encode_lists
from vnsearch.index.segment.token_stream import StreamWriter
from vnsearch.index.toc import open_segments
from vnsearch.text.character_search import CharacterSearch
from vnsearch.updating import update_index

from .conftest import Without

pytestmark = pytest.mark.usefixtures("compiled")


def numbers(terms: list[str]) -> PackedTerms:
    """A table that numbers terms as they come."""
    return PackedTerms(lambda term: terms.append(term) or len(terms) - 1)  # type: ignore[func-returns-value]


codes = st.lists(st.sampled_from([0, 0, 1, 2, max(CODES.values()), OTHER]), max_size=60)


@given(st.lists(codes, max_size=4))
def test_runs_of_characters(without: Without, batches: list[list[int]]) -> None:
    here, there = list[str](), list[str]()
    compiled, plain = numbers(here), numbers(there)
    for batch in batches:
        characters = np.array([0, *batch, 0], np.uint8)
        found = compiled.runs(characters)
        with without():
            expected = plain.runs(characters)
        for one, other in zip(found, expected, strict=True):
            assert one.dtype == other.dtype
            assert one.tolist() == other.tolist()
    assert here == there


@given(st.lists(st.lists(texts, max_size=3), max_size=3))
def test_tokens(without: Without, batches: list[list[str]]) -> None:
    compiled, plain = ArrayTokenizer(), ArrayTokenizer()
    for batch in batches:
        found = compiled.number(batch)
        with without():
            expected = plain.number(batch)
        assert [each.tolist() for each in (*found[:2], *found.said)] == [
            each.tolist() for each in (*expected[:2], *expected.said)
        ]
    assert compiled.terms == plain.terms


@given(st.lists(lists, min_size=1, max_size=6))
def test_posting_lists(without: Without, many: list[List]) -> None:
    postings = postings_of(many)
    data, sizes = encode_lists(postings)
    with without():
        expected, expected_sizes = encode_lists(postings)
    assert data.tobytes() == expected.tobytes()
    assert sizes.tolist() == expected_sizes.tolist()


@st.composite
def sources(draw: st.DrawFn) -> tuple[Postings, Array, Array]:
    """Lists of a source, the targets of the lists, of eight, and the numbers of documents."""
    numbers = np.array(draw(st.lists(st.integers(-1, 40), min_size=9, max_size=9)), np.int32)
    few = st.lists(st.integers(0, 8), max_size=5, unique=True).map(sorted)
    documents = draw(st.lists(few, max_size=6))
    targets = sorted(draw(st.lists(st.integers(0, 7), min_size=6, max_size=6)))
    width = draw(st.sampled_from([np.uint8, np.uint32, np.int64]))
    together = np.array([each for one in documents for each in one], width)
    ends = np.cumsum([len(one) for one in documents], dtype=np.int64)
    postings = Postings(together, together % 3 + 1, ends)
    return postings, np.array(targets[: len(documents)], np.int64), numbers


@given(st.lists(sources(), max_size=3))
def test_joined_lists(without: Without, many: list[tuple[Postings, Array, Array]]) -> None:
    def joined() -> list[list[int]]:
        total = np.zeros(8, np.int64)
        parts = [move_postings(*source, total) for source in many]
        starts = np.cumsum(total) - total
        documents, frequencies = np.zeros((2, int(total.sum())), np.uint32)
        for part in parts:
            lay_lists(part, starts, documents, frequencies)
        return [each.tolist() for each in (total, starts, documents, frequencies)]

    found = joined()
    with without():
        assert found == joined()


def test_postings_of_what_is_not_there_are_refused() -> None:
    one, two = np.ones(1, np.int64), np.full(1, 2, np.int64)
    for postings, targets in (
        (Postings(two, one, one), one),  # the third of two documents
        (Postings(one, one, two), one),  # two postings, of which there is one
        (Postings(one, one, one), two),  # the third of two targets
        (Postings(one, one, one), -one),
    ):
        with pytest.raises(IndexError):
            move_postings(postings, targets, np.zeros(2, np.int32), np.zeros(2, np.int64))
    with pytest.raises(IndexError):
        small = np.ones(1, np.uint32)
        lay_lists(Moved(small, small, one - 1, one), one, small.copy(), small.copy())
    with pytest.raises(IndexError):
        lay_lists(Moved(small, small, one, one), one - 1, small.copy(), small.copy())


@pytest.mark.parametrize("first", [0, 40, 1 << 31])
def test_what_is_no_list_is_not_encoded(without: Without, first: int) -> None:
    documents = np.array([first, *range(40)], np.uint32)  # two lists, or one that does not rise
    ones = np.ones(41, np.uint32)
    encode_lists(Postings(documents, ones, np.array([1, 41])))
    for ends in ([41], [1, 1, 41], [1, 41, 41]):
        postings = Postings(documents, ones, np.array(ends))
        for way in (nullcontext, without):
            with way(), pytest.raises(ValueError, match="no document, or of documents that do"):
                encode_lists(postings)


@st.composite
def streams(draw: st.DrawFn) -> tuple[Array, Array, int]:
    """Terms of some documents, with gaps, where each document ends, and how many terms."""
    count = draw(st.integers(1, 6))
    terms = st.sampled_from([*range(count), GAP])
    documents = draw(st.lists(st.lists(terms, max_size=9), min_size=1, max_size=5))
    stream = np.array([term for one in documents for term in one], np.uint32)
    return stream, np.cumsum([len(one) for one in documents], dtype=np.int64), count


@given(streams(), st.integers(1, 30), st.integers(1, 9))
def test_inverted_streams(
    without: Without, stream: tuple[Array, Array, int], together: int, part: int
) -> None:
    def inverted() -> list[list[int]]:
        pairs = list(invert_pairs(*stream))
        keys = [keys for keys, _ in pairs]
        columns = zip(*(postings for _, postings in pairs), strict=True)
        documents, frequencies, ends = map(list, columns)
        sizes = [np.diff(each, prepend=0) for each in ends]
        joined = map(np.concatenate, (keys, documents, frequencies, sizes))
        return [each.tolist() for each in (*invert(*stream), *joined)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vnsearch.index.making.invert._TOGETHER", together)
        patch.setattr("vnsearch.index.making.compiled_invert._PART", part)
        found = inverted()
        with without():
            assert found == inverted()


@given(
    st.lists(st.sampled_from([0, 1, 2, 3, GAP]), max_size=9),
    st.lists(st.sampled_from([0, 7, 0xFFFE, 0xFFFF, 0x12345]), min_size=5, max_size=5),
)
def test_numbers_that_are_looked_up(
    without: Without, numbers: list[int], entries: list[int]
) -> None:
    table = np.array(entries, np.uint32)  # the last one is for GAP

    def looked_up() -> list[list[int]]:
        given, writer, packer = np.array(numbers, np.uint32), MemoryWriter({}), StreamWriter()
        packed = packer.pack(given, table)
        packer.write_rare(writer)
        rare = MemoryFile("memory", writer)
        kept = rare.array("stream.rare_places"), rare.array("stream.rare_codes")
        return [each.tolist() for each in (packed, *kept, translated(given, table))]

    found = looked_up()
    assert found[-1] == [entries[-1 if number == GAP else number] for number in numbers]
    with without():
        assert found == looked_up()


def test_a_number_without_an_entry_is_refused(without: Without) -> None:
    number, table = np.array([2], np.uint32), np.zeros(2, np.uint32)
    for way in (nullcontext, without):
        with way(), pytest.raises(IndexError):
            translated(number.copy(), table)
        with way(), pytest.raises(IndexError):
            StreamWriter().pack(number, table)


keys = st.lists(st.integers(-1, 9), max_size=9)  # of what has gone -1, which stands anywhere


@given(st.lists(st.one_of(keys.map(sorted), keys.map(set).map(sorted), keys), min_size=1))
def test_joined_keys(without: Without, sources: list[list[int]]) -> None:
    given_keys = [np.array(source, np.int64) for source in sources]
    joined, places = join_keys(given_keys)
    found = joined.tolist(), [each.tolist() for each in places]
    assert found[0] == sorted({key for source in sources for key in source if key >= 0})
    with without():
        joined, places = join_keys(given_keys)
        assert found == (joined.tolist(), [each.tolist() for each in places])


def test_a_document_that_ends_behind_the_stream_is_refused() -> None:
    stream, behind = np.zeros(3, np.uint32), np.array([2, 4], np.int64)
    with pytest.raises(ValueError, match="end behind"):
        invert(stream, behind, 1)
    with pytest.raises(ValueError, match="end behind"):
        list(invert_pairs(stream, behind, 1))


@given(
    st.lists(st.one_of(texts, st.text(max_size=9)), min_size=1, max_size=5), st.integers(0, 600)
)
def test_characters_of_a_set(without: Without, pieces: list[str], start: int) -> None:
    text = " hội nghị toàn quốc ".join(pieces * 20)
    for each in (
        CharacterSearch("[\xc4-\xc7\u2116\ufb01]"),
        CharacterSearch("[^a-z]"),
    ):
        found = each.over(text)(start)
        with without():
            assert found == each.over(text)(start)


@given(st.lists(texts, max_size=3))
def test_numbers_of_characters(without: Without, batches: list[str]) -> None:
    compiled, plain = (CharacterTable(lambda character: ord(character) % 255) for _ in "12")
    for text in batches:
        found = compiled.numbers(text).tolist()
        with without():
            assert found == plain.numbers(text).tolist()


def arrays(index: Path) -> dict[str, bytes]:
    """All that an index of one segment holds, by name."""
    [segment] = open_segments(str(index))[1]
    return {
        name: segment.file.array(name).tobytes()
        for name in segment.file.names()
        if name not in CLOCKED
    }


CLOCKED = ("file.read_ns",)  # says when it was read


def test_an_index_has_the_same_bytes(tmp_path: Path, without: Without) -> None:
    sources = [Path(__file__).parents[2] / folder for folder in ("tests/golden", "seeds")]
    update_index(tmp_path / "compiled", sources, jobs=1)
    with without():
        update_index(tmp_path / "plain", sources, jobs=1)
    assert arrays(tmp_path / "compiled") == arrays(tmp_path / "plain")
