"""What the indices are called that an index on a cluster is made of."""

from __future__ import annotations

from typing import NamedTuple


class IndexNames(NamedTuple):
    """The indices that one generation of an index is made of."""

    documents: str
    files: str
    words: str  # the vocabulary

    @classmethod
    def of(cls, documents: str) -> IndexNames:
        """Those that go with the index of the documents."""
        return cls(documents, f"{documents}-files", f"{documents}-words")


def generation_name(name: str, generation: int) -> str:
    """The index that the alias `name` leads to, of a generation."""
    return f"{name}-{generation:06}"


def lock_name(name: str) -> str:
    """The index that holds the writer's lock."""
    return f"{name}-lock"
