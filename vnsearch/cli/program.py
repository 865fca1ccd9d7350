"""The names that the command line goes by: its commands, and what its shells call it with."""

from __future__ import annotations

SETTABLE = ("index", "search", "show", "terms", "stats", "verify")  # have tables of settings
COMMANDS = (
    *SETTABLE,
    "completion",
    "help",
    "version",
)  # in the order of use, each a module of this package
COMPLETE_VARIABLE = "_VNSEARCH_COMPLETE"  # in which a shell asks for what completes a word
