"""A posting list of arrays, stepped through as Whoosh's searcher does."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from copy import copy as shallow_copy
from typing import Any

import numpy as np

from vnsearch.index.bridge.whoosh_import import formats, matching
from vnsearch.index.segment.postings.posting_list import PostingList

_BEHIND = sys.maxsize  # a document behind the last, which Whoosh asks for (binary.py:642)


class ArrayMatcher(matching.LeafMatcher):  # type: ignore[misc]
    """Steps through a posting list; Whoosh's shortcuts by quality are not taken."""

    def __init__(
        self,
        term: tuple[str, bytes],
        postings: PostingList,
        positions: Callable[[int], list[int]],
        format_: formats.Format,
        scorer: Any,
    ) -> None:
        self.format = format_
        self.scorer = scorer
        self._term = term
        self._documents = postings.documents
        self._frequencies = postings.frequencies
        self._positions = positions
        self._ids: list[int] = [*self._documents.tolist(), _BEHIND]
        self._place = 0

    def is_active(self) -> bool:
        """Whether there is a document at the place reached."""
        return self._place < len(self._documents)

    def reset(self) -> None:
        """Go back to the first document."""
        self._place = 0

    def copy(self) -> ArrayMatcher:
        """Another matcher at the same place."""
        return shallow_copy(self)

    def id(self) -> int:
        """The number of the document; behind the last, a number above all."""
        return self._ids[self._place]

    def all_ids(self) -> Iterator[int]:
        """The numbers of the documents from here on."""
        return iter(self._ids[self._place : -1])

    def next(self) -> None:
        """Go to the next document."""
        if not self.is_active():
            raise matching.ReadTooFar
        self._place += 1

    def skip_to(self, id: int) -> None:
        """Go to the first document from here on whose number is not below `id`."""
        if not self.is_active():
            raise matching.ReadTooFar
        ahead = self._documents[self._place :]
        self._place += int(np.searchsorted(ahead, np.intp(id)))

    def weight(self) -> float:
        """How often the document has the term."""
        return float(self._frequencies[self._place])

    def value(self) -> bytes:
        """What Whoosh would keep of this posting, in the form of the field's format."""
        if self.supports("positions"):
            return bytes(self.format.encode(self.value_as("positions")))
        if isinstance(self.format, formats.Existence):
            return b""
        return bytes(formats.pack_uint(int(self._frequencies[self._place])))

    def value_as(self, astype: str) -> Any:
        """What the format knows of this posting: its positions, its frequency and so on."""
        if astype == "positions" and self.supports("positions"):
            return self._positions(self.id())
        return super().value_as(astype)

    def supports_block_quality(self) -> bool:
        """No: a list is one block, and every document of it is scored."""
        return False

    def max_quality(self) -> float:
        """No bound, so that Whoosh leaves out none."""
        return float("inf")
