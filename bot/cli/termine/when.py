"""Days and times of day as operators type them."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from booking.calendar import Hours
from bot.errors import LotseError
from nlu.dates import find_dates

_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?:\s*uhr)?", re.IGNORECASE)


def read_day(text: str, today: date) -> date:
    """The day: „24.12.2026", „2026-12-24", „24.12.", „morgen", „nächsten Freitag"."""
    text = text.strip()
    found = find_dates(text, datetime.combine(today, time(12)))
    whole = [span for span in found if span.kind == "date" and (span.start, span.end) == (0, len(text))]
    if not whole or whole[0].begin is None:
        raise LotseError(
            f"„{text}“ ist kein Tag, den es gibt.", "Schreiben Sie zum Beispiel 24.12.2026 oder morgen."
        )
    return whole[0].begin.date()


def read_days(
    first: str | None, last: str | None, today: date, default: date | None = None
) -> tuple[date, date]:
    """First and last day: without `first` today, without `last` the `default`, else the first day."""
    begin = read_day(first, today) if first else today
    end = read_day(last, today) if last else max(begin, default or begin)
    if end < begin:
        raise LotseError(
            f"Der letzte Tag ({end:%d.%m.%Y}) liegt vor dem ersten ({begin:%d.%m.%Y}).",
            "Bitte nennen Sie beide mit Jahr.",
        )
    return begin, end


def read_hours(start: str | None, end: str | None) -> Hours | None:
    """The hours, or None where neither end is named."""
    if start is None and end is None:
        return None
    if start is None or end is None:
        missing = "--von-uhr" if start is None else "--bis-uhr"
        raise LotseError(f"Es fehlt {missing}.", "Beispiel: --von-uhr 14:00 --bis-uhr 16:00")
    begin, until = _read_time(start), _read_time(end)
    if until <= begin:
        raise LotseError(
            f"{until:%H:%M} Uhr liegt nicht nach {begin:%H:%M} Uhr.", "Bitte tauschen Sie die Zeiten."
        )
    return Hours(begin, until)


def say_days(first: date, last: date) -> str:
    """„24.12.2026" or „24.12.2026 bis 01.01.2027"."""
    return f"{first:%d.%m.%Y}" if first == last else f"{first:%d.%m.%Y} bis {last:%d.%m.%Y}"


def _read_time(text: str) -> time:
    found = _TIME.fullmatch(text.strip())
    if found and int(found[1]) < 24 and int(found[2] or 0) < 60:
        return time(int(found[1]), int(found[2] or 0))
    raise LotseError(f"„{text}“ ist keine Uhrzeit.", "Schreiben Sie zum Beispiel 14:05.")
