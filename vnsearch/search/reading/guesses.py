"""What each word of a query may mean besides what it says, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from vnsearch.document_fields import FIELD_OF
from vnsearch.frozen import NamedTuple, replace
from vnsearch.query.clauses import Query, Word
from vnsearch.search.matching.segment_view import SegmentView
from vnsearch.search.reading.corrections import (
    from_keystrokes,
    from_slip,
    is_answered,
    is_known,
    is_usual,
)
from vnsearch.search.reading.neighbours import Slot
from vnsearch.text.marks import has_marks
from vnsearch.text.terms import folded_term


class Guess(NamedTuple):
    """What a word may mean: itself, with its marks or others; keystrokes; a slip."""

    word: Word
    how: Literal["typed", "keys", "slip"]
    slot: Slot


def make_guesses(views: Sequence[SegmentView], query: Query) -> list[list[Guess]]:
    """For each word of each run what it may mean; one that is mended helps to mend the next."""
    keys = _keystrokes(views, query)
    runs = []
    for run in query.sequence:
        terms = [keys[word][0].term if word in keys else word.term for word in run]
        guesses = []
        for place, word in enumerate(run):
            if word in keys:
                guesses.append(Guess(word, "keys", keys[word]))
                continue
            folds = []
            if not (_is_acronym(query, word) or _is_field(query, word)):
                folds = from_slip(views, *_around(terms, place))
            terms[place] = folds[0] if folds else terms[place]
            guesses.append(_guess(views, word, folds))
        runs.append(guesses)
    return runs


def _keystrokes(views: Sequence[SegmentView], query: Query) -> dict[Word, Slot]:
    """The words that may be raw keystrokes, and what they type.

    Beside words with marks, which an input method wrote, they are so only where what they
    type is usual. A word of the index may be keystrokes only beside some that is none.
    """
    marked = any(has_marks(word.term) for word in query.words())
    slots: dict[Word, Slot] = {}
    known = set()
    for run in query.sequence:
        terms = [word.term for word in run]
        for place, word in enumerate(run):
            left, _, right = _around(terms, place)
            key = from_keystrokes(views, word.term)
            if key and (not marked or is_usual(views, left, key, right)):
                slots[word] = (replace(word, term=key),)
                if is_known(views, word.term):
                    slots[word] += (word,)
                    known.add(word)
    return {} if len(known) == len(slots) else slots


def _around(terms: Sequence[str], place: int) -> tuple[str, str, str]:
    """A term between its neighbours; "" where there is none."""
    left, term, right = ["", *terms, ""][place : place + 3]
    return left, term, right


def _guess(views: Sequence[SegmentView], word: Word, folds: Sequence[str]) -> Guess:
    if folds:
        return Guess(word, "slip", tuple(replace(word, term=fold) for fold in folds))
    if not has_marks(word.term):
        return Guess(word, "typed", (word,))
    bare = replace(word, term=folded_term(word.term))
    return Guess(word, "typed", (word, bare) if is_answered(views, word.term) else (bare,))


def _is_field(query: Query, word: Word) -> bool:
    """Whether a word is the name of a field, with nothing to look for behind its colon."""
    typed = query.text[word.start : word.end]
    return typed in FIELD_OF and query.text[word.end : word.end + 1] == ":"


def _is_acronym(query: Query, word: Word) -> bool:
    """Whether a word stands in capitals in a query that does not."""
    return query.text[word.start : word.end].isupper() and not query.text.isupper()
