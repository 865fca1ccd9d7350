"""What the shell learns from a run."""

from __future__ import annotations

from enum import IntEnum, unique


@unique
class ExitStatus(IntEnum):
    """Exit status as grep's; 130 is 128 + SIGINT, as the shell itself would say."""

    FOUND = 0  # something was found, or done
    NOT_FOUND = 1
    ERROR = 2
    INTERRUPTED = 130
