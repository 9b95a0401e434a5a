"""The calendar file of an appointment (RFC 5545), for the citizen's own calendar.

It holds no code, no secret and nothing about the citizen: people share their calendars.
"""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, timedelta
from typing import Literal

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vUri

from booking.details import EXAMPLE_NOTICE, UNCONFIRMED_NOTICE, TerminDetails
from booking.model import BERLIN, Booking, State

Method = Literal["PUBLISH", "CANCEL"]

PRODID = "-//Stadtlotse//Termine//DE"
REMIND_BEFORE = timedelta(days=1)
_STATUS = {
    State.HELD: "TENTATIVE",
    State.PENDING_EMAIL: "TENTATIVE",
    State.CONFIRMED: "CONFIRMED",
    State.CANCELLED: "CANCELLED",
    State.EXPIRED: "CANCELLED",
}


def method_of(booking: Booking) -> Method:
    """What the file asks a calendar to do (RFC 5546, 3.2): take the event in, or strike it out."""
    return "CANCEL" if _STATUS[booking.state] == "CANCELLED" else "PUBLISH"


def to_ics(
    booking: Booking,
    details: TerminDetails,
    *,
    url: str | None,
    stamp: datetime,
    organizer: str | None = None,
) -> bytes:
    """One event as UTF-8 with CRLF, lines folded at 75 octets.

    The same appointment keeps its UID; a calendar takes the file with the highest SEQUENCE. `url`
    is shown to everybody who sees the calendar: pass no link that opens the booking. `stamp` is
    now, aware. `organizer`: an e-mail address; RFC 5546 wants one where the file is sent by mail.
    """
    method = method_of(booking)
    event = Event()
    event.add("uid", booking.uid)
    event.add("sequence", booking.sequence)
    event.add("dtstamp", stamp.astimezone(UTC))
    start, end = _times(booking)
    event.add("dtstart", start)
    event.add("dtend", end)
    kind = "Termin (Beispiel)" if details.is_example else "Termin"
    event.add("summary", _line(f"{kind}: {details.title}" if details.title else kind))
    event.add("location", ", ".join(_line(part) for part in (details.office, *details.address)))
    event.add("description", _description(booking, details))
    event.add("status", _STATUS[booking.state])
    if url:
        event.add("url", vUri(url))
    if organizer:
        event.add("organizer", vCalAddress(f"mailto:{organizer}"))
    if method == "PUBLISH":
        event.add_component(_alarm(details))
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODID)
    calendar.add("method", method)
    calendar.add_component(_berlin())
    calendar.add_component(event)
    written: bytes = calendar.to_ical()  # icalendar leaves it untyped
    return written


def _times(booking: Booking) -> tuple[datetime, datetime]:
    """Start and end by the clock on the wall, so that 09:00 stays 09:00 whatever becomes of summer time.

    In the hour that comes twice a local time means the first one (RFC 5545, 3.3.5) and readers
    differ; there it is UTC.
    """
    times = booking.slot.start.astimezone(BERLIN), booking.slot.end.astimezone(BERLIN)
    if any(t.replace(fold=0).utcoffset() != t.replace(fold=1).utcoffset() for t in times):
        return times[0].astimezone(UTC), times[1].astimezone(UTC)
    return times


def _description(booking: Booking, details: TerminDetails) -> str:
    lines = [EXAMPLE_NOTICE, ""] if details.is_example else []
    lines.append(f"Terminnummer: {booking.number}")
    if method_of(booking) == "CANCEL":
        return "\n".join([*lines, "Dieser Termin gilt nicht mehr."])
    if details.hint:
        lines += ["", details.hint]
    if details.unterlagen:
        lines += ["", "Bitte bringen Sie mit:", *(f"- {_line(paper)}" for paper in details.unterlagen)]
        lines += [UNCONFIRMED_NOTICE] if details.unterlagen_unconfirmed else []
    return "\n".join(_line(line) for line in lines)


def _alarm(details: TerminDetails) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -REMIND_BEFORE)
    alarm.add("description", _line(f"Morgen: Termin bei {details.office}"))
    return alarm


def _berlin() -> Timezone:
    """Europe/Berlin since 1996 (Directive 2000/84/EC; the onsets in the local time before them).

    Not icalendar's `Timezone.from_tzid`: its summer time begins an hour late.
    """
    zone = Timezone()
    zone.add("tzid", "Europe/Berlin")
    summer, winter = timedelta(hours=2), timedelta(hours=1)
    zone.add_component(_observance(TimezoneDaylight(), "CEST", datetime(1996, 3, 31, 2), 3, winter, summer))
    zone.add_component(_observance(TimezoneStandard(), "CET", datetime(1996, 10, 27, 3), 10, summer, winter))
    return zone


def _observance(
    part: TimezoneDaylight | TimezoneStandard,
    name: str,
    onset: datetime,
    month: int,
    before: timedelta,
    after: timedelta,
) -> TimezoneDaylight | TimezoneStandard:
    part.add("dtstart", onset)
    part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
    part.add("tzname", name)
    part.add("tzoffsetfrom", before)
    part.add("tzoffsetto", after)
    return part


def _line(text: str) -> str:
    """The text on one line: no control character, which calendars refuse or take for a line of their own."""
    return " ".join("".join(" " if unicodedata.category(s) in _BREAKS else s for s in text).split())


_BREAKS = frozenset({"Cc", "Cs", "Zl", "Zp"})
