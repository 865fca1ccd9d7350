"""Did you mean: what is suggested for keystrokes, slips and wrong marks, and when nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from unicodedata import normalize

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnsearch import open_index, update_index
from vnsearch.query.clauses import Query
from vnsearch.query.parse import parse_query
from vnsearch.search.matching.match import accept_all
from vnsearch.search.matching.segment_view import SegmentView
from vnsearch.search.matching.word_list import union_mask
from vnsearch.search.reading.accents import MOST_WORDS
from vnsearch.search.reading.suggest import suggest
from vnsearch.text.terms import exact_term, folded_term
from vnsearch.text.tokenize import tokenize

from .newsroom import NAN, NEWS, USUAL, index_news, open_lists, write_news

DOCUMENTS = (*NEWS, *USUAL, *NAN)
WORDS = sorted({token.text for text in DOCUMENTS for token in tokenize(text)})
TERMS = {exact_term(word) for word in WORDS}
TERMS |= {folded_term(term) for term in TERMS}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return index_news(tmp_path_factory.mktemp("suggest"), DOCUMENTS)


def found(views: Sequence[SegmentView], query: Query) -> int:
    """How many documents answer all of a query."""
    return sum(len(accept_all(each, query).documents) for each in views)


def exactly(views: Sequence[SegmentView], query: Query) -> int:
    """How many documents bear every mark of all of a query's words."""
    count = 0
    for each in views:
        size = each.segment.documents
        words = [union_mask(each.word(word).exact, size) for word in query.words()]
        count += int(np.count_nonzero(np.all(words, axis=0) & each.segment.live))
    return count


def suggested(index: Path, text: str) -> str:
    lists, query = open_lists(index), parse_query(text)
    return suggest(lists, query, found(lists, query))


KEYSTROKES = [
    ("hooij nghij", "hội nghị"),
    ("hooij nghij toanf quoocs", "hội nghị toàn quốc"),
    ("dduwowngf phoos", "đường phố"),
    ("coong an nhaan daan", "công an nhân dân"),
    ("hooij", "hội"),
    ("ho65i nghi5", "hội nghị"),
    ("d9u7o7ng2 pho61", "đường phố"),
    ("tru7o7ng2", "trường"),
    # Only one word was typed with the input method off.
    ("hội nghij", "hội nghị"),
    ("dai hooij", "dai hội"),
]
SLIPS = [
    ("hội mghị", "hội nghị"),
    ("hội nghj", "hội nghị"),
    ("hội nghịị", "hội nghị"),
    ("đườg phố", "đường phố"),
    ("trugn ương", "trung ương"),
    ("nhaat bản", "nhật bản"),
    ("wrold cup", "world cup"),
    ("crowwd", "crowd"),
    # A bare query that is mended comes with its marks.
    ("hoi nghj toan quoc", "hội nghị toàn quốc"),
    ("thanh pho ho chi mihn", "thành phố hồ chí minh"),
    ("thue thu nahp", "thuế thu nhập"),
    # "thế" and "nan" are words; here they never stand, and another word usually does.
    ("nộp thế thu nhập", "nộp thuế thu nhập"),
]
WRONG_MARKS = [
    ("hỗi nghị", "hội nghị"),
    ("hội nghỵ", "hội nghị"),
    ("tổng bì thư", "tổng bí thư"),
    ("cổng an nhân dân", "công an nhân dân"),
]


@pytest.mark.parametrize(("query", "expected"), [*KEYSTROKES, *SLIPS, *WRONG_MARKS])
def test_words_of_the_index_are_suggested(index: Path, query: str, expected: str) -> None:
    assert suggested(index, query) == expected


@pytest.mark.parametrize(
    "query",
    [
        "hội nghị",
        "hoi nghi toan quoc",
        "hôi nghi",
        "world cup",
        "nan tre",
        # Two words of the index that never met: neither is a slip.
        "hội nghe",
        "mía trường",
        # Names with a figure and English words are keystrokes as much; they are left alone.
        "quan1",
        "a1",
        "covid19",
        "tax",
        "tax box",
        "is this the box",
        # Nothing near is in the index, or too much, or it is no word to mend.
        "zzz",
        "hội zzz",
        "nghj",
        "q",
        "7",
        "20244",
        "中国",
        "HCN hội nghị",
        "title:nghij",
        "nghij*",
        "hooij~",
        "date:2024",
    ],
)
def test_what_is_right_or_past_mending_is_left_alone(index: Path, query: str) -> None:
    assert suggested(index, query) == ""


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Hooij Nghij", "Hội Nghị"),
        ("HỖI NGHỊ", "HỘI NGHỊ"),
        ("  hooij,  nghij!", "  hội,  nghị!"),
        ('"hooij nghij" -phoos* title:hooij', '"hội nghị" -phoos* title:hooij'),
        ("hooij OR nghij", "hội OR nghị"),
        (normalize("NFD", "hội mghị"), "hội nghị"),
    ],
)
def test_all_but_the_words_stays_as_typed(index: Path, query: str, expected: str) -> None:
    assert suggested(index, query) == expected


def test_a_query_that_finds_much_as_typed_needs_no_other(tmp_path: Path) -> None:
    right, wrong = ["Hội nghị toàn quốc khai mạc."] * 40, ["Hội nghỉ toàn quốc."] * 11
    index = index_news(tmp_path, right, ["Công ty nghỉ lễ."])
    assert suggested(index, "hội nghỉ toàn quốc") == "hội nghị toàn quốc"
    (tmp_path / "more").mkdir()
    index = index_news(tmp_path / "more", right, ["Công ty nghỉ lễ.", *wrong])
    assert suggested(index, "hội nghỉ toàn quốc") == ""


def test_documents_that_have_gone_are_no_reason(tmp_path: Path) -> None:
    index = index_news(tmp_path, NEWS, ["Lãi suất huy động giảm."])
    assert suggested(index, "lãi suấtt") == "lãi suất"
    write_news(tmp_path / "news" / "1.jsonl", [])
    update_index(index, [tmp_path / "news"], jobs=1)
    assert suggested(index, "lãi suấtt") == ""


def test_several_segments_answer_as_one(tmp_path: Path) -> None:
    index = index_news(tmp_path, NEWS[::2], NEWS[1::2])
    assert suggested(index, "hooij nghij") == "hội nghị"
    assert suggested(index, "hội mghị") == "hội nghị"


def test_an_empty_index_suggests_nothing() -> None:
    assert suggest([], parse_query("hooij nghij"), 0) == ""


def test_a_pasted_text_is_left_alone(index: Path) -> None:
    longest = "hooij nghij " * (MOST_WORDS // 2)
    assert suggested(index, longest) == "hội nghị " * (MOST_WORDS // 2)
    assert suggested(index, longest + "hooij") == ""
    assert suggested(index, "x" * 5000) == ""


@st.composite
def misspelt(draw: st.DrawFn) -> str:
    """Some words of the documents, a few of which have a letter more, less or another."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6))
    for place in draw(st.lists(st.integers(0, len(words) - 1), max_size=2)):
        word = words[place]
        cut = draw(st.integers(0, len(word)))
        letter = draw(st.sampled_from(["", *"aijnsz5"]))
        words[place] = word[:cut] + letter + word[cut + draw(st.integers(0, 1)) :]
    return " ".join(words)


@given(misspelt().filter(str.strip) | st.text(max_size=30).map(lambda text: f"hội {text}"))
def test_a_suggestion_is_another_query_that_finds_more(index: Path, text: str) -> None:
    lists = open_lists(index)
    query = parse_query(text, literal=True)
    suggestion = suggest(lists, query, found(lists, query))
    if suggestion:
        assert suggestion != query.text
        better = parse_query(suggestion, literal=True)
        assert exactly(lists, better) >= exactly(lists, query)
        typed = {word.term for word in query.words()}
        assert len(better.words()) >= len(query.words())  # one may be parted in two
        assert {word.term for word in better.words()} <= typed | TERMS


@pytest.fixture(scope="module")
def words_apart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    texts = (
        "Ông chủ quạu mặt. Tỉnh Đắk Lắk trồng cà phê.",
        "Huyện Krông Pắk được mùa.",
        *("Kiểm tra toàn tỉnh. Họp toàn tỉnh sáng nay.",) * 40,
        "Chị ấy toan tính chuyện làm ăn.",
        "Nhóm bạn rủ nhau đi xem phim.",
        "Tôi và chị đi xem phim tối qua.",
        *("Đi làm, đi chơi, đi bộ. Xem báo, xem sách. Phim hay, phim cũ.",) * 40,
        "Ủy ban nhân dân tỉnh Đắk Lắk họp.",
        *("Xem chợ ngày trung, mà thu này vắng.",) * 20,
        "Đêm trung thu vui.",
        "Đêm trung thu buồn.",
        "Chữ trungtừ sai.",
        "Đêm thu trắng mưa, chiều trắng xoá.",
        *("Chiều trắng, mà mưa thu lạnh.",) * 20,
    )
    return index_news(tmp_path_factory.mktemp("apart"), texts)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("qua5u", "quạu"),
        ("quauj", "quạu"),
        ("ddawks lawks", "đắk lắk"),
        ("D9a81k La81k", "Đắk Lắk"),
        ("kroong pawks", "krông pắk"),
        # A plain word before a raw one, though others of its letters are commoner there.
        ("toan tinhs", "toan tính"),
        # A slip in an abbreviation of which the index has the full form alone.
        ("ubdn", "uỷ ban nhân dân"),
        # Two words that are commoner than a slip, and two that stand in a single text.
        ("trungthu", "trung thu"),
        ("thutrang", "thu trang"),
        ("kind:", ""),
    ],
)
def test_keys_and_abbreviations_of_what_the_index_has(
    words_apart: Path, query: str, expected: str
) -> None:
    assert suggested(words_apart, query) == expected


def test_two_words_that_meet_seldom_are_suggested_for_one(words_apart: Path) -> None:
    with open_index(words_apart) as index:
        result = index.search("xemphim")
    assert result.suggestion == ("" if result.total else "xem phim")


def test_what_is_found_in_another_way_is_no_slip(tmp_path: Path) -> None:
    text = "Quyết định ngày 2 tháng 9 của UBND TP.HCM về bản đồ quy hoạch."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    update_index(tmp_path / "index", [tmp_path / "a.txt"])
    with open_index(tmp_path / "index") as index:
        result = index.search("uy ban nhan dan thanh pho ho chi minh")
        assert (result.total, result.suggestion) == (1, "")
