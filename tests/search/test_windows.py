"""Windows of texts against the plainest way to score each of them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vnsearch.search.bm25 import K1, B
from vnsearch.search.ranking.events import Events
from vnsearch.search.ranking.windows import make_windows

SLOTS = 4
Event = tuple[int, int, int, float]  # text, token, slot, weight


@st.composite
def events_of_texts(draw: st.DrawFn) -> tuple[list[int], list[Event]]:
    """The lengths of some texts, and events in them in order of their places."""
    lengths = draw(st.lists(st.integers(1, 60), min_size=1, max_size=5))
    events = [
        draw(
            st.tuples(
                st.just(text),
                st.integers(0, length - 1),
                st.integers(1, SLOTS - 1),
                st.sampled_from([0.125, 0.875, 1.0]),
            )
        )
        for text, length in enumerate(lengths)
        for _ in range(draw(st.integers(0, 6)))
    ]
    return lengths, sorted(events)


def plain_scores(
    length: int, events: list[Event], size: int, worth: list[float], mean: float
) -> dict[int, tuple[float, float]]:
    """By where a window begins: its bm25, and the worth of its different slots."""
    step = size // 2
    scores = {}
    for start in range(0, max(length - step, 1), step):
        held = [0.0] * SLOTS
        for _, place, slot, weight in events:
            if start <= place < start + size:
                held[slot] += weight
        norm = K1 * (1 - B + B * min(size, length - start) / mean)
        bm25 = sum(f / (f + norm) * w for f, w in zip(held, worth, strict=True))
        distinct = sum(min(f, 1) * w for f, w in zip(held, worth, strict=True))
        scores[start] = bm25, distinct
    return scores


@given(events_of_texts(), st.sampled_from([2, 10, 24]))
def test_the_best_window_is_the_best_of_all(
    drawn: tuple[list[int], list[Event]], size: int
) -> None:
    lengths, events = drawn
    worth, mean = [0.0, 1.0, 2.5, 4.0], 12.0
    columns = zip(*events, strict=True) if events else ((), (), (), ())
    owner, place, slot, weight = (np.array(column) for column in columns)
    found = Events(
        owner.astype(np.int64),
        place.astype(np.int64),
        slot.astype(np.int64),
        weight.astype(np.float32),
    )
    heads = np.array(lengths) // 2
    windows = make_windows(found, np.array(lengths), heads, size, SLOTS)
    weights = np.array(worth, np.float32)
    for text, head in enumerate(windows.head_scores(weights)):
        held = [event for event in events if event[0] == text and event[1] < heads[text]]
        one = plain_scores(lengths[text], held, 2 * lengths[text], worth, lengths[text])
        assert np.isclose(head, one[0][0], rtol=1e-5)
    for number, scores in enumerate((windows.bm25(weights, mean), windows.distinct(weights))):
        best, starts = windows.best(scores, len(lengths))
        for text, length in enumerate(lengths):
            own = [event for event in events if event[0] == text]
            plain = plain_scores(length, own, size, worth, mean)
            expected = max(both[number] for both in plain.values())
            assert np.isclose(best[text], expected, rtol=1e-5)
            if own:
                assert np.isclose(plain[int(starts[text])][number], expected, rtol=1e-5)


def test_a_long_text_costs_what_is_found_in_it() -> None:
    events = Events(np.zeros(1, np.int64), np.array([9]), np.array([1]), np.ones(1, np.float32))
    windows = make_windows(events, np.array([10_000_000]), np.zeros(1, np.int64), 50, SLOTS)
    assert windows.frequencies.shape == (1, SLOTS)
