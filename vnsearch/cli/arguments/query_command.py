"""The command whose arguments are a query, in which `-word` means "without that word"."""

from __future__ import annotations

from collections.abc import Sequence

import click

from vnsearch.cli.arguments.query_arguments import Names, sort_arguments
from vnsearch.cli.arguments.short_help import SHORT_HELP
from vnsearch.errors import VnsearchError

_DOUBTFUL = f"{__name__}.doubtful"


class QueryCommand(click.Command):
    """A command that takes `-word` as a part of its query unless it spells options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the words behind a `--` of their own, where Click takes them as they are."""
        try:
            given = sort_arguments(args, self._names(ctx))
        except VnsearchError:
            if ctx.resilient_parsing:  # a line that is still being typed, for completion
                return super().parse_args(ctx, args)
            raise
        if ctx.resilient_parsing:
            return super().parse_args(ctx, [*given.options, *given.words])
        ctx.meta[_DOUBTFUL] = given.doubtful
        return super().parse_args(ctx, [*given.options, "--", *given.words])

    def _names(self, ctx: click.Context) -> Names:
        options = [
            option for option in self.get_params(ctx) if isinstance(option, click.Option)
        ]
        help_ = {*self.get_help_option_names(ctx), *SHORT_HELP.opts}
        flags = {
            name for option in options if option.is_flag or option.count for name in option.opts
        }
        valued = {name for option in options for name in option.opts} - flags
        return Names(frozenset(flags - help_), frozenset(valued), frozenset(help_))


def doubtful_words(context: click.Context) -> Sequence[str]:
    """Exclusions of the command line that other programs would take for options (`-A3`)."""
    words: Sequence[str] = context.meta.get(_DOUBTFUL, ())
    return words
