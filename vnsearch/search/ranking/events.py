"""Where the words and pairs of a query stand in the token streams of some documents."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vnsearch.frozen import NamedTuple
from vnsearch.index.arrays.array_file import Array, Scores
from vnsearch.index.segment.token_stream import FoundTokens, TokenStream, is_looked_up
from vnsearch.kernel.library import Function
from vnsearch.search.variants.term_codes import TermCodes

_find_events = Function("find_events", "u2 u8 u4 i8 i8 u1 n i8 f4 i8 i8 n i8! i8! i8! f4!")


class Slots(NamedTuple):
    """The query's words by number, and which number each code of a segment's stream has."""

    codes: TermCodes
    slot_of: Array  # by row of the codes; 0 for a word that does not count
    weight_of: Scores  # by row
    weights: Scores  # of each slot, words first, then pairs; slot 0 is nothing
    words: int  # slots of words
    pair_of: Array  # by the groups of two slots
    group_of: Array  # slots whose words have the same letters are one group

    @property
    def word_weights(self) -> Scores:
        """The weights of the slots, 0 for pairs."""
        return np.where(np.arange(len(self.weights)) <= self.words, self.weights, np.float32(0))


class Events(NamedTuple):
    """Where words and pairs of a query stand in some texts; the columns run side by side."""

    owner: Array  # which of the texts
    place: Array  # token of it
    slot: Array  # which word or pair
    weight: Scores

    def with_others(self, others: Sequence[Events]) -> Events:
        """These and some others."""
        if not others:
            return self
        return Events(*map(np.concatenate, zip(self, *others, strict=True)))


def find_events(stream: TokenStream, starts: Array, lengths: Array, slots: Slots) -> Events:
    """The words in stretches of lengths[i] tokens from starts[i] on, and behind all of them the
    pairs, each at its first word.

    Raises IndexError for a code that no term has.
    """
    row_of = slots.codes.row_of
    if not is_looked_up(row_of):
        return _from_tokens(stream.find(starts, lengths, row_of), slots)
    most = 2 * int(lengths.sum())
    columns, weights = np.empty((3, most), np.int64), np.empty(most, np.float32)
    count = _find_events(
        *stream.checked(starts, lengths),
        starts,
        lengths,
        row_of.view(np.uint8),
        row_of.itemsize,
        slots.slot_of,
        slots.weight_of,
        slots.group_of,
        slots.pair_of.ravel(),
        len(slots.pair_of),
        *columns,
        weights,
    )
    if count < 0:
        raise IndexError("a code that no term has")
    owner, place, slot = columns[:, :count]
    return Events(owner, place, slot, weights[:count])


def _from_tokens(tokens: FoundTokens, slots: Slots) -> Events:
    """The events of the tokens that answer a word."""
    owner, places, rows = tokens
    slots_here, weights = slots.slot_of[rows], slots.weight_of[rows]
    near = ((places[1:] == places[:-1] + 1) & (owner[1:] == owner[:-1])).nonzero()[0]
    groups = slots.group_of[slots_here]
    pairs = slots.pair_of[groups[near], groups[near + 1]]
    there = (pairs > 0).nonzero()[0]
    near, pairs = near[there], pairs[there]
    return Events(
        np.concatenate((owner, owner[near])),
        np.concatenate((places, places[near])),
        np.concatenate((slots_here, pairs)),
        np.concatenate((weights, np.ones(len(near), np.float32))),
    )
