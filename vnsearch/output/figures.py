"""Figures as people read them: counts, sizes, durations, ages. Pure functions."""

from __future__ import annotations

_DAY = 86400.0


def count(number: int, noun: str) -> str:
    """A count with its noun: "1 document", "20,000 documents"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def size(number: int) -> str:
    """A number of bytes in decimal units: "8.0 kB", "57.6 MB"."""
    value = float(number)
    for unit in ("B", "kB", "MB", "GB"):
        if value < 999.95:
            return f"{number} B" if unit == "B" else f"{value:.1f} {unit}"
        value /= 1000
    return f"{value:,.1f} TB"


def duration(seconds: float) -> str:
    """A time taken: "0.4 ms", "12 ms", "3.4 s", "2 min 05 s"."""
    if seconds < 0.00995:
        return f"{seconds * 1000:.1f} ms"
    if seconds < 0.9995:
        return f"{seconds * 1000:.0f} ms"
    if seconds < 59.95:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s"


def age(seconds: float) -> str:
    """How long ago something was: "just now", "5 minutes ago", "3 days ago"."""
    for unit, noun in ((_DAY, "day"), (3600.0, "hour"), (60.0, "minute")):
        if seconds >= unit:
            return f"{count(int(seconds // unit), noun)} ago"
    return "just now"
