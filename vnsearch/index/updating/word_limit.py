"""How many words one document may have: each takes memory and time of its own."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from vnsearch.documents.faults import Place
from vnsearch.documents.limits import DOCUMENT_WORDS, PIECE_SIZE
from vnsearch.index.arrays.character_table import CharacterTable
from vnsearch.records import Document, Problem
from vnsearch.text.characters import LONE, SEPARATOR, character_class


def too_many_words(document: Document) -> Problem | None:
    """What is wrong with a document of more words than are indexed; None for any other."""
    body = document.body
    if len(body) <= DOCUMENT_WORDS:
        return None
    words = 0
    for at in range(0, len(body), PIECE_SIZE):
        words += _words(body[at : at + PIECE_SIZE])
        if words > DOCUMENT_WORDS:
            place = Place(document.path, document.part, document.line)
            return place.failed("too many words", f"{DOCUMENT_WORDS:,}").problem
    return None


def _words(text: str) -> int:
    """How many tokens a text has at most: each ideograph is one."""
    classes = _table().numbers(text)
    within = classes != SEPARATOR
    starts = int(within[0]) + int(np.count_nonzero(within[1:] & ~within[:-1]))
    return starts + int(np.count_nonzero(classes == LONE))


@lru_cache(1)
def _table() -> CharacterTable:
    return CharacterTable(character_class)
