"""How a command prints its answer with --json: one object on a line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vnsearch.cli.streams import standard_output


def print_json(members: Mapping[str, Any]) -> None:
    """Write an object on a line of its own, the version of the contract first."""
    from vnsearch.output.pipe.json_lines import VERSION, json_line

    standard_output().write(json_line({"version": VERSION, **members}))
