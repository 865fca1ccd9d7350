"""Strings as JSON can carry them: file names and texts that are no UTF-8 included; and answers
with long ones, which are read in less time.

Python keeps a byte that is none of UTF-8 as a lone surrogate, which no server takes. It is sent
behind a sign that stands for itself when doubled, and comes back as it was.
"""

from __future__ import annotations

import json
import re
from typing import Any

_SIGN = "\U0010fffd"
_odd = re.compile(f"[\ud800-\udfff{_SIGN}]")
_must_be_escaped = re.compile(rb"[\x00-\x1f]").search  # besides what stands below
_packed = re.compile(f"{_SIGN}({_SIGN}|[0-9a-f]{{4}})")

_LARGE = 1 << 16  # bytes of an answer
_LONG = b'"text":'  # the member that makes an answer large: a document's row of signs
_HELD = b"NaN"  # stands for such a string; no server sends one


def pack(text: str) -> str:
    """The text without lone surrogates."""
    if _SIGN not in text:
        try:
            text.encode()
            return text
        except UnicodeEncodeError:
            pass
    return _odd.sub(lambda m: _SIGN + (_SIGN if m[0] == _SIGN else f"{ord(m[0]):04x}"), text)


def unpack(text: str) -> str:
    """The text that `pack` was given."""
    if _SIGN not in text:
        return text
    return _packed.sub(lambda m: _SIGN if m[1] == _SIGN else chr(int(m[1], 16)), text)


def packed(text: str) -> bytes:
    """The same as UTF-8; of a text that holds no such byte it is made but once."""
    if _SIGN not in text:
        try:
            return text.encode()
        except UnicodeEncodeError:
            pass
    return pack(text).encode()


def json_text(text: str) -> bytes:
    """What `pack` makes of a text, as a string of JSON; of a long one in half the time."""
    data = packed(text).replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n")
    if _must_be_escaped(data):
        return json.dumps(pack(text), ensure_ascii=False).encode()
    return b'"' + data + b'"'


def read_json(data: bytes) -> Any:
    """What `json.loads` makes of it, which looks at each sign of a string."""
    if len(data) < _LARGE or b"\\" in data:
        return json.loads(data)
    # Without a backslash a string ends where the next quotation mark stands.
    begins, start = _LONG + b'"', 0
    texts, others = [], []
    while (place := data.find(begins, start)) >= 0:
        end = data.index(b'"', place + len(begins))
        others.append(data[start:place])
        texts.append(data[place + len(begins) : end].decode())
        start = end + 1
    others.append(data[start:])
    rest = (_LONG + _HELD).join(others)
    if rest.count(_HELD) != len(texts):
        return json.loads(data)
    held = iter(texts)
    return json.loads(rest, parse_constant=lambda _: next(held))
