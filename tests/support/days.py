"""Days that dialogues speak of: real dates, right on whichever day the tests run."""

from __future__ import annotations

from datetime import date, timedelta

import holidays

WEEKDAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag")
MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)
# Far enough that midnight may pass between the sentence and its answer.
FIRST = timedelta(days=2)
# Offices close on these days though they are no public holidays.
CLOSED = {(12, 24), (12, 31)}


def open_week(today: date) -> dict[str, date]:
    """Monday to Friday of the first week ahead that is open on all days, as is the Tuesday after it.

    „Doch lieber Dienstag" after a Thursday is the Tuesday of the week after.
    """
    monday = today + FIRST
    monday += timedelta(days=-monday.weekday() % 7)
    while not all(_is_open(monday + timedelta(days=n)) for n in (*range(len(WEEKDAYS)), 8)):
        monday += timedelta(weeks=1)
    return {name: monday + timedelta(days=n) for n, name in enumerate(WEEKDAYS)}


def placeholders(today: date) -> dict[str, str]:
    """What may stand in a sentence: `{dienstag}` is „Dienstag, den 8. Dezember"."""
    week = open_week(today)
    named = {
        name: f"{name.capitalize()}, den {day.day}. {MONTHS[day.month - 1]}" for name, day in week.items()
    }
    short = {f"{name}_datum": f"{day.day}.{day.month}." for name, day in week.items()}
    gone = today - timedelta(days=3)
    return {**named, **short, "vergangen": f"{gone.day}.{gone.month}.{gone.year}"}


def _is_open(day: date) -> bool:
    return day not in holidays.country_holidays("DE", subdiv="BW", years=day.year) and (
        (day.month, day.day) not in CLOSED
    )
