"""What a font's name tells: the legacy encoding of the text that is set in it.

Before Unicode a Vietnamese letter was a code that only a certain family of fonts showed right.
The fonts `.Vn...` have the codes of TCVN3, those whose name ends in H its small letters in
the shape of capitals; the fonts `VNI-...` have those of VNI. A format that names its fonts
hands each line to `RunReader.line` as runs of (text, font name), whatever the name looks like:

    runs = RunReader()
    lines = [runs.line([("Céng hßa ", ".VnTime"), ("(Times)", "Times New Roman")]), ...]
    text, encodings = repair("\\n".join(lines))        # lines whose fonts tell nothing
    legacy = (*runs.encodings, *encodings)            # title and author follow the text

A soft hyphen goes in as U+00AD: in TCVN3 it is the letter ư.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from vnsearch.documents.encodings.evidence import syllables_with_accents
from vnsearch.documents.encodings.legacy import decode_shown
from vnsearch.documents.encodings.lost_letters import restore_u_horn

# Families of the ABC fonts, for names that have lost the dot before them.
_FAMILIES = frozenset(
    """
arabia arial aristote avant bahamas black bodoni book centuryschoolbook clarendon commercial
cooper courier english exotic franklin free futura gothic helvet koala linus lucida memorandum
monotype mystical palatino park present revue roman script shelley souvenir southern stamp
teknical tifani time univers vogue
""".split()
)
_LONGEST_NAME = 200  # characters; no font is called so
_subset = re.compile(r"[A-Z]{6}\+").match
_styles = re.compile(
    r"(?:[-,_ ]*(?:bold|italic|oblique|regular|normal|medium|light|condensed|mt|ps))+$",
    re.IGNORECASE,
)
_abc = re.compile(
    rf"(?:\.\s*vn[ -]?(?=[a-z0-9])|vn[ -]?(?={'|'.join(sorted(_FAMILIES))}))(.+)", re.IGNORECASE
).fullmatch
# VietWare's fonts have codes of their own: VNtimes new roman, VNarial; ABC's is called VnTime.
_vietware = re.compile(r"VN[a-z].*|(?i:vn[ -]?times).*").fullmatch
_of_signs = re.compile(r"(?:wingdings|webdings|zapf ?dingbats|marlett)\W?.*", re.I).fullmatch
_letter_alone = re.compile(r"(?<!\w)\w{1,2}(?!\w)").sub
_SIGN = "\u25aa"  # for a tick, a box or an arrow, whose code is a letter's in other fonts
_unicode = re.compile("[\u1ea0-\u1ef9]").search  # letters that no code page has
_vni = re.compile(r"VNI[A-Z0-9].+|[Vv][Nn][Ii][-_ ].+").fullmatch


@lru_cache(1024)
def font_encoding(font: str) -> str:
    """The encoding of text in this font: "tcvn3", "tcvn3 capitals" or "vni", and "signs" where
    none of it is letters; "" for others.

    The name as it comes: quoted, first of a CSS list, with a subset's prefix or a style.
    """
    if len(font) > _LONGEST_NAME:
        return ""
    name = font.split(",")[0] if '"' in font or "'" in font else font
    name = name.strip(" \t\n\"'@")
    if prefix := _subset(name):
        name = name[prefix.end() :]
    if _vni(name):
        return "vni"
    if _of_signs(name):
        return "signs"
    name = _styles.sub("", name.split(",")[0])
    match = _abc(name)
    if not match or _vietware(name):
        return ""
    family = match[1].strip()
    capitals = family.endswith("H")
    if name.islower():  # as style sheets have it: only a known family's h can be meant
        capitals = family.endswith("h") and family.removesuffix("h") in _FAMILIES
    return "tcvn3 capitals" if capitals else "tcvn3"


class RunReader:
    """Reads the lines of one document by the fonts of their runs."""

    def __init__(self) -> None:
        self._found: Counter[str] = Counter()

    @property
    def encodings(self) -> Sequence[str]:
        """The legacy encodings that the lines so far were in, that of most of them first."""
        return [encoding for encoding, _ in self._found.most_common()]

    def line(self, runs: Sequence[tuple[str, str]]) -> str:
        """The text of a line, of its runs of (text, font).

        Neighbours of one encoding are read together, as a letter of VNI may lie across two.
        What is better Vietnamese as it is stays: Unicode typed in a legacy font is common.
        """
        if len(runs) == 1 and not font_encoding(runs[0][1]):  # as most are
            return runs[0][0]
        read = []
        for encoding, group in groupby(runs, key=lambda run: font_encoding(run[1])):
            text = "".join(text for text, _ in group)
            read.append(self._read(text, encoding) if encoding else text)
        return "".join(read)

    def _read(self, text: str, encoding: str) -> str:
        if encoding == "signs":
            return _letter_alone(_SIGN, text)
        name, _, capitals = encoding.partition(" ")
        shown = text
        if not text.isascii():
            shown = decode_shown(text, name)
            whole = restore_u_horn(shown) if name == "tcvn3" else shown  # n-ớc is nước
            lead = syllables_with_accents(text) - syllables_with_accents(whole)
            if lead > 0 or (lead == 0 and _unicode(text)):
                return text
            self._found[name] += len(text)
        return shown.upper() if capitals else shown
