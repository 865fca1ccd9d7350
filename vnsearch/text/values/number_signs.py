"""Signs between groups of digits: which are one to us.

All that parts groups is of one character, but in a telephone number.
"""

from __future__ import annotations

DASH, FIRM_SPACE = "-", "\u00a0"
SIGNS = {
    **dict.fromkeys("-‐‑‒–—−", DASH),
    **dict.fromkeys("\u00a0\u2007\u2009\u202f", FIRM_SPACE),
}
INNER_SIGNS = (".", ",")  # what stands right behind a digit, and a digit behind it
