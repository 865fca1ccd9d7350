"""Subtitles: what is spoken, without numbers, times, styles and tags.

What is no text becomes blank, so that lines and columns stay those of the file.
"""

from __future__ import annotations

import re

from vnsearch.documents.as_seen import with_entities

SUBTITLES = frozenset((".ass", ".ssa", ".srt", ".sub", ".vtt"))

_TIME = r"(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}"
_timed = rf"[^\S\n]*{_TIME}[^\S\n]*-->[^\n]*"
# The name of a cue stands behind an empty line; its number may stand anywhere.
_cues = re.compile(
    rf"^(?:{_timed}|\d+[^\S\n]*\n(?={_timed})"
    rf"|(?:(?<=\n\n)|(?<=\n\r\n))[^\n]{{1,200}}\n(?={_timed}))",
    re.MULTILINE,
)
_vtt_blocks = re.compile(
    r"\A\ufeff?WEBVTT[^\n]*"
    r"|^(?:STYLE[^\S\n]*|(?:(?<=\n\n)|(?<=\n\r\n))NOTE(?!\S)[^\n]*)\n"
    r"(?:[^\n]*[^\s][^\n]*\n?)*",
    re.MULTILINE,
)
_frames = re.compile(r"^\{\d+\}\{\d+\}", re.MULTILINE)
_spoken = re.compile(r"[^\S\n]*Dialogue:(?:[^,\n]*,){9}").match
_tag = re.compile(r"<[^<>\n]{1,200}>|\{\\[^{}\n]{0,2000}\}")


def spoken_text(text: str, suffix: str) -> str:
    """The text of subtitles in a file of this suffix; what is in no form of it stays."""
    if suffix in (".srt", ".vtt"):
        if suffix == ".vtt":
            text = _vtt_blocks.sub(_blank, text)
        if "-->" not in text:
            return text
        text = _cues.sub(_blank, text)
    elif suffix == ".sub":
        text = _frames.sub(_blank, text)
    elif "[Events]" in text:
        text = "\n".join(map(_dialogue, text.split("\n")))
    else:
        return text
    text = _tag.sub(_untagged, text)
    return with_entities(text) if suffix == ".vtt" else text


def _blank(match: re.Match[str]) -> str:
    return "\n".join(" " * len(line) for line in match[0].split("\n"))


def _dialogue(line: str) -> str:
    """The words of a line of dialogue; of any other line nothing."""
    spoken = _spoken(line)
    return " " * spoken.end() + line[spoken.end() :] if spoken else ""


def _untagged(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    within = start and text[start - 1].isalnum() and text[end : end + 1].isalnum()
    return "" if within else " " * (end - start)
