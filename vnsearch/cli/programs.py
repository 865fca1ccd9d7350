"""Which program opens a document, and how it is told the line or the page."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence

from vnsearch.cli.streams import complain
from vnsearch.errors import VnsearchError
from vnsearch.output.notes import stale_sentence
from vnsearch.records import Document

# What an editor wants to hear of the line, by the name of its program; the others get the
# file alone.
_PLUS_LINE = "vim vi nvim view gvim nano pico emacs emacsclient kak joe jed mg ne".split()
_COLON_LINE = "hx helix subl zed micro".split()
_GOTO = "code code-insiders codium vscodium cursor".split()
_PAGE_OPTION = {"evince": "--page-index", "atril": "--page-index", "okular": "--page"}
_EDITORS = ("nvim", "vim", "nano", "emacs", "vi")  # where the environment names none
_TEXT_KINDS = frozenset(
    {"text", "markdown", "jsonl", "json", "csv", "tsv", "subtitles", "html"}
)


def open_document(document: Document, line: int = 0) -> list[str]:
    """Open a document at a line of its file, or a page of its PDF; by default where it begins.
    The command that did it.

    What stands inside an archive or a mailbox is opened as a file of its own, its text alone.
    """
    if document.part and not document.line:
        if document.stale:
            complain(stale_sentence(document))
        return open_text(document.body, document.part, line)
    return open_in_program(document.path, document.kind, line or document.line)


def open_in_program(path: str, kind: str, line: int) -> list[str]:
    """Open a file in the program for its kind, at a line, or at a page of a PDF, and wait for
    an editor. The command that did it; raises VnsearchError where there is no such program.
    """
    try:
        os.stat(path)
    except PermissionError:
        raise VnsearchError(
            f"{path} may not be read: check its permissions; 'vnsearch show' has its text"
        ) from None
    except (OSError, ValueError):  # ValueError: no file can have such a name
        raise VnsearchError(
            f"{path} is gone since it was indexed; 'vnsearch show' has its text"
        ) from None
    if kind in _TEXT_KINDS:
        return _edit(path, line)
    if kind == "pdf" and (viewer := _pdf_viewer()):
        return _run([viewer, f"{_PAGE_OPTION[viewer]}={line}", os.path.abspath(path)])
    return _run_desktop(os.path.abspath(path))


def open_text(text: str, file_name: str, line: int) -> list[str]:
    """Open a text that is no file of its own in the editor, as a file that goes afterwards."""
    with tempfile.TemporaryDirectory(prefix="vnsearch-") as folder:
        path = os.path.join(folder, os.path.basename(file_name) or "document")
        path = path if path.endswith(".txt") else f"{path}.txt"
        with open(path, "w", encoding="utf-8", errors="replace") as file:
            file.write(text)
        os.chmod(path, 0o400)  # what is changed here would be lost
        return _edit(path, line)


def _edit(path: str, line: int) -> list[str]:
    program, *options = editor(os.environ)
    return _run([program, *options, *line_arguments(program, path, line)])


def editor(environ: Mapping[str, str]) -> list[str]:
    """The editor's program and its own options: $VISUAL, $EDITOR, or one that is there."""
    for variable in ("VISUAL", "EDITOR"):
        if words := _split(environ.get(variable, "")):
            return words
    for program in _EDITORS:
        if shutil.which(program):
            return [program]
    raise VnsearchError("there is no editor here; name yours in $EDITOR")


def line_arguments(program: str, path: str, line: int) -> Sequence[str]:
    """What an editor is given, so that it opens a file at a line."""
    path = os.path.abspath(path)
    name = os.path.basename(program).removesuffix(".exe")
    if line < 2:
        return [path]
    if name in _PLUS_LINE:
        return [f"+{line}", path]
    if name in _GOTO:
        return ["--goto", f"{path}:{line}"]
    if name in _COLON_LINE:
        return [f"{path}:{line}"]
    return [path]


def _split(command: str) -> list[str]:
    try:
        return shlex.split(command)
    except ValueError:
        raise VnsearchError(
            f"$EDITOR is {command}, which no shell could read; mend it"
        ) from None


def _pdf_viewer() -> str:
    return next((viewer for viewer in _PAGE_OPTION if shutil.which(viewer)), "")


def _run(command: list[str]) -> list[str]:
    try:
        status = subprocess.run(command, check=False).returncode
    except OSError as error:
        raise VnsearchError(
            f"{command[0]} cannot be started ({error.strerror}); name your editor in $EDITOR"
        ) from error
    if status:
        raise VnsearchError(f"{command[0]} ended with status {status}")
    return command


def _run_desktop(path: str) -> list[str]:
    if sys.platform == "win32":
        os.startfile(path)
        return ["start", path]
    if sys.platform == "darwin":
        return _run(["open", path])
    if shutil.which("xdg-open"):
        return _run(["xdg-open", path])
    raise VnsearchError(f"no program here opens {path}; 'vnsearch show' prints its text")
