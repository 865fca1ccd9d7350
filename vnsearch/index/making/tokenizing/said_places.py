"""Where documents say something in digits: places in the streams of their text and fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from vnsearch.index.arrays.array_file import Array
from vnsearch.index.making.tokenizing.array_tokenizer import ArrayTokenizer
from vnsearch.index.making.tokenizing.said_reader import SaidTokens
from vnsearch.text.values.said import in_field


class SaidPlaces(NamedTuple):
    """Of each value its document, the number of its term, and the place of its first token in
    the document's stream of the field.
    """

    documents: Array
    numbers: Array
    places: Array


def placed(said: SaidTokens, starts: Array, owner: Array) -> SaidPlaces:
    """What some texts say, each of which begins at a place in the stream of its owner, or below
    0 where it is not there.
    """
    text = np.repeat(np.arange(len(starts)), said.counts)
    there = np.flatnonzero(starts[text] >= 0)
    text = text[there]
    return SaidPlaces(owner[text], said.numbers[there], said.places[there] + starts[text])


def renamed(said: SaidPlaces, field: str, tokenizer: ArrayTokenizer) -> SaidPlaces:
    """The same with the terms of a field beside the text."""
    numbers, places = np.unique(said.numbers, return_inverse=True)
    terms = (in_field(tokenizer.terms[number], field) for number in numbers.tolist())
    renumbered = np.fromiter(map(tokenizer.number_of, terms), np.int32, len(numbers))
    return said._replace(numbers=renumbered[places])


def together(several: Sequence[SaidPlaces]) -> SaidPlaces:
    """What the same documents say in several streams, by document."""
    documents, numbers, places = (np.concatenate(parts) for parts in zip(*several, strict=True))
    order = np.argsort(documents, kind="stable")
    return SaidPlaces(documents[order], numbers[order], places[order])
