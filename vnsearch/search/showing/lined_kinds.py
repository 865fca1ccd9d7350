"""The kinds of files that an editor shows in lines, and how these stand to the text's own."""

from __future__ import annotations

OTHER_LINES = frozenset(("csv", "html", "json", "mail"))  # than the text has
BEHIND_OTHERS = frozenset(("markdown",))  # the text's own, maybe behind front matter
LINED = OTHER_LINES | BEHIND_OTHERS | {"jsonl", "text"}
