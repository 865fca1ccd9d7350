"""The names that the command line goes by: its commands, and what its shells call it with."""

from __future__ import annotations

# Those that have tables of settings, in the order of use.
SETTABLE = ("index", "search", "live", "show", "open", "terms", "stats", "verify")
COMMANDS = (
    *SETTABLE,
    "saved",
    "completion",
    "help",
    "version",
)  # each is a module of `vnsearch.cli.commands`
COMPLETE_VARIABLE = "_VNSEARCH_COMPLETE"  # in which a shell asks for what completes a word
