"""The page of the manual is what the commands' help tells, and a formatter can read it."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from .man import manual
from .pages import MANUAL, assert_written

GROFF = shutil.which("groff")


def test_the_manual_is_the_help() -> None:
    assert_written(MANUAL, manual())


@pytest.mark.skipif(GROFF is None, reason="groff, which formats manuals, is not there")
def test_a_formatter_has_no_complaint() -> None:
    assert GROFF is not None
    ended = subprocess.run(
        [GROFF, "-K", "utf8", "-T", "utf8", "-man", "-ww", str(MANUAL)], capture_output=True
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
