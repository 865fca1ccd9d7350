"""The index's schema, in Whoosh's own field types, so that any Whoosh opens it."""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    # Whoosh 2.7.4 has string escapes that Python 3.12 and later warn of while compiling.
    warnings.simplefilter("ignore")
    from whoosh.analysis import SpaceSeparatedTokenizer
    from whoosh.fields import ID, STORED, TEXT, Schema


def make_schema() -> Schema:
    """A field for every way in which documents are found, and `text`, which is only stored.

    `exact`, `folded`, `title`, `path` and `author` hold terms, `pairs` two folded terms with a
    space between; `date` is YYYYMMDD with zeros for what is not known.
    """
    terms = TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=True)
    words = TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=False)
    return Schema(
        exact=terms,
        folded=terms,
        pairs=ID(),
        title=words,
        path=words,
        author=words,
        id=ID(stored=True),
        date=ID(stored=True),
        text=STORED,
    )
