"""Posting lists that were read last are kept decoded: the same lists, in bounded memory."""

from __future__ import annotations

from pathlib import Path

import vnsearch
from vnsearch.index.segment.postings.recent_lists import RecentLists
from vnsearch.index.segment.reader import Segment
from vnsearch.index.toc import open_segments

_DOCUMENTS = 200


def _segment(tmp_path: Path) -> Segment:
    folder = tmp_path / "bài"
    folder.mkdir()
    for number in range(_DOCUMENTS):
        rare = f"lẻ{number // 2}"
        (folder / f"{number:03}.txt").write_text(f"hội nghị số {number} {rare}", "utf-8")
    vnsearch.update_index(tmp_path / "index", [folder])
    _, [segment] = open_segments(str(tmp_path / "index"))
    return segment


def test_a_list_is_decoded_once_and_is_the_one_that_is_stored(tmp_path: Path) -> None:
    segment = _segment(tmp_path)
    number = segment.lexicon.find("hội")
    kept = segment.recent.read(segment.exact, number)
    assert kept is segment.recent.read(segment.exact, number)
    assert kept.documents.tolist() == segment.exact.read(number).documents.tolist()


def test_what_is_kept_stays_bounded_however_many_lists_are_read(tmp_path: Path) -> None:
    segment = _segment(tmp_path)
    recent = RecentLists(16)  # room for few
    common = segment.lexicon.find("hội")
    kept = recent.read(segment.exact, common)
    for file in (segment.exact, segment.folded, segment.pairs):
        for number in range(len(file)):
            expected, found = file.read(number), recent.read(file, number)
            assert found.documents.tolist() == expected.documents.tolist()
            assert found.frequencies.tolist() == expected.frequencies.tolist()
    assert recent.read(segment.exact, common) is not kept
    assert len(kept) == _DOCUMENTS
