"""The recipe for fzf in README, run by fzf itself in a terminal."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import vnsearch

from .conftest import Terminal

README = Path(vnsearch.__file__).parent.parent / "README.md"


def recipe() -> str:
    """The lines of README that call fzf."""
    [block] = re.findall(r"```sh\n(hits=.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    return str(block).strip()


@pytest.mark.skipif(not shutil.which("fzf"), reason="fzf is not on this machine")
def test_fzf_searches_and_opens(terminal: Terminal, library: Path) -> None:
    # In place of a finger on Enter: the first list that comes is as good.
    at_once = recipe().replace("enter:become", "load:become")
    options = "--query='tổng kết' --no-mouse"
    shown = terminal(at_once, library, FZF_DEFAULT_OPTS=options, EDITOR="echo opened")
    assert "opened" in shown.out and "docs/tổng kết.txt" in shown.out.split("opened")[1]


@pytest.mark.skipif(not shutil.which("fzf"), reason="fzf is not on this machine")
def test_its_preview_begins_at_the_passage(terminal: Terminal, library: Path) -> None:
    [command] = re.findall(r"--preview '([^']*)'", recipe())
    filled = command.replace("{q}", "'con duo'").replace("{1}", "'docs/đường phố.txt'")
    shown = terminal(filled, library, PAGER="cat")
    assert "\x1b[1;31mcon\x1b[0m \x1b[1;31mđường\x1b[0m dài" in shown.out
