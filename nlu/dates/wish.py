"""What a citizen wishes for an appointment, put together from all spans of a text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

from nlu.dates.fold import fold
from nlu.dates.scan import scan
from nlu.dates.spans import DayRange, Option, Span, Terminwunsch, TimeWindow

NEAR = 30
"""Minutes after a wished time in which a free slot still counts as that time."""
ABOUT = 60
"""Minutes to both sides of „gegen 15 Uhr"."""
WIDE = timedelta(days=5)
"""From a working week on, a stretch of days is narrowed by a weekday named beside it."""

_EARLIEST = re.compile(
    r"\b(?:so|sobald|moeglichst|mglichst|moglichst)\s*(?:frueh|fruh|bald|schnell|zeitnah|zuegig|rasch|kurzfristig)\w*"
    r"(?:\s+(?:wie|als)\s+m(?:oe|o)glich\w*|\s+(?:wie\s*)?e?s\s+(?:(?:irgend\w*|nur|eben)\s+)?(?:geht|ginge|klappt))?\b"
    r"|\b(?:schnellst|frueh(?:e)?st|fruh(?:e)?st|bald|naechst|nachst)m(?:oe|o)glich\w*"
    r"|\b(?:baldm(?:oe|o)glichst|schnellstens|baldigst|umgehend|sofort|asap|eilig|dringend)\b"
    r"|\b(?:erst|frueh|fruh|naechst|nachst|schnell|bald)\w{0,4}\s+(?:frei\w*|verfuegbar\w*|moeglich\w*|offen\w*)\s+(?:termin|zeit|platz)\w*"
    r"|\b(?:fruehest|fruhest|schnellst|naechst|nachst)\w{0,2}\s+termin\w*"
    r"|\b(?:sobald|sowie)\s+(?:was|etwas|wie moeglich)\b"
)
_LISTING = re.compile(r"^\s*(?:oder|und|,|/|bzw\.?|sowie)\s*$", re.IGNORECASE)
_JUST_SOON = re.compile(r"^so\s*(?:frueh|fruh|bald|schnell)\w*$")


def read_wish(text: str, now: datetime) -> Terminwunsch:
    """The wish in `text` seen from the local time `now`; an empty one if the text says nothing about when."""
    spans = scan(text, now)
    wanted = _with_shared_times(text, [span for span in spans if not span.excluded], now)
    return Terminwunsch(
        wanted=_combine(wanted),
        exclude=tuple(_exclusion(span, now) for span in spans if span.excluded),
        earliest=_asks_for_earliest(text),
        spans=tuple(spans),
    )


def _asks_for_earliest(text: str) -> bool:
    return any(not _JUST_SOON.match(match.group().strip()) for match in _EARLIEST.finditer(fold(text)))


def _with_shared_times(text: str, spans: list[Span], now: datetime) -> list[Option]:
    """The options of the spans; in „Montag oder Dienstag vormittags" the time belongs to both days."""
    options = [_option(span, now) for span in spans]
    for i in range(len(spans) - 2, -1, -1):
        gap = text[spans[i].end : spans[i + 1].start]
        shared = options[i + 1].times
        both = options[i + 1].days or options[i + 1].weekdays
        if shared and both and not options[i].times and _LISTING.match(gap) and not _is_wide(options[i]):
            options[i] = replace(options[i], times=shared)
    return options


def _option(span: Span, now: datetime) -> Option:
    weekdays = frozenset(span.weekdays)
    days = None if span.weekdays or span.kind in ("time", "timerange") else _days(span, now)
    if span.kind in ("time", "timerange", "datetime", "datetimerange"):
        return Option(days, weekdays, _window(span))
    return Option(days, weekdays)


def _days(span: Span, now: datetime) -> DayRange:
    if span.days:
        first, end = span.days
        return DayRange(min(first, now.date()) if first and span.rolling else first, end)
    begin, until = span.begin or now, span.until or now  # „in zwei Stunden", „innerhalb von zwei Wochen"
    return DayRange(begin.date(), (until - timedelta(microseconds=1)).date() + timedelta(days=1))


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
    """Days, weekdays and times named apart belong together: „nächste Woche, am liebsten dienstags,
    vormittags"."""
    wide = [option for option in options if option.times is None and _is_wide(option)]
    narrow = [option for option in options if option.days and option not in wide]
    inside = [option for option in narrow if any(_lies_in(option, other) for other in wide)]
    if inside:
        wide = []  # „nächste Woche, am besten am 3." is the 3rd
    frames = [option.days for option in wide]
    weekly = [option for option in options if option.weekdays and not option.days]
    if wide and narrow and not inside and all(_first(option) for option in narrow):
        # „nächste Woche, am besten am Dienstag": the weekday of that week, not of this one
        weekly += [Option(None, frozenset({_weekday(option)}), option.times) for option in narrow]
        narrow = []
    times = [option.times for option in options if option == Option(times=option.times)]
    chosen = [Option(frame, option.weekdays, option.times) for option in weekly for frame in frames or [None]]
    chosen = (chosen or wide) + narrow
    if not chosen:
        return tuple(Option(times=time) for time in times)
    return tuple(replace(option, times=option.times or time) for option in chosen for time in times or [None])


def _first(option: Option) -> date | None:
    return option.days.first if option.days else None


def _weekday(option: Option) -> int:
    first = _first(option)
    return first.weekday() if first else 0


def _is_wide(option: Option) -> bool:
    """True for a working week or longer, or an open end: what a weekday named beside it narrows down."""
    days = option.days
    return bool(days and (days.first is None or days.end is None or days.end - days.first >= WIDE))


def _lies_in(option: Option, wide: Option) -> bool:
    first = _first(option)
    return bool(first and wide.days and first in wide.days)
