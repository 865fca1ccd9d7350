"""A Python process of our own that answers calls, one after the other, and may be killed.

It is this very Python and path, and no multiprocessing child, which would import the program
that called us once more, whatever that program does.
"""

from __future__ import annotations

import contextlib
import errno
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, BinaryIO, NoReturn

_PROGRAM = "import sys; sys.path[:] = sys.argv[1:]; from {module} import main; main()"


class Child:
    """A process that runs `main` of a module, which calls `serve`."""

    def __init__(self, module: str, environment: Mapping[str, str], quiet: bool) -> None:
        # Our very path: "-c" alone would look for modules in the current folder first, which
        # may hold other people's files. A session of its own: Ctrl-C is for the caller only.
        self._process = started(
            [sys.executable, "-c", _PROGRAM.format(module=module), *sys.path],
            stderr=subprocess.DEVNULL if quiet else None,
            env=os.environ | environment,
            start_new_session=True,
        )

    def call(self, *arguments: Any, told: Callable[[Any], None] | None = None) -> Any:
        """The answer; raises what the function that answers raised, EOFError if it died.

        What the function hands to `tell` before is given to `told`.
        """
        assert self._process.stdin and self._process.stdout
        try:
            pickle.dump(arguments, self._process.stdin, -1)
            self._process.stdin.flush()
            while isinstance(answer := pickle.load(self._process.stdout), _Told):
                if told:
                    told(answer.what)
        except (BrokenPipeError, ConnectionResetError, pickle.UnpicklingError) as error:
            raise EOFError("the process has ended") from error  # perhaps within an answer
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def stop(self) -> int:
        """End the process at once, with the programs that it runs; its status, negative for the
        signal that it died of.
        """
        _end_group(self._process.pid)
        self._process.kill()
        status = self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()
        return status

    def ended(self) -> int:
        """As `stop`, of a process that is about to end by itself."""
        self._process.wait()
        return self.stop()


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told before the answer."""

    what: Any


_answers: BinaryIO | None = None  # of the process that serves


def tell(what: Any) -> None:
    """Tell the caller something before the answer; only within a call that is served."""
    if _answers:
        pickle.dump(_Told(what), _answers, -1)
        _answers.flush()


def started(command: list[str], **options: Any) -> subprocess.Popen[bytes]:
    """A program whose input and output are ours; raises OSError, with EUSERS where the system
    lets no more processes be started.
    """
    try:
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **options
        )
    except BlockingIOError as error:
        raise OSError(errno.EUSERS, "no more processes can be started") from error


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _end_group(leader: int) -> None:
    """End a process that leads a group of its own, and all that it started."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if os.getpgid(leader) == leader:
                os.killpg(leader, signal.SIGKILL)


def serve(
    answer: Callable[..., Any], errors: tuple[type[Exception], ...], ends_at_once: bool
) -> NoReturn:
    """Take calls from standard input and answer on standard output; `errors` are answers too.

    The process ends when its caller has gone: before the next call, or `ends_at_once`, in the
    midst of one, for which a thread listens, and every allocation takes a lock.
    """
    global _answers
    _answers = answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a stray print of a library must not break into the answers
    take = _listen().get if ends_at_once else partial(pickle.load, sys.stdin.buffer)
    while True:
        try:
            arguments = take()
        except EOFError:
            os._exit(1)
        try:
            result = answer(*arguments)
        except errors as error:
            result = error
        try:
            pickle.dump(result, answers, -1)
            answers.flush()
        except BrokenPipeError:
            os._exit(1)


def _listen() -> queue.SimpleQueue[tuple[Any, ...]]:
    calls = queue.SimpleQueue[tuple[Any, ...]]()

    def listen() -> None:
        try:
            while True:
                calls.put(pickle.load(sys.stdin.buffer))
        finally:
            _end_group(os.getpid())
            os._exit(1)

    threading.Thread(target=listen, daemon=True).start()
    return calls
