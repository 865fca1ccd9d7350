"""Expected outputs kept as files; VNSEARCH_GOLDEN=write writes them anew, for reviewing."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "golden"


def assert_golden(name: str, output: bytes) -> None:
    """Compare the bytes with those of the file."""
    path = FOLDER / name
    if os.environ.get("VNSEARCH_GOLDEN") == "write":
        path.write_bytes(output)
    assert output == path.read_bytes(), f"{name} differs; see the head of {__file__}"
