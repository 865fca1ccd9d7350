"""What is written in another way counts once where it stands, whichever ways find it there."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

import vnsearch
from vnsearch.index.toc import open_segments
from vnsearch.query.parse import parse_query
from vnsearch.search.matches import Collection, MatchRules
from vnsearch.text.tokenize import token_bounds

# Each line is one thing, written in some ways.
_SPELLINGS = """
100 km/giờ | 100km/h | 100 km/h | 100km/giờ
5.000đ/kg | 5000 đồng/kg | 5.000 đồng/kg | 5,000 vnd/kg
2.000 USD | 2,000USD | 2000 USD | 2000USD
18-NQ/TW | 18 NQ/TW | 18NQ/TW | 18-nq/tw
1.500 km | 1500km | 1500 km | 1.500km
tháng 7/2023 | tháng 07-2023 | tháng 7 năm 2023 | thang 7/2023
15/2020/NĐ-CP | 15/2020/NĐCP
51/2005/QH11 | 51/2005/QH 11 | 51/2005/QH-11
iPhone 15 | iPhone15 | iphone-15
2/9/2024 | 2 tháng 9, 2024 | 02 tháng 9/2024
2/9/2024 | 02-09-2024 | 2 tháng 9 năm 2024 | ngày 2 tháng 9 năm 2024 | ngày 2/9/2024
2/9 | ngày 2 tháng 9 | ngày 2/9 | mùng 2 thang 9
0987654321 | 0987.654.321 | +84 987 654 321 | +84 (0) 987 654 321
29A12345 | 29A-123.45 | 29 A-12345
QL1A | quốc lộ 1A | quoc lo 1a | QL 1 A
tphcm | TP HCM | thành phố Hồ Chí Minh | tp ho chi minh | T.P.H.C.M
ubnd tphcm | ủy ban nhân dân TP HCM | U.B.N.D TP.HCM | UBND thanh pho ho chi minh
hà nội | hanoi | Hà-Nội | HàNội
u23 việt nam | U-23 vietnam | U 23 Việt Nam
½ km | 1/2 km
A/H1N1 | ah1n1 | A H1N1
bảo hiểm xã hội huyện | BHXH huyện
"""
_LINES = [[each.strip() for each in line.split("|")] for line in _SPELLINGS.split("\n")[1:-1]]
_LONG = 50  # words of each text, so that all are of one length


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("once")
    texts = {
        f"{spelling} x{times}": f"{spelling}. Kia " * times
        for spelling in {spelling for line in _LINES for spelling in line}
        for times in (1, 2)
    }
    rows = []
    for id_, text in texts.items():
        rest = "kia " * (_LONG - len(token_bounds(text)))
        rows.append(json.dumps({"id": id_, "title": "", "text": text + rest}))
    (folder / "tin.jsonl").write_text("\n".join(rows), encoding="utf-8")
    vnsearch.update_index(folder / "index", [folder / "tin.jsonl"], jobs=1)
    return folder / "index"


@pytest.mark.parametrize("line", _LINES, ids=lambda line: line[0])
def test_no_way_of_writing_scores_more_than_the_way_typed(index: Path, line: list[str]) -> None:
    with vnsearch.open_index(index) as opened:
        for typed in line:
            found = opened.search(typed, 100, any_words=True, snippets=0).hits
            score = {hit.id: hit.score for hit in found}
            for spelling in line:
                once, twice = (score[f"{spelling} x{times}"] for times in (1, 2))
                assert once <= score[f"{typed} x1"] + 1e-5, (typed, spelling)
                assert twice <= score[f"{typed} x2"] + 1e-5, (typed, spelling)
                assert once < twice, (typed, spelling)


def test_no_document_answers_more_words_than_were_typed(index: Path) -> None:
    collection = Collection(open_segments(str(index))[1])
    for typed in (spelling for line in _LINES for spelling in line):
        query = parse_query(typed)
        words = len(query.words())
        [accepted] = collection.answer(query, MatchRules()).accepted
        assert accepted.tiers is not None
        assert int(accepted.tiers.max()) == words * (words + 1) + words, typed


def test_the_lists_of_a_way_say_how_often_it_stands_in_each_text(index: Path) -> None:
    segments = open_segments(str(index))[1]
    collection = Collection(segments)
    for typed in (spelling for line in _LINES for spelling in line):
        for view in collection.views(parse_query(typed)):
            documents = np.flatnonzero(view.segment.live)
            codes, lengths = view.segment.streams(documents)
            for way in view.ways():
                places, exact = way.find(documents, codes, lengths)
                owners = np.cumsum(lengths).searchsorted(places, "right")
                for held, told in zip(way.lists, (owners[exact], owners[~exact]), strict=True):
                    counted = dict(zip(held.documents, held.frequencies, strict=True))
                    assert counted == Counter(documents[told]), (typed, way.way)
