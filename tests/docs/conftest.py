"""README's examples, run once."""

from __future__ import annotations

import shutil

import pytest

from .pages import README, ROOT, read
from .tour import Tour


@pytest.fixture(scope="session")
def tour(tmp_path_factory: pytest.TempPathFactory) -> Tour:
    """README's examples run in order, in a folder as it has just been cloned."""
    folder = tmp_path_factory.mktemp("clone")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    return Tour(folder, Tour(folder).rerun(read(README)))
