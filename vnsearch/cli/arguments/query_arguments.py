"""Which arguments of a query command are options, which words of the query, which mistakes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vnsearch.cli.arguments.foreign_options import hint
from vnsearch.errors import VnsearchError
from vnsearch.frozen import dataclass, field
from vnsearch.patterns import pattern

_plain = pattern(r"-([A-Za-z0-9]+)").fullmatch
_assigned = pattern(r"-([A-Za-z0-9])=(.*)", re.DOTALL).fullmatch
_counted = pattern(r"-([A-Za-z])[0-9]+").fullmatch


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a command's options, dashes included: flags, and those that take a value."""

    flags: frozenset[str]
    valued: frozenset[str]
    help: frozenset[str]  # never read from a bundle

    def short(self, letter: str) -> bool:
        """Whether a letter names an option."""
        return any(f"-{letter}" in names for names in (self.flags, self.valued, self.help))


@dataclass(slots=True)
class Arguments:
    """A command line taken apart: what Click shall read, and what is the query."""

    options: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)  # words that are options elsewhere


def sort_arguments(arguments: Sequence[str], names: Names) -> Arguments:
    """Tell options from words.

    ASCII letters and digits behind one `-` are options where the whole of them is: flags, at
    the end perhaps an option with its value (`-ln1`). Otherwise, where they are a single one
    or begin with an option's letter, VnsearchError tells what to write. Everything else that
    begins with one `-` leaves out a word (`-đường`, `-duong`). Behind `--` all are words.
    """
    sorted_ = Arguments()
    rest = iter(arguments)
    for argument in rest:
        if argument == "--":
            sorted_.words += rest
        elif argument in names.valued:
            sorted_.options += [argument, *_value(argument, rest)]
        elif argument.startswith("--") or argument in names.help:
            sorted_.options.append(argument)
        elif bundle := _bundle(argument, rest, names):
            sorted_.options += bundle
        else:
            _refuse_mistakes(argument, names)
            sorted_.words.append(argument)
            counted = _counted(argument)
            if counted and hint(counted[1]):
                sorted_.doubtful.append(argument)
    return sorted_


def _bundle(argument: str, rest: Iterator[str], names: Names) -> list[str]:
    """The options that an argument spells, one by one; none where it is not wholly options."""
    letters = _plain(argument)
    if not letters:
        return []
    options: list[str] = []
    for position, letter in enumerate(letters[1], 1):
        option = f"-{letter}"
        if option in names.flags:
            options.append(option)
        elif option in names.valued:
            value = letters[1][position:]
            if value.isdecimal():
                return [*options, option, value]
            return [] if value else [*options, option, *_value(option, rest)]
        else:
            return []
    return options


def _refuse_mistakes(argument: str, names: Names) -> None:
    """Raise VnsearchError for what looks like an option and is none."""
    assigned = _assigned(argument)
    if assigned and names.short(assigned[1]):
        raise VnsearchError(
            f"{argument} is no option; write -{assigned[1]} and its value apart, "
            f"as in -{assigned[1]} {assigned[2] or '3'}"
        )
    letters = _plain(argument)
    word = argument[1:] if argument.startswith("-") else ""
    foreign = hint(word) if len(word) == 1 else ""
    if foreign or (letters and (len(word) == 1 or names.short(word[0]))):
        why = f": {foreign}" if foreign else ""
        away = f"; write -- {argument} to leave out the word {word}" if letters else ""
        raise VnsearchError(f"{argument} is no option{why}{away}")


def _value(option: str, rest: Iterator[str]) -> tuple[str]:
    for value in rest:
        return (value,)
    raise VnsearchError(f"{option} needs a value right after it")
