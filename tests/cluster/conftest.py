"""A real cluster for the tests that need one, and what says that it was not there.

`.ci/cluster` starts one and names it in VNSEARCH_TEST_CLUSTER.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest

from vnsearch.cluster.address import parse_address
from vnsearch.cluster.connection import Connection

SERVER = os.environ.get("VNSEARCH_TEST_CLUSTER", "")
LEFT_OUT = "tests on a real cluster were left out: .ci/cluster starts one and runs them"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say that tests were left out."""
    skipped = terminalreporter.stats.get("skipped", [])
    if any(LEFT_OUT in str(report.longrepr) for report in skipped):
        terminalreporter.write_line(LEFT_OUT)


@pytest.fixture(scope="session")
def server() -> str:
    """The address of a running cluster, without an index."""
    if not SERVER:
        pytest.skip(LEFT_OUT)
    return SERVER


@pytest.fixture
def address(server: str) -> Iterator[str]:
    """The address of an index that is not there yet, and goes with all its parts."""
    made = f"{server}/test-{uuid4().hex}"
    yield made
    remove(made)


@pytest.fixture(scope="module")
def addresses(server: str) -> Iterator[Callable[[], str]]:
    """The same for several tests of a module."""
    made: list[str] = []

    def make() -> str:
        made.append(f"{server}/test-{uuid4().hex}")
        return made[-1]

    yield make
    for one in made:
        remove(one)


def remove(address: str) -> None:
    """Remove an index with all its parts."""
    connection = Connection(parse_address(address))
    name = connection.address.name
    found = connection.call("GET", f"/{name}*", may_fail=(404,))
    for index in found.body if found.status == 200 else ():
        connection.call("DELETE", f"/{index}", may_fail=(404,))
    connection.close()
