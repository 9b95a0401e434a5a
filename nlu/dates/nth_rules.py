"""Counted units inside a longer one: „erster Montag im Oktober", „letzte Woche im September", „KW 49",
„3. Quartal"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from nlu.dates.periods import add_days, add_months, last_weekday, next_weekday, period, period_of
from nlu.dates.reader import Reader
from nlu.dates.resolve import resolve
from nlu.dates.values import Days, DayValue

Found = tuple[DayValue, int]
DayRule = Callable[[Reader, int, bool], Found | None]
SEASONS = {
    "fruehling": (3, 20, 6, 21),
    "sommer": (6, 21, 9, 24),
    "herbst": (9, 23, 12, 21),
    "winter": (12, 21, 3, 21),
}
"""Astronomical seasons, first day and first day after, for a whole year without shifts."""
HALVES = {"week": 3, "month": 15, "quarter": 45}
"""Days in the first half."""
MONTH_WORDS = ("im", "in", "des", "vom", "von", "der", "jedes")


def read_nth(r: Reader, i: int, read_day: DayRule | None) -> Found | None:
    """An ordinal (or „letzter") with a weekday, day, week or quarter, inside or after another stretch."""
    nth = -1 if r.tag(i, "rel") == -1 else r.whole(i, "ord", 1, 53)
    if nth is None:
        return None
    k = i + 1
    weekday, unit = r.tag(k, "weekday"), r.tag(k, "unit")
    if r.word(k) in ("kalenderwoche", "kw") and nth > 0:
        return _iso_week(r, nth, k + 1)
    if unit == "quarter" and 1 <= nth <= 4:
        year = r.year(k + 1)
        first = date(year[0] if year else r.today.year, 3 * nth - 2, 1)
        return period_of(first, "quarter"), year[1] if year else k + 1
    if weekday is None and unit not in ("day", "week", "werktag", "half"):
        return None
    if r.word(k + 1) == "nach" and weekday is not None and read_day and nth > 0:
        return _after(r, nth, weekday, k + 2, read_day)
    whole = _whole(r, k + 1)
    if whole is None:
        return None
    days, end = whole
    found = _pick(days, nth, weekday, unit)
    if found and found.end <= r.today and days.first <= r.today < days.end and r.tag(end - 2, "rel") is None:
        found = _pick(period_of(days.end, days.grain), nth, weekday, unit)  # „am ersten Montag im Monat"
    return (found, end) if found else None


def _pick(days: Days, nth: int, weekday: int | None, unit: str | None) -> Days | None:
    return _nth_day(days, nth, weekday) if weekday is not None else _nth_unit(days, nth, unit or "day")


def _whole(r: Reader, i: int) -> tuple[Days, int] | None:
    """„im Oktober 2014", „des Monats", „nächsten Monats", „im neuen Jahr"."""
    inside = r.tag(i - 1, "in_month")
    if inside:
        year = r.year(i)
        first = date(year[0] if year else r.today.year + (inside < r.today.month), inside, 1)
        return period_of(first, "month"), year[1] if year else i
    if r.tag(i - 1, "half_of"):
        return period(r.today, 0, r.tag(i - 1, "half_of")), i
    k = i
    while r.word(k) in MONTH_WORDS and k < i + 2:
        k += 1
    month = r.tag(k, "month")
    if month:
        year = r.year(k + 1)
        first = date(year[0] if year else r.today.year + (month < r.today.month), month, 1)
        return period_of(first, "month"), year[1] if year else k + 1
    rel = r.tag(k, "rel")
    unit = r.tag(k + 1 if rel is not None else k, "unit")
    if unit not in ("month", "year", "quarter") or (rel is None and k == i):
        return None
    return period(r.today, rel or 0, unit), k + (2 if rel is not None else 1)


def _nth_day(days: Days, nth: int, weekday: int) -> Days | None:
    if nth < 0:
        day = last_weekday(days.end, weekday)
    else:
        day = add_days(next_weekday(add_days(days.first, -1), weekday), 7 * (nth - 1))
    return Days(day, add_days(day, 1)) if days.first <= day < days.end else None


def _nth_unit(days: Days, nth: int, unit: str) -> Days | None:
    """The nth day, or the nth week that lies wholly inside."""
    if unit == "half":
        middle = (
            add_months(days.first, 6) if days.grain == "year" else add_days(days.first, HALVES[days.grain])
        )
        halves = {1: Days(days.first, middle, "days"), 2: Days(middle, days.end, "days")}
        return halves.get(nth)
    if unit != "week":
        day = add_days(days.end, -1) if nth < 0 else add_days(days.first, nth - 1)
        return Days(day, add_days(day, 1)) if day < days.end else None
    if nth < 0:
        monday = last_weekday(add_days(days.end, -6), 0)
    else:
        monday = add_days(next_weekday(add_days(days.first, -1), 0), 7 * (nth - 1))
    return period_of(monday, "week") if monday < days.end else None


def _after(r: Reader, nth: int, weekday: int, k: int, read_day: DayRule) -> Found | None:
    found = read_day(r, k + (r.word(k) in ("dem", "den")), True)
    base = resolve(found[0], r.today) if found else None
    if not found or not isinstance(base, Days):
        return None
    day = add_days(next_weekday(add_days(base.end, base.after - 1), weekday), 7 * (nth - 1))
    return Days(day, add_days(day, 1)), found[1]


def calendar_week(r: Reader, i: int) -> Found | None:
    """„KW 49", „Kalenderwoche 3 2027"."""
    if r.word(i) not in ("kw", "kalenderwoche"):
        return None
    k = i + 2 if r.word(i + 1) == "." else i + 1
    week = r.whole(k, "num", 1, 53) or r.whole(k, "ord", 1, 53)
    return _iso_week(r, week, k + 1) if week else None


def _iso_week(r: Reader, week: int, k: int) -> Found | None:
    year = r.year(k)
    for tried in (year[0],) if year else (r.today.year, r.today.year + 1):
        try:
            days = period_of(date.fromisocalendar(tried, week, 1), "week")
        except ValueError:
            continue
        if year or days.end > r.today:
            return days, year[1] if year else k
    return None


def season(r: Reader, i: int, rel: int | None, k: int) -> Found | None:
    """„diesen Sommer", „nächsten Winter", „im Herbst": the running or coming one, `rel` steps on."""
    name = r.tag(i, "season")
    if name is None:
        return None
    month, day, end_month, end_day = SEASONS[name]
    year = r.today.year - 1
    first, end = date(year, month, day), date(year + (end_month < month), end_month, end_day)
    while end <= r.today:
        first, end = add_months(first, 12), add_months(end, 12)
    running = first <= r.today
    steps = rel or 0
    if steps > 0 and not running:
        steps -= 1
    return Days(add_months(first, 12 * steps), add_months(end, 12 * steps), "days"), k + 1
