"""The row of signs that a document's tokens are: it tells where the terms of a query stand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnsearch.cluster.storage.token_codes import (
    CodedTokens,
    CodeTable,
    WantedTerms,
    end_to_end,
    term_of,
    token_code,
)
from vnsearch.index.segment.layout import GAP
from vnsearch.text.terms import exact_term, folded_term
from vnsearch.text.tokenize import tokenize

TEXT = (
    "Người dân phường Nghiễng, quận Hoà Vang hỏi ông Đặng Văn Khuỷu về C++, MĐrắk, m'đrắk và"
    " Kuala Lumpur ngày 16/12; Facebook, Vietnamobile, naïve, phở, ước, ƠN, ð, ½, 北京, ភ្នំពេញ."
)
_letters = st.text("aàáảăằặâấđeêệiìĩoóôồơợuưựyýỷ bcghknpt09", max_size=12)
texts = st.lists(
    st.one_of(_letters, st.sampled_from(TEXT.split()), st.text(max_size=8)), max_size=20
).map(" ".join)


def terms(text: str) -> list[str]:
    return [exact_term(token.text) for token in tokenize(text)]


@pytest.mark.parametrize(
    ("term", "code"),
    [
        ("hội", "hOiZ    "),
        ("hoà", "hoaV    "),
        ("đường", "DUPngV  "),
        ("nghiễng", "nghiEngY"),
        ("ăâđêôơư", "ABDEOPU "),
        ("a", "a       "),
        ("ấ", "BW      "),
        ("2024", "2024    "),
        ("facebook", "facebook"),
        ("nghiêngs", "nghiEngs"),
        ("singapore", ""),  # nine letters
        ("nghiễngs", ""),  # eight, and the tone
        ("c++", ""),
        ("mí", "miW     "),
        ("ñandú", ""),  # with a mark of no Vietnamese letter
        ("đíđí", ""),  # two tones
        ("hn\u0301", ""),  # a tone on no vowel
        ("北", ""),
    ],
)
def test_codes(term: str, code: str) -> None:
    assert token_code(term) == code
    if code:
        assert term_of(code) == term


@given(texts)
def test_a_code_tells_its_term_and_no_other(text: str) -> None:
    coded = {term: token_code(term) for term in terms(text)}
    given_codes = [code for code in coded.values() if code]
    assert len(set(given_codes)) == len(given_codes)
    assert all(term_of(code) == term for term, code in coded.items() if code)


def rows_of(documents: Sequence[Sequence[str | None]]) -> list[str]:
    """The rows of some documents, given by their terms and None for a gap."""
    known = sorted({term for document in documents for term in document if term is not None})
    number_of: dict[str | None, int] = {term: number for number, term in enumerate(known)}
    number_of[None] = -1
    numbers = [number_of[term] for document in documents for term in document]
    lengths = np.array([len(document) for document in documents], np.int64)
    rows = CodeTable(known).rows(np.array(numbers, np.int64), lengths)
    return [row.decode() for row in rows]


def check(documents: Sequence[Sequence[str | None]], wanted: WantedTerms) -> None:
    rows = rows_of(documents)
    parts = [CodedTokens(some).find(wanted) for some in (rows[:1], rows[1:])]
    found = end_to_end(parts)
    tokens = [term for document in documents for term in document]
    assert found.lengths.tolist() == list(map(len, documents))
    assert found.gaps.tolist() == [n for n, term in enumerate(tokens) if term is None]
    held = [term if term is not None and wanted.has(term) else None for term in tokens]
    assert [None if n == GAP else found.terms[n] for n in found.tokens().tolist()] == held
    expected = {term for term in held if term is not None}
    assert found.terms == sorted(expected, key=lambda term: (folded_term(term), term))


@given(st.lists(texts, max_size=4), st.data())
def test_terms_are_found_where_they_stand(written: list[str], data: st.DataObject) -> None:
    documents: list[list[str | None]] = [[*terms(text), None, *terms(text)] for text in written]
    folds = sorted({folded_term(term) for text in written for term in terms(text)})
    asked = st.lists(st.sampled_from([*folds, "hoi", "NGHI", "vietnamobile", "xyz"]))
    begun = st.lists(st.sampled_from([*(fold[:3] for fold in folds), "h", "facebooks", "ď"]))
    check(documents, WantedTerms(frozenset(data.draw(asked)), tuple(data.draw(begun))))


@pytest.mark.parametrize("count", [0, 1, 31, 32, 33, 300])
def test_many_terms_are_found_as_few_are(count: int) -> None:
    words = [exact_term(f"{letter}{number}") for letter in "aăâ" for number in range(200)]
    documents: list[list[str | None]] = [[*words, None, *terms(TEXT)], [], [None], [*words]]
    check(documents, WantedTerms(frozenset(map(folded_term, words[: 2 * count : 2])), ()))


def test_a_table_goes_on_with_terms_that_come_later() -> None:
    known = ["hội", "singapore"]
    table = CodeTable(known)
    assert table.rows(np.array([0, 1]), np.array([1, 1])) == [
        b"hOiZ    ",
        b"~       |singapore",
    ]
    known.append("nghị")
    assert table.rows(np.array([2, -1, 1, 1]), np.array([4])) == [
        b"nghiZ   .       ~       ~       |singapore|singapore"
    ]
    assert table.rows(np.array([], np.int64), np.array([0, 0])) == [b"", b""]
