"""The index's schema, in Whoosh's own field types, so that any Whoosh opens it."""

from __future__ import annotations

from vnsearch.document_fields import FIELDS
from vnsearch.index.bridge.whoosh_import import analysis, fields


def make_schema() -> fields.Schema:
    """A field for every way in which documents are found, and those that are only stored.

    `exact`, `folded` and the text fields of `document_fields` hold terms, `pairs` two folded
    terms with a space between; `id` is a document's own or `path#part`; `date` is YYYYMMDD with
    zeros for what is not known; several values of a field are lines; `file` is the size, time
    of change and digest of the file. Of documents added through Whoosh, `text` is indexed, or
    `exact` where there is no `text`.
    """
    spaces = analysis.SpaceSeparatedTokenizer()
    schema = fields.Schema(
        exact=fields.TEXT(analyzer=spaces, stored=True),
        folded=fields.TEXT(analyzer=spaces),
        pairs=fields.KEYWORD(commas=True, scorable=True),
        id=fields.ID(stored=True, unique=True),
        text=fields.STORED,
        title_in_body=fields.STORED,
        part=fields.STORED,
        line=fields.STORED,
        file=fields.STORED,
    )
    for field in FIELDS:
        if field.type == "text":
            schema.add(field.name, fields.TEXT(analyzer=spaces, phrase=False, stored=True))
        else:
            schema.add(field.name, fields.ID(stored=True) if field.example else fields.STORED)
    return schema
