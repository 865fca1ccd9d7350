"""Markdown: the text as it is written; its front matter becomes metadata.

The lines that the front matter took stay, so that line numbers are true; what no field of a
document takes of it stands in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from vnsearch.documents.formats.front_matter import split_front_matter
from vnsearch.documents.limits import PIECE_SIZE
from vnsearch.documents.metadata.properties import Properties
from vnsearch.documents.metadata.record_fields import field_keys, strings_of
from vnsearch.documents.source import Reading, Source

HEADING_LENGTH = 1000  # characters of a heading that are looked at; a title has a hundred

_heading = re.compile(r"#\s+(.+?)(?:\s+#+)?\s*$").match
_underline = re.compile(r"=+\s*$").match
_code_fence = re.compile(r"\s{0,3}(```|~~~)").match
_markup = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|(\*\*|__|\*|`)(?=\S)(.+?)(?<=\S)\2")


def read_markdown(source: Source) -> Iterator[Reading]:
    """The text as one document."""
    text, note = source.text()
    yield note
    fields, lines, body = split_front_matter(text)
    keys = {name: key for name, key in field_keys(tuple(fields)).items() if name != "text"}
    values = {name: ", ".join(strings_of(fields[key])) for name, key in keys.items()}
    heading = "" if values.get("title") else first_heading(body)
    if lines:
        body = _with_strings(fields, keys, lines) + body
    if not body.strip():
        body = values.get("title", "")
    yield source.document(
        "markdown",
        body,
        Properties(
            values.get("title") or heading,
            *(values.get(name, "") for name in ("date", "author", "language", "tags")),
        ),
        title_in_body=bool(heading),
    )


def _with_strings(fields: Mapping[str, object], known: Mapping[str, str], lines: int) -> str:
    """As many lines as the front matter took, with the strings of the other fields in them."""
    others = [value for name, value in fields.items() if name not in known.values()]
    texts = [" ".join(text.split()) for text in strings_of(others)]
    texts = [text for text in texts if text]
    above = texts[: max(lines - 2, 0)]
    rest = " ".join(texts[len(above) :])
    return "\n".join(["", *above, rest]) + "\n" * (lines - len(above) - 1)


def first_heading(text: str) -> str:
    """The text of the first heading of the first level, without its marks; "" for none, and
    where there is none that begins in the first PIECE_SIZE characters.
    """
    fence, above = "", ""
    longest = PIECE_SIZE + HEADING_LENGTH
    end = text.find("\n", PIECE_SIZE, longest)  # of the last line, which is not cut
    for line in text[: longest if end < 0 else end].split("\n"):
        if mark := _code_fence(line):
            fence = "" if fence == mark[1] else fence or mark[1]
        elif not fence:
            if heading := _heading(line[:HEADING_LENGTH]):
                return _plain(heading[1])
            if above and _underline(line):
                return _plain(above[:HEADING_LENGTH])
        above = "" if fence else line.strip()
    return ""


def _plain(heading: str) -> str:
    return _markup.sub(lambda match: match[1] or match[3] or "", heading)
