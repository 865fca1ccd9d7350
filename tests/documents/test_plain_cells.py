"""Cells that are taken many at a time say what the parser's events say of them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnsearch.documents.formats.sheets.plain_cells import PlainParts
from vnsearch.documents.laid_out import markup
from vnsearch.records import Document

from .reading import readings
from .test_archive import archive
from .test_docx import R
from .test_xlsx import X, around_sheet

STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
# In {p} goes the prefix of all names.
CELLS = [
    '<{p}c r="A1" s="1" t="s"><{p}v>0</{p}v></{p}c>',
    '<{p}c r="B1" t="s"><{p}v>1</{p}v></{p}c>',
    '<{p}c r="C1" t="s" s="2"><{p}v>2</{p}v></{p}c>',
    '<{p}c t="s"><{p}v> 1 </{p}v></{p}c>',
    '<{p}c t="s"><{p}v>-1</{p}v></{p}c><{p}c t="s"><{p}v>99</{p}v></{p}c>',
    "<{p}c><{p}v>1500000</{p}v></{p}c>",
    '<{p}c s="1"><{p}v>45356.25</{p}v></{p}c>',
    '<{p}c s="2"><{p}v>5</{p}v></{p}c>',
    '<{p}c s="7" t="n"><{p}v>1e400</{p}v></{p}c>',
    '<{p}c t="b"><{p}v>1</{p}v></{p}c><{p}c t="e"><{p}v>#REF!</{p}v></{p}c>',
    '<{p}c t="d"><{p}v>2024-03-05T07:30:00</{p}v></{p}c>',
    '<{p}c t="str"><{p}f>A1&amp;B1</{p}f><{p}v>Bùi Thị Lan</{p}v></{p}c>',
    '<{p}c t="str"><{p}v>Lan &amp; Mai</{p}v></{p}c>',
    '<{p}c t="str"><{p}v>một_x000D_hai</{p}v></{p}c>',
    '<{p}c t="str"><{p}v>hai > một</{p}v></{p}c>',
    '<{p}c t="str"><{p}v>xuống\r\ndòng</{p}v></{p}c>',
    '<{p}c t="str"><{p}v></{p}v></{p}c><{p}c t="str"><{p}v/></{p}c>',
    '<{p}c t="inlineStr"><{p}is><{p}t>Đường Lê Lợi</{p}t></{p}is></{p}c>',
    '<{p}c t="inlineStr"><{p}is><{p}t xml:space="preserve"> số </{p}t></{p}is></{p}c>',
    '<{p}c t="inlineStr"><{p}is><{p}r><{p}t>Quận</{p}t></{p}r><{p}rPh><{p}t>1</{p}t></{p}rPh>'
    "</{p}is></{p}c>",
    '<{p}c r="D1" s="1"/>', "<{p}c/>", "<{p}c></{p}c>",
    '<{p}c t="n" r="E1"><{p}v>7</{p}v></{p}c>',
    '<{p}c r="F1" cm="1"><{p}v>8</{p}v></{p}c>', "<{p}c ><{p}v>9</{p}v></{p}c>",
    "<{p}c r='G1'><{p}v>10</{p}v></{p}c>", '<{p}c\nr="H1"><{p}v>11</{p}v></{p}c>',
    '<{p}c a="1/"><{p}v>12</{p}v></{p}c>', '<{p}c a=">"><{p}v>13</{p}v></{p}c>',
    "</{p}row>\n <{p}row>", '</{p}row><{p}row r="2" spans="1:9" ht="15">',
    '</{p}row><{p}row hidden="1">', '</{p}row><{p}row hidden="0" r="3">',
    '</{p}row><{p}row r="4"/><{p}row>',
    '</{p}row><{p}cols><{p}col hidden="1"/></{p}cols><{p}row>',
    "\n  ", "<!-- <{p}c><{p}v>14</{p}v></{p}c> -->", "<?a <{p}c><{p}v>15</{p}v></{p}c>?>",
    "<![CDATA[<{p}c><{p}v>16</{p}v></{p}c>]]>", '<x:c xmlns:x="a"><x:v>17</x:v></x:c>',
    '<d xmlns="a"><c><v>18</v></c></d>', "<{p}v>19</{p}v>",
]  # fmt: skip
STRINGS = (
    "<{p}si><{p}t>Hội đồng nhân dân</{p}t></{p}si>\n",
    '<{p}si><{p}t xml:space="preserve"> xã </{p}t></{p}si>',
    "<{p}si><{p}r><{p}rPr><{p}rFont val='.VnTime'/></{p}rPr><{p}t>®­êng</{p}t></{p}r></{p}si>",
    "<{p}si><{p}t/></{p}si><{p}si/><{p}si><{p}t></{p}t></{p}si>",
    "<{p}si><{p}t>a_x0041_ &amp; b</{p}t></{p}si>",
)
STYLES = (
    "<fonts><font/><font><name val='.VnTime'/></font></fonts><cellXfs><xf/>"
    "<xf numFmtId='14'/><xf fontId='1'/></cellXfs>"
)


def written(path: Path, cells: list[str], strings: list[str], prefix: str, uri: str) -> Path:
    p = f"{prefix}:" if prefix else ""
    name = f"xmlns:{prefix}" if prefix else "xmlns"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    rows = "".join(cells).replace("{p}", p)
    shared = "".join(strings).replace("{p}", p)
    return archive(path, {
        **around_sheet(),
        "xl/y.xml": f'<styleSheet xmlns="{X}">{STYLES}</styleSheet>'.encode(),
        "xl/t.xml": f'{head}<{p}sst {name}="{uri}" count="9">{shared}</{p}sst>'.encode(),
        "xl/s.xml": f'{head}<{p}worksheet xmlns:r="{R}" {name}="{uri}"><{p}sheetData><{p}row>'
        f"{rows}</{p}row></{p}sheetData></{p}worksheet>".encode(),
    })  # fmt: skip


@contextmanager
def by_events(piece_size: int) -> Iterator[None]:
    with (
        patch.object(PlainParts, "without", lambda self, piece: piece),
        patch.object(markup, "PIECE_SIZE", piece_size),
    ):
        yield


@settings(max_examples=40, deadline=None)
@given(
    cells=st.lists(st.sampled_from(CELLS), max_size=30),
    strings=st.permutations(STRINGS),
    prefix=st.sampled_from(["", "", "x"]),
    uri=st.sampled_from([X, STRICT]),
    piece_size=st.sampled_from([7, 61, 500, 1 << 20]),
)
def test_cells_say_the_same_as_by_events(
    cells: list[str], strings: list[str], prefix: str, uri: str, piece_size: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder, "a.xlsx"), cells, strings, prefix, uri)
        with patch.object(markup, "PIECE_SIZE", piece_size):
            found = readings(path)
        with by_events(piece_size):
            assert found == readings(path)


def test_what_is_plain_goes_by_no_event(tmp_path: Path) -> None:
    cells = [*CELLS[:3], "</{p}row><{p}row>", *CELLS[5:7]]
    path = written(tmp_path / "a.xlsx", cells, list(STRINGS), "", X)
    (document,) = [one for one in readings(path) if isinstance(one, Document)]
    assert document.body.split("\n")[1:] == [
        "Hội đồng nhân dân\t xã \tđường", "1500000\t05/03/2024 06:00"
    ]  # fmt: skip
    parts = PlainParts("c")
    head = f'<worksheet xmlns="{X}"><sheetData><row>'
    plain = "".join(CELLS[:3] + CELLS[5:7]).replace("{p}", "").replace(' t="s" s="2"', ' t="s"')
    left = parts.without(f"{head}{plain}</row>".encode())
    assert left.decode() == f"{head}<plain-cells/></row>"
    assert [len(row) for row in parts.rows()] == [5]


@pytest.mark.parametrize("declared", ["utf-16", "windows-1252"])
def test_cells_of_other_encodings_go_by_events(declared: str) -> None:
    parts = PlainParts("c")
    sheet = f'<?xml version="1.0" encoding="{declared}"?><worksheet xmlns="{X}"><row><c/></row>'
    assert parts.without(sheet.encode()) == sheet.encode()
