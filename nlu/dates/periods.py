"""Calendar arithmetic: whole weeks, months, quarters and years, and shifting by them. Days only, no clock."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, date, timedelta

from nlu.dates.values import Days

WEEK_END = "week_end"
"""Grain of „Ende der Woche": Thursday and Friday, but „bis Ende der Woche" runs to Sunday."""
UNIT_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


def safe_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has none (31. April) or the year is out of range."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def add_months(day: date, count: int) -> date:
    """The same day `count` months on, or the last of that month (31 January plus one month is 28
    February)."""
    years, month = divmod(day.month - 1 + count, 12)
    year = min(max(day.year + years, 1), MAXYEAR - 1)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_days(day: date, count: int) -> date:
    """`day` plus `count` days, held inside the calendar."""
    return date.fromordinal(min(max(day.toordinal() + count, 1), date.max.toordinal() - 366))


def period_of(day: date, unit: str) -> Days:
    """The whole week (from Monday), month, quarter, half year or year that `day` lies in."""
    if unit == "day":
        return Days(day, add_days(day, 1))
    if unit == "week":
        first = add_days(day, -day.weekday())
        return Days(first, add_days(first, 7), "week")
    if unit == "weekend":
        first = add_days(day, 5 - day.weekday())
        return Days(first, add_days(first, 2), "weekend")
    months = UNIT_MONTHS[unit]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Days(first, add_months(first, months), unit)


def shift(day: date, count: int, unit: str) -> date:
    """`day` moved by `count` units."""
    if unit == "day":
        return add_days(day, count)
    if unit in ("week", "weekend"):
        return add_days(day, 7 * count)
    return add_months(day, count * UNIT_MONTHS[unit])


def period(today: date, count: int, unit: str) -> Days:
    """The `count`-th whole unit after the running one (0 is the running one, -1 the last)."""
    return period_of(shift(period_of(today, unit).first, count, unit), unit)


def counted(today: date, count: int, unit: str) -> Days:
    """The `count` whole units after the running one, or before it when negative („die nächsten drei
    Wochen")."""
    running = period_of(today, unit).first
    start, end = (1, count + 1) if count > 0 else (count, 0)
    return Days(shift(running, start, unit), shift(running, end, unit), "days", rolling=True)


def edge_of(days: Days, edge: str) -> Days:
    """Beginning, middle or end of a period.

    A month is cut in tens (1–10, 11–20, 21–end), a week in Mon–Tue, Wed, Thu–Fri (office days), a year in
    four months each, anything else in thirds.
    """
    if (days.end - days.first).days < 3:
        return days
    cuts: tuple[int, ...]
    if days.grain == "week":
        cuts = (0, 2, 3, 5)
    elif days.grain == "month":
        cuts = (0, 10, 20, (days.end - days.first).days)
    elif days.grain == "year":
        cuts = tuple((add_months(days.first, months) - days.first).days for months in (0, 4, 8, 12))
    else:
        length = (days.end - days.first).days
        cuts = (0, length // 3, 2 * length // 3, length)
    index = ("anfang", "mitte", "ende").index(edge)
    grain = WEEK_END if days.grain == "week" and index == 2 else "days"
    return Days(days.first + timedelta(cuts[index]), days.first + timedelta(cuts[index + 1]), grain)


def next_weekday(after: date, weekday: int) -> date:
    """The first `weekday` strictly after `after`."""
    return add_days(after, (weekday - after.weekday() - 1) % 7 + 1)


def last_weekday(before: date, weekday: int) -> date:
    """The last `weekday` strictly before `before`."""
    return add_days(before, -((before.weekday() - weekday - 1) % 7 + 1))
