"""What is sent: JSON, whatever a document, a path or a rule holds, that gives it back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnsearch.cluster.storage.document import sent_document
from vnsearch.cluster.storage.mapping import FIELD_WORDS, SAID, STACK_SIGN
from vnsearch.cluster.storage.source_maker import Given, SourceMaker
from vnsearch.cluster.storage.state import root_items, sent_root
from vnsearch.index.making.document_size import text_size
from vnsearch.index.segment.columns import FileState
from vnsearch.records import Document, Root, RootRules
from vnsearch.text.forms import exact_way, ways
from vnsearch.text.terms import exact_term
from vnsearch.text.tokenize import tokenize
from vnsearch.text.values.said import said_in, said_term

ODD = (
    'hội "nghị" \\ {}, \0\x1f\x7f\x85\u2028\u2029 \ud800\udcea \U0010fffd00ea 16/12/2024 1.500đ'
)
PATH = '/tin/tệp \udcea"\\\x01.txt'
CONGRESS = Document(
    PATH,
    "Hội nghị Trung ương",
    "Hội nghị lần thứ tám khai mạc sáng nay. Trung ương họp hội nghị năm ngày.",
    date="2024-12-16",
    author="Nguyễn Thị Hoà",
    to="Lê An <an@coquan.vn>, Vũ Hà",
    tags=("hội nghị", "Trung ương"),
)
_any = st.text(st.characters(exclude_categories=()), max_size=12)
_known = st.sampled_from([*ODD.split(" "), "họp", "Nguyễn", ".NET¹", "C++", "m'Đrắk", "2-9"])
texts = st.lists(st.one_of(_known, _any), max_size=8).map(" ".join)
odd_documents = st.builds(
    Document,
    path=st.just(PATH),
    title=texts,
    body=texts,
    part=texts,
    id=texts,
    title_in_body=st.booleans(),
    author=texts,
    to=texts,
    tags=st.lists(texts, max_size=2).map(tuple),
)


def sent(documents: Sequence[Document]) -> list[dict[str, Any]]:
    """What is sent of the documents of a file."""
    file = FileState(PATH, 1, 2, "ab", 3, 4, 5)
    lines, _ = SourceMaker('máy"\\', 7).make(
        [
            Given(document, file, number, text_size(document))
            for number, document in enumerate(documents)
        ]
    )
    for line in lines:
        assert b"\n" not in line.data  # which ends it in a request
    return [json.loads(line.data.decode(), object_pairs_hook=members) for line in lines]


def members(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """An object, in which no member is there twice."""
    found = dict(pairs)
    assert len(found) == len(pairs)
    return found


def stacks(text: str) -> str:
    """The ways of the tokens of a text."""
    return " ".join(STACK_SIGN.join(ways(exact_term(token.text))) for token in tokenize(text))


def check(documents: Sequence[Document]) -> None:
    for document, source in zip(documents, sent(documents), strict=True):
        back, file = sent_document(source)
        assert (back, file.path) == (replace(document, path=PATH), PATH)
        words = stacks(document.body)
        title = stacks(document.title)
        assert source["words"] == (words if document.title_in_body else [title, words])
        assert source.get(FIELD_WORDS["title"], []) == [title] * bool(title)
        assert source.get(FIELD_WORDS["tag"], []) == [*filter(None, map(stacks, document.tags))]


@given(st.lists(odd_documents, max_size=3))
def test_any_document(documents: list[Document]) -> None:
    check(documents)


def test_what_json_writes_in_another_way() -> None:
    odd = Document(PATH, ODD, ODD, ODD, ODD, author=ODD, to=ODD, tags=(ODD, ODD))
    check([CONGRESS, odd, replace(odd, title_in_body=True), CONGRESS])


def test_what_is_said_comes_with_its_field() -> None:
    title, body = "Họp ngày 16/12/2024", "Chi 1.500.000đ, gọi 0912 345 678."
    document = Document(PATH, title, body, to="số 090 123 4567", tags=("2-9",))
    held = [(title, ""), (body, ""), (title, "title"), (document.to, "to"), ("2-9", "tag")]
    said = {
        exact_way(said_term(one.kind, one.run(text), field))
        for text, field in held
        for one in said_in(text)
    }
    [whole, inside] = sent([document, replace(document, title_in_body=True)])
    assert whole[SAID] == sorted(said)
    assert set(whole[SAID]) - set(inside[SAID]) == {"=d16_12_2024", "=d16_12"}
    assert set(inside[SAID]) < set(whole[SAID])


@pytest.mark.parametrize(
    "rules",
    [
        RootRules(),
        RootRules(exclude=("nháp \udcea*", "*.bak"), include=(), encoding="viscii", ocr=False),
        RootRules(hidden=True, follow_links=True, dates="mtime"),
    ],
)
def test_roots_come_back(rules: RootRules) -> None:
    root = Root(PATH, rules)
    [item] = root_items("tin-files", "máy", [root], [])
    assert sent_root(json.loads(item.source.decode())) == root
