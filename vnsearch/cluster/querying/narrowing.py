"""What narrows a search on a cluster besides its query: dates and paths."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence

from vnsearch.cluster.client.json_queries import Json, any_term, beginning, either, every
from vnsearch.cluster.client.strings import pack
from vnsearch.dates import LAST_DAY, date_number
from vnsearch.errors import ClusterError
from vnsearch.search.narrowing.filter import Filter
from vnsearch.search.narrowing.path_glob import PathGlob

_MOST_PATHS = 60_000  # a server takes no more than 65,536 terms
_has_signs = re.compile(r"[\\*?\[\]!# ]").search


def in_time(narrowed: Filter) -> list[Json]:
    """What holds for the documents of the days of a filter; nothing where it names none."""
    return [dated(*narrowed.days())] if narrowed.since or narrowed.until else []


def on_path(pattern: str, paths: Iterable[str]) -> list[Json]:
    """What holds for the documents of the files that a pattern names, among some stored paths,
    which are looked at only where they must be; nothing for no pattern.
    """
    if not pattern:
        return []
    if "/" in pattern.rstrip("/") and not _has_signs(pattern):
        whole = os.path.normpath(os.path.abspath(os.path.expanduser(pattern)))
        whole = pack(whole.replace(os.sep, "/"))
        return [either([any_term("path", [whole]), beginning("path", whole + "/")])]
    glob = PathGlob(pattern, "")
    fitting: list[str] = []
    others: list[str] = []
    for path in paths:
        (fitting if glob.fits(path) else others).append(pack(path))
    return [_among(fitting, others, pattern)]


def _among(fitting: Sequence[str], others: Sequence[str], pattern: str) -> Json:
    if len(fitting) <= _MOST_PATHS:
        return any_term("path", fitting)
    if len(others) <= _MOST_PATHS:
        return every([], [any_term("path", others)])
    raise ClusterError(
        f"--path {pattern} names {len(fitting)} files, and a cluster takes no more than "
        f"{_MOST_PATHS}: name a folder, as in --path /data/tin"
    )


def dated(first: str, last: str) -> Json:
    """The documents whose date, which may be a month or a year, meets the days given."""
    low, high = date_number(first), date_number(last or LAST_DAY)
    begins = {"range": {"date": {"gt": 0, "lte": high}}}
    return every([begins, {"range": {"date_last": {"gte": low}}}])
