"""A Whoosh tokenizer that yields this package's terms, so that both index the same words."""

from __future__ import annotations

from collections.abc import Iterator

from whoosh.analysis import Token, Tokenizer

from vnsearch.text.terms import exact_term, folded_term
from vnsearch.text.tokenize import token_bounds


class TermTokenizer(Tokenizer):  # type: ignore[misc]
    """Exact or folded terms with their places."""

    def __init__(self, folded: bool) -> None:
        self.folded = folded

    def __call__(self, value: str, **options: object) -> Iterator[Token]:
        token = Token()
        for position, (start, end) in enumerate(token_bounds(value)):
            term = exact_term(value[start:end])
            token.text = folded_term(term) if self.folded else term
            token.pos = position
            token.startchar, token.endchar = start, end
            yield token
