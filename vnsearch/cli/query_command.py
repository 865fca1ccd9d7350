"""The command whose arguments are a query, in which `-word` means "without that word"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click


class QueryCommand(click.Command):
    """A command that takes `-word` as a part of its query unless it spells options.

    An option is `--name`, a short option, its value right behind it (`-n5`), or several
    letters that are all flags (`-lq`). No Vietnamese word is made of those letters alone.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the words behind a `--` of their own, where Click takes them as they are."""
        if ctx.resilient_parsing:  # a line that is still being typed, for completion
            return super().parse_args(ctx, args)
        options, words = self._sorted(ctx, args)
        return super().parse_args(ctx, [*options, "--", *words])

    def _sorted(self, ctx: click.Context, args: Sequence[str]) -> tuple[list[str], list[str]]:
        flags, with_value = self._names(ctx)
        options: list[str] = []
        words: list[str] = []
        rest = iter(args)
        for arg in rest:
            if arg == "--":
                words += rest
            elif arg in with_value:
                options += [arg, _value(arg, rest, ctx)]
            elif arg.startswith("--") or _spells_options(arg, flags, with_value):
                options.append(arg)
            else:
                words.append(arg)
        return options, words

    def _names(self, ctx: click.Context) -> tuple[set[str], set[str]]:
        """The names of the options that are flags, and of those that take a value."""
        flags: set[str] = set()
        with_value: set[str] = set()
        for option in self.get_params(ctx):
            if isinstance(option, click.Option):
                names = flags if option.is_flag or option.count else with_value
                names.update(option.opts)
        return flags, with_value


def _value(option: str, rest: Iterator[str], ctx: click.Context) -> str:
    try:
        return next(rest)
    except StopIteration:
        message = f"Option {option!r} requires an argument."
        raise click.BadOptionUsage(option, message, ctx) from None


def _spells_options(arg: str, flags: set[str], with_value: set[str]) -> bool:
    if arg[:2] in with_value:
        return arg[2:].isdecimal()
    return len(arg) > 1 and arg[0] == "-" and all(f"-{letter}" in flags for letter in arg[1:])
