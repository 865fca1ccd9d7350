"""The lists of rich text: how paragraphs are numbered, by its tables of lists, and how far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from vnsearch.documents.laid_out.numerals import FORMS_BY_NUMBER, Counter, Level


@dataclass(slots=True)
class _List:
    levels: dict[int, Level] = field(default_factory=dict)
    counter: Counter = field(default_factory=Counter)


class Lists:
    """Takes the tables of lists as they are read; `number` counts their paragraphs."""

    def __init__(self) -> None:
        self._lists: dict[int, _List] = {}
        self._overrides: dict[int, int] = {}  # the number that paragraphs name -> a list
        self._levels: list[Level] = []  # of the list that is being read
        self._level = Level()
        self._list_id = 0

    def words(self) -> dict[str, Callable[[int], None]]:
        """What each control word says of the level that is being read."""
        return {
            "levelnfc": self.set_form,
            "levelnfcn": self.set_form,
            "levelstartat": lambda start: self.set_level(start=max(0, start)),
            "levelfollow": lambda sign: self.set_level(suffix="" if sign == 2 else " "),
            "levellegal": lambda on: self.set_level(legal=on != 0),
        }

    def begin_list(self) -> None:
        """A list begins."""
        self._levels = []

    def begin_level(self) -> None:
        """A level of the list begins."""
        self._level = Level()

    def set_level(self, **what: object) -> None:
        """What is said of the level."""
        self._level = replace(self._level, **what)  # type: ignore[arg-type]

    def set_form(self, form: int) -> None:
        """In what the level counts, by a number of [MS-OSHARED]."""
        self.set_level(form=FORMS_BY_NUMBER.get(form, "decimal"))

    def set_text(self, text: str) -> None:
        """The text of the level: its length, then characters, 0 to 8 for figures of levels."""
        shown = text[1 : 1 + ord(text[0])] if text else ""
        marked = (f"%{ord(char) + 1}" if ord(char) < 9 else char for char in shown)
        self.set_level(text="".join(marked))

    def end_level(self) -> None:
        """The level ends."""
        self._levels.append(self._level)

    def name(self, list_id: int, is_list: bool) -> None:
        """The id of the list that is being read, or of the one that is meant by an override."""
        self._list_id = list_id
        if is_list:
            self._lists[list_id] = _List(dict(enumerate(self._levels)))

    def override(self, list_number: int) -> None:
        """The number by which paragraphs name the list that was named last."""
        self._overrides[list_number] = self._list_id

    def number(self, override: int, depth: int) -> str:
        """The number of the next paragraph of a list; "" for none."""
        chosen = self._lists.get(self._overrides.get(override, 0))
        if chosen is None:
            return ""
        return chosen.counter.number(chosen.levels, max(0, depth)).strip()
