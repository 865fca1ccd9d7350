"""The JSON forms, and their contract.

A member may be added at any time; one that changes its meaning or goes raises VERSION. The
letters stay letters; what a terminal would obey, and lone surrogates, become \\u escapes.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from typing import Any

from vnsearch.document_fields import FIELDS
from vnsearch.errors import QueryError, VnsearchError
from vnsearch.output.forms import Stream
from vnsearch.output.notes import remark_sentence
from vnsearch.output.safe import UNSAFE_BEYOND_C0
from vnsearch.records import Explanation, Hit, SearchResult

VERSION = 1

_UNSAFE = re.compile(f"[{UNSAFE_BEYOND_C0}]")  # JSON escapes C0 itself
_encoder = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": "))


@dataclass(frozen=True, slots=True)
class JsonPrinter:
    """A result as one object on one line."""

    stream: Stream

    def print(self, result: SearchResult) -> None:
        """Write the object."""
        self.stream.write(json_line(result_members(result)))


@dataclass(frozen=True, slots=True)
class JsonLinesPrinter:
    """A hit an object, a line each."""

    stream: Stream

    def print(self, result: SearchResult) -> None:
        """Write the hits."""
        for hit in result.hits:
            self.stream.write(json_line(hit_members(hit)))


def json_line(members: dict[str, Any]) -> bytes:
    """One line of JSON in UTF-8."""
    text = _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", _encoder.encode(members))
    return text.encode() + b"\n"


def result_members(result: SearchResult) -> dict[str, Any]:
    """The members of a result; `months` and `facets` only where they were asked for."""
    members: dict[str, Any] = {
        "version": VERSION,
        "query": result.query,
        "match": result.match,
        "total": result.total,
        "seconds": round(result.seconds, 6),
        "reading": result.reading,
        "suggestion": result.suggestion,
        "notes": [remark_sentence(remark) for remark in result.remarks],
        "without_exact": result.without_exact,
        "hits": [hit_members(hit) for hit in result.hits],
    }
    if result.months:
        members["months"] = dict(result.months)
    if result.facets:
        members["facets"] = {facet.name: dict(facet.counts) for facet in result.facets}
    return members


def error_members(query: str, error: VnsearchError) -> dict[str, Any]:
    """What stands in a batch for a query that cannot be answered."""
    members: dict[str, Any] = {"version": VERSION, "query": query, "error": str(error)}
    if isinstance(error, QueryError):
        members |= {"start": error.start, "end": error.end}
    return members


def hit_members(hit: Hit) -> dict[str, Any]:
    """The members of a hit; `explanation` only where it was asked for."""
    members: dict[str, Any] = {
        "rank": hit.rank,
        "score": round(hit.score, 6),
        "id": hit.id,
        "path": hit.path,
        "line": hit.line,
        **{field.member: getattr(hit, field.member) for field in FIELDS if field.shown},
        "stale": hit.stale,
        "snippets": [asdict(snippet) for snippet in hit.snippets],
    }
    if hit.explanation:
        members["explanation"] = _explanation_members(hit.explanation)
    return members


def _explanation_members(explanation: Explanation) -> dict[str, Any]:
    answers = [asdict(answer) for answer in explanation.answers]
    for answer in answers:
        answer["score"] = round(answer["score"], 6)
    parts = {name: round(worth, 6) for name, worth in explanation.parts.items()}
    return {"answers": answers, **parts}
