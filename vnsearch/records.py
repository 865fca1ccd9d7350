"""What is passed between the floors: documents on the way in, hits on the way out.

Plain frozen values without behaviour; every floor may import them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias

from vnsearch.frozen import NamedTuple, dataclass, field

# What is told of a passage's place: that in the text as it was indexed, the line of the file,
# or its column as well. Each looks into more files than the one before.
Places: TypeAlias = Literal["text", "line", "column"]

_LEFT = "_left"  # where a result keeps what is worked out later

# How a document answers a word: as typed, with other marks, or written in another way.
How: TypeAlias = Literal[
    "exact", "i/y", "marks", "folded", "missing", "joined", "parted",
    "number", "date", "telephone", "abbreviation", "synonym",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Document:
    """One text to be found, composed (NFC), its lines separated by "\\n"."""

    path: str  # the file, as the operating system names it
    title: str
    body: str  # in a PDF the pages are separated by form feeds
    part: str = ""  # what names it inside its file: a record's id, a member's name
    id: str = ""  # its own id (a JSONL record's); "" for `path` or `path#part`
    title_in_body: bool = False  # the title was taken from the body's first sentence
    line: int = 0  # the one line of the file that holds it; 0 where the lines of the body count
    date: str = ""  # YYYY, YYYY-MM or YYYY-MM-DD
    author: str = ""
    kind: str = "text"  # "text", "markdown", "html", "jsonl", "csv", "pdf", "docx", "mail" ...
    language: str = ""
    to: str = ""  # whom a mail was written to, copies included
    tags: tuple[str, ...] = ()  # keywords, each of one word or more
    stale: Literal["", "changed", "missing"] = ""  # its file, since it was indexed


# Why a file, or a part of one, was left out; the words are in vnsearch.output.problems.
What = Literal[
    # of any file
    "a device", "a named pipe", "a socket", "dangling", "forbidden", "ignore file", "missing",
    "no file", "unreadable", "unforeseen",
    # what it is
    "archive", "binary", "database", "film or sound", "office", "picture",
    "postscript", "program",
    # what it lacks
    "empty", "no pages", "no records", "no tesseract", "no text", "only pictures",
    "some pictures",
    # what is wrong with it
    "compressed twice", "copy protection", "damaged", "damaged page", "encrypted", "expansion",
    "fatal", "nested archive", "nested object", "no message", "no row", "password", "too large",
    "too many members", "too many pages", "too many values", "too many words", "too slow",
    # of a record
    "more faults", "nested too deeply", "no json",
    # of a document that a cluster refuses
    "not taken",
    # of a path that the index is made from: what it holds of it stays
    "gone root", "empty root", "unnamed root", "unasked rule", "not remembered",
    "not forgotten", "not removed",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """A file, or a part or line of one, that was left out, and why."""

    path: str
    what: What
    part: str = ""  # "" for the whole file
    line: int = 0  # the line of a record, the page of a PDF; 0 for the whole
    detail: str = ""  # a figure, or what a library or the system says of it
    failed: bool = True  # False where leaving it out is the rule (a binary file)


@dataclass(frozen=True, slots=True)
class IndexFault:
    """A file of an index with something wrong, in one sentence that says the way out."""

    path: str
    reason: str
    failed: bool  # False for what does no harm


@dataclass(frozen=True, slots=True)
class FileNote:
    """What is to be known of how a file, or a part of one, was read; "" for what is not."""

    path: str
    encoding: str = ""
    hidden: str = ""  # what of it no person sees: "sheets, rows"


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page that has been read as a picture, and how many of its file are."""

    path: str
    number: int  # counted from 1
    total: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an update is; `done` and `total` are bytes of files."""

    done: int
    total: int
    documents: int
    page: PageRead | None = None  # the latest that was read as a picture


class RootRules(NamedTuple):
    """How the files of a root are chosen and read; None where nothing was said of a kind."""

    include: tuple[str, ...] | None = None
    exclude: tuple[str, ...] | None = None
    hidden: bool | None = None
    follow_links: bool | None = None
    encoding: str | None = None
    ocr: bool | None = None
    dates: Literal["", "mtime", "name"] | None = None

    def over(self, others: RootRules) -> RootRules:
        """These rules, and the others' where these say nothing."""
        return others._replace(**{k: v for k, v in self._asdict().items() if v is not None})


NO_RULES = RootRules()


class Root(NamedTuple):
    """A path that an index is made from, and the rules that were given for it."""

    path: str
    rules: RootRules = NO_RULES


@dataclass(frozen=True, slots=True)
class UpdateSummary:
    """What an update did; the first five figures count documents."""

    added: int
    updated: int
    removed: int
    unchanged: int
    total: int
    size: int  # bytes of text read
    seconds: float
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of a document; `highlights` are [start, end) characters of `text`."""

    line: int  # counted from 1; the page in a PDF
    column: (
        int  # byte in that line where the first highlight begins, counted from 1; 0: unknown
    )
    text: str
    highlights: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class WordAnswer:
    """How one word of the query was answered by one document, and what that was worth."""

    word: str  # as typed
    how: How
    found: tuple[str, ...]  # the words of the document that answered
    score: float
    asks: bool = False  # it is of asking ("nào", "bao nhiêu"), and tells less than it is rare


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a hit is where it is; the parts, by their names, add up to its score."""

    answers: tuple[WordAnswer, ...]
    parts: Mapping[str, float]  # "syllables", "pairs", then what ranking added


@dataclass(frozen=True, slots=True)
class Hit:
    """One document that answers a query."""

    rank: int  # counted from 1
    score: float
    id: str
    path: str  # opens from the current folder
    line: int
    title: str
    date: str
    author: str
    kind: str
    snippets: tuple[Snippet, ...]
    stale: Literal["", "changed", "missing"] = ""
    explanation: Explanation | None = None
    to: str = ""
    tags: tuple[str, ...] = ()


class Facet(NamedTuple):
    """How the documents found are spread over the values of a facet."""

    name: str  # one of document_fields.FACETS
    counts: tuple[tuple[str, int], ...]  # a value, and how many documents have it


@dataclass(frozen=True, slots=True)
class Remark:
    """A part of a search that nothing in the index answers, which its result alone hides."""

    about: Literal[
        "empty", "exclusion", "field", "name", "kind", "date", "path", "months", "order",
        "shards", "sign",
    ]  # fmt: skip
    typed: str  # the part, as it was typed
    known: tuple[str, ...] = ()  # what there is instead


@dataclass(frozen=True)
class SearchResult:
    """The answer to one query: one page of hits out of `total`.

    A member that not every reader of a result looks at may be left to be worked out then.
    """

    query: str
    match: Literal["all", "any"]
    total: int
    hits: tuple[Hit, ...]
    seconds: float
    reading: str = ""  # the query as the index reads it, with its accents; "" if as typed
    suggestion: str = ""  # "did you mean"; "" for none
    months: tuple[tuple[str, int], ...] = ()  # (YYYY-MM, documents), where asked for
    facets: tuple[Facet, ...] = ()  # those asked for, over all that was found
    remarks: tuple[Remark, ...] = ()
    without_exact: int = 0  # what was to be as typed and found nothing finds so many otherwise

    def leave(self, member: str, work_out: Callable[[], object]) -> None:
        """Have a member worked out by a call when it is first looked at."""
        del vars(self)[member]
        vars(self).setdefault(_LEFT, {})[member] = work_out

    if not TYPE_CHECKING:  # for which all members are there

        def __getattr__(self, member):
            held = vars(self)
            work_out = held.get(_LEFT, {}).get(member)
            if work_out is not None:
                held[member] = work_out()
                held[_LEFT].pop(member, None)  # and with it the index that it was asked of
            elif member not in held:  # else another thread has just worked it out
                raise AttributeError(f"a SearchResult has no member {member}")
            return held[member]


@dataclass(frozen=True, slots=True)
class TermCount:
    """A word of the index: how many documents have it, how often it occurs."""

    term: str
    documents: int
    occurrences: int


@dataclass(frozen=True, slots=True)
class IndexStats:
    """What an index holds and how fresh it is."""

    directory: str
    documents: int
    files: int
    syllables: int
    distinct_syllables: int
    segments: int
    size: int  # bytes on disk
    text_size: int  # bytes of text, uncompressed
    built: float  # seconds since the epoch
    changed: int  # files that have changed since
    missing: int  # files that have gone since
    months: tuple[tuple[str, int], ...] = field(default=())
    pairs: tuple[tuple[str, int], ...] = field(default=())  # the commonest, with all marks
    roots: tuple[Root, ...] = ()  # their paths open from the current folder
    readers: Literal["owner", "group", "everybody", "cluster"] = "owner"  # who may read it
    abbreviations: int = 0  # in the table of common ones
    synonyms: int = 0  # lines in the file of one's own
