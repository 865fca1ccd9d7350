"""A term is found by its ways exactly where the marks rule says that it answers."""

from __future__ import annotations

from itertools import product
from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vnsearch.text.forms import exact_way, fold_way, form, ways
from vnsearch.text.marks import bears, bears_prefix, has_marks
from vnsearch.text.syllable import place_tone, split_tone
from vnsearch.text.terms import exact_term, folded_term
from vnsearch.text.tokenize import tokenize

from .samples import LETTERS, SYLLABLES, texts

words = st.text(st.sampled_from(LETTERS + list("bcdghklmnpqrstvxyzz")), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("hoi", "/hoi =hoi"),
        ("hội", "/hoi +0hôi +5hoi +5hôi =hội"),
        ("nghị", "/nghi +5nghi =nghị"),
        ("2024", "/2024 =2024"),
        ("c++", "/c++ =c++"),
        ("中国", "/中国 =中国"),
    ],
)
def test_ways(term: str, expected: str) -> None:
    assert list(ways(exact_term(term))) == expected.split()


def typed_for(term: str) -> set[str]:
    """What may be typed for a term: some of its marks left out, and others of its letters."""
    letters, tone = split_tone(term)
    flat = folded_term(letters)
    found = {term, letters, flat, place_tone(flat, tone), term.replace("đ", "d")}
    found |= {place_tone(letters, other) for other in range(6)}
    return {exact_term(word) for word in found if word}


def has_ways(term: str) -> bool:
    """Whether a term has few enough marks for every partly marked form of it."""
    marks = sum("\u0300" <= ch <= "\u036f" for ch in normalize("NFD", term))
    return marks + term.count("đ") <= 10


def check(document: str, query: str) -> None:
    if folded_term(document) != folded_term(query):
        return
    if not has_ways(document):
        assert form(document) in ways(document)
        return
    wanted = bears(document, query) if has_marks(query) else True
    assert (form(query) in ways(document)) == wanted, (document, query)
    assert (exact_way(query) in ways(document)) == (document == query)


def test_syllables() -> None:
    by_fold: dict[str, set[str]] = {}
    for syllable in SYLLABLES:
        for typed in typed_for(exact_term(syllable)):
            by_fold.setdefault(folded_term(typed), set()).add(typed)
    for terms in by_fold.values():
        for document, query in product(terms, terms):
            check(document, query)


@given(words, words)
@example("đđườngg", "đđuòngg")
@example("đấấấếứ", "a")
def test_any_letters(document: str, query: str) -> None:
    document, query = exact_term(document), exact_term(query)
    check(document, query)
    for typed in typed_for(document):
        check(document, typed)


@given(texts)
def test_any_token(text: str) -> None:
    for token in tokenize(text):
        term = exact_term(token.text)
        found = ways(term)
        assert found[0] == fold_way(term) and found[-1] == exact_way(term)
        assert form(term) in found
        assert not any(ch.isspace() or ch == "|" for way in found for ch in way)
        assert all(len(way.encode("utf-8", "surrogatepass")) <= 32766 for way in found)
        for typed in typed_for(term):
            check(term, typed)


@given(words, st.integers(1, 4))
def test_beginnings(document: str, length: int) -> None:
    term = exact_term(document)
    for typed in typed_for(term):
        prefix = exact_term(typed[:length])
        begins = folded_term(term).startswith(folded_term(prefix))
        wanted = bears_prefix(term, prefix) if has_marks(prefix) else begins
        assert any(way.startswith(form(prefix)) for way in ways(term)) == wanted


def test_a_term_that_is_too_long_is_cut_the_same_way_on_both_sides() -> None:
    long = "ộ" * 20_000
    assert all(len(way) < 200 for way in ways(long))
    assert exact_way(long) != exact_way(long + "ộ")
    assert form(long) in ways(long)
