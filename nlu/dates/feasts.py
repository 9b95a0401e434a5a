"""Feast days by name: the public holidays of Baden-Württemberg and the other days people name when they book.

Public holidays: § 1 Feiertagsgesetz (FTG) Baden-Württemberg. Movable days count from Easter Sunday
(`dateutil.easter`), Advent from Christmas. The `holidays` library knows the public ones only and is
absent from the
engine's environment, so the rules stand here; a test compares them with that library year by year.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from dateutil.easter import easter


class Feast(NamedTuple):
    """A feast day: how to find its date in a year, whether offices are closed, and the days it belongs to.

    `before` and `after` are the days around the date that „vor Ostern" and „nach Ostern" step over.
    """

    title: str
    on: Callable[[int], date]
    public: bool = False
    before: int = 0
    after: int = 0


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _easter(offset: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(offset)


def _advent(offset: int) -> Callable[[int], date]:
    def on(year: int) -> date:
        christmas = date(year, 12, 25)
        fourth = christmas - timedelta(christmas.isoweekday())
        return fourth + timedelta(offset)

    return on


def _nth_sunday(month: int, nth: int) -> Callable[[int], date]:
    def on(year: int) -> date:
        first = date(year, month, 1)
        return first + timedelta((6 - first.weekday()) % 7 + 7 * (nth - 1))

    return on


FEASTS: dict[str, Feast] = {
    "neujahr": Feast("Neujahr", _fixed(1, 1), True),
    "dreikoenig": Feast("Heilige Drei Könige", _fixed(1, 6), True),
    "karfreitag": Feast("Karfreitag", _easter(-2), True),
    "ostermontag": Feast("Ostermontag", _easter(1), True),
    "tag_der_arbeit": Feast("Tag der Arbeit", _fixed(5, 1), True),
    "himmelfahrt": Feast("Christi Himmelfahrt", _easter(39), True),
    "pfingstmontag": Feast("Pfingstmontag", _easter(50), True),
    "fronleichnam": Feast("Fronleichnam", _easter(60), True),
    "einheit": Feast("Tag der Deutschen Einheit", _fixed(10, 3), True),
    "allerheiligen": Feast("Allerheiligen", _fixed(11, 1), True),
    "weihnachtstag_1": Feast("1. Weihnachtstag", _fixed(12, 25), True),
    "weihnachtstag_2": Feast("2. Weihnachtstag", _fixed(12, 26), True),
    "ostern": Feast("Ostern", _easter(0), before=2, after=1),
    "pfingsten": Feast("Pfingsten", _easter(49), after=1),
    "weihnachten": Feast("Weihnachten", _fixed(12, 25), before=1, after=1),
    "heiligabend": Feast("Heiligabend", _fixed(12, 24)),
    "silvester": Feast("Silvester", _fixed(12, 31)),
    "valentinstag": Feast("Valentinstag", _fixed(2, 14)),
    "muttertag": Feast("Muttertag", _nth_sunday(5, 2)),
    "nikolaus": Feast("Nikolaus", _fixed(12, 6)),
    "halloween": Feast("Halloween", _fixed(10, 31)),
    "reformationstag": Feast("Reformationstag", _fixed(10, 31)),
    "martinstag": Feast("Sankt Martin", _fixed(11, 11)),
    "allerseelen": Feast("Allerseelen", _fixed(11, 2)),
    "johannistag": Feast("Johannistag", _fixed(6, 24)),
    "mariae_himmelfahrt": Feast("Mariä Himmelfahrt", _fixed(8, 15)),
    "altweiber": Feast("Altweiberfastnacht", _easter(-52)),
    "rosenmontag": Feast("Rosenmontag", _easter(-48)),
    "fastnacht": Feast("Fastnacht", _easter(-47)),
    "aschermittwoch": Feast("Aschermittwoch", _easter(-46)),
    "palmsonntag": Feast("Palmsonntag", _easter(-7)),
    "gruendonnerstag": Feast("Gründonnerstag", _easter(-3)),
    "karsamstag": Feast("Karsamstag", _easter(-1)),
    "weisser_sonntag": Feast("Weißer Sonntag", _easter(7)),
    "trinitatis": Feast("Dreifaltigkeitssonntag", _easter(56)),
    "erntedank": Feast("Erntedank", _nth_sunday(10, 1)),
    "volkstrauertag": Feast("Volkstrauertag", _advent(-35)),
    "busstag": Feast("Buß- und Bettag", _advent(-32)),
    "totensonntag": Feast("Totensonntag", _advent(-28)),
    "advent_1": Feast("1. Advent", _advent(-21)),
    "advent_2": Feast("2. Advent", _advent(-14)),
    "advent_3": Feast("3. Advent", _advent(-7)),
    "advent_4": Feast("4. Advent", _advent(0)),
}


@lru_cache(maxsize=64)
def feiertage(year: int) -> frozenset[date]:
    """The public holidays of Baden-Württemberg in `year`."""
    return frozenset(feast.on(year) for feast in FEASTS.values() if feast.public)


def is_werktag(day: date) -> bool:
    """True from Monday to Friday on a day that is no public holiday: the days on which offices work."""
    return day.weekday() < 5 and day not in feiertage(day.year)
