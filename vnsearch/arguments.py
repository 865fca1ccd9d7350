"""What the public functions accept: each argument is checked once, in one sentence."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import Any

from vnsearch.errors import VnsearchError
from vnsearch.files import can_name_file
from vnsearch.patterns import pattern

_address = pattern(r"[A-Za-z][A-Za-z0-9+.-]*://").match

_bare_address = pattern(r"[A-Za-z0-9][A-Za-z0-9.-]*:[0-9]+/[^/]+/?\Z").match


def names_cluster(index_dir: str | os.PathLike[str]) -> bool:
    """Whether an index is named by an address (`opensearch://host/news`), and is no folder.

    Raises VnsearchError for an address without the beginning that makes it one.
    """
    if not isinstance(index_dir, str) or ":" not in index_dir:
        return False  # as most are, for which no pattern is compiled
    if _bare_address(index_dir) and not os.path.exists(index_dir):
        raise VnsearchError(
            f"{index_dir} looks like an address: write opensearch:// or http:// before it, or "
            "./ for a folder"
        )
    return bool(_address(index_dir))


def check_number(name: str, value: Any, at_least: int = 0) -> None:
    """Raises VnsearchError for what is no whole number, or is too small a one."""
    if not isinstance(value, int) or isinstance(value, bool) or value < at_least:
        raise VnsearchError(f"{name} is {value!r}: give a whole number from {at_least}")


def check_seconds(name: str, value: Any) -> None:
    """Raises VnsearchError for what is no time to wait."""
    if not isinstance(value, (int, float)) or isinstance(value, bool) or not value >= 0:
        raise VnsearchError(f"{name} is {value!r}: give a number of seconds from 0")


def check_flag(name: str, value: Any) -> None:
    """Raises VnsearchError for what is neither True nor False."""
    if not isinstance(value, bool):
        raise VnsearchError(f"{name} is {value!r}: give True or False")


def check_flags(**flags: Any) -> None:
    """Raises VnsearchError for the first that is neither True nor False."""
    for name, value in flags.items():
        check_flag(name, value)


def check_text(name: str, value: Any) -> None:
    """Raises VnsearchError for what is no string."""
    if not isinstance(value, str):
        raise VnsearchError(f"{name} is {value!r}: give a string")


def check_caller(name: str, value: Any) -> None:
    """Raises VnsearchError for what is neither a function nor None."""
    if value is not None and not callable(value):
        raise VnsearchError(f"{name} is {value!r}: give a function")


def check_choice(name: str, value: Any, choices: Sequence[str]) -> None:
    """Raises VnsearchError for what is none of the choices."""
    if value not in choices:
        given = ", ".join(choice or "''" for choice in choices)
        raise VnsearchError(f"{name} is {value!r}: give one of {given}")


def check_strings(name: str, value: Any) -> tuple[str, ...]:
    """Several strings or paths as strings; raises VnsearchError for one alone, or for others.

    A string is a sequence too, of its letters, which nobody means.
    """
    if isinstance(value, (str, bytes, os.PathLike)):
        raise VnsearchError(f"{name} is {value!r}: give a list, as [{value!r}]")
    if not isinstance(value, Iterable):
        raise VnsearchError(f"{name} is {value!r}: give a list")
    strings = []
    for item in value:
        if not isinstance(item, (str, os.PathLike)) or isinstance(os.fspath(item), bytes):
            raise VnsearchError(f"{name} holds {item!r}: give strings")
        strings.append(os.fspath(item))
    return tuple(strings)


def check_path(name: str, value: Any) -> str:
    """A path as a string; raises VnsearchError for what is none."""
    if not isinstance(value, (str, os.PathLike)) or isinstance(os.fspath(value), bytes):
        raise VnsearchError(f"{name} is {value!r}: give a path")
    if not os.fspath(value):
        raise VnsearchError(f"{name} is empty: give a path")
    return os.fspath(value)


def check_file_path(name: str, value: Any) -> str:
    """The same for one that a file can have."""
    path = check_path(name, value)
    if not can_name_file(path):
        raise VnsearchError(f"no file can be called {path!r}: mend {name}")
    return path
