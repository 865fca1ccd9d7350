"""Whether colour, emphasis and links are wanted: the conventions of the environment, in one
place.

Emphasis is bold and underlined letters, which NO_COLOR does not speak of: a terminal without
colours still shows which words answer. Where neither is wanted, no SGR sequence is sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

When = Literal["auto", "always", "never"]

_DUMB = ("", "dumb")
_LINKING_PROGRAMS = ("Hyper", "WezTerm", "ghostty", "iTerm.app", "rio", "vscode")
_LINKING_TERMS = ("alacritty", "contour", "foot", "ghostty", "rio", "wezterm", "xterm-ghostty")
_LINKING_VARIABLES = ("DOMTERM", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "WT_SESSION")
_FIRST_LINKING_VTE = 5000


def wants_color(when: When, is_terminal: bool, environ: Mapping[str, str]) -> bool:
    """True where output is to be coloured.

    `when` decides; with "auto": NO_COLOR (no-color.org), then FORCE_COLOR and CLICOLOR_FORCE,
    then whether it is a terminal that is not dumb, and CLICOLOR (bixense.com/clicolors).
    """
    if when != "auto":
        return when == "always"
    if environ.get("NO_COLOR"):
        return False
    if any(
        environ.get(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")
    ):
        return True
    return is_terminal and environ.get("CLICOLOR") != "0" and not is_dumb(environ)


def wants_emphasis(when: When, is_terminal: bool, environ: Mapping[str, str]) -> bool:
    """True where bold and underlined letters may be sent: with colour, and on a terminal that
    is to have none.
    """
    plain = when == "auto" and is_terminal and not is_dumb(environ)
    return plain or wants_color(when, is_terminal, environ)


def is_dumb(environ: Mapping[str, str]) -> bool:
    """True where the terminal understands no escape sequence."""
    return environ.get("TERM", "") in _DUMB


def knows_links(environ: Mapping[str, str]) -> bool:
    """True where the terminal is known to show OSC 8 links rather than to print them."""
    if is_dumb(environ):
        return False
    if environ["TERM"].startswith(("screen", "tmux")):  # tmux before 3.4 drops them
        return False
    vte = environ.get("VTE_VERSION", "")
    return (
        environ.get("TERM_PROGRAM", "") in _LINKING_PROGRAMS
        or environ["TERM"].startswith(_LINKING_TERMS)
        or any(name in environ for name in _LINKING_VARIABLES)
        or (vte.isascii() and vte.isdigit() and int(vte) >= _FIRST_LINKING_VTE)
    )
