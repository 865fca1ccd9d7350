"""Markdown: the text as it is written; its front matter becomes metadata.

The lines that the front matter took stay as empty lines, so that line numbers are true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vnsearch.documents.record_fields import field_keys
from vnsearch.documents.source import Reading, Source

FRONT_MATTER_LINES = 200  # what is longer is no front matter

_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_entry = re.compile(r"([^\s:=#\-][^:=]*?)\s*[:=](?:\s+(.*)|\s*(\".*\"|\[.*\])|)$").match
_item = re.compile(r"\s*-\s+(.*)").match
_heading = re.compile(r"#\s+(.+?)(?:\s+#+)?\s*$").match
_underline = re.compile(r"=+\s*$").match
_code_fence = re.compile(r"\s{0,3}(```|~~~)").match
_markup = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|(\*\*|__|\*|`)(?=\S)(.+?)(?<=\S)\2")


def read_markdown(source: Source) -> Iterator[Reading]:
    """The text as one document."""
    text, note = source.text()
    yield note
    fields, body = split_front_matter(text)
    keys = field_keys(tuple(fields))
    values = {field: fields[key] for field, key in keys.items()}
    heading = "" if values.get("title") else first_heading(body)
    yield source.document(
        "markdown",
        body,
        title=values.get("title") or heading,
        title_in_body=bool(heading),
        date=values.get("date", ""),
        author=values.get("author", ""),
        tags=values.get("tags", ""),
        language=values.get("language", ""),
    )


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """The entries of a text's front matter (YAML or TOML, one level), and the rest of it."""
    lines = text.replace("\r\n", "\n").split("\n", FRONT_MATTER_LINES)
    closing = _FENCES.get(lines[0].rstrip())
    if closing is None:
        return {}, text
    fields: dict[str, str] = {}
    name = ""
    for number, line in enumerate(lines[1:FRONT_MATTER_LINES], 1):
        if line.rstrip() in closing:
            return fields, "\n" * (number + 1) + "\n".join(lines[number + 1 :])
        if entry := _entry(line):
            name = entry[1].strip().strip("\"'")
            fields[name] = _scalar(entry[2] or entry[3] or "")
        elif (item := _item(line)) and name:
            fields[name] = ", ".join(filter(None, (fields[name], _scalar(item[1]))))
        elif line.strip() and not line.startswith((" ", "\t", "#")):
            break  # a rule at the head of the text
    return {}, text


def first_heading(text: str) -> str:
    """The text of the first heading of the first level, without its marks; "" for none."""
    fence, above = "", ""
    for line in text.split("\n"):
        if mark := _code_fence(line):
            fence = "" if fence == mark[1] else fence or mark[1]
        elif not fence:
            if heading := _heading(line):
                return _plain(heading[1])
            if above and _underline(line):
                return _plain(above)
        above = "" if fence else line.strip()
    return ""


def _plain(heading: str) -> str:
    return _markup.sub(lambda found: found[1] or found[3] or "", heading)


def _scalar(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    if value.startswith("[") and value.endswith("]"):
        return ", ".join(filter(None, map(_scalar, value[1:-1].split(","))))
    return re.sub(r"\s+#.*", "", value)
