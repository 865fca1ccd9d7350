"""A real cluster for the tests that need one.

`.ci/cluster` starts one and names it in VNSEARCH_TEST_CLUSTER.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest

from vnsearch.cluster.client.address import parse_address
from vnsearch.cluster.client.connection import Connection

NO_CLUSTER = "no cluster: .ci/cluster starts one"  # tests/conftest.py looks for this
SERVER = os.environ.get("VNSEARCH_TEST_CLUSTER", "")


@pytest.fixture(scope="session")
def server() -> str:
    """The address of a running cluster, without an index."""
    if not SERVER:
        pytest.skip(NO_CLUSTER)
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
