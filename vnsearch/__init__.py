"""Full-text search for Vietnamese: with, without or with half of the accents.

The names below are the public interface; each is imported when first used, so that
`import vnsearch` costs nothing that is not needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vnsearch.errors import VnsearchError
    from vnsearch.index.update import update_index
    from vnsearch.search.searcher import Index, open_index

__version__ = "0.1.0"

__all__ = ["Index", "VnsearchError", "__version__", "open_index", "update_index"]

_HOMES = {
    "Index": "vnsearch.search.searcher",
    "VnsearchError": "vnsearch.errors",
    "open_index": "vnsearch.search.searcher",
    "update_index": "vnsearch.index.update",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'vnsearch' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
