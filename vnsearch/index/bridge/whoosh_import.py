"""Whoosh, imported in one place: what the index builds on, and what searches it in tests.

Whoosh 2.7.4 has string escapes and comparisons that Python warns of while compiling; users
must not see that, and where warnings are errors it must not stop us. `whoosh3` is here
because Whoosh imports it late by itself.
"""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from whoosh import (
        analysis,
        fields,
        formats,
        index,
        matching,
        query,
        reading,
        scoring,
        writing,
    )
    from whoosh.codec import base, whoosh3
    from whoosh.filedb import filestore

__all__ = [
    "analysis",
    "base",
    "fields",
    "filestore",
    "formats",
    "index",
    "matching",
    "query",
    "reading",
    "scoring",
    "whoosh3",
    "writing",
]
