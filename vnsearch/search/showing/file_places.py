"""The line and the column of a file at which a passage of its document stands.

An index holds the text as it was read: composed, without markup, the records of a table as
columns. An editor counts in the file. So the file is looked into, and the words of the passage
are found in it among those that stand around them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from io import BufferedReader
from typing import NamedTuple
from unicodedata import combining, is_normalized, normalize

from vnsearch.documents.as_seen import FILLER, seen
from vnsearch.documents.containers.compressed import compression, expanded
from vnsearch.documents.encodings.beside import encoding_beside
from vnsearch.documents.encodings.encoding import decode, is_wide
from vnsearch.documents.faults import Fault, Place
from vnsearch.documents.kinds import is_binary
from vnsearch.documents.limits import HEAD_SIZE, PIECE_SIZE
from vnsearch.errors import VnsearchError
from vnsearch.files import open_file, read_whole
from vnsearch.records import Places, Snippet
from vnsearch.search.showing.lined_kinds import BEHIND_OTHERS, LINED, OTHER_LINES
from vnsearch.text.characters import INVISIBLE, LONE_CHARACTERS
from vnsearch.text.tokenize import token_bounds

_MOST = 64 << 20  # bytes of a file that are looked into
_BESIDE = 1 << 16  # bytes of a record beside its text
_REACHES = (6, 2, 0)  # words on either side by which a word is told from its like
_AROUND = 240  # characters in which those are
_BESIDE_WORD = rf"[^\W_{LONE_CHARACTERS}]"  # a letter or digit that would make it another word
_beside_word = re.compile(_BESIDE_WORD).match


class Indexed(NamedTuple):
    """A document of an index, as far as its place in its file depends on it."""

    path: str
    kind: str
    part: str
    line: int  # of the file, that a record of it is in; 0 where the lines of the text count
    body: str
    encoding: str  # "" where it was told from the bytes


class _Text(NamedTuple):
    """A part of a file as text, and the number of its first line."""

    text: str
    line: int


def in_file(
    snippets: Sequence[Snippet], document: Indexed, wanted: Places
) -> tuple[Snippet, ...]:
    """The snippets, whose lines and columns are those of the document's text, with those of
    its file. Where no editor knows them the column is 0, the line that of the record or text.
    """
    behind_others = document.kind in BEHIND_OTHERS and document.body.startswith("\n")
    if document.kind not in OTHER_LINES and wanted == "line" and not behind_others:
        return tuple(snippets)  # no front matter, of which something else may stand there
    return tuple(Snippet(*_found(document, one), one.text, one.highlights) for one in snippets)


def _found(document: Indexed, snippet: Snippet) -> tuple[int, int]:
    unknown = (document.line or snippet.line, 0)
    if document.kind not in LINED:
        return unknown
    low, place, high = _bounds(document.body, snippet)
    at_line = document.kind in ("markdown", "text")
    around = (low, high) if at_line else (0, len(document.body))
    try:
        for text in _texts(document, snippet.line if at_line else 0):
            offset = _offset(text.text, document, place, around)
            if offset >= 0:
                return _line_and_column(text, offset)
    except (Fault, OSError, VnsearchError):
        return unknown
    if document.kind in OTHER_LINES and not document.line:
        return 1, 0
    return unknown


def _bounds(body: str, snippet: Snippet) -> tuple[int, int, int]:
    """The characters of the text at which the snippet's line begins, its place, and the end."""
    low = 0
    for _ in range(snippet.line - 1):
        low = body.find("\n", low) + 1
    end = body.find("\n", low)
    high = end if end >= 0 else len(body)
    before = body[low:high].encode("utf-8", "surrogatepass")[: snippet.column - 1]
    return low, low + len(before.decode("utf-8", "ignore")), high


def _line_and_column(text: _Text, offset: int) -> tuple[int, int]:
    start = text.text.rfind("\n", 0, offset) + 1
    column = len(text.text[start:offset].encode("utf-8", "surrogatepass")) + 1
    return text.line + text.text.count("\n", 0, offset), column


def _offset(text: str, document: Indexed, place: int, around: tuple[int, int]) -> int:
    """The character of a file's text where the word at a place of the document stands; -1 for
    nowhere.
    """
    ways = list(seen(text, document.kind))
    others: list[str] | None = None  # ways whose letters may be written otherwise than composed
    for reach in _REACHES:
        words = _words(document.body, place, around, reach)
        if words is None:
            return -1
        plain, careful = _pattern(*words, False), _pattern(*words, True)
        starts = next(filter(None, (_starts(plain, way) for way in ways)), [])
        if not starts:
            if others is None:
                others = [one for one in ways if FILLER in one or not is_normalized("NFC", one)]
            starts = next(filter(None, (_starts(careful, way) for way in others)), [])
        if len(starts) > 1:
            before = _starts(plain, document.body[around[0] : around[1]])
            nth = sum(start < place - around[0] for start in before)
            return starts[min(nth, len(starts) - 1)]
        if starts:
            return starts[0]
    return -1


def _starts(pattern: re.Pattern[str], text: str) -> list[int]:
    """Where group 1 stands in a text, the match not behind a letter of the same word."""
    found = ((one.start(), one.start(1)) for one in pattern.finditer(text))
    return [place for start, place in found if not (start and _beside_word(text[start - 1]))]


def _words(
    body: str, place: int, around: tuple[int, int], reach: int
) -> tuple[tuple[str, ...], int] | None:
    """The words around a place of the text, and which of them stands there."""
    low, high = max(around[0], place - _AROUND), min(around[1], place + _AROUND)
    bounds = token_bounds(body[low:high])
    word_number = next((n for n, (_, end) in enumerate(bounds) if end > place - low), -1)
    if word_number < 0:
        return None
    first = max(word_number - reach, 1 if low > around[0] else 0)
    last = min(word_number + reach + 1, len(bounds) - (1 if high < around[1] else 0))
    first, last = min(first, word_number), max(last, word_number + 1)
    words = tuple(body[low + start : low + end] for start, end in bounds[first:last])
    return words, word_number - first


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...], word_number: int, careful: bool) -> re.Pattern[str]:
    """A pattern for some words in a row, of which the one of that number is group 1; `careful`:
    their letters may be written in more than one way. It begins with letters, which are found
    much faster than what is not behind one.
    """
    spelled = [_spelled(word) if careful else re.escape(word) for word in words]
    spelled[word_number] = f"({spelled[word_number]})"
    return re.compile(r"[\W_]*".join(spelled) + f"(?!{_BESIDE_WORD})")


def _spelled(word: str) -> str:
    return f"{FILLER}*".join(_written(ch) for ch in word if ch not in INVISIBLE)


@lru_cache(maxsize=1024)
def _written(ch: str) -> str:
    """A pattern for a letter with its marks, in whatever order and however composed."""
    letter, *marks = list(normalize("NFD", ch))
    if not marks or not all(map(combining, marks)):
        return re.escape(ch)
    ways = {ch, letter + "".join(marks), letter + "".join(marks[::-1])}
    for mark in marks:
        rest = "".join(other for other in marks if other != mark)
        ways.add(normalize("NFC", letter + mark) + rest)
    longest_first = sorted(ways, key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, longest_first))})"


def _texts(document: Indexed, line: int) -> Iterator[_Text]:
    """The part of the file in which the document stands, a text's at first the line alone; then
    the whole, and then as it is if the encoding is told.
    """
    with open_file(document.path) as file:
        head = file.peek(HEAD_SIZE)[:HEAD_SIZE]
        stream = file
        if packed := compression(head):
            stream = expanded(file, packed, Place(document.path))
            head = stream.peek(HEAD_SIZE)[:HEAD_SIZE]
        if is_binary(head, document.encoding) or (document.part and not _is_within(document)):
            return
        if document.line and not is_wide(head, document.encoding):
            content = _record(stream, document)
            first = document.line
        else:
            content = read_whole(file, _MOST) if stream is file else stream.read(_MOST)
            first = 1
    beside = None if document.part else partial(encoding_beside, document.path)
    plain = _decoded(content, document.encoding, beside)
    if line:
        yield _line(plain, line)
    if document.kind == "mail":
        start, end = _message(plain, document.part)
        yield _Text(plain[start:end], first + plain.count("\n", 0, start))
    else:
        yield _Text(plain, first)
    told, _ = decode(content, document.encoding, beside)
    if told != plain:
        yield _Text(told, first)


def _is_within(document: Indexed) -> bool:
    """Whether the document is a part of a text, rather than a member of an archive."""
    return bool(document.line) or document.kind == "mail"


def _decoded(content: bytes, encoding: str, beside: Callable[[], str] | None) -> str:
    try:
        text = content.decode(encoding or "utf-8-sig")
    except (UnicodeDecodeError, LookupError):
        text, _ = decode(content, encoding, beside)
    return text if "\n" in text else text.replace("\r", "\n")


def _line(text: str, line_number: int) -> _Text:
    start = 0
    for _ in range(line_number - 1):
        start = text.find("\n", start) + 1
        if not start:
            return _Text("", line_number)
    end = text.find("\n", start)
    return _Text(text[start : end if end >= 0 else len(text)], line_number)


def _record(stream: BufferedReader, document: Indexed) -> bytes:
    """The bytes of a file from the line of a record on, as many as it may take."""
    _skip_lines(stream, document.line - 1)
    size = 6 * len(document.body) + _BESIDE  # a letter may be written as \\u1ed9
    return stream.readline(size) if document.kind == "jsonl" else stream.read(size)


def _skip_lines(stream: BufferedReader, lines: int) -> None:
    while lines:
        piece = stream.peek(PIECE_SIZE)
        passed = piece.count(b"\n")
        if not piece:
            return
        if passed < lines:
            stream.read(len(piece))
            lines -= passed
            continue
        end = 0
        for _ in range(lines):
            end = piece.index(b"\n", end) + 1
        stream.read(end)
        return


def _message(text: str, part: str) -> tuple[int, int]:
    """Where the message of that name begins and ends in a mailbox; all of a text without."""
    starts = [one.start() for one in re.finditer(r"(?:\A|(?<=\n\n)|(?<=\n\r\n))From ", text)]
    if not part or not starts:
        return 0, len(text)
    bounds = list(zip(starts, [*starts[1:], len(text)], strict=True))
    message_id, _, occurrence = part.partition(" ")
    for ordinal, (start, end) in enumerate(bounds, 1):
        named = re.search(r"^message-id:\s*<([^>\s]+)>", text[start:end], re.I | re.M)
        own_id = named[1] if named else str(ordinal)
        if own_id == message_id and occurrence in ("", str(ordinal)):
            return start, end
    return 0, 0
