"""What changes below the roots of an index, as the operating system tells it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence

from watchfiles import watch

from vnsearch.documents.walking.ignore import IGNORE_FILES
from vnsearch.errors import VnsearchError
from vnsearch.index.update import targets_of
from vnsearch.records import NO_RULES, RootRules

_GATHERED = 1000  # milliseconds: changes that come so close together are one
_QUIET = 250  # milliseconds without a change, after which the gathering ends sooner
_TICK = 1000  # milliseconds between two looks for roots that have come or gone

_Identity = tuple[int, int]  # device and inode


def changes(
    directory: str, paths: Sequence[str] = (), settings: RootRules = NO_RULES
) -> Iterator[bool]:
    """Whether something has changed below the paths, else the roots of the index: again and
    again, about every second or as soon as something has, for ever.

    The first is True, when all of them are being watched. Roots may go and come; what happens
    in the folder of the index or in a hidden one that is not read is no change.
    """
    while True:
        hidden = {
            os.path.realpath(target.path): bool(target.rules.hidden)
            for target in targets_of(directory, paths, settings)
            if target.may_be_read
        }
        there = _identities(hidden)
        beginning = True
        for changed in _watched(there):
            yield beginning or any(_matters(path, directory, hidden) for path in changed)
            beginning = False
            if _identities(hidden) != there:
                break


def _watched(there: Mapping[str, _Identity]) -> Iterator[Iterable[str]]:
    """The paths that have changed, none at each tick where nothing has."""
    if not there:
        time.sleep(_TICK / 1000)
        yield ()
        return
    try:
        for changes in watch(
            *there,
            watch_filter=None,
            debounce=_GATHERED,
            step=_QUIET,
            rust_timeout=_TICK,
            yield_on_timeout=True,
            ignore_permission_denied=True,
        ):
            yield [path for _, path in changes]
    except FileNotFoundError:  # it has gone this very moment
        yield ()
    except OSError as error:
        raise VnsearchError(
            f"the folders cannot be watched ({error}): raise fs.inotify.max_user_watches, or "
            "run 'vnsearch index' from time to time"
        ) from error


def _identities(paths: Iterable[str]) -> dict[str, _Identity]:
    """What is there by each of the paths, of those by which anything is."""
    identities = {}
    for path in paths:
        try:
            status = os.stat(path)
        except OSError:
            continue
        identities[path] = (status.st_dev, status.st_ino)
    return identities


def _matters(path: str, directory: str, hidden: Mapping[str, bool]) -> bool:
    if _is_below(path, os.path.realpath(directory)):
        return False
    for root, reads_hidden in hidden.items():
        if _is_below(path, root):
            *folders, name = os.path.relpath(path, root).split(os.sep)
            names = folders if name in IGNORE_FILES else [*folders, name]
            if reads_hidden or name == "." or not any(one.startswith(".") for one in names):
                return True
    return False


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(os.path.join(folder, ""))
