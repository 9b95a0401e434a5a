"""`lotse start` and `lotse train`."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from bot.cli.console import err, step
from bot.settings import load_settings
from bot.training import train as train_model
from bot.training import training_is_due


def start() -> None:
    """Startet Engine und App im Vordergrund; Strg-C beendet beide.

    Beispiel: LOTSE_PORT=9000 lotse start
    """
    # Late: the service's libraries take seconds that no other command has to wait for.
    from bot.server import run

    asyncio.run(run(load_settings()))


def train(
    force: Annotated[
        bool, typer.Option("--force", help="Auch trainieren, wenn sich nichts geändert hat.")
    ] = False,
) -> None:
    """Trainiert das Dialogmodell, wenn sich seine Grundlagen geändert haben.

    Beispiel: lotse train --force
    """
    settings = load_settings()
    if not force and not training_is_due(settings):
        err.print("Das Sprachmodell ist aktuell.")
        return
    with step("Sprachmodell trainieren"):
        train_model(settings)
