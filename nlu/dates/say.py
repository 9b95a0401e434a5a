"""Says a reading back in German, so that a wrong one can be corrected."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from nlu.dates.spans import Span
from nlu.dates.vocabulary import MONTHS, PARTS, WEEKDAYS

NEAR_DAYS = {-1: "gestern", 0: "heute", 1: "morgen", 2: "übermorgen"}
_PART_WORDS = {(part.start, part.end): part.said for part in PARTS.values()}
_PART_WORDS[(PARTS["frueh"].start, PARTS["frueh"].end)] = "vormittags"


def say(span: Span, now: datetime) -> str:
    """The reading of `span` as a German phrase („am Dienstag, 1. Dezember, um 15 Uhr"), seen from `now`.

    The year is said when it is not the running one; today and the days around it are called by their
    name too.
    """
    today = now.date()
    if span.weekdays:
        names = (
            " und ".join(f"{WEEKDAYS[day]}s" for day in span.weekdays)
            if len(span.weekdays) < 5
            else "werktags"
        )
        return f"{names} {_hours(span)}".strip()
    if span.kind in ("date", "daterange"):
        return _days(span, today)
    if span.kind in ("time", "timerange"):
        moment = span.begin or span.until
        return f"{_on(moment.date(), today)} {_hours(span)}" if moment else _hours(span)
    return _with_time(span, today)


def _days(span: Span, today: date) -> str:
    if span.begin is None and span.until is not None:
        return f"bis {_day(span.until.date() - timedelta(1), today, 'einschließlich ')}"
    if span.begin is None:
        return ""
    if span.until is None:
        return f"ab {_day(span.begin.date(), today)}"
    last = span.until.date() - timedelta(1)
    if last == span.begin.date():
        return _on(last, today).rstrip(",")
    return f"von {_day(span.begin.date(), today)} bis {_day(last, today)}"


def _with_time(span: Span, today: date) -> str:
    begin, until = span.begin, span.until
    if span.open and span.window and span.window[1] is None and begin:
        return f"{_on(begin.date(), today)} {_hours(span)}"
    if begin is None and until is not None:
        if span.window and span.window[0] is None and span.window[1] is not None:
            return f"{_on(until.date(), today)} {_hours(span)}"
        return f"bis {_day(until.date(), today)}, {_clock(until)}"
    if begin is None:
        return _hours(span)
    if until is None:
        return f"ab {_day(begin.date(), today)}, {_clock(begin)}"
    if span.kind == "datetime" or (until - timedelta(microseconds=1)).date() == begin.date():
        hours = _hours(span) if span.window else f"um {_clock(begin)}"
        if span.window is None and span.kind != "datetime":
            hours = f"von {_clock(begin)} bis {_clock(until)}"
        return f"{_on(begin.date(), today)} {hours}"
    if span.window:
        last = (until - timedelta(microseconds=1)).date()
        return f"von {_day(begin.date(), today)} bis {_day(last, today)}, {_hours(span)}"
    return (
        f"von {_day(begin.date(), today)}, {_clock(begin)}, bis {_day(until.date(), today)}, {_clock(until)}"
    )


def _hours(span: Span) -> str:
    if span.window is None:
        return ""
    start, end = span.window
    if start is not None and end == start + 1:
        return f"{'gegen' if span.about else 'um'} {_minutes(start)}"
    if start is not None and end is not None:
        return _PART_WORDS.get((start, end)) or f"von {_minutes(start)} bis {_minutes(end)}"
    if start is not None:
        return f"ab {_minutes(start)}"
    return f"bis {_minutes(end)}" if end is not None else ""


def _minutes(minute: int) -> str:
    hours, minutes = divmod(minute, 60)
    hours = hours if hours <= 24 else hours - 24
    return f"{hours}:{minutes:02d} Uhr" if minutes else f"{hours} Uhr"


def _clock(moment: datetime) -> str:
    return _minutes(moment.hour * 60 + moment.minute)


def _on(day: date, today: date) -> str:
    near = NEAR_DAYS.get((day - today).days)
    return f"{near}, {_day(day, today)}," if near else f"am {_day(day, today)},"


def _day(day: date, today: date, prefix: str = "") -> str:
    year = "" if day.year == today.year else f" {day.year}"
    weekday, month = WEEKDAYS[day.weekday()].capitalize(), MONTHS[day.month - 1].capitalize()
    return f"{prefix}{weekday}, {day.day}. {month}{year}"
