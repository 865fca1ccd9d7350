"""The parts of a message: which of them are read, their texts, and what its headers say."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from typing import cast

from vnsearch.documents.encodings.encoding import decode_declared, decode_page
from vnsearch.documents.formats.web.html import parse_page

_HEADER_LENGTH = 20_000  # characters of a header that are read

_by_browser = re.compile(r"<?Saved by ").match


def leaves_of(message: Message) -> Iterator[Message]:
    """The parts that hold something, and messages within it before their own; of alternatives
    the one to be read, and the files that are attached to another.
    """
    if not message.is_multipart() or _came_encoded(message):
        yield message
        return
    parts = cast("list[Message]", message.get_payload())
    if message.get_content_subtype() == "alternative":
        chosen = _alternative(parts)
        beside = (one for part in parts if part is not chosen for one in leaves_of(part))
        parts = [*filter(None, [chosen]), *filter(_is_attached, beside)]
    if message.get_content_subtype() == "related":  # pictures and styles belong to the page
        parts = [part for part in parts if _is_read_with_a_page(part)]
    if is_forwarded(message):
        yield message  # whose headers are shown above its text
    for part in parts:
        yield from leaves_of(part)


def _alternative(parts: list[Message]) -> Message | None:
    """The one of some parts that is read: a plain text with words in it, or else a page."""
    texts = (
        *(part for part in parts if part.get_content_type() == "text/plain"),
        *(part for part in parts if part.get_content_type() == "text/html"),
    )
    with_words = (part for part in texts if content_of(part).strip())
    others = sorted(parts, key=Message.is_multipart, reverse=True)
    return next(itertools.chain(with_words, others), None)


def _is_attached(leaf: Message) -> bool:
    """Whether a part of an alternative that is not read is a file, which stands in no other."""
    placed = leaf.get_content_disposition()
    is_file = placed == "inline" or leaf.get_content_maintype() != "text"
    return placed == "attachment" or (is_file and bool(leaf.get_filename()))


def is_forwarded(message: Message) -> bool:
    """Whether a part is a message of its own."""
    return message.get_content_type() == "message/rfc822" and message.is_multipart()


def forwarded_heading(message: Message) -> str:
    """What a reader sees above a message that is part of another: its subject and sender."""
    headers = headers_of(cast("list[Message]", message.get_payload())[0])
    return "\n".join(headers[name] for name in ("subject", "from") if headers.get(name))


def _came_encoded(message: Message) -> bool:
    """Whether a part is a message in base64, as RFC 2046 forbids and some programs write: the
    parser takes that for its text, and it becomes a file.
    """
    transfer = str(message.get("Content-Transfer-Encoding", "")).strip().lower()
    if message.get_content_type() != "message/rfc822" or transfer != "base64":
        return False
    inner = cast("list[Message]", message.get_payload())[0]
    if inner.keys():  # it has headers: what it is said to come in is not so
        return False
    message.set_payload(inner.get_payload())
    return True


def _is_read_with_a_page(part: Message) -> bool:
    is_file = part.get_content_disposition() == "attachment"
    return is_file or part.is_multipart() or is_text(part)


def is_text(leaf: Message) -> bool:
    """Whether a part is shown as text of the message, and is no file."""
    return (
        leaf.get_content_type() in ("text/plain", "text/html")
        and leaf.get_content_disposition() != "attachment"
    )


def content_of(leaf: Message) -> bytes:
    """The bytes of a part, as they were before they were sent; none of one that has parts."""
    content = leaf.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def text_of(leaf: Message, forced: str) -> tuple[str, str, str, Sequence[str]]:
    """The text of a part, the title of a page, the encoding it was read in, and the old ones
    that it was in.
    """
    declared = leaf.get_content_charset() or ""
    if leaf.get_content_type() == "text/html":
        text, encoding = decode_page(content_of(leaf), declared, forced)
        page = parse_page(text, shown="mail")
        legacy = (*encoding.legacy, *page.legacy)
        return page.text, page.known.title, encoding.label, legacy
    text, encoding = decode_declared(content_of(leaf), declared, forced)
    return text, "", encoding.label, encoding.legacy


def headers_of(message: Message) -> dict[str, str]:
    """The headers by their names in small letters, the first of each name, decoded; a page
    that a browser saved is from nobody.
    """
    headers: dict[str, str] = {}
    for name, value in message.raw_items():
        headers.setdefault(name.lower(), decoded(str(value)))
    if _by_browser(headers.get("from", "")):
        del headers["from"]
    return headers


def decoded(header: str) -> str:
    """The text of a header, of encoded words (RFC 2047) or of bytes as they came."""
    if not header.isascii():
        header = decode_declared(header.encode("utf-8", "surrogateescape"), "")[0]
    try:
        # The library takes time that grows with the square of a header's length.
        words = decode_header(header[:_HEADER_LENGTH])
    except (MessageError, ValueError):
        return header
    pieces = [
        word if isinstance(word, str) else decode_declared(word, charset or "")[0]
        for word, charset in words
    ]
    return " ".join("".join(pieces).split())
