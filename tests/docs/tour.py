"""The examples of the pages, run where README's reader would run them."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from forked_terminal import needs_no_shell, run_forked

from .pages import masked

GUESTS = ("jq", "rg", "sqlite3")  # programs of examples that are run only where they are

# Examples: what a terminal without colour shows, or in colour, as HTML.
BLOCK = re.compile(r"^(```console|<pre>)\n(.*?)^(```|</pre>)$", re.MULTILINE | re.DOTALL)
EXAMPLE = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


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
        shown = self.picture if begin == "<pre>" else self.shown

        def rerun_example(example: re.Match[str]) -> str:
            line, output = example.groups()
            if any(guest in line.split() and not shutil.which(guest) for guest in GUESTS):
                return example[0]
            now = shown(line)
            return example[0] if masked(now) == masked(output) else f"$ {line}\n{now}"

        return f"{begin}\n{EXAMPLE.sub(rerun_example, examples)}{end}"

    def picture(self, line: str) -> str:
        """What is shown of a line of shell in colour, as HTML with what is bold in bold."""
        shown = html.escape(self.shown(line, FORCE_COLOR="1"), quote=False)
        bold = re.sub(r"\x1b\[1(?:;31)?m( *)(.*?)\x1b\[0m", r"\1<b>\2</b>", shown)
        return re.sub(r"\x1b\[[0-9;]*m", "", bold)

    def shown(self, line: str, **environment: str) -> str:
        """What a terminal of 80 columns that knows no escapes shows of a line of shell."""
        environment = {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.folder / "home"),
            "TERM": "dumb",
            "COLUMNS": "80",
            "LC_ALL": "C.UTF-8",
            **environment,
        }
        if needs_no_shell(line):
            return run_forked(line, self.folder, environment)[1]
        spawn = "import pty, sys; pty.spawn(sys.argv[1:])"
        ended = subprocess.run(
            [sys.executable, "-IS", "-c", spawn, "bash", "-c", line],
            cwd=self.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            timeout=600,
            check=True,
        )
        return ended.stdout.decode().replace("\r\n", "\n")
