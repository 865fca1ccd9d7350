"""Readings: which accents a query gets back from the index, and what is left as typed."""

from __future__ import annotations

import pickle
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unidecode import unidecode

from vnsearch import open_index, update_index
from vnsearch.query.parse import parse_query
from vnsearch.search.reading.accents import MOST_WORDS, likely_terms, read_query
from vnsearch.text.marks import bears
from vnsearch.text.syllable import split_tone
from vnsearch.text.terms import folded_term
from vnsearch.text.tokenize import tokenize

from .newsroom import NEWS, USUAL, index_news, open_lists, write_news

TOKENS = [[token.text for token in tokenize(text)] for text in NEWS]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return index_news(tmp_path_factory.mktemp("reading"), NEWS)


def read(index: Path, query: str) -> str:
    return read_query(open_lists(index), parse_query(query))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        # Bare.
        ("hoi nghi toan quoc", "hội nghị toàn quốc"),
        ("hoi nghi", "hội nghị"),
        ("cong an nhan dan", "công an nhân dân"),
        ("duong pho ha noi", "đường phố hà nội"),
        ("con duong dai", "con đường dài"),
        ("thanh pho ho chi minh", "thành phố hồ chí minh"),
        # The tones are missing, or some words' marks.
        ("hôi nghi toan quôc", "hội nghị toàn quốc"),
        ("đương phô ha nôi", "đường phố hà nội"),
        ("hội nghi toàn quốc", "hội nghị toàn quốc"),
        ("tong bi thu tô lâm", "tổng bí thư tô lâm"),
        ("hoị nghi", "hội nghị"),
        # The neighbours tell which hoi is meant: a fair, or to ask.
        ("dai hoi toan quoc", "đại hội toàn quốc"),
        ("nguoi dan hoi cong an", "người dân hỏi công an"),
        ("gia duong tang", "giá đường tăng"),
        ("hoi nuoc boc len", "hơi nước bốc lên"),
        # i or y as typed, whichever the documents have.
        ("ky thuat nhiet", "kỹ thuật nhiệt"),
        ("ki thuat so", "kĩ thuật số"),
        # One of the words has no neighbour here; another is nowhere.
        ("google hoi nghi", "google hội nghị"),
        ("中国 hoi nghi", "中国 hội nghị"),
        ("hoi nghi 2024", "hội nghị 2024"),
        # A word that can only be one.
        ("truong", "trường"),
    ],
)
def test_a_reading_has_the_accents_of_the_index(index: Path, query: str, expected: str) -> None:
    assert read(index, query) == expected


def test_the_commonest_is_read_of_very_many_forms_of_a_word(tmp_path: Path) -> None:
    slips = [f"Viết h{o}{i} là sai." for o in "òóỏõôöøōŏő" for i in "iìíỉĩïīĭ"]
    index = index_news(tmp_path, [*slips, *["Hội nghị khai mạc sáng nay."] * 3])
    assert read(index, "hoi nghi") == "hội nghị"


@pytest.mark.parametrize(
    "query",
    [
        "hội nghị toàn quốc",
        "công an nhân dân",
        "con đường dài",
        "nguyễn thị hoa múa quạt",
        "trần thị hoà",
        "bộ công thương ký thoả thuận",
        "Nhân viên nghỉ phép năm ngày",
        "mùi hôi",
        "hoi",  # hội, hỏi or hơi
        "world cup",
        "the voice of the crowd",
        "16/12",
        "2024",
        "TP.HCM",
        "q",
        "中国",
        "zzz xyz",
        "title:hoi",
        "date:2024",
        "hoi*",
        "nghi~",
    ],
)
def test_what_says_itself_is_read_as_typed(index: Path, query: str) -> None:
    assert read(index, query) == ""


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Hoi Nghi toan quoc", "Hội Nghị toàn quốc"),
        ("HOI NGHI TOAN QUOC", "HỘI NGHỊ TOÀN QUỐC"),
        ("  hoi   nghi,  toan quoc!", "  hội   nghị,  toàn quốc!"),
        ('"hoi nghi" toan-quoc', '"hội nghị" toàn-quốc'),
        ("hoi nghi -duong pho* title:hoi", "hội nghị -duong pho* title:hoi"),
        ("hoi nghi OR cong an", "hội nghị OR công an"),
        ("hoi nghi date:2024-12", "hội nghị date:2024-12"),
        (normalize("NFD", "hôi nghi toan quôc"), "hội nghị toàn quốc"),
    ],
)
def test_all_but_the_words_stays_as_typed(index: Path, query: str, expected: str) -> None:
    assert read(index, query) == expected


def test_words_on_two_sides_of_an_operator_are_no_neighbours(index: Path) -> None:
    assert read(index, "hoi OR nghi") == ""


def test_every_word_says_how_sure_its_reading_is(index: Path) -> None:
    query = parse_query("zzz hoi nghi")
    nowhere, meeting, agreed = likely_terms(open_lists(index), query).items()
    assert nowhere[0].term == "zzz"
    assert (nowhere[1].term, nowhere[1].supported) == ("zzz", False)
    assert (meeting[1].term, meeting[1].supported) == ("hội", True)
    assert (agreed[1].term, agreed[1].supported) == ("nghị", True)
    assert 0.5 < meeting[1].confidence < 1


def test_a_reading_does_not_depend_on_the_number_of_segments(tmp_path: Path) -> None:
    for name, parts in (("one", [NEWS]), ("many", [NEWS[::2], NEWS[1::2], USUAL])):
        (tmp_path / name).mkdir()
        index = index_news(tmp_path / name, *parts)
        assert read(index, "hoi nghi toan quoc") == "hội nghị toàn quốc", name
        assert read(index, "công an nhân dân") == "", name


def test_documents_that_have_gone_tell_nothing(tmp_path: Path) -> None:
    index = index_news(tmp_path, ["Hội nghị khai mạc."], ["Hỏi nghỉ phép."] * 2)
    assert read(index, "hoi nghi") == "hỏi nghỉ"
    write_news(tmp_path / "news" / "1.jsonl", [])
    update_index(index, [tmp_path / "news"], jobs=1)
    assert read(index, "hoi nghi") == "hội nghị"


def test_documents_that_have_gone_from_a_segment_mend_nothing(tmp_path: Path) -> None:
    docs, index = tmp_path / "docs", tmp_path / "index"
    docs.mkdir()
    for number in range(8):
        (docs / f"{number}.txt").write_text("Trời mưa, gió bấc thổi về đêm, màu trắng.")
    (docs / "9.txt").write_text("Xe máu lửa, vết máu khô, troi moa, gios, mau.")
    update_index(index, [docs], jobs=1)
    (docs / "9.txt").unlink()
    update_index(index, [docs], jobs=1)
    assert [len(view.segment.deleted) for view in open_lists(index)] == [1]
    with open_index(index) as opened:
        found = {
            query: (opened.search(query).reading, opened.search(query).suggestion)
            for query in ("mau", "lua", "gios", "troi moa", "troi mua")
        }
    assert found == {
        "mau": ("màu", ""),
        "lua": ("", ""),
        "gios": ("", "gió"),
        "troi moa": ("trời moa", "trời mưa"),
        "troi mua": ("trời mưa", ""),
    }


def test_an_empty_index_reads_nothing() -> None:
    assert read_query([], parse_query("hoi nghi")) == ""


def test_a_pasted_text_is_read_as_typed(index: Path) -> None:
    longest = "hoi nghi " * (MOST_WORDS // 2)
    assert read(index, longest) == "hội nghị " * (MOST_WORDS // 2)
    assert read(index, longest + "nay") == ""
    assert read(index, "hoi nghi " * 2500) == ""


@st.composite
def passages(draw: st.DrawFn) -> list[str]:
    """Some words in a row of a document, as they are written there."""
    tokens = draw(st.sampled_from(TOKENS))
    first = draw(st.integers(0, len(tokens) - 2))
    return tokens[first : draw(st.integers(first + 2, len(tokens)))]


ways = st.sampled_from((unidecode, lambda word: split_tone(word.lower())[0], str))


@given(passages(), st.data())
def test_what_is_read_bears_every_mark_that_was_typed(
    index: Path, words: list[str], data: st.DataObject
) -> None:
    typed = " ".join(data.draw(ways)(word) for word in words)
    for word, meant in likely_terms(open_lists(index), parse_query(typed)).items():
        assert bears(meant.term, word.term)
        assert 0 < meant.confidence <= 1 + 1e-9


@given(passages())
def test_a_passage_with_all_its_marks_is_read_as_it_is(index: Path, words: list[str]) -> None:
    assert read(index, " ".join(words)) == ""


@given(st.text(max_size=40))
def test_any_words_are_read_in_their_own_letters(index: Path, text: str) -> None:
    query = parse_query(f"hoi {text} nghi", literal=True)
    read_again = read_query(open_lists(index), query)
    if read_again:
        terms = [word.term for word in parse_query(read_again, literal=True).words()]
        for term, word in zip(terms, query.words(), strict=True):
            assert folded_term(term) == folded_term(word.term)


def test_a_result_tells_its_reading_also_of_an_index_that_has_been_closed(index: Path) -> None:
    with open_index(index) as opened:
        early, late, pickled = (opened.search("hoi nghi", any_words=True) for _ in range(3))
        assert early.reading == "hội nghị"
    assert late.reading == early.reading
    assert pickle.loads(pickle.dumps(pickled)).reading == early.reading


def test_a_result_has_no_member_but_its_own(index: Path) -> None:
    with open_index(index) as opened:
        assert not hasattr(opened.search("hoi nghi"), "meaning")
