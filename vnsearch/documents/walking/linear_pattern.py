"""Ignore patterns without backtracking: a name of any length is asked in linear time.

A star may take as little as it can and never give back what it took: what must follow it has
a fixed length, so its first place leaves the most room for the rest. The same holds of folders
between two `/**/`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

_STAR = "[^/]*"  # the parts of pathspec's regular expressions: `*`,
_FOLDERS = "(?:/.+)?"  # `/**` before a slash,
_ABOVE = "^(?:.+/)?"  # and `**/` at the beginning
_stars = re.compile(r"(?:\[\^/\]\*)+")
# A set that nothing closes takes all that follows: nothing behind it is closed either.
_token = re.compile(r"\\.|\[\^/\]|(\[\^?\]?(?:\\.|[^]\\])*\])|\[.*", re.DOTALL)


def linear_regex(regex: str) -> str:
    """The regular expression of pathspec for a pattern as one that matches the same paths in
    time linear in their length; its sets of characters never take a slash, as in git.
    """
    parts = _token.sub(_without_slash, _stars.sub(lambda _: _STAR, regex)).split(_FOLDERS)
    numbers = itertools.count()
    for at, part in enumerate(parts):
        parts[at] = _stars_in_turn(part, numbers)
    if len(parts) > 1 and parts[0].startswith(_ABOVE):
        parts[0] = "^" + _once(f"(?:.+?/)??{parts[0].removeprefix(_ABOVE)}(?=/|$)", numbers)
    between = [_once(f"(?:/.+?)??{part}(?=/|$)", numbers) for part in parts[1:-1]]
    last = [_FOLDERS + part for part in parts[1:][-1:]]
    return "".join([parts[0], *between, *last])


def _stars_in_turn(part: str, numbers: Iterator[int]) -> str:
    first, *others = part.split(_STAR)
    if not others:
        return first
    *middle, end = others
    return "".join([first, *(_once(f"{_STAR}?{one}", numbers) for one in middle), _STAR, end])


def _once(regex: str, numbers: Iterator[int]) -> str:
    """An atomic group; Python has them from 3.11 on."""
    name = f"once{next(numbers)}"
    return f"(?=(?P<{name}>{regex}))(?P={name})"


def _without_slash(token: re.Match[str]) -> str:
    return f"(?!/){token[1]}" if token[1] else token[0]
