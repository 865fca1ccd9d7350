"""Writes to a cluster in bulk: some requests in flight, fewer where the cluster is busy.

A request that succeeds may hold items that did not, so the status of each is read: one that the
cluster had no room for is sent again, one that it will never take is told.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain
from typing import NamedTuple

from vnsearch.cluster.client.connection import Connection, Response, incomplete, refused
from vnsearch.errors import ClusterError

_MOST_BYTES, _MOST_ITEMS = 5 << 20, 1000
_TRIES = 8  # of what the cluster has no room for
_PAUSE = 0.5  # seconds before the first of them; each next is twice as long
_LONGEST_PAUSE = 30.0
_READ = 120.0  # seconds, for as many bytes as a request mostly has
# The server waits so long for a shard, each time, and tells of items what is read here.
_BULK = "/_bulk?timeout=20s&filter_path=error,items.*.status,items.*.error"
_GOOD_BEFORE_MORE = 10  # requests after which one more may be in flight again
_SETTLED = {"index": (), "create": (409,), "delete": (404, 409)}  # faults that are none


class Item(NamedTuple):
    """One thing to write: in which index, what is done, the document's key and its source."""

    target: str
    action: str  # index, create or delete
    key: str
    source: bytes = b""
    version: tuple[int, int] | None = None  # that the document must still have (seq_no, term)
    path: str = ""  # of the file that it is of, as it is stored

    def parts(self) -> tuple[bytes, ...]:
        """What its lines of a request are, one after the other."""
        # Neither names of indices nor ids have a sign that JSON would write in another way.
        head = f'{{"{self.action}": {{"_index": "{self.target}", "_id": "{self.key}"'
        if self.version:
            sequence_number, term = self.version
            head += f', "if_seq_no": {sequence_number}, "if_primary_term": {term}'
        line = f"{head}}}}}\n".encode()
        return (line, self.source, b"\n") if self.source else (line,)


Rejected = Callable[[Item, str], None]  # what the cluster will not take, and why


class BulkSender:
    """Sends items; `rejected` is told, when `finish` is called at the latest, of each that the
    cluster will not take. Raises ClusterError for what stops all writing.
    """

    def __init__(self, connection: Connection, in_flight: int, rejected: Rejected) -> None:
        self._connection = connection
        self._rejected = rejected
        self._most = self._allowed = max(in_flight, 1)
        self._good = 0
        self._lacks_shards = False
        self._pending: list[Item] = []
        self._size = 0
        self._threads = ThreadPoolExecutor(self._most, "vnsearch bulk")
        self._sent: deque[Future[list[tuple[Item, str]]]] = deque()

    def add(self, item: Item) -> None:
        """Send an item, soon."""
        self._pending.append(item)
        self._size += len(item.source)
        if self._size >= _MOST_BYTES or len(self._pending) >= _MOST_ITEMS:
            self._submit()

    def extend(self, items: Iterable[Item]) -> None:
        """Send some items, soon."""
        for item in items:
            self.add(item)

    def finish(self) -> None:
        """Wait until everything has been written."""
        if self._pending:
            self._submit()
        while self._sent:
            self._take()

    def close(self) -> None:
        """Let go of the threads; what has not been sent is dropped."""
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _submit(self) -> None:
        items, self._pending, self._size = self._pending, [], 0
        while len(self._sent) >= self._allowed:
            self._take()
        self._sent.append(self._threads.submit(self._send, items))

    def _take(self) -> None:
        for item, reason in self._sent.popleft().result():
            self._rejected(item, reason)

    def _send(self, items: Sequence[Item]) -> list[tuple[Item, str]]:
        """Write some items; those that the cluster will not take."""
        lost: list[tuple[Item, str]] = []
        for attempt in range(_TRIES):
            left, more = self._once(items)
            lost += more
            if not left:
                return lost
            items = left
            time.sleep(min(_PAUSE * 2**attempt, _LONGEST_PAUSE))
        if self._lacks_shards:
            raise incomplete(self._connection.address, "cannot be written")
        raise ClusterError(
            f"{self._connection.address.server} has no room for what is to be written: try "
            "again later, or with --jobs 1"
        )

    def _once(self, items: Sequence[Item]) -> tuple[list[Item], list[tuple[Item, str]]]:
        """Send items once: those to send again, and those that will never be taken."""
        data = b"".join(chain.from_iterable(item.parts() for item in items))
        # A long document is a request of its own, and takes a server as much longer.
        timeout = _READ * max(1.0, len(data) / _MOST_BYTES)
        answer = self._connection.call_lines(_BULK, data, may_fail=(413, 429), timeout=timeout)
        if answer.status == 413:
            return self._halved(items)
        if answer.status == 429:
            self._slow_down()
            return list(items), []
        left, lost = [], []
        for item, told in zip(items, answer.body["items"], strict=True):
            [result] = told.values()
            status = result["status"]
            if status == 429 or status == 503:
                left.append(item)
                self._lacks_shards = status == 503
            elif status >= 300 and status not in _SETTLED[item.action]:
                lost.append((item, self._reason(status, result)))
        if left:
            self._slow_down()
        else:
            self._speed_up()
        return left, lost

    def _halved(self, items: Sequence[Item]) -> tuple[list[Item], list[tuple[Item, str]]]:
        """The same for a request that is too large: in two halves, down to one item."""
        if len(items) == 1:
            return [], [(items[0], "")]
        half = len(items) // 2
        first, second = self._once(items[:half]), self._once(items[half:])
        return first[0] + second[0], first[1] + second[1]

    def _reason(self, status: int, result: dict[str, object]) -> str:
        """Why an item was not taken; raises ClusterError for what no item would pass."""
        if status in (401, 403, 404):
            raise refused(self._connection.address, Response(status, result))
        error = result.get("error")
        if isinstance(error, dict):
            cause = error.get("caused_by") or error
            return f"{error.get('type')}: {cause.get('reason')}"[:300]
        return str(error)[:300]

    def _slow_down(self) -> None:
        self._allowed, self._good = max(self._allowed // 2, 1), 0

    def _speed_up(self) -> None:
        self._good += 1
        if self._good >= _GOOD_BEFORE_MORE:
            self._allowed, self._good = min(self._allowed + 1, self._most), 0
