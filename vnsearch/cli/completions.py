"""What a shell offers for words, ids and files of the index."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from vnsearch.cli.arguments.options import found_index
from vnsearch.cli.program import COMPLETE_VARIABLE
from vnsearch.errors import VnsearchError
from vnsearch.text.terms import folded_term

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_WORDS, _OFFERED = 400, 40  # looked at, and offered
_BESIDE = 3  # words named beside one without marks


def index_words(
    context: click.Context, argument: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The words that begin as typed, else the commonest that does but for its marks.

    A shell puts what all completions begin with in place of what was typed: several words
    that begin otherwise would take it away.
    """
    from click.shell_completion import CompletionItem

    from vnsearch.opening import open_index

    if not incomplete:
        return []
    try:
        with open_index(found_index(context.params.get("index_dir") or "")) as index:
            words = [count.term for count in index.terms(incomplete, _WORDS)]
    except VnsearchError:  # a completion that cannot be made is none
        return []
    completions = [word for word in words if word.startswith(incomplete)]
    if not completions and os.environ.get(COMPLETE_VARIABLE, "").startswith("fish"):
        return _without_marks(words, incomplete)
    return [CompletionItem(word) for word in (completions or words[:1])[:_OFFERED]]


def _without_marks(words: Sequence[str], incomplete: str) -> list[CompletionItem]:
    """What fish takes for words that are typed without their marks: the words without theirs,
    with the commonest that are meant beside them. It drops whatever begins otherwise.
    """
    from click.shell_completion import CompletionItem

    meant: dict[str, list[str]] = {}
    for word in words:
        meant.setdefault(folded_term(word), []).append(word)
    return [
        CompletionItem(plain, help=", ".join(forms[:_BESIDE]))
        for plain, forms in meant.items()
        if plain.startswith(incomplete)
    ][:_OFFERED]


def index_ids(
    context: click.Context, argument: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The ids and the files that begin as typed."""
    from click.shell_completion import CompletionItem

    from vnsearch.opening import open_index

    try:
        with open_index(found_index(context.params.get("index_dir") or "")) as index:
            return [CompletionItem(name) for name in index.names(incomplete, _OFFERED)]
    except VnsearchError:
        return []
