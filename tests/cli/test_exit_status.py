"""Exit status as grep's, one row for each way a run can end."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from vnsearch.cli.exit_status import ExitStatus

from .conftest import Run

ENDINGS = [
    (0, "search hội nghị"),
    (0, "search -q hội nghị"),
    (0, "search -c hội"),
    (0, "search --json hội"),
    (1, "search khôngcó"),
    (1, "search -q khôngcó"),
    (1, "search -c khôngcó"),
    (1, "search -l khôngcó"),
    (1, "search --json khôngcó"),
    (1, "search --vimgrep khôngcó"),
    (1, "search --offset 99 hội"),
    (1, "search -c hội khôngcó"),  # never falls back to any word
    (1, "search -q hội khôngcó"),
    (0, "search hội khôngcó"),  # does
    (2, "search"),
    (2, "search --khôngcó hội"),
    (2, "search -n ba hội"),
    (2, "search --json -l hội"),
    (2, "search --explain -c hội"),
    (2, "search --format {khôngcó} hội"),
    (2, "search --since hôm-qua hội"),
    (2, 'search "hội'),
    (2, "search date:hôm-qua"),
    (2, "search ?!"),
    (2, "search --index khôngcó hội"),
    (2, "search --batch khôngcó.txt"),
    (2, "search --batch - hội"),
    (2, "search --batch - -l"),
    (0, "show docs/hỏi\u00a0đáp.md"),
    (2, "show khôngcó"),
    (2, "show --index khôngcó docs/tin.jsonl"),
    (0, "terms hoi"),
    (1, "terms khôngcó"),
    (0, "stats"),
    (2, "stats --index khôngcó"),
    (0, "verify"),
    (2, "verify --index khôngcó"),
    (0, "completion bash"),
    (2, "completion csh"),
    (0, ""),
    (0, "--help"),
    (0, "-h"),
    (0, "--version"),
    (0, "search --help"),
    (2, "khôngcó"),
    (2, "index khôngcó --index mới"),
    (0, "index docs --index mới --dry-run"),
]


@pytest.mark.parametrize(("status", "arguments"), ENDINGS)
def test_exit_status(status: int, arguments: str, search: Callable[..., Run]) -> None:
    ended = search(*(word.replace("\u00a0", " ") for word in arguments.split(" ") if word))
    assert ended.status == status
    if status == 2:
        assert ended.out == "" or arguments.startswith("index")  # whose summary is kept
        assert ended.err.startswith("vnsearch: ")
        assert "Traceback" not in ended.err
    if status == 1 and "--offset" not in arguments:  # which is told how many there are
        assert ended.err == ""


def test_interrupted(library: Path, shell_environment: dict[str, str]) -> None:
    asking = subprocess.Popen(
        [sys.executable, "-m", "vnsearch", "search", "--batch", "-"],
        cwd=library,
        env=shell_environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert asking.stdin and asking.stdout and asking.stderr
    asking.stdin.write("hội nghị\n".encode())
    asking.stdin.flush()
    assert asking.stdout.readline().startswith(b"{")  # it answers while more may come
    asking.send_signal(signal.SIGINT)
    _, err = asking.communicate(timeout=600)
    assert asking.returncode == ExitStatus.INTERRUPTED
    assert err.decode() == "vnsearch: interrupted; the index is as it was last saved\n"
