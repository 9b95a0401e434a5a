"""An operator at the command line of the small city, and the citizens who booked before."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from booking.model import Booking, Contact, Item, SlotQuery
from bot.cli import main
from bot.termine.opening import BookingHouse

PERSO = (Item("perso"),)
ADA = Contact(name="Ada Muster", email="ada@example.org", phone="0621 2930")


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Keyboard(io.StringIO):
    """Somebody sits there if something is typed."""

    def isatty(self) -> bool:
        return bool(self.getvalue())


Run = Callable[..., Ended]


def lotse_termine(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """`run("liste", "--json", typed="…")` as `lotse termine liste --json`."""

    def run(*arguments: str, typed: str = "") -> Ended:
        monkeypatch.setattr(sys, "argv", ["lotse", "termine", *arguments])
        monkeypatch.setattr(sys, "stdin", Keyboard(typed))
        capsys.readouterr()
        code = 0
        try:
            main.main()
        except SystemExit as end:
            code = int(end.code or 0)
        captured = capsys.readouterr()
        return Ended(code, captured.out, captured.err)

    return run


async def book(house: BookingHouse, contact: Contact = ADA, **wish: Any) -> Booking:
    """An appointment for one Personalausweis, the first that fits."""
    page = await house.port.find_slots(SlotQuery(PERSO, **wish))
    vorgang = await house.vorgaenge.hold("gespraech", page.slots[0].id, PERSO, page.slots[0].id)
    return await vorgang.book(contact)
