"""The environment's conventions on colour and links, as a table."""

from __future__ import annotations

import pytest

from vnsearch.output.terminal.color import When, knows_links, wants_color, wants_emphasis

XTERM = {"TERM": "xterm-256color"}


@pytest.mark.parametrize(
    ("when", "is_terminal", "environ", "wanted"),
    [
        ("auto", True, XTERM, True),
        ("auto", False, XTERM, False),
        ("auto", True, {"TERM": "dumb"}, False),
        ("auto", True, {}, False),
        ("auto", True, {**XTERM, "NO_COLOR": "1"}, False),
        ("auto", True, {**XTERM, "NO_COLOR": ""}, True),  # no-color.org: set and not empty
        ("auto", True, {**XTERM, "CLICOLOR": "0"}, False),
        ("auto", True, {**XTERM, "CLICOLOR": "1"}, True),
        ("auto", False, {"CLICOLOR": "1"}, False),
        ("auto", False, {"CLICOLOR_FORCE": "1"}, True),
        ("auto", False, {"CLICOLOR_FORCE": "0"}, False),
        ("auto", False, {"FORCE_COLOR": "1"}, True),
        ("auto", False, {"FORCE_COLOR": "0"}, False),
        ("auto", True, {"TERM": "dumb", "FORCE_COLOR": "3"}, True),
        ("auto", True, {**XTERM, "NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ("always", False, {"NO_COLOR": "1", "TERM": "dumb"}, True),
        ("never", True, {**XTERM, "FORCE_COLOR": "1"}, False),
    ],
)
def test_color(when: When, is_terminal: bool, environ: dict[str, str], wanted: bool) -> None:
    assert wants_color(when, is_terminal, environ) is wanted


@pytest.mark.parametrize(
    ("when", "is_terminal", "environ", "wanted"),
    [
        ("auto", True, XTERM, True),
        ("auto", True, {**XTERM, "NO_COLOR": "1"}, True),
        ("auto", True, {"TERM": "dumb", "NO_COLOR": "1"}, False),
        ("auto", False, {**XTERM, "NO_COLOR": "1"}, False),
        ("never", True, XTERM, False),
        ("always", False, {"TERM": "dumb"}, True),
    ],
)
def test_emphasis(when: When, is_terminal: bool, environ: dict[str, str], wanted: bool) -> None:
    assert wants_emphasis(when, is_terminal, environ) is wanted


@pytest.mark.parametrize(
    ("environ", "known"),
    [
        (XTERM, False),
        ({}, False),
        ({"TERM": "foot"}, True),
        ({**XTERM, "VTE_VERSION": "7600"}, True),
        ({**XTERM, "VTE_VERSION": "4900"}, False),
        ({**XTERM, "VTE_VERSION": "yes"}, False),
        ({**XTERM, "TERM_PROGRAM": "iTerm.app"}, True),
        ({**XTERM, "TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"}, True),
        ({"TERM": "tmux-256color", "VTE_VERSION": "7600"}, False),
        ({"TERM": "dumb", "VTE_VERSION": "7600"}, False),
    ],
)
def test_links(environ: dict[str, str], known: bool) -> None:
    assert knows_links(environ) is known
