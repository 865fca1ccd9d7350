"""Standard output and standard error: always UTF-8, maybe closed, maybe abandoned; and what is
typed, which should be UTF-8 too.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from io import TextIOWrapper
from typing import TextIO

from vnsearch.errors import QueryError
from vnsearch.output.forms import NEEDS, OutputOptions, Stream
from vnsearch.output.safe import encoded, visible_name
from vnsearch.output.terminal.color import is_dumb


class _Nowhere:
    """What stands for a standard output that was closed before we began (`>&-`)."""

    def write(self, data: bytes, /) -> object:
        """Take the bytes and forget them."""
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""


def insist_on_utf8() -> None:
    """Begin anew in Python's UTF-8 mode under a locale whose file names are not UTF-8.

    What is typed and what files are called would otherwise reach us as undecoded bytes.
    """
    if sys.getfilesystemencoding() != "utf-8":
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


def fill_streams() -> None:
    """Let no file of ours take the number of a standard stream that was closed (`2>&-`), where
    what a library or a program that we start prints would be written into it.
    """
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(descriptor, True)
    os.close(descriptor)


def print_utf8() -> None:
    """Let what Click prints be UTF-8, as what the printers write always is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def standard_output() -> Stream:
    """Where printers write their bytes."""
    return _Nowhere() if sys.stdout is None else sys.stdout.buffer


def flush_output() -> None:
    """Write what is still held back; raises OSError where that cannot be."""
    if sys.stdout is not None:
        sys.stdout.flush()


def forget_output() -> None:
    """Let the interpreter's last flush go nowhere: nobody reads any more."""
    if sys.stdout is None:
        return
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextlib.contextmanager
def output_aside() -> Iterator[None]:
    """Let what programs started meanwhile print go to standard error."""
    flush_output()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def is_terminal(stream: TextIO | None) -> bool:
    """True where a person reads the stream as it comes."""
    return stream is not None and not stream.closed and stream.isatty()


def complain(message: str, *below: str) -> None:
    """One line on standard error, under our name; the lines `below` it stand as they are.

    A line end within a line is the name's of a file, and is shown as a sign.
    """
    if sys.stderr is None:
        return
    lines = [*_wrapped(visible_name(f"vnsearch: {message}"), sys.stderr)]
    lines += map(visible_name, below)  # a query and its caret stay side by side
    with contextlib.suppress(OSError):  # there is nowhere left to say it
        sys.stderr.flush()
        sys.stderr.buffer.write(encoded("\n".join([*lines, ""])))
        sys.stderr.buffer.flush()


def say(message: str) -> None:
    """A sentence on standard output, cut at words where a terminal would cut it anywhere."""
    for line in _wrapped(visible_name(message), sys.stdout):
        standard_output().write(encoded(f"{line}\n"))


def _wrapped(line: str, stream: TextIO | None) -> list[str]:
    """A line cut at words where a terminal would cut it anywhere; one line elsewhere."""
    if not is_terminal(stream):
        return [line]
    import shutil
    import textwrap

    width = shutil.get_terminal_size().columns
    return textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) or [line]


@contextlib.contextmanager
def readable_output(options: OutputOptions, no_pager: bool) -> Iterator[Stream]:
    """A stream for results: what a person reads as it comes is paged where it is too long."""
    paged = options.is_terminal and NEEDS[options.form].pages
    if no_pager or not paged or is_dumb(os.environ):
        yield standard_output()
        return
    import shutil
    from io import BytesIO

    from vnsearch.output.terminal.pager import page

    buffer = BytesIO()
    yield buffer
    page(buffer.getvalue(), shutil.get_terminal_size(), os.environ, standard_output())


def check_utf8(query: str) -> None:
    """Raise QueryError for bytes that are no UTF-8, which Python has as halves of UTF-16 pairs:
    they would be passed over as punctuation, and what is found be another query's.
    """
    try:
        query.encode()
    except UnicodeEncodeError as error:
        shown = query.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        message = "the query holds bytes that are no UTF-8; type or save it as UTF-8"
        raise QueryError(message, shown, error.start, error.end) from None
