"""A document of more words than are indexed as one is told by counting them."""

from __future__ import annotations

import pytest

from vnsearch.documents.limits import DOCUMENT_WORDS, PIECE_SIZE
from vnsearch.index.updating.word_limit import too_many_words
from vnsearch.records import Document


def document(body: str) -> Document:
    return Document(path="a.txt", title="Hội nghị", body=body)


@pytest.mark.parametrize(
    "body",
    [
        "ở " * DOCUMENT_WORDS,  # exactly as many as may be
        "hội nghị\n" * (DOCUMENT_WORDS // 4),
        "…\u00a0" * DOCUMENT_WORDS,
        "ế" * (DOCUMENT_WORDS + 1),
    ],
)
def test_documents_within_the_limit(body: str) -> None:
    assert len(body) > PIECE_SIZE
    assert too_many_words(document(body)) is None


@pytest.mark.parametrize(
    "body",
    ["ở " * (DOCUMENT_WORDS + 1), "國" * (DOCUMENT_WORDS + 1), "ờ…" * (DOCUMENT_WORDS + 1)],
)
def test_documents_beyond_the_limit(body: str) -> None:
    problem = too_many_words(document(body))
    assert problem is not None
    assert (problem.what, problem.path) == ("too many words", "a.txt")
