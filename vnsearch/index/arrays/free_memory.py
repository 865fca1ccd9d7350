"""Memory that was let go of, for the system to take back: glibc keeps some of it."""

from __future__ import annotations

import contextlib
import ctypes  # NumPy loads it too
import sys

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3  # of glibc


def give_back() -> None:
    """Have the system take back what this process has let go of so far."""
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError):  # another library than glibc keeps none
            ctypes.CDLL(None).malloc_trim(0)


def keep_less(large: int, kept: int) -> None:
    """From now on give each array of so many bytes back at once, and keep no more free memory
    at the end of all than that.
    """
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError):
            library = ctypes.CDLL(None)
            library.mallopt(_M_MMAP_THRESHOLD, large)
            library.mallopt(_M_TRIM_THRESHOLD, kept)
