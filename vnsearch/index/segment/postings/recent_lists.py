"""The posting lists of a segment that queries asked for last, kept decoded.

A few hundred syllables are most of any Vietnamese text, so one query asks for much of what the
one before did.
"""

from __future__ import annotations

from collections.abc import Hashable

from vnsearch.index.segment.postings.posting_file import PostingFile
from vnsearch.index.segment.postings.posting_list import PostingList

_BYTES_A_DOCUMENT = 256  # of the segment: that is room for some hundred common terms
_MOST_BYTES = 1 << 26
_LEAST_BYTES = 1 << 8  # that one counts for, with what it is kept under


class RecentLists:
    """Reads posting lists of a segment with `size` documents; remembers the last of them.

    Those read of late and those read before are two tables. When the first is full it becomes
    the second, so that a list stays that is asked for again while either fills.
    """

    def __init__(self, size: int) -> None:
        self._room = min(_BYTES_A_DOCUMENT * size, _MOST_BYTES) // 2
        self._held = 0  # bytes of the lists read of late
        self._late: dict[Hashable, PostingList] = {}
        self._before: dict[Hashable, PostingList] = {}

    def read(self, file: PostingFile, ordinal: int) -> PostingList:
        """The list of that number of a file of the segment."""
        key = file, ordinal
        held = self._late.get(key)
        if held is None:
            held = self._before.get(key)
            if held is None:
                held = file.read(ordinal)
            self.keep(key, held)
        return held

    def get(self, key: Hashable) -> PostingList | None:
        """A list that was made of others and kept, if it still is."""
        held = self._late.get(key)
        return self._before.get(key) if held is None else held

    def keep(self, key: Hashable, postings: PostingList) -> None:
        """Keep a list for the next time."""
        self._held += max(postings.nbytes, _LEAST_BYTES)
        if self._held > self._room:
            # Not emptied: another thread may read them.
            self._late, self._before, self._held = {}, self._late, 0
        self._late[key] = postings
