"""The blocks of a web page: which are its text, and which menus and boilerplate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAIN_LENGTH = 200  # characters that make what is marked as the main text believable
MENU_SHARE = 0.8  # of a block's letters in links, which makes it part of a menu
MENU_LENGTH = 4  # so many such blocks or links in a row are one
_no_letter = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Block:
    """A line of text: how much of it is in links, in how many, in what part of the page."""

    text: str
    linked: int  # letters and digits
    links: int
    part: str  # "main", "boilerplate" or ""
    picture: bool = False  # it is only what stands for a picture
    number: str = ""  # of the list's item that begins with it, no part of its text


def main_text(blocks: list[Block]) -> str:
    """The text of what is marked as main, else of all but menus and boilerplate."""
    blocks = list(_without_twins(blocks))
    main = _joined([block for block in blocks if block.part == "main"])
    if len(main) >= MAIN_LENGTH:
        return main
    body = [block for block in blocks if block.part != "boilerplate"]
    return _joined(_without_menus(body)) or _joined(body) or _joined(blocks)


def _without_twins(blocks: list[Block]) -> Iterator[Block]:
    """The blocks but for the words of a picture whose caption says the same."""
    for position, block in enumerate(blocks):
        near = blocks[max(0, position - 1) : position] + blocks[position + 1 : position + 2]
        if not (block.picture and any(block.text == one.text for one in near)):
            yield block


def _without_menus(blocks: list[Block]) -> list[Block]:
    kept: list[Block] = []
    run: list[Block] = []  # blocks of links at the end of what was seen
    for block in blocks:
        if block.links and block.linked >= MENU_SHARE * letter_count(block.text):
            run.append(block)
        else:
            kept += [*_unless_menu(run), block]
            run = []
    return kept + _unless_menu(run)


def _unless_menu(run: list[Block]) -> list[Block]:
    return run if sum(block.links for block in run) < MENU_LENGTH else []


def letter_count(text: str) -> int:
    """How many letters and digits a text has."""
    return len(_no_letter.sub("", text))


def _joined(blocks: list[Block]) -> str:
    return "\n".join(block.number + block.text for block in blocks)
