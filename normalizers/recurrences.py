"""What comes again and again, as RFC 5545 rules: 'hằng quý' is FREQ=MONTHLY;INTERVAL=3."""

from __future__ import annotations

from collections.abc import Sequence

from normalizers.letters import fold
from normalizers.tables import Spellings

_UNITS = Spellings("recurrence_units")
_WEEKDAYS = {"hai": "MO", "2": "MO", "ba": "TU", "3": "TU", "tư": "WE", "4": "WE", "năm": "TH", "5": "TH", "sáu": "FR"}
_WEEKDAYS |= {"6": "FR", "bảy": "SA", "7": "SA"}

#: Months of a year in which a unit ends, for 'ngày 25 tháng cuối của mỗi quý'.
_LAST_MONTHS = {3: (3, 6, 9, 12), 6: (6, 12), 12: (12,)}
_FIRST_MONTHS = {3: (1, 4, 7, 10), 6: (1, 7), 12: (1,)}


def units() -> tuple[str, ...]:
    """Return the spellings of units, longest first: '6 tháng', 'năm học', 'tháng', 'quý'."""
    return tuple(sorted(_UNITS, key=len, reverse=True))


def rule_of(unit: str) -> str | None:
    """Return the rule of a unit by which something recurs, or None.

    >>> rule_of("quý")
    'FREQ=MONTHLY;INTERVAL=3'
    """
    return _UNITS.value(unit)


def months_of(unit: str) -> int | None:
    """Return how many months a unit has: 1, 3, 6, 12; None for days and weeks."""
    rule = rule_of(unit) or ""
    if rule == "FREQ=YEARLY":
        return 12
    if rule.startswith("FREQ=MONTHLY"):
        return int(rule.partition("INTERVAL=")[2] or 1)
    return None


def yearly_on(month: int, day: int | None = None) -> str:
    """Return the rule of a day, or a month, of every year."""
    return f"FREQ=YEARLY;BYMONTH={month}" + (f";BYMONTHDAY={day}" if day is not None else "")


def yearly_in(months: Sequence[int]) -> str:
    """Return the rule of several months of every year."""
    return "FREQ=YEARLY;BYMONTH=" + ",".join(map(str, months))


def day_of(unit: str, day: int, *, first_month: bool = False) -> str | None:
    """Return the rule of a day in the last (or first) month of every unit; -1 is the last day.

    >>> day_of("quý", 25), day_of("tháng", 20)
    ('FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=25', 'FREQ=MONTHLY;BYMONTHDAY=20')
    """
    length = months_of(unit)
    if length is None:
        return None
    if length == 1:
        return f"FREQ=MONTHLY;BYMONTHDAY={day}"
    months = (_FIRST_MONTHS if first_month else _LAST_MONTHS)[length]
    if length == 12:
        return yearly_on(months[0], day)
    return f"FREQ=MONTHLY;BYMONTH={','.join(map(str, months))};BYMONTHDAY={day}"


def weekly_on(weekday: str) -> str | None:
    """Return the rule of a weekday: 'Hai', '2', 'chủ nhật'."""
    name = fold(weekday)
    if name in ("chủ nhật", "cn"):
        return "FREQ=WEEKLY;BYDAY=SU"
    return f"FREQ=WEEKLY;BYDAY={_WEEKDAYS[name]}" if name in _WEEKDAYS else None
