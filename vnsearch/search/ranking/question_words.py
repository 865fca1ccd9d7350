"""What a word of asking is worth: less than its rarity says, since right answers lack it.

"Ai là vua đầu tiên" is answered by texts that have neither "ai" nor "ai là". The table is
learned from questions and their right passages by tests/bench/learn_question_words.py.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache

from vnsearch.query.clauses import Phrase, Query, QuotedWord, Word, words_of
from vnsearch.text.terms import folded_term

# What is rarer in right answers than this is said by those who ask and hardly by others: a
# query with such a word ("nào") or such neighbours ("vì sao", not "đã có") is a question.
_ASKING_WORD = -2.5
_ASKING_PAIR = -3.5
_TABLE = os.path.join(os.path.dirname(__file__), "question_words.txt")


class Asking:
    """The corrections of one query: to be added to the idf of its words and pairs.

    Words of phrases and a query of a single word keep their idf, and so do words where no
    other would be left.
    """

    def __init__(self, query: Query) -> None:
        quoted = {word.term for word in _quoted(query)}
        words = dict.fromkeys(word.term for word in query.words())
        self._words = {term: _table().get(term, 0.0) for term in words if term not in quoted}
        self._quoted = quoted
        if len(words) < 2 or all(self._words.get(term) for term in words):
            self._words = {}
            self._quoted = set(words)

    def word(self, term: str) -> float:
        """The correction of a word, 0 or below."""
        return self._words.get(term, 0.0)

    def pair(self, first: str, second: str) -> float:
        """The correction of two neighbours, 0 or below."""
        if first in self._quoted and second in self._quoted:
            return 0.0
        return _table().get(f"{folded_term(first)} {folded_term(second)}", 0.0)


def makes_a_question(correction: float, words: int) -> bool:
    """Whether a word, or two, of that correction make of a query a question."""
    return correction <= (_ASKING_WORD if words == 1 else _ASKING_PAIR)


def _quoted(query: Query) -> list[Word]:
    return [
        word
        for operand in query.operands()
        if isinstance(operand, Phrase | QuotedWord)
        for word in words_of(operand)
    ]


@lru_cache(1)
def _table() -> Mapping[str, float]:
    with open(_TABLE, encoding="utf-8") as lines:
        rows = (line.split("\t") for line in lines if not line.startswith("#"))
        return {name: float(correction) for name, correction in rows}
