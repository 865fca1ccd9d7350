"""The title and the date that a text gives itself, for where its format has none.

A text may begin with `date 2024-12` or `date 2024-12-16`: its date, and no part of it. Its
title is then its first sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from vnsearch.dates import is_date
from vnsearch.documents.encodings.repair import reread
from vnsearch.documents.metadata.titles import first_useful, paper_title
from vnsearch.patterns import pattern
from vnsearch.records import Document
from vnsearch.text.normalize import compose
from vnsearch.text.paragraphs import WRAPPED_KINDS, goes_on

TITLE_LENGTH = 100  # characters, the ellipsis not counted
_HEAD = 4000  # characters of a text in which its title is looked for

_BETWEEN_TAGS = pattern("[,;\n]")
_date_line = pattern(r"(\s{0,10000})date[ \t]+(\d{4}-\d{2}(?:-\d{2})?)(?!\S)[ \t]*").match
_NUMERIC_DATE = pattern(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)")
_VIETNAMESE_DATE = pattern(r"(?:ngày\s+)?(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
_SENTENCE_END = pattern(r"[\n\f]|(?<=[.!?…])[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*(\w))")
# A dot after these ends no sentence: "TP. Hồ Chí Minh", "A. Kiến", "Điều 1. Phạm vi".
_ABBREVIATED = pattern(
    r"(?:^|[\s(\"“])(?:[^\W\d_]|\d{1,2}|[IVXL]+|T[PXT]|[Tt]p|[Tt]x|[Tt]h?S|P?GS|BS|KS|LS|NXB|St|Mrs?|Dr)\.$"
)


def complete(members: Mapping[str, Any], legacy: Sequence[str] = ()) -> Document:
    """The document of these members, composed, with the title and the date that its text has
    if it has none.

    `legacy` are the encodings that its text was found to be in truth, which title and author
    are then read by as well.
    """
    title = _line(reread(members["title"], legacy))
    author = _line(reread(members["author"], legacy))
    body = clean(members["body"])
    date = members["date"]
    if not date:
        date, rest = split_date(body)
        body = rest if rest.strip() else body  # no document is made empty
    completed = {
        "title": title or text_title(body, members["kind"] in WRAPPED_KINDS),
        "title_in_body": members.get("title_in_body", False) or not title,
        "body": body,
        "date": date,
        "author": author,
        "to": _line(members.get("to", "")),
        "tags": tuple(dict.fromkeys(filter(None, map(_line, members["tags"])))),
    }
    return Document(**{**members, **completed})


def _line(text: str) -> str:
    return " ".join(clean(text).split()) if text else ""


def split_tags(text: str) -> tuple[str, ...]:
    """The keywords of a list that has commas or semicolons between them."""
    return tuple(filter(None, map(str.strip, _BETWEEN_TAGS.split(text)))) if text else ()


def clean(text: str) -> str:
    """The text composed, with "\\n" for every kind of line end."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return compose(text)


def split_date(text: str) -> tuple[str, str]:
    """The date that a text begins with, or "", and the text without it; lines stay lines."""
    match = _date_line(text)
    if match is None or not is_date(match[2]):
        return "", text
    return match[2], "\n" * match[1].count("\n") + text[match.end() :]


def read_date(text: str) -> str:
    """The date that a format's field means, as YYYY, YYYY-MM or YYYY-MM-DD; "" for none.

    2024-12-16T08:00Z, 2024/12, 16/12/2024 and 2024 are understood, day before month.
    """
    text = text.strip()
    if not text:  # as most are
        return ""
    if re.fullmatch(r"\d{4}", text):
        return text if text != "0000" else ""
    if match := _NUMERIC_DATE.match(text):
        year, month, day = match.groups()
    elif match := _VIETNAMESE_DATE.match(text):
        day, month, year = match.groups()
    else:
        return ""
    date = "-".join(part.zfill(2) for part in (year, month, day) if part)
    return date if is_date(date) else ""


def text_title(text: str, wrapped: bool = False) -> str:
    """The title of a text: the kind and subject of an official paper, else its first sentence
    behind a letterhead; of a `wrapped` text it may go on over line ends.
    """
    head = text.lstrip()[:_HEAD]
    title = paper_title(head.split("\n"))
    return cut_title(title) if title else first_sentence(first_useful(head), wrapped)


def first_sentence(text: str, wrapped: bool = False) -> str:
    """A text's first sentence or line, of a `wrapped` text its first sentence or paragraph, cut
    at a word to TITLE_LENGTH and then ended by "…".
    """
    text = text.lstrip()[: 4 * TITLE_LENGTH]
    sentence = text
    for match in _SENTENCE_END.finditer(text):
        wraps = match[0] == "\n" and wrapped and goes_on(text, match.start())
        if wraps and not _ends_sentence(text, match.start()):
            continue
        capital = match[1] is not None and match[1].isupper()
        is_line = match[0] in ("\n", "\f")
        if is_line or (capital and not _ABBREVIATED.search(text, 0, match.start())):
            sentence = text[: match.end()]
            break
    return cut_title(" ".join(sentence.split()))


def _ends_sentence(text: str, end: int) -> bool:
    """Whether a sentence ends where a line does, and the next line begins another."""
    ended = text[:end].rstrip()
    begins = text[end:].lstrip()[:1].isupper()
    return begins and ended.endswith((".", "!", "?", "…")) and not _ABBREVIATED.search(ended)


def cut_title(title: str) -> str:
    """A title of one line, cut at a word to TITLE_LENGTH and then ended by "…"."""
    if len(title) <= TITLE_LENGTH:
        return title
    head, space, _ = title[: TITLE_LENGTH + 1].rpartition(" ")
    return (head if space else title[:TITLE_LENGTH]).rstrip(" ,;:–-") + "…"
