"""What files say of themselves, and what programs and templates have left in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from vnsearch.documents.metadata.properties import Properties, own_properties

from .reading import HOI_NGHI, documents
from .test_office import PACKAGE, book

MINUTES = Path(__file__).parent / "minutes"


@pytest.mark.parametrize(
    ("known", "own"),
    [
        ({"title": "Unknown Title", "creator": "Unknown"}, Properties()),
        ({"title": "[No Title]", "author": "openpyxl"}, Properties()),
        ({"title": "Microsoft Word - a.doc"}, Properties()),
        ({"title": "Không rõ nguồn gốc"}, Properties(title="Không rõ nguồn gốc")),
        ({"author": "Vô danh"}, Properties(author="Vô danh")),
        ({"created": "2013-01-27T09:14:16Z", "modified": "2013-01-27T09:15:58Z"}, Properties()),
        (
            {"created": "2006-08-16T00:00:00Z", "modified": "2024-03-05T08:00:00Z"},
            Properties(date="2024-03-05T08:00:00Z"),
        ),
        (
            {"created": "2006-08-16T07:30:00Z", "modified": "2024-03-05T08:00:00Z"},
            Properties(date="2006-08-16T07:30:00Z"),
        ),
        (
            {"creation-date": "2024-03-05", "keyword": "lúa"},
            Properties("", "2024-03-05", tags="lúa"),
        ),
    ],
)
def test_what_is_a_files_own(known: dict[str, str], own: Properties) -> None:
    assert own_properties(known) == own


def test_a_book_without_a_title_takes_one_from_its_text(tmp_path: Path) -> None:
    package = PACKAGE.replace("Dế Mèn phiêu lưu ký", "Unknown Title")
    path = book(tmp_path / "a.epub", **{"OEBPS/content.opf": package.encode()})
    (found,) = documents(path)
    assert (found.title, found.title_in_body) == ("Chương một", True)
    assert HOI_NGHI in found.body


def test_slides_have_no_date_of_their_template() -> None:
    (found,) = documents(Path(__file__).parent / "office" / "slides.pptx")
    assert found.date != "2013-01-27"
