"""From a date with gaps to known days: which year, which month, which week is meant.

The rule of an office: a date without a year or month is the next one that is not past („am 3." said on
the 10th
is the 3rd of next month); a weekday is the next one after today.
"""

from __future__ import annotations

from datetime import date

from nlu.dates.feast_names import BETWEEN_THE_YEARS
from nlu.dates.feasts import FEASTS
from nlu.dates.periods import WEEK_END, add_days, add_months, last_weekday, next_weekday, period_of, safe_date
from nlu.dates.values import Bound, Days, DayValue, FeastDay, Partial

MONTHS_TRIED = 13
YEARS_TRIED = 9  # the longest wait for a 29 February


def resolve(value: DayValue, today: date) -> Days | Bound | None:
    """The days meant by `value`, seen from `today`; None if the calendar has no such day."""
    if isinstance(value, Partial):
        return _partial(value, today)
    if isinstance(value, FeastDay):
        return _feast(value, today)
    return value


def _partial(value: Partial, today: date) -> Days | None:
    if value.day is None and value.month is None:
        if value.weekday is None:
            return period_of(date(value.year, 1, 1), "year") if value.year else None
        return _one(next_weekday(today, value.weekday))
    if value.day is None:
        return _month(value.month or 1, value.year, today)
    if value.month is None:
        return _day_of_month(value.day, value.weekday, today)
    if value.year is not None:
        return _one(safe_date(value.year, value.month, value.day))
    years = range(today.year, today.year + YEARS_TRIED)
    if value.weekday is not None:
        # the weekday tells the year: „Sonntag, 10. Februar" may well be last Sunday
        for year in (today.year, today.year + 1, today.year - 1):
            found = safe_date(year, value.month, value.day)
            if found and found.weekday() == value.weekday:
                return _one(found)
    found_days = (safe_date(year, value.month, value.day) for year in years)
    return _one(next((day for day in found_days if day and day >= today), None))


def _one(day: date | None) -> Days | None:
    return Days(day, add_days(day, 1)) if day else None


def _month(month: int, year: int | None, today: date) -> Days | None:
    first = safe_date(year or today.year, month, 1)
    if first is None:
        return None
    if year is None and month < today.month:
        first = add_months(first, 12)
    return period_of(first, "month")


def _day_of_month(day: int, weekday: int | None, today: date) -> Days | None:
    """The next month that has the day (and the weekday, if one was said and fits within a year)."""
    first = today.replace(day=1)
    months = [add_months(first, count) for count in range(MONTHS_TRIED)]
    days = [
        found for month in months if (found := safe_date(month.year, month.month, day)) and found >= today
    ]
    fitting = [found for found in days if weekday is None or found.weekday() == weekday]
    return _one(next(iter(fitting or days), None))


def _feast(value: FeastDay, today: date) -> Days | None:
    years = (value.year,) if value.year else (today.year - 1, today.year, today.year + 1)
    for year in years:
        if not 1600 <= year <= 4000:  # the range of the Easter rule
            return None
        if value.key == BETWEEN_THE_YEARS:
            days = Days(date(year, 12, 27), date(year + 1, 1, 1), "days")
        else:
            feast = FEASTS[value.key]
            on = feast.on(year)
            days = Days(on, add_days(on, 1), "day", feast.before, feast.after)
        if value.year or (add_days(days.end, days.after) > today and days.end > today):
            return days
    return None


def resolve_range(left: DayValue, right: DayValue, today: date) -> Days | None:
    """The days from `left` to `right`, both counted in; None if they do not follow each other.

    „vom 3. bis 10. Mai": the left side borrows month and year from the right. Of dates without a year
    the right
    side is the next one not past and the left side the last one before it, so that a running stretch is seen.
    """
    if isinstance(left, Partial) and isinstance(right, Partial):
        if left.weekday is not None and left.day is None:
            start = resolve(left, today)
            return _join(start, resolve(right, start.first) if isinstance(start, Days) else None)
        end = resolve(right, today)
        if left.month is None and right.month is None and left.day and right.day and left.day > right.day:
            start = resolve(left, today)
            return _join(start, resolve(right, start.first) if isinstance(start, Days) else None)
        if not isinstance(end, Days):
            return None
        if left.month is None and left.day:
            left = left._replace(month=end.first.month, year=end.first.year)
        elif left.year is None:
            left = left._replace(year=end.first.year)
        start = resolve(left, today)
        if (isinstance(start, Days) and start.first > end.first and right.year is None) or (
            isinstance(start, Days) and start.first > end.first and left.month and right.month
        ):
            start = resolve(left._replace(year=end.first.year - 1), today)
        return _join(start, end)
    start = resolve(left, today)
    if (
        isinstance(left, Partial)
        and left.weekday is not None
        and left.day is None
        and isinstance(right, Days)
    ):
        start = _one(last_weekday(right.end, left.weekday))
    if not isinstance(start, Days):
        return None
    return _join(start, resolve(right, start.first if isinstance(right, (Partial, FeastDay)) else today))


def _join(start: Days | Bound | None, end: Days | Bound | None) -> Days | None:
    if not isinstance(start, Days) or not isinstance(end, Days) or start.first >= end.end:
        return None
    return Days(start.first, end.end, "days")


def between(left: DayValue, right: DayValue, today: date) -> Days | None:
    """„zwischen Weihnachten und Neujahr": feasts are left out on both sides, plain dates are counted in."""
    days = resolve_range(left, right, today)
    if days is None or not (isinstance(left, FeastDay) and isinstance(right, FeastDay)):
        return days
    start, end = resolve(left, today), resolve(right, add_days(days.end, -1))
    if not isinstance(start, Days) or not isinstance(end, Days):
        return None
    inner = Days(add_days(start.end, start.after), add_days(end.first, -end.before), "days")
    return inner if inner.first < inner.end else None


def bound(op: str, days: Days) -> Bound:
    """„ab", „nach", „vor", „bis" with days: an open end. „bis Freitag" counts Friday in, „vor Freitag"
    does not."""
    if op in ("ab", "seit"):
        return Bound(days.first, None)
    if op == "nach":
        return Bound(add_days(days.end, days.after), None)
    if op == "vor":
        return Bound(None, add_days(days.first, -days.before))
    if days.grain == WEEK_END:
        return Bound(None, add_days(days.end, 2))
    return Bound(None, days.end)


def merge(one: DayValue, other: DayValue, today: date) -> DayValue | None:
    """Two day expressions side by side that mean one day („Mittwoch" + „nächste Woche"), or None."""
    if isinstance(one, Days) and isinstance(other, Partial):
        one, other = other, one
    if isinstance(one, Partial) and isinstance(other, Partial):
        return _union(one, other)
    if isinstance(other, FeastDay):
        one, other = other, one
    if isinstance(one, FeastDay):
        year = other.year if isinstance(other, Partial) else None
        if isinstance(other, Days) and other.grain == "year":
            year = other.first.year
        alone = not isinstance(other, Partial) or other == Partial(year=year)
        return one._replace(year=year) if year and alone and one.year is None else None
    if isinstance(one, Partial) and isinstance(other, Days):
        return _inside(one, other)
    return None


def _union(one: Partial, other: Partial) -> Partial | None:
    if any(a is not None and b is not None for a, b in zip(one, other, strict=True)):
        return None
    both = Partial(*(a if a is not None else b for a, b in zip(one, other, strict=True)))
    if both.weekday is not None and both.day is None:
        return None  # „Montag“ next to „Mai“ is two expressions
    return both


def _inside(part: Partial, whole: Days) -> DayValue | None:
    bare = part.weekday is not None and part == Partial(weekday=part.weekday)
    if whole.grain in ("week", "weeks_away") and bare and part.weekday is not None:
        return _one(add_days(whole.first, part.weekday - whole.first.weekday()))
    if whole.grain == "month" and part.day is not None and part.month is None:
        return part._replace(month=whole.first.month, year=whole.first.year)
    if whole.grain == "year" and part.month is not None and part.year is None:
        return part._replace(year=whole.first.year)
    if whole.grain == "day" and part == Partial(weekday=whole.first.weekday()):
        return whole  # „morgen, Dienstag"
    if whole.grain == "day" and part.day == whole.first.day and part.month in (None, whole.first.month):
        return whole  # „morgen, den 3."
    return None
