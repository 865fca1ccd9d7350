"""`--format`: a line of the caller's own for each hit, filled like `str.format`, but safe.

A template names members of a hit and format specifications, nothing else: no attribute, no
index, no conversion can be reached through it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from string import Formatter

from vnsearch.document_fields import FIELDS, Field, values
from vnsearch.errors import VnsearchError
from vnsearch.output.forms import OutputOptions, Stream
from vnsearch.output.pipe.lines import shown_name
from vnsearch.output.safe import encoded, visible, visible_id
from vnsearch.records import Hit, SearchResult

_ESCAPES = {"\\t": "\t", "\\n": "\n", "\\0": "\0", "\\\\": "\\"}

_Shown = Callable[[Hit, OutputOptions], int | float | str]


def _shown(field: Field) -> _Shown:
    """A field of a hit as text, several values with commas between."""
    return lambda hit, options: visible(", ".join(values(getattr(hit, field.member))))


_MEMBERS: dict[str, _Shown] = {
    "rank": lambda hit, options: hit.rank,
    "score": lambda hit, options: hit.score,
    "id": lambda hit, options: visible_id(hit.id),
    "path": lambda hit, options: shown_name(hit.path, options),
    "line": lambda hit, options: hit.line,
    **{f.member: _shown(f) for f in FIELDS if f.shown and f.name != "path"},
    "snippet": lambda hit, options: visible(hit.snippets[0].text) if hit.snippets else "",
    "stale": lambda hit, options: hit.stale,
}
_SAMPLES = {"rank": 1, "score": 1.0, "line": 1}

Piece = tuple[str, str | None, str]  # text before, the member's name or None, its specification


@dataclass(frozen=True, slots=True)
class TemplatePrinter:
    """A line a hit, as the template says."""

    options: OutputOptions
    stream: Stream

    def print(self, result: SearchResult) -> None:
        """Write the hits; a template that ends its lines itself gets no newline added."""
        parts = parse_template(self.options.template)
        text = parts[-1][0] if parts and parts[-1][1] is None else ""
        end = "" if text.endswith(("\n", "\0")) else "\n"
        for hit in result.hits:
            filled = "".join(_fill(part, hit, self.options) for part in parts)
            self.stream.write(encoded(filled + end))


def parse_template(template: str) -> list[Piece]:
    """The parts of a template, its escapes resolved.

    Raises VnsearchError for an unknown name or a specification that does not fit the member.
    """
    parts: list[Piece] = []
    try:
        for text, name, spec, conversion in Formatter().parse(template):
            if name is not None:
                _check(name, spec or "", conversion)
            parts.append((_unescaped(text), name, spec or ""))
    except ValueError as error:
        raise VnsearchError(f"the template {template!r} cannot be used: {error}") from None
    return parts


def _check(name: str, spec: str, conversion: str | None) -> None:
    if name not in _MEMBERS:
        known = ", ".join(_MEMBERS)
        raise ValueError(f"there is no {{{name}}}; a hit has {known}")
    if conversion or "{" in spec:
        raise ValueError(f"{{{name}}} takes a plain specification, like {{score:.2f}}, only")
    try:
        format(_SAMPLES.get(name, ""), spec)
    except ValueError as error:
        raise ValueError(f"{{{name}:{spec}}} does not fit: {error}") from None


def _fill(part: Piece, hit: Hit, options: OutputOptions) -> str:
    text, name, spec = part
    return text if name is None else text + format(_MEMBERS[name](hit, options), spec)


def _unescaped(text: str) -> str:
    return re.sub(r"\\[tn0\\]", lambda match: _ESCAPES[match[0]], text)
