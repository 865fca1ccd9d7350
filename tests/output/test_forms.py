"""Every form of a result, compared byte for byte, and harmless whatever a document holds."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from vnsearch.output.forms import Form, OutputOptions
from vnsearch.records import SearchResult

from .golden import assert_golden
from .samples import ANY, ATTACK, EXPLANATION, FACETED, HITS, HOSTILE, NOTHING, RESULT, printed

FORMS: list[Form] = [
    "terminal",
    "plain",
    "json",
    "jsonl",
    "files",
    "count",
    "vimgrep",
    "format",
    "timeline",
    "facets",
    "quiet",
]
TEMPLATE = r"{rank:>3}\t{score:.2f}\t{path}\t{line}\t{date}\t{title}\t{snippet:.20}"
EXPLAINED = replace(ANY, hits=(replace(HITS[1], explanation=EXPLANATION),))
RESULTS = {
    "page": RESULT,
    "nothing": NOTHING,
    "any": ANY,
    "explained": EXPLAINED,
    "faceted": FACETED,
}

SGR = re.compile(rb"\x1b\[[0-9;]*m")
LINK = re.compile(rb"\x1b\]8;(id=[0-9-]+)?;[!-~]*\x1b\\")


IN_A_PIPE: list[tuple[Form, str]] = [
    *((form, "page") for form in FORMS if form != "facets"),
    *((form, "nothing") for form in FORMS if form not in ("quiet", "timeline", "facets")),
    ("json", "faceted"),
    ("facets", "faceted"),
    ("terminal", "any"),
    ("terminal", "explained"),
    ("plain", "explained"),
    ("json", "any"),
    ("json", "explained"),
]


@pytest.mark.parametrize(("form", "name"), IN_A_PIPE)
def test_form_in_a_pipe(form: Form, name: str) -> None:
    options = OutputOptions(form=form, template=TEMPLATE)
    assert_golden(f"{form}-{name}", printed(RESULTS[name], options))


@pytest.mark.parametrize(
    ("name", "width"),
    [
        ("page", 60),
        ("page", 100),
        ("page", 200),
        ("explained", 60),
        ("any", 60),
        ("faceted", 60),
    ],
)
def test_terminal_in_colour(name: str, width: int) -> None:
    options = OutputOptions("terminal", is_terminal=True, color=True, width=width)
    assert_golden(f"terminal-{name}-{width}", printed(RESULTS[name], options))


@pytest.mark.parametrize("form", ["plain", "timeline"])
def test_other_forms_in_colour(form: Form) -> None:
    options = OutputOptions(form, is_terminal=True, color=True)
    assert_golden(f"{form}-page-color", printed(RESULT, options))


@pytest.mark.parametrize("width", [20, 60, 100, 200])
def test_terminal_lines_fit(width: int) -> None:
    from rich.cells import cell_len

    options = OutputOptions("terminal", is_terminal=True, width=width)
    result = replace(FACETED, hits=(*HITS, EXPLAINED.hits[0]))
    lines = printed(result, options).decode().split("\n")
    too_long = [line for line in lines if cell_len(line) > width]
    # Only a path is left for the terminal to wrap, so that it can be copied whole.
    assert [line for line in too_long if not re.search(r"\.(txt|jsonl):[0-9]+$", line)] == []


def test_links_lead_to_the_file() -> None:
    options = OutputOptions("terminal", is_terminal=True, color=True, links=True)
    output = printed(RESULT, options)
    links = re.findall(rb"\x1b\]8;id=[^;]*;(file://[^\x1b]+)\x1b\\", output)
    assert len(links) == len(HITS)
    assert links[1].endswith(b"/t%C3%A0i%20li%E1%BB%87u/th%C3%B4ng%20b%C3%A1o.jsonl")


def test_no_colour_means_no_escape_at_all() -> None:
    for form in FORMS:
        options = OutputOptions(form, is_terminal=True, template=TEMPLATE)
        assert b"\x1b" not in printed(RESULT, options)


@pytest.mark.parametrize("color", [False, True])
@pytest.mark.parametrize("form", FORMS)
def test_nothing_in_a_document_is_obeyed(form: Form, color: bool) -> None:
    options = OutputOptions(form, is_terminal=True, color=color, links=color, template=TEMPLATE)
    output = printed(HOSTILE, options)
    ours = LINK.sub(b"", SGR.sub(b"", output)) if color else output
    assert re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\u2066\u2028]", ours.decode()) == []


@pytest.mark.parametrize("form", [form for form in FORMS if form not in ("terminal", "quiet")])
def test_a_hostile_document_makes_no_line_of_its_own(form: Form) -> None:
    for_people = form not in ("timeline", "facets")
    options = OutputOptions(form, is_terminal=for_people, template=TEMPLATE)
    lines = {"plain": 3, "timeline": 1}
    assert printed(HOSTILE, options).count(b"\n") == lines.get(form, 1)


def test_json_gives_back_what_the_document_holds() -> None:
    members = json.loads(printed(HOSTILE, OutputOptions("json")))
    assert members["query"] == ATTACK
    assert members["hits"][0]["title"] == ATTACK
    assert members["hits"][0]["snippets"][0]["text"] == f"trước {ATTACK} hội sau"


def test_json_keeps_letters_and_counts_characters() -> None:
    output = printed(RESULT, OutputOptions("json"))
    assert "hội nghị toàn quốc".encode() in output
    assert output.count(b"\n") == 1
    members = json.loads(output)
    assert list(members)[:4] == ["version", "query", "match", "total"]
    assert members["version"] == 1
    snippet = members["hits"][0]["snippets"][0]
    words = [snippet["text"][start:end] for start, end in snippet["highlights"]]
    assert words == ["hội", "nghị", "toàn", "quốc"]


def test_jsonl_lines_are_the_hits_of_json() -> None:
    whole = json.loads(printed(RESULT, OutputOptions("json")))
    lines = printed(RESULT, OutputOptions("jsonl")).splitlines()
    assert [json.loads(line) for line in lines] == whole["hits"]


RAW = "ti\udce9ng\nviệt.txt"  # the byte E9 and a newline in a name
RAW_BYTES = b"ti\xe9ng\nvi\xe1\xbb\x87t.txt"
ON_ONE_LINE = RAW_BYTES.replace(b"\n", "␊".encode())
ODDLY_NAMED = SearchResult("a", "all", 2, (replace(HITS[2], path=RAW, id=RAW),) * 2, 0.0)


@pytest.mark.parametrize(
    ("options", "output"),
    [
        (OutputOptions("files", end="\0"), RAW_BYTES + b"\0"),
        (OutputOptions("files", end="\0", is_terminal=True), RAW_BYTES + b"\0"),
        (OutputOptions("files"), ON_ONE_LINE + b"\n"),
        (OutputOptions("files", is_terminal=True), "ti\ufffdng␊việt.txt\n".encode()),
        (
            OutputOptions("plain"),
            (ON_ONE_LINE + ":1:Nghị định\n".encode()) * 2,
        ),
    ],
)
def test_file_names_are_exact_in_a_pipe_but_for_line_ends(
    options: OutputOptions, output: bytes
) -> None:
    assert printed(ODDLY_NAMED, options) == output


def test_json_escapes_the_bytes_of_a_name() -> None:
    output = printed(ODDLY_NAMED, OutputOptions("jsonl"))
    assert rb'"path": "ti\udce9ng\nvi' in output
    assert json.loads(output.splitlines()[0])["path"] == RAW
