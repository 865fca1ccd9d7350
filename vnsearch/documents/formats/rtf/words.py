"""What the control words of rich text (RTF 1.9.1) stand for: signs, and where text goes."""

from __future__ import annotations

from typing import NamedTuple

SIGNS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ",
    "lbr": "\n", "softline": "\n", "page": "\n", "column": "\n",
    "mden": "/", "zwj": "", "zwnj": "",
}  # fmt: skip
ESCAPES = {b"\\~": "\u00a0", b"\\_": "-", b"\\-": "\u00ad", b"\\\\": "\\", b"\\{": "{",
            b"\\}": "}"}  # fmt: skip
WHOLE_PARAGRAPHS = frozenset(("par", "cell", "nestcell"))  # which count in a list
PARAGRAPH_ENDS = WHOLE_PARAGRAPHS | frozenset(("row", "nestrow", "sect"))
# Destinations whose text stands apart from the paragraph in which they are.
APART = frozenset(("footnote", "annotation", "shptxt", "dptxbxtext"))
RUNNING = frozenset(
    ("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf")
)
TEXT = RUNNING | frozenset(("",))
INFO = frozenset(("title", "author", "subject", "keywords", "creatim"))
LEFT_OUT = frozenset((
    "pict", "colortbl", "xe", "tc", "rxe", "txe", "bkmkstart", "bkmkend",
    "nonshppict", "themedata", "revtbl", "comment", "operator", "doccomm", "fname",
    "printim", "revtim", "buptim", "atnid", "atnauthor", "atntime", "hlinkbase",
    "category", "company", "manager", "shprslt", "template", "private", "ftnsep", "ftnsepc",
    "aftnsep", "aftnsepc", "mmathPict", "mctrlPr", "mfPr", "mdPr", "mnaryPr", "mradPr",
    "msSubPr", "msSupPr", "msSubSupPr", "mmPr", "maccPr", "mbarPr", "mgroupChrPr", "meqArrPr",
    "mfuncPr",
))  # fmt: skip
# Of the destinations that old readers are told to pass over, the ones with text in them.
KNOWN = APART | RUNNING | frozenset((
    "shpinst", "shp", "listtext", "pntext", "ud", "fldrslt", "listtable", "list", "listlevel",
    "leveltext", "listoverridetable", "listoverride", "pnseclvl", "moveto", "shppict",
    "objdata", "moMath", "moMathPara", "fldinst", "formfield", "ffl",
))  # fmt: skip
NAMED = frozenset(
    (*INFO, "stylesheet", "sn", "sv", "listtext", "pntext", "leveltext", "fldinst", "ffl")
)
DESTINATIONS = NAMED | frozenset((
    "fonttbl", "info", "listtable", "list", "listlevel", "listoverridetable", "listoverride",
    "levelnumbers", "listname", "falt", "panose", "sp", "upr", "objdata", "formfield",
))  # fmt: skip


class State(NamedTuple):
    """What holds within a group."""

    destination: str = ""
    font: int = -1
    size: float = 12.0
    raised: bool = False  # above the line
    deleted: bool = False
    hidden: bool = False
    fallback: int = 1  # bytes that stand after \\u for old readers
    style: int = 0  # of the paragraph,
    in_list: int = 0  # the list that it is in,
    depth: int = 0  # and how deep,
    initial: bool = False  # and whether it is one large letter, around which others stand
    apart: bool = False  # a paragraph of the story ends with the group
