"""Units by which something recurs: 'hằng quý', 'báo cáo tháng, quý, năm', 'ngày 25 tháng cuối của mỗi quý'.

How they join with the days and months beside them ('trước ngày 30/11 hằng năm') is read in recurring.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.family import Family
from extractors.spans import Spans
from normalizers.recurrences import day_of, rule_of, units, weekly_on

_UNIT = "(?i:" + "|".join(re.escape(u).replace(r"\ ", r"\s+") for u in units()) + r")(?!\w)"
# 'tháng 6', 'quý I', 'năm 2025', '6 tháng đầu năm' are points of the calendar, 'tuần lễ', 'tháng hành động' are names.
_NO_POINT = (
    r"(?!\s*(?:\d|I{1,3}\b|IV\b|đầu\b|cuối\b|trước\b|sau\b|tới\b|tiếp\s|học\b|nay\b"
    r"|lễ\b|hành\s+động|cao\s+điểm|thanh\s+niên))"
)
_EACH = r"(?:[Hh][àằ]ng|[Mm]ỗi|[Tt]heo\s+từng)"
_MORE = rf"(?:\s*(?:,|/|;|và|hoặc|,\s*và)\s*(?:{_EACH}\s+|cả\s+|tổng\s+kết\s+)?{_UNIT}{_NO_POINT})*"
_BEFORE = r"(?P<relation>[Tt]rước|[Cc]hậm nhất(?:\s+(?:là|vào|trong))?|[Vv]ào|[Tt]rong|[Đđ]ến)\s+"

FAMILIES = (
    Family(
        name="day of a unit",
        regex=re.compile(
            rf"(?:(?:[Đđ]ịnh\s+kỳ\s+)?{_EACH}\s+(?P<lead>{_UNIT})\s*,?\s*\(?\s*)?(?:{_BEFORE})?"
            rf"(?<!\w)[Nn]gày\s+(?P<day>\d{{1,2}}(?!\d|\s?[/.-]\s?\d|\s+tháng\s+\d)|cuối cùng|cuối)"
            rf"(?:(?:\s*,|\s+và)\s+(?:ngày\s+)?(?P<second>\d{{1,2}})(?!\d|\s?[/.-]\s?\d|\s+tháng\s+\d))?(?:\s+của)?"
            rf"(?:\s+tháng\s+(?P<which>cuối cùng|cuối|đầu tiên|đầu|tiếp theo|sau|liền kề|kế tiếp))?"
            rf"(?:\s*,?\s*(?:của\s+)?(?P<each>{_EACH}\s+)?(?P<units>{_UNIT}(?:\s+(?:tiếp\s+theo|kế\s+tiếp|sau)(?!\w)|{_NO_POINT}){_MORE}))?"
        ),
        reads=(
            "vào ngày 28 của tháng đầu tiên của quý tiếp theo",
            "trước ngày 25 tháng cuối của mỗi quý, 6 tháng, năm",
            "trước ngày 20 hằng tháng",
            "chậm nhất là ngày 10 của tháng tiếp theo",
            "ngày cuối cùng của tháng",
            "ngày 15 và 30 hằng tháng",
            "trước ngày 25 của tháng cuối quý",
            "Hằng quý, trước ngày 20 của tháng đầu tiên",
        ),
        leaves=("10 ngày làm việc", "ngày ký ban hành", "ngày 15 tháng 12"),
        needs=("tháng", "hằng", "hàng", "mỗi", "theo từng"),
    ),
    Family(
        name="weekday",
        regex=re.compile(
            rf"(?:(?:[Ss]áng|[Cc]hiều)\s+)?[Tt]hứ\s+(?P<weekday>[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy|[2-7])\s+{_EACH}\s+tuần"
        ),
        reads=("sáng thứ Hai hằng tuần", "thứ 6 hàng tuần"),
        leaves=("thứ Hai đầu tuần", "thứ tự"),
        needs=("thứ",),
    ),
    Family(
        name="every",
        regex=re.compile(rf"(?<!\w)(?:[Đđ]ịnh\s+kỳ\s+\(?)?{_EACH}\s+(?P<units>{_UNIT}{_NO_POINT}{_MORE})"),
        reads=("hàng tháng", "Hằng quý, hằng năm", "định kỳ hằng năm", "mỗi học kỳ", "hàng tháng, quý, năm"),
        leaves=("hàng hóa", "mỗi người", "hàng ngũ", "quý phụ huynh"),
        needs=("hằng", "hàng", "mỗi", "theo từng"),
    ),
    Family(
        name="periodic",
        regex=re.compile(rf"(?<!\w)[Đđ]ịnh\s+k[ỳì]\s+(?:theo\s+)?\(?(?P<units>(?!ngày){_UNIT}{_NO_POINT}{_MORE})"),
        reads=("định kỳ 6 tháng và cả năm", "định kỳ tháng, quý, năm"),
        leaves=("định kỳ báo cáo", "định kỳ tháng 6"),
        needs=("định k",),
    ),
    Family(
        name="report",
        regex=re.compile(
            rf"""báo\s+cáo\s+(?P<time>(?:(?:định\s+kỳ|sơ\s+kết|tổng\s+kết|đánh\s+giá|kết\s+quả|giao\s+ban)\s+)?
                 (?:theo\s+)?(?P<units>(?!ngày){_UNIT}{_NO_POINT}{_MORE}))""",
            re.VERBOSE | re.IGNORECASE,
        ),
        reads=("báo cáo tháng, quý, 6 tháng, năm", "Báo cáo năm", "báo cáo sơ kết tháng"),
        leaves=("báo cáo năm 2025", "báo cáo tháng 6", "báo cáo quý I", "báo cáo 6 tháng đầu năm"),
        needs=("báo cáo",),
    ),
)

# 'Báo cáo quý, năm gửi chậm nhất vào ngày 25 của tháng cuối kỳ báo cáo': the units stand before.
_OF_ITS_UNIT = re.compile(
    rf"(?:{_BEFORE})?(?<!\w)[Nn]gày\s+(?P<day>\d{{1,2}})(?:\s+của)?\s+tháng\s+cuối(?:\s+cùng)?(?:\s+của)?\s+(?:mỗi\s+)?kỳ(?:\s+báo\s+cáo)?(?!\w)"
)
# 'Đời sống hằng ngày', 'công việc hằng ngày' name what is ordinary, not when something is due.
_ORDINARY = re.compile(r"(?:đời sống|cuộc sống|sinh hoạt|công việc|hoạt động|tiêu dùng)\s+$", re.IGNORECASE)
_RELATIONS = {"trước": "before", "đến": "by"}
_LAST_DAY = -1
_NEXT = ("tiếp theo", "sau", "liền kề", "kế tiếp")


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A unit, or several, by which something recurs, with their rules: 'hằng quý, năm'."""

    start: int
    end: int
    family: str
    units: tuple[str, ...]
    rules: tuple[str, ...]
    relation: str | None = None


def find_recurrences(text: str) -> list[Recurrence]:
    """Return the recurrences of a masked `text` from left to right; of two that overlap the earlier family is kept."""
    found: list[Recurrence] = []
    lower = text.lower()
    taken = Spans()
    for family in FAMILIES:
        for match in family.matches(text, lower):
            recurrence = _recurrence(text, family.name, match) if taken.free(*match.span()) else None
            if recurrence is not None:
                found.append(recurrence)
                taken.add(*match.span())
    found.sort(key=lambda r: r.start)
    return _with_days_of_reports(text, found) if "cuối" in lower else found


def _with_days_of_reports(text: str, found: list[Recurrence]) -> list[Recurrence]:
    """A day of 'tháng cuối kỳ báo cáo' takes the place of the report whose units it belongs to."""
    for match in _OF_ITS_UNIT.finditer(text):
        before = (r for r in reversed(found) if r.end <= match.start() and r.family in ("report", "periodic"))
        report = next(before, None)
        if report is None:
            continue
        rules = tuple(rule for unit in report.units if (rule := day_of(unit, int(match["day"]))))
        relation = _relation(match["relation"])
        day = Recurrence(match.start(), match.end(), "day of a unit", report.units, rules, relation)
        found = sorted((*(r for r in found if r is not report), day), key=lambda r: r.start)
    return found


def _relation(word: str | None) -> str | None:
    first = (word or "").lower().split()[:1]
    return ("by" if first[0] == "chậm" else _RELATIONS.get(first[0])) if first else None


def _recurrence(text: str, family: str, match: re.Match[str]) -> Recurrence | None:
    values = match.groupdict()
    if family == "weekday":
        rule = weekly_on(values["weekday"])
        return Recurrence(match.start(), match.end(), family, ("tuần",), (rule,)) if rule else None
    named = _units_of(values.get("units") or "")
    if family == "day of a unit":
        which, each = values["which"], values["each"]
        if which in _NEXT:
            named = named or ("tháng",)
        if values["lead"]:
            named, each = (" ".join(values["lead"].lower().split()),), "mỗi"
        if not named or not (which or each or named == ("tháng",)) or named[0] == "ngày":
            return None
        days = [int(values["day"]) if values["day"].isdigit() else _LAST_DAY]
        days += [int(values["second"])] if values["second"] else []
        # 'Hằng quý, trước ngày 15 của tháng tiếp theo': that is the first month of the next quarter.
        first = (which or "").startswith("đầu") or (which in _NEXT and bool(values["lead"]))
        rules = tuple(r for u in named for day in days if (r := day_of(u, day, first_month=first)))
        relation = _relation(values["relation"])
        return Recurrence(match.start(), match.end(), family, named, rules, relation) if rules else None
    if _ORDINARY.search(text, max(0, match.start() - 12), match.start()) and named == ("ngày",):
        return None
    start = match.start("time") if "time" in values else match.start()
    return Recurrence(start, match.end(), family, named, tuple(r for u in named if (r := rule_of(u))))


_SPLIT_UNITS = re.compile(rf"(?<!\w){_UNIT}")


def _units_of(listed: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(u.lower().split()) for u in _SPLIT_UNITS.findall(listed)))
