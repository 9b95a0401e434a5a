"""Appointments as a CSV file for the office's own programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from booking.model import BERLIN, Booking, Catalogue, Contact, State

COLUMNS = ("Nummer", "Stelle", "Tag", "Beginn", "Ende", "Leistungen", "Stand", "Name", "E-Mail", "Telefon")
STATES = {
    State.HELD: "reserviert",
    State.PENDING_EMAIL: "E-Mail noch nicht bestätigt",
    State.CONFIRMED: "gebucht",
    State.CANCELLED: "abgesagt",
    State.EXPIRED: "abgelaufen",
}
# A cell that begins so is a formula to spreadsheets (OWASP: CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(bookings: Iterable[Booking], catalogue: Catalogue) -> str:
    """One line an appointment, `;` between the cells, as German spreadsheets read it; times are local."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for booking in bookings:
        start, end = booking.slot.start.astimezone(BERLIN), booking.slot.end.astimezone(BERLIN)
        contact = booking.contact or Contact()
        leistungen = ", ".join(
            f"{item.count} × {catalogue.leistungen.get(item.leistung, item.leistung)}"
            for item in booking.items
        )
        cells = (
            booking.number,
            catalogue.offices.get(booking.slot.office, booking.slot.office),
            f"{start:%d.%m.%Y}",
            f"{start:%H:%M}",
            f"{end:%H:%M}",
            leistungen,
            STATES[booking.state],
            contact.name,
            contact.email,
            contact.phone,
        )
        writer.writerow(_harmless(cell) for cell in cells)
    return text.getvalue()


def _harmless(cell: str) -> str:
    is_phone = cell[:1] == "+" and cell[1:].isdecimal()
    return f"'{cell}" if cell.startswith(_FORMULA) and not is_phone else cell
