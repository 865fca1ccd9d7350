"""The user's own defaults: `vnsearch.toml` in the configuration folder, and nowhere else.

A table for each command, a key for each of its long options without the dashes; `synonyms`
may stand before all tables, for every command that searches. A file found in the searched
folders is never read: it could be somebody else's.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from vnsearch.cli.program import SETTABLE
from vnsearch.cli.usage import taken
from vnsearch.errors import VnsearchError

_FILE = "vnsearch.toml"
_SYNONYMS, _SEARCHING = "synonyms", ("search", "live")
_NOT_SETTINGS = ("help", "forget", "watch")


def config_path() -> str:
    """Where the settings are read from, whether or not such a file exists."""
    return os.path.join(click.get_app_dir("vnsearch"), _FILE)


def read_settings() -> dict[str, dict[str, Any]]:
    """The tables of the settings file, none without one. Raises VnsearchError for a bad one."""
    path = config_path()
    if not os.path.exists(path):
        return {}
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        with open(path, "rb") as file:
            tables = tomllib.load(file)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise VnsearchError(f"{path} is not valid TOML: {error}; mend or remove it") from None
    everywhere = tables.pop(_SYNONYMS, None)
    for command, table in tables.items():
        if command not in SETTABLE or not isinstance(table, dict):
            known = ", ".join(f"[{command}]" for command in SETTABLE)
            raise VnsearchError(
                f"{path} has {command!r}, which is no table of settings: {known}"
            )
    for command in _SEARCHING:
        given = tables.get(command, {}).get(_SYNONYMS, everywhere)
        if given is not None:
            tables.setdefault(command, {})[_SYNONYMS] = _beside(path, given)
    return tables


def _beside(path: str, name: Any) -> str:
    """A file that the settings name, from their own folder; raises VnsearchError for none."""
    if not (isinstance(name, str) and name):
        raise VnsearchError(f"{path}: synonyms = {name!r}: give the path of a file")
    return os.path.join(os.path.dirname(path), os.path.expanduser(name))


def default_map(command: click.Command) -> dict[str, Any]:
    """The settings for a command by parameter name. Raises VnsearchError for a wrong one."""
    options = _settable(command)
    values = {}
    for key, value in read_settings().get(str(command.name), {}).items():
        location = f"{config_path()}, [{command.name}]"
        if key not in options:
            raise VnsearchError(
                f"{location}: there is no {key!r}; it may hold {', '.join(options)}"
            )
        option = options[key]
        if option.multiple and isinstance(value, str):  # else its letters are taken
            raise VnsearchError(f"{location}: {key} = {value!r}: write a list, [{value!r}]")
        try:
            option.type_cast_value(click.Context(command), value)
        except click.BadParameter as error:
            kind = taken(option)
            why = f"give {kind}" if kind else error.message.rstrip(".")
            raise VnsearchError(f"{location}: {key} = {value!r}: {why}") from None
        values[str(option.name)] = value
    return values


def _settable(command: click.Command) -> dict[str, click.Parameter]:
    """The options that a settings file may hold, by their long names without the dashes."""
    return {
        name.removeprefix("--"): option
        for option in command.params
        if isinstance(option, click.Option)
        for name in option.opts
        if name.startswith("--") and name.removeprefix("--") not in _NOT_SETTINGS
    }
