"""Did you mean: a query in other words, for one that finds little as it is typed.

Words are replaced by words of the index only: raw keystrokes by what they type, a slip of the
hand by what stands beside these neighbours, and marks that a word never bears beside these
neighbours by those that it does. The query made so must find more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np

from vnsearch.frozen import NamedTuple, replace
from vnsearch.index.arrays.array_file import Array
from vnsearch.query.clauses import Query, Word
from vnsearch.search.matching.segment_view import SegmentView
from vnsearch.search.matching.word_list import count_live, in_all, union_mask
from vnsearch.search.reading.accents import MOST_WORDS, rewritten
from vnsearch.search.reading.apart import beside, in_full, parted
from vnsearch.search.reading.corrections import is_answered, is_known, keeps_marks
from vnsearch.search.reading.guesses import Guess, make_guesses
from vnsearch.search.reading.markov import Likely, most_likely
from vnsearch.search.reading.neighbours import count_neighbours
from vnsearch.text.marks import bears, has_marks

_LITTLE = 10  # documents
_CLEARLY = 5  # times as many, or more, have the words with other marks
_WRONG_MARKS = 0.001  # how likely a word is typed with marks that it does not bear
_NOT_AS_TYPED = 0.05  # how likely a word beside keystrokes lacks marks that it bears
_LIKELY = 0.5  # the least confidence for marks, where those that were typed are nowhere
_SURE = 0.9  # the least confidence for other marks than were typed
_ONE_WAY = np.ones(1)


def suggest(views: Sequence[SegmentView], query: Query, total: int) -> str:
    """The query's text with words replaced, so that it finds more; "" if nothing is better.

    `total` documents have all the words with any marks. There is a suggestion only where few
    of them, or next to none, have the words with the marks that were typed.
    """
    words = query.words()
    if not views or not 0 < len(words) <= MOST_WORDS:
        return ""
    answered = _answered(views, words)
    if answered.words == len(words) and answered.documents > max(_LITTLE, total // _CLEARLY):
        return ""
    terms = _better(views, dict(_replaced(views, query)), dict(_apart(views, words)))
    meant = [
        replace(word, term=term)
        for word in words
        for term in terms.get(word, word.term).split(" ")
    ]
    return rewritten(query, terms) if terms and _answered(views, meant) > answered else ""


class _Answered(NamedTuple):
    """How many words of a query one document answers exactly, at best, and how many do."""

    words: int
    documents: int


def _answered(views: Sequence[SegmentView], words: Sequence[Word]) -> _Answered:
    whole = sum(_with_all(each, words) for each in views)
    if whole:
        return _Answered(len(words), whole)
    answered = _Answered(0, 0)
    for each in views:
        counts = np.zeros(each.segment.documents, np.uint8)  # there are few words
        for word in words:
            counts += union_mask(each.answering(word).exact, len(counts))
        counts[each.segment.deleted] = 0
        best = int(counts.max(initial=0))
        documents = int(np.count_nonzero(counts == best)) if best else 0
        if best == answered.words:
            documents += answered.documents
        answered = max(answered, _Answered(best, documents))
    return answered


def _with_all(view: SegmentView, words: Sequence[Word]) -> int:
    """How many live documents of a segment answer all of some words exactly."""
    held = [view.answering(word).exact for word in words]
    if len(held) == 1:
        return count_live(held[0], view.segment)
    return len(in_all(held, view.segment))


def _apart(views: Sequence[SegmentView], words: Sequence[Word]) -> Iterator[tuple[Word, str]]:
    """The words that the index has in no way, and the several that each most likely is."""
    for word in words:
        if not is_known(views, word.term):
            several = in_full(views, word.term) or parted(views, word.term)
            if several:
                yield word, several


def _better(
    views: Sequence[SegmentView], replaced: dict[Word, str], apart: dict[Word, str]
) -> dict[Word, str]:
    """What words are replaced by; they come apart if nothing else is meant by them, or what is
    stands in fewer documents: trungthu is trung thu before a rare slip.
    """
    if replaced and replaced.keys() == apart.keys():
        rarer = (
            _answered(views, (replace(word, term=term),)).documents < beside(views, apart[word])
            for word, term in replaced.items()
        )
        return apart if all(rarer) else replaced
    return replaced or apart


def _replaced(views: Sequence[SegmentView], query: Query) -> Iterator[tuple[Word, str]]:
    """The words that mean another term, and that term."""
    runs = make_guesses(views, query)
    guesses = list(chain.from_iterable(runs))
    bare = not any(has_marks(guess.word.term) for guess in guesses)
    if bare and all(guess.how == "typed" for guess in guesses):
        return
    slots = [[guess.slot for guess in run] for run in runs]
    neighbours = count_neighbours(views, slots)
    raw = any(guess.how == "keys" for guess in guesses)
    typed = [
        [_typed(neighbours.terms(guess.slot), guess, raw) for guess in run] for run in runs
    ]
    likely = chain.from_iterable(most_likely(neighbours, slots, typed, _ONE_WAY))
    for guess, meant in zip(guesses, likely, strict=True):
        word = guess.word
        if guess.how == "keys":
            replaces = meant.supported or _are_keystrokes(guesses)
        elif guess.how == "slip":
            replaces = True
        elif has_marks(word.term):
            replaces = _has_wrong_marks(views, word, meant)
        else:
            replaces = bare and _is_slip_in(guesses) and meant.confidence >= _LIKELY
        if replaces and meant.term != word.term:
            yield word, meant.term


def _typed(terms: Sequence[str], guess: Guess, raw: bool) -> Array:
    """[way, term]: how likely the word is typed if the term is meant; there is one way. Who
    types some words in keystrokes, which is `raw`, mostly means the others as they are.
    """
    if guess.how == "keys":
        fit = [any(term == word.term for word in guess.slot) for term in terms]
    else:
        fits = keeps_marks if guess.how == "slip" else bears
        fit = [fits(term, guess.word.term) for term in terms]
    likely = np.where(fit, 1.0, _WRONG_MARKS)
    if raw and guess.how == "typed":
        likely *= np.where([term == guess.word.term for term in terms], 1.0, _NOT_AS_TYPED)
    return likely[None]


def _are_keystrokes(guesses: Sequence[Guess]) -> bool:
    """Whether words that no neighbour supports are keystrokes all the same.

    A single word is, unless it is a name and a figure as much, such as quan1; of several one
    must have two keys more than letters, since English words such as `tax` have one.
    """
    keys = [(guess.word.term, guess.slot[0].term) for guess in guesses if guess.how == "keys"]
    if len(guesses) == 1:
        typed = keys[0][0]
        return not (typed[:-1].isalpha() and typed[-1].isdigit())
    return len(keys) > 1 and any(len(typed) > len(term) + 1 for typed, term in keys)


def _is_slip_in(guesses: Sequence[Guess]) -> bool:
    """Whether a word is mended: then those beside it are shown with their marks as well."""
    return any(guess.how == "slip" for guess in guesses)


def _has_wrong_marks(views: Sequence[SegmentView], word: Word, meant: Likely) -> bool:
    """Whether a word was typed with marks that it does not have where it stands."""
    least = _SURE if is_answered(views, word.term) else _LIKELY
    return meant.supported and meant.confidence >= least and not bears(meant.term, word.term)
