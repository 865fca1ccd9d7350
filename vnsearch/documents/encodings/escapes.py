"""Escapes and entities in plain text, where the kind of file has them, and nowhere else.

In place of an escape that parts two words come spaces, so that lines and columns stay.
"""

from __future__ import annotations

import html
import json
import os
import re

from vnsearch.documents.encodings.blocks import cut_text
from vnsearch.documents.encodings.evidence import weight
from vnsearch.documents.limits import PIECE_SIZE
from vnsearch.patterns import pattern

_SUBTITLES = (".ass", ".ssa", ".srt", ".vtt")
_STRINGS = (".po", ".pot", ".properties", ".strings", ".sql", ".ipynb")
_JSON = (".json", ".jsonl", ".ndjson")
_CODES = (".properties", ".strings", ".ipynb")  # which write letters as \u00EA
# Source, which writes letters so in its strings, and may mean letters by it in a pattern; and
# tables and settings, whose strings may be JSON.
_SOURCES = frozenset(
    """.arb .c .cc .cpp .cs .csv .dart .go .groovy .h .java .js .json5 .jsonc .jsx .kt .mjs .php
    .py .rb .scala .sql .swift .toml .ts .tsv .tsx .vue .yaml .yml""".split()
)
_ENTITIES = frozenset(
    """.atom .config .csv .markdown .md .opml .plist .resx .rss .sql .svg .tmx .tsv .ttml .vtt
    .xlf .xliff .xml""".split()
)
# A path with a drive's letter (C:\nam) has no escapes; a speaker's line may end in "A:".
_breaks = pattern(r"((?<!\w)[A-Za-z]:\\(?!N)\S*)|\\[Nnh]")
# What begins with a backslash is found soonest: one that is escaped, in pairs, is left alone.
_blanks = pattern(
    r"\\(?:(?<=(?<![\w\\])[A-Za-z]:\\)[^\s\"']*|(?<=\\[A-MO-QSU-Za-moqsu-z]:\\)[^\s\"']*"
    r"|\\|([nrt]))"
)
_codes = pattern(r"\\(?:\\|(u[0-9A-Fa-f]{4}(?:\\u[0-9A-Fa-f]{4})*))")
# Codes of JSON beyond ASCII, and those of letters that Vietnamese has not: see `odd_signs`.
_json_code = r"u(?!00[0-7]|[dD][89a-fA-F])[0-9A-Fa-f]{4}"
_json_codes = pattern(rf"\\(?:\\|({_json_code}(?:\\{_json_code})*))")
_odd_code = pattern(
    r"\\u00(?:[89]|a[1-8]|b[1-689a]|c[4-7bf]|d[016-8bcef]|e[4-7bef]|f[016-8bcef])", re.I
).search
_LETTER = r"(?:[^\W\d_]|\\u[0-9A-Fa-f]{4}|\\u\{[0-9A-Fa-f]{2,6}\})"
_sentence = pattern(rf"(?<!\\){_LETTER}+(?:[ ,.:;!?]{{1,3}}{_LETTER}+)*")
_word = pattern(rf"{_LETTER}+")
_letter_code = pattern(r"\\u(?:\{([0-9A-Fa-f]{2,6})\}|([0-9A-Fa-f]{4}))")
_LETTERS_UNSEEN = "\xa0\xad\x81\x8d\x8f\x90\x9d"  # in some encoding each is one
_lone_surrogate = pattern("[\ud800-\udfff]").sub
_entity = pattern(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


def unescaped(text: str, name: str) -> str:
    """The text of a file called `name` with the escapes and entities of its kind read."""
    suffix = os.path.splitext(name)[1].lower()
    if suffix in _SUBTITLES:
        text = _breaks.sub(lambda match: match[1] or "  ", text)
    if suffix in _CODES:
        text = _codes.sub(_read, text)
    if suffix in _JSON:
        text = json_letters(text)
    if suffix in _SOURCES:
        text = spelled_out(text)
    if suffix in _STRINGS:
        text = "".join(map(_without_blanks, cut_text(text, PIECE_SIZE)))
    return _entity.sub(_character, text) if suffix in _ENTITIES else text


def _without_blanks(text: str) -> str:
    return _blanks.sub(lambda match: "  " if match[1] else match[0], text)


def json_letters(text: str) -> str:
    """A text of JSON with its letters beyond ASCII for their entities, and for their codes if
    some are of those that a misreading shows; what parses it reads the others.
    """
    text = _entity.sub(_character, text)
    if not _odd_code(text):
        return text
    return _json_codes.sub(_read, text)


def value_within(text: str) -> object:
    """What a string of a record holds: where it is JSON with escapes of its own, that value;
    else itself, with letters for the codes of Vietnamese words.
    """
    if text[:1] in ("{", "[") and text.rstrip()[-1:] in ("}", "]"):
        try:
            return without_surrogates(json.loads(text))
        except (ValueError, RecursionError):
            pass  # a pattern, or a list in some other language
    return spelled_out(text)


def without_surrogates(record: object) -> object:
    """The record, changed in place where it can be, with U+FFFD for the halves of surrogate
    pairs that JSON can write alone.
    """
    if isinstance(record, str):
        return _lone_surrogate("\ufffd", record)
    if isinstance(record, list):
        for position, value in enumerate(record):
            record[position] = without_surrogates(value)
        return record
    if isinstance(record, dict):
        return {
            _lone_surrogate("\ufffd", name): without_surrogates(value)
            for name, value in record.items()
        }
    return record


def spelled_out(text: str) -> str:
    """A text in which Vietnamese sentences are written with codes for their letters."""
    return _sentence.sub(_told, text) if "\\u" in text else text


def _told(sentence: re.Match[str]) -> str:
    """The sentence with its letters, if any of its words with codes is a syllable then: the
    letters that a pattern lists (`[\\u00e0\\u1ea1]`) are none.
    """
    if "\\u" not in sentence[0]:
        return sentence[0]
    words = [word for word in _word.findall(sentence[0]) if "\\u" in word]
    if not any(weight(_decoded(word)) > 0 for word in words):
        return sentence[0]
    return _word.sub(lambda word: _decoded(word[0]), sentence[0])


def _decoded(word: str) -> str:
    """The word with its letters for their codes; as it is where a code is of no letter."""
    decoded = _letter_code.sub(lambda code: chr(int(code[1] or code[2], 16) % 0x110000), word)
    return decoded if decoded.isalpha() else word


def _read(codes: re.Match[str]) -> str:
    """The letters of UTF-16 codes (\\u0111), halves of pairs as U+FFFD."""
    if not codes[1]:
        return codes[0]
    units = bytes.fromhex(codes[0].replace("\\u", ""))
    return units.decode("utf-16-be", "replace")


def _character(entity: re.Match[str]) -> str:
    """What an entity stands for, unless that is a sign of the format (&quot; in CSV)."""
    character = html.unescape(entity[0])
    is_seen = character.isprintable() or character in _LETTERS_UNSEEN
    return character if is_seen and not character.isascii() else entity[0]
