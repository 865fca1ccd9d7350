"""What is wrong with a file within another is named, and costs nothing beside it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from vnsearch.documents.formats.opendocument import files
from vnsearch.output.problems import sentence
from vnsearch.records import Document, Problem

from .reading import documents, readings
from .test_nested import open_document

_MANIFEST, _OBJECT = "META-INF/manifest.xml", "Object 1/content.xml"


def rewritten(made: bytes, changed: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """An archive with some members changed, or added from nothing."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in dict.fromkeys([*old.namelist(), *changed]):
            content = old.read(name) if name in old.namelist() else b""
            new.writestr(name, changed.get(name, bytes)(content))
    return stream.getvalue()


def with_sheet(*within: str) -> bytes:
    return open_document("Tờ trình", "spreadsheet", *within)


@pytest.mark.parametrize("damaged", [_MANIFEST, _OBJECT])
def test_a_damaged_object_of_a_text_costs_the_object_alone(
    tmp_path: Path, damaged: str
) -> None:
    path = tmp_path / "a.odt"
    made = with_sheet("Doanh thu quý hai")
    path.write_bytes(rewritten(made, {damaged: lambda content: content[:-5]}))
    problem, document = readings(path)
    assert isinstance(problem, Problem) and isinstance(document, Document)
    assert (problem.what, problem.part, document.body) == ("damaged", damaged, "Tờ trình")


def test_an_object_that_is_named_again_and_again_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "a.odt"

    def again(content: bytes) -> bytes:
        start, end = content.index(b"<f "), content.rindex(b"</m>")
        return content[:start] + content[start:end] * 3 + content[end:]

    path.write_bytes(rewritten(with_sheet("Doanh thu"), {_MANIFEST: again}))
    (found,) = documents(path)
    assert found.body == "Tờ trình\nDoanh thu"


def test_very_many_objects_of_a_text_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "OBJECTS", 0)
    path = tmp_path / "a.odt"
    path.write_bytes(with_sheet("Doanh thu"))
    problem, document = readings(path)
    assert isinstance(problem, Problem) and isinstance(document, Document)
    assert "has more than 0 members" in sentence(problem)
    assert document.body == "Tờ trình"
