"""Search results made by hand, plain and hostile ones, and what writes them to bytes."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from vnsearch.output.forms import OutputOptions
from vnsearch.output.printer import make_printer
from vnsearch.records import Explanation, Facet, Hit, SearchResult, Snippet, WordAnswer

CONFERENCE = (
    "Sáng 16/12, tại Trụ sở Trung ương Đảng, Ban Tổ chức Trung ương tổ chức hội nghị toàn quốc "
    "tổng kết công tác tổ chức xây dựng Đảng năm 2024, triển khai…"
)
INVITATION = "…Kính mời các đồng chí dự hội nghị cán bộ tại hội trường lớn…"


def spans(text: str, *words: str) -> tuple[tuple[int, int], ...]:
    """Every place where one of the words stands."""
    found = []
    for word in words:
        start = text.find(word)
        while start >= 0:
            found.append((start, start + len(word)))
            start = text.find(word, start + 1)
    return tuple(sorted(found))


def snippet(text: str, line: int, *words: str) -> Snippet:
    """A snippet of the whole text with the words highlighted; its column is made up."""
    return Snippet(line=line, column=7, text=text, highlights=spans(text, *words))


EXPLANATION = Explanation(
    answers=(
        WordAnswer("hoi", "exact", ("hội",), 3.2),
        WordAnswer("nghị", "marks", ("nghị", "nghỉ"), 2.03),
        WordAnswer("toan", "missing", (), 0.0),
    ),
    parts={"syllables": 5.23, "pairs": 3.0, "title": 0.0, "passage": 1.21},
)

HITS = (
    Hit(
        rank=9,
        score=12.3456789,
        id="seeds/000_a15fc9680380b13c.txt",
        path="seeds/000_a15fc9680380b13c.txt",
        line=1,
        title="Sáng 16/12, tại Trụ sở Trung ương Đảng, Ban Tổ chức Trung ương tổ chức",
        date="2024-12",
        author="",
        kind="text",
        snippets=(snippet(CONFERENCE, 1, "hội", "nghị", "toàn", "quốc"),),
    ),
    Hit(
        rank=10,
        score=9.5,
        id="tb-17",
        path="tài liệu/thông báo.jsonl",
        line=17,
        title="Thông báo [bold]hội nghị[/bold] 会议通知",
        date="2023-01-02",
        author="Nguyễn Văn An",
        kind="jsonl",
        snippets=(
            snippet(INVITATION, 17, "hội", "nghị"),
            snippet("Hội nghị kết thúc.", 21, "Hội", "nghị"),
        ),
        stale="changed",
    ),
    Hit(
        rank=11,
        score=1.5,
        id="nghi-dinh.txt",
        path="nghi-dinh.txt",
        line=1,
        title="Nghị định",
        date="",
        author="",
        kind="text",
        snippets=(),
        stale="missing",
    ),
)

RESULT = SearchResult(
    query="hoi nghi toan quoc",
    match="all",
    total=1234,
    hits=HITS,
    seconds=0.0123,
    reading="hội nghị toàn quốc",
    suggestion="hội nghị toàn cầu",
    months=(("2023-11", 4), ("2024-02", 31), ("2024-12", 7)),
)
NOTHING = SearchResult("xyzzy", "all", 0, (), 0.0004)
ANY = SearchResult("hội xyzzy", "any", 1, HITS[2:], 0.5)

FACETED = replace(
    RESULT,
    facets=(
        Facet(
            "folder",
            (
                ("tài liệu/văn bản quy phạm pháp luật/nghị định của Chính phủ/năm 2024", 800),
                *((f"tin/{number:02}", 40 - number) for number in range(11)),
            ),
        ),
        Facet("kind", (("text", 1200), ("pdf", 34))),
        Facet("author", ()),
        Facet("year", (("2024", 1230), ("2023", 4))),
    ),
)

# What a document or a file name may hold to take over a terminal or a line of output.
ATTACK = "\x1b[2J\x1b]0;title\x07\x9b31mđỏ\x7f\r\n\tdòng\u2028hai" + (
    "\u202etxet\u2066\u200f\x00[/a]\ud800"
)
_ATTACKED = Hit(
    rank=1,
    score=1.0,
    id=ATTACK,
    path=f"thư mục/{ATTACK}.txt",
    line=3,
    title=ATTACK,
    date=ATTACK,
    author=ATTACK,
    kind=ATTACK,
    snippets=(snippet(f"trước {ATTACK} hội sau", 3, "hội"),),
    explanation=Explanation(
        (WordAnswer(ATTACK, "folded", (ATTACK,), 1.0),), {"syllables": 1.0}
    ),
)
HOSTILE = SearchResult(
    ATTACK,
    "all",
    1,
    (_ATTACKED,),
    0.001,
    ATTACK,
    ATTACK,
    months=((ATTACK, 1),),
    facets=(Facet("author", ((ATTACK, 1),)),),
)


def printed(result: SearchResult, options: OutputOptions) -> bytes:
    """What the printer of these options writes."""
    stream = BytesIO()
    make_printer(options, stream).print(result)
    return stream.getvalue()
