"""One writer at a time, wherever it runs: a document that only one can create.

Its holder shows every minute that it is alive. What a dead one left is taken over: at once
where that ran on this machine, else when it has not been heard of for a while.
"""

from __future__ import annotations

import os
import threading
import time
from types import TracebackType
from typing import Any

from vnsearch.cluster.client.connection import Connection
from vnsearch.cluster.client.index_names import lock_name
from vnsearch.cluster.storage.machine import this_machine
from vnsearch.cluster.storage.mapping import lock_body
from vnsearch.errors import ClusterError, IndexLockedError

_BEAT = 60.0  # seconds
_SILENT = 600.0  # seconds after which a holder is taken for dead; clocks differ by less
_POLL = 1.0


class WriterLock:
    """Held while in its context; raises IndexLockedError where another writer holds it longer
    than `wait` seconds.
    """

    def __init__(self, connection: Connection, wait: float) -> None:
        self._connection = connection
        self._wait = wait
        self._index = lock_name(connection.address.name)
        self._holder = {"machine": this_machine(), "process": os.getpid(), "since": time.time()}
        self._version = 0, 0
        self._ended = threading.Event()
        self._lost = False

    def __enter__(self) -> WriterLock:
        self._connection.call("PUT", f"/{self._index}", lock_body(), may_fail=(400,))
        until = time.monotonic() + self._wait
        while not self._take():
            if time.monotonic() >= until:
                raise IndexLockedError(
                    f"{self._connection.address} is being written by {self._other()}: wait "
                    "until that has ended, as with --wait 600"
                )
            time.sleep(min(_POLL, max(until - time.monotonic(), 0.0)))
        threading.Thread(target=self._beat, name="vnsearch lock", daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._ended.set()
        sequence, term = self._version
        path = f"/{self._index}/_doc/lock?if_seq_no={sequence}&if_primary_term={term}"
        self._connection.call("DELETE", path, may_fail=(404, 409))

    def check(self) -> None:
        """Raise IndexLockedError where another writer has taken over meanwhile."""
        if self._lost:
            raise IndexLockedError(
                f"another process has taken over the writing of {self._connection.address}, "
                "since this one was not heard of: run the command again"
            )

    def _take(self) -> bool:
        path = f"/{self._index}/_create/lock"
        answer = self._connection.call("PUT", path, self._value(), may_fail=(409,))
        if answer.status == 409:
            held, version = self._held()
            if self._is_own(held):  # the answer to the first try was lost
                self._version = version
                return True
            if not held or not _is_dead(held):
                self._found = held
                return False
            return self._write(version)
        self._version = answer.body["_seq_no"], answer.body["_primary_term"]
        return True

    def _write(self, version: tuple[int, int]) -> bool:
        """Write the lock where it still has that version."""
        path = f"/{self._index}/_doc/lock?if_seq_no={version[0]}&if_primary_term={version[1]}"
        answer = self._connection.call("PUT", path, self._value(), may_fail=(409,))
        if answer.status == 409:
            held, self._version = self._held()
            return self._is_own(held)
        self._version = answer.body["_seq_no"], answer.body["_primary_term"]
        return True

    def _held(self) -> tuple[dict[str, Any], tuple[int, int]]:
        """What stands in the lock, nothing where there is none, and its version."""
        answer = self._connection.call("GET", f"/{self._index}/_doc/lock", may_fail=(404,))
        if answer.status == 404:
            return {}, (0, 0)
        version = answer.body["_seq_no"], answer.body["_primary_term"]
        return answer.body["_source"]["value"], version

    def _is_own(self, held: dict[str, Any]) -> bool:
        return all(held.get(name) == value for name, value in self._holder.items())

    def _value(self) -> dict[str, object]:
        return {"value": {**self._holder, "seen": time.time()}}

    def _beat(self) -> None:
        while not self._ended.wait(_BEAT):
            try:
                self._lost = self._lost or not self._write(self._version)
            except ClusterError:
                continue  # the next beat may get through; whoever writes meets the fault too

    def _other(self) -> str:
        holder = self._found
        since = time.strftime("%H:%M", time.localtime(holder.get("since", 0)))
        return f"{holder.get('machine')} (process {holder.get('process')}, since {since})"


def _is_dead(holder: dict[str, Any]) -> bool:
    if holder.get("machine") == this_machine():
        return not _runs(int(holder.get("process", 0)))
    return time.time() - float(holder.get("seen", 0)) > _SILENT


def _runs(process: int) -> bool:
    if os.name == "nt":  # where asking would end it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
