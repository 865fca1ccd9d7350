"""An explanation in words: why a hit is where it is, a line a word of the query."""

from __future__ import annotations

from vnsearch.output.safe import visible
from vnsearch.records import Explanation

_HOW = {
    "exact": "exact",
    "i/y": "i for y",
    "marks": "marks added",
    "folded": "other marks",
    "missing": "not found",
    "joined": "joined",
    "parted": "parted",
    "number": "same number",
    "date": "same date",
    "telephone": "same number",
    "abbreviation": "in short, in full",
    "synonym": "synonym",
}


def explanation_lines(score: float, explanation: Explanation) -> list[str]:
    """The parts of the score, then how each word was answered and what that was worth."""
    parts = [
        f"{'-' if worth < 0 else '+'} {name} {abs(worth):.2f}"
        for name, worth in explanation.parts.items()
        if round(worth, 2)
    ]
    lines = [f"score {score:.2f} = {' '.join(parts).removeprefix('+ ')}"]
    answers = explanation.answers
    width = max((len(answer.word) for answer in answers), default=0)
    for answer in answers:
        how = f"{visible(answer.word):<{width}}  {_HOW[answer.how]:<11}  {answer.score:5.2f}"
        terms = visible(", ".join(answer.found))
        asks = "  (a word of asking)" if answer.asks else ""
        lines.append(f"{how}  {terms}{asks}".rstrip())
    return lines
