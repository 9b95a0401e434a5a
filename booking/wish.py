"""What people read about the slot they wait for: in the e-mail and on the watch's page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from booking.details import say_day
from booking.model import BERLIN, Catalogue, Items, SlotQuery

_ON = ("montags", "dienstags", "mittwochs", "donnerstags", "freitags", "samstags", "sonntags")


@dataclass(frozen=True, slots=True)
class WishDetails:
    """A wish in German. No `offices`: every office will do."""

    title: str  # as `TerminDetails.title`
    offices: tuple[str, ...]
    days: str
    times: str
    is_example: bool = False  # as `TerminDetails.is_example`


# Looks the words up anew each time. Raises `BookingError`.
DescribeWish = Callable[[SlotQuery], Awaitable[WishDetails]]


def wish_details(wish: SlotQuery, catalogue: Catalogue, *, is_example: bool = False) -> WishDetails:
    """The words for `wish`; what has left the catalogue since is left out."""
    offices = tuple(catalogue.offices[office] for office in wish.offices if office in catalogue.offices)
    title = _say_items(wish.items, catalogue)
    return WishDetails(title, offices, say_days(wish), say_times(wish), is_example)


def say_days(wish: SlotQuery) -> str:
    """„von Montag, 23. November 2026, bis Freitag, 27. November 2026, nur montags und dienstags"."""
    first, last = wish.from_day, wish.to_day
    if first and last and first != last:
        span = f"von {_day(first)}, bis {_day(last)}"
    elif first and last:
        span = f"am {_day(first)}"
    elif first:
        span = f"ab {_day(first)}"
    elif last:
        span = f"bis {_day(last)}"
    else:
        span = ""
    days = [_ON[day] for day in sorted(wish.weekdays)]
    only = f"nur {' und '.join([', '.join(days[:-1]), days[-1]] if days[1:] else days)}" if days else ""
    return ", ".join(part for part in (span, only) if part) or "an jedem Tag"


def say_times(wish: SlotQuery) -> str:
    """„von 08:00 bis 12:00 Uhr"; the appointment begins then, and before the end."""
    begin, end = wish.from_time, wish.to_time
    if begin and end:
        return f"von {_time(begin)} bis {_time(end)} Uhr"
    if begin:
        return f"ab {_time(begin)} Uhr"
    return f"vor {_time(end)} Uhr" if end else "zu jeder Uhrzeit"


def _say_items(items: Items, catalogue: Catalogue) -> str:
    named = [(item.count, catalogue.leistungen.get(item.leistung)) for item in items]
    return ", ".join(f"{count} × {name}" if count > 1 else name for count, name in named if name)


def _day(day: date) -> str:
    return say_day(datetime.combine(day, time(12), BERLIN))


def _time(moment: time) -> str:
    return f"{moment:%H:%M}"
