"""The styles of what a terminal shows.

Colours are few and from the terminal's own palette, and no meaning rests on one alone, so
that both dark and light backgrounds serve.
"""

from __future__ import annotations

from rich.style import Style

STRONG = Style(bold=True)
QUIET = Style(dim=True)
WORD = Style(bold=True, color="red")  # a word of the query
WORD_WITHOUT_COLOR = Style(bold=True, underline=True)
WARNING = Style(color="magenta")  # yellow fades on white, red is taken
BAR = Style(color="cyan")
