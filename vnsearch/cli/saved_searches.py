"""The user's saved queries and the history of `live`, in the state folder."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from vnsearch.errors import VnsearchError
from vnsearch.query.saved import expand_saved, may_name_saved
from vnsearch.state import changing_state, read_state, state_folder, write_state

_SAVED = "saved.json"
_HISTORY = "history"
_MOST_LINES = 1000  # of the history


def saved_searches() -> dict[str, str]:
    """The saved queries by name; raises VnsearchError for a file that cannot be read."""
    try:
        content = read_state(_SAVED)
        if content is None:
            return {}
        import json  # which most searches do not need

        kept = json.loads(content)["searches"]
        if not all(isinstance(text, str) for pair in kept.items() for text in pair):
            raise ValueError
    except OSError as error:
        raise _cannot("read", error) from error
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise VnsearchError(
            f"{state_folder()}/{_SAVED} holds no saved searches; mend or remove it"
        ) from error
    return dict(kept)


@contextlib.contextmanager
def changed_searches() -> Iterator[dict[str, str]]:
    """The saved queries, kept as they are left; raises VnsearchError."""
    import json

    try:
        with changing_state():
            searches = saved_searches()
            yield searches
            kept = {"version": 1, "searches": dict(sorted(searches.items()))}
            write_state(json.dumps(kept, ensure_ascii=False, indent=1).encode(), _SAVED)
    except OSError as error:
        raise _cannot("written", error) from error


def with_saved(query: str) -> str:
    """A query with what is saved by each `@name` in it."""
    return expand_saved(query, saved_searches()) if may_name_saved(query) else query


def read_history() -> list[str]:
    """The queries of `live`, the newest last; none where they cannot be read."""
    try:
        lines = (read_state(_HISTORY) or b"").decode("utf-8", "replace").split("\n")
    except OSError:
        return []
    return [line for line in lines if line]


def add_to_history(query: str) -> None:
    """Put a query last in the history, where it stands once; raises VnsearchError."""
    line = " ".join(query.split())
    try:
        with changing_state():
            kept = [earlier for earlier in read_history() if earlier != line]
            content = "\n".join([*kept, line, ""][-_MOST_LINES - 1 :])
            write_state(content.encode("utf-8", "replace"), _HISTORY)
    except OSError as error:
        raise _cannot("written", error) from error


def _cannot(what: str, error: OSError) -> VnsearchError:
    reason = error.strerror or str(error)
    return VnsearchError(f"what is kept in your state folder cannot be {what}: {reason}")
