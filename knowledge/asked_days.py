"""Which days a question about opening hours means: „am Samstag“, „am Brückentag“, „zwischen den Jahren“."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from knowledge.opening_hours import BUNDESLAND, is_bridge_day
from nlu.dates import find_dates

BRIDGE_DAY = re.compile(r"\bbr(?:ü|ue)cken?tag", re.IGNORECASE)
SEARCH_DAYS = 400  # a bridge day comes every year


def asked_days(question: str, now: datetime, bundesland: str = BUNDESLAND) -> tuple[date, date] | None:
    """First and last day (both included) that `question` asks about; None when it means now or no day."""
    spans = find_dates(question, now.replace(tzinfo=None))
    start = spans[0].as_dict()["from"] if spans else None
    first = datetime.fromisoformat(start).date() if start else now.date()
    if BRIDGE_DAY.search(question):
        return _next_bridge_day(first, bundesland)
    if not spans:
        return None
    end = spans[0].as_dict()["to"]
    if spans[0].open or not end:
        return first, first
    # The end is exclusive; a range that began before today is asked about from today on.
    last = (datetime.fromisoformat(end) - timedelta(seconds=1)).date()
    return max(first, min(now.date(), last)), last


def _next_bridge_day(first: date, bundesland: str) -> tuple[date, date] | None:
    days = (first + timedelta(days=n) for n in range(SEARCH_DAYS))
    day = next((day for day in days if is_bridge_day(day, bundesland)), None)
    return (day, day) if day else None
