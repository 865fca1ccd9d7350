"""The version stands in several places, and is the same in all of them."""

from __future__ import annotations

import re
from importlib.metadata import version

import vnsearch

from .pages import CHANGELOG, MANUAL, ROOT, read


def test_the_version_is_the_same_everywhere() -> None:
    project = re.search(r'^version = "(.*)"$', read(ROOT / "pyproject.toml"), re.MULTILINE)
    newest = re.search(r"^## ([0-9].*)$", read(CHANGELOG), re.MULTILINE)
    manual = re.search(r'"vnsearch ([^"]*)"', read(MANUAL))
    assert project and newest and manual
    assert {project[1], newest[1], manual[1], version("vnsearch")} == {vnsearch.__version__}
