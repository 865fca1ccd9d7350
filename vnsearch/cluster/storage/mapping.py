"""How an index lies on a cluster: its settings and its fields.

Nothing is analysed there but at spaces: a token comes as all its ways (`text.forms`) with bars
between, `/hoi|+5hôi|=hội`, which one filter lays on one place. Pairs of neighbouring folds are
made from the same stream. Every filter is in the module that all distributions have.
"""

from __future__ import annotations

from typing import Any

from vnsearch.document_fields import KEYWORD_FIELDS, TEXT_FIELDS
from vnsearch.index.segment.layout import FORMAT
from vnsearch.search.bm25 import K1, B
from vnsearch.text.terms import RULES_VERSION

WORDS, PAIRS, REPEATS, SAID = "words", "pairs", "repeats", "said"
LENGTH, WAYS = "length", "ways"  # of a document: its tokens, and all ways of these
CODES = "codes"  # the same for the one who reads a document: `token_codes`
POSITION_GAP = 100  # places between two values, which no phrase crosses
STACK_SIGN = "|"
GRAIN = 8  # parts of an occurrence: what a term is worth is how often a query repeats it
WAYS_A_TOKEN = 3.9  # on the mean, in Vietnamese texts
# A server counts the tokens of a document, each once, but the mean of them with all ways. With
# these for K1 and B it measures as we do where a token has so many ways on the mean.
_SCALE = 1 - B + B * WAYS_A_TOKEN
K1_OF = {WORDS: GRAIN * K1 * _SCALE, PAIRS: K1}
_B_OF = {WORDS: B * WAYS_A_TOKEN / _SCALE, PAIRS: B}
VERSION = {"format": f"cluster-5-{FORMAT}", "rules": RULES_VERSION}
FIELD_WORDS = {field.name: f"{field.name}_words" for field in TEXT_FIELDS}
# Versions without the factor k1 + 1; 7.10.2 is what some before them say for other programs.
_WITHOUT_FACTOR = "3", "4", "5", "6"

_TOKENS = {"type": "whitespace", "max_token_length": 1 << 20}
_keyword: dict[str, Any] = {"type": "keyword"}
_whole: dict[str, Any] = {"type": "integer"}
_kept: dict[str, Any] = {"type": "object", "enabled": False}  # stored, and not looked at


def documents_body(shards: int, replicas: int | None, bm25: str) -> dict[str, Any]:
    """The settings and the mapping of the index of documents; `bm25` is how the server names
    the one of which scores go up to an idf times k1 + 1: see `bm25_of`.
    """
    index: dict[str, Any] = {
        "number_of_shards": shards,
        "refresh_interval": "-1",  # what an update has written is seen when it is done
        "analysis": _ANALYSIS,
        "codec": "best_compression",
        "similarity": {
            "parts": {"type": bm25, "k1": K1_OF[WORDS], "b": _B_OF[WORDS]},
            "pairs": {"type": bm25, "k1": K1_OF[PAIRS], "b": _B_OF[PAIRS]},
        },
    }
    if replicas is not None:
        index["number_of_replicas"] = replicas
    excluded = [WORDS, PAIRS, REPEATS, SAID, *FIELD_WORDS.values()]
    return _body(index, _document_fields(), _source={"excludes": excluded})


def bm25_of(version: str) -> str:
    """What a server of that version calls it: from OpenSearch 3 on, whose BM25 goes up to an
    idf, it has another name (OpenSearch's breaking changes of 3.0.0).
    """
    return "LegacyBM25" if version.partition(".")[0] in _WITHOUT_FACTOR else "BM25"


def _document_fields() -> dict[str, Any]:
    stacked = {
        "type": "text",
        "analyzer": "stacked",
        "search_analyzer": "plain",
        "index_options": "positions",
        "position_increment_gap": POSITION_GAP,
    }
    fields: dict[str, Any] = {
        WORDS: {**stacked, "copy_to": PAIRS, "similarity": "parts"},
        PAIRS: {
            "type": "text",
            "analyzer": "folded_pairs",
            "search_analyzer": "plain",
            "index_options": "freqs",
            "similarity": "pairs",
        },
        REPEATS: {
            "type": "text",
            "analyzer": "plain",
            "index_options": "docs",
            "norms": False,
        },
        SAID: {**_keyword, "doc_values": False},
        "key": _keyword,
        "id": _keyword,
        "path": _keyword,
        "path_key": {**_keyword, "doc_values": False},
        "part": _keyword,
        "machine": _keyword,
        "line": _whole,
        "date": _whole,
        "date_last": _whole,
        "month": _whole,
        "year": _whole,
        "folder": _keyword,
        "author": {**_keyword, "ignore_above": 4000},
        LENGTH: _whole,
        WAYS: {**_whole, "index": False},
        "text_size": {"type": "long"},
        "run": {"type": "long"},
        "document": _kept,
        CODES: _kept,
        "file": _kept,
    }
    fields |= {name: {**stacked, "norms": False} for name in FIELD_WORDS.values()}
    fields |= {field.name: _keyword for field in KEYWORD_FIELDS}
    return fields


def files_body(replicas: int | None) -> dict[str, Any]:
    """The settings and the mapping of the index of roots and files."""
    fields = {
        "what": _keyword,
        "machine": _keyword,
        "path": _keyword,
        "documents": _whole,
        "value": _kept,
    }
    return _body(_small(replicas), fields)


def words_body(replicas: int | None) -> dict[str, Any]:
    """The settings and the mapping of the vocabulary: a document a term."""
    return _body(_small(replicas), {"term": _keyword, "fold": _keyword, "ways": _keyword})


def lock_body() -> dict[str, Any]:
    """The settings and the mapping of the index of the writer's lock."""
    return _body(_small(None), {"value": _kept})


def _small(replicas: int | None) -> dict[str, Any]:
    index: dict[str, Any] = {"number_of_shards": 1, "refresh_interval": "-1"}
    return index if replicas is None else {**index, "number_of_replicas": replicas}


def _body(index: dict[str, Any], fields: dict[str, Any], **others: Any) -> dict[str, Any]:
    mappings = {"dynamic": "strict", "_meta": {"vnsearch": VERSION}, "properties": fields}
    return {"settings": {"index": index}, "mappings": mappings | others}


_ANALYSIS = {
    "tokenizer": {"spaces": _TOKENS},
    "filter": {
        "ways": {
            "type": "pattern_capture",
            "preserve_original": False,
            "patterns": ["([^|]+)"],
        },
        "fold": {
            "type": "pattern_capture",
            "preserve_original": False,
            "patterns": ["^/([^|]+)"],
        },
        "pair": {
            "type": "shingle",
            "min_shingle_size": 2,
            "max_shingle_size": 2,
            "output_unigrams": False,
            "token_separator": "_",
        },
    },
    "analyzer": {
        "plain": {"type": "custom", "tokenizer": "spaces"},
        "stacked": {"type": "custom", "tokenizer": "spaces", "filter": ["ways"]},
        "folded_pairs": {"type": "custom", "tokenizer": "spaces", "filter": ["fold", "pair"]},
    },
}
