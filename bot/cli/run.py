"""`lotse start` and `lotse train`."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer
import uvloop

from bot.cli.console import err, step
from bot.content import all_faults, refuse_faults
from bot.settings import Settings, load_settings
from bot.training import train as train_model
from bot.training import training_is_due


def start(
    with_training: Annotated[
        bool, typer.Option("--train", help="Vorher trainieren, wenn es nötig ist (so startet `make start`).")
    ] = False,
) -> None:
    """Startet Engine und App im Vordergrund; Strg-C beendet beide.

    Beispiel: LOTSE_PORT=9000 lotse start
    """
    settings = load_settings()
    if with_training:
        # The content first: it is checked in a second, a training takes many.
        refuse_faults(all_faults(settings.content_dir, date.today()))
        train_if_due(settings)
    # Late: the service's libraries take seconds that no other command has to wait for.
    from bot.server import run

    uvloop.run(run(settings))


def train(
    force: Annotated[
        bool, typer.Option("--force", help="Auch trainieren, wenn sich nichts geändert hat.")
    ] = False,
) -> None:
    """Trainiert das Dialogmodell, wenn sich seine Grundlagen geändert haben.

    Beispiel: lotse train --force
    """
    if not train_if_due(load_settings(), force=force):
        err.print("Das Sprachmodell ist aktuell.")


def train_if_due(settings: Settings, *, force: bool = False) -> bool:
    """Train where the model's inputs have changed, or in any case with `force`; returns whether it did."""
    if not force and not training_is_due(settings):
        return False
    with step("Sprachmodell trainieren"):
        train_model(settings)
    return True
