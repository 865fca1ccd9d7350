"""The front matter of a text: fields in YAML between lines "---", or in TOML between "+++"."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping

import yaml

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

LINES, LENGTH = 1000, 100_000  # what is longer, in lines or characters, is no front matter
_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
# What people write though it is no YAML: a value with a colon, or that begins with a sign.
_loose_value = re.compile(r"^([\w -]+):[ \t]+([^\s\"'\[{|>].*:.*|[@`%&*!].*)$", re.MULTILINE)
_alias = re.compile(r"(?:^|[\s\[{,:-])\*[\w-]+\s*(?:$|[,\]}#])", re.MULTILINE).search
# Scalars stay the text that they are: a title may be 1984, or no.
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def split_front_matter(text: str) -> tuple[Mapping[str, object], int, str]:
    """A text's front matter, the number of lines that it takes, and the text behind it.

    No fields and no lines where there is none, or where it cannot be read.
    """
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    lines = text.split("\n", LINES)
    closing = _FENCES.get(lines[0].rstrip(), ())
    end = next((n for n, line in enumerate(lines[1:LINES], 1) if line.rstrip() in closing), 0)
    if not end:
        return {}, 0, text
    matter = "\n".join(lines[1:end])
    if len(matter) > LENGTH:
        return {}, 0, text
    fields = _toml(matter) if lines[0].startswith("+") else _yaml(matter)
    if fields is None:
        return {}, 0, text
    return fields, end + 1, "\n".join(lines[end + 1 :])


def _yaml(matter: str) -> Mapping[str, object] | None:
    for text in (matter, _loose_value.sub(_quoted, matter)):
        if _alias(text):  # which can name one thing again and again, without end
            return None
        try:
            fields = yaml.load(text, _Loader)  # a base loader: makes no objects
        except (yaml.YAMLError, RecursionError, ValueError):
            continue
        if fields is None:
            return {}
        if isinstance(fields, dict):
            return {str(name): value for name, value in fields.items()}
    return None


def _quoted(match: re.Match[str]) -> str:
    return f"{match[1]}: {json.dumps(match[2], ensure_ascii=False)}"


def _toml(matter: str) -> Mapping[str, object] | None:
    try:
        fields: Mapping[str, object] = tomllib.loads(matter)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return None
    return fields
