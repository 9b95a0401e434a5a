"""When a Dienststelle is open: weekly hours, exceptions and public holidays.

The clock is always passed in; times are local wall times of the city.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

import holidays

from knowledge.model import WOCHENTAGE, Ausnahme, Dienststelle, Zeitspanne

BUNDESLAND = "BW"  # ISO 3166-2:DE; its public holidays close every office
SEARCH_DAYS = 60  # no office is closed longer without saying so in its own words


@dataclass(frozen=True)
class DayHours:
    """The hours of one day: no `zeiten` is closed, `grund` says why it differs from the weekly pattern."""

    day: date
    zeiten: tuple[Zeitspanne, ...]
    grund: str | None = None
    confirmed: bool = True  # false: a day on which offices often close, and nobody entered what holds


@lru_cache(maxsize=32)
def _holidays(year: int, bundesland: str) -> dict[date, str]:
    return dict(holidays.country_holidays("DE", subdiv=bundesland, years=year, language="de").items())


def holiday_name(day: date, bundesland: str = BUNDESLAND) -> str | None:
    """The public holiday on `day` in the Bundesland, as the library `holidays` knows the holiday laws."""
    return _holidays(day.year, bundesland).get(day)


def is_bridge_day(day: date, bundesland: str = BUNDESLAND) -> bool:
    """Whether `day` is a working day between a public holiday and a weekend (Monday or Friday)."""
    if day.weekday() not in (0, 4) or holiday_name(day, bundesland):
        return False
    neighbour = day + timedelta(days=1 if day.weekday() == 0 else -1)
    return holiday_name(neighbour, bundesland) is not None


def is_between_the_years(day: date) -> bool:
    """Whether `day` lies from Heiligabend to Silvester, the days on which many offices close."""
    return day.month == 12 and day.day >= 24


def exception_on(dienststelle: Dienststelle, day: date) -> Ausnahme | None:
    """The exception that holds on `day`; of several the shortest, because it is the most exact."""
    holding = [a for a in dienststelle.ausnahmen if a.von <= day <= (a.bis or a.von)]
    return min(holding, key=lambda a: (a.bis or a.von) - a.von, default=None)


def hours_on(dienststelle: Dienststelle, day: date, bundesland: str = BUNDESLAND) -> DayHours:
    """The hours of `day`: an exception wins over a holiday, a holiday over the weekly pattern."""
    exception = exception_on(dienststelle, day)
    if exception is not None:
        return DayHours(day, _sorted(exception.zeiten), exception.grund)
    holiday = holiday_name(day, bundesland)
    if holiday is not None:
        return DayHours(day, (), holiday)
    weekday = WOCHENTAGE[day.weekday()]
    zeiten = _sorted(tuple(o for o in dienststelle.oeffnungszeiten if weekday in o.tage))
    return DayHours(day, zeiten, confirmed=not zeiten or not _often_closed(day, bundesland))


def is_open(dienststelle: Dienststelle, moment: datetime, bundesland: str = BUNDESLAND) -> bool:
    """Whether the office is open at `moment` (local wall time)."""
    now = moment.time().replace(tzinfo=None)
    return any(z.von <= now < z.bis for z in hours_on(dienststelle, moment.date(), bundesland).zeiten)


def next_opening(
    dienststelle: Dienststelle, moment: datetime, bundesland: str = BUNDESLAND
) -> tuple[date, Zeitspanne] | None:
    """The next time the doors open after `moment`, or None within the next `SEARCH_DAYS` days."""
    now = moment.time().replace(tzinfo=None)
    for offset in range(SEARCH_DAYS):
        day = moment.date() + timedelta(days=offset)
        for zeit in hours_on(dienststelle, day, bundesland).zeiten:
            if offset > 0 or zeit.von > now:
                return day, zeit
    return None


def _often_closed(day: date, bundesland: str) -> bool:
    return is_between_the_years(day) or is_bridge_day(day, bundesland)


def _sorted(zeiten: tuple[Zeitspanne, ...]) -> tuple[Zeitspanne, ...]:
    """In the order of the day, each span once, touching spans joined."""
    joined: list[Zeitspanne] = []
    for zeit in sorted(zeiten, key=lambda z: (z.von, z.bis)):
        if joined and zeit.von <= joined[-1].bis:
            joined[-1] = Zeitspanne(von=joined[-1].von, bis=max(joined[-1].bis, zeit.bis))
        else:
            joined.append(Zeitspanne(von=zeit.von, bis=zeit.bis))
    return tuple(joined)
