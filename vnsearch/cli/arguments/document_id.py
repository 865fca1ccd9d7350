"""The argument that names a document, on every command that shows one."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from typing import Any, TypeVar

import click

from vnsearch.cli.completions import index_ids
from vnsearch.errors import VnsearchError

_Command = TypeVar("_Command", bound=Callable[..., Any])


def id_argument(command: _Command) -> _Command:
    """`ID`, as the words that a shell has made of it."""
    return click.argument(
        "words", nargs=-1, required=True, metavar="ID", shell_complete=index_ids
    )(command)


def whole_id(command: str, words: tuple[str, ...]) -> str:
    """The one ID given; raises VnsearchError where a shell has taken it apart."""
    if len(words) > 1:
        whole = shlex.quote(" ".join(words))
        raise VnsearchError(
            f"{command} takes one ID; quote it if it has spaces: vnsearch {command} {whole}"
        )
    if not words[0]:
        raise VnsearchError("the ID is empty: 'vnsearch search --json' shows those of hits")
    return words[0]
