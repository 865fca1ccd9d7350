"""The search engines that are compared: this package, stock Whoosh, SQLite FTS5, tantivy.

Each indexes the same texts (title and body) with positions and stores them. Asked, each looks
in an exact and a folded field for every word, and gives the ids and titles of the ten best
documents, with a snippet of each where wanted; only FTS5 has one field, which is folded.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar, Literal, NamedTuple

from collection import Passage, read_passages
from typists import strip_marks

Kind = Literal["any", "all", "phrase"]
TOP = 10


class Lookup(NamedTuple):
    """A query: lower-case words, and how they must be found."""

    kind: Kind
    words: tuple[str, ...]

    @property
    def bare(self) -> bool:
        """Whether no word bears a mark."""
        return all(map(str.isascii, self.words))


class Found(NamedTuple):
    """One of the ten best: what a list of results shows of it."""

    id: str
    title: str
    snippet: str  # "" where none was wanted


class Peer(ABC):
    """An engine and the folder its index is in."""

    name: str
    library: str  # what must be installed
    slow = False  # so slow that fewer queries are asked

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    @abstractmethod
    def build(self, corpus: Path, jobs: int) -> None:
        """Index the corpus with so many processes or threads, where the engine has them."""

    @abstractmethod
    def open(self) -> None:
        """Make ready for `find` and `count`."""

    @abstractmethod
    def find(self, lookup: Lookup, snippets: bool) -> list[Found]:
        """The best documents."""

    @abstractmethod
    def count(self, lookup: Lookup) -> int:
        """How many documents are found."""

    def size(self) -> int:
        """Bytes of all files of the index."""
        return sum(file.stat().st_size for file in self.directory.rglob("*") if file.is_file())


class Vnsearch(Peer):
    """This package: exact, folded and pair postings, the token stream, the text."""

    name = library = "vnsearch"

    def build(self, corpus: Path, jobs: int) -> None:
        import vnsearch

        vnsearch.update_index(self.directory, [corpus], jobs=jobs)

    def open(self) -> None:
        import vnsearch

        self._index = vnsearch.open_index(self.directory)

    def find(self, lookup: Lookup, snippets: bool) -> list[Found]:
        return [
            Found(hit.id, hit.title, "".join(snippet.text for snippet in hit.snippets))
            for hit in self._search(lookup, int(snippets)).hits
        ]

    def count(self, lookup: Lookup) -> int:
        return int(self._search(lookup, 0).total)

    def _search(self, lookup: Lookup, snippets: int) -> Any:
        query = " ".join(lookup.words)
        if lookup.kind == "phrase":
            query = f'"{query}"'
        any_words = lookup.kind == "any"
        return self._index.search(
            query, TOP, any_words=any_words, fallback=False, snippets=snippets
        )


class Tantivy(Peer):
    """tantivy-py: two indexed fields, one of them stored."""

    name = library = "tantivy"
    _FILTERS: ClassVar = {"lowered": ["lowercase"], "stripped": ["lowercase", "ascii_fold"]}

    def _make(self) -> Any:
        # Not an import statement: type checking must not need what only this benchmark has.
        tantivy = self._tantivy = import_module("tantivy")
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        builder.add_text_field("title", stored=True, tokenizer_name="raw")
        builder.add_text_field("exact", stored=True, tokenizer_name="lowered")
        builder.add_text_field("folded", tokenizer_name="stripped")
        self._schema = builder.build()
        index = tantivy.Index(self._schema, path=os.fspath(self.directory))
        for name, filters in self._FILTERS.items():
            analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
            for filter_name in filters:
                analyzer = analyzer.filter(getattr(tantivy.Filter, filter_name)())
            index.register_tokenizer(name, analyzer.build())
        return index

    def build(self, corpus: Path, jobs: int) -> None:
        self.directory.mkdir(parents=True)
        writer = self._make().writer(heap_size=256_000_000, num_threads=jobs)
        for passage in read_passages(corpus):
            text = _text(passage)
            document = self._tantivy.Document(
                id=passage.id, title=passage.title, exact=text, folded=text
            )
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        self._searcher = self._make().searcher()

    def find(self, lookup: Lookup, snippets: bool) -> list[Found]:
        query = self._query(lookup)
        best = self._searcher.search(query, TOP, count=True).hits
        documents = [self._searcher.doc(address) for _, address in best]
        cut = self._cutter(query) if snippets else lambda document: ""
        return [Found(each["id"][0], each["title"][0], cut(each)) for each in documents]

    def count(self, lookup: Lookup) -> int:
        return int(self._searcher.search(self._query(lookup), TOP, count=True).count)

    def _cutter(self, query: Any) -> Callable[[Any], str]:
        generator = self._tantivy.SnippetGenerator.create(
            self._searcher, query, self._schema, "exact"
        )
        return lambda document: str(generator.snippet_from_doc(document).to_html())

    def _query(self, lookup: Lookup) -> Any:
        query, occur = self._tantivy.Query, self._tantivy.Occur
        fields = (("exact", lookup.words), ("folded", tuple(map(strip_marks, lookup.words))))
        if lookup.kind == "phrase":
            return self._either(
                query.phrase_query(self._schema, name, list(words)) for name, words in fields
            )
        wanted = occur.Should if lookup.kind == "any" else occur.Must
        found = []
        for place in range(len(lookup.words)):
            terms = (
                query.term_query(self._schema, name, words[place]) for name, words in fields
            )
            found.append((wanted, self._either(terms)))
        return query.boolean_query(found)

    def _either(self, queries: Iterable[Any]) -> Any:
        should = self._tantivy.Occur.Should
        return self._tantivy.Query.boolean_query([(should, query) for query in queries])


class Fts5(Peer):
    """SQLite FTS5: one field, its marks removed; đ stays đ."""

    name, library = "FTS5", "sqlite3"
    _JOINTS: ClassVar[dict[Kind, str]] = {"any": " OR ", "all": " AND ", "phrase": " + "}

    def build(self, corpus: Path, jobs: int) -> None:
        self.directory.mkdir(parents=True)
        with sqlite3.connect(self.directory / "index.db") as database:
            database.execute(
                "CREATE VIRTUAL TABLE documents USING fts5("
                "id UNINDEXED, title UNINDEXED, text, "
                "tokenize = 'unicode61 remove_diacritics 2')"
            )
            database.executemany(
                "INSERT INTO documents VALUES (?, ?, ?)",
                ((each.id, each.title, _text(each)) for each in read_passages(corpus)),
            )
        database.close()

    def open(self) -> None:
        self._database = sqlite3.connect(self.directory / "index.db")

    def find(self, lookup: Lookup, snippets: bool) -> list[Found]:
        snippet = "snippet(documents, 2, '[', ']', '', 30)" if snippets else "''"
        rows = self._database.execute(
            f"SELECT id, title, {snippet} FROM documents WHERE documents MATCH ? "
            "ORDER BY rank LIMIT ?",
            (self._match(lookup), TOP),
        )
        return [Found(*row) for row in rows]

    def count(self, lookup: Lookup) -> int:
        rows = self._database.execute(
            "SELECT count(*) FROM documents WHERE documents MATCH ?", (self._match(lookup),)
        )
        return int(rows.fetchone()[0])

    def _match(self, lookup: Lookup) -> str:
        return self._JOINTS[lookup.kind].join(f'"{word}"' for word in lookup.words)


class Whoosh(Peer):
    """Stock Whoosh: two TEXT fields with the very terms of this package, the text stored."""

    name, library = "Whoosh", "whoosh"
    slow = True

    def build(self, corpus: Path, jobs: int) -> None:
        from whoosh import fields, index
        from whoosh_terms import TermTokenizer

        self.directory.mkdir(parents=True)
        schema = fields.Schema(
            id=fields.STORED,
            title=fields.STORED,
            exact=fields.TEXT(TermTokenizer(folded=False), stored=True),
            folded=fields.TEXT(TermTokenizer(folded=True)),
        )
        writer = index.create_in(os.fspath(self.directory), schema).writer(limitmb=256)
        for passage in read_passages(corpus):
            text = _text(passage)
            writer.add_document(id=passage.id, title=passage.title, exact=text, folded=text)
        writer.commit()

    def open(self) -> None:
        from whoosh import index

        self._searcher = index.open_dir(os.fspath(self.directory)).searcher()

    def find(self, lookup: Lookup, snippets: bool) -> list[Found]:
        hits = self._searcher.search(self._query(lookup), limit=TOP)
        field = "folded" if lookup.bare else "exact"
        return [
            Found(
                hit["id"],
                hit["title"],
                hit.highlights(field, text=hit["exact"]) if snippets else "",
            )
            for hit in hits
        ]

    def count(self, lookup: Lookup) -> int:
        matcher = self._query(lookup).matcher(self._searcher)
        return sum(1 for _ in matcher.all_ids())

    def _query(self, lookup: Lookup) -> Any:
        from whoosh import query

        fields = (("exact", lookup.words), ("folded", tuple(map(strip_marks, lookup.words))))
        if lookup.kind == "phrase":
            return query.Or([query.Phrase(name, list(words)) for name, words in fields])
        terms = [
            query.Or([query.Term(name, words[place]) for name, words in fields])
            for place in range(len(lookup.words))
        ]
        return query.Or(terms) if lookup.kind == "any" else query.And(terms)


PEERS: tuple[type[Peer], ...] = (Vnsearch, Tantivy, Fts5, Whoosh)


def _text(passage: Passage) -> str:
    return f"{passage.title}\n{passage.text}"


def installed(folder: Path) -> list[Peer]:
    """The engines that are there, each with a folder of its own below `folder`."""
    found = []
    for peer in PEERS:
        if find_spec(peer.library):
            found.append(peer(folder / peer.name))
        else:
            print(
                f"{peer.name} is left out: pip install 'vnsearch[bench]' brings {peer.library}"
            )
    return found


def main() -> None:
    """Build one engine's index: NAME CORPUS FOLDER JOBS."""
    name, corpus, folder, jobs = sys.argv[1:]
    (chosen,) = [peer for peer in PEERS if peer.name == name]
    chosen(Path(folder)).build(Path(corpus), int(jobs))


if __name__ == "__main__":
    main()
