"""The command: `vnsearch`, and `python -m vnsearch`."""

import gc
import sys

_ALLOCATIONS = 50_000  # between two collections: imports make many objects, and no garbage


def main() -> int:
    """Run the command line and return its exit code."""
    gc.set_threshold(_ALLOCATIONS)  # before most of what is imported is
    from vnsearch.cli.main import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
