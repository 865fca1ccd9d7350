"""Many ranges of numbers as one array."""

from __future__ import annotations

import numpy as np

from vnsearch.index.arrays import Array


def spread(starts: Array, counts: Array, step: int = 1) -> Array:
    """starts[i], starts[i] + step, ... counts[i] times, for every i."""
    ends = np.cumsum(counts)
    ranks = np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - counts, counts)
    places: Array = np.repeat(starts, counts) + (ranks * step if step > 1 else ranks)
    return places
