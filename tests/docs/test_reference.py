"""The reference is what the commands' help tells; no page names an option that is none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .help import commands, own_options, told
from .pages import PAGES, REFERENCE, assert_written, read

HEAD = """\
# Reference

Every command as its own `--help` tells it. [README](../README.md) has the query language,
the outputs and the settings with examples; [JSON](JSON.md) describes the JSON forms.
"""


def test_reference_is_the_help() -> None:
    sections = (
        f"## {context.command_path}\n\n{told(context)}" for context in commands().values()
    )
    assert_written(REFERENCE, HEAD + "\n" + "\n".join(sections))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_options_exist(page: Path) -> None:
    text = read(page)
    known = {
        name: {spelling for option in own_options(context) for spelling in option.opts}
        for name, context in commands().items()
    }
    for name, rest in re.findall(r"\bvnsearch (\w+)([^|&;`\n]*)", text):
        if name in known:
            assert set(re.findall(r"(?<=\s)--[a-z-]+", rest)) <= known[name], f"{name}{rest}"
    assert set(re.findall(r"`(--[a-z-]+|-[a-zA-Z0-9])\b", text)) <= set().union(*known.values())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = read(page)
    headings = {
        re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    }
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)", text):
        assert (page.parent / target).exists(), target
        assert target or anchor in headings, anchor
