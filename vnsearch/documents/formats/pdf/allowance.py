"""What a process that reads for another may take: memory, and time a page and a document.

The system holds it to that, in the midst of a library's work too: beyond its memory an
allocation fails, beyond its time it is ended by SIGXCPU. Without limits where the system has
none, and in any other process.
"""

from __future__ import annotations

import math
import os
import sys
import time

from vnsearch.documents.limits import PAGE_SECONDS, READER_MEMORY, SECONDS_PER_MEGABYTE

_began, _document_ends = 0.0, math.inf  # processor time of this process
_ENOUGH = 5  # seconds after which the pages so far tell how long all will take,
_TOO_SLOW = 8  # times what they may
_caller = os.getppid()


def begin_document(size: int, held: int) -> None:
    """Allow what a document of `size` bytes may take, of which `held` are in memory."""
    global _began, _document_ends
    _began = time.process_time()
    _document_ends = _began + PAGE_SECONDS + size / 1e6 * SECONDS_PER_MEGABYTE
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (_at_most(READER_MEMORY + held, most), most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    begin_page()


def begin_page() -> None:
    """Allow what one page may take from now on; ends the process where nobody waits for it."""
    if sys.platform != "win32" and _document_ends < math.inf:
        if os.getppid() != _caller:
            os._exit(1)
        import resource

        ends = min(_document_ends, time.process_time() + PAGE_SECONDS)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (_at_most(math.ceil(ends), most), most))


def will_take_too_long(read: int, pages: int) -> bool:
    """Whether a document of so many pages, of which some are read, is far from what it may
    take: pages of one content are a document of hours in a small file.
    """
    taken = time.process_time() - _began
    return taken > _ENOUGH and taken * pages > _TOO_SLOW * read * (_document_ends - _began)


def _at_most(limit: int, most: int) -> int:
    return limit if most < 0 else min(limit, most)  # below 0: no end
