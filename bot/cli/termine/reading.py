"""`lotse termine liste`, `stellen`, `aenderungen`, `protokoll`: what there is; nothing is changed."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Annotated, Any

import typer

from booking.errors import BookingError
from booking.model import Item, Slot, SlotQuery
from booking.operations import MAX_AHEAD
from bot.cli.console import print_json
from bot.cli.termine.desk import Desk, open_desk
from bot.cli.termine.options import AsJson, FromOption, OfficeOption, StandOption, WithContact, states_of
from bot.cli.termine.show import (
    booking_json,
    change_json,
    log_json,
    print_bookings,
    print_changes,
    print_log,
    print_table,
    say,
    say_short,
    slot_json,
)
from bot.cli.termine.when import read_days, say_days

WEEK = timedelta(days=6)  # and the first day
EXAMPLE = "Beispielkalender: Kein Amt erwartet jemanden zu diesen Terminen (geprueft: false)."


def liste(
    stelle: OfficeOption = None,
    von: FromOption = None,
    bis: Annotated[
        str | None, typer.Option(metavar="TAG", help="Letzter Tag; sonst eine Woche.", show_default=False)
    ] = None,
    stand: StandOption = "gebucht",
    mit_kontakt: WithContact = False,
    as_json: AsJson = False,
) -> None:
    """Zeigt die Termine, ohne zu sagen, wer kommt.

    Beispiel: lotse termine liste --stelle buergerservice-k7 --von morgen
    """
    with open_desk() as desk:
        today = desk.today
        first, last = read_days(von, bis, today, default=read_days(von, None, today)[0] + WEEK)
        bookings = desk.operations.appointments(first, last, stelle, states_of(stand))
        if mit_kontakt:
            desk.operations.log_export(desk.actor, first, last, stelle)
        if as_json:
            told = [booking_json(booking, desk.names, mit_kontakt) for booking in bookings]
            print_json({"is_example": desk.house.is_example(), "appointments": told})
            return
        _note_example(desk)
        if not bookings:
            say(f"Keine Termine vom {say_days(first, last)}.")
            return
        print_bookings(bookings, desk.names, mit_kontakt)
        say("1 Termin." if len(bookings) == 1 else f"{len(bookings)} Termine.")


def stellen(as_json: AsJson = False) -> None:
    """Zeigt, welche Stellen Termine vergeben, wie viele Schalter heute besetzt sind und was frei ist.

    Beispiel: lotse termine stellen
    """
    with open_desk() as desk:
        free = asyncio.run(_earliest(desk))
        counters = {office: _counters_today(desk, office) for office in free}
        offered = {
            office: [offer.leistung for offer in desk.names.offers if offer.office == office]
            for office in free
        }
        names = desk.names.offices
        if as_json:
            told: list[dict[str, Any]] = [
                {
                    "id": office,
                    "name": names[office],
                    "counters": counters[office],
                    "leistungen": offered[office],
                    "next_free": slot_json(slot) if slot else None,
                }
                for office, slot in free.items()
            ]
            print_json({"is_example": desk.house.is_example(), "offices": told})
            return
        _note_example(desk)
        if not free:
            say("Keine Stelle vergibt Termine. Welche es tun, steht in terminvergabe.yml.")
            return
        rows = (
            (
                office,
                names[office],
                str(counters[office]),
                str(len(offered[office])),
                say_short(slot) if slot else "–",
            )
            for office, slot in free.items()
        )
        print_table(("Stelle", "Name", "Schalter heute", "Leistungen", "Nächster freier Termin"), rows)


def aenderungen(
    stelle: OfficeOption = None,
    von: FromOption = None,
    bis: Annotated[
        str | None, typer.Option(metavar="TAG", help="Letzter Tag; sonst alle.", show_default=False)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Zeigt Schließungen, zusätzliche Zeiten und Schalterzahlen, die ab heute gelten.

    Beispiel: lotse termine aenderungen --stelle buergerservice-k7
    """
    with open_desk() as desk:
        first, last = read_days(von, bis, desk.today, default=desk.today + MAX_AHEAD)
        changes = [
            change
            for office in desk.offices(stelle)
            for change in desk.operations.changes(office, first, last)
        ]
        if as_json:
            print_json({"changes": [change_json(change) for change in changes]})
        elif changes:
            print_changes(changes, desk.names)
        else:
            say("Keine Änderungen: Es gelten die gewöhnlichen Zeiten.")


def protokoll(
    stelle: OfficeOption = None,
    anzahl: Annotated[int, typer.Option(min=1, max=10_000, help="Höchstens so viele Einträge.")] = 100,
    as_json: AsJson = False,
) -> None:
    """Zeigt, wer wann was geändert oder ausgegeben hat, das Neueste zuerst.

    Beispiel: lotse termine protokoll --anzahl 20
    """
    with open_desk() as desk:
        entries = desk.operations.log(stelle, anzahl)
        if as_json:
            print_json({"log": [log_json(entry) for entry in entries]})
        elif entries:
            print_log(entries, desk.names)
        else:
            say("Das Protokoll ist leer.")


async def _earliest(desk: Desk) -> dict[str, Slot | None]:
    """The next free slot of each office, for whichever of its Leistungen can be had first."""
    first: dict[str, Slot | None] = dict.fromkeys(desk.names.offices)
    for offer in desk.names.offers:
        query = SlotQuery((Item(offer.leistung),), (offer.office,), limit=1)
        try:
            slots = (await desk.house.port.find_slots(query)).slots
        except BookingError:
            continue  # one of it is longer than an appointment may be
        before = first[offer.office]
        if slots and (before is None or slots[0].start.timestamp() < before.start.timestamp()):
            first[offer.office] = slots[0]
    return first


def _counters_today(desk: Desk, office: str) -> int:
    changes = desk.operations.changes(office, desk.today, desk.today)
    return len(desk.plan().timetable(office).counters(desk.today, frozenset(), changes))


def _note_example(desk: Desk) -> None:
    if desk.house.is_example():
        say(EXAMPLE, style="yellow")
