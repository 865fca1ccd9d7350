"""What is raised where the values of a segment do not agree with one another."""

from __future__ import annotations


class Contradiction(Exception):
    """Two values of a segment that cannot both be right."""


def demand(holds: object, what: str) -> None:
    """Raises Contradiction, which names `what`, where something does not hold."""
    if not holds:
        raise Contradiction(what)
