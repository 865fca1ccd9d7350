"""Which machine this is: several may write to one index, each its own files."""

from __future__ import annotations

import getpass
import platform


def this_machine() -> str:
    """The user and the machine, as they stand beside all that they have written."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError):  # a container whose user has no name
        user = "nobody"
    return f"{user}@{platform.node() or 'localhost'}"
