"""What a citizen wishes for an appointment, put together from all spans of a text."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from nlu.dates.fold import fold
from nlu.dates.scan import scan
from nlu.dates.spans import DayRange, Option, Span, Terminwunsch, TimeWindow

NEAR = 30
"""Minutes after a wished time in which a free slot still counts as that time."""
ABOUT = 60
"""Minutes to both sides of „gegen 15 Uhr"."""
WIDE = timedelta(days=7)
"""From a week on, a stretch of days is narrowed by a weekday named beside it."""

_EARLIEST = re.compile(
    r"\b(?:so|sobald|moeglichst|mglichst|moglichst)\s*(?:frueh|fruh|bald|schnell|zeitnah|zuegig|rasch|kurzfristig)\w*"
    r"(?:\s+(?:wie|als)\s+m(?:oe|o)glich\w*)?\b"
    r"|\b(?:schnellst|frueh(?:e)?st|fruh(?:e)?st|bald|naechst|nachst)m(?:oe|o)glich\w*"
    r"|\b(?:baldm(?:oe|o)glichst|schnellstens|baldigst|umgehend|sofort|asap|eilig|dringend)\b"
    r"|\b(?:erst|frueh|fruh|naechst|nachst|schnell|bald)\w{0,4}\s+(?:frei\w*|verfuegbar\w*|moeglich\w*|offen\w*)\s+(?:termin|zeit|platz)\w*"
    r"|\b(?:fruehest|fruhest|schnellst|naechst|nachst)\w{0,2}\s+termin\w*"
    r"|\b(?:sobald|sowie)\s+(?:was|etwas|wie moeglich)\b"
)
_JUST_SOON = re.compile(r"^so\s*(?:frueh|fruh|bald|schnell)\w*$")


def read_wish(text: str, now: datetime) -> Terminwunsch:
    """The wish in `text` seen from the local time `now`; an empty one if the text says nothing about when."""
    spans = scan(text, now)
    wanted = [_option(span, now) for span in spans if not span.excluded]
    return Terminwunsch(
        wanted=_combine(wanted),
        exclude=tuple(_exclusion(span, now) for span in spans if span.excluded),
        earliest=_asks_for_earliest(text),
        spans=tuple(spans),
    )


def _asks_for_earliest(text: str) -> bool:
    return any(not _JUST_SOON.match(match.group().strip()) for match in _EARLIEST.finditer(fold(text)))


def _option(span: Span, now: datetime) -> Option:
    weekdays = frozenset(span.weekdays)
    if span.weekday is not None and span.kind != "date":
        weekdays = frozenset()
    days = None if span.weekdays or span.kind in ("time", "timerange") else _days(span, now)
    if span.kind in ("time", "timerange", "datetime", "datetimerange"):
        return Option(days, weekdays, _window(span))
    return Option(days, weekdays)


def _days(span: Span, now: datetime) -> DayRange:
    first = span.begin.date() if span.begin else None
    if span.rolling and span.begin and span.begin > now:
        first = now.date()
    end = (span.until - timedelta(microseconds=1)).date() + timedelta(days=1) if span.until else None
    if span.open and span.begin and span.window and span.kind == "datetimerange" and span.window[1] is None:
        end = end or first and first + timedelta(days=1)  # „Dienstag ab 14 Uhr" is open in the hours, not in the days
    return DayRange(first, end)


def _window(span: Span) -> TimeWindow | None:
    """The daily hours; a point gets some room, and a time in the night is read as the afternoon."""
    if span.window is None:
        if span.begin is None or span.until is None:
            return None
        if span.begin.date() != (span.until - timedelta(microseconds=1)).date():
            return None  # a stretch over days, the hours of its ends say nothing about the days between
        begin = span.begin.hour * 60 + span.begin.minute
        return TimeWindow(begin, begin + NEAR) if span.kind == "datetime" else None
    start, end = span.window
    if span.kind in ("time", "datetime") and start is not None:
        if span.alternative and span.begin and span.alternative > span.begin:
            start += 12 * 60
        return TimeWindow(start - ABOUT, start + ABOUT) if span.about else TimeWindow(start, start + NEAR)
    return TimeWindow(start, end)


def _exclusion(span: Span, now: datetime) -> Option:
    """A bare weekday that is ruled out means every such day."""
    if span.weekday is not None and not span.open:
        window = _window(span) if span.window else None
        return Option(None, frozenset({span.weekday}), window)
    return _option(span, now)


def _combine(options: list[Option]) -> tuple[Option, ...]:
    """Days, weekdays and times named apart belong together: „nächste Woche, am liebsten dienstags, vormittags"."""
    whole = [option for option in options if option.times and (option.days or option.weekdays)]
    days = [option for option in options if option.days and not option.times]
    weekly = [option for option in options if option.weekdays and not option.times]
    times = [option for option in options if option.times and not option.days and not option.weekdays]
    wide = [option for option in days if _is_wide(option)]
    if wide and len(wide) < len(days):
        single = [option for option in days if not _is_wide(option)]
        if all(option.days and option.days.first for option in single):
            names = {option.days.first.weekday() for option in single if option.days and option.days.first}
            if not any(_lies_in(option, wide) for option in single):
                days, weekly = wide, [*weekly, Option(weekdays=frozenset(names))]
            else:
                days = single
    if weekly:
        weekly = [Option(weekdays=frozenset().union(*(option.weekdays for option in weekly)))]
    combined = [
        Option(day.days, week.weekdays, time.times)
        for day in days or [Option()]
        for week in weekly or [Option()]
        for time in times or [Option()]
        if day.days or week.weekdays or time.times
    ]
    return tuple(whole + combined) if not (whole and times and not days and not weekly) else tuple(whole)


def _is_wide(option: Option) -> bool:
    days = option.days
    return bool(days and (days.first is None or days.end is None or days.end - days.first >= WIDE - timedelta(days=2)))


def _lies_in(option: Option, wide: list[Option]) -> bool:
    return any(option.days and option.days.first and other.days and option.days.first in other.days for other in wide)
