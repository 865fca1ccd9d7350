"""The rules of a root on the command line and in the settings: two things, kept apart.

What the command line says is kept with the index. What the settings file says holds on every
run where a root has no rule of that kind, and is kept nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from vnsearch.cli.arguments.options import filled
from vnsearch.records import RootRules

_Command = TypeVar("_Command", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "--encoding",
        metavar="NAME",
        default=None,
        callback=filled,
        help="Encoding of the files; auto tells it from their bytes, as by default.",
    ),
    click.option(
        "--include",
        metavar="GLOB",
        multiple=True,
        help="Only files that match; '' for all again.",
    ),
    click.option(
        "--exclude",
        metavar="GLOB",
        multiple=True,
        help="No files that match; '' for none again.",
    ),
    click.option(
        "--dates",
        type=click.Choice(["mtime", "name", "auto"]),
        default=None,
        help="Date what names no date by its file; its time or its name, auto by neither.",
    ),
    click.option(
        "--ocr/--no-ocr", default=None, help="Read scanned pages and pictures by tesseract."
    ),
    click.option("--hidden/--no-hidden", default=None, help="Hidden files and folders too."),
    click.option(
        "--follow-links/--no-follow-links", default=None, help="Follow symbolic links."
    ),
)


def rules_options(command: _Command) -> _Command:
    """The options that choose and read files: they are kept with each PATH."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def split_rules(context: click.Context, given: dict[str, Any]) -> dict[str, Any]:
    """Take the rules out of `given`; they come back as arguments of `update_index`."""
    here, settings = {}, {}
    for rule in RootRules._fields:
        value = given.pop(rule)
        source = context.get_parameter_source(rule)
        if source is click.core.ParameterSource.COMMANDLINE:
            here[rule] = _rule(value)
        elif source is click.core.ParameterSource.DEFAULT_MAP:
            settings[rule] = _rule(value)
    return {**here, "settings": RootRules(**settings)}


def settings_of_an_update(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of `vnsearch index` that an update obeys which is asked for elsewhere."""
    rules = {name: _rule(settings[name]) for name in RootRules._fields if name in settings}
    others = {name: settings[name] for name in ("jobs", "wait") if name in settings}
    return {**others, "settings": RootRules(**rules)}


def _rule(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return tuple(filter(None, value))
    return "" if value == "auto" else value
