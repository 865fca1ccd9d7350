"""E-mail: single messages and mbox files; attachments are read as files are."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.message import Message
from email.parser import BytesFeedParser
from email.policy import Policy, compat32
from email.utils import parsedate_to_datetime
from io import BufferedReader
from typing import Any

from vnsearch.documents.containers.compressed import guarded
from vnsearch.documents.faults import Fault, OversizeError, Place, unreadable
from vnsearch.documents.formats.mail.message_parts import (
    content_of,
    decoded,
    forwarded_heading,
    headers_of,
    is_forwarded,
    is_text,
    leaves_of,
    text_of,
)
from vnsearch.documents.formats.many_records import counted
from vnsearch.documents.limits import (
    DOCUMENT_LIMIT,
    MAIL_LINES,
    MAIL_PARTS,
    MAIL_TRIALS,
    PIECE_SIZE,
)
from vnsearch.documents.metadata.properties import Properties
from vnsearch.documents.source import (
    FileNote,
    Reading,
    Source,
    told_apart,
    too_large,
)

_SIGNATURES = ("application/pgp-signature", "application/pkcs7-signature")
_quoted_separator = re.compile(rb"^>(>*From )", re.MULTILINE)


def read_mail(source: Source) -> Iterator[Reading]:
    """The message as one document, and the documents of its attachments."""
    yield from _read_message(_taken(source), source, source.member)


def _taken(source: Source) -> bytes:
    """All bytes of a source, which then holds none of them."""
    content = source.content()
    source.stream.close()
    return content


def read_mbox(source: Source) -> Iterator[Reading]:
    """A document for each message, named by its Message-ID or else by its number."""
    yield from counted(_read_messages(source), source.path)


def _read_messages(source: Source) -> Iterator[Reading]:
    met: set[str] = set()
    for ordinal, content in enumerate(_split(source.stream), 1):
        if content is None:
            yield too_large(source.place.within(str(ordinal))).problem
            continue
        name = told_apart(_message_id(content) or str(ordinal), ordinal, met)
        try:
            yield from _read_message(content, source, source.part(name))
        except (Fault, OversizeError) as error:
            yield unreadable(source.place.within(name), error)


def _read_message(content: bytes, source: Source, part: str) -> Iterator[Reading]:
    place = Place(source.path, part)
    if content.count(b"\n") > MAIL_LINES:
        raise place.failed("too large", f"{MAIL_LINES:,} lines")
    try:
        message = _parsed(content, place)
        leaves = list(leaves_of(message))
    except (RecursionError, MessageError, LookupError, ValueError) as error:
        raise place.failed("no message", str(error)) from None
    texts, titles, legacy = [], [], dict[str, None]()
    for leaf in leaves:
        if is_forwarded(leaf):
            texts.append(forwarded_heading(leaf))
        if not is_text(leaf):
            continue
        text, title, encoding, told = text_of(leaf, source.rules.encoding)
        yield FileNote(str(place), encoding)
        texts.append(text.strip())
        titles += [title] if title else []
        legacy |= dict.fromkeys(told)
    headers = headers_of(message)
    is_page = not headers.get("from") and message.get_content_subtype() == "related"
    if is_page and titles:
        headers.setdefault("subject", titles[0])
    body = "\n\n".join(filter(None, texts)) or headers.get("subject", "")
    if body:
        yield source.document(
            "html" if is_page else "mail",
            body,
            Properties(
                title=headers.get("subject", ""),
                date=_date(headers.get("date", "")),
                author=headers.get("from", ""),
                tags=headers.get("keywords", ""),
            ),
            list(legacy),
            part=part,
            to=", ".join(headers[name] for name in ("to", "cc") if headers.get(name)),
        )
    else:
        yield place.passed_over("no text").problem
    del content
    yield from _read_attachments(leaves, source, part)


class _Part(Message):
    """A message or a part of one, in which parts may lie so deep."""

    def __init__(self, policy: Policy, deepest: int) -> None:
        super().__init__(policy)
        self._deepest = deepest

    def attach(self, payload: Any) -> None:
        """Add a part; raises RecursionError for one that lies too deep."""
        payload._deepest = self._deepest - 1
        if payload._deepest < 0:
            raise RecursionError("its parts lie too deep in each other")
        super().attach(payload)


def _parsed(content: bytes, place: Place) -> Message:
    """The message; raises Fault when it gets too many parts, each of which takes time, and
    RecursionError when they lie so deep that each of its lines does.

    Only the parser tells them: a line that begins as a boundary does is mostly none.
    """
    made = itertools.count(-1)  # the first is the parser's trial, the second the message
    deepest = MAIL_TRIALS // (1 + content.count(b"\n"))

    def part(policy: Policy = compat32) -> Message:
        if next(made) > MAIL_PARTS:
            raise place.failed("too many members", f"{MAIL_PARTS:,}")
        return _Part(policy, deepest)

    parser = BytesFeedParser(part, policy=compat32)
    for at in range(0, len(content), PIECE_SIZE):  # as one text it takes five times its size
        parser.feed(content[at : at + PIECE_SIZE])
    return parser.close()


def _read_attachments(leaves: list[Message], source: Source, part: str) -> Iterator[Reading]:
    met: set[str] = set()
    for ordinal, leaf in enumerate(leaves, 1):
        if is_text(leaf) or is_forwarded(leaf) or leaf.get_content_type() in _SIGNATURES:
            continue
        name = decoded(leaf.get_filename() or "") or f"attachment {ordinal}"
        part_name = told_apart(name, ordinal, met)
        place = Place(source.path, part).within(part_name)
        content = content_of(leaf)
        stream = guarded(io.BytesIO(content), len(content), place)
        leaf.set_payload("")  # what is attached may be a message as large: it alone holds it
        del content
        yield from source.read_attached(name, stream, place.part)


def _split(stream: BufferedReader) -> Iterator[bytes | None]:
    """The messages of an mbox file, None for one that is too large."""
    message, size = bytearray(), 0
    after_blank = True
    while line := stream.readline(PIECE_SIZE):
        if after_blank and line.startswith(b"From "):
            if size:
                yield _whole(message, size)
            message, size = bytearray(), 0
        else:
            size += len(line)
            if size <= DOCUMENT_LIMIT:
                message += line
        after_blank = line in (b"\n", b"\r\n")
    if size:
        yield _whole(message, size)


def _whole(message: bytearray, size: int) -> bytes | None:
    return _quoted_separator.sub(rb"\1", bytes(message)) if size <= DOCUMENT_LIMIT else None


def _date(header: str) -> str:
    try:
        return parsedate_to_datetime(header).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _message_id(content: bytes) -> str:
    match = re.search(rb"^message-id:\s*<([^>\s]+)>", content[:PIECE_SIZE], re.I | re.M)
    return match[1].decode("ascii", "replace") if match else ""
