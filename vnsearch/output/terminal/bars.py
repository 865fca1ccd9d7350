"""Counts drawn as bars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from vnsearch.output.safe import visible
from vnsearch.output.terminal.styles import BAR, QUIET

_WIDEST_BAR = 60
_LABEL = 24  # columns, and half of a wide screen


def bars(counts: Sequence[tuple[str, int]], width: int) -> Iterator[Text]:
    """A line a count: its label, the figure, a bar as long as the largest allows."""
    labels = [visible(label) for label, _ in counts]
    largest = max((count for _, count in counts), default=0)
    figure_width = len(f"{largest:,}")
    widest = max(min(max(_LABEL, width // 2), width - figure_width - 5), 1)
    label_width = min(max(map(cell_len, labels), default=0), widest)
    room = max(min(width - label_width - figure_width - 4, _WIDEST_BAR), 1)
    for label, (_, count) in zip(labels, counts, strict=True):
        line = Text(set_cell_size(shortened(label, label_width), label_width))
        line.append(f"  {count:>{figure_width},}", QUIET)
        if count:
            line.append(f"  {_bar(count / largest * room)}", BAR)
        yield line


def shortened(label: str, width: int) -> str:
    """A label with its middle left out where it is too long: folders are told by their ends."""
    if cell_len(label) <= width:
        return label
    head, tail = label[: width // 2], label[len(label) - (width - 1) // 2 :]
    while cell_len(head) + cell_len(tail) + 1 > width:  # letters of two columns
        head, tail = head[:-1], tail[1:]
    return f"{head}…{tail}"


def _bar(length: float) -> str:
    whole, half = divmod(max(round(length * 2), 1), 2)
    return "━" * whole + "╸" * half
