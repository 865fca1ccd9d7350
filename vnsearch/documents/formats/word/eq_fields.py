r"""The words that some of Word's fields show by their code, and have no result: formulas, as
`EQ \f(1,2)` for one half, and the texts of buttons.

The parts of what stands over or beside each other are kept apart, a fraction by its stroke;
switches that only place or size them show nothing.
"""

from __future__ import annotations

import re

CODE_LENGTH = 2000  # characters of a field's code that are looked at
_button = re.compile(r"\s*(?:MACRO|GOTO)BUTTON\s+\S+\s+(.*)", re.IGNORECASE | re.DOTALL).match
_begins = re.compile(r"\s*EQ\b", re.IGNORECASE).match
_tokens = re.compile(
    r"\\(?P<bracket>[lrb]c)\s*\\(?P<drawn>.)"  # a bracket of one's own
    r"|\\\*[^\\(),;]*"  # a switch of all fields, as \* jc2
    r"|\\(?P<switch>[a-zA-Z]+)\s*-?\d*\s*"
    r"|\\(?P<sign>.)|(?P<mark>[(),;])|(?P<text>[^\\(),;]+|\\)",
    re.DOTALL,
).finditer
_COMMANDS = frozenset("abdfilorsx")
_BETWEEN = {"f": "/", "l": ","}


def text_of_code(code: str) -> str:
    """What a field shows by its code: a formula, or a button's text; "" for others. O(code)."""
    if button := _button(code[:CODE_LENGTH]):
        return " ".join(button[1].split())
    begins = _begins(code)
    if not begins:
        return ""
    shown: list[str] = []
    open_: list[str] = []  # the command of each bracket, "" for one that is text
    command, waits = "", False
    for token in _tokens(code[begins.end() : CODE_LENGTH]):
        switch, mark = token["switch"], token["mark"]
        if switch:
            name = switch.lower()
            command = name if name in _COMMANDS else command
            waits = waits or name in _COMMANDS
        elif token["bracket"]:
            shown.append(token["drawn"])
        elif mark == "(":
            open_.append(command if waits else "")
            shown += [] if waits else ["("]
            waits = False
        elif mark == ")":
            shown += [] if open_ and open_.pop() else [")"]
        elif mark:
            of = open_[-1] if open_ else ""
            shown.append(_BETWEEN.get(of, " ") if of else mark)
        elif token["sign"] or token["text"]:
            shown.append(token["sign"] or token["text"])
    return " ".join("".join(shown).split())
