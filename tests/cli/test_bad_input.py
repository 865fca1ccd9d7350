"""What is said of input that cannot be meant, or does nothing: each exact sentence."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Run, Terminal

NO_QUERY = "there is no query; give some words to search for; see 'vnsearch search --help'"
NO_WORD = "the query has no word to look for; type at least one letter or digit"
ONE_WORD = (
    "terms takes the beginning of one word, and hội nghị is several; type the last one alone"
)
NO_DOCUMENT = (
    "the index has no document tin.txt: 'vnsearch search --json' shows the ids of hits"
)

SAID = [
    # what looks like an option and is none
    (2, ["search", "-i", "hội"], "-i is no option: upper and lower case are always the same; "
     "write -- -i to leave out the word i"),
    (2, ["search", "-o", "hội"], "-o is no option: --any asks for any of the words, "
     "--format '{snippet}' prints the passage alone; write -- -o to leave out the word o"),
    (2, ["search", "-A", "3", "hội"], "-A is no option: --snippets N shows more passages of "
     "each document; write -- -A to leave out the word A"),
    (2, ["search", "-hoi"], "-hoi is no option; write -- -hoi to leave out the word hoi"),
    (2, ["search", "-n1l", "hội"],
     "-n1l is no option; write -- -n1l to leave out the word n1l"),
    (2, ["search", "hội", "-n=3"],
     "-n=3 is no option; write -n and its value apart, as in -n 3"),
    (2, ["search", "hội", "--colour"],
     "there is no option --colour; did you mean --color?"),
    (2, ["search", "--ignore-case", "hội"],
     "there is no option --ignore-case: upper and lower case are always the same"),
    (2, ["search", "--max-count", "3", "hội"],
     "there is no option --max-count: -n N says how many hits to print"),
    (2, ["search", "--glob", "*.md", "hội"],
     "there is no option --glob: --path GLOB keeps to paths that match"),
    (2, ["search", "--hidden", "hội"],
     "--hidden is an option of 'vnsearch index'; 'vnsearch search --help' lists its own"),
    (2, ["stats", "-n", "3"],
     "-n is an option of 'vnsearch search'; 'vnsearch stats --help' lists its own"),
    (2, ["index", "--force"],
     "there is no option --force: --rebuild makes the index anew"),
    (2, ["index", "--delete", "docs"],
     "there is no option --delete: --forget PATH drops a path"),
    (2, ["index", "-r", "docs"],
     "there is no option -r: a folder is always read with all below it"),
    (2, ["verify", "--fix"], "there is no option --fix; 'vnsearch verify --help' lists them"),
    (2, ["-V"], "there is no option -V; did you mean --version?"),
    (2, ["terms", "-hội"],
     "a word that begins with - stands behind --, as in 'vnsearch terms -- -hội'"),
    # values with nothing in them, as of a variable that is not set
    (2, ["search", "--since", "", "hội"],
     "--since is empty; give it a value or leave it out; see 'vnsearch search --help'"),
    (2, ["search", "--path", "", "hội"],
     "--path is empty; give it a value or leave it out; see 'vnsearch search --help'"),
    (2, ["search", "--format", "", "hội"],
     "--format is empty; give it a value or leave it out; see 'vnsearch search --help'"),
    (2, ["search", "--like", ""],
     "--like is empty; give it a value or leave it out; see 'vnsearch search --help'"),
    (2, ["index", "--index", "", "docs"],
     "--index is empty; give it a value or leave it out; see 'vnsearch index --help'"),
    (2, ["--index", "", "search", "hội"],
     "--index is empty; give it a value or leave it out; see 'vnsearch --help'"),
    (2, ["index", "--encoding", "", "docs"],
     "--encoding is empty; give it a value or leave it out; see 'vnsearch index --help'"),
    (2, ["show", "--highlight", "", "tin-1"],
     "--highlight is empty; give it a value or leave it out; see 'vnsearch show --help'"),
    (2, ["saved", "--drop", ""],
     "--drop is empty; give it a value or leave it out; see 'vnsearch saved --help'"),
    (2, ["index", "docs", ""], "a PATH is empty; name a folder, as in 'vnsearch index .'"),
    (2, ["index", "--forget", ""], "forget is empty: give a path"),
    (2, ["show", ""], "the ID is empty: 'vnsearch search --json' shows those of hits"),
    (2, ["search", "hội", "--zzz"],
     "there is no option --zzz; 'vnsearch search --help' lists them"),
    (2, ["--json", "search", "hội"],
     "--json stands behind a command, as in 'vnsearch index --json'"),
    # values
    (2, ["search", "hội", "-n"], "-n needs a value right after it"),
    (2, ["index", "docs", "--include"], "--include needs a value right after it"),
    (2, ["search", "-n", "0", "hội"], "--limit takes a whole number from 1"),
    (2, ["search", "-n", "ba", "hội"], "--limit takes a whole number from 1"),
    (2, ["search", "--offset", "-1", "hội"], "--offset takes a whole number from 0"),
    (2, ["search", "--sort", "name", "hội"], "--sort takes one of score, date, path"),
    (2, ["index", "--jobs", "-1"], "--jobs takes a whole number from 0"),
    (2, ["index", "--wait", "lâu"], "--wait takes a number from 0"),
    (2, ["search", "--index", "docs/tin.jsonl", "hội"], "--index takes a folder, no file"),
    (2, ["completion", "csh"], "SHELL takes one of bash, zsh, fish"),
    (2, ["search", "--format", "{x}", "hội"], "--format: the template '{x}' cannot be used: "
     "there is no {x}; a hit has rank, score, id, path, line, title, author, to, tags, kind, "
     "date, snippet, stale"),
    (2, ["search", "--since", "hôm qua", "hội"],
     "“hôm qua” is no date; write it as 2024, 2024-12 or 2024-12-16"),
    (2, ["search", "--since", "2025", "--until", "2024", "hội"],
     "--since 2025 comes after --until 2024; swap the two dates"),
    (2, ["index", "docs", "--encoding", "utf9"], "the encoding 'utf9' is not known; give "
     "utf-8, utf-16, windows-1258, tcvn3, viscii, vni or another that Python knows"),
    # options that do not go together
    (2, ["search", "--json", "-l", "hội"], "--json and --files-with-matches are different "
     "outputs; choose one; see 'vnsearch search --help'"),
    (2, ["search", "--json", "--vimgrep", "hội"], "--json and --vimgrep are different outputs; "
     "choose one; see 'vnsearch search --help'"),
    (2, ["search", "-l", "-c", "hội"], "--files-with-matches and --count are different "
     "outputs; choose one; see 'vnsearch search --help'"),
    (2, ["search", "--batch", "-", "--jsonl"], "--batch prints JSON objects; it takes no other "
     "output; see 'vnsearch search --help'"),
    (2, ["search", "--explain", "-l", "hội"],
     "--explain needs the hits' own lines or JSON; see 'vnsearch search --help'"),
    (2, ["search", "--batch", "-", "hội"], "--batch takes its queries from a file; give none "
     "here; see 'vnsearch search --help'"),
    (2, ["search", "--batch", "khôngcó"], "khôngcó does not exist; give --batch a file of "
     "queries, or - for standard input"),
    # queries that cannot be meant
    (2, ["search"], NO_QUERY),
    (2, ["search", " "], NO_WORD),
    (2, ["search", "?!"], f"{NO_WORD}\n?!\n^^"),
    (2, ["search", "-hội"],
     "the query only says what to leave out; add a word to look for\n-hội\n^^^^"),
    (2, ["search", "hội OR"],
     "OR needs a word on both sides; or in small letters is a word\nhội OR\n    ^^"),
    (2, ["search", "AND hội"],
     "AND needs a word on both sides; and in small letters is a word\nAND hội\n^^^"),
    (2, ["search", "hội NOT"],
     "NOT needs the word to leave out right after it; not is a word\nhội NOT\n    ^^^"),
    (2, ["search", '"hội nghị'], "this quotation mark is never closed; close it, or search "
     'with --literal\n"hội nghị\n^'),
    (2, ["search", "date:abc"], "“abc” is no date; write it as 2024, 2024-12 or 2024-12-16\n"
     "date:abc\n     ^^^"),
    (2, ["search", "h\udcffi"], "the query holds bytes that are no UTF-8; type or save it as "
     "UTF-8\nh\ufffdi\n ^"),
    (2, ["search", "--batch", "docs"], "docs is a folder; give --batch a file of queries, or - "
     "for standard input"),
    # signs of other tools
    (1, ["search", "-l", "hội || họp"],
     "“||” is read as plain text; did you mean “OR”?"),
    (1, ["search", "-l", "hội", "or", "họp"],
     "“or” is read as plain text; did you mean “OR”?"),
    (0, ["search", "-l", "!nghị"], "“!nghị” is read as plain text; did you mean “-nghị”?"),
    (1, ["search", "-l", "h*i"], "“h*i” is read as plain text; did you mean “h*”?"),
    (1, ["search", "-l", "*ội"], "“*ội” is read as plain text; a * ends a word, as in hoi*"),
    (1, ["search", "-l", '"hội nghị"~3'],
     "“~3” is read as plain text; a phrase has its words side by side"),
    (1, ["search", "-l", "title: hội"],
     "“title: hội” is read as plain text; did you mean “title:hội”?"),
    (1, ["search", "-l", "(hội họp) OR mưa"],
     "the parentheses of “(hội họp)” group nothing; OR binds closer than AND"),
    (1, ["search", "-l", "filetype:pdf"], "filetype: is no field; did you mean kind:?"),
    # what finds nothing, or leaves nothing out
    (1, ["search", "--offset", "99", "hội"], "--offset 99 is past the last of 3 documents"),
    (1, ["search", "-l", "--path", "DUONG PHO.txt", "hội"],
     "no file of the index answers --path DUONG PHO.txt; did you mean đường phố.txt?"),
    (1, ["search", "-l", "hội nghị phép", "docs/"],
     "docs/ is read as words; --path docs/ searches what is there"),
    (0, ["search", "-n", "1", "--format", "{rank}", "phép", "docs/tin.jsonl"],
     "no document has all the words; these have some of them\n"
     "vnsearch: docs/tin.jsonl is read as words; --path docs/tin.jsonl searches what is there"),
    (0, ["search", "-n", "1", "--format", "{rank}", "phép / họp"],
     "no document has all the words; these have some of them"),
    (0, ["search", "-n", "1", "--format", "{rank}", "phép or mưa"],
     "no document has all the words; these have some of them\n"
     "vnsearch: “or” is read as plain text; did you mean “OR”?"),
    (1, ["search", "-l", "--path", "./Docs/", "hội"],
     "no file of the index answers --path ./Docs/; did you mean docs?"),
    (1, ["search", "-l", "--path", "*.{md,txt}", "hội"], "no file of the index answers --path "
     "*.{md,txt}; braces stand for themselves there"),
    (0, ["search", "-c", "hội", "-khôngcó"],
     "no document has “khôngcó”; leaving it out changes nothing"),
    (1, ["search", "-l", "--path", "khôngcó/", "hội"],
     "no file of the index answers --path khôngcó/"),
    (1, ["search", "-l", "kind:txt", "hội"],
     "no document answers kind:txt; the index has jsonl, markdown, text"),
    (1, ["search", "-l", "tilte:x"], "tilte: is no field; did you mean title:?"),
    (1, ["search", "-l", "--since", "2030", "hội"],
     "no document answers --since 2030; the dates go from 2023-05 to 2024-12"),
    (0, ["search", "--timeline", "mưa"], "none of the documents found has a date with a month"),
    (0, ["search", "-l", "--sort", "date", "mưa"],
     "none of the documents found has a date; their paths order them"),
    (1, ["search", "--exact", "-l", "hoi"],
     "nothing is spelled as typed; without --exact there are 3 documents"),
    (2, ["terms", "?"], "? has no letter in it; type the beginning of a word"),
    (2, ["terms", "hội nghị"], ONE_WORD),
    (2, ["terms", "hội", "nghị"], ONE_WORD),
    (2, ["terms", "title:h"], "terms takes the beginning of one word, and title:h is several; "
     "type the last one alone"),
    # documents
    (2, ["show", "duong pho.txt"],
     "the index has no document duong pho.txt; did you mean docs/đường phố.txt?"),
    (2, ["open", "docs/đường phố.txt:2"],
     "the index has no document docs/đường phố.txt:2; did you mean docs/đường phố.txt?"),
    (2, ["show", "tin.txt"], NO_DOCUMENT),
    (2, ["open", "tin.txt"], NO_DOCUMENT),
    (2, ["search", "--like", "tin.txt"], NO_DOCUMENT),
    (2, ["show", "docs/tin.jsonl"], "docs/tin.jsonl names 2 documents: choose one of "
     "docs/tin.jsonl#tin-1, docs/tin.jsonl#tin-2"),
    (0, ["show", "--highlight", "khôngcó", "docs/hỏi đáp.md"],
     "nothing in the text of docs/hỏi đáp.md answers khôngcó; it is shown unmarked"),
    (0, ["show", "--json", "--highlight", "mưa", "docs/hỏi đáp.md"],
     "nothing in the text of docs/hỏi đáp.md answers mưa; it is shown unmarked"),
    (2, ["show", "--highlight", "hội", "--around", "hội", "tin-1"],
     "--around marks words itself; leave out --highlight; see 'vnsearch show --help'"),
    (2, ["open", "--line", "0", "tin-1"], "--line takes a whole number from 1"),
    (2, ["help", "search", "live"],
     "vnsearch help takes no more arguments; leave out live"),
    (2, ["completion"], "vnsearch completion needs SHELL; see 'vnsearch completion --help'"),
    (2, ["stats", "--color", "sometimes"], "--color takes one of auto, always, never"),
    (2, ["search", "--facet", "x", "hội"],
     "--facet: there is no facet 'x': folder, kind, author, year"),
    (2, ["saved", "hop"], "say what to save: vnsearch saved hop QUERY"),
    (2, ["saved", "--drop", "hop"],
     "no query is saved by the name hop; 'vnsearch saved' lists"),
    (2, ["show"], "vnsearch show needs ID; see 'vnsearch show --help'"),
    (2, ["show", "docs/tổng", "kết.txt"], "show takes one ID; quote it if it has spaces: "
     "vnsearch show 'docs/tổng kết.txt'"),
    (2, ["open", "docs/tổng", "kết.txt"], "open takes one ID; quote it if it has spaces: "
     "vnsearch open 'docs/tổng kết.txt'"),
    # commands and indexes
    (2, ["serch", "hội"], "there is no command serch; did you mean 'vnsearch search'?"),
    (2, ["find", "hội"], "there is no command find; did you mean 'vnsearch search'?"),
    (2, ["rebuild"], "there is no command rebuild; did you mean 'vnsearch index --rebuild'?"),
    (2, ["INDEX"], "there is no command INDEX; did you mean 'vnsearch index'?"),
    (2, ["index", "docs/*.md"], "docs/*.md does not exist; for the files that match, type "
     "vnsearch index docs --include '*.md'"),
    (2, ["index", "index"],
     "index is an index, and holds no documents; name the folder that does"),
    (2, ["hội", "nghị"],
     "there is no command hội; to search for it, type 'vnsearch search hội nghị'"),
    (2, ["help", "serch"], "there is no command serch; 'vnsearch help' lists them"),
    (2, ["stats", "docs"], "vnsearch stats takes no more arguments; leave out docs"),
    (2, ["--index", "khôngcó", "search", "hội"],
     "khôngcó holds no index: run 'vnsearch index --index khôngcó PATH' to make one"),
    (2, ["search", "--index", "docs", "hội"],
     "docs holds no index: run 'vnsearch index --index docs PATH' to make one"),
    *((2, [command, "--index", "localhost:9200/tin", "docs"], "localhost:9200/tin looks like "
       "an address: write opensearch:// or http:// before it, or ./ for a folder")
      for command in ("index", "search")),
    (2, ["index", "--forget", "khôngcó"],
     "the index is not made from khôngcó, but from docs: name one of those"),
    (2, ["live", "--print", "--json"], "--print and --json are different outputs; choose one; "
     "see 'vnsearch live --help'"),
    (2, ["live"], "live needs a terminal to draw on; 'vnsearch search' serves a pipe"),
]  # fmt: skip


@pytest.mark.parametrize(("status", "arguments", "sentence"), SAID)
def test_it_is_said(
    status: int,
    arguments: list[str],
    sentence: str,
    search: Callable[..., Run],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    ended = search(*arguments)
    assert ended.err == f"vnsearch: {sentence}\n"
    assert ended.status == status


def test_a_current_folder_that_is_gone_is_named(
    tmp_path: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cũ").mkdir()
    monkeypatch.chdir(tmp_path / "cũ")
    os.rmdir(tmp_path / "cũ")
    message = "vnsearch: the current folder has been removed; change to another, as with cd\n"
    assert run("search", "hội") == Run(2, "", message)
    assert run("index") == Run(2, "", message)
    (tmp_path / "docs").mkdir()
    index = str(tmp_path / "index")
    monkeypatch.chdir(tmp_path)
    assert run("index", "--index", index, "docs").status == 0
    (tmp_path / "cũ").mkdir()
    monkeypatch.chdir(tmp_path / "cũ")
    os.rmdir(tmp_path / "cũ")
    assert run("index", "--index", index, "docs") == Run(2, "", message)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("pager", ["'", '"less', "less\\", "/"])
def test_a_pager_that_cannot_be_read_is_no_error(pager: str, terminal: Terminal) -> None:
    ended = terminal("vnsearch search --any hội hỏi", rows=8, PAGER=pager)
    assert ended.status == 0
    assert "Traceback" not in ended.out
    assert "docs/" in ended.out


def test_a_file_with_a_name_like_an_option_is_no_option(
    tmp_path: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("-n", "--version"):
        (tmp_path / name).write_text("Hội nghị toàn quốc.", encoding="utf-8")
    assert run("index", "-q", ".").status == 0
    assert sorted(run("search", "-l", "hội").out.splitlines()) == ["./--version", "./-n"]
    assert sorted(run("search", "-0", "hội").out.split("\0")) == ["", "./--version", "./-n"]
    assert run("search", "--vimgrep", "hội").out.startswith("./-")
    assert run("show", "./-n").out == "Hội nghị toàn quốc.\n"
    assert run("index").out.startswith("0 added, 0 updated, 0 removed, 2 unchanged")


def test_a_line_end_in_a_name_makes_no_second_line(
    tmp_path: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    name = "hội\nvnsearch: nghị\x1b[2J.txt"
    (tmp_path / name).write_text("Hội nghị toàn quốc.", encoding="utf-8")
    (tmp_path / "hỏng\n.pdf").write_bytes(b"%PDF-1.4 h\xe1\xbb\x8fng")
    assert run("index", ".").err.startswith("vnsearch: ./hỏng␊.pdf ")
    assert run("index", ".").err.count("\n") == 1
    shown = "hội␊vnsearch: nghị␛[2J.txt"
    assert run("search", "-l", "hội").out == f"{shown}\n"
    assert run("search", "hội").out == f"{shown}:1:Hội nghị toàn quốc.\n"
    assert run("search", "--vimgrep", "hội").out == f"{shown}:1:1:Hội nghị toàn quốc.\n"
    assert run("search", "--format", "{path}", "hội").out == f"{shown}\n"
    assert run("search", "-0", "hội").out == f"{name}\0"
    assert run("show", name).out == "Hội nghị toàn quốc.\n"
    (tmp_path / name).unlink()
    assert run("show", "hội\nkhác").err.count("\n") == 1


def test_an_index_without_documents_says_so(
    tmp_path: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text("Hội nghị toàn quốc.", encoding="utf-8")
    run("index", "-q", "docs")
    run("index", "-q", "--forget", "docs")
    message = "vnsearch: the index holds no documents; 'vnsearch index PATH' reads some in\n"
    assert run("search", "-l", "hội", "-nghị") == Run(1, "", message)
    assert run("search", "-q", "hội") == Run(1, "", "")


def test_nothing_to_index_is_no_silent_success(
    tmp_path: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text("Hội nghị toàn quốc.", encoding="utf-8")
    ended = run("index", "docs", "--include", "*.md")
    assert ended.status == 0
    assert ended.err == (
        "vnsearch: no file was found to index: --include, --exclude and ignore files leave "
        "files out, and those that are hidden are read with --hidden\n"
    )
    assert run("index", "-q", "docs").err == ""


def test_a_batch_tells_which_line_is_no_utf8(
    library: Path, run: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(library)
    (tmp_path / "queries").write_bytes(b"h\xffi\n" + "hội\n".encode())
    ended = run("search", "--batch", str(tmp_path / "queries"))
    bad, good = map(json.loads, ended.out.splitlines())
    assert ended.status == 2
    assert (bad["query"], bad["start"], bad["end"]) == ("h\ufffdi", 1, 2)
    assert bad["error"].startswith("the query holds bytes that are no UTF-8")
    assert good["total"] == 3


def test_quiet_prints_what_failed_and_nothing_else(
    tmp_path: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text("Hội nghị toàn quốc.", encoding="utf-8")
    (tmp_path / "docs" / "ảnh.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    assert run("index", "-q", "docs") == Run(0, "", "")
    ended = run("index", "-q", "docs", "khôngcó")
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith("vnsearch: khôngcó does not exist")
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "member"),
    [
        ("index --dry-run docs", "added"), ("show docs/đường\u00a0phố.txt", "body"),
        ("terms hoi", "terms"), ("stats", "documents"), ("verify", "whole"),
        ("saved", "searches"), ("help search", "options"), ("completion zsh", "script"),
        ("version", "release"), ("open docs/tin.jsonl#tin-1", "program"),
    ],
)  # fmt: skip
def test_every_command_prints_json(
    arguments: str, member: str, search: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "echo")
    words = [word.replace("\u00a0", " ") for word in arguments.split(" ")]
    ended = search(*words, "--json")
    shown = f"{os.getcwd()}/docs/tin.jsonl\n" if member == "program" else ""
    assert ended.err == shown  # what the editor prints
    assert ended.out.count("\n") == 1
    assert member in json.loads(ended.out)
    assert json.loads(ended.out)["version"] == 1
