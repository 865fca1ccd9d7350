"""No pattern that a document's text meets takes more than linear time on any line of it.

Each pattern of the packages `documents` and `text` is looked for in long lines of one thing
again and again. The measure is a pattern known to be quadratic, among the cheapest there are,
on such a line on the same machine: what takes a quarter of its time is not linear.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import re
import signal
import time
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

import pytest

import vnsearch.documents
import vnsearch.text
from vnsearch.patterns import LatePattern

SCALE = int(os.environ.get("VNSEARCH_TEST_SCALE", "1"))
LENGTH = 12_000 if SCALE == 1 else 60_000  # characters
SHARE = 1 / 4  # of the quadratic pattern's time on a line; linear ones take less than a tenth
TRIES = 3  # what else the machine does must not make a pattern slow
# What is asked only of something short, and how long that is at most.
SHORT = {
    "vnsearch.documents.encodings.fonts._styles": 200,
    "vnsearch.documents.encodings.page_fonts._selector": 200,
    "vnsearch.documents.formats.markdown._markup": 1_000,
    "vnsearch.documents.formats.pdf.pdf_page._word_before": 40,
    "vnsearch.documents.laid_out.spaced_letters._spaced": 400,
    "vnsearch.text.paragraphs._leader": 100,
}
UNITS = (
    """
a|ệ|9|.|,|-|*|**a |[|](|(|<|<a |<!-- |<?|&|&#|\\|\\u00ea|{|{\\|}|=?a?q?b|a:|From a 2024#|"|'|a b
|ở-|> |\u0301|\u00ad|\u200b|\ufffe|\x80|Ã¡|00:00:01,000 --> |#|`|~|_|a-|%1|A+|; |=|/|a##
|date 2024-12 |##|-->|1.| 2.|a/
""".strip("\n")
    .replace("\n", "")
    .split("|")
)
LINES = [
    (unit.replace("#", "\n") * LENGTH)[:LENGTH] + "!" for unit in [*UNITS, " ", "\t", "\n"]
]


def patterns() -> Iterator[tuple[str, Callable[..., Any], bool]]:
    """Each pattern as it is used, by its name, and whether it is one of bytes."""
    for package in (vnsearch.documents, vnsearch.text):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for name, value in vars(importlib.import_module(module.name)).items():
                found = (
                    value if isinstance(value, re.Pattern) else getattr(value, "__self__", 0)
                )
                if isinstance(found, (re.Pattern, LatePattern)):
                    use = found.finditer if value is found else value
                    yield f"{module.name}.{name}", use, isinstance(found.pattern, bytes)


class TooLong(Exception):
    """A pattern has taken more than its time."""


def stop(number: int, frame: FrameType | None) -> None:
    raise TooLong


def quadratic_seconds() -> float:
    """The processor time of a quadratic pattern on a line of its worst."""
    began = time.process_time()
    assert not re.compile(r"\[[^\]]*\]").findall("[" * LENGTH)
    return time.process_time() - began


def look(use: Callable[..., Any], text: str | bytes) -> None:
    """All that the pattern finds in a text."""
    if use.__name__ == "sub":
        use("", text)
        return
    found = use(text)
    if use.__name__ == "finditer":
        sum(1 for _ in found)


def is_slow(use: Callable[..., Any], text: str | bytes, seconds: float) -> bool:
    """Whether the pattern takes more than so much processor time; it is stopped then."""
    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        look(use, text)
        return False
    except TooLong:
        return True
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def slow_line(
    name: str, use: Callable[..., Any], is_bytes: bool, quadratic: float
) -> str | None:
    """The beginning of the first line on which the pattern is not linear; None for none."""
    for line in LINES:
        text = line[: SHORT.get(name, LENGTH + 1)]
        asked: str | bytes = text.encode() if is_bytes else text
        seconds = quadratic
        for _ in range(TRIES):
            if not is_slow(use, asked, seconds * SHARE):
                break
            seconds = quadratic_seconds()
        else:
            return line[:20]
    return None


@pytest.mark.parametrize(
    ("pattern", "linear"),
    [("(?:ab?)*c", False), (r"\([^)]*\)", False), ("a+", True)],
)
def test_a_quadratic_pattern_is_seen(pattern: str, linear: bool) -> None:
    line = slow_line("a", re.compile(pattern).findall, False, quadratic_seconds())
    assert (line is None) is linear


def test_patterns_are_linear() -> None:
    found, quadratic = list(patterns()), quadratic_seconds()
    assert len(found) > 100
    slow = [(one[0], line) for one in found if (line := slow_line(*one, quadratic)) is not None]
    assert not slow, "\n".join(f"{name} on {line!r}" for name, line in slow)


def test_what_is_called_short_is_a_pattern() -> None:
    assert set(SHORT) <= {name for name, _, _ in patterns()}
