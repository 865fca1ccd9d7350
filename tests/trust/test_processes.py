"""What tests that start processes rely on."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from .processes import IMPORTED


@pytest.mark.parametrize("module", IMPORTED)
def test_what_is_imported_beforehand_is_there(module: str) -> None:
    """What is not is passed over in silence, and every process imports it itself."""
    assert find_spec(module)
