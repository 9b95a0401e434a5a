"""What is found in a text: `Span`, ready for JSON, and `Terminwunsch`, the wish that several of them
make up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

Kind = Literal["date", "time", "datetime", "daterange", "timerange", "datetimerange"]


@dataclass(frozen=True)
class Span:
    """One date or time in a text: `text[start:end]` means the wall time from `begin` until before `until`.

    | kind          | begin                          | until                                              |
    |---------------|--------------------------------|----------------------------------------------------|
    | date          | midnight of the day            | midnight of the next day                           |
    | daterange     | midnight of the first day      | midnight after the last day                        |
    | time          | the minute, on the next day it comes round | one minute later                       |
    | datetime      | the minute                     | one minute later                                   |
    | timerange     | beginning, on the next day it comes round | end as said („bis 11" ends at 11:00)    |
    | datetimerange | beginning                      | end as said                                        |

    `open`: the speaker named one end only. Then the other is None: „ab 14 Uhr", „nach den Osterferien"
    have no
    `until`; „bis Freitag", „vor 11 Uhr" have no `begin` („bis Freitag" runs to midnight after Friday).
    A datetimerange over several days with a time („nächste Woche nachmittags") runs from the time on
    the first day to
    the time on the last; `window` holds the daily minutes then.

    Beyond the contract: `days` (first day, day after the last; None when no day was said), `window`
    (daily minutes from, to; a missing side is None), `about` („gegen 15 Uhr"),
    `weekdays` of a habit („montags", 0 = Monday), `weekday` when a bare weekday was said („Freitag"),
    `rolling` („die nächsten drei Wochen", counted from today),
    `alternative` (the other reading of `begin`, „3 Uhr" at night), `excluded` („nicht montags").
    """

    start: int
    end: int
    kind: Kind
    begin: datetime | None
    until: datetime | None
    open: bool = False
    days: tuple[date | None, date | None] | None = None
    window: tuple[int | None, int | None] | None = None
    about: bool = False
    weekdays: tuple[int, ...] = ()
    weekday: int | None = None
    rolling: bool = False
    alternative: datetime | None = None
    excluded: bool = False

    def as_dict(self) -> dict[str, Any]:
        """`{"start", "end", "kind", "from", "to", "open"}`; times as `YYYY-MM-DDTHH:MM:SS` or None,
        `open` a bool."""
        return {
            "start": self.start,
            "end": self.end,
            "kind": self.kind,
            "from": self.begin.isoformat(timespec="seconds") if self.begin else None,
            "to": self.until.isoformat(timespec="seconds") if self.until else None,
            "open": self.open,
        }


@dataclass(frozen=True)
class DayRange:
    """Days from `first` up to, not including, `end`; None on an open side."""

    first: date | None
    end: date | None

    def __contains__(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.end is None or day < self.end)


@dataclass(frozen=True)
class TimeWindow:
    """Minutes after midnight from `start` up to, not including, `end`; None on an open side."""

    start: int | None
    end: int | None

    def __contains__(self, minute: int) -> bool:
        return (self.start is None or self.start <= minute) and (self.end is None or minute < self.end)


@dataclass(frozen=True)
class Option:
    """One combination of days, weekdays and time of day; None or empty means any."""

    days: DayRange | None = None
    weekdays: frozenset[int] = frozenset()
    times: TimeWindow | None = None

    def __contains__(self, moment: datetime) -> bool:
        return (
            (self.days is None or moment.date() in self.days)
            and (not self.weekdays or moment.weekday() in self.weekdays)
            and (self.times is None or moment.hour * 60 + moment.minute in self.times)
        )


@dataclass(frozen=True)
class Terminwunsch:
    """When somebody wants to come, as far as the text says it.

    A slot fits when one of `wanted` contains its beginning (or `wanted` is empty) and none of `exclude` does.
    `earliest` asks for the soonest of those. `spans` are the places in the text, the excluded ones too, for
    saying back.
    """

    wanted: tuple[Option, ...] = ()
    exclude: tuple[Option, ...] = ()
    earliest: bool = False
    spans: tuple[Span, ...] = field(default=(), compare=False)

    def allows(self, moment: datetime) -> bool:
        """True if a slot beginning at `moment` (local wall time, no offset) fits the wish."""
        return (not self.wanted or any(moment in option for option in self.wanted)) and not any(
            moment in option for option in self.exclude
        )

    @property
    def days(self) -> tuple[DayRange, ...]:
        """The wanted days, without repetition; empty means any day."""
        return tuple(dict.fromkeys(option.days for option in self.wanted if option.days))

    @property
    def times(self) -> tuple[TimeWindow, ...]:
        """The wanted times of day, without repetition; empty means any time."""
        return tuple(dict.fromkeys(option.times for option in self.wanted if option.times))

    @property
    def exclude_weekdays(self) -> frozenset[int]:
        """Weekdays (0 = Monday) that are ruled out for the whole day."""
        return frozenset(day for option in self.exclude if option.times is None for day in option.weekdays)

    @property
    def is_empty(self) -> bool:
        """True if the text said nothing about when."""
        return self == Terminwunsch()
