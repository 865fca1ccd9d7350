"""How often what is written in another way is what was meant: hits to be read by a person.

    python tests/bench/ways.py CORPUS [--sample N] [--index DIR] [--out RUN]

asks an index of the corpus for words that it has joined, for names of two syllables in its
texts, typed as one word without marks, for numbers, and for every common abbreviation. Prints
how many of the names find themselves, how many pairs of the corpus the one-syllable rule keeps
from being joined into another word, how many hits only another way finds, and some of them,
chosen evenly: the way, the query, and what the text says. What of those is wrong is for a
reader to count. A run that is kept has the figures alone.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from collection import Passage, read_passages, write_passages
from kept_runs import keep, table

import vnsearch
from vnsearch.index.arrays.character_table import JoinedTexts
from vnsearch.index.segment.reader import Segment
from vnsearch.index.toc import open_segments
from vnsearch.query.parse import parse_query
from vnsearch.search.matches import Collection, MatchRules
from vnsearch.search.matching.match import accept_all
from vnsearch.search.matching.segment_view import SegmentView
from vnsearch.search.matching.token_places import TokenPlaces
from vnsearch.search.ways.way import WayInSegment
from vnsearch.text.syllable import LONGEST_SYLLABLE, is_bare_syllable
from vnsearch.text.synonyms import common_abbreviations
from vnsearch.text.terms import exact_term, folded_term

_AROUND = 40  # characters
_ASKED = 600
_LEAST = 3  # documents that have a term which is asked for
_CAPITALS = "".join(ch for ch in map(chr, range(0x1F00)) if ch.isupper())
_SMALL = "".join(ch for ch in map(chr, range(0x1F00)) if ch.islower())
_find_capitals = re.compile(
    rf"(?<=[{_SMALL}] )([{_CAPITALS}][{_SMALL}]*) ([{_CAPITALS}][{_SMALL}]*)(?= [{_SMALL}])"
).finditer

Name = tuple[str, str]
Figures = dict[str, Any]  # of a run


class Found(NamedTuple):
    """A document that only another way than typed finds."""

    query: str
    view: SegmentView
    document: int

    def line(self) -> str:
        """The way, the query, and what the text says where the way stands."""
        for way in self.view.ways():
            context = _context(self.view.segment, way, self.document)
            if context:
                return f"{way.way.how:<12} {self.query:<24} {context}"
        return f"{'elsewhere':<12} {self.query:<24}"  # in a title


def main() -> None:
    """Measure what the command line asks for."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        passages = list(read_passages(options.corpus))
        index = options.index or Path(folder, "index")
        if not options.index:
            write_passages(passages, Path(folder, "corpus.jsonl"))
            vnsearch.update_index(index, [Path(folder, "corpus.jsonl")])
        drawn = random.Random(options.seed)
        names = drawn.sample(_names(passages), _ASKED)
        raw = _report(open_segments(str(index))[1], names, options.sample, drawn)
        if options.out:
            _keep(options.out, raw)


def _keep(folder: Path, raw: Figures) -> None:
    kinds = raw["kinds"]
    rows = [[kind, *map("{:,}".format, figures)] for kind, figures in kinds.items()]
    header = ("asked for", "queries", "find more", "documents more")
    said = (
        f"{raw['names found']:,} of {raw['names']:,} names find themselves."
        f" {raw['pairs saved']:,} pairs would be joined into a syllable that is another word."
    )
    keep(folder, {"Other ways": said + "\n\n" + table(header, rows)}, raw)


def _report(
    segments: list[Segment], names: list[Name], sample: int, drawn: random.Random
) -> Figures:
    """The figures that are printed."""
    collection = Collection(segments)
    themselves = sum(_finds_itself(collection, name) for name in names)
    print(f"{themselves:,} of {len(names):,} names find themselves")
    saved, kinds = _saved(segments), {}
    print(f"{saved:,} pairs would be joined into a syllable that is another word")
    for kind, queries in _queries(segments, names, drawn).items():
        found = [list(_found(collection, query)) for query in queries]
        hits = list(chain.from_iterable(found))
        print(
            f"\n{kind}: {sum(map(bool, found)):,} of {len(queries):,} find more in another way,"
            f" {len(hits):,} documents"
        )
        kinds[kind] = len(queries), sum(map(bool, found)), len(hits)
        for hit in drawn.sample(hits, min(sample, len(hits))):
            print(hit.line())
    return {
        "names": len(names),
        "names found": themselves,
        "pairs saved": saved,
        "kinds": kinds,
    }


def _queries(
    segments: list[Segment], names: list[Name], drawn: random.Random
) -> dict[str, list[str]]:
    """What is asked, by kind; drawn evenly from the terms and the pairs of the index."""
    terms = {
        term: len(segment.exact.read(number))
        for segment in segments
        for number, term in enumerate(segment.lexicon.terms)
    }
    words = [
        term
        for term, documents in terms.items()
        if documents >= _LEAST and term.isalnum() and not is_bare_syllable(term)
    ]
    figures = [term for term in words if term.isdecimal() and len(term) > 3]
    joined = [term for term in words if not term.isdecimal()]
    shorts = [" ".join(wording) for wording in common_abbreviations().wordings()]
    return {
        "joined words": drawn.sample(joined, min(_ASKED, len(joined))),
        "names": list(map(_joined, names)),
        "numbers": drawn.sample(figures, min(_ASKED, len(figures))),
        "abbreviations": shorts,
    }


def _names(passages: list[Passage]) -> list[Name]:
    """The names of two syllables that some texts have between words in small letters."""
    documents: dict[Name, int] = {}
    for passage in passages:
        for name in {_name_of(match) for match in _find_capitals(passage.text)}:
            if all(is_bare_syllable(folded_term(term)) for term in name):
                documents[name] = documents.get(name, 0) + 1
    return sorted(name for name, count in documents.items() if count >= _LEAST)


def _name_of(match: re.Match[str]) -> Name:
    first, second = map(exact_term, match.groups())
    return first, second


def _joined(name: Name) -> str:
    """A name as one word without marks."""
    return "".join(map(folded_term, name))


def _finds_itself(collection: Collection, name: Name) -> bool:
    ways = collection.ways(parse_query(_joined(name)))
    return any(tuple(part.term for part in way.parts) == name for way in ways)


def _found(collection: Collection, query: str) -> Iterator[Found]:
    """The documents that only another way than typed finds."""
    parsed = parse_query(query)
    matches = collection.answer(parsed, MatchRules(fallback=False))
    if not any(view.ways() for view in matches.views):
        return
    typed = [SegmentView(view.segment, alone=True) for view in matches.views]
    for view, plain, wide in zip(matches.views, typed, matches.accepted, strict=True):
        narrow = accept_all(plain, parsed)
        for document in np.setdiff1d(wide.documents, narrow.documents).tolist():
            yield Found(query, view, document)


def _context(segment: Segment, way: WayInSegment, document: int) -> str:
    """What the text has where a way stands in it; "" if it does not."""
    body = segment.columns.number("body_token", document)
    codes = segment.codes(document)[body:]
    one, length = np.array([document]), np.array([len(codes)])
    places = way.find(one, codes, length, np.array([body])).places
    if not len(places):
        return ""
    text = segment.body(document)
    [start], [end] = TokenPlaces(JoinedTexts([text])).of(np.zeros(1, np.intp), places[:1])
    around = text[max(start - _AROUND, 0) : start] + "[" + text[start : end + _AROUND]
    return around.replace("\n", " ")


def _saved(segments: list[Segment]) -> int:
    """How many different pairs, joined, are one syllable when folded that the index has."""
    saved = set()
    for segment in segments:
        folds = list(segment.lexicon.folds)
        short = {fold for fold in folds if is_bare_syllable(fold)}
        for key in segment.pair_lexicon.keys(len(folds)).tolist():
            first, second = divmod(key, len(folds))
            length = len(folds[first]) + len(folds[second])
            if length <= LONGEST_SYLLABLE and folds[first] + folds[second] in short:
                saved.add((folds[first], folds[second]))
    return len(saved)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--sample", type=int, default=40, metavar="N", help="hits of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--index", type=Path, metavar="DIR", help="an index of it that is there"
    )
    parser.add_argument("--out", type=Path, metavar="RUN", help="keep the figures there")
    return parser.parse_args()


if __name__ == "__main__":
    main()
