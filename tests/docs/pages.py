"""The pages, and how a test compares what they say.

VNSEARCH_GOLDEN=write in the environment writes what the examples print, and the reference of
the commands, anew, for reviewing.
"""

from __future__ import annotations

import os
import re
from difflib import unified_diff
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
README = ROOT / "README.md"
ARCHITECTURE, CONTRACT, REFERENCE = (
    ROOT / "vnsearch" / name for name in ("ARCHITECTURE.md", "JSON.md", "REFERENCE.md")
)
CHANGELOG, MANUAL = ROOT / "vnsearch" / "CHANGELOG.md", ROOT / "vnsearch" / "vnsearch.1"
PAGES = (README, ARCHITECTURE, CONTRACT, REFERENCE)


def read(page: Path) -> str:
    """The text of a page."""
    return page.read_text(encoding="utf-8")


def code(page: Path, language: str) -> list[str]:
    """The fenced blocks of that language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", read(page), re.MULTILINE | re.DOTALL)


def assert_written(page: Path, text: str) -> None:
    """Compare a text, line by line, with what stands on the page."""
    if os.environ.get("VNSEARCH_GOLDEN") == "write":
        page.write_text(text, encoding="utf-8")
    stands, is_now = masked(read(page)).splitlines(), masked(text).splitlines()
    difference = unified_diff(
        stands, is_now, page.name, f"now; see {__file__}", n=1, lineterm=""
    )
    message = "\n".join(difference)
    assert not message, message


def masked(text: str) -> str:
    """The text without its times, and without what of a score hangs on the processor."""
    text = re.sub(r'\b[0-9][0-9.,]* m?s\b|(?<="seconds": )[0-9.e-]+', "T", text)
    return re.sub(r"\d+\.\d{3,}", lambda number: f"{float(number[0]):.2f}", text)
