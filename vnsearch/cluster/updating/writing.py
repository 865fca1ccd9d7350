"""Documents on their way to a cluster: read, analysed and sent, batch by batch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from vnsearch.cluster.client.bulk import BulkSender, Item
from vnsearch.cluster.client.index_names import IndexNames
from vnsearch.cluster.storage.source_maker import Given, SourceMaker
from vnsearch.cluster.updating.lock import WriterLock
from vnsearch.documents.read import Chunk, ReadRules
from vnsearch.index.making.document_size import checked_size
from vnsearch.index.segment.columns import FileState
from vnsearch.index.updating.chunk_indexer import ChunkReport, report_chunk
from vnsearch.records import Document
from vnsearch.text.forms import exact_way, fold_way
from vnsearch.text.terms import folded_term

_BATCH = 1 << 20  # bytes of text analysed at once


class DocumentWriter:
    """Takes documents of one machine and run, and sends them with the terms they bring.

    A term is sent before the documents that have it, so that the vocabulary lacks none.
    """

    def __init__(
        self, sender: BulkSender, lock: WriterLock, names: IndexNames, machine: str, run: int
    ) -> None:
        self._sender = sender
        self._lock = lock
        self._names = names
        self._maker = SourceMaker(machine, run)
        self._batch: list[Given] = []
        self._size = 0
        self._numbers: Counter[tuple[str, int]] = Counter()
        self._file = ""
        self.states: dict[str, FileState] = {}

    def take(self, chunk: Chunk, file: FileState, rules: ReadRules) -> ChunkReport:
        """Send the documents of a chunk of a file."""
        self.states[file.path] = file
        return report_chunk(chunk, rules, lambda document: self.add(document, file))

    def add(self, document: Document, file: FileState) -> int:
        """Send a document, soon; its `text_size`. Raises Fault for one of more different words
        than a search, which numbers the words of its hits, is to hold.
        """
        size = checked_size(document)
        if file.path != self._file:
            self._file = file.path
            self._numbers.clear()
        part_and_line = document.part, document.line
        self._batch.append(Given(document, file, self._numbers[part_and_line], size))
        self._numbers[part_and_line] += 1
        self._size += size
        if self._size >= _BATCH:
            self.flush()
        return size

    def flush(self) -> None:
        """Hand over what has been collected."""
        if not self._batch:
            return
        self._lock.check()
        lines, new = self._maker.make(self._batch)
        self._sender.extend(word_items(self._names.words, new))
        for line, given in zip(lines, self._batch, strict=True):
            path = given.file.path
            item = Item(self._names.documents, "index", line.key, line.data, path=path)
            self._sender.add(item)
        self._batch, self._size = [], 0


def word_items(index: str, terms: Sequence[str]) -> list[Item]:
    """What writes terms into the vocabulary, where they are not there already."""
    items = []
    for term in terms:
        key = sha256(term.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        # As in the ways of a token, without the sign before them; JSON writes them as they are.
        own, fold = exact_way(term)[1:], fold_way(folded_term(term))[1:]
        source = f'{{"term":"{own}","fold":"{fold}"}}'.encode()
        items.append(Item(index, "create", key, source))
    return items
