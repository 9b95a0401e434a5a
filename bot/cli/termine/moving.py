"""Those whose appointment cannot be kept: who they are, another time for them, a mail to them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Annotated, Any

import typer

from booking.changes import ChangeKind
from booking.details import say_slot
from booking.errors import BookingError, SlotTaken
from booking.model import BERLIN, Booking, Slot
from bot.cli.console import print_json
from bot.cli.termine.desk import Desk, open_desk
from bot.cli.termine.options import AsJson, Elsewhere, FromOption, Move, OfficeOption, Tell, WithContact, Yes
from bot.cli.termine.show import booking_json, print_bookings, say, say_items
from bot.cli.termine.when import read_days
from bot.errors import LotseError

HORIZON = timedelta(days=366)  # no calendar reaches further (knowledge/terminvergabe.py)
PROPOSALS = 3
TRIES = 3  # so often may somebody else take the proposed slot first


@dataclass(frozen=True)
class Wishes:
    """What is to be done for those concerned."""

    move: bool = False
    elsewhere: bool = False
    tell: bool = False
    yes: bool = False
    as_json: bool = False
    reason: str = ""

    @property
    def can_ask(self) -> bool:
        """Whether somebody sits at the terminal to answer."""
        return not self.as_json and sys.stdin.isatty()

    def refuse_impossible(self, desk: Desk) -> None:
        """Raise `LotseError` before anything is changed."""
        if self.move and not self.yes and not self.can_ask:
            raise LotseError(
                "--verschieben fragt bei jedem Termin nach, aber hier kann niemand antworten.",
                "Mit --ja bekommt jeder die erste Zeit, die möglich ist.",
            )
        if self.tell and not desk.sends_mail:
            raise LotseError(
                "Benachrichtigen geht nicht: Es ist kein Mailserver eingerichtet.",
                "Bitte setzen Sie LOTSE_SMTP_HOST oder rufen Sie an: lotse termine betroffene --mit-kontakt",
            )


def betroffene(
    stelle: OfficeOption = None,
    von: FromOption = None,
    bis: Annotated[
        str | None, typer.Option(metavar="TAG", help="Letzter Tag; sonst alle.", show_default=False)
    ] = None,
    mit_kontakt: WithContact = False,
    verschieben: Move = False,
    auch_anderswo: Elsewhere = False,
    benachrichtigen: Tell = False,
    grund: Annotated[
        str, typer.Option(help="Was die Betroffenen lesen; sonst der Grund der Schließung.")
    ] = "",
    ja: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Zeigt, wessen Termin nicht stattfinden kann, weil geschlossen ist oder Schalter fehlen.

    Beispiel: lotse termine betroffene --stelle buergerservice-k7 --verschieben
    """
    with open_desk() as desk:
        wishes = Wishes(verschieben, auch_anderswo, benachrichtigen, ja, as_json, grund)
        wishes.refuse_impossible(desk)
        first, last = read_days(von, bis, desk.today, default=desk.today + HORIZON)
        concerned = [
            booking
            for office in desk.offices(stelle)
            for booking in desk.operations.concerned(office, first, last)
        ]
        if mit_kontakt and concerned:
            desk.operations.log_export(desk.actor, first, last, stelle)
        done = help_concerned(desk, concerned, wishes, mit_kontakt)
        if as_json:
            print_json(done)


def help_concerned(
    desk: Desk, concerned: Sequence[Booking], wishes: Wishes, with_contact: bool = False
) -> dict[str, Any]:
    """List them, then move and tell them as wished; the result is what `--json` prints."""
    if not wishes.as_json:
        if not concerned:
            say("Kein gebuchter Termin ist betroffen.")
        else:
            is_one = len(concerned) == 1
            say("1 Termin ist betroffen:" if is_one else f"{len(concerned)} Termine sind betroffen:")
            print_bookings(concerned, desk.names, with_contact)
    if concerned:
        wishes = _asked(desk, wishes)
    moved = {b.ref: found for b in concerned if wishes.move and (found := _move(desk, b, wishes))}
    left = [booking for booking in concerned if booking.ref not in moved]
    told = [booking for booking in left if wishes.tell and _tell(desk, booking, wishes)]
    if not wishes.as_json:
        _sum_up(desk, list(moved.values()), told, left, wishes)
    return {
        "concerned": [booking_json(booking, desk.names, with_contact) for booking in concerned],
        "moved": [booking_json(booking, desk.names, with_contact) for booking in moved.values()],
        "told": [booking.number for booking in told],
        "left": [booking.number for booking in left],
    }


def _asked(desk: Desk, wishes: Wishes) -> Wishes:
    """What a person at the terminal wants, where the command did not say."""
    if wishes.move or wishes.tell or not wishes.can_ask:
        return wishes
    wishes = replace(wishes, move=_agreed("Andere Zeiten vorschlagen und verschieben?"))
    if desk.sends_mail:
        who = "Wen Sie nicht verschieben, per E-Mail" if wishes.move else "Die Betroffenen per E-Mail"
        wishes = replace(wishes, tell=_agreed(f"{who} benachrichtigen?"))
    return wishes


def _agreed(question: str) -> bool:
    """In German: „ja" is not what the library asks for."""
    return typer.prompt(f"{question} (j/n)", default="n").strip().casefold() in ("j", "ja")


def _move(desk: Desk, booking: Booking, wishes: Wishes) -> Booking | None:
    """Another time for one of them; None where there is none or nobody wants it."""
    for _ in range(TRIES):
        slots = desk.operations.propose([booking], PROPOSALS, wishes.elsewhere)[0].slots
        slot = _chosen(desk, booking, slots, wishes)
        if slot is None:
            return None
        try:
            moved = desk.operations.move(booking.ref, slot.id, desk.actor)
        except SlotTaken:
            continue
        except BookingError as error:
            _say(wishes, f"{booking.number}: {error}")
            return None
        _say(wishes, f"{booking.number}: verschoben auf {_say_place(desk, moved.slot)}")
        return moved
    return None


def _chosen(desk: Desk, booking: Booking, slots: Sequence[Slot], wishes: Wishes) -> Slot | None:
    if not slots:
        _say(wishes, f"{booking.number}: keine freie Zeit gefunden.")
        return None
    if wishes.yes:
        return slots[0]
    say(f"\n{booking.number}, {say_slot(booking.slot)}, {say_items(booking, desk.names)}")
    for number, slot in enumerate(slots, start=1):
        say(f"  {number}  {_say_place(desk, slot)}")
    say("  0  nicht verschieben")
    answer = ""
    while answer not in map(str, range(len(slots) + 1)):
        answer = typer.prompt("Welche Zeit").strip()
    return slots[int(answer) - 1] if int(answer) else None


def _tell(desk: Desk, booking: Booking, wishes: Wishes) -> bool:
    if not booking.contact or not booking.contact.email:
        return False
    return desk.operations.tell(booking.ref, wishes.reason or _closure_reason(desk, booking), desk.actor)


def _closure_reason(desk: Desk, booking: Booking) -> str:
    """Why the office is closed on the day; of several closures the newest."""
    day = booking.slot.start.astimezone(BERLIN).date()
    closures = [
        c for c in desk.operations.changes(booking.slot.office, day, day) if c.kind is ChangeKind.CLOSED
    ]
    return closures[-1].reason if closures else ""


def _sum_up(
    desk: Desk, moved: Sequence[Booking], told: Sequence[Booking], left: Sequence[Booking], wishes: Wishes
) -> None:
    """What was done, and what a person still has to do."""
    if wishes.move:
        say(f"Verschoben: {len(moved)}.")
    if wishes.tell:
        say(f"Benachrichtigt: {len(told)}; ohne E-Mail oder schon benachrichtigt: {len(left) - len(told)}.")
    without_mail = [b for b in moved if not desk.sends_mail or not b.contact or not b.contact.email]
    if without_mail:
        numbers = ", ".join(booking.number for booking in without_mail)
        say(f"Diese Verschobenen erfahren es nicht per E-Mail: {numbers}.", style="yellow")
        days = sorted(booking.slot.start.astimezone(BERLIN).date() for booking in without_mail)
        say(f"Ihre Telefonnummern: lotse termine liste --mit-kontakt --von {days[0]} --bis {days[-1]}")
    if len(left) > len(told):
        say("Telefonnummern der Übrigen: lotse termine betroffene --mit-kontakt")
    if left and not wishes.move:
        say("Später verschieben: lotse termine betroffene --verschieben")


def _say_place(desk: Desk, slot: Slot) -> str:
    return f"{say_slot(slot)}, {desk.names.offices.get(slot.office, slot.office)}"


def _say(wishes: Wishes, line: str) -> None:
    if not wishes.as_json:
        say(line)
