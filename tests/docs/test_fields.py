"""Every field of documents is told of where people look for it, and known where it is used."""

from __future__ import annotations

from typing import get_args, get_type_hints

import pytest

from vnsearch.cli.arguments.search_options import EXAMPLES
from vnsearch.document_fields import FIELDS, QUERIED, Field
from vnsearch.index.bridge.whoosh_schema import make_schema
from vnsearch.query.clauses import FieldName
from vnsearch.query.parse import parse_query
from vnsearch.records import Document, Hit

from .pages import CONTRACT, REFERENCE, read


@pytest.mark.parametrize("field", QUERIED, ids=lambda field: field.name)
def test_a_field_that_can_be_asked_for_is_in_help_and_reference(field: Field) -> None:
    assert f"  {field.example}" in EXAMPLES
    assert f"  {field.example}" in read(REFERENCE)
    (clause,) = parse_query(field.example).clauses
    assert str(clause).startswith(f"{field.name}:")


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_a_field_is_a_member_of_all_that_passes_on(field: Field) -> None:
    type_ = "array" if field.many else "string"
    assert (f"| `{field.member}` | {type_} |" in _hit_members()) == field.shown
    assert (field.member in get_type_hints(Hit)) == field.shown
    assert field.member in get_type_hints(Document)
    assert field.name in make_schema().stored_names()


def test_the_types_of_clauses_name_the_fields_of_words_and_values() -> None:
    assert set(get_args(FieldName)) == {f.name for f in QUERIED if f.type != "date"}


def _hit_members() -> str:
    """What the contract says of a hit."""
    return read(CONTRACT).split("\n## A hit\n")[1].split("\n## ")[0]
