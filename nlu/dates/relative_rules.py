"""Days counted from today or from another day: „übermorgen", „in zwei Wochen", „nächsten Monat", „Ende
Januar"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from nlu.dates.durations import LONGEST, duration
from nlu.dates.feasts import is_werktag
from nlu.dates.fold import word_set
from nlu.dates.nth_rules import calendar_week, read_nth, season
from nlu.dates.periods import (
    add_days,
    counted,
    edge_of,
    last_weekday,
    next_weekday,
    period,
    period_of,
    shift,
)
from nlu.dates.reader import Reader
from nlu.dates.resolve import resolve
from nlu.dates.values import Days, DayValue, FeastDay, Partial

Found = tuple[DayValue, int]
DayRule = Callable[[Reader, int, bool], Found | None]
DAY_UNITS = word_set("day week month quarter half_year year weekend")
SOON = {"day": 7, "week": 28, "month": 92}
"""Days in „in den nächsten Tagen / Wochen / Monaten" without a number."""


def moved(day: date, amount: float, unit: str, sign: int) -> Days | None:
    """`day` moved by an amount of a unit in the direction of `sign`; None for units shorter than a day."""
    if unit == "werktag":
        return _werktage(day, int(amount), sign)
    if unit not in DAY_UNITS:
        return None
    if amount != int(amount):
        half = {"week": 7.0, "month": 30.0, "year": 365.25}.get(unit)
        if unit == "year":
            start = shift(day, sign * round(amount * 12), "month")
        else:
            start = add_days(day, sign * round(amount * (half or 1)))
        return Days(start, add_days(start, 1))
    start = shift(day, sign * int(amount), unit)
    return Days(start, add_days(start, 1), "weeks_away" if unit == "week" else "day")


def _werktage(day: date, count: int, sign: int) -> Days | None:
    if count > 400:
        return None
    while count:
        day += timedelta(sign)
        count -= is_werktag(day)
    return Days(day, day + timedelta(1))


def read_relative(r: Reader, i: int, read_day: DayRule | None) -> Found | None:
    """Every rule of this module in turn; `read_day` reads the other day that something is counted
    from, if that is allowed."""
    tags = r.tokens[i].tags
    if not tags:
        return _below_the_week(r, i) if r.word(i) == "unter" else calendar_week(r, i)
    if "edge_in" in tags:
        days = resolve(Partial(month=tags["edge_in"][1]), r.today)
        return (edge_of(days, tags["edge_in"][0]), i + 1) if isinstance(days, Days) else None
    if "edge_of" in tags:
        edge, unit = tags["edge_of"]
        return edge_of(_coming(r, unit, edge), edge), i + 1
    if "dayword" in tags:
        return _dayword(r, i)
    if "rel" in tags:
        return _rel(r, i)
    if "edge" in tags:
        return _edge(r, i, read_day)
    if "season" in tags and r.word(i - 1) in ("im", "ab", "bis", "seit", "nach", "vor", "zum"):
        return season(r, i, None, i)
    if "unit" in tags:
        return _unit(r, i, read_day)
    return _counted_from(r, i, read_day) or read_nth(r, i, read_day)


def _dayword(r: Reader, i: int) -> Found | None:
    if r.word(i) == "morgen" and r.word(i - 1) in ("guten", "am", "jeden", "diesen", "schoenen"):
        return None
    day = add_days(r.today, r.tag(i, "dayword"))
    k = i + 1
    if r.word(k) in ("in", "vor"):
        later = duration(r, k)
        if later:
            amount, unit, end = later
            if unit == "day" and amount == 8:
                amount = 7  # „heute in acht Tagen" is a week
            days = moved(day, amount, unit, 1 if r.word(k) == "in" else -1)
            if days:
                return days, end
    return Days(day, add_days(day, 1)), k


def _rel(r: Reader, i: int) -> Found | None:
    """„nächste Woche", „übernächsten Freitag", „die nächsten drei Tage", „nächsten März", „nächste
    Ostern"."""
    rel: int = r.tag(i, "rel")
    k = i + 1
    nth = read_nth(r, i, None) if rel == -1 and r.tag(k, "digits") is None else None
    if nth:
        return nth
    weekday = r.tag(k, "weekday")
    if weekday is not None:
        if rel < 0:
            day = add_days(last_weekday(r.today, weekday), 7 * (rel + 1))
        else:
            day = add_days(next_weekday(r.today, weekday), 7 * max(0, rel - 1))
        return Days(day, add_days(day, 1)), k + 1
    amount = r.tag(k, "num")
    unit = r.tag(k + 1, "unit")
    if amount and amount == int(amount) and unit in DAY_UNITS and 0 < amount <= LONGEST and rel in (1, -1):
        return counted(r.today, rel * int(amount), unit), k + 2
    unit = r.tag(k, "unit")
    if unit == "werktag" and rel >= 1:
        days = _werktage(r.today, rel, 1)
        return (days, k + 1) if days else None
    if unit in SOON and rel == 1 and r.word(k)[-1] == "n":
        return Days(r.today, add_days(r.today, SOON[unit]), "days", rolling=True), k + 1
    if unit in DAY_UNITS and unit != "day":
        return period(r.today, rel, unit), k + 1
    month = r.tag(k, "month")
    if month:
        coming = date(r.today.year + (month < r.today.month), month, 1)
        return period_of(shift(coming, rel - 1 if rel > 0 else rel, "year"), "month"), k + 1
    return season(r, k, rel, k)


def _edge(r: Reader, i: int, read_day: DayRule | None) -> Found | None:
    """„Anfang Januar", „Ende nächster Woche", „Mitte des Monats", „Ende 2027", „Ende des Tages"."""
    edge: str = r.tag(i, "edge")
    k = i + 1
    while r.word(k) in ("der", "des", "vom", "von", "dieser", "dem") and k < i + 3:
        k += 1
    unit = r.tag(k, "unit")
    if unit in DAY_UNITS:
        return edge_of(period(r.today, 0, unit), edge), k + 1
    year = r.whole(k, "num", 2000, 2099)
    if year:
        return edge_of(period_of(date(year, 1, 1), "year"), edge), k + 1
    if (r.tag(k, "month") is None and r.tag(k, "rel") is None) or read_day is None:
        return None
    found = read_day(r, k, False)
    days = resolve(found[0], r.today) if found else None
    if not found or not isinstance(days, Days) or days.grain not in DAY_UNITS or days.grain == "day":
        return None
    return edge_of(days, edge), found[1]


def _unit(r: Reader, i: int, read_day: DayRule | None) -> Found | None:
    unit = r.tag(i, "unit")
    if unit == "weekend":
        return period(r.today, 0, "weekend"), i + 1
    if unit == "year" and r.whole(i + 1, "num", 1900, 2100):
        return Partial(year=r.whole(i + 1, "num", 1900, 2100)), i + 2
    if unit in ("week", "day") and read_day and r.word(i + 1) in ("nach", "vor", "ab", "vom", "von"):
        return _beside(r, i, unit, read_day)
    return None


def _beside(r: Reader, i: int, unit: str, read_day: DayRule) -> Found | None:
    """„die Woche nach Pfingsten", „in der Woche vom 7.12.", „am Tag vor Heiligabend"."""
    op, k = r.word(i + 1), i + 2 + (r.word(i + 2) in ("dem", "den", "der"))
    found = read_day(r, k, True) if r.tag(k, "unit") is None else None
    days = resolve(found[0], r.today) if found else None
    if not found or not isinstance(days, Days) or (unit == "day" and op not in ("nach", "vor")):
        return None
    if op == "nach":
        anchor, count = add_days(days.end, days.after - 1), 1
    elif op == "vor":
        anchor, count = add_days(days.first, -days.before), -1
    else:
        anchor, count = days.first, 0
    return period(anchor, count, unit), found[1]


def _below_the_week(r: Reader, i: int) -> Found | None:
    """„unter der Woche": Monday to Friday, as a habit."""
    if r.word(i + 1) != "der" or r.word(i + 2) != "woche":
        return None
    first = period(r.today, 0, "week").first
    return Days(first, add_days(first, 5), "days", weekly=(0, 1, 2, 3, 4)), i + 3


def _coming(r: Reader, unit: str, edge: str) -> Days:
    """The running unit if that edge of it is still to come, else the next („zum Jahresanfang")."""
    running = period(r.today, 0, unit)
    return running if edge_of(running, edge).end > r.today else period(r.today, 1, unit)


def _counted_from(r: Reader, i: int, read_day: DayRule | None) -> Found | None:
    """„in zwei Wochen", „vor drei Tagen", „drei Tage nach Weihnachten", „zwei Wochen später"."""
    word = r.word(i)
    amount = duration(r, i) if word in ("in", "vor") or r.tag(i, "num") is not None else None
    if amount is None:
        return None
    value, unit, k = amount
    if word in ("in", "vor"):
        days = moved(r.today, value, unit, 1 if word == "in" else -1)
        if days and unit == "year" and value == int(value):
            days = period_of(days.first, "month")  # nobody means the day
        return (days, k) if days else None
    if r.word(k) in ("spaeter", "spater"):
        days = moved(r.today, value, unit, 1)
        return (days, k + 1) if days else None
    if r.word(k) not in ("nach", "vor") or read_day is None:
        return None
    start = k + 1 + (r.word(k + 1) in ("dem", "den", "der"))
    if r.tag(start, "num") is not None and r.tag(start + 1, "unit"):
        return None  # no chains of durations
    found = read_day(r, start, True)
    base = resolve(found[0], r.today) if found else None
    if not found or not isinstance(base, Days):
        return None
    sign = 1 if r.word(k) == "nach" else -1
    edge = base.first if sign < 0 or isinstance(found[0], FeastDay) else add_days(base.end, -1)
    days = moved(edge, value, unit, sign)
    return (days, found[1]) if days else None
