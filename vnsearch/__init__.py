"""Full-text search for Vietnamese: with, without or with half of the accents.

The names below are the public interface; each is imported when first used, so that
`import vnsearch` costs nothing that is not needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vnsearch.errors import (
        ForeignIndexError,
        IndexDamagedError,
        IndexLockedError,
        IndexNotFoundError,
        IndexVersionError,
        QueryError,
        VnsearchError,
    )
    from vnsearch.index.update import (
        update_index,
    )
    from vnsearch.index.verify import (
        verify,
    )
    from vnsearch.records import (
        Document,
        Explanation,
        Facet,
        FileNote,
        Hit,
        IndexFault,
        IndexStats,
        Problem,
        Progress,
        Root,
        RootRules,
        SearchResult,
        Snippet,
        TermCount,
        UpdateSummary,
        WordAnswer,
    )
    from vnsearch.search.searcher import (
        Index,
        open_index,
    )

__version__ = "0.1.0"

__all__ = [
    "Document",
    "Explanation",
    "Facet",
    "FileNote",
    "ForeignIndexError",
    "Hit",
    "Index",
    "IndexDamagedError",
    "IndexFault",
    "IndexLockedError",
    "IndexNotFoundError",
    "IndexStats",
    "IndexVersionError",
    "Problem",
    "Progress",
    "QueryError",
    "Root",
    "RootRules",
    "SearchResult",
    "Snippet",
    "TermCount",
    "UpdateSummary",
    "VnsearchError",
    "WordAnswer",
    "__version__",
    "open_index",
    "update_index",
    "verify",
]

_HOMES = {
    "ForeignIndexError": "vnsearch.errors",
    "IndexDamagedError": "vnsearch.errors",
    "IndexLockedError": "vnsearch.errors",
    "IndexNotFoundError": "vnsearch.errors",
    "IndexVersionError": "vnsearch.errors",
    "QueryError": "vnsearch.errors",
    "VnsearchError": "vnsearch.errors",
    "update_index": "vnsearch.index.update",
    "verify": "vnsearch.index.verify",
    "Document": "vnsearch.records",
    "Explanation": "vnsearch.records",
    "Facet": "vnsearch.records",
    "FileNote": "vnsearch.records",
    "Hit": "vnsearch.records",
    "IndexFault": "vnsearch.records",
    "IndexStats": "vnsearch.records",
    "Problem": "vnsearch.records",
    "Progress": "vnsearch.records",
    "Root": "vnsearch.records",
    "RootRules": "vnsearch.records",
    "SearchResult": "vnsearch.records",
    "Snippet": "vnsearch.records",
    "TermCount": "vnsearch.records",
    "UpdateSummary": "vnsearch.records",
    "WordAnswer": "vnsearch.records",
    "Index": "vnsearch.search.searcher",
    "open_index": "vnsearch.search.searcher",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'vnsearch' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
