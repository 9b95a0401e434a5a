"""`lotse termine export`: the appointments with contact data, in a file that only its owner may read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from booking.exporting import to_csv
from bot.cli.console import print_json
from bot.cli.termine.desk import open_desk
from bot.cli.termine.options import AsJson, FromOption, OfficeOption, StandOption, states_of
from bot.cli.termine.reading import WEEK
from bot.cli.termine.show import say
from bot.cli.termine.when import read_days, say_days
from bot.errors import LotseError

# German spreadsheets take a file without this mark for one of the eighties.
ENCODING = "utf-8-sig"


def export(
    csv: Annotated[Path, typer.Option("--csv", metavar="DATEI", help="Die neue Datei.")],
    stelle: OfficeOption = None,
    von: FromOption = None,
    bis: Annotated[
        str | None, typer.Option(metavar="TAG", help="Letzter Tag; sonst eine Woche.", show_default=False)
    ] = None,
    stand: StandOption = "gebucht",
    as_json: AsJson = False,
) -> None:
    """Schreibt die Termine mit Kontaktdaten in eine CSV-Datei; das wird protokolliert.

    Beispiel: lotse termine export --csv termine.csv --stelle buergerservice-k7 --von morgen
    """
    with open_desk() as desk:
        today = desk.today
        first, last = read_days(von, bis, today, default=read_days(von, None, today)[0] + WEEK)
        bookings = desk.operations.appointments(first, last, stelle, states_of(stand))
        try:
            descriptor = os.open(csv, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            raise LotseError(
                f"Die Datei {csv} gibt es schon.", "Bitte nennen Sie eine andere oder löschen Sie sie."
            ) from None
        with os.fdopen(descriptor, "w", encoding=ENCODING, newline="") as file:
            desk.operations.log_export(desk.actor, first, last, stelle)  # nothing leaves unnoted
            file.write(to_csv(bookings, desk.names))
        if as_json:
            print_json({"file": str(csv), "appointments": len(bookings)})
            return
        what = "1 Termin" if len(bookings) == 1 else f"{len(bookings)} Termine"
        say(f"{what} vom {say_days(first, last)} in {csv} geschrieben.")
        say("Die Datei enthält Kontaktdaten: Bitte löschen Sie sie, sobald niemand sie mehr braucht.")
