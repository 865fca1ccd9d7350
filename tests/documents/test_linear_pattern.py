"""Ignore patterns in linear time mean what they mean to pathspec."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec
from pathspec.pattern import RegexPattern

from vnsearch.documents.walking.ignore import IgnoreRules
from vnsearch.documents.walking.linear_pattern import linear_regex

SEGMENTS = st.lists(st.sampled_from(["*", "a", "b", "?", "[ab]", "\\*", "."]), max_size=6).map(
    "".join
)
PATTERNS = st.lists(SEGMENTS | st.just("**"), min_size=1, max_size=5).map("/".join)
PATHS = st.lists(st.text("ab*.", min_size=1, max_size=5), min_size=1, max_size=6).map("/".join)


@given(pattern=PATTERNS, path=PATHS, slash=st.sampled_from(["", "/"]))
def test_the_same_paths_match(pattern: str, path: str, slash: str) -> None:
    try:
        (compiled,) = GitIgnoreSpec.from_lines([pattern]).patterns
    except ValueError:
        return
    if not isinstance(compiled, RegexPattern) or compiled.regex is None:
        return
    plain = compiled.regex.search(path + slash)
    linear = re.search(linear_regex(compiled.regex.pattern), path + slash)
    assert (plain and plain.span()) == (linear and linear.span())


@pytest.mark.parametrize(
    ("pattern", "path", "verdict"),
    [
        ("*a" * 60 + "b", "a" * 250, None),
        ("*a" * 60 + "b", "a" * 250 + "b", True),
        ("*?[a]" * 40 + "b", "a" * 250, None),
        ("/*a" * 8 + "*a" * 60 + "b", "/".join(["a" * 250] * 16), None),
        ("**/a" * 30 + "/b", "/".join("a" * 2000), None),
        ("a/" + "**/a*a/" * 30 + "b", "/".join(["aaa"] * 1000), None),
        ("a/" + "**/a*a/" * 30 + "b", "/".join(["a", *["aaa"] * 1000, "b"]), True),
        ("[!x]/b", "a/b", True),
        ("a[!x]b", "a/b", None),
        ("a[!" + "x" * 1000 + "]b", "a/b", None),
        ("a[!" + "x" * 1000 + "]b", "aab", True),
    ],
)
def test_many_stars_beside_long_names(pattern: str, path: str, verdict: bool | None) -> None:
    assert IgnoreRules([pattern]).verdict(path, folder=False) is verdict


@given(
    st.lists(st.tuples(st.booleans(), st.sampled_from(["a", "ấn.txt", "x-1", "b*", "c"]),
                       st.booleans()), max_size=8),
    st.sampled_from(["a", "ấn.txt", "x-1", "b1", "c", "d/a", "d/c", "a.txt"]),
    st.booleans(),
)  # fmt: skip
def test_plain_names_are_looked_up_as_patterns_are_asked(
    lines: list[tuple[bool, str, bool]], path: str, folder: bool
) -> None:
    patterns = [f"{'!' * excepted}{{}}{name}{'/' * end}" for excepted, name, end in lines]
    plain = IgnoreRules(pattern.format("") for pattern in patterns)
    asked = IgnoreRules(
        pattern.format("\\") for pattern in patterns
    )  # \a is a, and no plain name
    assert plain.verdict(path, folder) is asked.verdict(path, folder)
