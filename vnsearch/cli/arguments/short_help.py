"""`-h`: a command on one screen of 80 columns, its options in groups, and examples."""

from __future__ import annotations

from collections.abc import Iterator

import click

_WIDTH, _NAMES = 80, 30  # columns in all, and of an option's names at most
_EXAMPLES = 4

# The options of a command by what they are for; what is in no group comes last.
_GROUPS = {
    "search": {
        "Which documents": (
            "any_words", "exact", "literal", "since", "until", "path", "like", "synonyms",
            "fresh",
        ),
        "Which of them, in which order": ("limit", "offset", "sort", "snippets", "explain"),
        "What is printed": (
            "files", "null", "count", "json_", "jsonl", "vimgrep", "template", "timeline",
            "facets", "batch", "quiet", "color", "no_pager",
        ),
    },
    "index": {
        "Which files": ("include", "exclude", "hidden", "follow_links", "forget"),
        "How they are read": ("encoding", "dates", "ocr", "check", "jobs"),
        "How the index is made": (
            "rebuild", "dry_run", "watch", "wait", "shards", "replicas",
        ),
        "What is printed": ("verbose", "quiet", "json_"),
    },
}  # fmt: skip


def short_help(context: click.Context) -> str:
    """Usage, what the command does in a sentence, its options in groups, some examples."""
    command = context.command
    formatter = click.HelpFormatter(width=_WIDTH)
    command.format_usage(context, formatter)
    formatter.write_paragraph()
    formatter.write_text(command.get_short_help_str(200))
    for heading, options in _grouped(context):
        rows = [(_names(option), _first(option.help or "")) for option in options]
        with formatter.section(heading):
            formatter.write_dl(rows, col_max=_NAMES)
    if isinstance(command, click.Group):
        command.format_commands(context, formatter)
    examples = (command.epilog or "").split("Examples:")[-1].splitlines()
    shown = [line for line in examples if line.startswith("  ") and len(line) <= _WIDTH]
    if shown:
        formatter.write("\nExamples:\n" + "\n".join(shown[:_EXAMPLES]) + "\n")
    formatter.write(f"\n'{context.command_path} --help' tells all of it.\n")
    return formatter.getvalue()


def _print(context: click.Context, option: click.Parameter, value: bool) -> None:
    if value and not context.resilient_parsing:
        click.echo(short_help(context), nl=False)
        context.exit()


def value_name(option: click.Option) -> str:
    """What stands for an option's value in the help, or the choices; "" for a flag."""
    if option.is_flag:
        return ""
    return option.metavar or "|".join(getattr(option.type, "choices", ()))


SHORT_HELP = click.Option(
    ["-h"],
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print,
    help="Show the help on one screen and exit.",
)


def _grouped(context: click.Context) -> Iterator[tuple[str, list[click.Option]]]:
    options = {
        str(option.name): option
        for option in context.command.get_params(context)
        if isinstance(option, click.Option) and not option.hidden
    }
    for heading, names in _GROUPS.get(str(context.command.name), {}).items():
        yield heading, [options.pop(name) for name in names if name in options]
    yield "Options", list(options.values())


def _names(option: click.Option) -> str:
    return f"{', '.join(option.opts)} {value_name(option)}".rstrip()


def _first(text: str) -> str:
    """What a help says first: up to a semicolon or a full stop."""
    return text.partition(";")[0].partition(". ")[0].rstrip(".")
