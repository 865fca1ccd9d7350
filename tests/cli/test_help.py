"""Help: everywhere, with examples, and the examples run."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from forked_terminal import needs_no_shell

import vnsearch
from vnsearch.cli.group import cli

from .conftest import Run

CONTEXT = click.Context(cli, info_name="vnsearch")
COMMANDS = cli.list_commands(CONTEXT)
SEEDS = Path(vnsearch.__file__).parent.parent / "seeds"


def command(name: str) -> click.Command:
    found = cli.get_command(CONTEXT, name)
    assert found is not None
    return found


def examples() -> list[tuple[str, str]]:
    """The lines under "Examples:" or "Install" of every command's help."""
    return [
        (name, line.strip())
        for name in COMMANDS
        for line in (command(name).epilog or "").split("Examples:")[-1].splitlines()
        if "vnsearch" in line
    ]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_help(name: str, run: Callable[..., Run]) -> None:
    ended = run(name, "--help")
    assert ended.status == 0
    assert ended.out.startswith(f"Usage: vnsearch {name} ")
    assert any(of == name for of, _ in examples())
    for option in command(name).params:
        assert not isinstance(option, click.Option) or option.help, option.name


@pytest.mark.parametrize("name", ["index", "search", "show", "terms", "stats", "verify"])
def test_every_command_over_an_index_takes_one(name: str) -> None:
    assert any("--index" in option.opts for option in command(name).params)


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_short_help_is_one_screen_wide_with_examples(
    name: str, run: Callable[..., Run]
) -> None:
    ended = run(*([name] if name else []), "-h")
    assert ended.status == 0
    assert ended.out.startswith("Usage: vnsearch")
    assert all(len(line) <= 80 for line in ended.out.splitlines())
    assert "…" not in ended.out and "..." not in ended.out.replace("]...", "").replace(
        "Y...", ""
    )
    assert "Examples:" in ended.out or not name or name == "completion"
    assert ended.out.endswith(" --help' tells all of it.\n")
    for option in command(name).params if name else ():
        assert not isinstance(option, click.Option) or option.opts[-1] in ended.out


def test_alone_it_shows_short_help(run: Callable[..., Run]) -> None:
    ended = run()
    assert ended.out.startswith("vnsearch: full-text search for Vietnamese")
    assert "vnsearch search hoi nghi toan quoc" in ended.out


def test_version(run: Callable[..., Run]) -> None:
    assert run("--version").out == f"vnsearch {vnsearch.__version__}\n"


def test_a_command_that_is_none_is_named(run: Callable[..., Run]) -> None:
    ended = run("serch", "hội")
    assert ended.err == "vnsearch: there is no command serch; did you mean 'vnsearch search'?\n"
    message = "there is no command hội; to search for it, type 'vnsearch search hội nghị'"
    assert run("hội", "nghị").err == f"vnsearch: {message}\n"


def test_help_and_version_are_commands_too(run: Callable[..., Run]) -> None:
    assert run("version").out == run("--version").out
    assert run("help").out == run("--help").out
    assert run("help", "search").out == run("search", "--help").out
    assert run("help", "serch").err == (
        "vnsearch: there is no command serch; 'vnsearch help' lists them\n"
    )


def test_no_sentence_is_cut(run: Callable[..., Run]) -> None:
    assert "..." not in run("--help").out.split("Commands:")[1]


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory, shell_environment: dict[str, str]) -> Path:
    """A folder as one that has just been cloned, its seeds indexed."""
    folder = tmp_path_factory.mktemp("clone")
    shutil.copytree(SEEDS, folder / "seeds")
    (folder / ".config" / "fish" / "completions").mkdir(parents=True)
    (folder / "old-drafts").mkdir()
    (folder / "old-drafts" / "nháp.txt").write_text("Bản nháp cũ.", encoding="utf-8")
    home = {**shell_environment, "HOME": str(folder)}
    for arguments in (["index", "-q"], ["index", "-q", "old-drafts"], ["saved", "hop", "hội"]):
        subprocess.run(["vnsearch", *arguments], cwd=folder, env=home, check=True)
    return folder


# `live` is drawn on a terminal, and tried in tests/screen; `--watch` ends when it is ended.
TRIED_ELSEWHERE = ("vnsearch live", "vim ", "vnsearch index --watch")


@pytest.mark.parametrize(
    ("name", "line"), [row for row in examples() if not row[1].startswith(TRIED_ELSEWHERE)]
)
def test_example(
    name: str,
    line: str,
    seeded: Path,
    tmp_path: Path,
    shell_environment: dict[str, str],
    run: Callable[..., Run],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = shutil.copytree(seeded, tmp_path / "clone")  # an example may change what is there
    if needs_no_shell(line) and name != "open":
        monkeypatch.chdir(folder)
        monkeypatch.setenv("XDG_STATE_HOME", str(folder / ".local" / "state"))
        ended = run(*shlex.split(line)[1:])
    else:
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", line],
            cwd=folder,
            env={**shell_environment, "HOME": str(folder), "EDITOR": "cat"},
            capture_output=True,
            timeout=600,
        )
        ended = Run(done.returncode, done.stdout.decode(), done.stderr.decode())
    said = [line for line in ended.err.splitlines() if "leaving it out" not in line]
    assert said == []  # but for exclusions, that what they name is in no seed
    assert ended.status == 0
