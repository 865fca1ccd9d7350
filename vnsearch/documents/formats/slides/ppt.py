"""PowerPoint presentations of 1997 to 2003 (PPT), after [MS-PPT]: slides, comments, notes."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import chain, pairwise
from typing import NamedTuple

from vnsearch.documents.containers.integers import long_at, short_at
from vnsearch.documents.containers.ole import open_ole, read_stream, summary
from vnsearch.documents.containers.ole_objects import object_documents
from vnsearch.documents.faults import Place
from vnsearch.documents.formats.slides.ppt_runs import text_runs
from vnsearch.documents.laid_out.story import Story
from vnsearch.documents.limits import DOCUMENT_LIMIT
from vnsearch.documents.metadata.properties import own_properties
from vnsearch.documents.source import Reading, Source

# Types of records (RecordType).
_DOCUMENT, _SLIDE, _SLIDE_ATOM, _NOTES, _NOTES_ATOM, _SLIDE_PERSIST = (
    1000, 1006, 1007, 1008, 1009, 1011,
)  # fmt: skip
_FONT, _OUTLINE_REFERENCE, _TEXT_HEADER, _CHARACTERS, _STYLE, _BYTES, _LIST = (
    4023, 3998, 3999, 4000, 4001, 4008, 4080,
)  # fmt: skip
_USER_EDIT, _DIRECTORY, _TEXT_BOX = 4085, 6002, 0xF00D
_MASTER, _RUNNING, _RUNNING_ATOM, _STRING = 1016, 4057, 4058, 4026
_TAG_DATA, _COMMENT, _COMMENT_TEXT = 5003, 12000, 1
_OBJECT = 4113  # a compound file, compressed where its instance is 1
_HAS_FOOTER, _FOOTER, _SLIDE_INFO, _HIDDEN = 0x20, 2, 1017, 4
_OTHER = 4  # the type of a text that is no title, body or note
_ENCRYPTED = 0xF3D1C4DF
_OF_TEXT = (_TEXT_HEADER, _CHARACTERS, _BYTES, _STYLE)
_TITLES = (0, 6)  # text types: title, centred title
_MOST_EDITS = 10_000
_DEEPEST = 30
_OFTEN = 16  # times its size that a presentation is gone over; a whole one takes a quarter


class _Record(NamedTuple):
    type: int
    instance: int
    is_container: bool
    start: int  # of its content
    end: int


class _Text(NamedTuple):
    """A text: what it is for, its characters, and where each font and size begins."""

    kind: int
    text: str
    runs: tuple[tuple[int, int, float], ...]  # length, font, size


def read_ppt(source: Source) -> Iterator[Reading]:
    """The presentation as one document."""
    with open_ole(source) as container:
        content = read_stream(container, "PowerPoint Document", source)
        user = read_stream(container, "Current User", source)
        known = summary(container, source)
    if long_at(user, 12) == _ENCRYPTED:
        raise source.place.passed_over("password")
    story = Story(source)
    running = Story(source, story.runs, of_headers=True)
    reader = _Reader(content, source.place)
    reader.read(long_at(user, 16), story, running)
    story.append(running)
    yield from object_documents(reader.objects(source), source)
    yield from story.readings("ppt", own_properties(known))


class _Reader:
    """Reads the stream of a presentation, whose records may refer to one over and over."""

    def __init__(self, content: bytes, place: Place) -> None:
        self._content = content
        self._place = place
        self._left = _OFTEN * len(content)
        self._places: dict[int, int] = {}  # of objects by their numbers
        self._fonts: list[str] = []

    def _spend(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise self._place.failed("damaged")

    def read(self, edit: int, story: Story, running: Story) -> None:
        """Read the slides that the latest edit shows; `running` takes what all of them have."""
        places, document = self._read_edits(edit)
        self._places = places
        root = self._record(places.get(document, len(self._content)))
        if root is None or root.type != _DOCUMENT:
            return
        slides: list[tuple[int, int, list[_Text]]] = []  # place, id, outline
        notes: dict[int, list[_Text]] = {}
        masters: list[int] = []
        for record in self._walk(root):
            if record.type == _FONT:
                raw = self._content[record.start : min(record.end, record.start + 64)]
                self._fonts.append(raw.decode("utf-16-le", "replace").partition("\x00")[0])
            elif record.type == _LIST and record.instance == 0:
                slides = list(self._outline(record, places))
            elif record.type == _LIST and record.instance == 1:
                masters = [offset for offset, _, _ in self._outline(record, places)]
            elif record.type == _RUNNING:
                self._tell_footer(record, running)
            elif record.type == _LIST and record.instance == 2:
                for offset, _, _ in self._outline(record, places):
                    notes.update(self._notes(offset))
        for offset, slide_id, outline in slides:
            slide = self._record(offset)
            shown = self._texts(slide, outline) if slide is not None else []
            story.hide("slides", slide is not None and self._is_hidden(slide))
            for text in [*shown, *(one for one in outline if one not in shown)]:
                self._tell(text, story)
            for words in self._comments(slide) if slide is not None else ():
                story.line(words)
            for text in notes.get(slide_id, []):
                self._tell(text, story)
        for offset in dict.fromkeys(masters):
            self._tell_master(offset, running)

    def _tell_master(self, offset: int, running: Story) -> None:
        """What stands on a master by itself; the rest of it says what to type on slides."""
        record = self._record(offset)
        for text in self._texts(record, []) if record and record.type == _MASTER else ():
            if text.kind == _OTHER and not text.text.startswith(("*", "<")):
                self._tell(text, running)

    def _tell_footer(self, record: _Record, running: Story) -> None:
        within = list(self._walk(record))
        shown = any(
            one.type == _RUNNING_ATOM and short_at(self._content, one.start + 2) & _HAS_FOOTER
            for one in within
        )
        for one in within:
            if shown and one.type == _STRING and one.instance == _FOOTER:
                running.line(self._wide(one))

    def objects(self, source: Source) -> Iterator[tuple[str, bytes]]:
        """The files that were put into the presentation, expanded one by one; "" for names."""
        for offset in dict.fromkeys(self._places.values()):
            record = self._record(offset)
            if record is None or record.type != _OBJECT:
                continue
            raw = self._content[record.start : record.end]
            self._spend(len(raw))
            if record.instance:
                raw = _expanded(raw[4:])
                source.budget.spend(len(raw), source.place)
            if raw:
                yield "", raw

    def _read_edits(self, edit: int) -> tuple[dict[int, int], int]:
        """Where the objects of the latest edit are, and which of them is the document."""
        places: dict[int, int] = {}
        document = 0
        met: set[int] = set()
        while edit and edit not in met and len(met) < _MOST_EDITS:
            met.add(edit)
            record = self._record(edit)
            if record is None or record.type != _USER_EDIT:
                break
            document = document or long_at(self._content, record.start + 16)
            directory = self._record(long_at(self._content, record.start + 12))
            if directory is not None and directory.type == _DIRECTORY:
                self._read_directory(directory, places)
            edit = long_at(self._content, record.start + 8)
        return places, document

    def _read_directory(self, record: _Record, places: dict[int, int]) -> None:
        at = record.start
        while at + 4 <= record.end:
            head = long_at(self._content, at)
            first, count = head & 0xFFFFF, head >> 20
            at += 4
            self._spend(4 + 4 * min(count, (record.end - at) // 4))
            for entry in range(min(count, (record.end - at) // 4)):
                places.setdefault(first + entry, long_at(self._content, at + 4 * entry))
            at += 4 * count

    def _record(self, at: int) -> _Record | None:
        if at + 8 > len(self._content):
            return None
        head, kind = short_at(self._content, at), short_at(self._content, at + 2)
        end = min(at + 8 + long_at(self._content, at + 4), len(self._content))
        return _Record(kind, head >> 4, head & 15 == 15, at + 8, end)

    def _walk(self, container: _Record, depth: int = 0) -> Iterator[_Record]:
        """The records within a container, with those within them."""
        at = container.start
        while at + 8 <= container.end:
            record = self._record(at)
            if record is None:
                return
            self._spend(8)
            record = record._replace(end=min(record.end, container.end))
            yield record
            if record.is_container and depth < _DEEPEST:
                yield from self._walk(record, depth + 1)
            at = max(record.end, at + 8)

    def _outline(
        self, listed: _Record, places: dict[int, int]
    ) -> Iterator[tuple[int, int, list[_Text]]]:
        """For each slide of a list its place, its id and the texts of its placeholders."""
        records = list(self._walk(listed))
        starts = [n for n, record in enumerate(records) if record.type == _SLIDE_PERSIST]
        for first, after in pairwise([*starts, len(records)]):
            persist = records[first]
            place = places.get(long_at(self._content, persist.start), len(self._content))
            slide_id = long_at(self._content, persist.start + 12)
            texts = list(self._read_texts(records[first + 1 : after]))
            yield place, slide_id, texts

    def _notes(self, offset: int) -> dict[int, list[_Text]]:
        record = self._record(offset)
        within = self._walk(record) if record and record.type == _NOTES else ()
        atom = next((one for one in within if one.type == _NOTES_ATOM), None)
        if record is None or atom is None:
            return {}
        texts = [text for text in self._texts(record, []) if text.text.strip() != "*"]
        return {long_at(self._content, atom.start): texts}

    def _wide(self, record: _Record) -> str:
        return self._content[record.start : record.end].decode("utf-16-le", "replace")

    def _is_hidden(self, slide: _Record) -> bool:
        infos = (one.start for one in self._walk(slide) if one.type == _SLIDE_INFO)
        return any(short_at(self._content, at + 10) & _HIDDEN for at in infos)

    def _comments(self, slide: _Record) -> Iterator[str]:
        """What is said of a slide, in what PowerPoint of 2002 and later adds to it."""
        added = (one for one in self._walk(slide) if one.type == _TAG_DATA)
        comments = (one for blob in added for one in self._walk(blob) if one.type == _COMMENT)
        for one in chain.from_iterable(map(self._walk, comments)):
            if one.type == _STRING and one.instance == _COMMENT_TEXT:
                yield self._wide(one)

    def _texts(self, slide: _Record, outline: list[_Text]) -> list[_Text]:
        """The texts of the boxes of a slide; what is in the outline is taken from there."""
        texts: list[_Text] = []
        for box in self._walk(slide):
            if box.type != _TEXT_BOX:
                continue
            records = list(self._walk(box))
            for record in records:
                if record.type == _OUTLINE_REFERENCE:
                    index = long_at(self._content, record.start)
                    texts += outline[index : index + 1]
            texts += self._read_texts(records)
        return texts

    def _read_texts(self, records: list[_Record]) -> Iterator[_Text]:
        kind, text = 4, ""
        runs: tuple[tuple[int, int, float], ...] = ()
        for record in records:
            if record.type not in _OF_TEXT:
                continue
            raw = self._content[record.start : record.end]
            self._spend(len(raw))
            if record.type == _TEXT_HEADER:
                if text:
                    yield _Text(kind, text, runs)
                kind, text, runs = long_at(raw, 0), "", ()
            elif record.type == _CHARACTERS:
                text = raw.decode("utf-16-le", "replace")
            elif record.type == _BYTES:
                text = raw.decode("latin-1")
            elif record.type == _STYLE and text:
                runs = tuple(text_runs(raw, len(text) + 1))
        if text:
            yield _Text(kind, text, runs)

    def _tell(self, text: _Text, story: Story) -> None:
        """A line for each paragraph; a number, a date or a footer of all slides is a "*"."""
        role = "title" if text.kind in _TITLES else ""
        story.begin()
        at = 0
        default = self._fonts[0] if self._fonts else ""
        for length, font, size in (*text.runs, (len(text.text), -1, 0.0)):
            piece = text.text[at : at + length]
            at += length
            face = self._fonts[font] if 0 <= font < len(self._fonts) else default
            for ordinal, part in enumerate(piece.split("\r")):
                if ordinal:
                    story.end(role)
                    story.begin()
                story.add(part.replace("\x0b", "\n"), face, size)
        story.end(role)


def _expanded(packed: bytes) -> bytes:
    """A compressed object, or as much of it as is whole, up to the most that is read."""
    try:
        return zlib.decompressobj().decompress(packed, DOCUMENT_LIMIT)
    except zlib.error:
        return b""
