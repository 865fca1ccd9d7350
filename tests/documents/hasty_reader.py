"""The process that reads PDFs, with little time for each."""

from __future__ import annotations

from vnsearch.documents.formats.pdf import allowance, isolated

vars(allowance)["PAGE_SECONDS"] = 0

main = isolated.main
