"""Paragraphs of text that was wrapped by hand or by a program: which line ends are only that.

A wrapped paragraph goes on to the next blank line, list item or heading. A line end is one of
wrapping where the sentence goes on below in a small letter, or where the line is full: the
next word would have made it longer than the lines around it. Poems, lists of names, tables
and source code have neither, and their lines stay lines.
"""

from __future__ import annotations

from itertools import takewhile

from vnsearch.patterns import pattern

# The kinds of document whose lines may be those of wrapping; of others a line is a paragraph.
WRAPPED_KINDS = frozenset(("mail", "markdown", "pdf", "picture", "text"))

_WIDEST = 120  # characters of a line that was wrapped
_NARROWEST = 50  # of the longest line of a wrapped paragraph
_FULL = 0.6  # of the longest line, for one that ends within a sentence
_SENTENCE = 24  # characters of a line, shorter ones being entries of a list
_LEADER = 40  # characters at a line's end in which the dots before a page number are looked for
_AROUND = 480  # characters before and behind a line end by which it is judged

_quoted = pattern(r"[ \t]*(?:>[ \t]?)*").match
_item = pattern(
    r"(?:[-*+•·–—●○▪■□◦‣➢✓]|\(?(?:\d{1,3}|[a-zđA-ZĐ]|[ivxIVX]{1,5})[.)/])\s+(?=\S)"
).match
_heading = pattern(
    r"#{1,6}\s|(?:Điều|ĐIỀU|Chương|CHƯƠNG|Mục|MỤC|Phần|PHẦN) "
    r"[\dIVXLA-D]{1,6}[a-z]?\s*(?:[.:]|$)"
).match
_sign_of_code = pattern(r"[\t={}|\\]").search
_ruled_or_logged = pattern(r"\W+$|\d{4}-\d\d-\d\d[T ]\d\d:").match
_leader = pattern(r"(?:\.{4,}|…{2,}|(?:\. ){3,}|_{4,}|·{4,})\s*\d{1,4}\s*$").search
_WRAP = pattern(r"(?<![ \t])[ \t]*\n[ \t]*(?:>[ \t]?)*")


def goes_on(text: str, place: int) -> bool:
    """Whether the paragraph goes on behind the line end at `place`. O(1), of the text near."""
    low, high = max(0, place - _AROUND), place + 1 + _AROUND
    upper = text[max(low, text.rfind("\n", low, place) + 1) : place].rstrip()
    if not _SENTENCE <= len(upper) <= _WIDEST:  # most line ends, of lists and poems
        return False
    end = text.find("\n", place + 1, high)
    lower = text[place + 1 : end if end >= 0 else high].rstrip()
    if not 0 < len(lower) <= _WIDEST:
        return False
    is_small = next(filter(str.isalnum, lower), "").islower() and not _ends_sentence(upper)
    if not (is_small or len(upper) >= _FULL * _NARROWEST):
        return False
    quote, inner = _parted(upper)
    other_quote, rest = _parted(lower)
    if quote.count(">") != other_quote.count(">") or not _may_go_on(inner, rest):
        return False
    if len(other_quote) > len(quote) + _hang(inner):
        return False
    if is_small and len(inner) >= _SENTENCE:
        return True
    block = _block(text[low:place].split("\n")[::-1], low > 0)[::-1]
    block += _block(text[place + 1 : high].split("\n"), high < len(text))
    return _is_full(block, upper, lower)


def line_ends_as_spaces(text: str) -> list[tuple[int, int]]:
    """The [start, end) of each line end of a wrapped paragraph, the signs of quoting and the
    indent behind it included, which a space stands for where it is shown on one line.
    """
    return [match.span() for match in _WRAP.finditer(text)]


def is_of_contents(text: str, end: int) -> bool:
    """Whether a line of a table of contents, which tells less than any other, ends here: in
    dots and the number of a page.
    """
    last = text[end - 1 : end]
    if not (last.isdecimal() or last.isspace()):  # few lines need be searched
        return False
    return bool(_leader(text, max(0, end - _LEADER), end))


def _parted(line: str) -> tuple[str, str]:
    """The signs of quoting and the indent that a line begins with, and the rest."""
    match = _quoted(line)
    end = match.end() if match else 0
    return line[:end], line[end:]


def _hang(line: str) -> int:
    """How far the text of a list item is indented behind the item's own beginning."""
    item = _item(line)
    return item.end() if item else 0


def _may_go_on(upper: str, lower: str) -> bool:
    """Whether nothing in the form of two lines parts them."""
    if not (upper and lower) or _heading(upper) or _heading(lower) or _item(lower):
        return False
    if not (_is_prose(upper) and _is_prose(lower)) or is_of_contents(upper, len(upper)):
        return False
    return _is_capitals(upper) == _is_capitals(lower) or len(lower.split()) < 3


def _is_prose(line: str) -> bool:
    """Whether a line has no sign of a table, of source code or of a log, and is no rule."""
    return not (_sign_of_code(line) or _ruled_or_logged(line))


def _ends_sentence(line: str) -> bool:
    """Whether a sentence ends with the line, quotes and brackets behind it left aside."""
    return line.rstrip('"”’»)]').endswith((".", "!", "?", "…"))


def _is_capitals(line: str) -> bool:
    return line.isupper() and len(line.split()) > 1


def _block(lines: list[str], is_cut: bool) -> list[str]:
    """The lines, taken away from a line end, that are one block with it; `is_cut`: the last is
    not known whole.
    """
    whole = lines[:-1] if is_cut else lines
    return list(takewhile(lambda line: line.strip() and len(line) <= _WIDEST, whole))


def _is_full(block: list[str], upper: str, lower: str) -> bool:
    """Whether the first word of `lower` had no room on the line before it, or hardly had where
    that line ends within a sentence.

    Lines that each begin in a capital and end in no full stop are those of a list.
    """
    widest = max(len(line.rstrip()) for line in block)
    if widest < _NARROWEST:
        return False
    within = not _ends_sentence(upper)
    begins = (next(filter(str.isalnum, line), "") for line in block[1:])
    in_prose = any(map(str.islower, begins))
    if within and in_prose and len(upper) >= _FULL * widest:
        return True
    word = _parted(lower)[1].split(None, 1)[0]
    if len(upper) + 1 + len(word) <= widest:
        return False
    return in_prose or (within and _ends_sentence(block[-1].rstrip()))
