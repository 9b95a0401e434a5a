"""The `lotse` command: its groups and how a fault ends it."""

from __future__ import annotations

import sys

import typer

from bot.cli.ask import ask
from bot.cli.console import err
from bot.cli.knowledge import knowledge
from bot.cli.nlu import nlu
from bot.cli.run import start, train
from bot.cli.termine import termine
from bot.errors import LotseError

app = typer.Typer(
    name="lotse",
    help=(
        "Stadtlotse: beantwortet Fragen zu Leistungen der Stadt.\n\n"
        'Beispiel: lotse ask "Was kostet ein neuer Perso?"'
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(start)
app.command()(train)
app.command()(ask)
app.add_typer(knowledge, name="knowledge")
app.add_typer(nlu, name="nlu")
app.add_typer(termine, name="termine")


def main() -> None:
    """Run the command; a fault that a person can mend is one German message and exit code 1."""
    try:
        app(prog_name="lotse")
    except LotseError as error:
        err.print(error.message, style="red")
        if error.remedy:
            err.print(error.remedy)
        sys.exit(1)
    except BrokenPipeError:
        # `lotse … | head` is a fine way to end.
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        if error.filename is None:
            raise  # no file that a person could look at
        err.print(f"{error.filename} lässt sich nicht öffnen oder anlegen ({error.strerror}).", style="red")
        err.print("Bitte prüfen Sie den Pfad, die Rechte und den freien Platz.")
        sys.exit(1)
