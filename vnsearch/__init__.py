"""Full-text search for Vietnamese: with, without or with half of the accents.

The names below are the public interface; each is imported when first used, so that
`import vnsearch` costs nothing that is not needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vnsearch.errors import (
        ClusterError,
        ForeignIndexError,
        IndexDamagedError,
        IndexLockedError,
        IndexNotFoundError,
        IndexVersionError,
        QueryError,
        VnsearchError,
    )
    from vnsearch.opening import open_index, verify
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
    from vnsearch.search.protocol import Index
    from vnsearch.updating import update_index

__version__ = "0.1.0"

__all__ = [
    "ClusterError",
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
    "ClusterError": "vnsearch.errors",
    "ForeignIndexError": "vnsearch.errors",
    "IndexDamagedError": "vnsearch.errors",
    "IndexLockedError": "vnsearch.errors",
    "IndexNotFoundError": "vnsearch.errors",
    "IndexVersionError": "vnsearch.errors",
    "QueryError": "vnsearch.errors",
    "VnsearchError": "vnsearch.errors",
    "update_index": "vnsearch.updating",
    "verify": "vnsearch.opening",
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
    "Index": "vnsearch.search.protocol",
    "open_index": "vnsearch.opening",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'vnsearch' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
