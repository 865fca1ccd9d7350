"""From the stream of a segment's tokens to its posting lists, by sorting integers.

A token becomes one integer, its term above its document; sorted, equal integers are one
posting and their number is its frequency.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from vnsearch.index.arrays.array_file import Array
from vnsearch.index.segment.layout import GAP
from vnsearch.index.segment.posting_codec import Postings


def invert(terms: Array, documents: Array) -> tuple[Array, Postings]:
    """The distinct terms of a stream, rising, and the posting list of each.

    `terms` and `documents` run in parallel; gaps must have been taken out.
    """
    bits = _document_bits(documents)
    keys = terms.astype(_key_type(int(terms.max(initial=0)).bit_length() + bits))
    keys <<= keys.dtype.type(bits)
    keys |= documents
    return _lists(keys, bits)


def invert_pairs(folds: Array, documents: Array, count: int) -> tuple[Array, Postings]:
    """The distinct pairs of neighbouring folded terms, and the posting list of each.

    A pair of terms below `count` is the integer first * count + second. Terms that stand in
    two documents, or on two sides of a gap, are no neighbours.
    """
    near = documents[1:] == documents[:-1]
    near &= (folds[1:] != GAP) & (folds[:-1] != GAP)
    bits = _document_bits(documents)
    keys = folds[:-1][near].astype(np.uint64)
    keys *= np.uint64(count)
    keys += folds[1:][near]
    keys <<= np.uint64(bits)
    keys |= documents[:-1][near]
    return _lists(keys, bits)


def _document_bits(documents: Array) -> int:
    """How many bits the rising documents take."""
    return max(int(documents[-1]).bit_length(), 1) if len(documents) else 1


def _key_type(bits: int) -> type[np.unsignedinteger[Any]]:
    """The narrowest type of so many bits: half the width is sorted in half the time."""
    return np.uint32 if bits <= 32 else np.uint64


def _lists(keys: Array, bits: int) -> tuple[Array, Postings]:
    """Runs of equal keys as postings; runs of equal upper parts as lists. Sorts `keys`."""
    keys.sort()
    first = _changes(keys)
    places = np.flatnonzero(first).astype(np.uint32)
    frequencies = np.diff(places, append=np.uint32(len(keys)))
    keys = keys[first]
    number = keys.dtype.type
    documents = (keys & number((1 << bits) - 1)).astype(np.uint32)
    keys >>= number(bits)
    first = _changes(keys)
    starts = np.flatnonzero(first)
    ends = np.append(starts[1:], len(keys)) if len(starts) else starts
    return keys[first], Postings(documents, frequencies, ends)


def _changes(keys: Array) -> Array:
    """Whether each key differs from the one before."""
    first = np.ones(len(keys), bool)
    np.not_equal(keys[1:], keys[:-1], out=first[1:])
    return first
