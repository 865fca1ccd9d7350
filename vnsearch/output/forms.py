"""The forms of output: what each needs of a search, and what every printer is and is told."""

from __future__ import annotations

from typing import Literal, Protocol

from vnsearch.frozen import NamedTuple, dataclass
from vnsearch.records import Places, SearchResult

Form = Literal[
    "terminal",
    "plain",
    "json",
    "jsonl",
    "files",
    "count",
    "vimgrep",
    "format",
    "timeline",
    "facets",
    "quiet",
]


class Needs(NamedTuple):
    """What a form shows, and so what a search for it has to find."""

    hits: Literal["page", "all", "none"] = "page"
    snippets: bool = True
    places: Places = "line"
    falls_back: bool = True  # to documents with some of the words, where none has all
    explains: bool = False  # it can show why a hit is where it is
    suggests: bool = False  # it says "did you mean" itself
    facets: bool = False  # it can show how all that was found is spread
    pages: bool = False  # on a terminal it goes through the pager


NEEDS: dict[Form, Needs] = {
    "terminal": Needs(explains=True, suggests=True, facets=True, pages=True),
    "plain": Needs(explains=True),
    "json": Needs(places="column", explains=True, suggests=True, facets=True),
    "jsonl": Needs(places="column", explains=True),
    "files": Needs(hits="all", snippets=False, falls_back=False),
    "count": Needs(hits="none", snippets=False, falls_back=False),
    "vimgrep": Needs(places="column", falls_back=False),
    "format": Needs(),
    "timeline": Needs(hits="none", snippets=False, pages=True),
    "facets": Needs(hits="none", snippets=False, falls_back=False, facets=True, pages=True),
    "quiet": Needs(hits="none", snippets=False, falls_back=False),
}


class Stream(Protocol):
    """Where bytes go."""

    def write(self, data: bytes, /) -> object:
        """Take the bytes, all of them."""

    def flush(self) -> None:
        """Send what is held back on its way."""


class Printer(Protocol):
    """Writes search results in one form."""

    def print(self, result: SearchResult) -> None:
        """Write one result; everything in it that is not ours is made harmless."""


@dataclass(frozen=True, slots=True)
class OutputOptions:
    """How results are to look: settled once, before anything is printed."""

    form: Form = "plain"
    is_terminal: bool = False  # somebody reads it as it comes
    color: bool = False
    emphasis: bool = False  # bold and underlined letters, with colour or without
    links: bool = False  # OSC 8 links on paths
    width: int = 80  # columns
    end: str = "\n"  # after each name: "\n", or "\0" for `xargs -0`
    template: str = ""
