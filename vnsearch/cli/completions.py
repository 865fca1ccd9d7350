"""What a shell offers for words, ids and files of the index."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from vnsearch.cli.arguments.options import found_index
from vnsearch.errors import VnsearchError

_WORDS, _OFFERED = 400, 40  # looked at, and offered


def index_words(
    context: click.Context, argument: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The words that begin as typed, else the commonest that does but for its marks.

    A shell puts what all completions begin with in place of what was typed: several words
    that begin otherwise would take it away.
    """
    from vnsearch.opening import open_index

    if not incomplete:
        return []
    try:
        with open_index(found_index(context.params.get("index_dir") or "")) as index:
            words = [count.term for count in index.terms(incomplete, _WORDS)]
    except VnsearchError:  # a completion that cannot be made is none
        return []
    completions = [word for word in words if word.startswith(incomplete)] or words[:1]
    return [CompletionItem(word) for word in completions[:_OFFERED]]


def index_ids(
    context: click.Context, argument: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The ids and the files that begin as typed."""
    from vnsearch.opening import open_index

    try:
        with open_index(found_index(context.params.get("index_dir") or "")) as index:
            return [CompletionItem(name) for name in index.names(incomplete, _OFFERED)]
    except VnsearchError:
        return []
