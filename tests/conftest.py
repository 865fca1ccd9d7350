"""What all tests need."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from vnsearch.kernel.compile import compile_library
from vnsearch.kernel.library import library_path

# How long an example takes says more of the machine than of what is tried. The ordinary run
# tries the same examples everywhere, as many as it has time for; with VNSEARCH_TEST_SCALE each
# run draws others.
_ORDINARY = "VNSEARCH_TEST_SCALE" not in os.environ
settings.register_profile(
    "untimed",
    deadline=None,
    derandomize=_ORDINARY,
    max_examples=70 if _ORDINARY else 100,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("untimed")

# A shell that starts the suite in the background has it ignore interrupts, and with it every
# process that it starts; what is said when one is interrupted could then not be tried.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_configure(config: pytest.Config) -> None:
    """Compile the library where its sources have changed since the installation."""
    if not hasattr(config, "workerinput") and not os.path.exists(library_path()):
        compile_library()


@pytest.fixture(scope="session", autouse=True)
def state_of_this_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A state folder of our own, for what a user named outside the folder of an index."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(scope="session", autouse=True)
def temporary_files_of_this_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A folder of our own for temporary files: Whoosh's indexes in memory keep some under a
    fixed name, where two runs of the tests at once would meet.
    """
    tempfile.tempdir = str(tmp_path_factory.mktemp("temporary"))
    yield
    tempfile.tempdir = None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say that tests were left out which need a cluster."""
    skipped = terminalreporter.stats.get("skipped", [])
    left = sum("no cluster: .ci/cluster" in str(report.longrepr) for report in skipped)
    if left:
        terminalreporter.write_line(
            f"{left} tests were left out that need a real cluster: .ci/cluster starts one"
        )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first: at the end no worker is left alone with one of them."""
    items.sort(key=lambda item: "trust" not in item.path.parts)
