"""What the rules hand to each other: typed pieces of meaning, not yet tied to places in the text."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple


class Days(NamedTuple):
    """Known days from `first` up to, not including, `end`.

    `grain` is the unit that was named (day, week, month, quarter, year; „days" for a counted stretch;
    „weeks_away" for the day of „in zwei Wochen", where a weekday beside it means that day of its week).
    `before`/`after` are the feast days around it that „vor"/„nach" step over; `rolling` marks a stretch that
    is counted from today („die nächsten drei Wochen"); `weekly` the weekdays of a habit („montags").
    """

    first: date
    end: date
    grain: str = "day"
    before: int = 0
    after: int = 0
    rolling: bool = False
    weekly: tuple[int, ...] = ()


class Partial(NamedTuple):
    """A date with gaps („am 3.", „Montag", „im Mai"): resolved when the words around it are read."""

    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None


class FeastDay(NamedTuple):
    """A feast by its key in FEASTS, in a year if one was said."""

    key: str
    year: int | None = None


class Bound(NamedTuple):
    """Days with one open end: from `first` on, or until before `end`; exactly one of the two is None."""

    first: date | None
    end: date | None


class Clock(NamedTuple):
    """A time of day in minutes after midnight.

    `spoken` is True for the twelve-hour way of speaking („drei Uhr", „halb vier"), False for 24-hour
    notation.
    """

    minute: int
    spoken: bool = False
    about: bool = False


class Times(NamedTuple):
    """A stretch of the day in minutes after midnight; a missing side is open. `end` may pass 24 hours."""

    start: int | None
    end: int | None
    said: str = ""


class Moment(NamedTuple):
    """An instant or a stretch counted in hours or minutes from now; `end` is exclusive."""

    start: datetime
    end: datetime
    point: bool = True


DayValue = Days | Partial | FeastDay | Bound
Value = Days | Partial | FeastDay | Bound | Clock | Times | Moment
