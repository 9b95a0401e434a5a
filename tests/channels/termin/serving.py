"""The appointment's pages on a real port, over a real calendar, for tests over HTTP and in a browser."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import count
from pathlib import Path

from sanic import Sanic
from sqlalchemy import Engine, select

from booking.details import TerminDetails
from booking.ics import to_ics
from booking.model import Contact, Items, Slot, State
from booking.tables import metadata
from booking.vorgaenge.repository import VorgangRows
from booking.vorgaenge.service import Vorgaenge
from booking.vorgaenge.vorgang import Vorgang
from bot.serving import serving
from channels.termin import install_termin
from channels.termin.desk import TerminDesk
from channels.web import install
from conversations.marks import nothing_to_reveal
from tests.booking.conformance import slots
from tests.booking.embedded import KEY
from tests.booking.harness import Harness
from tests.booking.world import AUSWEIS, ERIKA
from tests.channels.web.serving import Settings, build_service
from tests.conversations.fakes import FakeClock, FakeEngine, open_database

CHAT = "c1"
BASE_URL = "https://termine.beispielstadt.de"
WORDS = TerminDetails(
    title="Personalausweis beantragen",
    office="Bürgerservice Mitte",
    address=("K 7", "68159 Mannheim"),
    unterlagen=("Ein biometrisches Passfoto", "Ihr alter Ausweis, wenn Sie einen haben"),
    unterlagen_unconfirmed=True,
    hint="Bitte kommen Sie zehn Minuten vorher.",
    is_example=True,
)
_keys = count()


class Office:
    """A booking system with Vorgaenge over it, and words for what can be booked."""

    def __init__(self, engine: Engine, harness: Harness) -> None:
        self.engine, self.harness, self.port, self.clock = engine, harness, harness.port, harness.clock
        self.vorgaenge = Vorgaenge(self.port, VorgangRows(engine), KEY, self.clock)
        self.words = WORDS
        self.fault: Exception | None = None

    async def describe(self, slot: Slot, items: Items) -> TerminDetails:
        if self.fault is not None:
            raise self.fault
        office = (await self.port.catalogue()).offices[slot.office]
        return replace(self.words, office=office)

    def desk(self) -> TerminDesk:
        watches = getattr(self.port, "watches", None)
        return TerminDesk(
            self.vorgaenge, self.port, self.describe, to_ics, self.clock, BASE_URL, watches=watches
        )

    async def held(self, n: int = 12) -> Vorgang:
        """A reservation, some slots ahead of now."""
        slot = (await slots(self.harness))[n]
        return await self.vorgaenge.hold(f"{CHAT}-{next(_keys)}", slot.id, AUSWEIS, "key")

    async def pending(self, n: int = 12) -> tuple[Vorgang, str]:
        """One that waits for its e-mail, and the secret in that; each with an address of its own."""
        vorgang = await self.held(n)
        booking = await vorgang.book(replace(ERIKA, email=f"erika{next(_keys)}@example.de"))
        assert booking.state is State.PENDING_EMAIL
        return vorgang, await self.harness.mailed_secret(booking)

    async def booked(self, n: int = 12, contact: Contact = ERIKA) -> Vorgang:
        vorgang = await self.held(n)
        assert (await vorgang.book(contact)).state is State.CONFIRMED
        return vorgang

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """Everything in the database."""
        with self.engine.connect() as connection:
            return {
                table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
                for table in metadata.sorted_tables
            }


@contextlib.asynccontextmanager
async def served(folder: Path, desk: TerminDesk) -> AsyncIterator[str]:
    """Serve web channel and pages on a free port and give the address."""
    Sanic.test_mode = True
    app = Sanic("termin_pages_under_test", configure_logging=False)
    chat = build_service(open_database(folder), FakeEngine(), FakeClock(), {}, nothing_to_reveal)
    install(app, chat, Settings())
    install_termin(app, desk)
    listener = socket.create_server(("127.0.0.1", 0))
    async with serving(app, listener):
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    await chat.finish()
