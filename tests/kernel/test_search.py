"""What searches do in C, and what they do in NumPy, is one and the same."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnsearch.index.arrays.array_file import Array
from vnsearch.index.arrays.character_table import JoinedTexts
from vnsearch.index.arrays.memory_file import MemoryFile, MemoryWriter
from vnsearch.index.segment.token_stream import StreamWriter, TokenStream
from vnsearch.search.matching.phrase import _confirm
from vnsearch.search.matching.token_places import TokenPlaces
from vnsearch.search.ranking.events import Events, Slots, find_events
from vnsearch.search.ranking.windows import make_windows
from vnsearch.search.showing.passage_worth import Marked, Span, best_cores
from vnsearch.search.showing.snippet import Layout, snippets_of_texts
from vnsearch.text.tokenize import token_bounds

from .conftest import Without

pytestmark = pytest.mark.usefixtures("compiled")

RARE = (0xFFFF, 0x10000, 0x12345)  # codes that the stream keeps aside
CODES = 0x12346
few = st.lists(st.sampled_from([0, 1, 2, 3, 0xFFFE, *RARE]), max_size=30)
codes = st.builds(operator.mul, few, st.sampled_from([1, 1, 9]))  # some look at longer texts
some_texts = st.lists(codes, max_size=5)


def stream_of(texts: Sequence[Sequence[int]]) -> tuple[TokenStream, Array, Array]:
    """A stream of some texts of codes, where each begins, and how long it is."""
    writer, packer = MemoryWriter({}), StreamWriter()
    joined = np.array([code for text in texts for code in text], np.uint32)
    writer.add("stream.codes", packer.pack(joined, np.arange(CODES, dtype=np.uint32)))
    packer.write_rare(writer)
    lengths = np.array(list(map(len, texts)), np.int64)
    return TokenStream(MemoryFile("memory", writer)), lengths.cumsum() - lengths, lengths


def both_ways(without: Without, work: Callable[[], Any]) -> tuple[Any, Any]:
    """What comes of a work in C and in NumPy: its value, or the kind of its error."""

    def outcome() -> Any:
        try:
            return work()
        except (LookupError, ValueError) as error:
            return type(error)

    compiled = outcome()
    with without():
        return compiled, outcome()


def assert_same(found: Sequence[Array], expected: Sequence[Array]) -> None:
    for one, other in zip(found, expected, strict=True):
        assert one.dtype == other.dtype
        assert one.shape == other.shape
        assert one.tobytes() == other.tobytes()


@given(
    some_texts,
    st.sets(st.integers(1, 5)),
    st.sampled_from([CODES, 0xFFFF, 4]),
    st.sampled_from(["u1", "u2", "u4"]),
)
def test_tokens_of_a_stream(
    without: Without, texts: list[list[int]], answering: set[int], known: int, width: str
) -> None:
    texts = [[code for code in text if code < known] for text in texts]
    stream, starts, lengths = stream_of(texts)
    row_of = np.zeros(known, width)
    for row, code in enumerate([1, 2, 3, 0xFFFE, RARE[1]], 1):
        if code < known:
            row_of[code] = row if row in answering else 0
    assert_same(*both_ways(without, lambda: stream.find(starts, lengths, row_of)))


@given(
    some_texts,
    st.lists(st.integers(0, 15), min_size=8, max_size=24),
    st.sampled_from(["u1", "u2"]),
    st.data(),
)
def test_phrases(
    texts: list[list[int]], bits_of: list[int], width: str, data: st.DataObject
) -> None:
    stream, starts, lengths = stream_of(texts)
    known = [1, 2, 3, 0xFFFE, *RARE]
    row_of = np.zeros(CODES, width)
    row_of[known] = np.arange(1, len(known) + 1)
    answers = np.zeros((data.draw(st.integers(1, 3)), len(known) + 1), np.uint8)
    for place, bits in enumerate(bits_of):
        answers[place % len(answers), place % len(known) + 1] = bits
    wanted = data.draw(st.sampled_from([1, 8]))
    found = stream.find_phrase(starts, lengths, row_of, answers, (wanted, 2, 4))
    rows = row_of.take(stream.gather(starts, starts + lengths))
    assert found.tolist() == _confirm(rows, lengths, answers, wanted).tolist()


class Rows(NamedTuple):
    """What of the codes of some words slots are made of."""

    row_of: Array


def slots_of(row_of: Array, slot_of: Sequence[int], pair_of: Array) -> Slots:
    """Slots of which each is a group of its own, the row `n` with a weight of n / 8."""
    weights = (np.arange(len(slot_of)) / 8).astype(np.float32)
    numbers = np.arange(len(pair_of))
    codes: Any = Rows(row_of)
    return Slots(codes, np.array(slot_of), weights, weights, 0, pair_of, numbers)


@given(
    some_texts,
    st.lists(st.integers(0, 3), min_size=5, max_size=5),
    st.lists(st.integers(0, 6), min_size=16, max_size=16),
    st.sampled_from(["u1", "u2", "u4"]),
)
def test_words_and_pairs(
    without: Without, texts: list[list[int]], slot_of: list[int], pairs: list[int], width: str
) -> None:
    stream, starts, lengths = stream_of(texts)
    row_of = np.zeros(CODES, width)
    row_of[[1, 2, 3, 0xFFFE, RARE[1]]] = np.arange(1, 6)
    slots = slots_of(row_of, slot_of, np.array(pairs).reshape(4, 4))
    assert_same(*both_ways(without, lambda: find_events(stream, starts, lengths, slots)))


@pytest.mark.parametrize("slot", [-1, 4])
def test_slots_that_are_nowhere(slot: int) -> None:
    stream, starts, lengths = stream_of([[1]])
    slots = slots_of(np.ones(CODES, np.uint8), [slot], np.zeros((4, 4), np.int64))
    with pytest.raises(IndexError):
        find_events(stream, starts, lengths, slots)


@given(some_texts, st.integers(0, 4))
def test_a_code_that_no_term_has(without: Without, texts: list[list[int]], known: int) -> None:
    stream, starts, lengths = stream_of(texts)
    row_of = np.ones(known, np.uint16)
    compiled, plain = both_ways(without, lambda: stream.find(starts, lengths, row_of))
    if max((code for text in texts for code in text), default=-1) >= known:
        assert compiled is plain is IndexError
        with pytest.raises(IndexError):
            answers = np.ones((1, 2), np.uint8)
            stream.find_phrase(starts, lengths, row_of, answers, (1, 2, 4))
    elif any(texts):
        assert_same(compiled, plain)


@pytest.mark.parametrize("rare", [[], [0x10000]])
def test_a_rare_code_that_is_not_aside(without: Without, rare: list[int]) -> None:
    stream, starts, lengths = stream_of([[1, 0xFFFF, 0xFFFF]])
    places = np.zeros(len(rare), np.uint64)
    stream._rare = places, np.array(rare, np.uint32)
    row_of = np.ones(CODES, np.uint16)
    compiled, plain = both_ways(without, lambda: stream.find(starts, lengths, row_of))
    assert compiled is plain is IndexError


@pytest.mark.parametrize(("start", "length"), [(-1, 2), (0, 4), (3, 1), (4, 0), (2, 1 << 62)])
def test_a_stretch_behind_the_end_is_not_read(start: int, length: int) -> None:
    stream, _, _ = stream_of([[1, 2, 3]])
    bounds = np.array([start]), np.array([length])
    with pytest.raises(IndexError):
        stream.find_phrase(
            *bounds, np.zeros(CODES, np.uint8), np.zeros((1, 1), np.uint8), (1, 2, 4)
        )


@st.composite
def events_of_texts(draw: st.DrawFn) -> tuple[Array, Events]:
    """The lengths of some texts, and words in them, then pairs, as passages find them."""
    lengths = draw(st.lists(st.integers(0, 90), min_size=1, max_size=5))
    texts = [text for text, length in enumerate(lengths) if length]
    events: list[tuple[int, int, int, float]] = []
    for _ in range(draw(st.integers(0, 30)) if texts else 0):
        text = draw(st.sampled_from(texts))
        place = draw(st.integers(0, lengths[text] - 1))
        slot, weight = draw(st.integers(0, 3)), draw(st.floats(0, 2, width=32))
        events.append((text, place, slot, weight))
    ordered = sorted(events[::2]) + sorted(events[1::2])
    return np.array(lengths, np.int64), events_from(ordered)


def events_from(rows: Sequence[tuple[int, int, int, float]]) -> Events:
    """Events of a text, a token, a slot and a weight each."""
    owner, place, slot = (
        np.array([row[column] for row in rows], np.int64) for column in range(3)
    )
    return Events(owner, place, slot, np.array([row[3] for row in rows], np.float32))


@given(events_of_texts(), st.sampled_from([2, 7, 10, 300]))
def test_windows(without: Without, drawn: tuple[Array, Events], size: int) -> None:
    lengths, events = drawn
    heads = lengths // 3
    assert_same(*both_ways(without, lambda: make_windows(events, lengths, heads, size, 4)))


@pytest.mark.parametrize("event", [(1, 0, 0), (-1, 0, 0), (0, 9, 0), (0, -1, 0), (0, 0, 4)])
def test_events_that_are_nowhere(event: tuple[int, int, int]) -> None:
    with pytest.raises(IndexError):
        make_windows(events_from([(*event, 1.0)]), np.array([4]), np.array([1]), 4, 4)


letters = st.sampled_from("aĐđộếỹ9_ \n…—\u0303\u00ad\u200b漢🙂\udc8d+")
words = st.sampled_from(["Hội nghị", "C++", ".NET", "m²", "1+1", "F#", "Hà Nội.", "v.v.", "ở "])
texts = st.one_of(st.text(letters, max_size=30), st.lists(words, max_size=20).map(" ".join))


@given(st.lists(texts, min_size=1, max_size=4), st.data())
def test_places_of_tokens(without: Without, several: list[str], data: st.DataObject) -> None:
    owner = sorted(data.draw(st.lists(st.integers(0, len(several) - 1), max_size=6)))
    numbers = [data.draw(st.integers(0, 12)) for _ in owner]
    asked = np.array(owner, np.intp), np.array(numbers, np.intp)
    compiled, plain = both_ways(without, lambda: TokenPlaces(JoinedTexts(several)).of(*asked))
    if isinstance(plain, type):
        assert compiled is plain
    else:
        assert_same(compiled, plain)


LINES = st.lists(
    st.sampled_from(["hội", "nghị", "toàn", "quốc", "x", "\n", "Chương 1 ....... 12\n", "ở"]),
    max_size=60,
)


@given(st.lists(LINES, min_size=1, max_size=4), st.sampled_from([5, 12, 40, 160]), st.data())
def test_snippets(
    without: Without, several: list[list[str]], width: int, data: st.DataObject
) -> None:
    layouts = [Layout(" ".join(words)) for words in several]
    weights = [0.01, 1.0, 1.0, 2.5]
    spans = [
        [
            Span(start, end, word % 4, weights[data.draw(st.integers(0, 3))])
            for word, (start, end) in enumerate(token_bounds(layout.text))
            if data.draw(st.booleans())
        ]
        for layout in layouts
    ]
    marked = Marked.of(spans)
    compiled, plain = both_ways(without, lambda: snippets_of_texts(layouts, marked, 1, width))
    assert compiled == plain


def test_spans_behind_the_end_of_a_text_are_not_looked_for() -> None:
    marked = Marked.of([[Span(2, 5, 0, 1.0)], [Span(0, 1, 0, 1.0)]])
    assert best_cores(marked, JoinedTexts(["hội", "nghị"]), 20) is None
    assert best_cores(marked, JoinedTexts(["hội nghị"]), 20) is None
