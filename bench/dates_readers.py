"""The three readers of dates that bench/dates.py compares, brought to one answer each.

An answer is (begin, end, open): begin and end as naive local times or None. The two libraries have no
exclusive ends and
no kinds, so each is judged in its favour: dateparser by its instant alone, ctparse with its last day
counted in and
a part of the day taken as right when the day is.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

import dateparser
from ctparse import ctparse
from ctparse.types import Interval, Time

from nlu.dates import find_dates

CTPARSE_TIMEOUT = 1.0
"""Seconds after which ctparse gives up on an expression (its own default)."""


class Answer(NamedTuple):
    """What a reader made of an expression; `day_part` says that only the days are certain."""

    begin: datetime | None
    end: datetime | None
    open: bool = False
    day_part: bool = False


Reader = Callable[[str, datetime], "Answer | None"]


def by_stadtlotse(text: str, now: datetime) -> Answer | None:
    """Ours; an expression in which not exactly one span is found counts as not understood."""
    spans = find_dates(text, now)
    return Answer(spans[0].begin, spans[0].until, spans[0].open) if len(spans) == 1 else None


def by_dateparser(text: str, now: datetime) -> Answer | None:
    """Dateparser, told the language and to prefer the future."""
    found = dateparser.parse(
        text, languages=["de"], settings={"RELATIVE_BASE": now, "PREFER_DATES_FROM": "future"}
    )
    return Answer(found.replace(tzinfo=None), None) if found else None


def by_ctparse(text: str, now: datetime) -> Answer | None:
    """ctparse's best production."""
    found = ctparse(text, ts=now, timeout=CTPARSE_TIMEOUT)
    value = found.resolution if found else None
    if isinstance(value, Time):
        return Answer(_instant(value, now), None, day_part=value.POD is not None)
    if isinstance(value, Interval):
        begin = _instant(value.t_from, now) if value.t_from else None
        end = _instant(value.t_to, now) if value.t_to else None
        if end and value.t_to and value.t_to.hour is None:
            end += timedelta(days=1)
        return Answer(begin, end, begin is None or end is None)
    return None


def _instant(value: Time, now: datetime) -> datetime | None:
    """The beginning of a ctparse time; a time without a day is the next one to come."""
    try:
        day = datetime(value.year or now.year, value.month or now.month, value.day or now.day)
    except ValueError:
        return None
    moment = day + timedelta(hours=value.hour or 0, minutes=value.minute or 0)
    if value.day is None and value.hour is not None and moment < now:
        moment += timedelta(days=1)
    return moment


def quiet() -> None:
    """Keeps ctparse's warnings out of the table."""
    logging.getLogger("ctparse").setLevel(logging.ERROR)
    for name in list(logging.root.manager.loggerDict):
        if name.startswith("ctparse"):
            logging.getLogger(name).setLevel(logging.ERROR)


READERS: dict[str, Reader] = {"dateparser": by_dateparser, "ctparse": by_ctparse, "Stadtlotse": by_stadtlotse}
