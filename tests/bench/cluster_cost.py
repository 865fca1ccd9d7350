"""What requests to a cluster cost: bytes there and back, and the parts of a search."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import fmean, median
from typing import Any

from kept_runs import table

from vnsearch.cluster.client.connection import Connection
from vnsearch.cluster.querying.candidates import Candidates
from vnsearch.cluster.querying.finding import Finder

_PARTS = ("waited", "requests", "candidates", "rest", "received", "of the page")


@contextmanager
def watched(owner: Any, method: str, watch: Callable[[Any], Any]) -> Iterator[None]:
    """Let a method be another one, made of it, for a while."""
    before = getattr(owner, method)
    setattr(owner, method, watch(before))
    try:
        yield
    finally:
        setattr(owner, method, before)


@contextmanager
def counting_sent() -> Iterator[list[int]]:
    """Adds up, in the one number given, the bytes that are sent meanwhile."""
    sent = [0]
    with watched(Connection, "_send", lambda call: _count_sent(call, sent)):
        yield sent


def _count_sent(call: Any, sent: list[int]) -> Any:
    def counting(
        self: Connection, method: str, path: str, data: bytes | None, *rest: Any
    ) -> Any:
        pool = self._pool

        def urlopen(*given: Any, **named: Any) -> Any:
            sent[0] += len(named.get("body") or b"")
            return pool.urlopen(*given, **named)

        watching = type("Watching", (), {"urlopen": staticmethod(urlopen)})()
        other = object.__new__(Connection)
        other.__dict__.update(vars(self) | {"_pool": watching})
        return call(other, method, path, data, *rest)

    return counting


class SearchParts:
    """What searches on a cluster are made of: milliseconds, and bytes received."""

    def __init__(self) -> None:
        self._searches: list[dict[str, float]] = []

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch one search."""
        took: dict[str, float] = defaultdict(float)
        began = time.process_time()
        with (
            watched(Connection, "_send", lambda call: self._timed(call, took, "requests")),
            watched(Connection, "_read_json", lambda call: self._received(call, took)),
            watched(Candidates, "__init__", lambda call: self._timed(call, took, "candidates")),
            watched(Finder, "_sources", lambda call: self._of_page(call, took)),
        ):
            yield
        cpu = 1000 * (time.process_time() - began)
        took["rest"] = cpu - took["requests"] - took["candidates"]
        self._searches.append({part: took[part] for part in _PARTS})

    def _timed(self, call: Any, took: dict[str, float], part: str) -> Any:
        def timed(*given: Any, **named: Any) -> Any:
            began, cpu = time.perf_counter(), time.process_time()
            answer = call(*given, **named)
            spent = 1000 * (time.process_time() - cpu)
            took[part] += spent
            if part == "requests":
                took["waited"] += 1000 * (time.perf_counter() - began) - spent
            return answer

        return timed

    def _received(self, call: Any, took: dict[str, float]) -> Any:
        def counted(self: Connection, status: int, data: bytes, *rest: Any) -> Any:
            took["received"] += len(data) / 1000
            return call(self, status, data, *rest)

        return counted

    def _of_page(self, call: Any, took: dict[str, float]) -> Any:
        def counted(*given: Any) -> Any:
            before = took["received"]
            answer = call(*given)
            took["of the page"] += took["received"] - before
            return answer

        return counted

    def table(self) -> str:
        """The means and the medians."""
        rows = [
            [name, *(f"{mean([each[part] for each in self._searches]):.1f}" for part in _PARTS)]
            for name, mean in (("mean", fmean), ("median", median))
        ]
        header = [
            "",
            "waited ms",
            "requests, CPU ms",
            "candidates, CPU ms",
            "rest, CPU ms",
            "received kB",
            "of the page kB",
        ]
        return table(header, rows)

    def raw(self) -> dict[str, list[float]]:
        """All figures, by part."""
        return {part: [round(each[part], 2) for each in self._searches] for part in _PARTS}
