"""Regular expressions that are compiled when they are first asked something.

Python compiles a pattern by Python code: all that the modules of a search name took a seventh
of it in a process of its own, and few are asked anything in one search.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast


def pattern(expression: str, flags: re.RegexFlag | int = 0) -> re.Pattern[str]:
    """Does as `re.compile` does; that an expression is none shows when it is first asked."""
    return cast("re.Pattern[str]", LatePattern(expression, flags))


class LatePattern:
    """An expression and its flags; whatever else a pattern has, the compiled one gives."""

    def __init__(self, expression: str, flags: re.RegexFlag | int) -> None:
        self.pattern, self.flags = expression, flags

    def __getattr__(self, name: str) -> Any:
        """What the pattern has; a method may be kept by the name of what it asks."""
        if not callable(getattr(re.Pattern, name)):
            return getattr(re.compile(self.pattern, self.flags), name)
        method: Callable[..., Any] | None = None

        def ask(*given: Any, **named: Any) -> Any:
            nonlocal method
            if method is None:
                method = getattr(re.compile(self.pattern, self.flags), name)
                self.__dict__[name] = method
            return method(*given, **named)

        ask.__name__, ask.__self__ = name, self  # type: ignore[attr-defined]
        self.__dict__[name] = ask
        return ask
