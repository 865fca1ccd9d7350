"""Snippets: which passages are shown, where they are cut, and that every figure is true."""

from __future__ import annotations

import re
import textwrap
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnsearch.records import Snippet
from vnsearch.search.showing.passage_extent import ELLIPSIS
from vnsearch.search.showing.passage_worth import Marked, Span
from vnsearch.search.showing.snippet import WIDTH, Layout, snippets_of_texts
from vnsearch.text.characters import MARK, SEPARATOR, character_class
from vnsearch.text.terms import exact_term
from vnsearch.text.tokenize import token_bounds

LONG = (
    "Ban Tổ chức Trung ương tổ chức hội nghị toàn quốc tổng kết công tác xây dựng Đảng. "
    "Tổng Bí thư Tô Lâm tới dự và phát biểu chỉ đạo tại hội nghị. Cùng dự có đại diện lãnh đạo "
    "các ban, bộ, ngành ở Trung ương và địa phương. Hội nghị được kết nối trực tuyến tới điểm "
    "cầu các tỉnh uỷ, thành uỷ trực thuộc Trung ương."
)
POEM = (
    "Trăm năm trong cõi người ta,\nChữ tài chữ mệnh khéo là ghét nhau.\n\n"
    "Trải qua một cuộc bể dâu,\n"
)


def spans_of(text: str, query: str, weights: dict[str, float] | None = None) -> list[Span]:
    """The places in the text of each word of the query, in all spellings of its exact term."""
    words = {exact_term(word): number for number, word in enumerate(query.split())}
    terms = [(start, end, exact_term(text[start:end])) for start, end in token_bounds(text)]
    return [
        Span(start, end, words[term], (weights or {}).get(term, 1.0))
        for start, end, term in terms
        if term in words
    ]


def make_snippets(
    text: str,
    spans: list[Span],
    limit: int,
    width: int = WIDTH,
    wrapped: bool = False,
    paged: bool = False,
) -> tuple[Snippet, ...]:
    """The snippets of one text."""
    marked = Marked.of([sorted(spans)])
    return snippets_of_texts([Layout(text, wrapped, paged)], marked, limit, width)[0]


def bracketed(snippet: Snippet) -> str:
    """`line:column:text` with every highlight in brackets."""
    text = snippet.text
    for start, end in reversed(snippet.highlights):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return f"{snippet.line}:{snippet.column}:{text}"


def shown(text: str, query: str, limit: int = 1, width: int = 160) -> list[str]:
    return [
        bracketed(each) for each in make_snippets(text, spans_of(text, query), limit, width)
    ]


def test_a_short_line_is_shown_whole() -> None:
    assert shown(POEM, "tài mệnh") == ["2:7:Chữ [tài] chữ [mệnh] khéo là ghét nhau."]


def test_a_snippet_never_crosses_a_line_break() -> None:
    assert shown("hội\nnghị", "hội nghị", limit=5) == ["1:1:[hội]", "2:1:[nghị]"]


WRAPPED = """\
Sáng 16/12, tại Trụ sở Trung ương Đảng, Ban Tổ chức Trung ương tổ chức hội
nghị toàn quốc tổng kết công tác xây dựng Đảng năm 2024. Đồng chí Tô
Lâm tới dự.

- mục thứ nhất về công tác cán bộ của các địa phương trong năm qua và
  việc chuẩn bị đại hội
- mục thứ hai
"""


def wrapped(text: str, query: str, width: int = 160) -> list[str]:
    spans = spans_of(text, query)
    return [bracketed(one) for one in make_snippets(text, spans, 1, width, wrapped=True)]


def test_a_paragraph_goes_on_over_the_ends_of_wrapped_lines() -> None:
    assert wrapped(WRAPPED, "hội nghị", 70) == [
        "1:94:…Trung ương tổ chức [hội] [nghị] toàn quốc tổng kết công tác xây dựng…"
    ]
    assert wrapped(WRAPPED, "Tô Lâm", 60) == [
        "2:89:…công tác xây dựng Đảng năm 2024. Đồng chí [Tô] [Lâm] tới dự."
    ]
    assert wrapped(WRAPPED, "chuẩn bị") == [
        "6:10:- mục thứ nhất về công tác cán bộ của các địa phương trong năm qua và việc"
        " [chuẩn] [bị] đại hội"
    ]
    assert wrapped(WRAPPED, "hai") == ["7:15:- mục thứ [hai]"]


def test_signs_of_quoting_are_not_shown_within_a_line() -> None:
    text = "> Chúng tôi xin gửi kèm theo đây danh sách đại biểu dự hội\n> nghị toàn quốc.\n"
    (snippet,) = wrapped(text, "hội nghị")
    assert snippet.endswith("dự [hội] [nghị] toàn quốc.")


def test_a_highlight_may_go_over_a_line_end() -> None:
    for text in ("Xin mời các anh chị tới dự khai mạc hội\nnghị", "Khai mạc hội\n  nghị"):
        span = Span(text.index("hội"), len(text), 0, 1.0)
        for is_wrapped in (True, False):
            (snippet,) = make_snippets(text, [span], 1, wrapped=is_wrapped)
            assert bracketed(snippet).endswith("hai mạc [hội nghị]")


def test_white_space_at_both_ends_is_left_out() -> None:
    assert shown("mục lục\n\t  Hội nghị  \r\n", "hội") == ["2:4:[Hội] nghị"]


def test_neighbours_stay_separate_highlights() -> None:
    assert shown("dự hội nghị", "hội nghị") == ["1:6:dự [hội] [nghị]"]


def test_the_column_counts_bytes() -> None:
    (snippet,) = make_snippets("Đường phố", spans_of("Đường phố", "phố"), 1)
    assert snippet.column == 11


@pytest.mark.parametrize(
    ("query", "width", "expected"),
    [
        # The sentence begins near: the snippet begins with it.
        ("Lâm phát", 60, "…Tổng Bí thư Tô [Lâm] tới dự và [phát] biểu chỉ đạo tại hội…"),
        # It does not: a third of the room goes before the words.
        ("điểm cầu", 60, "…trực tuyến tới [điểm] [cầu] các tỉnh uỷ, thành uỷ trực thuộc…"),
        # The line begins or ends near: all of the room goes to the other side.
        ("chức ban", 60, "[Ban] Tổ [chức] Trung ương tổ [chức] hội nghị toàn quốc tổng kết…"),
        ("trực thuộc", 60, "…tới điểm cầu các tỉnh uỷ, thành uỷ [trực] [thuộc] Trung ương."),
    ],
)  # fmt: skip
def test_where_a_long_line_is_cut(query: str, width: int, expected: str) -> None:
    (snippet,) = shown(LONG, query, width=width)
    assert snippet.split(":", 2)[2] == expected


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        # Without white space a cut may stand at punctuation, never in a token.
        ("a/bb/ccc/hội/ddd/ee/f", 11, "…/[hội]/ddd/…"),
        ("x" * 50 + "/hội/" + "y" * 50, 20, "…/[hội]/…"),
        # A letter keeps its mark, and a word the invisible signs in it.
        ("a" * 9 + " m\u0304 hội m\u0304 " + "b" * 9, 9, "…[hội] m\u0304…"),
        ("aaaa\u00adbbbb hội cccc\u00addddd", 12, "…[hội]…"),
        # One word longer than the width is shown whole.
        ("ab " + "h" * 30 + " cd", 10, f"…[{'h' * 30}]…"),
    ],
)
def test_a_cut_parts_no_word(text: str, width: int, expected: str) -> None:
    (snippet,) = make_snippets(text, spans_of(text, "hội " + "h" * 30), 1, width)
    assert bracketed(snippet).split(":", 2)[2] == expected


def test_more_different_words_win_over_more_occurrences() -> None:
    text = "hội hội hội hội\nhội của nghị\n"
    assert shown(text, "hội nghị") == ["2:1:[hội] của [nghị]"]


def test_weight_wins_over_the_number_of_words() -> None:
    text = "hỏi nghi ngờ\ntại hội trường\n"
    spans = [Span(0, 3, 0, 0.3), Span(4, 8, 1, 0.3), Span(17, 20, 0, 1.0)]
    assert [bracketed(each) for each in make_snippets(text, spans, 1)] == [
        "2:7:tại [hội] trường"
    ]


def test_of_equal_passages_the_nearest_words_win_then_the_first() -> None:
    text = "hội này và nghị\nđại hội nghị sĩ\nhội nghị\n"
    assert shown(text, "hội nghị") == ["2:8:đại [hội] [nghị] sĩ"]


def test_lines_of_a_table_of_contents_come_last() -> None:
    contents = "Chương 3. Hội nghị trung ương ........ 37"
    assert shown(f"{contents}\nSáng nay hội nghị khai mạc.", "hội nghị trung ương") == [
        "2:11:Sáng nay [hội] [nghị] khai mạc."
    ]
    assert shown(contents, "hội nghị") == [
        f"1:13:{contents}".replace("Hội nghị", "[Hội] [nghị]")
    ]
    assert shown("Giá .... 37 đồng\nGiá đồng", "giá")[0].startswith("1:")


def test_the_best_passages_are_shown_in_the_order_of_the_text() -> None:
    text = "hội một\nkhông có gì\nhội nghị hai\nnghị ba\n"
    assert shown(text, "hội nghị", limit=2) == ["1:1:[hội] một", "3:1:[hội] [nghị] hai"]


def test_passages_of_one_line_do_not_overlap() -> None:
    assert shown(LONG, "hội", limit=9, width=50) == [
        "1:42:…ương tổ chức [hội] nghị toàn quốc tổng kết công…",
        "1:185:…chỉ đạo tại [hội] nghị. Cùng dự có đại diện lãnh…",
        "1:302:…[Hội] nghị được kết nối trực tuyến tới điểm cầu…",
    ]


def test_two_words_of_the_query_may_be_answered_at_one_place() -> None:
    text = "hồi ký\nhội nghị\n"
    spans = [Span(0, 3, 0, 1.0), Span(7, 10, 0, 1.0), Span(7, 10, 1, 1.0)]
    assert [bracketed(each) for each in make_snippets(text, spans, 1)] == ["2:1:[hội] nghị"]


def test_the_order_of_the_spans_does_not_matter() -> None:
    spans = spans_of(LONG, "hội nghị tổ chức")
    assert make_snippets(LONG, spans[::-1], 3) == make_snippets(LONG, spans, 3)


def test_pages_count_in_the_place_of_lines() -> None:
    text = "Trang đầu\nhội nghị\fTrang hai\n\nđại hội\f\fhội trường"
    snippets = make_snippets(text, spans_of(text, "hội"), 9, paged=True)
    assert [bracketed(each) for each in snippets] == [
        "1:1:[hội] nghị",
        "2:8:đại [hội]",
        "4:1:[hội] trường",
    ]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("\n \n  Nghị quyết số 18\nNội dung\n", 40, ["3:3:Nghị quyết số 18"]),
        (LONG, 40, ["1:1:Ban Tổ chức Trung ương tổ chức hội…"]),
        ("x" * 30 + " y", 10, [f"1:1:{'x' * 30}…"]),
        ("\f\fTrang ba", 40, ["1:3:Trang ba"]),
        ("", 40, []),
        (" \n\t\n", 40, []),
    ],
)
def test_without_spans_the_beginning_is_shown(
    text: str, width: int, expected: list[str]
) -> None:
    assert [bracketed(each) for each in make_snippets(text, [], 3, width)] == expected


def test_a_limit_of_nothing_gives_nothing() -> None:
    assert make_snippets(LONG, spans_of(LONG, "hội"), 0) == ()


def test_control_characters_remain_as_they_are() -> None:
    assert shown("\x1b]0;\x07hội\x1b[2J nghị", "hội") == ["1:6:\x1b]0;\x07[hội]\x1b[2J nghị"]


def test_decomposed_letters_are_highlighted_as_they_are_written() -> None:
    text = unicodedata.normalize("NFD", "đại hội toàn quốc")
    (snippet,) = make_snippets(text, spans_of(text, "hội"), 1)
    ((start, end),) = snippet.highlights
    assert snippet.text[start:end] == unicodedata.normalize("NFD", "hội")


def test_a_lone_surrogate_is_counted_and_kept() -> None:
    assert shown("\ud800 hội", "hội") == ["1:5:\ud800 [hội]"]


def test_one_line_of_ten_million_characters() -> None:
    text = "tổng kết công tác " * 500_000 + "hội nghị toàn quốc " + "xây dựng Đảng " * 100_000
    place = text.index("hội")
    spans = [Span(place, place + 3, 0, 1.0), Span(place + 4, place + 8, 1, 1.0)]
    (snippet,) = make_snippets(text, spans, 3)
    assert "tác hội nghị toàn" in snippet.text
    assert snippet.column == len(text[:place].encode()) + 1


def test_a_hundred_thousand_spans() -> None:
    text = "hội nghị toàn quốc\n" * 25_000 + "hội nghị toàn quốc tổng kết\n"
    snippets = make_snippets(text, spans_of(text, "hội nghị toàn quốc tổng"), 3)
    assert [each.line for each in snippets] == [1, 2, 25_001]


SYLLABLES = [
    "hội",
    "nghị",
    "Ở",
    "đường",
    "x" * 25,
    "m\u0304n",
    "ng\u00adhị",
    "16",
    "中国",
    "\ufeff",
]
GAPS = [" ", "  ", ". ", "\n", "\n\n", "/", ", ", "! ", "\f", "\t", "👍"]
texts = st.lists(st.sampled_from(SYLLABLES + GAPS), max_size=80).map("".join)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """A text and spans over some of its tokens."""
    text = draw(texts)
    tokens = token_bounds(text)
    chosen = draw(st.lists(st.sampled_from(tokens), max_size=12)) if tokens else []
    weights = st.sampled_from([0.25, 0.5, 1.0, 3.0])
    return text, [
        Span(start, end, draw(st.integers(0, 3)), draw(weights)) for start, end in chosen
    ]


@given(marked_texts(), st.integers(1, 4), st.integers(1, 60))
def test_every_figure_is_true(marked: tuple[str, list[Span]], limit: int, width: int) -> None:
    text, spans = marked
    lines = text.split("\n")
    separated = "".join(" " if character_class(ch) == SEPARATOR else "x" for ch in text)
    longest = max(map(len, separated.split()), default=0)
    snippets = make_snippets(text, spans, limit, width)
    assert len(snippets) <= limit
    assert bool(snippets) == bool(text.strip())
    places = []
    for snippet in snippets:
        line = lines[snippet.line - 1]
        start = len(line.encode()[: snippet.column - 1].decode())
        if snippet.highlights:
            start -= snippet.highlights[0][0] - snippet.text.startswith(ELLIPSIS)
        body = snippet.text.removeprefix(ELLIPSIS).removesuffix(ELLIPSIS)
        end = start + len(body)
        assert line[start:end] == body == body.strip()
        assert snippet.text.startswith(ELLIPSIS) == bool(line[:start].strip())
        assert snippet.text.endswith(ELLIPSIS) == bool(line[end:].strip())
        assert len(snippet.text) <= max(width, longest + 2)
        assert all(
            e <= start or end <= s or start <= s < e <= end for s, e in token_bounds(line)
        )
        assert not line[:start].strip() or character_class(body[0]) != MARK
        before = sum(len(each) + 1 for each in lines[: snippet.line - 1])
        shift = before + start - snippet.text.startswith(ELLIPSIS)
        inside = {(s, e) for s, e, *_ in spans if before + start <= s and e <= before + end}
        assert {(shift + s, shift + e) for s, e in snippet.highlights} == inside
        assert bool(inside) == bool(spans)
        places += [before + start, before + end]
    assert places == sorted(places)


@given(marked_texts(), st.integers(30, 60))
def test_no_passage_is_worth_more_than_the_one_chosen(
    marked: tuple[str, list[Span]], width: int
) -> None:
    text, spans = marked
    snippets = make_snippets(text, spans, 1, width)
    if not spans:
        return
    ends = [found.start() for found in re.finditer(r"\n|\Z", text)]
    worths = []
    for first in spans:
        line_end = next(end for end in ends if end >= first.start)
        reach = min(line_end, max(first.start + width - 2, first.end))
        worths.append(worth(spans, first.start, reach))
    (snippet,) = snippets
    line_start = ([0] + [end + 1 for end in ends])[snippet.line - 1]
    line = text[line_start:]
    first_place = line_start + len(line.encode()[: snippet.column - 1].decode())
    last_place = first_place + snippet.highlights[-1][1] - snippet.highlights[0][0]
    assert worth(spans, first_place, last_place) >= max(worths)


PROSE = " ".join([LONG] * 3)


@given(st.integers(60, 76), st.integers(0, len(PROSE) // 2), st.sampled_from(["", "> ", "  "]))
def test_every_pair_across_a_line_end_is_shown_whole(
    columns: int, begin: int, quote: str
) -> None:
    prose = PROSE[PROSE.index(" ", begin) + 1 :]
    lines = textwrap.wrap(prose, columns, initial_indent=quote, subsequent_indent=quote)
    text = "Mở đầu.\n\n" + "\n".join(lines) + "\n\nHết.\n"
    tokens = token_bounds(text)
    breaks = [found.start() for found in re.finditer("\n", text)][2 : len(lines) + 1]
    for place in breaks:
        number = next(n for n, (start, _) in enumerate(tokens) if start > place)
        spans = [Span(*tokens[number - 1], 0, 1.0), Span(*tokens[number], 1, 1.0)]
        (snippet,) = make_snippets(text, spans, 1, wrapped=True)
        assert len(snippet.highlights) == 2
        assert "\n" not in snippet.text
        assert snippet.line == text.count("\n", 0, spans[0].start) + 1
        column = len(text[text.rfind("\n", 0, place) + 1 : spans[0].start].encode()) + 1
        assert snippet.column == column


@given(marked_texts(), st.integers(1, 4), st.integers(1, 60))
def test_wrapped_text_of_any_form_shows_what_is_highlighted(
    marked: tuple[str, list[Span]], limit: int, width: int
) -> None:
    text, spans = marked
    lines = text.split("\n")
    snippets = make_snippets(text, spans, limit, width, wrapped=True)
    assert bool(snippets) == bool(text.strip())
    marks = {text[span.start : span.end] for span in spans}
    for snippet in snippets:
        assert "\n" not in snippet.text
        assert {snippet.text[start:end] for start, end in snippet.highlights} <= marks
        if snippet.highlights:
            start, end = snippet.highlights[0]
            rest = lines[snippet.line - 1].encode()[snippet.column - 1 :].decode()
            assert rest.startswith(snippet.text[start:end])


def worth(spans: list[Span], start: int, end: int) -> float:
    """The best weight of each different word within [start, end), added up."""
    best: dict[int, float] = {}
    for span in spans:
        if start <= span.start and span.end <= end:
            best[span.word] = max(best.get(span.word, 0.0), span.weight)
    return sum(best.values())
