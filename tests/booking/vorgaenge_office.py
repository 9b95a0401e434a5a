"""A booking system with Vorgaenge over it, and what a test needs to look behind them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count

import pytest
from sqlalchemy import Engine

from booking.model import Contact, Hold, Items, State
from booking.port import BookingPort
from booking.vorgaenge.repository import VorgangRows
from booking.vorgaenge.service import Vorgaenge
from booking.vorgaenge.vorgang import Vorgang
from tests.booking.conformance import slots
from tests.booking.embedded import KEY, EmbeddedDesk
from tests.booking.world import AUSWEIS, ERIKA
from tests.booking.zms.desk import ZmsDesk, new_server

CHAT, OTHER_CHAT = "c1", "c2"
KEYS = count()


class Counted:
    """The desk's port; counts the holds that the system really gave."""

    def __init__(self, port: BookingPort) -> None:
        self._port = port
        self.held: set[str] = set()

    def __getattr__(self, name: str) -> object:
        return getattr(self._port, name)

    async def hold(self, slot_id: str, items: Items, idempotency_key: str) -> Hold:
        hold = await self._port.hold(slot_id, items, idempotency_key)
        self.held.add(hold.ref)
        return hold


class Office:
    """`process()` is the same house in another process: the same system and database, nothing else shared."""

    def __init__(self, engine: Engine, desk: EmbeddedDesk | ZmsDesk) -> None:
        self.engine = engine
        self.desk = desk
        self.clock = desk.clock
        self.port = Counted(desk.port)
        self.vorgaenge = self.process()

    def process(self, key: bytes = KEY) -> Vorgaenge:
        return Vorgaenge(self.port, VorgangRows(self.engine), key, self.clock)

    async def slot_id(self, n: int, office: str = "nord") -> str:
        """Of the n-th free slot; the office has three counters."""
        return (await slots(self.desk, AUSWEIS, office))[n].id

    async def hold(self, n: int = 0, chat: str = CHAT, key: str | None = None) -> Vorgang:
        return await self.vorgaenge.hold(chat, await self.slot_id(n), AUSWEIS, key or f"key {next(KEYS)}")

    async def book(self, n: int = 0, chat: str = CHAT, contact: Contact = ERIKA) -> Vorgang:
        vorgang = await self.hold(n, chat)
        assert (await vorgang.book(contact)).state is State.CONFIRMED
        return vorgang


@asynccontextmanager
async def opened(kind: str, request: pytest.FixtureRequest) -> AsyncIterator[Office]:
    """Over the embedded calendar on `sqlite` or `postgresql`, or over `zms`."""
    engine = request.getfixturevalue("postgres_database" if kind == "postgresql" else "sqlite")
    if kind != "zms":
        yield Office(engine, EmbeddedDesk(engine))
        return
    async with new_server().serving() as server:
        desk = ZmsDesk(server)
        yield Office(engine, desk)
        await desk.port.close()
