"""The documents say what the code does: their examples are run, their tables compared.

VNSEARCH_GOLDEN=write in the environment writes what the examples print, and the reference of
the commands, anew, for reviewing.
"""

from __future__ import annotations

import doctest
import html
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import click
import pytest

import vnsearch
from vnsearch.cli.commands import cli
from vnsearch.cli.config import config_path, default_map, read_settings
from vnsearch.index.toc import open_segments

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
ARCHITECTURE, CONTRACT, REFERENCE = (
    ROOT / "vnsearch" / name for name in ("ARCHITECTURE.md", "JSON.md", "REFERENCE.md")
)
DOCUMENTS = (README, ARCHITECTURE, CONTRACT, REFERENCE)
GUESTS = ("jq", "rg", "sqlite3")  # programs of examples that are run only where they are

# Examples: what a terminal without colour shows, or in colour, as HTML.
BLOCK = re.compile(r"^(```console|<pre>)\n(.*?)^(```|</pre>)$", re.MULTILINE | re.DOTALL)
EXAMPLE = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)

REFERENCE_HEAD = """\
# Reference

Every command as its own `--help` tells it. [README](../README.md) has the query language,
the outputs and the settings with examples; [JSON](JSON.md) describes the JSON forms.
"""


def code(document: Path, language: str) -> list[str]:
    """The fenced blocks of that language."""
    text = document.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def assert_written(document: Path, text: str) -> None:
    """Compare a text, line by line, with what stands in the document."""
    if os.environ.get("VNSEARCH_GOLDEN") == "write":
        document.write_text(text, encoding="utf-8")
    written = masked(document.read_text(encoding="utf-8")).splitlines()
    assert written == masked(text).splitlines(), f"see the head of {__file__}"


def masked(text: str) -> str:
    """The text without its times, and without what of a score hangs on the processor."""
    text = re.sub(r'\b[0-9][0-9.,]* m?s\b|(?<="seconds": )[0-9.e-]+', "T", text)
    return re.sub(r"\d+\.\d{3,}", lambda number: f"{float(number[0]):.2f}", text)


@dataclass(frozen=True)
class Tour:
    """A folder in which README's examples have been run, and README with what they printed."""

    folder: Path
    readme: str = ""

    def rerun(self, text: str) -> str:
        """The text with its examples run in order and printed as they are now."""
        return BLOCK.sub(self._rerun_block, text)

    def _rerun_block(self, block: re.Match[str]) -> str:
        begin, examples, end = block.groups()
        print_example = self._picture if begin == "<pre>" else self._plain
        return f"{begin}\n{EXAMPLE.sub(print_example, examples)}{end}"

    def _plain(self, example: re.Match[str]) -> str:
        line = example[1]
        if any(guest in line.split() and not shutil.which(guest) for guest in GUESTS):
            return example[0]
        return f"$ {line}\n{self.shown(line)}"

    def _picture(self, example: re.Match[str]) -> str:
        """The example with what is bold on the terminal in bold."""
        shown = html.escape(self.shown(example[1], FORCE_COLOR="1"), quote=False)
        bold = re.sub(r"\x1b\[1(?:;31)?m( *)(.*?)\x1b\[0m", r"\1<b>\2</b>", shown)
        return f"$ {example[1]}\n" + re.sub(r"\x1b\[[0-9;]*m", "", bold)

    def shown(self, line: str, **environment: str) -> str:
        """What a terminal of 80 columns that knows no escapes shows of a line of shell."""
        spawn = "import pty, sys; pty.spawn(sys.argv[1:])"
        ended = subprocess.run(
            [sys.executable, "-c", spawn, "bash", "-c", line],
            cwd=self.folder,
            env={
                "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
                "HOME": str(self.folder / "home"),
                "TERM": "dumb",
                "COLUMNS": "80",
                "LC_ALL": "C.UTF-8",
                **environment,
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            timeout=60,
            check=True,
        )
        return ended.stdout.decode().replace("\r\n", "\n")


@pytest.fixture(scope="module")
def tour(tmp_path_factory: pytest.TempPathFactory) -> Tour:
    """README's examples run in order, in a folder as it has just been cloned."""
    folder = tmp_path_factory.mktemp("clone")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    return Tour(folder, Tour(folder).rerun(README.read_text(encoding="utf-8")))


def test_readme_examples_print_what_it_says(tour: Tour) -> None:
    assert_written(README, tour.readme)


def test_contract_examples_print_what_it_says(tour: Tour) -> None:
    assert_written(CONTRACT, tour.rerun(CONTRACT.read_text(encoding="utf-8")))


def test_python_examples(tour: Tour, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tour.folder)
    source = "\n".join(code(README, "python"))
    examples = doctest.DocTestParser().get_doctest(source, {}, "README.md", None, None)
    report: list[str] = []
    result = doctest.DocTestRunner().run(examples, out=report.append)
    assert result.attempted > 5
    assert not result.failed, "".join(report)


def test_settings_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "vnsearch").mkdir()
    [settings] = code(README, "toml")
    Path(config_path()).write_text(settings, encoding="utf-8")
    for name, table in read_settings().items():
        assert len(default_map(commands()[name].command)) == len(table) > 0


def test_one_test_command() -> None:
    lines = [line for block in code(README, "sh") for line in block.splitlines()]
    [line] = [line for line in lines if line.endswith("pytest")]
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert set(line.split(" && ")) <= set(script)


def test_reference_is_the_help() -> None:
    helps = [
        f"\n## {context.command_path}\n\n```text\n{context.get_help()}\n```\n"
        for context in commands().values()
    ]
    text = REFERENCE_HEAD + "".join(helps)
    if os.environ.get("VNSEARCH_GOLDEN") == "write":
        REFERENCE.write_text(text, encoding="utf-8")
    # Word by word: where lines break is Click's business.
    assert REFERENCE.read_text(encoding="utf-8").split() == text.split(), f"see {__file__}"


def commands() -> dict[str, click.Context]:
    """Every command in a context of its own, `vnsearch` itself under ""."""
    whole = click.Context(cli, info_name="vnsearch", terminal_width=80, **cli.context_settings)
    found = {"": whole}
    for name in cli.list_commands(whole):
        command = cli.get_command(whole, name)
        assert command
        found[name] = click.Context(command, info_name=name, parent=whole)
    return found


def options(context: click.Context) -> set[str]:
    """All names of a command's options."""
    return {name for option in context.command.get_params(context) for name in option.opts}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_options_exist(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    known = {name: options(context) for name, context in commands().items()}
    for name, rest in re.findall(r"\bvnsearch (\w+)([^|&;`\n]*)", text):
        if name in known:
            assert set(re.findall(r"(?<=\s)--[a-z-]+", rest)) <= known[name], f"{name}{rest}"
    assert set(re.findall(r"`(--[a-z-]+|-[a-zA-Z0-9])\b", text)) <= set().union(*known.values())


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_links_lead_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    headings = {
        re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    }
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)", text):
        assert (document.parent / target).exists(), target
        assert target or anchor in headings, anchor


def test_changes_end_the_readme_with_this_version() -> None:
    *_, last = re.split(r"^## ", README.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert re.match(rf"Changes\n\n### {re.escape(vnsearch.__version__)}\n", last)


MEMBERS = re.compile(r"^## (.+)\n|^\| `(\w+)` +\| (\w+) ", re.MULTILINE)
TYPES = {int: "integer", float: "number", str: "string", list: "array", dict: "object"}


def test_contract_names_every_member(tour: Tour) -> None:
    searched = "vnsearch search --json --explain --timeline hôi nghi"
    result = json.loads(tour.shown(searched))
    wrong = json.loads(tour.shown("printf '\"hội nghị' | vnsearch search --batch - || true"))
    hit = result["hits"][0]
    objects: dict[str, dict[str, Any]] = {
        "A result": result,
        "A hit": hit,
        "A snippet": hit["snippets"][0],
        "An explanation": hit["explanation"],
        "An answer": hit["explanation"]["answers"][0],
        "An error": wrong,
    }
    documented: dict[str, dict[str, str]] = {}
    for heading, member, type_ in MEMBERS.findall(CONTRACT.read_text(encoding="utf-8")):
        if heading:
            current = documented.setdefault(heading, {})
        else:
            current[member] = type_
    assert {heading: members for heading, members in documented.items() if members} == {
        heading: {member: TYPES[type(value)] for member, value in members.items()}
        for heading, members in objects.items()
    }


def test_architecture_names_every_array(tour: Tour) -> None:
    table = ARCHITECTURE.read_text(encoding="utf-8").split("## A segment's file")[1]
    documented = [
        name
        for pattern in re.findall(r"^\| `([a-z_.,{}]+)`", table, re.MULTILINE)
        for name in alternatives(pattern)
    ]
    segment = open_segments(str(tour.folder / "index"))[1][0]
    assert sorted(documented) == sorted(segment.file.names())


def alternatives(pattern: str) -> list[str]:
    """What a shell would make of the braces: 'a.{b,c}' -> ['a.b', 'a.c']."""
    parts = [part.split(",") for part in re.split(r"[{}]", pattern)]
    return ["".join(chosen) for chosen in product(*parts)]


def test_architecture_names_every_folder() -> None:
    text = ARCHITECTURE.read_text(encoding="utf-8")
    folders = {path.parent.name for path in (ROOT / "vnsearch").glob("*/__init__.py")}
    assert folders == set(re.findall(r"^\*\*`(\w+)/`\*\*: ", text, re.MULTILINE))


WORDS = re.compile(r"`([^`]+)`")


def test_matching_table(tmp_path: Path) -> None:
    table = README.read_text(encoding="utf-8").split("| you type |")[1].split("\n\n")[0]
    rows = [[WORDS.findall(cell) for cell in row.split("|")[1:4]] for row in table.splitlines()]
    words = sorted({word for row in rows for cell in row[1:] for word in cell})
    for number, word in enumerate(words):
        (tmp_path / f"{number:02}.txt").write_text(word, encoding="utf-8")
    vnsearch.update_index(tmp_path / "index", [tmp_path])
    with vnsearch.open_index(tmp_path / "index") as index:
        for [typed], exact, further in rows[2:]:
            found = [hit.title for hit in index.search(typed, limit=len(words)).hits]
            assert set(found[: len(exact)]) == set(exact), typed
            assert set(further) <= set(found[len(exact) :]), typed
            assert found[0] == exact[0] or f"`{exact[0]}` first" not in table
