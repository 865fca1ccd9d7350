"""Small generated collections of documents, and how they come and go, for property tests."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import strategies as st

from vnsearch import update_index

# Letters that several accents share, neighbours that recur, spellings with i and with y.
SYLLABLES = (
    "hội hỏi hơi hôi hoi nghị nghỉ nghi toàn toán toan quốc quậc đường đương dương duong"
    " kỹ kĩ ký thuật thuất mỹ mĩ lý lí tai tay hoà hòa hóa"
).split()
BARE = "hoi nghi toan quoc duong thuat tai tay hoa".split()  # none is written with i for y

sentences = st.lists(st.sampled_from(SYLLABLES), min_size=0, max_size=25).map(" ".join)
collections = st.lists(sentences, min_size=1, max_size=12)
# Rounds of changes: in each some documents, by number, get a text or (None) go.
histories = st.lists(
    st.dictionaries(st.integers(0, 8), st.none() | sentences, min_size=1, max_size=6),
    min_size=1,
    max_size=5,
)


def write_lines(path: Path, texts: list[str]) -> None:
    """A file of records with those texts, whose ids begin with its name."""
    rows = [json.dumps({"id": f"{path.stem}-{n}", "text": t}) for n, t in enumerate(texts)]
    path.write_text("\n".join(rows), encoding="utf-8")


def apply_round(folder: Path, changes: dict[int, str | None]) -> None:
    """Write and remove files of a folder as a round of changes says."""
    folder.mkdir(exist_ok=True)
    # A folder that is suddenly empty would keep its documents.
    (folder / "luôn có.txt").write_text("văn bản luôn có", encoding="utf-8")
    for number, text in changes.items():
        path = folder / f"{number}.txt"
        if text is None:
            path.unlink(missing_ok=True)
        else:
            path.write_text(f"văn bản {text}", encoding="utf-8")


def build(index: Path, source: Path, rebuild: bool = False) -> None:
    """Index a file or a folder in this process."""
    summary = update_index(index, [source], jobs=1, rebuild=rebuild)
    assert not [problem for problem in summary.problems if problem.failed]
