"""The parts of Whoosh that the index builds on, imported in one place.

Whoosh 2.7.4 has string escapes and comparisons that Python 3.12 and later warn of while
compiling; users must not see that, and where warnings are errors it must not stop us.
"""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from whoosh import analysis, fields, formats, index, matching, query, reading, writing
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
    "whoosh3",
    "writing",
]
