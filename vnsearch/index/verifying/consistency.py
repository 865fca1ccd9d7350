"""Whether the values of a segment agree with one another.

A checksum tells that a file is as it was written, not that a writer of sense wrote it. Here
every value is held against those that it must agree with: what is counted against what is
there, places against what they point into, order against order. Memory is bounded by the
largest array of the file.
"""

from __future__ import annotations

import numpy as np

from vnsearch.document_fields import TEXT_FIELDS
from vnsearch.index.arrays.array_file import Array, ArrayFile
from vnsearch.index.arrays.pages import FAULTS, damaged
from vnsearch.index.arrays.ranges import all_rise, cuts
from vnsearch.index.segment.columns import KEYWORDS, NUMBERS, STRINGS
from vnsearch.index.segment.layout import GAP
from vnsearch.index.segment.lexicon import StringTable
from vnsearch.index.segment.reader import Segment
from vnsearch.index.verifying.contradiction import Contradiction, demand
from vnsearch.index.verifying.said_consistency import check_said
from vnsearch.text.terms import folded_term
from vnsearch.text.values.said import SAID

_PART = 1 << 20  # bytes of posting lists decoded at once
_MARKER = 0xFFFF  # of a code that is kept aside


def check_values(segment: Segment) -> None:
    """Raises IndexDamagedError where two values of a segment contradict each other."""
    try:
        _check(segment)
    except MemoryError:  # nothing here asks for more than the file holds: no fault of its
        raise
    except (Contradiction, *FAULTS) as error:
        reason = f"holds values that contradict each other ({error or type(error).__name__})"
        raise damaged(segment.file.path, reason) from error


def _check(segment: Segment) -> None:
    file = segment.file
    _check_columns(segment)
    terms, folds = _check_lexicon(file, "exact")
    occurrences = _check_lists(segment, "exact", terms)
    counted = file.array("exact.occurrences")
    demand(np.array_equal(occurrences, counted), "exact.occurrences")
    _check_lists(segment, "folded", folds)
    firsts = file.array("pairs.first_ends")
    _check_pairs(file, firsts, folds)
    _check_lists(segment, "pairs", file.length("pairs.second"))
    _check_stream(segment, counted)
    for field in TEXT_FIELDS:
        terms, _ = _check_lexicon(file, field.name)
        of_terms = _check_lists(segment, field.name, terms)
        _check_field_tokens(segment, field.name, of_terms)
    terms, _ = _check_lexicon(file, SAID)
    _check_field_tokens(segment, SAID, _check_lists(segment, SAID, terms))
    check_said(segment)
    _check_text(segment)


def _check_ends(ends: Array, total: int, what: str, filled: bool = False) -> None:
    """Ends of stretches rise to the total; where they must be `filled`, none is empty."""
    demand((int(ends[-1]) if len(ends) else 0) == total, what)
    least = int(filled)
    if len(ends):
        demand(int(ends[0]) >= least and (ends[1:] >= ends[:-1]).all(), what)
        if filled:
            demand((ends[1:] != ends[:-1]).all(), what)


def _check_strings(file: ArrayFile, prefix: str, count: int, rising: bool = False) -> None:
    """A table has so many strings, all of them UTF-8; `rising`: each above the one before."""
    demand(file.length(f"{prefix}.ends") == count, f"{prefix}.ends")
    _check_ends(file.array(f"{prefix}.ends"), file.length(f"{prefix}.bytes"), f"{prefix}.ends")
    before = None
    table = StringTable(file, prefix)
    for string in table:
        if rising:
            key = string.encode("utf-8", "surrogatepass")
            demand(before is None or before < key, prefix)
            before = key


def _check_lexicon(file: ArrayFile, prefix: str) -> tuple[int, int]:
    """How many terms and folded terms a field has."""
    terms, folds = file.length(f"{prefix}.terms.ends"), file.length(f"{prefix}.folds.ends")
    _check_strings(file, f"{prefix}.terms", terms)
    _check_strings(file, f"{prefix}.folds", folds, rising=True)
    ends = file.array(f"{prefix}.fold_ends")
    demand(len(ends) == folds, f"{prefix}.fold_ends")
    _check_ends(ends, terms, f"{prefix}.fold_ends", filled=True)
    groups = np.zeros(terms, bool)
    groups[:1] = True
    groups[ends[:-1]] = True  # where a group of variants begins
    names = iter(StringTable(file, f"{prefix}.folds"))
    before = fold = ""
    for first, term in zip(groups.tolist(), StringTable(file, f"{prefix}.terms"), strict=True):
        demand(first or before < term, f"{prefix}.terms")
        before = term
        fold = next(names) if first else fold
        demand(folded_term(term) == fold, f"{prefix}.folds")
    return terms, folds


def _check_lists(segment: Segment, field: str, count: int) -> Array:
    """How often each of the terms of a field, which has a list each, is in a document."""
    file, lists = segment.file, segment.lists(field)
    demand(len(lists) == count, f"{field}.ends")
    ends = file.array(f"{field}.ends")
    _check_ends(ends, file.length(f"{field}.bytes"), f"{field}.ends", filled=True)
    totals = np.zeros(count, np.int64)
    for first, last in cuts(np.diff(ends.astype(np.int64), prepend=0), _PART):
        postings = lists.read_range(first, last)
        _check_postings(postings.documents, postings.ends, segment.documents, field)
        demand((postings.frequencies > 0).all(), field)
        if last > first:
            starts = np.concatenate(([0], postings.ends[:-1]))
            totals[first:last] = np.add.reduceat(postings.frequencies, starts)
    return totals


def _check_postings(documents: Array, ends: Array, count: int, field: str) -> None:
    demand(np.diff(ends, prepend=0).all(), field)
    if len(documents):
        demand(documents.min() >= 0 and documents.max() < count, field)
        demand(all_rise(documents, ends), field)


def _check_pairs(file: ArrayFile, firsts: Array, folds: int) -> None:
    second = file.array("pairs.second").astype(np.int64)
    demand(len(firsts) == folds, "pairs.first_ends")
    _check_ends(firsts, len(second), "pairs.first_ends")
    if len(second):
        demand(int(second.max()) < folds, "pairs.second")
        rising = np.diff(second) > 0
        inside = firsts[(firsts > 0) & (firsts < len(second))].astype(np.int64)
        rising[inside - 1] = True
        demand(rising.all(), "pairs.second")


def _check_columns(segment: Segment) -> None:
    file, columns, count = segment.file, segment.columns, segment.documents
    for column in NUMBERS:
        demand(file.length(f"document.{column}") == count, f"document.{column}")
    for column in STRINGS:
        _check_strings(file, f"document.{column}", count)
    for column in KEYWORDS:
        values = f"document.{column}.values"
        _check_strings(file, values, file.length(f"{values}.ends"), rising=True)
        codes = columns.keywords(column).codes
        demand(len(codes) == count, f"document.{column}.codes")
        held = file.length(f"{values}.ends")
        demand(int(codes.max(initial=0)) < max(held, 1), f"document.{column}.codes")
    files = file.length("file.path.ends")
    for column in ("path", "digest"):
        _check_strings(file, f"file.{column}", files)
    for column in ("size", "mtime_ns", "read_ns"):
        demand(file.length(f"file.{column}") == files, f"file.{column}")
    demand(int(columns.numbers("file").max(initial=0)) < max(files, 1), "document.file")
    columns.files()


def _check_stream(segment: Segment, counted: Array) -> None:
    file, columns = segment.file, segment.columns
    codes, term_of = file.array("stream.codes"), segment.stream.term_of
    demand(len(term_of) == len(counted) + 1 and term_of[0] == GAP, "stream.term_of")
    terms = np.sort(term_of[1:])
    demand(np.array_equal(terms, np.arange(len(terms))), "stream.term_of")
    places, rare = file.array("stream.rare_places"), file.array("stream.rare_codes")
    demand(np.array_equal(np.flatnonzero(codes == _MARKER), places), "stream.rare_places")
    demand(len(places) == len(rare) and (rare >= _MARKER).all(), "stream.rare_codes")
    whole = codes.astype(np.uint32)
    whole[places.astype(np.intp)] = rare
    occurrences = np.bincount(whole, minlength=len(term_of))
    demand(len(occurrences) == len(term_of), "stream.codes")
    demand(np.array_equal(occurrences[1:], counted[term_of[1:]]), "stream.codes")
    lengths = columns.numbers("stream_length").astype(np.int64)
    demand(int(lengths.sum()) == len(codes), "document.stream_length")
    starts = np.cumsum(lengths) - lengths
    demand(np.array_equal(columns.numbers("stream_start"), starts), "document.stream_start")
    held = np.concatenate(([0], np.cumsum(codes != 0)))
    tokens = held[starts + lengths] - held[starts]
    demand(np.array_equal(columns.numbers("length"), tokens), "document.length")
    for column in ("body_token", "title_tokens"):
        demand((columns.numbers(column) <= lengths).all(), f"document.{column}")


def _check_field_tokens(segment: Segment, field: str, counted: Array) -> None:
    file = segment.file
    codes, lengths = file.array(f"{field}.codes"), file.array(f"{field}.lengths")
    demand(len(lengths) == segment.documents, f"{field}.lengths")
    demand(int(lengths.sum(dtype=np.int64)) == len(codes), f"{field}.lengths")
    occurrences = np.bincount(codes, minlength=len(counted) + 1)
    demand(np.array_equal(occurrences[1:], counted), f"{field}.codes")


def _check_text(segment: Segment) -> None:
    """The blocks of text are whole, and have the characters that the documents say."""
    file, columns = segment.file, segment.columns
    lengths = columns.numbers("text_length").astype(np.int64)
    starts = np.cumsum(lengths) - lengths
    demand(np.array_equal(columns.numbers("text_start"), starts), "document.text_start")
    blocks = file.array("text.starts")
    count = len(blocks)
    for array_name in ("text.ends", "text.dictionary"):
        demand(file.length(array_name) == count, array_name)
    _check_ends(file.array("text.ends"), file.length("text.bytes"), "text.ends", filled=True)
    ends = file.array("text.dictionaries.ends")
    _check_ends(ends, file.length("text.dictionaries.bytes"), "text.dictionaries.ends")
    total = int(lengths.sum())
    demand(not count or int(blocks[0]) == 0, "text.starts")
    demand((blocks[1:] > blocks[:-1]).all(), "text.starts")
    demand(not count or int(blocks[-1]) < total, "text.starts")
    demand(bool(count) == bool(total), "text.starts")
    bounds = [*blocks.tolist(), total]
    for number in range(count):
        size = bounds[number + 1] - bounds[number]
        demand(segment.texts.block_length(number) == size, f"text block {number}")
