"""The arrays of the tokens of some documents: posting lists, pairs, and the tokens in a row."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from vnsearch.index.arrays.array_file import Array, ArrayWriter
from vnsearch.index.arrays.ranges import narrowed
from vnsearch.index.making.invert import invert, invert_pairs, slices
from vnsearch.index.making.run import write_plain
from vnsearch.index.making.vocabulary import Vocabulary
from vnsearch.index.segment.field_tokens import write_field_tokens
from vnsearch.index.segment.layout import GAP
from vnsearch.index.segment.pair_lexicon import write_pair_lexicon
from vnsearch.index.segment.postings.posting_codec import Postings
from vnsearch.index.segment.token_stream import StreamWriter, rank_terms
from vnsearch.kernel.library import Function, is_compiled

_translate = Function("translate", "u4 u4 u4!")


def write_text(writer: ArrayWriter, vocabulary: Vocabulary, tokens: Array, ends: Array) -> None:
    """Write the text of documents, given by the places of its terms in the vocabulary or GAP,
    and where each document ends. `tokens` is used up.
    """
    _write_exact(writer, vocabulary, tokens, ends)
    folds = translated(tokens, np.append(vocabulary.fold_of, GAP))
    count = len(vocabulary.fold_ends)
    write_plain(writer, "folded", invert(folds, ends, count))
    _write_pairs(writer, folds, ends, count)


def write_field(
    writer: ArrayWriter, field: str, vocabulary: Vocabulary, tokens: Array, lengths: Array
) -> None:
    """Write a field beside the text, given in the same way, and how many tokens each document
    has there, gaps included.
    """
    count = len(vocabulary.numbers)
    writer.add(f"{field}.numbers", vocabulary.numbers)
    write_plain(writer, field, invert(tokens, np.cumsum(lengths), count))
    codes = tokens + np.uint32(1)  # 0 for a gap
    write_field_tokens(writer, field, iter([codes]), lengths, count)


def translated(numbers: Array, table: Array) -> Array:
    """The entry of the table for each number, the last one for gaps, in the same memory."""
    entries: Array = numbers.view(np.uint32)
    if is_compiled():
        if _translate(entries, table, entries) < 0:
            raise IndexError("a number that has no entry")
        return entries
    for part in slices(len(numbers)):
        entries[part] = table[numbers[part].view(np.int32)]
    return entries


def _write_exact(
    writer: ArrayWriter, vocabulary: Vocabulary, terms: Array, ends: Array
) -> None:
    writer.add("exact.numbers", vocabulary.numbers)
    writer.add("exact.fold_ends", vocabulary.fold_ends.astype(np.uint32))
    postings = invert(terms, ends, len(vocabulary.numbers))
    write_plain(writer, "exact", postings)
    sums = np.cumsum(postings.frequencies, dtype=np.int64)
    occurrences = np.diff(sums[postings.ends - 1], prepend=0)  # no term has none
    writer.add("exact.occurrences", occurrences.astype(np.uint64))
    code_of, term_of = rank_terms(occurrences)
    codes = np.append(code_of, np.uint32(0))  # the last one is for gaps
    packed = StreamWriter()
    coded = (packed.pack(terms[part], codes) for part in slices(len(terms)))
    writer.extend("stream.codes", coded, np.uint16)
    packed.write_rare(writer)
    writer.add("stream.term_of", term_of)


def _write_pairs(writer: ArrayWriter, folds: Array, ends: Array, count: int) -> None:
    parts: list[Postings] = []

    def keys() -> Iterator[Array]:
        for some, postings in invert_pairs(folds, ends, count):
            parts.append(Postings(*map(narrowed, postings)))
            yield some

    write_pair_lexicon(writer, keys(), count)
    write_plain(writer, "pairs", *parts)
