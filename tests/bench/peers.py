"""The search engines that are compared: this package, stock Whoosh, SQLite FTS5, tantivy.

Each indexes the same texts (title and body) with positions, stores them, and gives the ids of
the ten best documents. Whoosh and tantivy have two fields, exact and folded, and look in
the one that the query's marks ask for; FTS5 has one, which is folded.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar, Literal, NamedTuple

from collection import read_passages

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
    def find(self, lookup: Lookup) -> list[str]:
        """The ids of the best documents."""

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

    def find(self, lookup: Lookup) -> list[str]:
        return [hit.id for hit in self._search(lookup).hits]

    def count(self, lookup: Lookup) -> int:
        return int(self._search(lookup).total)

    def _search(self, lookup: Lookup) -> Any:
        query = " ".join(lookup.words)
        if lookup.kind == "phrase":
            query = f'"{query}"'
        any_words = lookup.kind == "any"
        return self._index.search(query, TOP, any_words=any_words, fallback=False, snippets=0)


class Tantivy(Peer):
    """tantivy-py: two indexed fields, one of them stored."""

    name = library = "tantivy"
    _FILTERS: ClassVar = {"lowered": ["lowercase"], "stripped": ["lowercase", "ascii_fold"]}

    def _make(self) -> Any:
        # Not an import statement: type checking must not need what only this benchmark has.
        tantivy = self._tantivy = import_module("tantivy")
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
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
        for id_, text in _texts(corpus):
            document = self._tantivy.Document(id=id_, exact=text, folded=text)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        self._searcher = self._make().searcher()

    def find(self, lookup: Lookup) -> list[str]:
        found = self._searcher.search(self._query(lookup), TOP, count=False)
        return [self._searcher.doc(address)["id"][0] for _, address in found.hits]

    def count(self, lookup: Lookup) -> int:
        return int(self._searcher.search(self._query(lookup), TOP, count=True).count)

    def _query(self, lookup: Lookup) -> Any:
        query, schema = self._tantivy.Query, self._schema
        field = "folded" if lookup.bare else "exact"
        if lookup.kind == "phrase":
            return query.phrase_query(schema, field, list(lookup.words))
        occur = self._tantivy.Occur
        wanted = occur.Should if lookup.kind == "any" else occur.Must
        terms = [query.term_query(schema, field, word) for word in lookup.words]
        return query.boolean_query([(wanted, term) for term in terms])


class Fts5(Peer):
    """SQLite FTS5: one field, its marks removed; đ stays đ."""

    name, library = "FTS5", "sqlite3"
    _JOINTS: ClassVar[dict[Kind, str]] = {"any": " OR ", "all": " AND ", "phrase": " + "}

    def build(self, corpus: Path, jobs: int) -> None:
        self.directory.mkdir(parents=True)
        with sqlite3.connect(self.directory / "index.db") as database:
            database.execute(
                "CREATE VIRTUAL TABLE documents USING fts5("
                "id UNINDEXED, text, tokenize = 'unicode61 remove_diacritics 2')"
            )
            database.executemany("INSERT INTO documents VALUES (?, ?)", _texts(corpus))
        database.close()

    def open(self) -> None:
        self._database = sqlite3.connect(self.directory / "index.db")

    def find(self, lookup: Lookup) -> list[str]:
        rows = self._database.execute(
            "SELECT id FROM documents WHERE documents MATCH ? ORDER BY rank LIMIT ?",
            (self._match(lookup), TOP),
        )
        return [row[0] for row in rows]

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
            text=fields.STORED,
            exact=fields.TEXT(TermTokenizer(folded=False)),
            folded=fields.TEXT(TermTokenizer(folded=True)),
        )
        writer = index.create_in(os.fspath(self.directory), schema).writer(limitmb=256)
        for id_, text in _texts(corpus):
            writer.add_document(id=id_, text=text, exact=text, folded=text)
        writer.commit()

    def open(self) -> None:
        from whoosh import index

        self._searcher = index.open_dir(os.fspath(self.directory)).searcher()

    def find(self, lookup: Lookup) -> list[str]:
        hits = self._searcher.search(self._query(lookup), limit=TOP)
        return [hit["id"] for hit in hits]

    def count(self, lookup: Lookup) -> int:
        matcher = self._query(lookup).matcher(self._searcher)
        return sum(1 for _ in matcher.all_ids())

    def _query(self, lookup: Lookup) -> Any:
        from whoosh import query

        field = "folded" if lookup.bare else "exact"
        if lookup.kind == "phrase":
            return query.Phrase(field, list(lookup.words))
        terms = [query.Term(field, word) for word in lookup.words]
        return query.Or(terms) if lookup.kind == "any" else query.And(terms)


PEERS: tuple[type[Peer], ...] = (Vnsearch, Tantivy, Fts5, Whoosh)


def _texts(corpus: Path) -> Iterator[tuple[str, str]]:
    for passage in read_passages(corpus):
        yield passage.id, f"{passage.title}\n{passage.text}"


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
