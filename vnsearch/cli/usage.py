"""What is said of a command line that Click refuses: a sentence of our own for each kind."""

from __future__ import annotations

from functools import partial

import click

from vnsearch.cli.arguments.foreign_options import named_hint
from vnsearch.patterns import pattern

_LIKENESS = 0.7  # of what is worth naming, of 1

_extra = pattern(r"unexpected extra arguments? \((.*)\)").search


def usage_sentence(error: click.UsageError) -> str:
    """What is wrong with a command line, and the way out."""
    command = error.ctx.command_path if error.ctx else "vnsearch"
    message = error.format_message().rstrip(".")
    if isinstance(error, click.NoSuchOption):
        return _no_such_option(error, command)
    if isinstance(error, click.BadOptionUsage):
        value = "needs a value right after it" if "requires" in message else "takes no value"
        return f"{error.option_name} {value}"
    if isinstance(error, click.MissingParameter) and error.param:
        return f"{command} needs {_name(error.param)}; see '{command} --help'"
    if isinstance(error, click.BadParameter) and error.param:
        return _bad_value(error.param, error.message.rstrip("."))
    if extra := _extra(message):
        return f"{command} takes no more arguments; leave out {extra[1]}"
    return f"{message[:1].lower()}{message[1:]}; see '{command} --help'"


def taken(parameter: click.Parameter) -> str:
    """What an option or an argument takes, where its type says so; "" elsewhere."""
    kind = parameter.type
    if isinstance(kind, click.Choice):
        return f"one of {', '.join(map(str, kind.choices))}"
    if isinstance(kind, (click.IntRange, click.FloatRange)):
        number = "a whole number" if isinstance(kind, click.IntRange) else "a number"
        return f"{number} from {kind.min}"
    if isinstance(kind, click.Path) and not kind.file_okay:
        return "a folder, no file"
    return ""


def _no_such_option(error: click.NoSuchOption, command: str) -> str:
    name = error.option_name
    if error.ctx and isinstance(error.ctx.command, click.Group):
        if name == "-V":
            return "there is no option -V; did you mean --version?"
        for subcommand in _commands_with(name, error.ctx):
            return f"{name} stands behind a command, as in 'vnsearch {subcommand} {name}'"
    if not name.isascii():
        return f"a word that begins with - stands behind --, as in '{command} -- -hội'"
    if serves := named_hint(command.rpartition(" ")[2], name):
        return f"there is no option {name}: {serves}"
    near = " or ".join(sorted(filter(partial(_is_near, name), error.possibilities or ())))
    if near:
        return f"there is no option {name}; did you mean {near}?"
    if error.ctx and (others := _commands_with(name, error.ctx)):
        return (
            f"{name} is an option of 'vnsearch {others[0]}'; '{command} --help' lists its own"
        )
    return f"there is no option {name}; '{command} --help' lists them"


def _commands_with(option: str, context: click.Context) -> list[str]:
    """The commands that have an option."""
    root = context.find_root()
    group = root.command
    assert isinstance(group, click.Group)
    return [
        name
        for name in group.list_commands(root)
        if (command := group.get_command(root, name))
        and any(option in parameter.opts for parameter in command.params)
    ]


def _is_near(typed: str, name: str) -> bool:
    """Whether a name is likely to be the one that was meant."""
    from difflib import SequenceMatcher

    return SequenceMatcher(None, typed, name).ratio() >= _LIKENESS


def _bad_value(parameter: click.Parameter, message: str) -> str:
    kind = taken(parameter)
    name = _name(parameter)
    return f"{name} takes {kind}" if kind else f"{name}: {message}"


def _name(parameter: click.Parameter) -> str:
    """The long name of an option; what the help calls an argument."""
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return parameter.human_readable_name
