"""What a word of a question is worth, learned from questions and their right passages.

    python tests/bench/learn_question_words.py CORPUS QUESTIONS > question_words.txt

prints the table that `search/ranking/question_words.py` reads. It counts how often the right
passage holds a word, or a pair of neighbours, that the question has (the relevance weight of
Robertson and Spärck Jones, Relevance Weighting of Search Terms, 1976), and sets the odds of
that against those of other words as rare. Only the questions that are for choosing are read.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, TypeVar

from collection import Passage, Question, half_of, read_passages, read_questions
from typists import strip_marks

from vnsearch.search.variants.word_variants import query_word
from vnsearch.text.marks import bears
from vnsearch.text.terms import exact_term, folded_term
from vnsearch.text.tokenize import tokenize

LEAST_QUESTIONS = 100  # a word in fewer says more about its subject than about asking
LEAST_PAIRS = 40
PRIOR = 4  # questions' worth of belief that a word is as others are
CUT = -1.5  # corrections above this are left out

Feature = TypeVar("Feature", bound=Hashable)
Pair = tuple[str, str]


class Held(NamedTuple):
    """How many questions have something, and how many of their right passages hold it."""

    questions: int
    passages: int


class Corpus:
    """Which passages hold which terms and folded pairs."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.size = len(passages)
        self._terms: dict[str, set[str]] = {}
        self._pairs: dict[str, set[Pair]] = {}
        self._holding: defaultdict[str, set[str]] = defaultdict(set)
        self._of_fold: defaultdict[str, set[str]] = defaultdict(set)
        for passage in passages:
            terms = terms_of(f"{passage.title} | {passage.text}")
            self._terms[passage.id] = set(terms)
            self._pairs[passage.id] = set(pairwise(map(folded_term, terms)))
            for term in self._terms[passage.id]:
                self._holding[term].add(passage.id)
                self._of_fold[folded_term(term)].add(term)
        self.pairs_held = Counter(pair for held in self._pairs.values() for pair in held)
        self.words_held = lru_cache(None)(self._count)

    def answering(self, word: str) -> set[str]:
        """The terms that answer a word of a question exactly."""
        return {
            term
            for spelling in query_word(word).spellings
            for term in self._of_fold.get(spelling.fold, ())
            if bears(term, spelling.term)
        }

    def _count(self, word: str) -> int:
        return len({held for term in self.answering(word) for held in self._holding[term]})

    def has_word(self, passage: str, word: str) -> bool:
        """Whether a passage answers a word exactly."""
        return not self.answering(word).isdisjoint(self._terms[passage])

    def has_pair(self, passage: str, pair: Pair) -> bool:
        """Whether two words stand side by side in a passage, whatever their marks."""
        return pair in self._pairs[passage]


def terms_of(text: str) -> list[str]:
    """The exact terms of a text, in order."""
    return [exact_term(token.text) for token in tokenize(text)]


def main() -> None:
    """Print the table for the files that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("questions", type=Path)
    options = parser.parse_args()
    passages = list(read_passages(options.corpus))
    questions = half_of(read_questions(options.questions), passages, "choose")
    corpus = Corpus(passages)
    typed = [(terms_of(question.query), question) for question in questions]
    bare = [(terms_of(strip_marks(question.query)), question) for question in questions]
    words = word_corrections(corpus, typed)
    asking = {folded_term(word) for word in words}
    words |= {
        word: worth
        for word, worth in word_corrections(corpus, bare).items()
        if word in asking and word not in words
    }
    pairs = pair_corrections(corpus, bare)
    rows = [*sorted(words.items()), *((" ".join(pair), n) for pair, n in sorted(pairs.items()))]
    for name, correction in rows:
        print(f"{name}\t{correction:.1f}")


def word_corrections(
    corpus: Corpus, typed: Iterable[tuple[Sequence[str], Question]]
) -> dict[str, float]:
    """The corrections of words, by the exact term that was typed."""
    asked: Counter[str] = Counter()
    held: Counter[str] = Counter()
    for terms, question in typed:
        for word in set(terms):
            if corpus.words_held(word):
                asked[word] += 1
                held[word] += corpus.has_word(min(question.relevant), word)
    counts = {word: Held(number, held[word]) for word, number in asked.items()}
    return _corrections(
        counts, lambda word: _idf(corpus, corpus.words_held(word)), LEAST_QUESTIONS
    )


def pair_corrections(
    corpus: Corpus, typed: Iterable[tuple[Sequence[str], Question]]
) -> dict[Pair, float]:
    """The corrections of pairs of neighbours, by their folded terms."""
    asked: Counter[Pair] = Counter()
    held: Counter[Pair] = Counter()
    for terms, question in typed:
        for pair in set(pairwise(map(folded_term, terms))):
            if corpus.pairs_held[pair]:
                asked[pair] += 1
                held[pair] += corpus.has_pair(min(question.relevant), pair)
    counts = {pair: Held(number, held[pair]) for pair, number in asked.items()}
    return _corrections(counts, lambda pair: _idf(corpus, corpus.pairs_held[pair]), LEAST_PAIRS)


def _idf(corpus: Corpus, held: int) -> float:
    return math.log1p((corpus.size - held + 0.5) / (held + 0.5))


def _corrections(
    counts: Mapping[Feature, Held], idf: Callable[[Feature], float], least: int
) -> dict[Feature, float]:
    """By how much the log odds of each differ from those of others within half a unit of idf;
    those from `least` questions on, where it is CUT or below.
    """
    totals: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for feature, held in counts.items():
        totals[_bin(idf(feature))].update(questions=held.questions, passages=held.passages)
    found = {}
    for feature, held in counts.items():
        if held.questions < least:
            continue
        near = sum(
            (totals[_bin(idf(feature)) + step] for step in (-1, 0, 1)),
            Counter(questions=-held.questions, passages=-held.passages),
        )
        usual = (near["passages"] + 0.5) / (near["questions"] + 1)
        share = (held.passages + PRIOR * usual) / (held.questions + PRIOR)
        correction = _logit(share) - _logit(usual)
        if correction <= CUT:
            found[feature] = correction
    return found


def _bin(idf: float) -> int:
    return round(2 * idf)


def _logit(share: float) -> float:
    return math.log(share / (1 - share))


if __name__ == "__main__":
    main()
