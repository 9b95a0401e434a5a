"""Appointments and changes as tables and as JSON; who comes is shown on demand alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from booking.changes import AuditEntry, CalendarChange, ChangeKind
from booking.details import say_time
from booking.exporting import STATES
from booking.model import BERLIN, Booking, Catalogue, Contact, Slot
from bot.cli.console import out
from bot.cli.termine.when import say_days

# Wide enough that nothing breaks where a program reads instead of a person.
PIPED_WIDTH = 240
WEEKDAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
ACTIONS = {
    "closed": "geschlossen",
    "extra": "geöffnet",
    "capacity": "Schalter gezählt",
    "withdraw": "zurückgenommen",
    "move": "verschoben",
    "tell": "benachrichtigt",
    "export": "Kontaktdaten ausgegeben",
}
DETAILS = {
    "id": "Änderung",
    "kind": "Art",
    "first": "vom",
    "last": "bis zum",
    "start": "von Uhr",
    "end": "bis Uhr",
    "counters": "Schalter",
    "leistung": "Leistung",
    "reason": "Grund",
    "ref": "Termin",
}


def say(line: str, style: str | None = None) -> None:
    """One sentence, in one line where a program reads."""
    out.print(line, style=style, markup=False, soft_wrap=not out.is_terminal)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table without frames; its first column is never cut, because people copy it."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    for number, column in enumerate(columns):
        table.add_column(column, no_wrap=number == 0)
    for row in rows:
        table.add_row(*map(escape, row))
    console = out if out.is_terminal else Console(highlight=False, width=PIPED_WIDTH)
    console.print(table)


def say_short(slot: Slot) -> str:
    """„Di 24.11.2026 14:05", local."""
    start = slot.start.astimezone(BERLIN)
    return f"{WEEKDAYS[start.weekday()]} {start:%d.%m.%Y} {say_time(slot.start).removesuffix(' Uhr')}"


def print_bookings(bookings: Iterable[Booking], names: Catalogue, with_contact: bool) -> None:
    """One line an appointment."""
    columns = ["Nummer", "Beginn", "Stelle", "Anliegen", "Stand"]
    columns += ["Name", "E-Mail", "Telefon"] if with_contact else ["E-Mail"]
    print_table(columns, (_booking_row(booking, names, with_contact) for booking in bookings))


def booking_json(booking: Booking, names: Catalogue, with_contact: bool) -> dict[str, Any]:
    """One appointment; times are local with their offset."""
    contact = booking.contact or Contact()
    told: dict[str, Any] = {
        "number": booking.number,
        "office": booking.slot.office,
        **slot_json(booking.slot),
        "items": [{"leistung": item.leistung, "count": item.count} for item in booking.items],
        "state": str(booking.state),
        "has_email": bool(contact.email),
    }
    if with_contact:
        told["contact"] = {"name": contact.name, "email": contact.email, "phone": contact.phone}
    return told


def slot_json(slot: Slot) -> dict[str, str]:
    """Beginning and end."""
    return {
        "start": slot.start.astimezone(BERLIN).isoformat(),
        "end": slot.end.astimezone(BERLIN).isoformat(),
    }


def say_change(change: CalendarChange, names: Catalogue) -> str:
    """„geschlossen, 14:00 bis 16:00 Uhr: Umbau"."""
    if change.kind is ChangeKind.CAPACITY:
        of = f" für {names.leistungen.get(change.leistung, change.leistung)}" if change.leistung else ""
        counters = "1 Schalter" if change.counters == 1 else f"{change.counters} Schalter"
        return f"{counters}{of}"
    hours = change.hours
    times = f", {hours.start:%H:%M} bis {hours.end:%H:%M} Uhr" if hours else ""
    reason = f": {change.reason}" if change.reason else ""
    return f"{ACTIONS[change.kind]}{times}{reason}"


def print_changes(changes: Iterable[CalendarChange], names: Catalogue) -> None:
    """One line a change."""
    rows = (
        (
            str(change.id),
            names.offices.get(change.office, change.office),
            say_days(change.first, change.last),
            say_change(change, names),
        )
        for change in changes
    )
    print_table(("Änderung", "Stelle", "Tage", "Was"), rows)


def change_json(change: CalendarChange) -> dict[str, Any]:
    """One change."""
    hours = change.hours
    return {
        "id": change.id,
        "office": change.office,
        "kind": str(change.kind),
        "first": change.first.isoformat(),
        "last": change.last.isoformat(),
        "start": f"{hours.start:%H:%M}" if hours else None,
        "end": f"{hours.end:%H:%M}" if hours else None,
        "leistung": change.leistung,
        "counters": change.counters,
        "reason": change.reason,
    }


def print_log(entries: Iterable[AuditEntry], names: Catalogue) -> None:
    """One line an entry."""
    rows = (
        (
            f"{entry.time.astimezone(BERLIN):%d.%m.%Y %H:%M}",
            entry.actor,
            ACTIONS.get(entry.action, entry.action),
            names.offices.get(entry.office, entry.office or "alle"),
            ", ".join(_say_details(entry)),
        )
        for entry in entries
    )
    print_table(("Zeit", "Wer", "Was", "Stelle", "Einzelheiten"), rows)


def log_json(entry: AuditEntry) -> dict[str, Any]:
    """One entry of the log."""
    return {
        "time": entry.time.isoformat(),
        "actor": entry.actor,
        "action": entry.action,
        "office": entry.office or None,
        "details": dict(entry.details),
    }


def say_items(booking: Booking, names: Catalogue) -> str:
    """„2 × Personalausweis beantragen, Reisepass beantragen"."""
    return ", ".join(
        f"{item.count} × " * (item.count > 1) + names.leistungen.get(item.leistung, item.leistung)
        for item in booking.items
    )


def _say_details(entry: AuditEntry) -> Iterator[str]:
    for key, value in entry.details.items():
        if value not in (None, ""):
            yield f"{DETAILS.get(key, key)}: {ACTIONS.get(value, value) if key == 'kind' else value}"


def _booking_row(booking: Booking, names: Catalogue, with_contact: bool) -> list[str]:
    contact = booking.contact or Contact()
    row = [
        booking.number,
        say_short(booking.slot),
        names.offices.get(booking.slot.office, booking.slot.office),
        say_items(booking, names),
        STATES[booking.state],
    ]
    return row + (
        [contact.name, contact.email, contact.phone] if with_contact else ["ja" if contact.email else "nein"]
    )
