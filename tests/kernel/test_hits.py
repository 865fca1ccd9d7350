"""What hits show is one and the same with the compiled library and without it."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from vnsearch import Index, open_index, update_index
from vnsearch.search.showing import highlight

from .conftest import Without

pytestmark = pytest.mark.usefixtures("compiled")

WORDS = "hội nghị hỏi hôi Hà Nội hoà hòa bình kỹ kĩ thuật lập trình 25 . \n".split(" ")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """Texts of few words, which stand there with other marks and in other forms."""
    folder = tmp_path_factory.mktemp("hits")
    chance = random.Random(1)
    for number in range(12):
        words = [*chance.choices(WORDS, k=40 * number), "" if number else "C++"]
        (folder / f"{number}.txt").write_text(f"Bản tin {number}\n" + " ".join(words))
    update_index(folder / "index", [folder])
    with open_index(folder / "index") as opened:
        yield opened


@pytest.mark.parametrize(
    "query",
    [
        "hôi",  # exactly hội and hôi, not hỏi
        "hoi hội hỏi",  # a code that answers several of them
        "hoà bình kỹ thuật",
        '"hội nghị" kĩ',
        "ha* noi~",
        "C++ 25",
        "hoa",
        "bản 7",
    ],
)
def test_what_is_shown(index: Index, without: Without, query: str) -> None:
    def shown() -> list[object]:
        found = (index.search(query, any_words=True, snippets=number) for number in (1, 3))
        return [(hit.id, hit.score, hit.snippets) for result in found for hit in result.hits]

    compiled = shown()
    assert compiled
    with without():
        assert shown() == compiled


def test_more_words_than_are_shown(
    index: Index, without: Without, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(highlight, "_MOST_SPANS", 3)
    found = index.search("hội", snippets=9).hits
    assert max(sum(len(each.highlights) for each in hit.snippets) for hit in found) == 3
    with without():
        assert index.search("hội", snippets=9).hits == found
