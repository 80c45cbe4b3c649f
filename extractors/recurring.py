"""What comes again and again: 'hằng quý', 'báo cáo tháng, quý, năm', 'trước ngày 25 tháng cuối của mỗi quý'.

A number of times ('02 lần/tháng') is a figure and stands in figures.py.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from extractors.family import Family
from extractors.spans import Spans
from extractors.times import Time
from normalizers.recurrences import day_of, months_of, rule_of, units, weekly_on, yearly_in, yearly_on

_UNIT = "(?i:" + "|".join(re.escape(u).replace(r"\ ", r"\s+") for u in units()) + r")(?!\w)"
# 'tháng 6', 'quý I', 'năm 2025', '6 tháng đầu năm' are points of the calendar, 'tuần lễ', 'tháng hành động' are names.
_NO_POINT = (
    r"(?!\s*(?:\d|I{1,3}\b|IV\b|đầu\b|cuối\b|trước\b|sau\b|tới\b|tiếp\s|học\b|nay\b"
    r"|lễ\b|hành\s+động|cao\s+điểm|thanh\s+niên))"
)
_EACH = r"(?:[Hh][àằ]ng|[Mm]ỗi|[Tt]ừng)"
_MORE = rf"(?:\s*(?:,|/|;|và|hoặc|,\s*và)\s*(?:{_EACH}\s+|cả\s+|tổng\s+kết\s+)?{_UNIT}{_NO_POINT})*"
_BEFORE = r"(?P<relation>[Tt]rước|[Cc]hậm nhất(?:\s+(?:là|vào|trong))?|[Vv]ào|[Tt]rong|[Đđ]ến)\s+"

FAMILIES = (
    Family(
        name="day of a unit",
        regex=re.compile(
            rf"(?:(?:[Đđ]ịnh\s+kỳ\s+)?{_EACH}\s+(?P<lead>{_UNIT})\s*,?\s*\(?\s*)?(?:{_BEFORE})?"
            rf"(?<!\w)[Nn]gày\s+(?P<day>\d{{1,2}}(?!\d|\s?[/.-]\s?\d|\s+tháng\s+\d)|cuối cùng|cuối)(?:\s+của)?"
            rf"(?:\s+tháng\s+(?P<which>cuối cùng|cuối|đầu tiên|đầu|tiếp theo|sau|liền kề|kế tiếp))?"
            rf"(?:\s*,?\s*(?:của\s+)?(?P<each>{_EACH}\s+)?(?P<units>{_UNIT}{_NO_POINT}{_MORE}))?"
        ),
        reads=(
            "trước ngày 25 tháng cuối của mỗi quý, 6 tháng, năm",
            "trước ngày 20 hằng tháng",
            "chậm nhất là ngày 10 của tháng tiếp theo",
            "ngày cuối cùng của tháng",
            "trước ngày 25 của tháng cuối quý",
            "Hằng quý, trước ngày 20 của tháng đầu tiên",
        ),
        leaves=("10 ngày làm việc", "ngày ký ban hành", "ngày 15 tháng 12"),
    ),
    Family(
        name="weekday",
        regex=re.compile(
            rf"(?:(?:[Ss]áng|[Cc]hiều)\s+)?[Tt]hứ\s+(?P<weekday>[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy|[2-7])\s+{_EACH}\s+tuần"
        ),
        reads=("sáng thứ Hai hằng tuần", "thứ 6 hàng tuần"),
        leaves=("thứ Hai đầu tuần", "thứ tự"),
    ),
    Family(
        name="every",
        regex=re.compile(rf"(?<!\w)(?:[Đđ]ịnh\s+kỳ\s+\(?)?{_EACH}\s+(?P<units>{_UNIT}{_NO_POINT}{_MORE})"),
        reads=("hàng tháng", "Hằng quý, hằng năm", "định kỳ hằng năm", "mỗi học kỳ", "hàng tháng, quý, năm"),
        leaves=("hàng hóa", "mỗi người", "hàng ngũ", "quý phụ huynh"),
    ),
    Family(
        name="periodic",
        regex=re.compile(rf"(?<!\w)[Đđ]ịnh\s+k[ỳì]\s+(?:theo\s+)?\(?(?P<units>(?!ngày){_UNIT}{_NO_POINT}{_MORE})"),
        reads=("định kỳ 6 tháng và cả năm", "định kỳ tháng, quý, năm"),
        leaves=("định kỳ báo cáo", "định kỳ tháng 6"),
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
    ),
)

# 'Đời sống hằng ngày', 'công việc hằng ngày' name what is ordinary, not when something is due.
_ORDINARY = re.compile(r"(?:đời sống|cuộc sống|sinh hoạt|công việc|hoạt động|tiêu dùng)\s+$", re.IGNORECASE)
_PERIODIC = re.compile(r"[Đđ]ịnh\s+k[ỳì]")
_RELATIONS = {"trước": "before", "đến": "by"}
_LAST_DAY = -1


@dataclass(frozen=True, slots=True)
class _Recurrence:
    start: int
    end: int
    family: str
    units: tuple[str, ...]
    rules: tuple[str, ...]
    relation: str | None = None


def find_recurring(text: str, times: list[Time]) -> list[Time]:
    """Return what recurs in a masked `text`, joined with the calendar `times` found in it.

    'Trước ngày 30/11' alone is a date of the plan's year; 'trước ngày 30/11 hằng năm' recurs, and so does 'định kỳ
    hằng năm (trước ngày 30/11)'.

    >>> from extractors.times import Frame, find_times
    >>> clause = "Định kỳ hằng năm (trước ngày 15 tháng 12) báo cáo kết quả"
    >>> [t.rrule for t in find_recurring(clause, find_times(clause, Frame(2025)))]
    ['FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15']
    """
    recurrences = _recurrences(text)
    found: list[Time] = []
    used: set[int] = set()
    days = Spans((r.start, r.end) for r in recurrences if r.family == "day of a unit")
    for time in times:
        if not days.free(time.start, time.end):
            continue  # the longer reading is kept: 'ngày 25 tháng cuối quý'
        joined = _joined(text, time, recurrences, used)
        if joined is not None:
            found.append(joined)
        elif time.family != "day of month":
            found.append(time)
    for index, recurrence in enumerate(recurrences):
        if index not in used:
            relation = recurrence.relation or "every"
            found += [
                Time(
                    recurrence.start, recurrence.end, "recurring", None, None, relation, rule, family=recurrence.family
                )
                for rule in recurrence.rules
            ]
    return sorted(found, key=lambda t: t.start)


_HINT = re.compile(r"h[àằ]ng|mỗi|từng|định\s+k|báo cáo|ngày|thứ", re.IGNORECASE)


def _recurrences(text: str) -> list[_Recurrence]:
    found: list[_Recurrence] = []
    if not _HINT.search(text):
        return found
    taken = Spans()
    for family in FAMILIES:
        for match in family.regex.finditer(text):
            recurrence = _recurrence(text, family.name, match) if taken.free(*match.span()) else None
            if recurrence is not None:
                found.append(recurrence)
                taken.add(*match.span())
    return sorted(found, key=lambda r: r.start)


def _recurrence(text: str, family: str, match: re.Match[str]) -> _Recurrence | None:
    values = match.groupdict()
    if family == "weekday":
        rule = weekly_on(values["weekday"])
        return _Recurrence(match.start(), match.end(), family, ("tuần",), (rule,)) if rule else None
    named = _units_of(values.get("units") or "")
    if family == "day of a unit":
        which, each = values["which"], values["each"]
        if which in ("tiếp theo", "sau", "liền kề", "kế tiếp"):
            named = named or ("tháng",)
        if values["lead"]:
            named, each = (" ".join(values["lead"].lower().split()),), "mỗi"
        if not named or not (which or each or named == ("tháng",)) or named[0] == "ngày":
            return None
        day = int(values["day"]) if values["day"].isdigit() else _LAST_DAY
        first = (which or "").startswith("đầu")
        rules = tuple(r for u in named if (r := day_of(u, day, first_month=first)))
        word = (values["relation"] or "").lower().split()
        relation = ("by" if word[0] == "chậm" else _RELATIONS.get(word[0])) if word else None
        return _Recurrence(match.start(), match.end(), family, named, rules, relation) if rules else None
    if _ORDINARY.search(text, max(0, match.start() - 12), match.start()) and named == ("ngày",):
        return None
    start = match.start("time") if "time" in values else match.start()
    return _Recurrence(start, match.end(), family, named, tuple(r for u in named if (r := rule_of(u))))


_SPLIT_UNITS = re.compile(rf"(?<!\w){_UNIT}")


def _units_of(listed: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(u.lower().split()) for u in _SPLIT_UNITS.findall(listed)))


_CLAUSE_END = re.compile(r"[;.](?:\s|$)")
_NEAR = 4  # recurrences on either side that a day may belong to
_FAR = 120  # characters between 'định kỳ hằng năm' and the day that belongs to it


def _joined(text: str, time: Time, recurrences: list[_Recurrence], used: set[int]) -> Time | None:
    """Return a day, or months, that the words around make recur; None where nothing does."""
    if time.kind not in ("date", "month", "quarter", "period") or (time.yearless is None and time.family == "date"):
        return None
    at = bisect_left(recurrences, time.start, key=lambda r: r.start)
    for index in range(max(0, at - _NEAR), min(len(recurrences), at + _NEAR)):
        recurrence = recurrences[index]
        if recurrence.family not in ("every", "periodic"):
            continue
        follows = _ONLY_DAYS.fullmatch(text, time.end, recurrence.start) if recurrence.start >= time.end else None
        if not follows and not (time.yearless and _leads(text, recurrence, time)):
            continue
        rule = _rule(time, recurrence)
        if rule is not None:
            used.add(index)
            adjacent = not follows and not text[recurrence.end : time.start].strip(" ,(")
            return _recurring(
                replace(time, start=recurrence.start if adjacent else time.start),
                recurrence.end if follows else time.end,
                rule,
            )
    if time.yearless and time.yearless[1]:
        next_year = _NEXT_YEAR.match(text, time.end)
        if next_year:
            return _recurring(time, next_year.end(), yearly_on(time.yearless[1], time.yearless[0]))
        before = text[max(0, time.start - _FAR) : time.start]
        periodic = _PERIODIC.search(before)
        if periodic and not _CLAUSE_END.search(before, periodic.end()):
            return _recurring(time, time.end, yearly_on(time.yearless[1], time.yearless[0]))
    return None


# 'Trước ngày 30 tháng 01 của năm tiếp theo' closes every year of a plan, not one.
_NEXT_YEAR = re.compile(r"\s+(?:của\s+)?năm\s+(?:tiếp theo|kế tiếp|liền kề|sau)")


def _recurring(time: Time, end: int, rule: str) -> Time:
    """A stated before or by wins over every."""
    relation = time.relation if time.relation in ("before", "by") else "every"
    return replace(
        time,
        end=end,
        kind="recurring",
        first=None,
        last=None,
        rrule=rule,
        relation=relation,
        family="day of every unit",
    )


# Between a day and 'hằng năm' only further days may stand: 'trước ngày 01/6 và 15/11 hằng năm'.
_ONLY_DAYS = re.compile(r"[\s,/\d]{0,12}(?:(?:và|hoặc|của|ngày)[\s\d/]{0,12}){0,3}")


def _leads(text: str, recurrence: _Recurrence, time: Time) -> bool:
    """Say whether a recurrence before a day is the same time: 'định kỳ hằng năm gửi báo cáo … trước ngày 15/12'."""
    if recurrence.end > time.start or time.start - recurrence.end > _FAR:
        return False
    between = text[recurrence.end : time.start]
    if _CLAUSE_END.search(between):
        return False
    return not between.strip(" ,(") or _PERIODIC.match(text, recurrence.start) is not None


def _rule(time: Time, recurrence: _Recurrence) -> str | None:
    if time.yearless is not None:
        day, month = time.yearless
        if month:
            return yearly_on(month, day) if "năm" in recurrence.units else None
        monthly = [u for u in recurrence.units if months_of(u) == 1]
        return day_of(monthly[0], day) if monthly else None
    if "năm" not in recurrence.units or time.last is None:
        return None
    first = (time.first or time.last).month
    months = tuple(range(first, time.last.month + 1))
    return (yearly_in(months) if len(months) > 1 else yearly_on(first)) if months else None
