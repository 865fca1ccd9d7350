"""Tests of the promises: nothing lost, nothing run, nothing stale.

VNSEARCH_TEST_SCALE=10 in the environment tries ten times as many kills, damages and texts.
"""

from __future__ import annotations

import os

SCALE = int(os.environ.get("VNSEARCH_TEST_SCALE", "1"))
