"""`lotse termine schliessen`, `oeffnen`, `kapazitaet`, `zuruecknehmen`: each change is checked and logged."""

from __future__ import annotations

from typing import Annotated

import typer

from booking.operations import Changed
from bot.cli.console import print_json
from bot.cli.termine.desk import Desk, open_desk
from bot.cli.termine.moving import Wishes, help_concerned
from bot.cli.termine.options import (
    AsJson,
    Elsewhere,
    FirstArgument,
    FromOption,
    LastArgument,
    Move,
    OfficeArgument,
    ReasonToTell,
    Tell,
    Yes,
)
from bot.cli.termine.show import change_json, say, say_change
from bot.cli.termine.when import read_days, read_hours, say_days
from bot.errors import LotseError

FromTime = Annotated[
    str | None, typer.Option("--von-uhr", metavar="UHRZEIT", help="Beginn am Tag.", show_default=False)
]
ToTime = Annotated[
    str | None, typer.Option("--bis-uhr", metavar="UHRZEIT", help="Ende am Tag.", show_default=False)
]


def schliessen(
    stelle: OfficeArgument,
    von: FirstArgument,
    bis: LastArgument = None,
    von_uhr: FromTime = None,
    bis_uhr: ToTime = None,
    grund: Annotated[
        str, typer.Option(help="Warum; die Betroffenen lesen es, wenn Sie sie benachrichtigen.")
    ] = "",
    verschieben: Move = False,
    auch_anderswo: Elsewhere = False,
    benachrichtigen: Tell = False,
    ja: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Schließt eine Stelle für ganze Tage oder Stunden und nennt, wer dann einen Termin hat.

    Beispiel: lotse termine schliessen buergerservice-k7 24.12.2026 --grund Heiligabend

    Beispiel: lotse termine schliessen buergerservice-k7 morgen --von-uhr 14:00 --bis-uhr 16:00
    --grund "Versammlung" --verschieben
    """
    with open_desk() as desk:
        wishes = Wishes(verschieben, auch_anderswo, benachrichtigen, ja, as_json, grund)
        wishes.refuse_impossible(desk)
        first, last = read_days(von, bis, desk.today)
        hours = read_hours(von_uhr, bis_uhr)
        _done(desk, desk.operations.close(stelle, first, last, grund, desk.actor, hours), wishes)


def oeffnen(
    stelle: OfficeArgument,
    von: FirstArgument,
    bis: LastArgument = None,
    von_uhr: FromTime = None,
    bis_uhr: ToTime = None,
    grund: Annotated[str, typer.Option(help="Warum, für das Protokoll.")] = "",
    as_json: AsJson = False,
) -> None:
    """Vergibt Termine zu Zeiten, die der Kalender sonst nicht hat, auch an Feiertagen.

    Beispiel: lotse termine oeffnen buergerservice-k7 28.11.2026 --von-uhr 9:00 --bis-uhr 13:00
    """
    with open_desk() as desk:
        first, last = read_days(von, bis, desk.today)
        hours = read_hours(von_uhr, bis_uhr)
        if hours is None:
            raise LotseError("Es fehlen die Uhrzeiten.", "Beispiel: --von-uhr 9:00 --bis-uhr 13:00")
        changed = desk.operations.open_extra(stelle, first, last, hours, desk.actor, grund)
        _done(desk, changed, Wishes(as_json=as_json))


def kapazitaet(
    stelle: OfficeArgument,
    anzahl: Annotated[int, typer.Argument(metavar="ANZAHL", help="So viele Schalter.")],
    leistung: Annotated[
        str | None,
        typer.Option(help="Nur für diese Leistung: so viele zur gleichen Zeit.", show_default=False),
    ] = None,
    von: FromOption = None,
    bis: Annotated[
        str | None,
        typer.Option(metavar="TAG", help="Letzter Tag; sonst nur der erste.", show_default=False),
    ] = None,
    grund: ReasonToTell = "",
    verschieben: Move = False,
    auch_anderswo: Elsewhere = False,
    benachrichtigen: Tell = False,
    ja: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Sagt, wie viele Schalter an diesen Tagen besetzt sind. Was immer gilt, gehört in terminvergabe.yml.

    Beispiel: lotse termine kapazitaet buergerservice-k7 2 --von morgen

    Beispiel: lotse termine kapazitaet buergerservice-k7 1 --leistung reisepass --von 1.12.2026
    """
    with open_desk() as desk:
        wishes = Wishes(verschieben, auch_anderswo, benachrichtigen, ja, as_json, grund)
        wishes.refuse_impossible(desk)
        first, last = read_days(von, bis, desk.today)
        changed = desk.operations.set_capacity(stelle, first, last, anzahl, desk.actor, leistung)
        _done(desk, changed, wishes)


def zuruecknehmen(
    nummer: Annotated[int, typer.Argument(metavar="ÄNDERUNG", help="Nummer aus „aenderungen“.")],
    grund: ReasonToTell = "",
    verschieben: Move = False,
    auch_anderswo: Elsewhere = False,
    benachrichtigen: Tell = False,
    ja: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Nimmt eine Änderung zurück; bei zusätzlichen Zeiten kann das Termine betreffen.

    Beispiel: lotse termine zuruecknehmen 3
    """
    with open_desk() as desk:
        wishes = Wishes(verschieben, auch_anderswo, benachrichtigen, ja, as_json, grund)
        wishes.refuse_impossible(desk)
        changed = desk.operations.withdraw(nummer, desk.actor)
        _done(desk, changed, wishes, withdrawn=True)


def _done(desk: Desk, changed: Changed, wishes: Wishes, withdrawn: bool = False) -> None:
    """Say what was done, and go on to those whom it concerns."""
    change, names = changed.change, desk.names
    if not wishes.as_json:
        undone = "zurückgenommen: " if withdrawn else ""
        office, days = names.offices.get(change.office, change.office), say_days(change.first, change.last)
        say(f"{office}, {days}: {undone}{say_change(change, names)}.")
        if not withdrawn:
            say(f"Zurücknehmen: lotse termine zuruecknehmen {change.id}")
    done = help_concerned(desk, changed.concerned, wishes)
    if wishes.as_json:
        print_json({"change": change_json(change), "withdrawn": withdrawn, **done})
