"""The other ways to write what has signs within, 18-NQ/TW and U.B.N.D, or would have them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from vnsearch.patterns import pattern
from vnsearch.query.clauses import Word
from vnsearch.records import How
from vnsearch.search.ways.collocations import Collocations
from vnsearch.search.ways.way import Part, Way, only_term
from vnsearch.text.marks import has_marks
from vnsearch.text.spelled import LETTERS, LONGEST_SPELLED
from vnsearch.text.syllable import is_bare_syllable
from vnsearch.text.synonyms import Synonyms, Wording
from vnsearch.text.terms import exact_term, folded_term
from vnsearch.text.values.fractions import SLASHES, fraction_of
from vnsearch.text.values.said import SpelledWord

MOST_WORDINGS = 200  # for one run of words, of a table that gives it on many lines
_PARTED: How = "parted"
_JOINED: How = "joined"
_LONGEST = 6  # letters, of what is known as no abbreviation
_numbered = pattern(r"([0-9]+)([^\W\d_]+)|([^\W\d_]+)([0-9]+)").fullmatch


def ways_of_phrase(
    text: str,
    words: tuple[Word, ...],
    collocations: Collocations,
    synonyms: Sequence[Synonyms],
) -> Iterator[Way]:
    """What stands for all words of something that is written with signs within."""
    joined = joined_term(text, words)
    fold = folded_term(joined)
    if not is_bare_syllable(fold):  # G.A.P is no gặp, and B.A.C.H no Bach
        is_one = not fold.isdecimal() and not _is_rate(text, words)
        if is_one and collocations.has(joined):
            yield Way(words, (Part(joined),), "joined", all_exact=not has_marks(joined))
        yield from ways_of_spelled(words, joined, collocations, synonyms)
    yield from _of_dotted(text, words, synonyms)
    yield from _of_numbered(words, collocations)
    above, below = words[0], words[-1]
    if len(words) == 2 and text[above.end : below.start] in SLASHES:
        sign = fraction_of(above.term, below.term)
        if sign and collocations.has(sign):
            yield Way(words, (only_term(sign),), "number")


def ways_of_spelled(
    words: tuple[Word, ...],
    term: str,
    collocations: Collocations,
    synonyms: Sequence[Synonyms],
    how: How = "parted",
) -> Iterator[Way]:
    """How a term of letters may be spelled in place of some words that are not spelled so."""
    if not 1 < len(term) <= LONGEST_SPELLED or not LETTERS.issuperset(term):
        return
    if not (runs := collocations.spelled(term)):
        return
    is_known = any(next(table.of((term,)), None) for table in synonyms)
    if len(term) > _LONGEST and not is_known:
        return
    typed = tuple(word.term for word in words)
    for parts in runs:
        if tuple(part.term for part in parts) != typed:
            yield Way(words, parts, how, SpelledWord(is_known))


def parts_of_wording(wording: Wording) -> tuple[Part, ...]:
    """A wording as parts of a way, with its marks or with none."""
    return tuple(Part(term, frozenset((term, folded_term(term)))) for term in wording)


def joined_term(text: str, words: Sequence[Word]) -> str:
    """Some words of a text as one term."""
    return exact_term("".join(text[word.start : word.end] for word in words))


def _of_dotted(
    text: str, words: tuple[Word, ...], synonyms: Sequence[Synonyms]
) -> Iterator[Way]:
    """What an abbreviation stands for that has dots between all of its parts: U.B.N.D."""
    if {text[left.end : right.start] for left, right in pairwise(words)} == {"."}:
        typed = (joined_term(text, words),)
        told = (list(islice(table.of(typed), MOST_WORDINGS)) for table in synonyms)
        for wording, source in next(filter(None, told), ()):
            yield Way(words, parts_of_wording(wording), source)


def _of_numbered(words: tuple[Word, ...], collocations: Collocations) -> Iterator[Way]:
    """A number apart from the letters beside it, or together with them: 18NQ/TW and 18-NQ/TW.

    Not behind another number, 1.500km, of which the value tells; and letters that are a
    syllable have nothing to do with the number, as two words are not joined to one.
    """
    terms = tuple(word.term for word in words)
    for place, term in enumerate(terms):
        before, behind = terms[:place], terms[place + 1 :]
        if before and before[-1].isdecimal() and term[0].isdecimal():
            continue
        if halves := _halves(term):
            run, how = (*before, *halves, *behind), _PARTED
        elif (
            len(terms) > 2 and behind and _halves(term + behind[0]) == terms[place : place + 2]
        ):
            run, how = (*before, term + behind[0], *behind[1:]), _JOINED
        else:
            continue
        parts = tuple(map(Part, run))
        if collocations.stand_side_by_side(parts):
            yield Way(words, parts, how, all_exact=not any(map(has_marks, run)))


def _halves(term: str) -> tuple[str, ...]:
    """A number and letters that are no syllable, if they are all that a term is."""
    numbered = _numbered(term)
    halves = tuple(filter(None, numbered.groups())) if numbered else ()
    return () if any(map(is_bare_syllable, map(folded_term, halves))) else halves


def _is_rate(text: str, words: Sequence[Word]) -> bool:
    """Whether it says of a number what it is for each: 8 m/s has nothing to do with MS."""
    is_for_each = "/" in text[words[0].end : words[-1].start]
    return is_for_each and text[: words[0].start].rstrip()[-1:].isdecimal()
