"""What a command line of `vnsearch search` asks for: which output, and so what of the index."""

from __future__ import annotations

import sys
from typing import Any

import click

from vnsearch.cli.streams import is_terminal
from vnsearch.output.forms import NEEDS, Form

_ALL = 1 << 40  # more documents than any index holds

# The options that each choose an output; --timeline goes with --json as well.
_OUTPUTS: dict[str, Form] = {
    "json_": "json",
    "jsonl": "jsonl",
    "files": "files",
    "count": "count",
    "vimgrep": "vimgrep",
    "template": "format",
    "timeline": "timeline",
    "quiet": "quiet",
}
_SEARCH_RULES = (
    "limit", "offset", "any_words", "exact", "literal", "sort",
    "since", "until", "path", "snippets", "explain",
)  # fmt: skip


def chosen_form(context: click.Context) -> Form:
    """The output asked for: by the command line, else by the settings, else by the stream."""
    given = context.params
    chosen = [name for name in (*_OUTPUTS, "null") if given[name]]
    here = [name for name in chosen if _on_command_line(context, name)]
    forms = dict.fromkeys(_OUTPUTS.get(name, "files") for name in here or chosen)
    if "quiet" in forms:
        return "quiet"
    if list(forms) == ["json", "timeline"]:
        return "json"
    if len(forms) > 1:
        names = " and ".join(_option_name(context, name) for name in here or chosen)
        raise click.UsageError(f"{names} are different outputs; choose one", context)
    if given["batch"]:
        if here and "json" not in forms:
            message = "--batch prints JSON objects; it takes no other output"
            raise click.UsageError(message, context)
        return "json"
    form = next(iter(forms), "terminal" if is_terminal(sys.stdout) else "plain")
    counted = form == "count" or (form == "plain" and _on_command_line(context, "facets"))
    return "facets" if given["facets"] and counted else form


def search_rules(context: click.Context, form: Form) -> dict[str, Any]:
    """What the index is asked: no more than the form shows."""
    rules = {name: context.params[name] for name in _SEARCH_RULES}
    needs = NEEDS[form]
    rules["fallback"] = needs.falls_back
    rules["places"] = needs.places
    rules["months"] = bool(context.params["timeline"])
    rules["facets"] = context.params["facets"] if needs.facets else ()
    if not needs.facets and form != "quiet" and _on_command_line(context, "facets"):
        message = "--facet goes with hits on a terminal, with -c, --json and --batch"
        raise click.UsageError(message, context)
    if not needs.snippets:
        rules["snippets"] = 0
    if needs.hits == "none":
        rules |= {"limit": 0, "offset": 0}  # what is counted is not ranked
    if needs.hits == "all" and not _on_command_line(context, "limit"):
        rules["limit"] = _ALL
    if not needs.explains:
        if rules["explain"] and _on_command_line(context, "explain"):
            raise click.UsageError("--explain needs the hits' own lines or JSON", context)
        rules["explain"] = False
    return rules


def check_like(context: click.Context, has_query: bool) -> None:
    """Refuse a query, and rules for queries, beside --like."""
    rules = (name for name in _SEARCH_RULES if name not in ("limit", "offset", "snippets"))
    refused = (*rules, "facets", "batch", "timeline")
    given = [name for name in refused if _on_command_line(context, name)]
    if given:
        option = _option_name(context, given[0])
        raise click.UsageError(
            f"--like takes no {option}; it asks for a whole document", context
        )
    if has_query:
        raise click.UsageError(
            "--like stands in place of a query; leave out one of them", context
        )


def _on_command_line(context: click.Context, name: str) -> bool:
    return context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE


def _option_name(context: click.Context, name: str) -> str:
    return next(p.opts[-1] for p in context.command.params if p.name == name)
