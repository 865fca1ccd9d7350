"""What the commands beside `search` print with --json: the members of an object each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from vnsearch.output.pipe.json_lines import hit_members
from vnsearch.output.pipe.listings import Settings
from vnsearch.output.problems import sentence
from vnsearch.records import (
    Document,
    Hit,
    IndexFault,
    IndexStats,
    RootRules,
    TermCount,
    UpdateSummary,
)


def update_members(summary: UpdateSummary, dry_run: bool) -> dict[str, Any]:
    """What an update did, or with `dry_run` would do; every problem with its sentence."""
    members = {"dry_run": dry_run, **asdict(summary)}
    members["seconds"] = round(summary.seconds, 6)
    members["problems"] = [
        {**asdict(problem), "sentence": sentence(problem)} for problem in summary.problems
    ]
    return members


def choice_members(query: str = "", hits: Sequence[Hit] = ()) -> dict[str, Any]:
    """What was chosen of the hits of `live`, and what stood in its line; none, and ""."""
    return {"query": query, "hits": [hit_members(hit) for hit in hits]}


def document_members(
    document: Document, highlights: Iterable[tuple[int, int]]
) -> dict[str, Any]:
    """A whole document; `highlights` are [start, end) characters of its body."""
    members = asdict(document)
    del members["title_in_body"]
    return {**members, "highlights": list(highlights)}


def terms_members(prefix: str, terms: Sequence[TermCount]) -> dict[str, Any]:
    """The words that begin with a prefix, the commonest first."""
    return {"prefix": prefix, "terms": [asdict(term) for term in terms]}


def stats_members(stats: IndexStats, settings: Settings) -> dict[str, Any]:
    """What an index holds, and the settings in force."""
    path, values = settings
    members = asdict(stats)
    members |= {"months": dict(stats.months), "pairs": dict(stats.pairs)}
    members["roots"] = [{"path": path, **_given(rules)} for path, rules in stats.roots]
    return {**members, "settings_file": path, "settings": dict(values)}


def verify_members(directory: str, faults: Sequence[IndexFault]) -> dict[str, Any]:
    """Whether an index is whole, and what is wrong with it."""
    whole = not any(fault.failed for fault in faults)
    listed = [asdict(fault) for fault in faults]
    return {"directory": directory, "whole": whole, "faults": listed}


def _given(rules: RootRules) -> dict[str, Any]:
    """The rules that a root was given, of each kind that was."""
    return {name: rule for name, rule in rules._asdict().items() if rule is not None}
