"""What comes again and again, joined with its days and months: 'hằng quý', 'trước ngày 30/11 hằng năm'.

The units are read in recurrence_units.py.  A number of times ('02 lần/tháng') is a figure and stands in figures.py.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from extractors.recurrence_units import Recurrence, find_recurrences
from extractors.spans import Spans
from extractors.times import Time
from normalizers.recurrences import day_of, months_of, yearly_in, yearly_on

_PERIODIC = re.compile(r"[Đđ]ịnh\s+k[ỳì]")


def find_recurring(text: str, times: list[Time]) -> list[Time]:
    """Return what recurs in a masked `text`, joined with the calendar `times` found in it.

    'Trước ngày 30/11' alone is a date of the plan's year; 'trước ngày 30/11 hằng năm' recurs, and so does 'định kỳ
    hằng năm (trước ngày 30/11)'.

    >>> from extractors.times import Frame, find_times
    >>> clause = "Định kỳ hằng năm (trước ngày 20 tháng 11) báo cáo kết quả"
    >>> [t.rrule for t in find_recurring(clause, find_times(clause, Frame(2025)))]
    ['FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=20']
    """
    recurrences = find_recurrences(text)
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


_CLAUSE_END = re.compile(r"[;.](?:\s|$)")
_NEAR = 4  # recurrences on either side that a day may belong to
_FAR = 120  # characters between 'định kỳ hằng năm' and the day that belongs to it


def _joined(text: str, time: Time, recurrences: list[Recurrence], used: set[int]) -> Time | None:
    """Return a day, or months, that the words around make recur; None where nothing does."""
    if time.kind not in ("date", "month", "quarter", "period") or (time.yearless is None and time.family == "date"):
        return None
    at = bisect_left(recurrences, time.start, key=lambda r: r.start)
    for index in range(max(0, at - _NEAR), min(len(recurrences), at + _NEAR)):
        recurrence = recurrences[index]
        joins = recurrence.family in ("every", "periodic")
        adjacent = recurrence.end <= time.start and not text[recurrence.end : time.start].strip(" ,(")
        if not joins and not (adjacent and recurrence.family == "report"):
            continue  # 'báo cáo năm chậm nhất ngày 05/12' is one time, 'báo cáo năm, …' and a day are two
        follows = _ONLY_DAYS.fullmatch(text, time.end, recurrence.start) if recurrence.start >= time.end else None
        if not follows and not (time.yearless and _leads(text, recurrence, time)):
            continue
        rule = _rule(time, recurrence, bracketed=adjacent and "(" in text[recurrence.end : time.start])
        if rule is not None:
            used.add(index)
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


def _leads(text: str, recurrence: Recurrence, time: Time) -> bool:
    """Say whether a recurrence before a day is the same time: 'định kỳ hằng năm gửi báo cáo … trước ngày 15/12'."""
    if recurrence.end > time.start or time.start - recurrence.end > _FAR:
        return False
    between = text[recurrence.end : time.start]
    if _CLAUSE_END.search(between):
        return False
    # 'Hằng tháng, các tổ gửi báo cáo trước ngày 25' names no other month than those.
    bare_day = time.yearless is not None and not time.yearless[1]
    return bare_day or not between.strip(" ,(") or _PERIODIC.match(text, recurrence.start) is not None


def _rule(time: Time, recurrence: Recurrence, bracketed: bool) -> str | None:
    """Return the rule of a day by the unit beside it; in brackets it is the one day of a half-year, too."""
    if time.yearless is not None:
        day, month = time.yearless
        if month:
            yearly = "năm" in recurrence.units or (bracketed and recurrence.units == ("6 tháng",))
            return yearly_on(month, day) if yearly else None
        monthly = [u for u in recurrence.units if months_of(u) == 1]
        return day_of(monthly[0], day) if monthly else None
    if "năm" not in recurrence.units or time.last is None:
        return None
    first = (time.first or time.last).month
    months = tuple(range(first, time.last.month + 1))
    return (yearly_in(months) if len(months) > 1 else yearly_on(first)) if months else None
