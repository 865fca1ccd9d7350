"""`python -m vnsearch`."""

import sys

from vnsearch.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
