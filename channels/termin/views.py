"""What a page shows of an appointment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from booking.details import TerminDetails, say_slot, say_time
from booking.errors import NotOffered
from booking.model import BERLIN, Booking, Slot, State
from channels.termin.desk import TerminDesk, Vorgang


class Phase(StrEnum):
    """The states of an appointment, and one more: it has begun or is over."""

    HELD = "held"
    PENDING_EMAIL = "pending_email"
    CONFIRMED = "confirmed"
    PAST = "past"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class View:
    """One appointment for one page."""

    vorgang: Vorgang
    booking: Booking
    details: TerminDetails
    phase: Phase
    until: str  # HELD and PENDING_EMAIL: „10:15 Uhr"

    @property
    def path(self) -> str:
        """The address of the appointment's own page."""
        return path_of(self.vorgang.link_token)

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return round((self.booking.slot.end - self.booking.slot.start) / timedelta(minutes=1))


def path_of(token: str) -> str:
    """The address of an appointment's own page."""
    return f"/termin/{token}"


async def look_at(desk: TerminDesk, vorgang: Vorgang) -> View:
    """The appointment as it stands now; changes nothing."""
    booking, now = await vorgang.booking(), desk.clock()
    return View(vorgang, booking, await _details(desk, booking), phase_of(booking, now), _until(booking, now))


def phase_of(booking: Booking, now: datetime) -> Phase:
    """The booking's state; a confirmed one that has begun is past."""
    if booking.state is State.CONFIRMED and booking.slot.start <= now:
        return Phase.PAST
    return Phase(booking.state)


async def _details(desk: TerminDesk, booking: Booking) -> TerminDetails:
    """The catalogue's words; an appointment whose Leistung has left the catalogue is shown all the same."""
    try:
        return await desk.describe(booking.slot, booking.items)
    except NotOffered:
        return TerminDetails(title="", office="")


def _until(booking: Booking, now: datetime) -> str:
    if booking.expires_at is None:
        return ""
    end = booking.expires_at.astimezone(BERLIN)
    if end.date() == now.astimezone(BERLIN).date():
        return say_time(end)
    return say_slot(Slot("", "", end, end))
