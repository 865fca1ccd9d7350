"""What a segment's file is called by, where both its writers and its readers must agree."""

from __future__ import annotations

import os

import numpy as np

from vnsearch.text.terms import RULES_VERSION

FORMAT = 4  # raised whenever a segment's file would be read otherwise
VERSION = {"format": FORMAT, "rules": RULES_VERSION}  # stands in every file
INDEX_NAME = "MAIN"  # Whoosh's own default, so that open_dir needs no name
EXTENSION = ".vns"  # of a segment's one file
RUN_EXTENSION = ".run"  # of what becomes a segment at the end of an update
UNFINISHED_TOC = f"{INDEX_NAME}_toc.tmp"  # of a table of contents until it is renamed
TIMES_EXTENSION = ".times"  # of the times of files that were touched since
GAP = np.uint32(0xFFFFFFFF)  # in a stream of terms: no neighbours across this place


def segment_name() -> str:
    """A name for a segment that no other has, in the form that Whoosh knows."""
    return f"{INDEX_NAME}_{os.urandom(10).hex()}"
