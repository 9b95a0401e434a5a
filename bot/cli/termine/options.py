"""The options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from booking.model import State
from bot.errors import LotseError

AsJson = Annotated[bool, typer.Option("--json", help="Ausgabe als JSON.")]
OfficeArgument = Annotated[
    str, typer.Argument(metavar="STELLE", help="Die Stelle, zum Beispiel buergerservice-k7.")
]
OfficeOption = Annotated[
    str | None, typer.Option("--stelle", metavar="STELLE", help="Nur diese Stelle.", show_default=False)
]
FromOption = Annotated[
    str | None, typer.Option("--von", metavar="TAG", help="Erster Tag; sonst heute.", show_default=False)
]
FirstArgument = Annotated[str, typer.Argument(metavar="VON", help="Der erste Tag.")]
LastArgument = Annotated[
    str | None, typer.Argument(metavar="BIS", help="Der letzte Tag; sonst nur der erste.", show_default=False)
]
WithContact = Annotated[
    bool,
    typer.Option("--mit-kontakt", help="Auch Name, E-Mail und Telefon; das wird protokolliert."),
]
Move = Annotated[
    bool, typer.Option("--verschieben", help="Den Betroffenen andere Zeiten geben; fragt jedes Mal nach.")
]
Elsewhere = Annotated[
    bool, typer.Option("--auch-anderswo", help="Beim Verschieben auch andere Stellen vorschlagen.")
]
Tell = Annotated[
    bool,
    typer.Option("--benachrichtigen", help="Den Betroffenen mailen, mit einem Link zum Verschieben."),
]
ReasonToTell = Annotated[
    str, typer.Option("--grund", help="Was die Betroffenen lesen, wenn Sie sie benachrichtigen.")
]
Yes = Annotated[
    bool, typer.Option("--ja", help="Nicht nachfragen: Jeder bekommt die erste Zeit, die möglich ist.")
]


STATES = {
    "gebucht": (State.CONFIRMED,),
    "unbestaetigt": (State.PENDING_EMAIL,),
    "reserviert": (State.HELD,),
    "alle": (State.CONFIRMED, State.PENDING_EMAIL, State.HELD),
}
StandOption = Annotated[
    str, typer.Option("--stand", metavar="STAND", help=f"Eines von: {', '.join(STATES)}.")
]


def states_of(stand: str) -> tuple[State, ...]:
    """The states that are listed; raises `LotseError`."""
    if stand not in STATES:
        raise LotseError(f"Den Stand „{stand}“ gibt es nicht.", f"Erlaubt sind: {', '.join(STATES)}.")
    return STATES[stand]
