"""Reads the tokens of rich text into a story: groups, destinations, fonts, lists."""

from __future__ import annotations

from collections.abc import Callable

from vnsearch.documents.formats.rtf.fonts import Fonts
from vnsearch.documents.formats.rtf.lists import Lists
from vnsearch.documents.formats.rtf.tokens import RtfToken, tokens
from vnsearch.documents.formats.rtf.words import (
    APART,
    DESTINATIONS,
    ESCAPES,
    INFO,
    KNOWN,
    LEFT_OUT,
    NAMED,
    PARAGRAPH_ENDS,
    RUNNING,
    SIGNS,
    TEXT,
    WHOLE_PARAGRAPHS,
    State,
)
from vnsearch.documents.formats.word.choice import Choice
from vnsearch.documents.formats.word.eq_fields import text_of_code
from vnsearch.documents.laid_out.story import Story, role_of

_DEEPEST = 5_000  # groups within each other


class RtfReader:
    """Reads a file; `running` takes headers and footers, `info` what it says of itself."""

    def __init__(self, story: Story, running: Story) -> None:
        self.story = story
        self.running = running
        self.info: dict[str, str] = {}
        self.objects: list[bytearray] = []  # what was put into it, as hexadecimal digits
        self._target = story
        self._state = State()
        self._stack: list[State] = []
        self._fonts = Fonts()
        self._default_font = -1
        self._ignorable = False  # after \*
        self._skip = 0  # bytes that stand for a character given as Unicode
        self._name: list[str] = []  # the text of small destinations
        self._property = ""  # of a shape
        self._raw = bytearray()  # bytes of text that are not decoded yet
        self._style = -1  # of the table of styles
        self._styles: dict[int, str] = {}
        self._number = ""  # as the file gives it
        self._number_font = ""
        self._lists = Lists()
        self._choice = Choice()
        self._words = self._handlers()

    def read(self, content: bytes) -> None:
        """Take in the whole file."""
        self.story.begin()
        for token in tokens(content):
            if token.content:
                self._bytes(token.content)
                continue
            self._flush()
            if token.word:
                self._control(token)
            elif token.sign == b"{":
                self._open()
            elif token.sign == b"}":
                self._close()
            elif token.sign == b"\\*":
                self._ignorable = True
            elif token.sign in (b"\\\n", b"\\\r"):
                self._end_paragraph(counts=True)
            elif token.sign in ESCAPES and not self._taken_by_fallback():
                self._text(ESCAPES[token.sign])
        self._flush()
        self._end_paragraph()
        self.story.close()
        self.running.close()

    def _open(self) -> None:
        if len(self._stack) < _DEEPEST:
            self._stack.append(self._state)
            if self._state.apart:
                self._state = self._state._replace(apart=False)
        self._skip = 0

    def _close(self) -> None:
        if not self._stack:
            return
        ended, self._state = self._state, self._stack.pop()
        self._skip = 0
        if ended.apart:
            self._target.end()
            if ended.destination in RUNNING:
                self._target = self.story
        self._end_destination(ended)

    def _end_destination(self, ended: State) -> None:
        text = "".join(self._name)
        destination = ended.destination
        if destination in INFO and self._state.destination == "info":
            self.info[destination] = text
        elif destination == "stylesheet":
            self._styles[self._style] = text.strip(" ;").lower()
            self._style = -1
        elif destination == "sn":
            self._property = text
        elif destination == "sv" and self._property in ("wzDescription", "gtextUNICODE"):
            self._target.line(text)
        elif destination in ("listtext", "pntext"):
            self._number = text
        elif destination == "fldinst" != self._state.destination:
            self._text(text_of_code(text) or self._choice.text)
            self._choice.begin()
        elif destination == "ffl":
            self._choice.offer(text)
        elif destination == "leveltext":
            self._lists.set_text(text)
        elif destination == "listlevel" and self._state.destination == "list":
            self._lists.end_level()
        else:
            return
        self._name.clear()

    def _control(self, token: RtfToken) -> None:
        word, number = token.word, token.number
        if self._ignorable:
            self._ignorable = False
            if word not in KNOWN:
                self._state = self._state._replace(destination="skip")
                return
        if self._skip and word != "u":
            self._skip -= 1
            return
        if self._state.destination == "skip":
            return
        if word in PARAGRAPH_ENDS:
            self._end_paragraph(counts=word in WHOLE_PARAGRAPHS)
        elif word in SIGNS:
            self._text(SIGNS[word])
        elif word == "pict" and self._state.destination in TEXT:
            self._target.part()
            self._change(destination="skip")
        elif word in LEFT_OUT or (word in APART and self._state.destination == "fldinst"):
            self._state = self._state._replace(destination="skip")
        elif word in APART or word in RUNNING:
            self._begin_apart(word)
        elif handler := self._words.get(word):
            handler(number if number is not None else -1)
        elif word in DESTINATIONS:
            self._state = self._state._replace(destination=word)
            self._name.clear()
            if word == "objdata":
                self.objects.append(bytearray())
            elif word == "list":
                self._lists.begin_list()
            elif word == "listlevel":
                self._lists.begin_level()

    def _handlers(self) -> dict[str, Callable[[int], None]]:
        return {
            **self._fonts.words(),
            **self._lists.words(),
            "u": self._unicode,
            "uc": lambda n: self._change(fallback=max(0, n)),
            "f": self._select_font,
            "fs": lambda n: self._change(size=n / 2 if n > 0 else 12.0),
            "plain": lambda n: self._change(
                font=self._default_font, size=12.0, deleted=False, hidden=False, raised=False
            ),
            "deleted": lambda n: self._change(deleted=n != 0),
            "mvf": lambda n: self._change(deleted=n != 0),  # what was moved elsewhere
            "v": lambda n: self._change(hidden=n != 0),
            "deff": self._set_default_font,
            "s": self._select_style,
            "pard": self._reset_paragraph,
            "ls": self._select_list,
            "ilvl": lambda n: self._change(depth=n),
            "dropcapli": lambda n: self._change(initial=True),
            "ud": lambda n: self._change(destination=""),
            "listid": self._set_list_id,
            "ffres": self._choice.choose,
            "ffdefres": self._choice.preset,
            "yr": lambda n: self._date(f"{n:04}"),
            **dict.fromkeys(("mo", "dy"), lambda n: self._date(f"-{n:02}")),
            **dict.fromkeys(("sub", "nosupersub"), lambda _: self._change(raised=False)),
            "super": lambda n: self._change(raised=n != 0),
        }

    def _change(self, **what: object) -> None:
        self._state = self._state._replace(**what)  # type: ignore[arg-type]

    def _begin_apart(self, word: str) -> None:
        if word in RUNNING:
            self._target = self.running
        elif word == "footnote":
            self._target.part()
        self._target.begin()
        self._change(destination=word if word in RUNNING else "", apart=True)

    def _end_paragraph(self, counts: bool = False) -> None:
        number, state = self._number.strip(), self._state
        if state.destination not in TEXT or (state.initial and not self._target.empty):
            return  # a large letter at the beginning is of the next paragraph's first word
        if state.in_list and (counts or not self._target.empty):
            # Lists count on where the file says what they show, and where nothing stands.
            counted = self._lists.number(state.in_list, state.depth)
            number = number or counted
        role = role_of(self._styles.get(state.style, ""))
        self._target.end(role, (f"{number} " if number else "", self._number_font))
        self._number = ""
        self._target.begin()

    def _reset_paragraph(self, number: int) -> None:
        if self._state.destination == "":
            self._change(in_list=0, depth=0, style=0, initial=False)

    def _select_style(self, style: int) -> None:
        if self._state.destination == "stylesheet":
            self._style = style
        else:
            self._change(style=style)

    def _select_list(self, override: int) -> None:
        if self._state.destination == "listoverride":
            self._lists.override(override)
        elif self._state.destination == "":
            self._change(in_list=max(0, override))

    def _set_list_id(self, list_id: int) -> None:
        self._lists.name(list_id, is_list=self._state.destination == "list")

    def _select_font(self, font: int) -> None:
        if self._state.destination == "fonttbl":
            self._fonts.begin(font)
            self._name.clear()
        self._change(font=font)

    def _set_default_font(self, font: int) -> None:
        self._default_font = font
        self._change(font=font)

    def _date(self, text: str) -> None:
        if self._state.destination == "creatim":
            self._name.append(text)

    def _unicode(self, code: int) -> None:
        if self._state.destination == "skip":
            return
        self._skip = self._state.fallback
        if character := self._fonts.character(code):
            self._text(character)

    def _taken_by_fallback(self) -> bool:
        taken = self._skip > 0
        self._skip -= taken
        return taken

    def _bytes(self, content: bytes) -> None:
        if self._skip:
            taken = min(self._skip, len(content))
            self._skip -= taken
            content = content[taken:]
        destination = self._state.destination
        if destination == "objdata":
            self.objects[-1] += content
        elif content and destination != "skip":
            self._raw += content

    def _flush(self) -> None:
        """Decode the bytes that stand together: a letter may be of several."""
        if not self._raw:
            return
        content, font = bytes(self._raw), self._state.font
        self._raw.clear()
        in_table = self._state.destination == "fonttbl"
        decode = self._fonts.decode_name if in_table else self._fonts.decode
        self._text(decode(content, font))

    def _text(self, text: str) -> None:
        destination = self._state.destination
        if destination == "fonttbl":
            self._fonts.add_name(text)
        elif destination in TEXT:
            face = self._fonts.of(self._state.font).name
            if self._state.hidden and not self._state.deleted:
                self._target.add_hidden(text, face)
            elif not self._state.deleted:
                add = self._target.add_raised if self._state.raised else self._target.add
                add(text, face, self._state.size)
        elif destination in NAMED and len(self._name) < 1000:
            if destination in ("listtext", "pntext"):
                font = self._fonts.of(self._state.font)
                self._number_font = font.name
                if font.shows_bullet(text):
                    return
            self._name.append(text)
