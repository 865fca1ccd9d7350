"""Bytes to text: which encoding they are in, and what they say.

Unicode tells itself; the Vietnamese encodings are told by their syllables; for those of the
rest of the world a library is asked, and only then.
"""

from __future__ import annotations

import codecs
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import cast

from vnsearch.documents.encodings.blocks import cut_bytes
from vnsearch.documents.encodings.evidence import weight, words_with_accents
from vnsearch.documents.encodings.legacy import WINDOWS_1252
from vnsearch.documents.encodings.legacy_lines import (
    LEGACY_ENCODINGS,
    has_vietnamese_in_utf8,
    legacy_encodings,
    read_legacy,
    read_lines,
    utf8_lines,
)
from vnsearch.documents.encodings.repair import repair, reread
from vnsearch.documents.encodings.wide import wide_name
from vnsearch.documents.limits import LEGACY_LIMIT, PIECE_SIZE
from vnsearch.errors import DocumentError
from vnsearch.patterns import pattern

_ALIASES = {
    "abc": "tcvn3",
    "tcvn-3": "tcvn3",
    "tcvn5712": "tcvn",
    "tcvn5712-1": "tcvn",
    "tcvn-5712": "tcvn",
    "vn1": "tcvn",
    "viscii1.1-1": "viscii",
    "vni-windows": "vni",
    "vni-win": "vni",
}
_BYTE_ORDER_MARKS = {  # UTF-32 before UTF-16, whose mark it begins with
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_BROKEN_SHARE = 0.05  # of the characters beyond ASCII, in what still passes for UTF-8
_BEYOND_ASCII = bytes(range(0x80, 0x100))
# The letters and tones of windows-1258 that are other letters in Windows-1252.
_OF_WINDOWS_1258 = b"\xc3\xcc\xd0\xd2\xd5\xdd\xde\xe3\xec\xf0\xf2\xf5\xfd\xfe"
_entity_in_word = re.compile(
    rb"[A-Za-z\x80-\xff]&(?!nbsp|amp|lt|gt|quot)#?\w{2,8};|&(?!nbsp|amp|lt|gt|quot)#?\w{2,8};[A-Za-z\x80-\xff]"
).search
_words = pattern(r"[^\W\d_]+").findall
_names = pattern(r"[\w-]+").findall
_plain_letter = pattern("[A-Za-z]").search
_other_script = pattern("[\u0370-\u1dff\u1f00-\uffff]").search
_SURE = 0.7  # confidence of the library, below which it is sometimes wrong
_SHORT = 1000  # bytes, in which a text may have too few words with accents to tell,
_FEWEST_WORDS = 2  # and so many at least
_ENOUGH_FOR_LIBRARY = 1 << 16  # bytes


@dataclass(frozen=True, slots=True)
class Encoding:
    """The name of an encoding, and whether the bytes leave no doubt of it."""

    name: str
    sure: bool

    @property
    def label(self) -> str:
        """The name as shown to people, with a guess called so."""
        return self.name if self.sure else f"{self.name} (a guess)"

    @property
    def legacy(self) -> list[str]:
        """The Vietnamese encodings that the text was in: so may be what stands beside it."""
        return [name for name in _names(self.name) if name in LEGACY_ENCODINGS]


def canonical_name(name: str) -> str:
    """The name an encoding has here; raises DocumentError for an unknown one."""
    plain = name.strip().lower().replace("_", "-")
    plain = _ALIASES.get(plain, plain)
    if plain in LEGACY_ENCODINGS:
        return plain
    try:
        b"a".decode(plain, "ignore")  # refuses what is no encoding of text, such as hex
        found = codecs.lookup(plain).name
    except (LookupError, ValueError):
        raise DocumentError(
            f"the encoding {name!r} is not known; give utf-8, utf-16, windows-1258, tcvn3,"
            " viscii, vni or another that Python knows"
        ) from None
    return re.sub(r"^cp(125\d)$", r"windows-\1", found)


def decode(
    data: bytes, forced: str = "", beside: Callable[[], str] | None = None
) -> tuple[str, Encoding]:
    """The text of `data` and its encoding, which is `forced` or, where that is "", told.

    Of a text that is too short to tell, `beside` says the legacy encoding of its neighbours.
    """
    if forced:
        encoding = Encoding(canonical_name(forced), sure=True)
        return decode_as(data, encoding.name), encoding
    encoding, text = _told(data, beside)
    return repaired(decode_as(data, encoding.name) if text is None else text, encoding)


def repaired(text: str, encoding: Encoding) -> tuple[str, Encoding]:
    """The text as it was before it was read wrongly, and its encoding with what that was."""
    text, inner = repair(text)
    if inner:
        names = " and ".join(dict.fromkeys(reading.partition(" ")[0] for reading in inner))
        encoding = Encoding(f"{encoding.name}, repaired from {names} read wrongly", sure=True)
    return text, encoding


def decode_escaped(
    data: bytes,
    unescaped: Callable[[str], str],
    forced: str = "",
    beside: Callable[[], str] | None = None,
) -> tuple[str, Encoding]:
    """As `decode`, of a text whose letters may be written in codes, which `unescaped` reads:
    letters of an old encoding may come so, and are repaired as others are.
    """
    text, encoding = decode(data, forced, beside)
    del data  # which may be large
    read = unescaped(text)
    return (read, encoding) if read == text or forced else repaired(read, encoding)


def decode_declared(data: bytes, declared: str, forced: str = "") -> tuple[str, Encoding]:
    """As `decode`, where the document names its own encoding, truly or not: it is believed
    if the bytes do not tell theirs, or hide it in escape sequences.
    """
    text, encoding = decode(data, forced)
    if declared and not forced and (not encoding.sure or b"\x1b" in data):
        try:
            name = canonical_name(declared)
            return decode_as(data, name), Encoding(name, sure=True)
        except DocumentError:
            pass  # an unknown name says nothing
    return text, encoding


def decode_page(data: bytes, declared: str, forced: str = "") -> tuple[str, Encoding]:
    """As `decode_declared`, of a page whose entities are still to be read: not repaired.

    Letters of a legacy font may be bytes beside entities (&reg;, &shy;): they come as the
    page was shown, through windows-1252, and are repaired together once it is parsed.
    """
    if forced:
        return decode_declared(data, declared, forced)
    encoding, text = _told(data)
    if encoding.legacy and encoding.sure:
        if _entity_in_word(data):
            return "".join(map(WINDOWS_1252.__getitem__, data)), encoding
    elif declared and (not encoding.sure or b"\x1b" in data):
        return decode_declared(data, declared)
    return decode_as(data, encoding.name) if text is None else text, encoding


def decode_as(data: bytes, name: str) -> str:
    """The text of `data` in the encoding of that canonical name, invalid bytes as U+FFFD."""
    if name in LEGACY_ENCODINGS:
        return read_legacy(data, name)
    return data.decode(name, "replace").removeprefix("\ufeff")


def _told(data: bytes, beside: Callable[[], str] | None = None) -> tuple[Encoding, str | None]:
    """The encoding, and the text where finding the one has given the other."""
    for mark, name in _BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return Encoding(name, sure=True), None
    if name := wide_name(data):
        return Encoding(name, sure=True), None
    try:
        return Encoding("utf-8", sure=True), data.decode("utf-8")
    except UnicodeDecodeError:
        pass  # the other encodings are for this
    if names := legacy_encodings(data):
        return _mixed(data, names)
    if len(data) <= LEGACY_LIMIT and has_vietnamese_in_utf8(data):
        encoding, text = _mixed(data, [])
        if encoding.name != "utf-8":
            return encoding, text
    if _is_broken_utf8(data):
        return Encoding("utf-8", sure=False), None
    if beside and len(data) <= _SHORT and (guess := _as_beside(data, beside())):
        return guess
    return _foreign_encoding(data), None


def _as_beside(data: bytes, name: str) -> tuple[Encoding, str] | None:
    """The text in its neighbours' encoding, if all of its words make sense in it."""
    if not name:
        return None
    text = read_legacy(data, name)
    return (Encoding(name, sure=False), text) if _makes_sense(text) else None


def _makes_sense(text: str, fewest: int = _FEWEST_WORDS) -> bool:
    """Whether all words with accents are Vietnamese, and there are so many different ones."""
    weights = list(map(weight, set(words_with_accents(text))))
    return len(weights) >= fewest and min(weights) > 0


def _mixed(data: bytes, names: list[str]) -> tuple[Encoding, str]:
    """A text in legacy encodings and UTF-8; other lines are in that of another language."""
    found: set[str] = set() if names else {"utf-8"}
    pieces = [
        "".join(map(str, some)) if kind is str else b"".join(cast("Iterator[bytes]", some))
        for kind, some in itertools.groupby(_pieces(data, names, found), key=type)
    ]
    names = [*names, "utf-8"] if "utf-8" in found else names
    others = [piece for piece in pieces if isinstance(piece, bytes)]
    if not others:
        return Encoding(" and ".join(names), sure=True), "".join(map(str, pieces))
    other = _foreign_encoding(b"".join(others)).name
    # That has names of other languages: its letters are those of Windows-1252 but for a few.
    alike = [name for name in names if name == "windows-1258" and other == "windows-1252"]
    text = "".join(
        piece if isinstance(piece, str) else reread(decode_as(piece, other), alike)
        for piece in pieces
    )
    return Encoding(" and ".join(dict.fromkeys([*names, other])), sure=True), text


def _pieces(data: bytes, names: list[str], found: set[str]) -> Iterator[str | bytes]:
    """What is read of the lines; the encodings they are in are added to `found`."""
    if not names:
        yield from utf8_lines(data)
        return
    for piece, encoding in read_lines(data, names):
        found.add(encoding)
        yield piece


def is_wide(head: bytes, forced: str = "") -> bool:
    """Whether the first bytes are those of UTF-16 or UTF-32 (or `forced` says so)."""
    if forced:
        return canonical_name(forced).startswith(("utf-16", "utf-32"))
    marked = (mark for mark, name in _BYTE_ORDER_MARKS.items() if name != "utf-8")
    return head.startswith(tuple(marked)) or bool(wide_name(head))


def _is_broken_utf8(data: bytes) -> bool:
    """Whether few characters beyond ASCII are broken; of noise no more than that is read."""
    most = _BROKEN_SHARE * (len(data) - len(data.translate(None, _BEYOND_ASCII)))
    beyond = broken = 0
    for block in cut_bytes(data, PIECE_SIZE):
        text = block.decode("utf-8", "replace")
        broken += text.count("\ufffd")
        beyond += len(text) - len(block.translate(None, _BEYOND_ASCII))
        if broken > most:
            return False
    return broken <= _BROKEN_SHARE * beyond


def _foreign_encoding(data: bytes) -> Encoding:
    import chardet  # only here: few files need it

    head = data[:_ENOUGH_FOR_LIBRARY]
    found = chardet.detect(head, encoding_era=chardet.EncodingEra.MODERN_WEB)
    sure = found["confidence"] >= _SURE
    try:
        name = canonical_name(found["encoding"] or "")
    except DocumentError:  # none, or one that Python does not know
        name = ""
    if not sure and _is_short_windows_1258(data):
        return Encoding("windows-1258", sure=False)
    if not name or (not sure and _makes_no_words(decode_as(head, name))):
        return Encoding("windows-1252", sure=False)
    if name == "windows-1258" and not _makes_sense(decode_as(head, name), fewest=1):
        return Encoding("windows-1252", sure=False)  # its words speak against it
    return Encoding(name, sure)


def _is_short_windows_1258(data: bytes) -> bool:
    """Whether a text too short to tell has letters of windows-1258 and makes sense in it."""
    has_letters = len(data.translate(None, _OF_WINDOWS_1258)) < len(data) <= _SHORT
    return has_letters and _makes_sense(read_legacy(data, "windows-1258"))


def _makes_no_words(text: str) -> bool:
    """Whether most words beyond ASCII mix two scripts, as no language does, or all of them are
    lone letters, as the signs of measures come to be in a wrong encoding.
    """
    words = [word for word in _words(text) if not word.isascii()]
    mixed = sum(bool(_plain_letter(word) and _other_script(word)) for word in words)
    return mixed * 2 > len(words) or max(map(len, words), default=0) < 2
