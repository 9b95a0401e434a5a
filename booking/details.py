"""What people read about an appointment: in the chat, on its page, in the e-mail, in the calendar file."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from booking.model import BERLIN, Items, Slot
from nlu.dates.vocabulary import MONTHS, WEEKDAYS

# Said wherever `TerminDetails.is_example`, and beside papers that `unterlagen_unconfirmed`.
EXAMPLE_NOTICE = "Beispielkalender: Kein Amt erwartet Sie zu diesem Termin."
UNCONFIRMED_NOTICE = "Diese Liste ist noch nicht von der Redaktion bestätigt."


@dataclass(frozen=True, slots=True)
class TerminDetails:
    """The catalogue's words for one appointment, German; what is not known is empty.

    `is_example`: the calendar is a demonstration, no office expects anybody. Whoever shows an
    appointment says so.
    """

    title: str  # what it is for: „2 × Personalausweis beantragen"
    office: str
    address: tuple[str, ...] = ()  # lines
    unterlagen: tuple[str, ...] = ()  # what to bring, each with its condition
    unterlagen_unconfirmed: bool = False  # no editor has checked the list yet
    hint: str = ""  # the office's own words
    is_example: bool = False


# Looks the words up anew each time, so that an edited text is shown at once. Raises `BookingError`.
Describe = Callable[[Slot, Items], Awaitable[TerminDetails]]


def say_day(moment: datetime) -> str:
    """„Dienstag, 24. November 2026", local."""
    day = moment.astimezone(BERLIN)
    return (
        f"{WEEKDAYS[day.weekday()].capitalize()}, {day.day}. {MONTHS[day.month - 1].capitalize()} {day.year}"
    )


def say_time(moment: datetime) -> str:
    """„14:05 Uhr", local; in the hour that comes twice with its zone („02:30 Uhr MEZ")."""
    local = moment.astimezone(BERLIN)
    is_twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    zone = {"CEST": " MESZ", "CET": " MEZ"}.get(local.tzname() or "", "") if is_twice else ""
    return f"{local:%H:%M} Uhr{zone}"


def say_slot(slot: Slot) -> str:
    """„Dienstag, 24. November 2026, 14:05 Uhr"."""
    return f"{say_day(slot.start)}, {say_time(slot.start)}"
