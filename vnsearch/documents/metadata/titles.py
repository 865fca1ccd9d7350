"""The title that a person would give a document, of what stands in it and on it.

Not everything at the head of a page names it: a letterhead (the state's motto, an office, a
number, a place and a day), a number of a page, what a template or a program has left.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from vnsearch.patterns import pattern
from vnsearch.text.normalize import compose

LOOKED_AT = 60  # lines at the head of a document
_LONGEST = 300  # characters of a line that can be a title, and of all lines that make one
_LARGER = 1.15  # times the size of the text around
_SPACES = r"[\s\u00a0]+"

_KINDS = """
quyết định|nghị quyết|nghị định|thông tư liên tịch|thông tư|thông báo|thông cáo báo chí|báo cáo
|tờ trình|kế hoạch|biên bản|hợp đồng|chỉ thị|công điện|giấy mời|giấy giới thiệu|giấy ủy quyền
|giấy xác nhận|bộ luật|luật|pháp lệnh|quy chế|quy định|quy chuẩn|hướng dẫn|chương trình|đề án
|đề cương|dự thảo|đơn|phiếu|lời kêu gọi|tuyên bố|bản cam kết|bản kiểm điểm|bản án|cáo trạng
|nội quy|điều lệ|phương án|lịch công tác|danh sách|thư mời|thư ngỏ|luận văn|luận án|khóa luận
|tiểu luận|đồ án|giáo án|đề thi|đề kiểm tra|kết luận|công văn|phụ lục
"""
_kind = pattern(
    rf"(?:{_KINDS.replace(chr(10), '')})(?!\w)".replace(" ", r"[\s\u00a0]+"), re.IGNORECASE
).match
_subject = pattern(
    r"[\[(]?\s*(?:v/v|về việc|về|của|ban hành|phê duyệt|sửa đổi|quy định|tổng kết|công tác)\b",
    re.IGNORECASE,
).match
_about = pattern(r"[\[(]?\s*v\s*/\s*v\b", re.IGNORECASE).match
# Where the text of a paper begins, and its title has ended.
_text_begins = pattern(
    r"(?:căn cứ|kính gửi|điều \d|chương [ivx\d]|[ivx]{1,4}[./)]|\d+[./)]|theo |xét |hôm nay"
    r"|thực hiện |tôi |chúng tôi|bên a|số\s*:|ngày |chủ tịch|giám đốc|bộ trưởng|thủ tướng"
    r"|hiệu trưởng|ủy ban|hội đồng|thống đốc|tổng giám đốc|(?:tổng )?cục trưởng|viện trưởng"
    r"|chánh án|trưởng ban|bí thư|stt\b|tt\b)",
    re.IGNORECASE,
).match
_motto = pattern(
    r"(?:cộng h(?:òa|oà) xã hội chủ nghĩa(?: việt nam)?|độc lập\W+tự do\W+hạnh phúc"
    r"|đảng cộng sản việt nam|việt nam dân chủ cộng h(?:òa|oà))\W*",
    re.IGNORECASE,
).match
_MINISTRIES = (
    "y tế|giáo dục|công|tài|nội|ngoại|quốc phòng|tư pháp|xây dựng|giao thông|nông|kế hoạch|khoa"
    "|lao động|văn|thông tin|dân tộc|chính trị|tư lệnh|chỉ huy"
)
_OFFICES = (
    r"(?:ủy|uỷ) ban\b|ubnd\b|hội đồng nhân dân|hđnd\b|hđqt\b"
    rf"|bộ (?:{_MINISTRIES})|sở (?!thú|hữu|thích|trường)|phòng (?!chống|ngừa|cháy|bệnh)"
    r"|ban (?:chỉ|chấp|quản|tổ|tuyên|giám|thường|dân|bí|nội|kinh)|trường (?!ca\b|kỳ|hợp|sa\b)"
    r"|công ty|tổng công ty|tập đoàn|xí nghiệp|nhà máy|chi cục|cục |tổng cục|vụ |viện "
    r"|trung tâm|bệnh viện|trạm |đảng (?:ủy|uỷ|bộ|đoàn)"
    r"|(?:huyện|tỉnh|thành|xã|quận|thị) (?:ủy|uỷ)\b"
    r"|chi bộ|liên đoàn|công đoàn|đoàn (?:tncs|thanh|trường|xã)|mặt trận|tòa án|viện kiểm sát"
    r"|kho bạc|ngân hàng|văn phòng|chính phủ|quốc hội|thủ tướng|đại học|học viện|công an"
    r"|bảo hiểm xã hội"
    r"|hội (?:liên hiệp|nông dân|cựu|phụ nữ|chữ thập|khuyến học|nhà (?:văn|báo))"
    r"|(?:tỉnh|huyện|xã|phường|quận|thành phố|thị trấn|thị xã|tp\.?) \w+|khoa \w+|tổ \w+"
)
_office = pattern(_OFFICES, re.IGNORECASE).match
_letterhead = pattern(
    r"(?:(?:luật|nghị định|nghị quyết|quyết định|thông tư|bản án)\s+)?"
    r"(?:số|no)\s*[.:]?\s*[\d….\-/ _]*(?:/[\w\-/. ]*)?$"  # Số: 12/QĐ-UBND
    r"|[\w .,:/()-]{0,60},?\s*ngày\s*[\d….\s_/]*\s*tháng\s*[\d….\s_]*\s*năm[\d….\s_]*$"
    r"|(?:mẫu|biểu)\s+(?:số\s*)?[\w./-]{1,12}$|kính gửi.*"
    r"|\((?:ban hành|kèm theo|đã được|theo).*"
    r"|(?:mật|tối mật|khẩn|hỏa tốc|dự thảo(?: lần \d)?|lưu hành nội bộ)$"
    r"|(?:trang|page|slide)\s*\d+.*|ngày\s*[\d./-]{5,10}$|mục lục$"
    r"|(?:họ (?:và )?tên|lớp|mssv|mã (?:số )?sinh viên|số báo danh|sbd)\s*:.*",
    re.IGNORECASE,
).match
# An office's name in small letters: what it is, and then names alone.
_named_office = pattern(
    r"(?:trường(?: thcs| thpt| th| tiểu học| mầm non| mẫu giáo| đại học| cao đẳng)+"
    r"|(?:ubnd|(?:ủy|uỷ) ban nhân dân)(?: xã| phường| thị trấn| quận| huyện| thị xã| thành phố"
    r"| tỉnh)?|công ty(?: tnhh| cổ phần| cp| mtv)+|(?:phòng|sở) (?:gd|giáo dục)\W+(?:và )?"
    r"(?:đt|đào tạo)|tổ)(?P<names>(?: [\w.&-]+)*)",
    re.IGNORECASE,
).fullmatch
_draft = pattern(r"(?:bản )?dự thảo(?: lần (?:thứ )?\w+)?\W*", re.IGNORECASE).fullmatch
_ornament = pattern(r"[\W_]*[oO0]{3}[\W_]*").fullmatch  # ---o0o---
_ordinal = pattern(r"(?:số )?(?:[IVX]{1,5}|\d{1,3})[A-Z]?[.:]?", re.IGNORECASE).fullmatch
_leader = pattern(r"[.…]{3}\s*\d{1,4}$").search  # in a table of contents
_column = pattern(r"[\t\f]+|[ \u00a0]{3,}").split
_without_motto = pattern(
    r"cộng h(?:òa|oà) xã hội chủ nghĩa việt nam|độc lập\W{1,5}tự do\W{1,5}hạnh phúc",
    re.IGNORECASE,
).sub
_ACADEMIC = ("luận văn", "luận án", "khóa luận", "tiểu luận", "đồ án")
_FEWEST_WORDS = 5  # of the title of a thesis, which names have less of
_SUBJECT = 150  # characters of a line that may be a subject by its place alone
_program_title = pattern(
    r"microsoft \w+ - .*|.*\.(?:docx?|rtf|pdf|tex|indd|xlsx?|pptx?|odt|txt|wpd)"
    r"|(?:document|untitled|book|sheet|slide|presentation|drawing|template|bản trình bày"
    r"|tài liệu|trang tính|không tiêu đề|title|new|blank|normal)[\s\d_-]*"
    r"|powerpoint presentation|bài thuyết trình powerpoint|bản trình bày powerpoint"
    r"|slide title|no slide title|mẫu\s+\w{1,8}|(?:google|ms) \w+|word document|default"
    r"|(?:unknown|no|main) title|unknown|\[?(?:no |main )?title(?: here)?\]?|không rõ"
    r"|untitled \w+|new page \d*|trang mới|web page"
    r"|scan\w*[\s\d_-]*|image\w*[\s\d_-]*|img[\s\d_-]*|(?=\w*\d{6})\w+",
    re.IGNORECASE,
).fullmatch
_default_sheet = pattern(r"(?:sheet|trang tính|trang_tính|bảng|table)\s*_?\d*", re.I).fullmatch


class Line(NamedTuple):
    """A line of text as it stands on the page."""

    text: str
    size: float = 0.0  # of its letters, in points; 0 where that is not told
    role: str = ""  # "title", "heading", "contents" ... or ""


def own_title(title: str) -> str:
    """A title that a document's properties give, "" for one that names nothing."""
    title = without_program_title(title)
    return "" if _names_nothing(title) else title


def without_program_title(title: str) -> str:
    """A title in one line, "" for one that a program or a template has left there."""
    title = " ".join(compose(title).split())
    return "" if _program_title(title) else title


def title_of_lines(lines: Sequence[Line]) -> str:
    """The title that stands in the lines at a document's head; "" where none stands out.

    In this order: a paper's kind with its subject; the largest line.
    """
    head = list(lines[:LOOKED_AT])
    return paper_title([line.text for line in head]) or _largest(head)


def paper_title(lines: Sequence[str]) -> str:
    """The kind and the subject of an official paper, by its first lines; "" for others."""
    parts = (part for line in lines[:LOOKED_AT] for part in _columns(line))
    lines = [one for one in (" ".join(part.split()) for part in parts) if one]
    for row, line in enumerate(lines):
        if _about(line):
            return _joined([line, *_until_text(lines[row + 1 :], 2)])
        if _draft(line):  # a mark on a paper of some kind
            continue
        kind = _kind(line)
        is_numbered = bool(kind and _ordinal(line[kind.end() :].strip()))
        if kind and len(line) <= _LONGEST and (is_numbered or _stands_alone(line)):
            rest = list(_until_text(lines[row + 1 :], 4))
            if not rest and is_numbered:
                continue  # an appendix, whose own kind may stand below
            if not rest and line.lower().startswith(_ACADEMIC):
                below = _subject_below(line[: kind.end()], lines[row + 1 :])
                is_title = below and len(below[0].split()) >= _FEWEST_WORDS
                return _title_above(lines[:row]) or _joined(
                    [line, *(below if is_title else [])]
                )
            return _joined([line, *(rest or _subject_below(line, lines[row + 1 :]))])
        if row and not _names_nothing(line) and not line.isupper():
            break  # the text has begun
    return ""


def _columns(line: str) -> list[str]:
    """What stands side by side on a line; the pattern is only tried where anything may."""
    gaps = any(gap in line for gap in ("\t", "\f", "  ", "\u00a0"))
    return _column(line) if gaps else [line]


def _title_above(lines: Sequence[str]) -> str:
    """The title of a thesis that stands over what kind of thesis it is."""
    above = [line for line in lines if not _names_nothing(line)]
    is_title = above and above[-1].isupper() and len(above[-1].split()) >= _FEWEST_WORDS
    return above[-1] if is_title else ""


def _subject_below(line: str, lines: Sequence[str]) -> list[str]:
    """What stands below a kind of paper that is alone on its line, if it can be no sentence."""
    match, kept = _kind(line), list[str]()
    if match is None or not line.isupper() or line[match.end() :].strip(" :.…*-_"):
        return kept
    for below in lines[:3]:
        begins = below[0].islower() if kept else below[0].isupper()
        is_text = _text_begins(below) or _names_nothing(below) or ":" in below
        if is_text or not begins or len(below) > _SUBJECT or below[-1] in ".;?!…":
            break
        kept.append(below)
    return kept


def first_useful(text: str) -> str:
    """The text from the first line on that is not of a letterhead; all of it if all are."""
    at = 0
    for _ in range(LOOKED_AT):
        end = text.find("\n", at)
        line = text[at : end if end >= 0 else len(text)]
        if line.strip() and not _names_nothing(" ".join(line.split())):
            return text[at:]
        if end < 0:
            break
        at = end + 1
    return text


def sheet_title(lines: Sequence[Line], file_name: str) -> str:
    """The title of a workbook: a heading over its rows, a sheet's own name, or the file's."""
    for line in lines[:8]:
        is_heading = line.role != "sheet" and "\t" not in line.text and " " in line.text
        if is_heading and len(line.text) <= _LONGEST and not _names_nothing(line.text):
            return line.text
    named = (line.text for line in lines if line.role == "sheet")
    return next((one for one in named if not _default_sheet(one)), "") or file_title(file_name)


def file_title(file_name: str) -> str:
    """A file's name without its suffix."""
    return os.path.splitext(os.path.basename(file_name))[0]


def _names_nothing(line: str) -> bool:
    """Whether a line is of a letterhead, a number, or one sign."""
    if sum(map(str.isalpha, line)) < 2 or _motto(line) or _letterhead(line) or _ornament(line):
        return True
    if len(line) > 120:
        return False
    if line.isupper() and _office(line):
        return True
    beside = _without_motto(" ", line)
    if beside != line and (beside.isupper() or not any(map(str.isalpha, beside))):
        return True  # two columns of a letterhead in one line
    office = _named_office(line)
    names = office["names"].split() if office else ["a"]
    return not any(map(str.islower, (name[0] for name in names))) or bool(_leader(line[-40:]))


def _stands_alone(line: str) -> bool:
    """Whether a kind of paper is named as a title is: in capitals, or alone on its line."""
    match = _kind(line)
    rest = line[match.end() :] if match else ""
    in_capitals = match is not None and match[0].isupper()
    return in_capitals or line.isupper() or not rest.strip(" :.…*-_")


def _until_text(lines: Iterable[str], most: int) -> list[str]:
    """The lines of a subject: up to where the text of the paper begins."""
    kept: list[str] = []
    for line in lines:
        if len(kept) == most or _text_begins(line) or _names_nothing(line):
            break
        ended = kept and kept[-1][-1] in ".:;"
        goes_on = _subject(line) or line.isupper() or (kept and line[0].islower())
        if ended or not goes_on or len(line) > _LONGEST:
            break
        kept.append(line)
    return kept


def styled_title(lines: Sequence[Line]) -> str:
    """What is styled as the title, "" where nothing is."""
    head = lines[:LOOKED_AT]
    start = next((n for n, line in enumerate(head) if line.role == "title"), None)
    if start is None:
        return ""
    texts = []
    for line in head[start:]:
        if line.role != "title":
            break
        texts.append(line.text)
    title = _joined(texts)
    return "" if _names_nothing(title) else title


def _largest(head: list[Line]) -> str:
    """The first of the largest lines, where they are larger than most of the text."""
    sized = [line for line in head if line.size > 0 and not _names_nothing(line.text)]
    if len(sized) < 2:
        return ""
    sizes = sorted(line.size for line in sized for _ in range(1 + len(line.text) // 40))
    largest = max(line.size for line in sized if len(line.text) <= _LONGEST or line is sized[0])
    if largest < _LARGER * sizes[len(sizes) // 2]:
        return ""
    start = next(n for n, line in enumerate(head) if line in sized and line.size == largest)
    texts = []
    for line in head[start : start + 4]:
        if line.size != largest or _names_nothing(line.text):
            break
        texts.append(line.text)
    return _joined(texts)


def _joined(texts: list[str]) -> str:
    return " ".join(" ".join(texts).split())
