"""The stored text of a segment: every document's, one after the other, in compressed blocks.

Text is addressed by character; where each block begins is kept, so a slice reads only the
blocks it touches, and the blocks of two segments can be joined as they are.
"""

from __future__ import annotations

import zlib
from codecs import getincrementaldecoder
from collections.abc import Iterator

import numpy as np

from vnsearch.index.segment.array_file import Array, ArrayFile, ArrayWriter, damaged
from vnsearch.index.segment.offsets import Offsets
from vnsearch.index.segment.text_dictionary import DICTIONARY

_BLOCK = 1 << 13  # characters
_LEVEL = 4  # 57 MB/s and 0.35 of the text; level 6 saves 3% more at half the speed
_CACHED = 8


class TextWriter:
    """Compresses text as it comes."""

    def __init__(self) -> None:
        self.length = 0  # characters so far
        self._blocks: list[bytes] = []
        self._starts: list[int] = []
        self._pending: list[str] = []
        self._held = 0

    def add(self, text: str) -> None:
        """Append a text."""
        self.length += len(text)
        self._held += len(text)
        self._pending.append(text)
        if self._held >= _BLOCK:
            joined = "".join(self._pending)
            whole = len(joined) // _BLOCK * _BLOCK
            for start in range(0, whole, _BLOCK):
                self._compress(joined[start : start + _BLOCK])
            self._pending = [joined[whole:]]

    def blocks(self) -> Iterator[tuple[int, bytes]]:
        """Every block, with the character at which it begins."""
        if self._held:
            self._compress("".join(self._pending))
            self._pending = []
        return zip(self._starts, self._blocks, strict=True)

    def _compress(self, text: str) -> None:
        self._starts.append(self.length - self._held)
        self._held -= len(text)
        stream = zlib.compressobj(_LEVEL, zdict=DICTIONARY)
        data = stream.compress(text.encode("utf-8", "surrogatepass"))
        self._blocks.append(data + stream.flush())


def write_blocks(writer: ArrayWriter, blocks: Iterator[tuple[int, bytes]]) -> None:
    """Write compressed blocks and where each begins, as the arrays that `TextFile` reads."""
    starts: list[int] = []
    sizes: list[int] = []

    def parts() -> Iterator[Array]:
        for start, data in blocks:
            starts.append(start)
            sizes.append(len(data))
            yield np.frombuffer(data, np.uint8)

    writer.extend("text.bytes", parts(), np.uint8)
    writer.add("text.ends", np.cumsum(np.asarray(sizes, np.uint64)))
    writer.add("text.starts", np.asarray(starts, np.uint64))


class TextFile:
    """The stored text of a segment."""

    def __init__(self, file: ArrayFile) -> None:
        self._file = file
        self._bounds = Offsets(file, "text.ends")
        self._starts: Array | None = None
        self._cache: dict[int, str] = {}

    def slice(self, start: int, stop: int) -> str:
        """Characters [start, stop) of all texts together."""
        if start >= stop:
            return ""
        if self._starts is None:
            self._starts = self._file.array("text.starts").astype(np.int64)
        first = int(np.searchsorted(self._starts, start, "right")) - 1
        last = int(np.searchsorted(self._starts, stop, "left"))
        begins = self._starts[first:last].tolist()
        ends = [*begins[1:], stop]
        joined = "".join(
            self._block(first + number, end - begin)
            for number, (begin, end) in enumerate(zip(begins, ends, strict=True))
        )
        return joined[start - begins[0] : stop - begins[0]]

    def blocks(self) -> Iterator[tuple[int, bytes]]:
        """Every block as it is stored, with the character at which it begins."""
        starts = self._file.array("text.starts").tolist()
        at = 0
        for start, end in zip(starts, self._file.array("text.ends").tolist(), strict=True):
            yield start, self._file.part("text.bytes", at, end).tobytes()
            at = end

    def _block(self, number: int, length: int) -> str:
        """At least the first `length` characters of a block."""
        text = self._cache.get(number, "")
        if len(text) < length:
            data = self._file.part("text.bytes", *self._bounds.of(number))
            try:
                text = _decompress(data.tobytes(), length)
            except (zlib.error, UnicodeDecodeError) as error:
                raise damaged(self._file.path, "holds a text that cannot be read") from error
            if len(self._cache) >= _CACHED:
                del self._cache[next(iter(self._cache))]
            self._cache[number] = text
        return text


def _decompress(data: bytes, length: int) -> str:
    """At least the first `length` characters of a block, and no more work than that needs."""
    stream = zlib.decompressobj(zdict=DICTIONARY)
    decoder = getincrementaldecoder("utf-8")("surrogatepass")
    text = ""
    while len(text) < length:
        missing = length - len(text)
        piece = stream.decompress(data, missing + missing // 2 + 4)  # letters of 1 to 4 bytes
        if not piece:
            raise zlib.error("a block of text ends too soon")
        text += decoder.decode(piece)
        data = stream.unconsumed_tail
    return text
