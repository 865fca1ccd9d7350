"""Writers that are killed, and indices that cannot be written: nothing is lost, the next run
mends.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from vnsearch import VnsearchError, open_index, update_index, verify
from vnsearch.cluster.client.address import parse_address
from vnsearch.cluster.client.connection import Connection, Response
from vnsearch.cluster.storage import state
from vnsearch.cluster.storage.generation import find_generation
from vnsearch.cluster.updating import making
from vnsearch.errors import ClusterError

_MANY = 200  # documents of a file
# Sends a few documents at once, so that some are written before the end, and waits there.
_PROGRAM = f"""
import signal
import sys
from vnsearch import update_index
from vnsearch.cluster.client import bulk
from vnsearch.cluster.updating import writing
bulk._MOST_ITEMS = 20
writing._BATCH = 1000
def tell(progress):
    if progress.documents > {2 * _MANY}:
        print("there", flush=True)
        signal.pause()
update_index(sys.argv[1], sys.argv[3:], rebuild=sys.argv[2] == "rebuild", progress=tell)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "tin"
    made.mkdir()
    write(made / "a.jsonl", 30, "Hội nghị ở Hà Nội")
    return made


def write(path: Path, count: int, text: str) -> None:
    rows = [json.dumps({"id": f"{path.stem}{n}", "text": f"{text} {n}"}) for n in range(count)]
    path.write_text("\n".join(rows), encoding="utf-8")


def kill_in_the_middle(address: str, how: str, paths: list[Path]) -> None:
    """Start an update in a process of its own, and kill it when it has written documents."""
    command = [sys.executable, "-c", _PROGRAM, address, how, *map(str, paths)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        assert running.stdout.readline() == "there\n"
        running.send_signal(signal.SIGKILL)
    assert running.returncode == -signal.SIGKILL


def written(address: str) -> int:
    """How many documents have been written to an index, seen or not."""
    with closing(Connection(parse_address(address))) as connection:
        path = f"/{connection.address.name}-0*,-*-words,-*-files/_stats/indexing"
        told = connection.call("GET", path).body["_all"]["primaries"]
        return int(told["indexing"]["index_total"])


def count(address: str, query: str) -> int:
    with open_index(address) as index:
        return index.count(query)


@pytest.mark.parametrize("how", ["update", "rebuild"])
def test_a_killed_writer(folder: Path, address: str, how: str) -> None:
    update_index(address, [folder])
    for name in "bcde":
        write(folder / f"{name}.jsonl", _MANY, f"Đường phố Huế {name}")
    before = written(address)
    kill_in_the_middle(address, how, [folder] if how == "rebuild" else [])
    assert before + _MANY < written(address) < before + 4 * _MANY
    assert count(address, "hội nghị") == 30
    (folder / "b.jsonl").unlink()
    summary = update_index(address)
    assert summary.total == 30 + 3 * _MANY
    assert count(address, "huế") == 3 * _MANY
    assert not any(fault.failed or "did not end" in fault.reason for fault in verify(address))
    connection = Connection(parse_address(address))
    left = connection.call("GET", f"/{connection.address.name}-0*").body
    assert set(left) == set(find_generation(connection).names)
    connection.close()


def test_an_index_that_may_not_be_written(folder: Path, address: str) -> None:
    update_index(address, [folder])
    connection = Connection(parse_address(address))
    names = find_generation(connection).names
    for blocked in (True, None):
        settings = {"index": {"blocks": {"write": blocked}}}
        connection.call("PUT", f"/{names.documents}/_settings", settings)
        write(folder / "b.jsonl", 5, "Đường phố Huế")
        if blocked:
            with pytest.raises(VnsearchError, match="may not be written"):
                update_index(address)
            assert count(address, "hội nghị") == 30
        else:
            assert update_index(address).total == 35
    connection.close()


def test_an_index_that_others_made(server: str, address: str) -> None:
    connection = Connection(parse_address(address))
    connection.call("PUT", f"/{connection.address.name}", {})
    for use in (open_index, update_index):
        with pytest.raises(VnsearchError, match="did not make: choose another name"):
            use(address)
    connection.close()


def test_an_index_of_other_rules(folder: Path, address: str) -> None:
    update_index(address, [folder])
    connection = Connection(parse_address(address))
    names = find_generation(connection).names
    other = {"_meta": {"vnsearch": {"format": "cluster-0", "rules": "1"}}}
    connection.call("PUT", f"/{names.documents}/_mapping", other)
    for use in (open_index, update_index):
        with pytest.raises(VnsearchError, match="--rebuild"):
            use(address)
    assert update_index(address, rebuild=True).total == 30
    assert count(address, "hội nghị") == 30
    connection.close()


def test_a_part_that_somebody_has_removed(folder: Path, address: str) -> None:
    update_index(address, [folder])
    connection = Connection(parse_address(address))
    gone = find_generation(connection).names.words
    connection.call("DELETE", f"/{gone}")
    uses = (lambda: count(address, "hội~"), lambda: update_index(address, [folder]))
    for use in uses:
        with pytest.raises(VnsearchError, match=f"lacks {gone}.*vnsearch index --rebuild"):
            use()
    assert [gone in fault.reason for fault in verify(address) if fault.failed] == [True]
    update_index(address, rebuild=True)
    assert count(address, "hội~ nghị") == 30
    gone = find_generation(connection).names.files
    connection.call("DELETE", f"/{gone}")
    with pytest.raises(VnsearchError, match=f"lacks {gone}.*under another name"):
        update_index(address, rebuild=True)
    connection.close()


class SentTwice:
    """Sends what a connection sends a second time, as where the answer to the first is lost."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, chosen: Callable[[str, str], bool]):
        send = Connection._send

        def twice(self: Connection, method: str, path: str, *given: Any) -> Response:
            if chosen(method, path):
                with suppress(VnsearchError):
                    send(self, method, path, *given)
            return send(self, method, path, *given)

        monkeypatch.setattr(Connection, "_send", twice)


def test_all_that_is_written_may_be_sent_twice(
    folder: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    SentTwice(monkeypatch, lambda method, path: method != "GET" and "scroll" not in path)
    assert update_index(address, [folder]).total == 30
    write(folder / "b.jsonl", 5, "Đường phố Huế")
    assert update_index(address).total == 35
    assert update_index(address, rebuild=True).total == 35
    assert count(address, "hội nghị") == 30 and not any(each.failed for each in verify(address))


def test_a_page_that_was_lost_is_missed(
    folder: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    update_index(address, [folder])
    SentTwice(monkeypatch, lambda _, path: path == "/_search/scroll")
    monkeypatch.setattr(state, "_PAGE", 1)
    for name in "bc":
        write(folder / f"{name}.jsonl", 1, "Đường phố Huế")
    with pytest.raises(VnsearchError, match="lost a part of its answer"):
        update_index(address)
        update_index(address)


def test_a_swap_of_which_no_answer_comes(
    folder: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    update_index(address, [folder])
    call = Connection.call

    def silent(self: Connection, method: str, path: str, *given: Any, **named: Any) -> Response:
        answer = call(self, method, path, *given, **named)
        if path == "/_aliases":
            monkeypatch.setattr(making, "find_generation", unheard)
            raise ClusterError("took too long to answer")
        return answer

    def unheard(_: Connection) -> None:
        raise ClusterError("took too long to answer")

    monkeypatch.setattr(Connection, "call", silent)
    with pytest.raises(VnsearchError, match="took too long"):
        update_index(address, rebuild=True)
    monkeypatch.undo()
    assert count(address, "hội nghị") == 30
    assert update_index(address).total == 30
