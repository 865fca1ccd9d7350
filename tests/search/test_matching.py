"""Which documents answer a query, and in which order: a table of cases, and why each holds.

Every case is run twice, on its documents alone and among a hundred others that hold none of
its words, since a rule that only a weight keeps breaks when lengths and counts change.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from vnsearch import open_index, update_index

OTHERS = (
    "Sáng sớm bà con ra ruộng gặt lúa, gió mát thổi nhẹ.",
    "Chú mèo vàng nằm ngủ cạnh cửa sổ bếp.",
    "Xe buýt cuối cùng rời bến lúc chín giờ.",
    "Mưa rào làm ngập nhiều con hẻm suốt buổi chiều.",
    "Cô bé múa rất khéo và từng đoạt giải.",
)
LONG = " ".join(OTHERS * 10)


@dataclass(frozen=True)
class Case:
    """A query over some documents, by name, and the names that it must find, in order.

    Names in one string rank by their score alone, which is no matter of this table.
    """

    why: str
    documents: dict[str, str]
    query: str
    expected: list[str]
    options: dict[str, Any] = field(default_factory=dict)


HOI = {
    "hội": "Hội chợ mở cửa.",
    "hỏi": "Bạn hỏi gì cũng được.",
    "hơi": "Nồi cơm bốc hơi.",
}
MEETING = {
    "exact": "Hội nghị bàn về thuỷ lợi.",
    "exact-long": f"{LONG} Hội nghị bế mạc. {LONG}",
    "one": "Hội trường có nghỉ trưa.",
    "none": "Hỏi đơn nghỉ phép, nghỉ việc, nghỉ hè: hỏi ở đây.",
    "half": "Hội làng.",
}
SMELL = {
    "hội": "Hội hội hội hội làng.",
    "hôi-long": f"{LONG} Áo phơi bị hôi. {LONG}",
    "hỏi": "Hỏi đường.",
}
STROKE = {"đường": "Đường phố.", "đương": "Đương chức.", "dương": "Cây dương."}
LAUGH = {"short": "Ha ha ha ha."}
PLACES = {
    "joined": "Trụ sở ở TP.HCM.",
    "spaced": "Chi nhánh TP HCM.",
    "dotted": "Tàu điện TP. HCM chạy thử.",
}
TECHNIQUE = {
    "y-long": f"{LONG} Kỹ thuật nuôi cá. {LONG}",
    "i": "Kĩ thuật, kĩ thuật, kĩ thuật.",
    "other": "Ký tên, thuật lại.",
}
PEACE = {"old": "Hòa bình lập lại.", "new": "Hoà bình muôn năm.", "other": "Hóa học, bình trà."}
EITHER = {"ear": "Khám tai.", "hand": "Rửa tay.", "both": "Tay che tai."}

BARE = {"bare": "hoi nghi toan quoc", "marked": "Hội nghị toàn quốc.", "other": "hoi, hôi."}
CHURCH = {
    "hold": "Nhà chứa phước. Chứa phước, chứa phước, chứa phước.",
    "lord": f"{LONG} Chúa phước ban cho mọi nhà. {LONG}",
}
CAKES = {"a": "Quán bánh khoái.", "b": "Quán bánh khoai."}
ANY = {"any_words": True}

CASES = [
    Case("a bare syllable is answered by every accent", HOI, "hoi", ["hội hỏi hơi"]),
    Case("a marked one exactly by itself", HOI, "hội", ["hội"], {"exact": True}),
    Case("and by the others below", HOI, "hội", ["hội", "hỏi hơi"]),
    Case(
        "exact syllables count before any score, in long texts too",
        MEETING,
        "hội nghị",
        ["exact", "exact-long", "one", "none"],
    ),
    Case(
        "bare words find the same documents", MEETING, "hoi nghi", ["exact one none exact-long"]
    ),
    Case(
        "capitals are the same words",
        MEETING,
        "HỘI NGHỊ",
        ["exact", "exact-long", "one", "none"],
    ),
    Case(
        "a decomposed query is the same query",
        MEETING,
        "Hội nghị",
        ["exact", "exact-long", "one", "none"],
    ),
    Case(
        "only what bears the marks",
        MEETING,
        "hội nghị",
        ["exact", "exact-long"],
        {"exact": True},
    ),
    Case("a phrase keeps its words together", MEETING, '"hội nghị"', ["exact", "exact-long"]),
    Case("a phrase of more words than there are", LAUGH, '"ha ha ha ha ha ha"', []),
    Case("nor does a title have it", LAUGH, 'title:"ha ha ha ha ha ha"', []),
    Case("and it excludes nothing", LAUGH, '-"ha ha ha ha ha ha" ha', ["short"]),
    Case("curly quotes are quotes", MEETING, "“hội nghị”", ["exact", "exact-long"]),
    Case("a bare phrase too", MEETING, '"hoi nghi"', ["exact", "exact-long"]),
    Case(
        "any word is enough",
        MEETING,
        "hội nghị",
        ["exact exact-long one half none"],
        {"any_words": True},
    ),
    Case("what is no word holds for each", EITHER, "tai răng kind:jsonl", ["ear both"], ANY),
    Case("and where it holds for none there is none", EITHER, "tai kind:pdf", [], ANY),
    Case("a single word: its very marks first", SMELL, "hôi", ["hôi-long", "hội", "hỏi"]),
    Case("đ is free for d", STROKE, "duong", ["dương đường đương"]),
    Case("a stroke is a mark", STROKE, "đuong", ["đường đương", "dương"]),
    Case("exact is as typed, with no other marks", STROKE, "đuong", [], {"exact": True}),
    Case("a horn is a mark", STROKE, "dương", ["dương đương đường"]),
    Case(
        "marks that were left out are free",
        STROKE,
        "đương",
        ["đương", "đường", "dương"],
    ),
    Case("exact is the spelling typed", STROKE, "đương", ["đương"], {"exact": True}),
    Case("a bare word too", BARE, "hoi", ["bare other"], {"exact": True}),
    Case("i and y as well", TECHNIQUE, "kỹ", ["y-long"], {"exact": True}),
    Case("not the place of the tone", PEACE, "hòa bình", ["old new"], {"exact": True}),
    Case("in phrases", CHURCH, '"chúa phước"', ["lord"], {"exact": True}),
    Case("in bare phrases", BARE, '"hoi nghi"', ["bare"], {"exact": True}),
    Case("in exclusions", BARE, "hoi* -nghi", ["other"], {"exact": True}),
    Case("in prefixes", BARE, "hôi*", ["other"], {"exact": True}),
    Case("any word is enough as typed", CHURCH, "chúa bao", ["lord"], {**ANY, "exact": True}),
    Case(
        "a syllable typed with its tone is as typed, whatever else is exact",
        CHURCH,
        "chúa phước",
        ["lord", "hold"],
    ),
    Case("and in phrases", CHURCH, '"chúa phước"', ["lord", "hold"]),
    Case("of equal scores the spelling typed is first", CAKES, "bánh khoai", ["b", "a"]),
    Case("an exclusion takes the very word", STROKE, "duong -đương", ["dương đường"]),
    Case("a bare exclusion takes all accents", {**STROKE, "x": "Cây đa."}, "cây -duong", ["x"]),
    Case(
        "an excluded phrase takes its very words",
        {"a": "Hội nghị họp.", "b": "Họp hỏi nghỉ."},
        'họp -"hội nghị"',
        ["b"],
    ),
    Case("a full stop inside is free", PLACES, "TP.HCM", ["joined spaced dotted"]),
    Case("so is a space", PLACES, "TP HCM", ["joined spaced dotted"]),
    Case("and both", PLACES, "TP. HCM", ["joined spaced dotted"]),
    Case("i for y below the spelling typed", TECHNIQUE, "kỹ thuật", ["y-long", "i", "other"]),
    Case("and y for i", TECHNIQUE, "kĩ thuật", ["i", "y-long", "other"]),
    Case(
        "bare, the spelling typed is first as well",
        TECHNIQUE,
        "ky thuat",
        ["other y-long", "i"],
    ),
    Case("tai is not tay", EITHER, "tai", ["ear both"]),
    Case("old and new placement of the tone", PEACE, "hoà bình", ["old new", "other"]),
    Case("new and old", PEACE, "hòa bình", ["old new", "other"]),
    Case("another tone is another word", PEACE, "hòa bình", ["old new"], {"exact": True}),
    Case("either of two", EITHER, "tai OR che", ["both ear"]),
    Case("either beside another", EITHER, "tay (tai OR rửa)", ["both hand"]),
    Case(
        "a date is a phrase",
        {"a": "Ngày 16/12 họp.", "b": "Có 12 tổ, 16 người."},
        "16/12",
        ["a"],
    ),
    Case(
        "a decree's number",
        {"a": "Nghị quyết 18-NQ/TW.", "b": "TW có 18 NQ."},
        "18-NQ/TW",
        ["a"],
    ),
    Case("a large number", {"a": "Giá 2.000.000 đồng."}, "2.000.000", ["a"]),
    Case(
        "a hyphen with or without spaces", {"a": "Chủ nghĩa Mác - Lênin."}, "Mác-Lênin", ["a"]
    ),
    Case("a prefix", {**EITHER, "x": "Tàu thuỷ."}, "ta*", ["ear hand both x"]),
    Case(
        "a prefix with a mark",
        {"a": "Cây dừa.", "b": "Dũa móng."},
        "dừ*",
        ["a"],
        {"exact": True},
    ),
    Case("one edit away", {"a": "Nghiêng nước.", "b": "Nghiên cứu."}, "nghiệng~", ["a", "b"]),
    Case("no document has all: the best of any", EITHER, "khám răng", ["ear"]),
    Case("and none where that is not wanted", EITHER, "khám răng", [], {"fallback": False}),
    Case(
        "literal operators are words",
        {"a": "Tai hoặc tay, or."},
        "tai OR tay",
        ["a"],
        {"literal": True},
    ),
    Case("one-letter words are words", {"a": "Ở nhà.", "b": "Nhà cao."}, "ở nhà", ["a"]),
    Case("soft hyphens hide nothing", {"a": "Hội ng\u00adhị."}, "nghị", ["a"]),
    Case("zero-width spaces split nothing", {"a": "Hội ng\u200bhị."}, "nghị", ["a"]),
    Case(
        "a decomposed document is the same",
        {"a": "Tiếng Việt."},
        "tiếng việt",
        ["a"],
        {"exact": True},
    ),
    Case("eth is đ", {"a": "Ðường sắt."}, "đường", ["a"], {"exact": True}),
]


@pytest.mark.parametrize("among_others", [False, True], ids=["alone", "among others"])
@pytest.mark.parametrize("case", CASES, ids=[f"{case.query}: {case.why}" for case in CASES])
def test_matching(case: Case, among_others: bool, tmp_path: Path) -> None:
    rows = [{"id": name, "title": "", "text": text} for name, text in case.documents.items()]
    if among_others:
        rows += [{"id": f"other {n}", "text": OTHERS[n % len(OTHERS)]} for n in range(100)]
    source = tmp_path / "documents.jsonl"
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    summary = update_index(tmp_path / "index", [source])
    assert not summary.problems
    with open_index(tmp_path / "index") as index:
        found = [hit.id for hit in index.search(case.query, limit=200, **case.options).hits]
    assert set(found) <= set(case.documents), "another text was found"
    for names in case.expected:
        tier = names.split()
        assert sorted(found[: len(tier)]) == sorted(tier), case.why
        del found[: len(tier)]
    assert not found, case.why
