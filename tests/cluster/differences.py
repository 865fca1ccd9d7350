"""The same questions to a folder and to a cluster, and where the answers differ."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from vnsearch import Index
from vnsearch.records import Explanation, Hit, SearchResult
from vnsearch.text.terms import exact_term, folded_term
from vnsearch.text.tokenize import token_bounds

Question = tuple[str, str, dict[str, Any]]  # kind, query, options
# Kinds whose candidates are only roughly ordered.
ROUGH = ("prefix", "prefix bare", "exact prefix", "fuzzy")
_CLOSE = 1e-4  # of a score: sums of 32-bit numbers in another order


def questions(texts: Sequence[str], count: int, seed: int) -> Iterator[Question]:
    """So many questions of every kind, made of words of some texts."""
    chance = random.Random(seed)
    texts = chance.sample(texts, len(texts))
    of_texts = (
        [exact_term(text[start:end]) for start, end in token_bounds(text)] for text in texts
    )
    for words in islice(filter(_is_long_enough, of_texts), count):
        yield from _of_words(words, chance)


def _is_long_enough(words: Sequence[str]) -> bool:
    return len(words) >= 6


def _of_words(words: Sequence[str], chance: random.Random) -> Iterator[Question]:
    bare = folded_term
    place = chance.randrange(len(words) - 2)
    two, three = words[place : place + 2], words[place : place + 3]
    long = " ".join(chance.sample(words, min(9, len(words))))
    one, other, third = (chance.choice(words) for _ in range(3))
    either = [chance.choice((word, bare(word))) for word in three]
    yield "natural", long, {"literal": True}
    yield "any", long, {"literal": True, "any_words": True}
    yield "question", f"{long} là gì", {"literal": True}
    yield "two", " ".join(two), {}
    yield "two bare", " ".join(map(bare, two)), {}
    yield "three half", " ".join(either), {}
    yield "one", one, {}
    yield "one bare", bare(one), {}
    yield "joined", "".join(map(bare, two)), {}
    yield "quoted", f'"{"".join(map(bare, two))}" OR "{one}" {one}', {}
    yield "exact", " ".join(two), {"exact": True}
    yield "exact prefix", f"{one[:2]}*", {"exact": True}
    yield "phrase", f'"{" ".join(three)}"', {}
    yield "phrase bare", f'"{" ".join(map(bare, three))}"', {}
    yield "phrase exact", f'"{" ".join(two)}"', {"exact": True}
    yield "prefix", f"{one[:2]}* {other}", {}
    yield "prefix bare", f"{bare(one)[:2]}* {other}", {}
    yield "fuzzy", f"{one}~ {other}", {}
    yield "or", f"{one} OR {other} {third}", {}
    yield "or title", f"title:{one} OR khôngcógì", {}
    yield "or dates", "date:2024-05 OR date:2024-06", {}
    yield "not", f"{one} -{other}", {}
    yield "not bare", f"{one} -{bare(other)}", {}
    yield "not phrase", f'{one} -"{" ".join(three)}"', {}
    yield "not prefix", f"{one} -{other[:2]}*", {}
    yield "title", f"title:{two[0]} {two[1]}", {}
    yield "title phrase", f'title:"{" ".join(two)}"', {}
    yield "title prefix", f"title:{two[0][:2]}*", {}
    yield "kind", f"kind:jsonl OR kind:ubnd {one}", {}
    yield "date", f"{one} {chance.randrange(1, 28)}/{chance.randrange(1, 12)}", {}
    yield "number", f"{chance.randrange(1, 9)}.{chance.randrange(100, 999)} {one}", {}
    yield "unit", chance.choice(("50 kg", "50kg", "5.000 đồng", "5000đ")), {}
    yield "by path", one, {"sort": "path"}
    yield "by date", one, {"sort": "date"}
    yield "second page", one, {"offset": 10}
    yield "since", one, {"since": "2024-06", "until": "2024-12-20", "months": True}
    yield "facets", one, {"facets": ["kind", "author", "year"], "where": {"author": ["Lê An"]}}
    for words in (long, f"{one} khôngcógì {other}"):
        yield "facets of others", words, {"facets": ["author"], "where": {"author": ["Lê An"]}}
    yield "count", " ".join(two), {"limit": 0}
    yield "explain", " ".join(either), {"explain": True, "snippets": 2}


def differences(folder: Index, cluster: Index, asked: Question) -> list[str]:
    """What is not the same in the answers to a question."""
    kind, query, options = asked
    one, other = folder.search(query, **options), cluster.search(query, **options)
    found = []
    if (one.total, one.match) != (other.total, other.match):
        found.append(f"total {one.total} {one.match}, {other.total} {other.match}")
    told = one.months, one.facets, one.remarks
    remarks = other.remarks
    if kind in ROUGH:
        remarks = tuple(remark for remark in remarks if remark.about != "order")
    if told != (other.months, other.facets, remarks):
        found.append(f"{told}, {other.months} {other.facets} {remarks}")
    ids = list(map(_name, one.hits)), list(map(_name, other.hits))
    if kind in ROUGH:
        if len(set(ids[0]) & set(ids[1])) < 0.9 * len(ids[0]):
            found.append(f"ids {ids}")
    elif ids[0] != ids[1]:
        found.append(f"ids {ids}")
    else:
        found += _different_hits(one, other)
    return [f"{kind} {query!r} {options}: {what}" for what in found]


def _name(hit: Hit) -> str:
    """The id; of a file, whose path is counted from elsewhere, its name."""
    return os.path.basename(hit.id)


def _different_hits(one: SearchResult, other: SearchResult) -> list[str]:
    found = []
    for hit, same in zip(one.hits, other.hits, strict=True):
        if abs(hit.score - same.score) > _CLOSE * max(1.0, abs(hit.score)):
            found.append(f"score of {hit.id} {hit.score}, {same.score}")
        shown = hit.snippets, hit.title, hit.date, hit.line, hit.kind, hit.author, hit.tags
        if shown != (
            same.snippets, same.title, same.date, same.line, same.kind, same.author, same.tags,
        ):  # fmt: skip
            found.append(f"{shown}, {same}")
        if _reasons(hit.explanation) != _reasons(same.explanation):
            found.append(f"{hit.explanation}, {same.explanation}")
    return found


def _reasons(explanation: Explanation | None) -> list[tuple[str, str, tuple[str, ...]]]:
    answers = explanation.answers if explanation else ()
    return [(answer.word, answer.how, answer.found) for answer in answers]
