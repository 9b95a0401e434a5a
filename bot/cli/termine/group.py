"""The commands of `lotse termine`."""

from __future__ import annotations

import typer

from bot.cli.termine.changing import kapazitaet, oeffnen, schliessen, zuruecknehmen
from bot.cli.termine.exporting import export
from bot.cli.termine.moving import betroffene
from bot.cli.termine.reading import aenderungen, liste, protokoll, stellen

termine = typer.Typer(
    help=(
        "Die Kalender der Stellen: ansehen, schließen, öffnen, Schalter zählen, ausgeben.\n\n"
        "Tage schreiben Sie, wie Sie wollen: 24.12.2026, 2026-12-24, morgen, nächsten Freitag.\n\n"
        "Beispiel: lotse termine schliessen buergerservice-k7 24.12.2026 --grund Heiligabend"
    ),
    no_args_is_help=True,
)
for command in (
    *(liste, stellen, schliessen, oeffnen, kapazitaet, zuruecknehmen),
    *(aenderungen, protokoll, betroffene, export),
):
    termine.command(command.__name__)(command)
