"""`vnsearch` itself: the table of its commands, each imported when it is asked for."""

from __future__ import annotations

from importlib import import_module

import click

import vnsearch
from vnsearch.cli.arguments.options import NAMES, filled
from vnsearch.cli.arguments.short_help import SHORT_HELP
from vnsearch.cli.config import default_map
from vnsearch.cli.program import COMMANDS
from vnsearch.errors import VnsearchError

_SHORT_HELP = """\
vnsearch: full-text search for Vietnamese, with, without or with half of the accents.

  vnsearch index seeds                      build the index, or bring it up to date
  vnsearch search hoi nghi toan quoc        search it
  vnsearch search --jsonl hội nghị | jq .   search it from a script

'vnsearch --help' lists the commands, 'vnsearch search --help' the query language.
"""


# What other tools call a command.
_ELSEWHERE = {
    **dict.fromkeys(("find", "grep", "lookup", "query"), "search"),
    **dict.fromkeys(("add", "build", "create", "init", "reindex", "scan", "update"), "index"),
    **dict.fromkeys(("optimize", "rebuild"), "index --rebuild"),
    **dict.fromkeys(("delete", "drop", "forget", "remove", "rm"), "index --forget PATH"),
    **dict.fromkeys(("info", "list", "ls", "status"), "stats"),
    **dict.fromkeys(("check", "doctor", "fsck"), "verify"),
    **dict.fromkeys(("cat", "get", "print", "view"), "show"),
    **dict.fromkeys(("interactive", "tui", "ui"), "live"),
    **dict.fromkeys(("dictionary", "vocabulary", "words"), "terms"),
    "edit": "open",
    "watch": "index --watch",
}


class Commands(click.Group):
    """A group whose commands are modules of this package, each with a `command` in it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"vnsearch.cli.commands.{cmd_name}").command
        if SHORT_HELP not in command.params:
            command.params.append(SHORT_HELP)
        if not ctx.resilient_parsing:
            ctx.default_map = {cmd_name: default_map(command)}
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first argument names; for none, what may have been meant."""
        if args[0] in COMMANDS or args[0].startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        from difflib import get_close_matches

        typed = args[0].casefold()
        near = _ELSEWHERE.get(typed) or next(iter(get_close_matches(typed, COMMANDS)), "")
        if near:
            raise VnsearchError(
                f"there is no command {args[0]}; did you mean 'vnsearch {near}'?"
            )
        query = " ".join(args)
        raise VnsearchError(
            f"there is no command {args[0]}; to search for it, type 'vnsearch search {query}'"
        )

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands with their first sentences, none of which is cut."""
        commands = [(name, self.get_command(ctx, name)) for name in COMMANDS]
        with formatter.section("Commands"):
            formatter.write_dl([(n, c.get_short_help_str(200)) for n, c in commands if c])


@click.group(cls=Commands, invoke_without_command=True, context_settings=NAMES)
@click.version_option(vnsearch.__version__, "--version", message="%(prog)s %(version)s")
@click.option(
    "--index",
    "any_index_dir",
    metavar="DIR",
    type=click.Path(file_okay=False, readable=False),
    callback=filled,
    help="Folder of the index, for whichever command follows.",
)
@click.pass_context
def cli(context: click.Context, any_index_dir: str | None) -> None:
    """Full-text search for Vietnamese: type with, without or with half of the accents.

    \b
    Settings of your own: vnsearch.toml in your configuration folder, with a table
    for each command, such as

    \b
      [search]
      limit = 20

    Every command answers to --help, with examples.
    """
    if context.invoked_subcommand is None:
        click.echo(_SHORT_HELP, nl=False)


cli.params.append(SHORT_HELP)
