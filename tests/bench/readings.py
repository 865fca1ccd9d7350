"""How rightly a query with few accents or none is read, word by word.

    python tests/bench/readings.py CORPUS [--sample N] [--words N] [--out RUN]

builds an index of the corpus without its titles in a temporary folder, and asks for each title,
or for the first `--words` of it, in the ways of `typists`. A word counts as right where the
reading has the title's own term for it, as wrong where it has another than was typed, and as
left where it stands as typed and the title has marks there. `collection` tells the form of a
corpus.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from collection import Question, by_titles, read_passages, sample, write_passages
from kept_runs import keep, table
from typists import ways_of_typing

import vnsearch
from vnsearch.text.terms import exact_term

_word = re.compile(r"\w+")


@dataclass(slots=True)
class Readings:
    """What became of the words of the queries that were typed in one way."""

    queries: int = 0
    whole: int = 0  # queries read as the title has them
    words: int = 0
    right: int = 0
    wrong: int = 0
    left: int = 0

    def count(self, meant: str, typed: str, read: str) -> None:
        """Take in one query: what was meant, what was typed and what it was read as."""
        words = list(zip(*map(_terms, (meant, typed, read)), strict=True))
        self.queries += 1
        self.words += len(words)
        self.right += sum(shown == term for term, _, shown in words)
        self.wrong += sum(shown not in (term, bare) for term, bare, shown in words)
        self.left += sum(shown == bare != term for term, bare, shown in words)
        self.whole += all(shown == term for term, _, shown in words)


def _terms(text: str) -> list[str]:
    return [exact_term(word) for word in _word.findall(text)]


def main() -> None:
    """Measure what the command line asks for."""
    options = _options()
    passages, questions = by_titles(list(read_passages(options.corpus)), names=False)
    questions = sample(questions, options.sample, options.seed)
    ways = ways_of_typing(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        corpus, directory = Path(folder, "corpus.jsonl"), Path(folder, "index")
        write_passages(passages, corpus)
        vnsearch.update_index(directory, [corpus])
        with vnsearch.open_index(directory) as index:
            found = {
                way: read_all(index, questions, options.words, typed)
                for way, typed in ways.items()
            }
    tables = {"Readings": readings_table(found)}
    print(tables["Readings"])
    if options.out:
        figures = {way: asdict(readings) for way, readings in found.items()}
        keep(options.out, tables, {"documents": len(passages), "figures": figures})


def read_all(
    index: vnsearch.Index,
    questions: Sequence[Question],
    words: int,
    typed: Callable[[str], str],
) -> Readings:
    """What the index reads of every question, typed in one way."""
    found = Readings()
    for question in questions:
        meant = " ".join(_word.findall(question.query)[: words or None])
        query = typed(meant)
        result = index.search(query, 1, any_words=True, literal=True, snippets=0)
        found.count(meant, query, result.reading or query)
    return found


def readings_table(found: dict[str, Readings]) -> str:
    """A row a way of typing; shares are of words, but for the whole queries."""
    rows = [
        [
            way,
            f"{each.queries}",
            f"{each.whole / each.queries:.3f}",
            f"{each.words}",
            f"{each.right / each.words:.4f}",
            f"{each.wrong / each.words:.4f}",
            f"{each.left / each.words:.4f}",
        ]
        for way, each in found.items()
    ]
    return table(["typed", "queries", "whole", "words", "right", "wrong", "left"], rows)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--sample", type=int, default=1000, metavar="N")
    parser.add_argument("--words", type=int, default=0, metavar="N", help="0: all of the title")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, metavar="RUN", help="keep this run")
    return parser.parse_args()


if __name__ == "__main__":
    main()
