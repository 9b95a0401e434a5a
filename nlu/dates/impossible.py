"""Days that no calendar has: „31. Juni", „30.2.", „29. Februar 2027"."""

from __future__ import annotations

import calendar
import re

from nlu.dates.fold import fold
from nlu.dates.vocabulary import MONTHS

_MONTH = "|".join(sorted({fold(name) for name in MONTHS} | {fold(name)[:3] for name in MONTHS}))
_DAY = re.compile(
    rf"(?<![\d.,:])(?P<said>\b(?:am|den|dem|vom|zum|ab)\s+)?(?P<day>\d{{1,2}})\s*\.\s*"
    rf"(?:(?P<number>\d{{1,2}})(?:\s*\.(?!\d{{1,2}}\.)|(?(said)(?!\d)|(?!)))|(?P<name>{_MONTH})[a-z]*\.?)"
    r"(?:\s*(?P<year>\d{4}))?(?!\d)"
)
_LEAP_YEAR = 2024  # without a year a 29 February may be meant of the next leap year


def impossible_date(text: str) -> str | None:
    """The first date in `text` that does not exist, said in German („31. Juni"), or None.

    >>> impossible_date("Geht es am 31.06.?")
    '31. Juni'
    """
    for match in _DAY.finditer(fold(text)):
        day, month = int(match["day"]), _month(match)
        if month is None or (month > 12 and not (match["year"] or match.group().endswith("."))):
            continue  # „ab 14.30" is a time of day
        if month > 12 or day > calendar.monthrange(int(match["year"] or _LEAP_YEAR), month)[1] or day == 0:
            return _said(day, month, match["year"])
    return None


def _month(match: re.Match[str]) -> int | None:
    if match["number"]:
        return int(match["number"]) or None
    name = match["name"]
    return next((n for n, full in enumerate(MONTHS, 1) if fold(full).startswith(name[:3])), None)


def _said(day: int, month: int, year: str | None) -> str:
    name = MONTHS[month - 1].capitalize() if month <= 12 else f"{month}."
    return f"{day}. {name}{f' {year}' if year else ''}"
