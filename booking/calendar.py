"""When an office gives appointments: weekly hours, exceptions, public holidays, counters and limits.

The assembly fills these values from the catalogue; nothing here knows where they come from. All
times of day are local wall times (Europe/Berlin).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache

import holidays

BUNDESLAND = "BW"  # ISO 3166-2:DE


@dataclass(frozen=True, slots=True)
class Hours:
    """From `start` (included) to `end` (excluded) on one day."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError("end must be after start")


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """The same hours on each of these weekdays (0 is Monday), public holidays excepted."""

    weekdays: frozenset[int]
    hours: Hours


@dataclass(frozen=True, slots=True)
class DayException:
    """Days (both included) on which other hours hold than the weekly ones; none is closed."""

    first: date
    last: date
    hours: tuple[Hours, ...] = ()


@dataclass(frozen=True, slots=True)
class Counter:
    """One desk that serves one citizen at a time: the named Leistungen, or all where none is named."""

    leistungen: frozenset[str] = frozenset()

    def serves(self, leistungen: frozenset[str]) -> bool:
        """Whether all these Leistungen can be settled here in one visit."""
        return not self.leistungen or leistungen <= self.leistungen


@dataclass(frozen=True, slots=True)
class OfficeCalendar:
    """An office that books appointments, and its limits."""

    office: str
    name: str
    weekly: tuple[WeeklyHours, ...] = ()
    exceptions: tuple[DayException, ...] = ()
    counters: tuple[Counter, ...] = (Counter(),)
    step: timedelta = timedelta(minutes=10)  # between two possible starts
    lead: timedelta = timedelta(hours=1)  # no appointment sooner than this
    horizon_days: int = 60  # today and so many days more
    max_duration: timedelta = timedelta(hours=2)  # of one appointment
    max_per_email: int | None = 3  # open appointments with one address
    bundesland: str = BUNDESLAND
    hint: str | None = None  # told before the form, German

    def hours_on(self, day: date) -> tuple[Hours, ...]:
        """The hours of `day`: an exception wins over a holiday, a holiday over the week.

        Of several exceptions the shortest holds, because it is the most exact; the rule is the
        same by which the city's opening hours are told.
        """
        holding = [e for e in self.exceptions if e.first <= day <= e.last]
        if holding:
            return min(holding, key=lambda e: e.last - e.first).hours
        if holiday_name(day, self.bundesland):
            return ()
        return tuple(w.hours for w in self.weekly if day.weekday() in w.weekdays)


@dataclass(frozen=True, slots=True)
class ServiceRule:
    """A Leistung that can be booked: how long one takes, how many fit into one appointment, where."""

    leistung: str
    name: str
    offices: frozenset[str]
    duration: timedelta = timedelta(minutes=10)
    max_count: int = 5


@lru_cache(maxsize=64)
def _holidays(year: int, bundesland: str) -> dict[date, str]:
    return dict(holidays.country_holidays("DE", subdiv=bundesland, years=year, language="de").items())


def holiday_name(day: date, bundesland: str = BUNDESLAND) -> str | None:
    """The public holiday on `day` in the Bundesland, as the library `holidays` knows the holiday laws."""
    return _holidays(day.year, bundesland).get(day)
