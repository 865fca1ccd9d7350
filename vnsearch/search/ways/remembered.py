"""What was found out of an index, kept as long as there is not too much of it."""

from __future__ import annotations

from typing import TypeVar

_MOST = 1 << 12
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


def remember(kept: dict[_Key, _Value], key: _Key, value: _Value) -> None:
    """Keep a value for the next time; all that was kept before goes where it is much."""
    if len(kept) >= _MOST:
        kept.clear()
    kept[key] = value
