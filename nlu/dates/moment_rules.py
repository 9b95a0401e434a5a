"""Instants and stretches counted from now: „jetzt", „in zwei Stunden", „innerhalb von zwei Wochen"."""

from __future__ import annotations

from datetime import datetime, timedelta

from nlu.dates.durations import LONGEST, duration
from nlu.dates.reader import Reader
from nlu.dates.values import Moment

SECONDS = {"second": 1, "minute": 60, "hour": 3600}


def rolling_hours(r: Reader, i: int) -> tuple[Moment, int] | None:
    """„nächste drei Stunden": whole units after the running one, as for days."""
    rel, amount, unit = r.tag(i, "rel"), r.whole(i + 1, "num", 1, LONGEST), r.tag(i + 2, "unit")
    if rel not in (1, -1) or amount is None or unit not in SECONDS:
        return None
    step = timedelta(seconds=SECONDS[unit])
    if unit == "hour":
        floor = r.now.replace(minute=0, second=0, microsecond=0)
    else:
        floor = r.now.replace(microsecond=0) if unit == "second" else r.now.replace(second=0, microsecond=0)
    if rel < 0:
        return Moment(floor - amount * step, floor, False), i + 3
    return Moment(floor + step, floor + (amount + 1) * step, False), i + 3


def read_moment(r: Reader, i: int) -> tuple[Moment, int, bool] | None:
    """„in zwei Stunden", „vor einer halben Stunde", „jetzt", „innerhalb von zwei Wochen"."""
    word = r.word(i)
    now = r.now.replace(microsecond=0)
    if word == "jetzt" or (word in ("gerade", "genau") and r.word(i + 1) in ("eben", "jetzt")):
        return _point(now), i + 1 if word == "jetzt" else i + 2, True
    if word not in ("in", "vor", "innerhalb", "binnen", "innert"):
        return None
    amount = duration(r, i)
    if amount is None:
        return None
    value, unit, k = amount
    days = {"day": 1, "week": 7, "month": 30.4, "year": 365.25}.get(unit)
    if word in ("innerhalb", "binnen", "innert") and days:
        midnight = datetime.combine(r.today, datetime.min.time()) + timedelta(round(value * days))
        return Moment(now, midnight, False), k, False
    if unit not in SECONDS:
        return None
    step = timedelta(seconds=round(value * SECONDS[unit]))
    if word in ("innerhalb", "binnen", "innert"):
        return Moment(now, now + step, False), k, False
    return _point(now + step if word == "in" else now - step), k, False


def _point(moment: datetime) -> Moment:
    return Moment(moment, moment + timedelta(minutes=1))
