"""What stands beside figures and tells what they are: no date, or no amount.

`2-9` alone is a day of a month. Beside what is counted or numbered (`2-3 tháng`, `5-10%`,
`cấp 8-9`) it is a range, if it rises and no word of days stands before it. `1.500` is an
amount, but not behind `mục`.
"""

from __future__ import annotations

import re

from vnsearch.patterns import pattern
from vnsearch.text.values.units import UNIT_AFTER

# Before a place in a text, or the version of a program.
PLACED = ("mục", "điều", "chương", "bảng", "hình", "phụ lục", "phiên bản", "version")
NUMBERED = ("cấp", "độ", "gấp", "khoảng", "lớp", "tháng")  # stand before a range
COUNTED = (  # stand behind one
    "tháng", "năm", "ngày", "tuần", "giờ", "phút", "giây", "tiếng", "lần", "người", "tuổi",
    "điểm", "tầng", "cơn", "chiếc", "con", "cái", "sao", "làn", "mét",
)  # fmt: skip

_LOOKED_BACK = 16  # characters
_placed_before = pattern(rf"(?<!\w)(?:{'|'.join(PLACED)})\s*$", re.IGNORECASE).search
_numbered_before = pattern(rf"(?<!\w)(?:{'|'.join(NUMBERED)})\s$", re.IGNORECASE).search
_day_before = pattern(
    r"(?<!\w)(?:ngày|sáng|trưa|chiều|tối|đêm|khuya|hôm|nay|dịp|lễ|mùng|mồng)\s?[(\"“]?$",
    re.IGNORECASE,
).search
_percent_behind = pattern(r"[ \u00a0]?%").match
_DAYS = r"(?<!năm(?= nay| ngoái| [0-9]))(?<!ngày(?= [A-ZĐ]))"  # 1-6 ngày Quốc tế Thiếu nhi
_counted_behind = pattern(rf"[ \u00a0](?:{'|'.join(COUNTED)})(?![^\W_]){_DAYS}").match


def is_place(text: str, start: int) -> bool:
    """Whether a figure that begins there is a place in a text, or of a program; O(1)."""
    return bool(_placed_before(text[max(start - _LOOKED_BACK, 0) : start]))


def measures_behind(text: str, end: int) -> bool:
    """Whether a figure that ends there is of what stands behind it: 5%, 5 người, 5 km; O(1)."""
    return bool(
        _percent_behind(text, end) or _counted_behind(text, end) or UNIT_AFTER(text, end)
    )


def is_range(text: str, start: int, end: int) -> bool:
    """Whether two groups of digits with a dash, characters [start, end), are no day; O(1)."""
    first, *_, last = re.findall("[0-9]+", text[start:end])
    if "0" in (first[0], last[0]) or int(first) >= int(last):
        return False
    before = text[max(start - _LOOKED_BACK, 0) : start]
    if _day_before(before):
        return False
    return measures_behind(text, end) or bool(_numbered_before(before))
