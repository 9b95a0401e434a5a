"""What one mail says: its subject, its plain text and its HTML."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from booking.details import EXAMPLE_NOTICE, UNCONFIRMED_NOTICE, TerminDetails, say_day, say_slot, say_time
from booking.events import Event, EventKind
from booking.model import Booking
from booking.wish import WishDetails
from channels.mail.links import TerminLinks
from channels.mail.templating import render

# Shown on lock screens: no name, no matter, no number. `{when}` is „Dienstag, 24. November 2026, 14:05 Uhr".
SUBJECTS = {
    EventKind.VERIFY: "Bitte bestätigen: Termin am {when}",
    EventKind.CONFIRMED: "Termin gebucht: {when}",
    EventKind.MOVED: "Termin verschoben: {when}",
    EventKind.CANCELLED: "Termin abgesagt: {when}",
    EventKind.REMINDER: "Erinnerung an Ihren Termin: {when}",
    EventKind.OFFICE_CLOSED: "Ihr Termin fällt aus: {when}",
    EventKind.WATCH_STARTED: "Sie stehen auf der Warteliste",
    EventKind.WATCH_OFFER: "Termin frei geworden: {when}",
}


@dataclass(frozen=True, slots=True)
class Letter:
    """The words of one mail."""

    subject: str
    text: str = field(repr=False)
    html: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Access:
    """How the appointment is opened again."""

    code: str = field(repr=False)
    links: TerminLinks = field(repr=False)


def write_letter(
    event: Event,
    sender_name: str,
    *,
    details: TerminDetails | None = None,
    access: Access | None = None,
    wish: WishDetails | None = None,
    watch_link: str = "",
) -> Letter:
    """The mail about `event`.

    `details` and `access` where it has a booking, `wish` and `watch_link` where it has a watch.
    """
    booking = event.booking
    described = details or wish
    is_example = described is not None and described.is_example
    when = say_slot(booking.slot) if booking else ""
    subject = ("[Beispiel] " if is_example else "") + SUBJECTS[event.kind].format(when=when)
    values: dict[str, object] = {
        "subject": subject,
        "sender_name": sender_name,
        "example": EXAMPLE_NOTICE if is_example else "",
        "unconfirmed": UNCONFIRMED_NOTICE,
        "details": details,
        "number": booking.number if booking else "",
        "when": when,
        "until": _until(booking) if booking else "",
        "previous": say_slot(event.previous) if event.previous else "",
        "reason": event.reason,
        "code": access.code if access else "",
        "links": access.links if access else None,
        "confirm_link": access.links.confirm(event.confirm_secret) if access and event.confirm_secret else "",
        "wish": wish,
        "watch_link": watch_link,
    }
    return Letter(subject, render(f"{event.kind}.txt", values), render(f"{event.kind}.html", values))


def _until(booking: Booking) -> str:
    end: datetime | None = booking.expires_at
    return f"{say_day(end)}, {say_time(end)}" if end else ""
