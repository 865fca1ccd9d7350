"""What indexing holds in memory stays below a bound, however many documents there are.

VNSEARCH_TEST_DOCUMENTS=1000000 in the environment writes a million of 550 words each, some
three gigabytes, and indexes these.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np
import pytest

sys.path.append(str(Path(__file__).parents[1] / "bench"))
from command import run

_DOCUMENTS = int(os.environ.get("VNSEARCH_TEST_DOCUMENTS", "2000"))
_TOKENS = 550  # of a document
_TOGETHER = 1000  # documents that are made at once
_MOST = 500_000_000  # bytes of dirty pages of all processes together
_ONSETS = "b c ch d đ g h kh l m n ng nh ph qu r s t th tr v x".split()
_RIMES = (
    "a à ả ã á ạ an àn án ạn anh ành ánh ang àng áng ạng ăn âm ấm ân ấn ê ế ên i ì í".split()
)


@pytest.mark.skipif(
    not Path("/proc/self/smaps_rollup").exists(), reason="Linux alone tells of dirty pages"
)
def test_memory_stays_below_a_bound(tmp_path: Path) -> None:
    corpus = tmp_path / "tin.jsonl"
    with corpus.open("w", encoding="utf-8") as file:
        file.writelines(_rows())
    index = [sys.executable, "-m", "vnsearch", "index", "--index", str(tmp_path / "index")]
    cost = run([*index, "--jobs", "2", "--quiet", str(corpus)], watch_memory=True)
    assert 0 < cost.peak_memory < _MOST


def _rows() -> Iterator[str]:
    """Documents of words that are as common as those of a language, by Zipf's law."""
    syllables = np.array([onset + rime for onset, rime in product(_ONSETS, _RIMES)])
    chance = np.random.default_rng(7)
    weights = 1 / np.arange(1, len(syllables) + 1)
    for first in range(0, _DOCUMENTS, _TOGETHER):
        count = min(_TOGETHER, _DOCUMENTS - first)
        chosen = chance.choice(len(syllables), (count, _TOKENS), p=weights / weights.sum())
        for number, words in enumerate(syllables[chosen].tolist(), first):
            text = " ".join(words)
            yield json.dumps({"id": f"{number}", "title": text[:60], "text": text}) + "\n"
