"""The tokens of some documents' texts, laid in a row: the streams of their text and fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from vnsearch.index.arrays.array_file import Array
from vnsearch.index.arrays.ranges import spread
from vnsearch.index.making.tokenizing.array_tokenizer import ArrayTokenizer, Numbers
from vnsearch.index.making.tokenizing.said_places import SaidPlaces, placed, renamed, together

_LONG = 1 << 20  # tokens of a text that is copied as one


class Separated(NamedTuple):
    """The tokens of a field, how many each document has, and of each value the place where it
    begins in its document, and which that is.
    """

    numbers: Array
    lengths: Array
    starts: Array
    owner: Array


class Laid(NamedTuple):
    """The tokens of some documents in a row: those of their text, how many each document has,
    those of the other fields, and what is said where.
    """

    stream: Array
    lengths: Array
    columns: dict[str, Separated]
    said: SaidPlaces


def lay(
    tokenizer: ArrayTokenizer,
    titles: Numbers,
    bodies: Numbers,
    fields: Mapping[str, tuple[Numbers, list[int]]],
    own: Array,
) -> Laid:
    """The tokens of documents by their fields, each with how many values a document has there;
    the titles that are their `own` are of their text too.
    """
    stream, lengths = interleave(titles, bodies, own)
    every = np.arange(len(own))
    body_starts = np.where(own, titles.counts + 1, 0)
    said = [
        placed(titles.said, np.where(own, 0, -1), every),
        placed(bodies.said, body_starts, every),
    ]
    columns = {}
    for name, held in fields.items():
        column = columns[name] = separate(*held)
        here = placed(held[0].said, column.starts, column.owner)
        said.append(renamed(here, name, tokenizer))
    return Laid(stream, lengths, columns, together(said))


def interleave(titles: Numbers, bodies: Numbers, own: Array) -> tuple[Array, Array]:
    """Every document's own title and a gap (-1), where it has one, and body; the lengths."""
    shown = np.where(own, titles.counts, 0)
    lengths = shown + own + bodies.counts
    starts = np.cumsum(lengths) - lengths
    stream = np.full(int(lengths.sum()), -1, np.int32)
    _put(stream, starts + shown + own, bodies)
    kept = np.repeat(own, titles.counts)
    stream[spread(starts, titles.counts)[kept]] = titles.numbers[kept]
    return stream, lengths


def _put(stream: Array, starts: Array, texts: Numbers) -> None:
    """Write the tokens of each text into the stream, from its place on."""
    if texts.counts.max(initial=0) < _LONG:
        stream[spread(starts, texts.counts)] = texts.numbers
        return
    first = 0
    for start, count in zip(starts.tolist(), texts.counts.tolist(), strict=True):
        stream[start : start + count] = texts.numbers[first : first + count]
        first += count


def separate(tokens: Numbers, values: list[int]) -> Separated:
    """The tokens of the values of some documents, with a gap (-1) between those of each."""
    values_of = np.array(values, np.int64)
    follows = np.ones(len(tokens.counts), np.int64)  # whether a value has one before it
    follows[(np.cumsum(values_of) - values_of)[values_of > 0]] = 0
    sizes = follows + tokens.counts
    starts = np.cumsum(sizes) - sizes + follows
    numbers = np.full(int(sizes.sum()), -1, np.int32)
    numbers[spread(starts, tokens.counts)] = tokens.numbers
    owner = np.repeat(np.arange(len(values_of)), values_of)
    lengths = np.bincount(owner, sizes, len(values_of)).astype(np.int64)
    return Separated(numbers, lengths, starts - (np.cumsum(lengths) - lengths)[owner], owner)
