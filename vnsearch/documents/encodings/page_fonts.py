"""The fonts of a web page: of `<font face>`, of style attributes, and of style sheets."""

from __future__ import annotations

import re
from collections.abc import Mapping

from vnsearch.documents.encodings.fonts import font_encoding

SHEET_LENGTH = 1_000_000  # characters of style sheets that are read
_LONGEST_SELECTOR = 200  # characters
_rules = re.compile(r"(?<![^{}])([^{}]+)\{([^{}]{0,4000})\}").findall
_family = re.compile(r"(?:^|[;\s])font(?:-family)?\s*:\s*([^;]*)", re.IGNORECASE).search
_selector = re.compile(r"([\w-]*)(\.[\w-]+)?$").search


def legacy_font(names: str) -> str:
    """The first legacy font of a list, as in `font: 12pt ".VnTime", serif`; "" for none."""
    for name in names.split(","):
        whole = name.strip(" \t\n\"'")
        for start in (0, whole.find("."), whole.upper().find("VNI")):
            if start >= 0 and font_encoding(whole[start:].strip(" \"'")):
                return whole[start:].strip(" \"'")
    return ""


def sheet_fonts(sheet: str) -> dict[str, str]:
    """The fonts that a style sheet sets, by selector: `p`, `.MsoNormal`, `p.MsoNormal`.

    Of a longer selector the last part counts. A font that is no legacy one is kept as well,
    since it ends the reach of one that is.
    """
    fonts = {}
    for selectors, body in _rules(sheet[:SHEET_LENGTH]):
        if family := _family(body):
            for selector in selectors.split(","):
                if (last := _selector(selector.strip()[-_LONGEST_SELECTOR:])) and last[0]:
                    fonts[last[0].lower()] = legacy_font(family[1]) or family[1].strip()
    return fonts


def font_of(tag: str, attributes: Mapping[str, str], styles: Mapping[str, str]) -> str:
    """The font that an element sets for its text, "" where it leaves it as it is."""
    if attributes.get("face"):
        return legacy_font(attributes["face"]) or attributes["face"]
    if family := _family(attributes.get("style", "")):
        return legacy_font(family[1]) or family[1].strip()
    if not styles:
        return ""
    for name in attributes.get("class", "").lower().split():
        if font := styles.get(f"{tag}.{name}") or styles.get(f".{name}"):
            return font
    return styles.get(tag, "")
