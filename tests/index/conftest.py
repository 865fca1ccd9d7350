"""The index that tests of Whoosh's side share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from vnsearch.index.bridge.whoosh_import import index

from .indexing import CONGRESS, ROAD, SUGAR, make_index


@pytest.fixture(scope="session")
def whole_news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index of three documents in two segments."""
    folder = tmp_path_factory.mktemp("news")
    make_index(folder, [CONGRESS, ROAD], [SUGAR])
    return folder


@pytest.fixture
def news(whole_news: Path, tmp_path: Path) -> index.FileIndex:
    """A copy of that index, to do with as a test pleases."""
    shutil.copytree(whole_news, tmp_path, dirs_exist_ok=True)
    return index.open_dir(str(tmp_path))
