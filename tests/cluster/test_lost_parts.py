"""A cluster that is not whole: a shard that is gone, a node that is closed in the middle."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from vnsearch import Index, VnsearchError, open_index, update_index, verify
from vnsearch.cli.main import main
from vnsearch.cluster.client.address import parse_address
from vnsearch.cluster.client.connection import Connection
from vnsearch.cluster.storage.generation import find_generation
from vnsearch.records import Progress

from .test_same_answers import make_texts, write_records

pytestmark = pytest.mark.closes_nodes
TOLD = os.environ.get("VNSEARCH_TEST_CLUSTER_TOLD", "")  # where nodes are told to close
WHOLE = 300  # documents


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "tin.jsonl"
    write_records(path, make_texts(WHOLE, seed=5))
    return path


@pytest.fixture
def connection(address: str) -> Iterator[Connection]:
    with closing(Connection(parse_address(address))) as made:
        yield made


def health(connection: Connection, wanted: str) -> Any:
    """The cluster's health once it is as wanted; raises ClusterError if it never is."""
    path = f"/_cluster/health/{connection.address.name}-0*?timeout=100s&{wanted}"
    return connection.call("GET", path, timeout=120).body


@pytest.fixture
def tell(server: str) -> Iterator[Callable[[str], None]]:
    """Closes and starts nodes; all are there again at the end."""
    with closing(Connection(parse_address(f"{server}/tin"))) as connection:
        nodes = connection.call("GET", "/_cluster/health").body["number_of_nodes"]
        if not TOLD or nodes < 3:
            pytest.skip("needs a cluster of three nodes that can be told to close")
        closed: list[str] = []

        def tell(line: str) -> None:
            verb, number = line.split()
            closed.append(number) if verb == "close" else closed.remove(number)
            with open(TOLD, "w", encoding="ascii") as told:
                told.write(f"{line}\n")

        yield tell
        for number in closed:
            tell(f"start {number}")
        there = f"/_cluster/health?wait_for_nodes={nodes}&wait_for_status=green&timeout=100s"
        connection.call("GET", there, timeout=120)


def lose_a_shard(
    source: Path, address: str, connection: Connection, tell: Callable[[str], None]
) -> None:
    """Make an index of three shards on three nodes, and close one of them."""
    update_index(address, [source], shards=3, replicas=1)
    documents = find_generation(connection).names.documents
    alone = {"index": {"number_of_replicas": 0}}
    connection.call("PUT", f"/{documents}/_settings", alone)
    health(connection, "wait_for_status=green")
    tell("close 2")
    health(connection, "wait_for_nodes=2")


def test_a_shard_that_is_gone(
    source: Path, address: str, connection: Connection, tell: Callable[[str], None]
) -> None:
    lose_a_shard(source, address, connection, tell)
    with open_index(address) as index:
        for ask in (
            lambda: index.search("hội"),
            lambda: index.count("hội"),
            lambda: index.like("tin-1"),
            lambda: index.document("tin-1"),
            lambda: index.stats(),
        ):
            with pytest.raises(VnsearchError, match=r"incomplete: .* search with --partial"):
                ask()
    with pytest.raises(VnsearchError, match=r"a part of .* does not answer"):
        update_index(address, check=True, forget=[source])
    assert any(fault.failed and "shards" in fault.reason for fault in verify(address))
    with open_index(address, partial=True) as index:
        found = index.search("hội OR hà", months=True, facets=["kind"])
        assert 0 < found.total < WHOLE
        assert [(one.about, one.typed) for one in found.remarks] == [("shards", "1 of 3")]
        tell("start 2")
        health(connection, "wait_for_nodes=3&wait_for_status=green")
        whole = index.search("hội OR hà")
        assert whole.total > found.total and not whole.remarks
    with open_index(address) as index:
        assert index.search("hội OR hà").hits == whole.hits


def test_what_is_printed_of_a_part(
    source: Path,
    address: str,
    connection: Connection,
    tell: Callable[[str], None],
    capfdbinary: pytest.CaptureFixture[bytes],
    tmp_path: Path,
) -> None:
    def run(*arguments: str) -> tuple[int, str, str]:
        status = main(["--index", address, "search", *arguments])
        out, err = (text.decode() for text in capfdbinary.readouterr())
        return status, out, err

    lose_a_shard(source, address, connection, tell)
    status, out, err = run("hội")
    assert (status, out) == (2, "") and "the result would be incomplete" in err
    status, out, err = run("--partial", "hội")
    assert status == 0 and out and "1 of 3 shards of the cluster did not answer" in err
    (tmp_path / "hỏi.txt").write_text("hội\nhà\n", encoding="utf-8")
    status, out, err = run("--partial", "--batch", str(tmp_path / "hỏi.txt"))
    answers = [json.loads(line) for line in out.splitlines()]
    assert status == 0 and all("did not answer" in one["notes"][0] for one in answers)


def answers(index: Index) -> list[tuple[int, list[str]]]:
    found = [index.search(query) for query in ("hội nghị", "hà nội", "nhân dân", "2024")]
    return [(one.total, [hit.id for hit in one.hits]) for one in found]


def test_a_node_that_closes_under_a_search(
    source: Path, address: str, connection: Connection, tell: Callable[[str], None]
) -> None:
    update_index(address, [source], shards=3, replicas=1)
    health(connection, "wait_for_status=green")
    with open_index(address) as index:
        before = answers(index)
        tell("close 2")
        ended = threading.Event()

        def look() -> None:
            health(connection, "wait_for_nodes=2&wait_for_status=yellow")
            ended.set()

        watching = threading.Thread(target=look)
        watching.start()
        while not ended.is_set():
            try:
                assert answers(index) == before
            except VnsearchError as error:
                assert "127.0.0.1" in str(error)
        watching.join()
        assert answers(index) == before


def test_a_node_that_closes_under_an_update(
    source: Path, address: str, connection: Connection, tell: Callable[[str], None]
) -> None:
    update_index(address, [source], shards=3, replicas=1)
    health(connection, "wait_for_status=green")
    more = source.parent / "thêm.jsonl"
    write_records(more, make_texts(6000, seed=6))
    told = threading.Event()

    def close(progress: Progress) -> None:
        if progress.documents > 100 and not told.is_set():
            told.set()
            tell("close 2")

    try:
        update_index(address, [source, more], progress=close)
    except VnsearchError as error:
        assert "127.0.0.1" in str(error)
    assert told.is_set()
    health(connection, "wait_for_nodes=2&wait_for_status=yellow")
    assert update_index(address, [source, more]).total == WHOLE + 6000
    with open_index(address) as index:
        assert index.stats().documents == WHOLE + 6000
    assert not any(fault.failed for fault in verify(address))
