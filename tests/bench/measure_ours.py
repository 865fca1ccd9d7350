"""What kinds of search take that the peers are not asked, beside one for any of ten words."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from kept_runs import table
from measure_query import Workloads

import vnsearch

_MEASURE = "any words"  # what the others are compared with
_LETTERS = "tnchđ"


def measure_ours(directory: Path, workloads: Workloads, rounds: int) -> dict[str, list[float]]:
    """CPU milliseconds of each search of a kind, the kinds in turn, pages already met."""
    words = [" ".join(lookup.words) for lookup in workloads["any words"]]
    kinds = {_MEASURE: [(text, {"any_words": True}) for text in words]} | _kinds(words)
    found: dict[str, list[float]] = {name: [] for name in kinds}
    with vnsearch.open_index(directory) as index:
        for number in range(len(words)):
            for name, searches in kinds.items():
                query, options = searches[number % len(searches)]
                taken = [_time(index, query, options) for _ in range(rounds + 1)]
                found[name].append(round(1000 * median(taken[1:]), 3))
    return found


def _kinds(words: Sequence[str]) -> dict[str, list[tuple[str, dict[str, Any]]]]:
    return {
        "any words, by date": [(text, {"any_words": True, "sort": "date"}) for text in words],
        "a filter alone": [("kind:jsonl", {})],
        "a prefix of one letter": [(f"{letter}*", {}) for letter in _LETTERS],
        "a prefix of two letters": [("th*", {}), ("ng*", {}), ("ho*", {})],
        "counted": [(text, {"any_words": True, "limit": 0, "snippets": 0}) for text in words],
    }


def _time(index: vnsearch.Index, query: str, options: dict[str, Any]) -> float:
    started = time.process_time()
    index.search(query, **options)
    return time.process_time() - started


def ours_table(found: dict[str, list[float]]) -> str:
    """A row a kind; the ratio says how many times as much as a search for any of ten words."""
    measure = median(found[_MEASURE])
    rows = [
        [name, f"{len(taken)}", f"{median(taken):.2f}", f"{median(taken) / measure:.2f}"]
        for name, taken in found.items()
    ]
    return table(["search", "asked", "CPU ms", "this/any words"], rows)
