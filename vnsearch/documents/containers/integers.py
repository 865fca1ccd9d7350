"""Whole numbers in the structures of office files of before 2007, the lowest byte first.

Bytes beyond the end count as zeros, and so does what would lie before the beginning.
"""

from __future__ import annotations


def byte_at(content: bytes, at: int) -> int:
    """One byte as a number."""
    return content[at] if 0 <= at < len(content) else 0


def short_at(content: bytes, at: int) -> int:
    """Two bytes as a number."""
    return int.from_bytes(content[at : at + 2], "little") if at >= 0 else 0


def long_at(content: bytes, at: int) -> int:
    """Four bytes as a number."""
    return int.from_bytes(content[at : at + 4], "little") if at >= 0 else 0
