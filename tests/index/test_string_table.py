"""Strings of a segment by number, and those that are a string in a table of any order."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnsearch.index.arrays.array_file import ArrayFile, ArrayWriter
from vnsearch.index.segment.lexicon import StringTable, write_strings

NAMES = st.lists(
    st.sampled_from(
        ("tin/1", "tin/11", "tin/1~1", "", "hội nghị.txt", "hội nghi.txt", "\udcff")
    )
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("strings")


@given(names=NAMES, wanted=st.sampled_from(("tin/1", "", "hội nghị.txt", "\udcff", "báo cáo")))
def test_equal_are_all_that_are_the_string(folder: Path, names: list[str], wanted: str) -> None:
    path = str(folder / "strings")
    writer = ArrayWriter(path, {}, sync=False)
    write_strings(writer, "id", names)
    writer.close()
    table = StringTable(ArrayFile(path), "id")
    (folder / "strings").unlink()
    assert list(table) == names
    assert table.equal(wanted) == [n for n, name in enumerate(names) if name == wanted]
