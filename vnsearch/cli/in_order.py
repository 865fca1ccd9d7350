"""Work done side by side whose results come in the order in which it was given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import Queue
from threading import Thread
from typing import TypeVar

_Given = TypeVar("_Given")
_Result = TypeVar("_Result")


def side_by_side(
    work: Callable[[_Given], _Result], given: Iterable[_Given], at_once: int
) -> Iterator[_Result]:
    """The result of each piece of work, as soon as it and all before it are done.

    A result does not wait for the next piece to come: who gives them may wait for it first.
    """
    results: Queue[Future[_Result] | BaseException | None] = Queue(2 * at_once)
    with ThreadPoolExecutor(at_once) as threads:

        def hand_out() -> None:
            try:
                for item in given:
                    results.put(threads.submit(work, item))
            except BaseException as error:
                results.put(error)
            else:
                results.put(None)

        Thread(target=hand_out, daemon=True).start()
        while (future := results.get()) is not None:
            if isinstance(future, BaseException):
                raise future
            yield future.result()
