"""Subtitles: what is spoken is the text; its lines are those of the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from .reading import documents

SRT = """\
1
00:00:01,000 --> 00:00:02,500
<i>Mưa</i> rồi, về thôi.

2
00:00:03,000 --> 00:00:04,000
Năm 1945
2
"""
VTT = """\
WEBVTT - phim truyện

STYLE
::cue { color: red }

mở đầu
00:01.000 --> 00:04.000 align:start
<v Lan>Chào <b>c</b>ác anh&nbsp;

- 12
"""
ASS = r"""[Script Info]
Title: Untitled
[V4+ Styles]
Style: Default,Arial,20
[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Comment: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,ghi chú
Dialogue: 0,0:00:01.00,0:00:03.00,Default,,0,0,0,,{\i1}Mưa{\i0} rồi,\Nvề thôi
"""


@pytest.mark.parametrize(
    ("name", "text", "spoken"),
    [
        ("a.srt", SRT, {3: "Mưa rồi, về thôi.", 7: "Năm 1945", 8: "2"}),
        ("a.srt", SRT.replace("\n", "\r\n"), {3: "Mưa rồi, về thôi.", 7: "Năm 1945", 8: "2"}),
        ("a.vtt", VTT, {8: "Chào các anh", 10: "- 12"}),
        ("a.vtt", f"{VTT}\nNOTE lời người dịch\nxem lại\n", {8: "Chào các anh", 10: "- 12"}),
        (
            "a.vtt",
            "WEBVTT\n\n00:01.000 --> 00:02.000\nNOTE này\nBa &amp; Tư &lt;3\n",
            {4: "NOTE này", 5: "Ba &\u00ad\u00ad\u00ad\u00ad Tư <\u00ad\u00ad\u00ad3"},
        ),
        ("a.ass", ASS, {8: "Mưa rồi, về thôi"}),
        ("a.sub", "{10}{20}Mưa rồi|về thôi\n", {1: "Mưa rồi|về thôi"}),
        # What is no subtitle, whatever it is called.
        ("a.srt", "Điều 1\n12\n<i>mưa</i>", {1: "Điều 1", 2: "12", 3: "<i>mưa</i>"}),
        ("a.ass", "Dialogue: mưa", {1: "Dialogue: mưa"}),
        ("a.txt", "1\n00:00:01,000 --> 00:00:02,500", {1: "1", 2: SRT.splitlines()[1]}),
    ],
)
def test_only_what_is_spoken(
    tmp_path: Path, name: str, text: str, spoken: dict[int, str]
) -> None:
    path = tmp_path / name
    path.write_bytes(text.encode())
    lines = documents(path)[0].body.split("\n")
    told = {number: " ".join(line.split()) for number, line in enumerate(lines, 1)}
    assert {number: line for number, line in told.items() if line} == spoken


def test_words_stand_in_their_columns(tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_text(SRT, encoding="utf-8")
    line = documents(tmp_path / "a.srt")[0].body.split("\n")[2]
    assert line.index("về") == SRT.split("\n")[2].index("về")
