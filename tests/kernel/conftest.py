"""With the compiled library and without it, in one process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from vnsearch.kernel.library import is_compiled, library

Without = Callable[[], AbstractContextManager[None]]


@pytest.fixture(scope="session")
def compiled() -> None:
    """Leaves out what needs the library where there is none."""
    if not is_compiled():
        pytest.skip("no compiled library: there is no C compiler, or VNSEARCH_KERNEL is 0")


@pytest.fixture(scope="session")
def without() -> Without:
    """Does what is inside in NumPy alone, children included."""

    @contextmanager
    def in_numpy() -> Iterator[None]:
        try:
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("VNSEARCH_KERNEL", "0")
                library.cache_clear()
                yield
        finally:  # else a test that fails would leave those behind it without the library
            library.cache_clear()

    return in_numpy
