"""The command line in real pipelines, run by a shell."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Run

Shell = Callable[..., Run]


def test_a_reader_that_goes_away_is_no_error(shell: Shell) -> None:
    line = (
        "yes 'hoi nghi' | head -2000 | vnsearch search --batch - | head -1;"
        " echo status ${PIPESTATUS[2]}"
    )
    ended = shell(line)
    answer, status = ended.out.splitlines()
    assert json.loads(answer)["total"] == 1
    assert status == "status 0"
    assert ended.err == ""


@pytest.mark.parametrize("command", ["search hội", "search --json hội", "stats", "--help"])
def test_a_closed_output_is_no_error(command: str, shell: Shell) -> None:
    ended = shell(f"vnsearch {command} >&-")
    assert (ended.status, ended.out, ended.err) == (0, "", "")


def test_no_file_takes_the_place_of_a_closed_stream(shell: Shell) -> None:
    """What a program writes there would go into it."""
    line = 'EDITOR=cat vnsearch open "$(vnsearch search -l -n 1 hội)"'
    ended = shell(f"{line} >&-")
    assert (ended.status, ended.out, ended.err) == (0, "", "")
    assert shell(f"{line} <&- 2>&-").out


@pytest.mark.parametrize("kilobytes", [64_000, 84_000])
def test_too_little_memory_is_not_nothing_found(kilobytes: int, shell: Shell) -> None:
    ended = shell(f"ulimit -v {kilobytes}; exec vnsearch search hội")
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith("vnsearch: there is too little memory for this")


def test_a_full_device_is_an_error(shell: Shell) -> None:
    ended = shell("vnsearch search hội > /dev/full")
    assert ended.status == 2
    assert ended.err == (
        "vnsearch: the output cannot be written (No space left on device); make room for it\n"
    )


def test_closed_errors_are_bearable(shell: Shell) -> None:
    assert shell("vnsearch search hội khôngcó 2>&- | wc -l").out.strip() == "3"


def test_names_go_through_xargs(shell: Shell, library: Path) -> None:
    ended = shell("vnsearch search -l -0 --exact hội | xargs -0 grep -c Hà", LC_ALL="C.UTF-8")
    assert ended.out == "docs/tổng kết.txt:1\ndocs/đường phố.txt:1\n"


@pytest.mark.parametrize(
    ("command", "locale"),
    [
        ("search hội", {"LC_ALL": "C"}),
        ("search hội", {"LC_ALL": "POSIX", "PYTHONUTF8": "0"}),  # file names as undecoded bytes
        ("search --json hội", {"PYTHONIOENCODING": "ascii"}),
        ("search --help", {"PYTHONIOENCODING": "ascii"}),
        ("search --explain hội", {"LC_ALL": "en_US.ISO-8859-1", "PYTHONUTF8": "0"}),
    ],
)
def test_output_is_utf8_under_any_locale(
    command: str, locale: dict[str, str], shell: Shell
) -> None:
    ended = shell(f"vnsearch {command}", **locale)
    assert "hội nghị" in ended.out.lower()


def test_format_into_cut_and_sort(shell: Shell) -> None:
    ended = shell(
        r"vnsearch search --exact --format '{date}\t{path}' hội | sort | cut -f 2 | head -1"
    )
    assert ended.out == "docs/đường phố.txt\n"


@pytest.mark.skipif(not shutil.which("jq"), reason="jq is not installed")
def test_jsonl_into_jq(shell: Shell) -> None:
    ended = shell("vnsearch search --jsonl họp lớn | jq -r '[.id, .snippets[0].text] | @tsv'")
    assert ended.out == "tin-1\tCuộc họp lớn.\n"


@pytest.mark.skipif(not shutil.which("vim"), reason="vim is not installed")
def test_vimgrep_into_an_editors_quickfix_list(shell: Shell) -> None:
    where = 'expand("%") . "|" . line(".") . "|" . expand("<cword>")'
    ended = shell(
        "vim -u NONE -es -q <(vnsearch search --vimgrep mạc)"
        f""" -c 'call writefile([{where}], "/dev/stdout")' -c 'qa!'""",
        LC_ALL="C.UTF-8",
    )
    assert ended.out.strip() == "docs/tổng kết.txt|2|mạc"


def test_exit_status_in_if(shell: Shell) -> None:
    ended = shell(
        "if vnsearch search -q hội; then echo có; fi;"
        " vnsearch search -q khôngcó || echo không; vnsearch search 2> errors || echo $?"
    )
    assert ended.out == "có\nkhông\n2\n"
