"""What stands over the cells of an Excel workbook (XLSX): comments, text boxes, diagrams."""

from __future__ import annotations

from collections.abc import Mapping

from vnsearch.documents.containers.ooxml import Branches, by_clark, value, whole
from vnsearch.documents.laid_out.story import Story


class DrawingTarget:
    """What stands over a sheet: comments, text boxes, diagrams, descriptions.

    Of a thread of comments, programs that know none get the words in a comment by "tc=";
    `threads` says that they are read by themselves.
    """

    def __init__(self, story: Story, threads: bool = False) -> None:
        self._story = story
        self._threads = threads
        self._text = self._named = False
        self._outside = 0  # open elements that are left out
        self._font = ""
        self._authors: list[str] = []
        self._branches = Branches()
        self._names = by_clark({
            "x:comment": "comment", "a:p": "block", "x:t": "text", "a:t": "text",
            "x:rFont": "font", "a:latin": "latin", "x:r": "run", "a:r": "run",
            "xdr:cNvPr": "description", "x:author": "author",
        })  # fmt: skip
        self._comment = frozenset(by_clark({"x:comment": None}))

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        name = self._names.get(tag)
        if name == "comment":
            author = whole(attributes.get("authorId", ""), -1)
            is_copy = 0 <= author < len(self._authors) and self._authors[author][:3] == "tc="
            self._outside += self._threads and is_copy
            name = "block"
        elif tag in self._branches.names:
            self._outside += self._branches.begin(tag)
        if self._outside:
            return
        if name == "block":
            self._story.begin()
        elif name == "text":
            self._text = True
        elif name == "author":
            self._authors.append("")
            self._named = True
        elif name == "run":
            self._font = ""
        elif name == "font":
            self._font = value(attributes)
        elif name == "latin":
            self._font = attributes.get("typeface", "")
        elif name == "description":
            self._story.line(attributes.get("descr", ""))
        elif name is None and tag.endswith("}threadedComment"):
            self._story.begin()
        elif name is None and tag.endswith("threadedcomments}text"):
            self._text = True

    def end(self, tag: str) -> None:
        """An element ends."""
        name = self._names.get(tag)
        if tag in self._comment and self._outside:
            self._outside -= 1
        elif tag in self._branches.names:
            self._outside -= self._branches.end(tag)
        elif self._outside:
            return
        elif name in ("block", "comment") or tag.endswith("}threadedComment"):
            self._story.end()
        elif name == "author":
            self._named = False
        elif name == "text" or tag.endswith("threadedcomments}text"):
            self._text = False

    def data(self, text: str) -> None:
        """Some text; one text may come in several pieces."""
        if self._named:
            self._authors[-1] += text
        elif self._text and not self._outside:
            self._story.add(text, self._font)

    def close(self) -> None:
        """The part ends."""
        self._story.close()
