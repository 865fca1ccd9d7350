"""The index that tests of Whoosh's side share."""

from __future__ import annotations

from pathlib import Path

import pytest

from vnsearch.index.bridge.whoosh_import import index

from .indexing import CONGRESS, ROAD, SUGAR, make_index


@pytest.fixture
def news(tmp_path: Path) -> index.FileIndex:
    """Three documents in two segments."""
    return make_index(tmp_path, [CONGRESS, ROAD], [SUGAR])
