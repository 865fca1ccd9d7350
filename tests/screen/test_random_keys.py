"""Keys pressed at random: nothing stops the screen, and it keeps nothing of what has gone.

VNSEARCH_TEST_SCALE=20 in the environment presses 10,000, and counts what is kept.
"""

from __future__ import annotations

import asyncio
import gc
import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import events
from textual._styles_cache import StylesCache
from textual.pilot import Pilot

from vnsearch import open_index, update_index
from vnsearch.cli.programs import open_document
from vnsearch.screen.app import Chosen, LiveScreen
from vnsearch.screen.past import Memory
from vnsearch.search.protocol import Index

SCALE = int(os.environ.get("VNSEARCH_TEST_SCALE", "1"))
KEYS = 500 * SCALE
AT_ONCE = 25  # keys that come before the screen has answered
KEPT = 4  # objects a key: a row that is kept, with its strip, is more than twenty
TEXTS = {
    "họp.txt": "date 2024-05 Hội nghị toàn quốc tổng kết năm khai mạc tại Hà Nội.",
    "hỏi đáp.md": "---\nauthor: Lý Lan\n---\n# Hỏi đáp\n\nBạn đọc hỏi: nghỉ lễ mấy ngày?\n",
    "quê.txt": "Đường về quê ngoại đi qua cánh đồng lúa chín.\n\n" * 400,
    "gặt.jsonl": "\n".join(f'{{"id": "{n}", "text": "Mùa gặt thứ {n}."}}' for n in range(70)),
}
# Letters as an input method sends them: what was typed goes, what is meant comes.
COMPOSED = ("d<đ", "uo<<ươ", "a<ă", "o<ô<ộ", "e<ê<ế", "hoi<<<hội", "a<â<ậ", "nghi<ị", "kỹ<<ĩ")
SIGNS = "\"“”-–—*~:@()&/.,'’?!+#0123456789<"
KEYS_OF_A_LINE = (
    "left", "right", "home", "end", "ctrl+a", "ctrl+e", "ctrl+w", "ctrl+u", "ctrl+k", "delete",
    "backspace", "shift+left", "shift+right", "ctrl+left", "ctrl+right",
)  # fmt: skip
KEYS_OF_THE_SCREEN = (
    "down", "up", "ctrl+n", "ctrl+p", "pagedown", "pageup", "tab", "shift+tab", "ctrl+o",
    "ctrl+y", "ctrl+r", "f1", "f5", "alt+x",
)  # fmt: skip
WORDS = ("title:", "date:2024", "NOT ", " OR ", " AND ", "hoi ", "gặt ", "quê ", "kind:text ")
SIZES = ((20, 5), (60, 20), (80, 24), (100, 30), (120, 40), (200, 60))


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    """An index of short texts, a long one and many records."""
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    update_index(tmp_path / "index", [tmp_path], jobs=1)
    with open_index(tmp_path / "index") as opened:
        yield opened


def test_keys_at_random(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "true")
    typist = Typist(index, random.Random(7))
    grown = 0
    while typist.pressed < KEYS:
        typist.visit()
        if not grown and typist.pressed > KEYS // 5:  # what is kept on purpose is full
            grown = -objects()
    assert typist.opened
    if SCALE >= 20:
        assert grown + objects() < KEPT * KEYS


def objects() -> int:
    """How many are alive, but for the panes of screens that were left: Textual keeps some
    hundreds, and a user leaves one.
    """
    StylesCache.get_inner_outer.cache_clear()
    gc.collect()
    return len(gc.get_objects())


class Typist:
    """Somebody who presses keys at random, opens what is chosen, and comes back."""

    def __init__(self, index: Index, chance: random.Random) -> None:
        self.index, self.chance = index, chance
        self.pressed = self.opened = 0

    def visit(self) -> None:
        """Press keys until a document is chosen, or the screen is left."""
        memory = Memory(str, ("mùa gặt", "hội nghị"))
        screen = LiveScreen(self.index, self.chance.choice(("", "hoi", "gặt")), memory=memory)
        asyncio.run(self._press(screen))
        if screen.return_value:
            hit = screen.return_value.hit
            open_document(self.index.document(hit.id), self.index.file_line(hit))
            self.opened += 1

    async def _press(self, screen: LiveScreen) -> None:
        async with screen.run_test(size=self.chance.choice(SIZES)) as pilot:
            while screen.is_running and self.pressed < KEYS:
                for _ in range(AT_ONCE):
                    await self._one(screen, pilot)
                await pilot.pause()
                await asyncio.to_thread(screen.wait_for_answers)
                if self.chance.random() < 0.2:
                    await self._choose(screen, pilot)

    async def _choose(self, screen: LiveScreen, pilot: Pilot[Chosen]) -> None:
        """Go to the line, ask there for what the index has, and press Enter."""
        if screen.focused is None or screen.focused.id != "query":
            await pilot.press("escape")
        await pilot.press("ctrl+e", "ctrl+u", *"gặt")
        await asyncio.to_thread(screen.wait_for_answers)
        await pilot.press("enter")

    async def _one(self, screen: LiveScreen, pilot: Pilot[Chosen]) -> None:
        kind = self.chance.random()
        if kind < 0.35:
            self._type(screen, self.chance.choice(COMPOSED))
        elif kind < 0.5:
            self._type(screen, self.chance.choice(SIGNS))
        elif kind < 0.6:
            self._type(screen, self.chance.choice(WORDS))
        elif kind < 0.75:
            self._key(screen, self.chance.choice(KEYS_OF_A_LINE))
        elif kind < 0.98:
            self._key(screen, self.chance.choice(KEYS_OF_THE_SCREEN))
        elif kind < 0.99:
            screen.post_message(events.Paste("Đường về quê ngoại. \n" * 500))
            self.pressed += 1
        else:
            await pilot.resize_terminal(*self.chance.choice(SIZES))

    def _type(self, screen: LiveScreen, letters: str) -> None:
        for letter in letters:
            if letter == "<":
                self._key(screen, "backspace")
            else:
                self._key(screen, "space" if letter == " " else letter, letter)

    def _key(self, screen: LiveScreen, key: str, letter: str | None = None) -> None:
        screen.post_message(events.Key(key, letter))
        self.pressed += 1
