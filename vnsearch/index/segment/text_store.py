"""The stored text of a segment: every document's, one after the other, in compressed blocks.

Text is addressed by character; where each block begins is kept, so a slice reads only the
blocks it touches, and the blocks of two segments can be joined as they are. A block is a
frame of Zstandard made with a dictionary: common words of Vietnamese, or what was trained on
the texts themselves, where they are many.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import sub
from typing import TYPE_CHECKING

import numpy as np

from vnsearch.cached import cached_property
from vnsearch.frozen import NamedTuple
from vnsearch.index.arrays.array_file import Array, ArrayFile, ArrayWriter, damaged
from vnsearch.index.arrays.offsets import Offsets
from vnsearch.index.arrays.ranges import narrowed, offsets
from vnsearch.index.segment.text_dictionary import DICTIONARY

if TYPE_CHECKING:
    from vnsearch.zstd import ZstdDict

_BLOCK = 1 << 12  # characters
_LARGEST = 4 * _BLOCK  # bytes that a block comes to at most
_LEVEL = 3
_TOGETHER = 256  # blocks that pass through at once
_CACHED = 128  # blocks that are kept as text, and as many that were before
_WORDS = b""  # stands for the dictionary of common words

_TRAINED = 1 << 21  # characters of text from which on a dictionary of its own pays
_LONGEST_TRAINED = 1 << 22  # characters of one text of which samples are taken
_SAMPLE, _SAMPLES = 1 << 10, 256  # characters of a sample: measured, more gains 1% at most
_DICTIONARY = 1 << 16  # bytes


class Blocks(NamedTuple):
    """Blocks of one dictionary: their bytes, and the size of each in bytes and characters."""

    dictionary: bytes
    data: Array
    sizes: Array
    lengths: Array


def train(texts: Sequence[str]) -> bytes:
    """A dictionary for these texts; that of common words where they are few."""
    joined = "\n".join(text[:_LONGEST_TRAINED] for text in texts)
    if len(joined) < _TRAINED:
        return _WORDS
    import random  # which a search does not need

    from vnsearch.zstd import ZstdDict, finalize_dict

    starts = random.Random(len(joined)).sample(range(len(joined) // _SAMPLE), _SAMPLES)
    samples = [_encode(joined[start * _SAMPLE : (start + 1) * _SAMPLE]) for start in starts]
    # To choose the best parts of the samples takes ten times as long, and gains 2% of a text.
    content = ZstdDict(b"".join(samples)[:_DICTIONARY], is_raw=True)
    return finalize_dict(content, samples, _DICTIONARY, _LEVEL).dict_content


class TextPacker:
    """Lays texts end to end, in blocks that are made as soon as many are full."""

    def __init__(self) -> None:
        self._pending: list[str] = []
        self._held = 0

    def add(self, texts: Iterable[str], dictionary: bytes) -> Iterator[Blocks]:
        """The blocks that these texts fill."""
        for text in _in_pieces(texts):
            self._pending.append(text)
            self._held += len(text)
            if self._held >= _BLOCK * _TOGETHER:
                joined = "".join(self._pending)
                whole = self._held // _BLOCK * _BLOCK
                self._pending, self._held = [joined[whole:]], self._held - whole
                yield _compress(joined[:whole], dictionary)

    def rest(self, dictionary: bytes) -> Iterator[Blocks]:
        """The blocks of what is left."""
        if self._held:
            yield _compress("".join(self._pending), dictionary)
        self._pending, self._held = [], 0


def compress(texts: Iterable[str], dictionary: bytes) -> Iterator[Blocks]:
    """The blocks of texts laid end to end."""
    packer = TextPacker()
    yield from packer.add(texts, dictionary)
    yield from packer.rest(dictionary)


def _in_pieces(texts: Iterable[str]) -> Iterator[str]:
    """The texts, none longer than passes through at once."""
    size = _BLOCK * _TOGETHER
    for text in texts:
        if len(text) <= size:
            yield text
            continue
        for start in range(0, len(text), size):
            yield text[start : start + size]


def _compress(text: str, dictionary: bytes) -> Blocks:
    from vnsearch.zstd import ZstdCompressor

    known = _dictionary(dictionary).as_digested_dict
    compressor = ZstdCompressor(level=_LEVEL, zstd_dict=known)
    pieces = [text[start : start + _BLOCK] for start in range(0, len(text), _BLOCK)]
    data = [compressor.compress(_encode(piece), ZstdCompressor.FLUSH_FRAME) for piece in pieces]
    return Blocks(
        dictionary,
        np.frombuffer(b"".join(data), np.uint8),
        np.fromiter(map(len, data), np.uint32, len(data)),
        np.fromiter(map(len, pieces), np.uint32, len(data)),
    )


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _dictionary(content: bytes) -> ZstdDict:
    from vnsearch.zstd import ZstdDict

    known: ZstdDict = ZstdDict(content) if content else ZstdDict(DICTIONARY, is_raw=True)
    return known


def write_blocks(writer: ArrayWriter, blocks: Iterable[Blocks]) -> None:
    """Write compressed blocks and where each begins, as the arrays that `TextFile` reads."""
    dictionaries = {_WORDS: 0}
    none: Array = np.zeros(0, np.uint32)
    sizes, lengths, numbers = ([none] for _ in range(3))

    def parts() -> Iterator[Array]:
        for part in blocks:
            dictionary = dictionaries.setdefault(part.dictionary, len(dictionaries))
            sizes.append(part.sizes)
            lengths.append(part.lengths)
            numbers.append(np.full(len(part.sizes), dictionary, np.uint32))
            yield part.data

    writer.extend("text.bytes", parts(), np.uint8)
    writer.add("text.ends", offsets(np.concatenate(sizes)))
    characters = np.concatenate(lengths)
    writer.add("text.starts", narrowed(np.cumsum(characters, dtype=np.int64) - characters))
    writer.add("text.dictionary", narrowed(np.concatenate(numbers)))
    contents = list(dictionaries)
    writer.add("text.dictionaries.bytes", np.frombuffer(b"".join(contents), np.uint8))
    ends = np.cumsum(np.fromiter(map(len, contents), np.uint64, len(contents)))
    writer.add("text.dictionaries.ends", ends)


class TextFile:
    """The stored text of a segment."""

    def __init__(self, file: ArrayFile) -> None:
        self._file = file
        self._bounds = Offsets(file, "text.ends")
        self._dictionaries: dict[int, ZstdDict] = {}
        self._late: dict[int, str] = {}  # blocks read of late
        self._before: dict[int, str] = {}

    def slices(self, starts: Array, stops: Array) -> list[str]:
        """Characters [starts[i], stops[i]) of all texts together, for every i."""
        first = self._block_starts.searchsorted(starts, "right") - 1
        last = self._block_starts.searchsorted(stops)
        columns = (column.tolist() for column in (starts, stops, first, last))
        return [self._slice(*row) for row in zip(*columns, strict=True)]

    @cached_property
    def _block_starts(self) -> Array:
        return self._file.array("text.starts").astype(np.int64)

    def _slice(self, start: int, stop: int, first: int, last: int) -> str:
        """Characters [start, stop), which lie in the blocks [first, last)."""
        if start >= stop:
            return ""
        if first < 0:
            raise damaged(self._file.path, "holds a text that begins nowhere")
        begins = self._block_starts[first:last].tolist()
        lengths = map(sub, [*begins[1:], stop], begins)
        joined = "".join(map(self._block, range(first, last), lengths))
        return joined[start - begins[0] : stop - begins[0]]

    def blocks(self, length: int) -> Iterator[Blocks]:
        """Every block as it is stored; there are `length` characters in all."""
        count = self._file.length("text.starts")
        for first in range(0, count, _TOGETHER):
            last = min(first + _TOGETHER, count)
            numbers = self._file.part("text.dictionary", first, last)
            cuts = np.flatnonzero(numbers[1:] != numbers[:-1]) + 1
            for chosen in np.split(np.arange(first, last), cuts):
                yield self._stored(int(chosen[0]), int(chosen[-1]) + 1, length)

    def _stored(self, first: int, last: int, length: int) -> Blocks:
        ends = self._bounds.bounds(first, last)
        count = self._file.length("text.starts")
        starts = self._file.part("text.starts", first, min(last + 1, count)).astype(np.int64)
        bounds = starts if last < count else np.append(starts, length)
        return Blocks(
            self._content(int(self._file.part("text.dictionary", first, first + 1)[0])),
            self._file.part("text.bytes", int(ends[0]), int(ends[-1])),
            np.diff(ends).astype(np.uint32),
            np.diff(bounds).astype(np.uint32),
        )

    def _content(self, dictionary: int) -> bytes:
        """The dictionary of that number."""
        ends = self._file.array("text.dictionaries.ends").tolist()
        if not 0 <= dictionary < len(ends):
            raise damaged(self._file.path, "names a dictionary that it lacks")
        start = ends[dictionary - 1] if dictionary else 0
        return self._file.part("text.dictionaries.bytes", start, ends[dictionary]).tobytes()

    def block_length(self, block: int) -> int:
        """How many characters a block has."""
        return len(self._decompress(block))

    def _block(self, block: int, length: int) -> str:
        """A block, which must have `length` characters or more."""
        text = self._late.get(block)
        if text is None:
            text = self._before.get(block)
            if text is None:
                text = self._decompress(block)
            if len(self._late) >= _CACHED:  # not emptied: another thread may read it
                self._late, self._before = {}, self._late
            self._late[block] = text
        if len(text) < length:
            raise damaged(self._file.path, "holds a text that is too short")
        return text

    def _decompress(self, block: int) -> str:
        from vnsearch.zstd import ZstdDecompressor, ZstdError

        data = self._file.part("text.bytes", *self._bounds.of(block)).tobytes()
        which = int(self._file.part("text.dictionary", block, block + 1)[0])
        try:
            known = self._dictionaries.get(which) or _dictionary(self._content(which))
            self._dictionaries[which] = known
            decompressor = ZstdDecompressor(zstd_dict=known.as_digested_dict)
            text: bytes = decompressor.decompress(data, _LARGEST)
            if not decompressor.eof:
                raise ZstdError("a block of text is too long or ends too soon")
            return text.decode("utf-8", "surrogatepass")
        except (ZstdError, ValueError) as error:
            raise damaged(self._file.path, "holds a text that cannot be read") from error
