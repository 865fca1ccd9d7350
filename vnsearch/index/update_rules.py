"""What an update is told, each rule checked once, and whom it tells how far it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from vnsearch.arguments import (
    check_caller,
    check_choice,
    check_flag,
    check_number,
    check_seconds,
    check_strings,
    check_text,
)
from vnsearch.documents.source import ReadRules
from vnsearch.errors import VnsearchError
from vnsearch.records import NO_RULES, FileNote, Progress, RootRules


@dataclass(frozen=True, slots=True)
class UpdateRules:
    """How an update goes about its work; raises VnsearchError for what cannot be meant."""

    rebuild: bool = False
    dry_run: bool = False
    check: bool = False  # read the digest of every file, whatever its times say
    jobs: int = 0  # processes; 0 for one a core
    given: RootRules = NO_RULES  # for the roots that are read, and kept with them
    settings: RootRules = NO_RULES  # where a root has no rule of a kind; not kept
    forget: tuple[str, ...] = ()  # roots to drop
    wait: float = 0.0  # seconds for another writer to finish

    def __post_init__(self) -> None:
        for name in ("rebuild", "dry_run", "check"):
            check_flag(name, getattr(self, name))
        if not isinstance(self.settings, RootRules):
            raise VnsearchError(f"settings is {self.settings!r}: give RootRules")
        check_number("jobs", self.jobs)
        check_seconds("wait", self.wait)
        if self.forget and (self.rebuild or self.given != NO_RULES):
            raise VnsearchError("a path to forget is not read any more: give no rules with it")


@dataclass(frozen=True, slots=True)
class Reports:
    """Whom to tell how far the work is, and how each file was read; None for nobody. Raises
    VnsearchError for what cannot be told anything.
    """

    progress: Callable[[Progress], None] | None = None
    note: Callable[[FileNote], None] | None = None

    def __post_init__(self) -> None:
        for name in ("progress", "note"):
            check_caller(name, getattr(self, name))


def root_rules(
    include: Sequence[str] | None = None,
    exclude: Sequence[str] | None = None,
    hidden: bool | None = None,
    follow_links: bool | None = None,
    encoding: str | None = None,
    ocr: bool | None = None,
    dates: Literal["", "mtime", "name"] | None = None,
) -> RootRules:
    """The rules that are not None, checked; raises VnsearchError."""
    for name, flag in (("hidden", hidden), ("follow_links", follow_links), ("ocr", ocr)):
        if flag is not None:
            check_flag(name, flag)
    if encoding is not None:
        check_text("encoding", encoding)
        ReadRules(encoding)
    if dates is not None:
        check_choice("dates", dates, ("", "mtime", "name"))
    return RootRules(
        include=None if include is None else check_strings("include", include),
        exclude=None if exclude is None else check_strings("exclude", exclude),
        hidden=hidden,
        follow_links=follow_links,
        encoding=encoding,
        ocr=ocr,
        dates=dates,
    )
