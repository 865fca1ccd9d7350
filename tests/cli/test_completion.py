"""Completion, asked for as a shell does."""

from __future__ import annotations

import os
import pty
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Run, read

ASK_BASH = """
. {script}
COMP_WORDS=({words}) COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))
compopt() {{ echo "compopt $2"; }}
_vnsearch_completion vnsearch
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The script for bash, printed once for all that is asked of it."""
    path = tmp_path_factory.mktemp("completion") / "vnsearch.bash"
    printed = subprocess.run(
        [sys.executable, "-m", "vnsearch", "completion", "bash"], capture_output=True
    )
    path.write_bytes(printed.stdout)
    return path


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
        ("vnsearch open docs/tổ", ["docs/tổng\\ kết.txt"]),
        ("vnsearch search --like tin-", ["tin-1", "tin-2"]),
        ("vnsearch search hội -n 3 --path ''", ["compopt default", ""]),
        ("vnsearch live hộ", ["hội"]),
        ("vnsearch terms --index nowhere hoi", [""]),
        ("vnsearch search --index ''", ["compopt dirnames", ""]),
        ("vnsearch index ''", ["compopt default", ""]),
    ],
)
def test_bash(
    words: str, completions: list[str], script: Path, shell: Callable[..., Run]
) -> None:
    ended = shell(ASK_BASH.format(words=words, script=script))
    assert ended.err == ""
    assert ended.out.splitlines() == completions


def needs(program: str) -> pytest.MarkDecorator:
    reason = f"{program} is not installed"
    return pytest.mark.skipif(shutil.which(program) is None, reason=reason)


@needs("fish")
def test_fish(shell: Callable[..., Run], tmp_path: Path) -> None:
    asked = {
        "vnsearch terms hộ": ["hội"],
        "vnsearch search ngày đư": ["đường"],
        "vnsearch search ngày duo": ["duong\tđường"],
        "vnsearch live ho": ["hoi\thội, hỏi", "hop\thọp"],
        "vnsearch show docs/tổ": ["docs/tổng kết.txt"],
        "vnsearch show 'docs/tổng k": ["docs/tổng kết.txt"],
        "vnsearch open tin-": ["tin-1", "tin-2"],
        "vnsearch search --sort d": ["date"],
    }
    lines = [f"complete -C {shlex.quote(line)}; echo" for line in asked]
    script = tmp_path / "ask.fish"
    script.write_text(
        "\n".join(["vnsearch completion fish | source", *lines]), encoding="utf-8"
    )
    ended = shell(f"fish {script}")
    offered = [part.splitlines() for part in ended.out.split("\n\n")]
    assert ended.err == ""
    assert offered[: len(asked)] == list(asked.values())


ASK_ZSH = """
autoload -Uz compinit; compinit -u -D; eval "$(vnsearch completion zsh)"
write() { print -r -- "$BUFFER" >> $ASKED; BUFFER=; print WRIT''TEN }
zle -N write; bindkey '^X' write; PS1=; print WRIT''TEN
"""


@needs("zsh")
def test_zsh(library: Path, shell_environment: dict[str, str], tmp_path: Path) -> None:
    """What a line has become when Tab was pressed at its end, in a terminal."""
    became = {
        "vnsearch terms duong": "vnsearch terms đường ",
        "vnsearch search ngày hộ": "vnsearch search ngày hội ",
        "vnsearch show docs/tổ": "vnsearch show docs/tổng\\ kết.txt ",
        "vnsearch open 'docs/tổ": "vnsearch open 'docs/tổng kết.txt' ",
    }
    asked = tmp_path / "asked"
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        ["zsh", "-f", "-i"],
        cwd=library,
        env={**shell_environment, "ASKED": str(asked), "LC_ALL": "C.UTF-8", "TERM": "dumb"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    os.write(ours, ASK_ZSH.encode())
    for keys in (*(f"{line}\t\x18" for line in became), "exit\n"):
        output = b""
        while b"WRITTEN" not in output:
            output += os.read(ours, 65536)
        os.write(ours, keys.encode())
    while read(ours):
        pass
    running.wait(timeout=600)
    os.close(ours)
    assert asked.read_text(encoding="utf-8").splitlines() == list(became.values())


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_the_script_is_sound(name: str, shell: Callable[..., Run]) -> None:
    script = shell(f"vnsearch completion {name}").out
    assert "_VNSEARCH_COMPLETE" in script
    if shutil.which(name):
        subprocess.run([name, "-n"], input=script, text=True, check=True)
