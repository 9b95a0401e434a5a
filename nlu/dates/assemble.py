"""From the pieces of one expression to a `Span`: the day, the hours, and which kind they make together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from nlu.dates.clock_rules import DAY, NOON, OFFICE_MORNING, office_minute
from nlu.dates.groups import Group
from nlu.dates.periods import add_days
from nlu.dates.reader import Reader
from nlu.dates.resolve import resolve
from nlu.dates.spans import Kind, Span
from nlu.dates.values import Bound, Clock, Days, Moment, Partial, Times


def assemble(r: Reader, group: Group) -> Span | None:
    """The span that a group means, or None if the calendar has no such day."""
    start, end = r.tokens[group.start].start, r.tokens[group.end - 1].end
    if group.moment is not None:
        return _moment(group.moment, start, end)
    days = resolve(group.day, r.today) if group.day is not None else None
    if group.day is not None and days is None:
        return None
    times = _hours(group)
    weekday = _bare_weekday(group)
    if times is None:
        return replace(_days_only(days, start, end), weekday=weekday) if days else None
    window, point = times
    about = group.clock is not None and (group.about or group.clock.about)
    if isinstance(days, Bound):
        return _bound_at(days, window, start, end, about)
    said = (days.first, days.end) if days else None
    if days is None:
        first = _today_or_tomorrow(r.now, window)
        days = Days(first, add_days(first, 1))
        kind: Kind = "time" if point else "timerange"
    else:
        single = (days.end - days.first).days == 1
        kind = "datetime" if point and single else "datetimerange"
    last = add_days(days.end, -1)
    begin = _at(days.first, window[0]) if window[0] is not None else None
    until = _at(last, window[1]) if window[1] is not None else None
    return Span(
        start, end, kind, begin, until,
        open=begin is None or until is None, days=said,
        window=window, about=about, weekdays=days.weekly, weekday=weekday,
        rolling=days.rolling, alternative=_other_reading(group, begin),
    )  # fmt: skip


def _bare_weekday(group: Group) -> int | None:
    """The weekday, if nothing but it names the day: it then stands for any such day in „nicht am Freitag"."""
    day = group.day
    if isinstance(day, Partial) and day == Partial(weekday=day.weekday):
        return day.weekday
    return None


def _moment(moment: Moment, start: int, end: int) -> Span:
    return Span(start, end, "datetime" if moment.point else "datetimerange", moment.start, moment.end)


def _days_only(days: Days | Bound, start: int, end: int) -> Span:
    begin = _at(days.first, 0) if days.first else None
    until = _at(days.end, 0) if days.end else None
    if isinstance(days, Bound):
        return Span(start, end, "daterange", begin, until, open=True, days=(days.first, days.end))
    kind: Kind = "date" if (days.end - days.first).days == 1 else "daterange"
    return Span(
        start, end, kind, begin, until, days=(days.first, days.end), weekdays=days.weekly,
        rolling=days.rolling
    )  # fmt: skip


def _hours(group: Group) -> tuple[tuple[int | None, int | None], bool] | None:
    """Daily minutes (from, to) and whether they are a point in time; the part of the day settles the rest."""
    if group.clock is not None:
        minute = office_minute(group.clock, group.part)
        return (minute, minute + 1), True
    if group.times is None:
        return ((group.part.start, group.part.end), False) if group.part else None
    start, end = group.times.start, group.times.end
    part_start = group.part.start if group.part else None
    if part_start is not None and part_start >= NOON:
        start = start + NOON if start is not None and start < NOON else start
        end = end + NOON if end is not None and end < NOON else end
    elif part_start is not None:
        # „ab 8 morgens": the office rule must not have moved it
        start = start - NOON if start is not None and start >= DAY - 5 * 60 else start
    return (start, end), False


def _bound_at(days: Bound, window: tuple[int | None, int | None], start: int, end: int, about: bool) -> Span:
    """„ab Montag 14 Uhr", „bis Freitag 12 Uhr", „ab nächster Woche vormittags"."""
    begin = _at(days.first, window[0] or 0) if days.first else None
    until = None
    if days.end:
        closing = window[1] if window[1] is not None else DAY
        if window[0] is not None and window[1] == window[0] + 1:
            closing = window[0]
        until = _at(add_days(days.end, -1), closing)
    said = (days.first, days.end)
    return Span(
        start, end, "datetimerange", begin, until, open=True, days=said, window=window, about=about
    )  # fmt: skip


def _at(day: date, minute: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minute)


def _today_or_tomorrow(now: datetime, window: tuple[int | None, int | None]) -> date:
    """A time without a day is today while it is still to come, else tomorrow; a stretch while it lasts."""
    minute = now.hour * 60 + now.minute
    start, end = window
    if start is not None and end == start + 1:
        return now.date() if start >= minute else add_days(now.date(), 1)
    last = end if end is not None else DAY
    return now.date() if last > minute else add_days(now.date(), 1)


def _other_reading(group: Group, begin: datetime | None) -> datetime | None:
    """The reading not taken: „3 Uhr" at night, „3:30" in the afternoon."""
    clock: Clock | None = group.clock
    part: Times | None = group.part
    if clock is None or part is not None or begin is None or not 0 < clock.minute < OFFICE_MORNING:
        return None
    return begin - timedelta(hours=12) if clock.spoken else begin + timedelta(hours=12)
