"""Completion, asked for as a shell does."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable

import pytest

from .conftest import Run

ASK_BASH = """
eval "$(vnsearch completion bash)"
COMP_WORDS=({words}) COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))
compopt() {{ echo "compopt $2"; }}
_vnsearch_completion vnsearch
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.mark.parametrize(
    ("words", "completions"),
    [
        ("vnsearch s", ["search", "show", "stats", "saved"]),
        ("vnsearch search --lit", ["--literal"]),
        ("vnsearch search hội -đương --ver", [""]),
        ("vnsearch search --sort ''", ["score", "date", "path"]),
        ("vnsearch completion z", ["zsh"]),
        ("vnsearch terms hộ", ["hội"]),
        ("vnsearch terms duong", ["đường"]),
        ("vnsearch search --path docs hộ", ["hội"]),
        ("vnsearch search -đường -n 3 duong", ["đường"]),
        ("vnsearch show tin-", ["tin-1", "tin-2"]),
        ("vnsearch show docs/tổ", ["docs/tổng\\ kết.txt"]),
        ("vnsearch terms --index nowhere hoi", [""]),
        ("vnsearch search --index ''", ["compopt dirnames", ""]),
        ("vnsearch index ''", ["compopt default", ""]),
    ],
)
def test_bash(words: str, completions: list[str], shell: Callable[..., Run]) -> None:
    ended = shell(ASK_BASH.format(words=words))
    assert ended.err == ""
    assert ended.out.splitlines() == completions


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_the_script_is_sound(name: str, shell: Callable[..., Run]) -> None:
    script = shell(f"vnsearch completion {name}").out
    assert "_VNSEARCH_COMPLETE" in script
    if shutil.which(name):
        subprocess.run([name, "-n"], input=script, text=True, check=True)
