"""What each query means: a table of queries and the printed form of what they are read as."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vnsearch.errors import QueryError
from vnsearch.query.caret import caret
from vnsearch.query.clauses import Clause, DateRange, InField, Not, Or, Phrase, Query, Word
from vnsearch.query.parse import parse_query
from vnsearch.text.terms import exact_term

WORDS = [
    ("hội nghị toàn quốc", "hội nghị toàn quốc"),
    ("hoi nghi", "hoi nghi"),
    ("  hội\tnghị \n", "hội nghị"),
    ("HỘI NGHỊ TOÀN QUỐC", "hội nghị toàn quốc"),
    ("ở ý Đ", "ở ý đ"),
    ("hòa bình, hoà bình", "hoà bình hoà bình"),
    ("thủy lợi thuỷ lợi", "thuỷ lợi thuỷ lợi"),
    ("đường Ðường Ɖường", "đường đường đường"),
    ("hội hội", "hội hội"),
    ("5G U23 8h30 HbA1c", "5g u23 8h30 hba1c"),
    ("中国 Москва", '"中 国" москва'),
    ("7", "7"),
]

PUNCTUATION = [
    ("nước?", "nước"),
    ("Ai là người chủ trì hội nghị?", "ai là người chủ trì hội nghị"),
    ("(hội nghị) [toàn quốc] {2024}", "hội nghị toàn quốc 2024"),
    ("hội nghị: toàn quốc; tổng kết!", "hội nghị toàn quốc tổng kết"),
    ("Mác - Lênin", "mác lênin"),
    ("Mác – Lênin", "mác lênin"),
    ("hội nghị -", "hội nghị"),
    ("- hội nghị", "hội nghị"),
    ("--exact hội", "exact hội"),
    ("-(hội) nghị", "hội nghị"),
    ("chủ đề: hội nghị", "chủ đề hội nghị"),
    ("a & b | c ^ d / e \\ f", "a b c d e f"),
    ("hội && nghị || toàn", "hội nghị toàn"),
    ("!hội +nghị ^2", "hội nghị 2"),
    ("[a TO b]", "a to b"),
    ("79% 15.000₫ 100°C", '79 "15 000" "100 c"'),
    ("C++ C# .NET", "c++ c# .net"),
    ("'hội nghị'", "hội nghị"),
    ("‘hội’ ‘nghị’", "hội nghị"),
    ("hội 👍 nghị", "hội nghị"),
    ("hội… nghị...", "hội nghị"),
    ("• hội\n• nghị", "hội nghị"),
]

COMPOUNDS = [
    ("16/12", '"16 12"'),
    ("18-NQ/TW", '"18 nq tw"'),
    ("01/2021/NĐ-CP", '"01 2021 nđ cp"'),
    ("Mác-Lênin", '"mác lênin"'),
    ("Mác–Lênin", '"mác lênin"'),
    ("2.000.000 người", '"2 000 000" người'),
    ("500.000đ", '"500 000đ"'),
    ("3,5%", '"3 5"'),
    ("lienhe@vnsearch.vn", '"lienhe vnsearch vn"'),
    ("https://chinhphu.vn/tin?id=5", '"https chinhphu vn tin id 5"'),
    ("TP.HCM", '"tp hcm"'),
    ("TP HCM", "tp hcm"),
    ("TP. HCM", "tp hcm"),
    ("Đ/c Nguyễn", '"đ c" nguyễn'),
    ("COVID-19", '"covid 19"'),
    ("đề:hội", '"đề hội"'),
    ("8:30", '"8 30"'),
    ("rock'n'roll", '"rock n roll"'),
    ("hoi_nghi", '"hoi nghi"'),
    ("(Mác-Lênin)", '"mác lênin"'),
    ("tổng kết.Hội nghị", 'tổng "kết hội" nghị'),
]

PHRASES = [
    ('"hội nghị"', '"hội nghị"'),
    ('"hội nghị" toàn quốc', '"hội nghị" toàn quốc'),
    ("“hội nghị” toàn quốc", '"hội nghị" toàn quốc'),
    ("”hội nghị”", '"hội nghị"'),
    ("“hội nghị“", '"hội nghị"'),
    ("„hội nghị“", '"hội nghị"'),
    ('"hội nghị”', '"hội nghị"'),
    ("«hội nghị» »toàn quốc«", '"hội nghị" "toàn quốc"'),
    ("＂hội nghị＂", '"hội nghị"'),
    ('" hội nghị "', '"hội nghị"'),
    ('"hội, nghị!"', '"hội nghị"'),
    ('"hội"', '"hội"'),
    ('"hội" nghị', '"hội" nghị'),
    ('"hội nghị"toàn', '"hội nghị" toàn'),
    ('toàn("hội nghị")', 'toàn "hội nghị"'),
    ('"hội nghị","đại hội"', '"hội nghị" "đại hội"'),
    ('"hội nghị""đại hội"', '"hội nghị" "đại hội"'),
    ('"a OR b"', '"a or b"'),
    ('"-hội title:nghị*"', '"hội title nghị"'),
    ('"" hội', "hội"),
    ("“Nghị quyết «Đổi mới» của Đảng”", '"nghị quyết đổi mới của đảng"'),
    ('“Nghị quyết "Đổi mới" của Đảng”', '"nghị quyết" đổi mới của đảng'),
    ('màn hình 27" giá rẻ', "màn hình 27 giá rẻ"),
    ('27" và 32"', "27 và 32"),
    ('5" x 7"', "5 x 7"),
    ("6'2\"", '"6 2"'),
    ('Ông nói sẽ họp."', "ông nói sẽ họp"),
    ("toàn quốc” đã họp", "toàn quốc đã họp"),
    ("toàn quốc ” đã họp", "toàn quốc đã họp"),
    ('hội nghị""', "hội nghị"),
    ('rock"n"roll', '"rock n roll"'),
]

EXCLUSIONS = [
    ("hội -nghị", "hội -nghị"),
    ("-nghị hội", "-nghị hội"),
    ('đường -"đường phố"', 'đường -"đường phố"'),
    ("đường -“đường phố”", 'đường -"đường phố"'),
    ("đường -16/12", 'đường -"16 12"'),
    ("đường -pho*", "đường -pho*"),
    ("đường -pho~", "đường -pho~"),
    ("đường -title:phố", "đường -title:phố"),
    ("đường -date:2023", "đường -date:2023-01-01..2023-12-31"),
    ("date:2023 -đường", "date:2023-01-01..2023-12-31 -đường"),
    ("đường -OR", "đường -or"),
    ('đường -""', "đường"),
    ("đường\u00a0-phố", "đường -phố"),
    ("đường -”phố", "đường phố"),
    ("(-5) độ", "5 độ"),
]

ALTERNATIVES = [
    ("a OR b", "a OR b"),
    ("a OR b OR c", "a OR b OR c"),
    ("a OR b c OR d", "a OR b c OR d"),
    ("hội nghị OR đại hội", "hội nghị OR đại hội"),
    ('"hội nghị" OR "đại hội"', '"hội nghị" OR "đại hội"'),
    ("(a OR b) c", "a OR b c"),
    ("a, OR b", "a OR b"),
    ("hoi* OR nghi~ OR 16/12", 'hoi* OR nghi~ OR "16 12"'),
    ("title:a OR path:b", "title:a OR path:b"),
    ("date:2023-05-19 OR hội", "date:2023-05-19..2023-05-19 OR hội"),
    ("a or b", "a or b"),
    ("a Or b", "a or b"),
    ("a ＯＲ b", "a or b"),
    ('a "OR" b', 'a "or" b'),
    ("a OR, b", "a or b"),
    ("hội AND nghị", "hội nghị"),
    ("hội AND họp OR bàn", "hội họp OR bàn"),
    ("title:hội AND kind:pdf", "title:hội kind:pdf"),
    ("hội AND -nghị", "hội -nghị"),
    ("-nghị AND hội", "-nghị hội"),
    ("hội NOT nghị", "hội -nghị"),
    ("NOT nghị hội", "-nghị hội"),
    ("hội AND NOT nghị AND họp", "hội -nghị họp"),
    ('hội NOT "toàn quốc" NOT kind:pdf', 'hội -"toàn quốc" -kind:pdf'),
    ("a and b not c", "a and b not c"),
    ('"AND" a "NOT" b', '"and" a "not" b'),
    ("NOT, AND.", "not and"),
    ("title:NOT hội", "title:not hội"),
]

PREFIXES = [
    ("hoi*", "hoi*"),
    ("hội ngh*", "hội ngh*"),
    ("hội nghị*", "hội nghị*"),
    ("HỘ*", "hộ*"),
    ("C*", "c*"),
    ("(hoi*)", "hoi*"),
    ("hoi*, nghi*.", "hoi* nghi*"),
    ("hoi**", "hoi*"),
    ("*hoi", "hoi"),
    ("* hoi *", "hoi"),
    ("2*3", '"2 3"'),
    ("hoi*nghi", '"hoi nghi"'),
    ("Mác-L*", '"mác l"'),
    ("giá 2.000.000*", 'giá "2 000 000"'),
    ('"hội nghị"*', '"hội nghị"'),
    ("nghị~", "nghị~"),
    ("hội ~ nghị", "hội nghị"),
    ("~nghị", "nghị"),
    ("10~20", '"10 20"'),
]

FIELDS = [
    ("title:hội", "title:hội"),
    ("title: hội", "title hội"),
    ("hội path:", "hội path"),
    ("Subject to: changes", "subject to changes"),
    ("kind: pdf, tag: x", "kind pdf tag x"),
    ("date: 2024", "date 2024"),
    ("to:lan tag:họp", "to:lan tag:họp"),
    ('tag:"Kinh tế" hội', 'tag:"kinh tế" hội'),
    ("path:tin-tuc/2024.txt", 'path:"tin tuc 2024 txt"'),
    ("path:C:\\tin", 'path:"c tin"'),
    ("path:*.pdf", "path:pdf"),
    ("path:~/tin", "path:tin"),
    ("kind:pdf author:lâm", "kind:pdf author:lâm"),
    ('author:"Tô Lâm" hội', 'author:"tô lâm" hội'),
    ("author:“Tô Lâm”", 'author:"tô lâm"'),
    ('title:"hội"', 'title:"hội"'),
    ("title:hội*", "title:hội*"),
    ("title:16/12", 'title:"16 12"'),
    ("title:OR", "title:or"),
    ("(title:hội) [path:tin]", "title:hội path:tin"),
    ("title:path:x", 'title:"path x"'),
    ("Title:hội", '"title hội"'),
    ("subtitle:hội", '"subtitle hội"'),
    ('"hội"title:x', '"hội" "title x"'),
    ("title", "title"),
]

DATES = [
    ("date:2024", "date:2024-01-01..2024-12-31"),
    ("date:2024-12", "date:2024-12-01..2024-12-31"),
    ("date:2024-02", "date:2024-02-01..2024-02-29"),
    ("date:2023-02", "date:2023-02-01..2023-02-28"),
    ("date:1900-02", "date:1900-02-01..1900-02-28"),
    ("date:2000-02", "date:2000-02-01..2000-02-29"),
    ("date:2024-12-16", "date:2024-12-16..2024-12-16"),
    ("date:2024-01..2024-06", "date:2024-01-01..2024-06-30"),
    ("date:2023..2024-06-15", "date:2023-01-01..2024-06-15"),
    ("date:2024-01..", "date:2024-01-01..9999-12-31"),
    ("date:..2024", "date:0001-01-01..2024-12-31"),
    ("(date:2024) hội", "date:2024-01-01..2024-12-31 hội"),
    ("date:2024, hội", "date:2024-01-01..2024-12-31 hội"),
    ("date:2024..2024", "date:2024-01-01..2024-12-31"),
]

UNICODE = [
    (unicodedata.normalize("NFD", "hội nghị*"), "hội nghị*"),
    (unicodedata.normalize("NFD", '"Tiếng Việt" -đường'), '"tiếng việt" -đường'),
    ("tie\u0301\u0302ng", "tiếng"),
    ("hội\u00a0nghị\u202ftoàn\u3000quốc", "hội nghị toàn quốc"),
    ("hội ng\u00adhị", "hội nghị"),
    ("h\u200dội ng\u2060hị", "hội nghị"),
    ('\ufeff"hội nghị"', '"hội nghị"'),
    ("đường \u200b-phố", "đường -phố"),
    ("\ufefftitle:hội", "title:hội"),
    ("a \u200bOR\u200b b", "a OR b"),
    ("Ｖｉệｔ Ｎａｍ", "việt nam"),
    ("hội\x00nghị\x1b[31m", '"hội nghị 31m"'),
    ("hội \ud800 nghị", "hội nghị"),
]

TABLE = [
    row
    for rows in (
        WORDS,
        PUNCTUATION,
        COMPOUNDS,
        PHRASES,
        EXCLUSIONS,
        ALTERNATIVES,
        PREFIXES,
        FIELDS,
        DATES,
        UNICODE,
    )
    for row in rows
]


@pytest.mark.parametrize(("typed", "printed"), TABLE)
def test_what_a_query_is_read_as(typed: str, printed: str) -> None:
    assert str(parse_query(typed)) == printed


@pytest.mark.parametrize("printed", sorted({printed for _, printed in TABLE}))
def test_the_printed_form_means_the_same_again(printed: str) -> None:
    assert str(parse_query(printed)) == printed


NO_WORD = "the query has no word to look for; type at least one letter or digit"
UNCLOSED = "this quotation mark is never closed; close it, or search with --literal"
ONLY_EXCLUSIONS = "the query only says what to leave out; add a word to look for"
OR_AND_EXCLUSION = "OR cannot stand beside an exclusion; leave out the OR or the exclusion"
NO_SIDES = "{} needs a word on both sides; {} in small letters is a word"
NO_EXCLUDED = "NOT needs the word to leave out right after it; not is a word"


@pytest.mark.parametrize(
    ("typed", "message", "place"),
    [
        ("", NO_WORD, ""),
        (" \n", NO_WORD, " \n"),
        ("???", NO_WORD, "???"),
        ('""', NO_WORD, '""'),
        ("- * ~ «»", NO_WORD, "- * ~ «»"),
        ("\u200b\ufeff", NO_WORD, "\u200b\ufeff"),
        ("-hội", ONLY_EXCLUSIONS, "-hội"),
        ("-hội -date:2024", ONLY_EXCLUSIONS, "-hội -date:2024"),
        ('hội "nghị', UNCLOSED, '"'),
        ("hội “nghị toàn", UNCLOSED, "“"),
        ('hội "', UNCLOSED, '"'),
        ('("hội nghị)', UNCLOSED, '"'),
        ('hội -"nghị', UNCLOSED, '"'),
        ('title:"hội', UNCLOSED, '"'),
        ("«hội nghị”", UNCLOSED, "«"),
        ('"hội" "nghị', UNCLOSED, '"'),
        ('author:""', "author: needs a word right after it, as in author:word", 'author:""'),
        ("hội -kind:*", "kind: needs a word right after it, as in kind:word", "kind:*"),
        ("title:hội~", "title: cannot look for similar words; leave out the ~", "~"),
        ("-a OR b", OR_AND_EXCLUSION, "-a"),
        ("hội a OR b OR -c", OR_AND_EXCLUSION, "-c"),
        ("a OR NOT b", OR_AND_EXCLUSION, "NOT"),
        ("NOT a OR b", OR_AND_EXCLUSION, "NOT"),
        ("OR a", NO_SIDES.format("OR", "or"), "OR"),
        ("a OR", NO_SIDES.format("OR", "or"), "OR"),
        ("a OR ?", NO_SIDES.format("OR", "or"), "OR"),
        ("OR", NO_SIDES.format("OR", "or"), "OR"),
        ("a OR OR b", NO_SIDES.format("OR", "or"), "OR"),
        ("a AND", NO_SIDES.format("AND", "and"), "AND"),
        ("AND a", NO_SIDES.format("AND", "and"), "AND"),
        ("a OR AND b", NO_SIDES.format("OR", "or"), "OR"),
        ("a AND OR b", NO_SIDES.format("AND", "and"), "AND"),
        ("a NOT OR b", NO_EXCLUDED, "NOT"),
        ("a NOT", NO_EXCLUDED, "NOT"),
        ("NOT", NO_EXCLUDED, "NOT"),
        ("a NOT NOT b", NO_EXCLUDED, "NOT"),
        ("a NOT -b", NO_EXCLUDED, "NOT"),
        ("NOT hội", ONLY_EXCLUSIONS, "NOT hội"),
        ("(date:)", "date: needs a date right after it, as in date:2024-12", "date:"),
        (
            "hội date:abc",
            "“abc” is no date; write it as 2024, 2024-12 or 2024-12-16",
            "abc",
        ),
        (
            "date:16/12/24 hội",
            "“16/12/24” is no date; write it as 2024, 2024-12 or 2024-12-16",
            "16/12/24",
        ),
        (
            'date:"2024"',
            '“"2024"” is no date; write it as 2024, 2024-12 or 2024-12-16',
            '"2024"',
        ),
        (
            "date:2024..x",
            "“x” is no date; write it as 2024, 2024-12 or 2024-12-16",
            "2024..x",
        ),
        (
            "date:2024-1",
            "“2024-1” is no date; write it as 2024, 2024-12 or 2024-12-16",
            "2024-1",
        ),
        (
            "date:2024-13",
            "there is no 2024-13; years begin at 0001, months go from 01 to 12",
            "2024-13",
        ),
        (
            "date:0000",
            "there is no 0000; years begin at 0001, months go from 01 to 12",
            "0000",
        ),
        (
            "date:2023-02-29",
            "there is no 2023-02-29; the days of that month go from 01 to 28",
            "2023-02-29",
        ),
        (
            "date:2024-06..2024-01",
            "the range 2024-06..2024-01 ends before it begins; swap its two dates",
            "2024-06..2024-01",
        ),
        (
            "date:..",
            "a range needs a date before or after its two dots, as in 2024-01..",
            "..",
        ),
    ],
)
def test_what_cannot_be_meant_is_an_error_at_its_place(
    typed: str, message: str, place: str
) -> None:
    with pytest.raises(QueryError) as caught:
        parse_query(typed)
    error = caught.value
    assert str(error) == message
    assert error.query[error.start : error.end] == place


def test_the_place_of_an_error_counts_in_the_composed_query() -> None:
    with pytest.raises(QueryError) as caught:
        parse_query(unicodedata.normalize("NFD", "hội nghị date:abc"))
    assert (caught.value.query, caught.value.start) == ("hội nghị date:abc", 14)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("hội nghị", "hội nghị"),
        ('"hội nghị', "hội nghị"),
        ('"hội nghị" toàn', "hội nghị toàn"),
        ("-đường -phố", "đường phố"),
        ("a OR b", "a or b"),
        ("hoi* nghi~", "hoi nghi"),
        ("title:hội", '"title hội"'),
        ("date: abc date:2024-13", 'date abc "date 2024 13"'),
        ("16/12 TP.HCM", '"16 12" "tp hcm"'),
        ('rock"n"roll', '"rock n roll"'),
    ],
)
def test_literal_switches_every_sign_off(typed: str, printed: str) -> None:
    assert str(parse_query(typed, literal=True)) == printed


@pytest.mark.parametrize(
    ("typed", "words", "runs"),
    [
        ("hội nghị toàn quốc", "hội nghị toàn quốc", ["hội nghị toàn quốc"]),
        ("Mác - Lênin, (1848)", "mác lênin 1848", ["mác lênin 1848"]),
        ("dự án 16/12", "dự án 16 12", ["dự án 16 12"]),
        ('luật "an ninh mạng" mới', "luật an ninh mạng mới", ["luật an ninh mạng mới"]),
        ("hội nghị OR đại hội", "hội nghị đại hội", ["hội nghị", "đại hội"]),
        ('"hội nghị" OR "đại hội"', "hội nghị đại hội", ["hội nghị", "đại hội"]),
        ("đường -phố lớn", "đường lớn", ["đường", "lớn"]),
        ('đường -"đường phố" lớn', "đường lớn", ["đường", "lớn"]),
        ("hội title:nghị toàn", "hội toàn", ["hội", "toàn"]),
        ("hội date:2024 nghị", "hội nghị", ["hội", "nghị"]),
        ("hội ngh* toàn quốc", "hội toàn quốc", ["hội", "toàn quốc"]),
        ("hội nghi~ toàn", "hội toàn", ["hội", "toàn"]),
        ("date:2024", "", []),
    ],
)
def test_words_to_score_and_the_runs_that_make_pairs(
    typed: str, words: str, runs: list[str]
) -> None:
    query = parse_query(typed)
    assert [word.term for word in query.words()] == words.split()
    assert [" ".join(word.term for word in run) for run in query.sequence] == runs


def test_every_part_keeps_its_place() -> None:
    typed = 'Hội "toàn quốc" -(x) title:Nghị* -date:2024 16/12 -"Đại hội"'
    query = parse_query(typed)
    places = [typed[start:end] for start, end in places_of(query)]
    assert places == [
        "Hội",
        "toàn quốc",
        "toàn",
        "quốc",
        "x",
        "title:Nghị*",
        "Nghị",
        "date:2024",
        "16/12",
        "16",
        "12",
        "Đại hội",
        "Đại",
        "hội",
    ]


def test_a_query_of_five_thousand_words() -> None:
    typed = 'hội "nghị toàn" -16/12 a OR b ' * 1000
    query = parse_query(typed)
    assert len(query.clauses) == 4000
    assert len(query.words()) == 5000
    assert len(query.sequence) == 2001  # b and the next hội are neighbours


SIGNS = [*'"“”„«»-*~:().,/ ', "..", "\n", "\u00a0"]
PIECES = [
    "hội",
    "nghị",
    "Ð",
    "x",
    "16",
    "OR",
    "AND",
    "NOT",
    "title:",
    "path:",
    "date:",
    "2024",
    "2024-13",
]
ODD = list("中½ﬁİ\u0301\u0302\u200b\u00ad\ufeff\ud800\x00")
pieces = st.sampled_from(SIGNS + PIECES + ODD) | st.characters()
queries = st.lists(pieces, max_size=24).map("".join)


@given(queries, st.booleans())
@example('-"', False)
@example("title:-", False)
def test_no_query_raises_anything_but_a_query_error(typed: str, literal: bool) -> None:
    try:
        query = parse_query(typed, literal)
    except QueryError as error:
        assert 0 <= error.start <= error.end <= len(error.query)
        assert len(caret(error).split("\n")) == 2
        return
    for start, end in places_of(query):
        assert 0 <= start < end <= len(query.text)
    for word in query.words():
        assert word.term == exact_term(query.text[word.start : word.end])
    assert [word for run in query.sequence for word in run] == list(query.words())
    assert str(parse_query(str(query))) == str(query)


@given(queries)
def test_literal_refuses_only_a_query_without_a_word(typed: str) -> None:
    try:
        query = parse_query(typed, literal=True)
    except QueryError as error:
        assert str(error) == NO_WORD
        assert not any(character.isalnum() for character in error.query)
    else:
        assert all(isinstance(clause, (Word, Phrase)) for clause in query.clauses)


def places_of(query: Query) -> Iterator[tuple[int, int]]:
    """The place of every part of a query that has one."""
    for clause in query.clauses:
        yield from _places(clause)


def _places(clause: Clause) -> Iterator[tuple[int, int]]:
    if isinstance(clause, Or):
        for operand in clause.operands:
            yield from _places(operand)
        return
    if isinstance(clause, Not):
        yield from _places(clause.operand)
        return
    yield clause.start, clause.end
    if isinstance(clause, InField):
        yield from _places(clause.operand)
    elif isinstance(clause, Phrase):
        yield from ((word.start, word.end) for word in clause.words)
    elif isinstance(clause, DateRange):
        assert clause.first <= clause.last
