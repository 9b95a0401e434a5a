from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import Engine, select

from booking.errors import (
    AlreadySubmitted,
    BadSecret,
    BookingError,
    FieldInvalid,
    HoldExpired,
    NotFound,
    RateLimited,
    SlotTaken,
    Unavailable,
)
from booking.model import Booking, Contact, Hold, Items, State
from booking.tables import vorgaenge as table
from booking.vorgaenge.repository import VorgangRows
from booking.vorgaenge.service import Vorgaenge
from booking.vorgaenge.vorgang import Vorgang
from tests.booking.conformance import slots
from tests.booking.embedded import KEY, EmbeddedDesk
from tests.booking.harness import Harness
from tests.booking.world import AUSWEIS, ERIKA
from tests.booking.zms.desk import ZmsDesk, new_server

CHAT, OTHER_CHAT = "c1", "c2"
KEYS = count()


class Office:
    """A harness with Vorgaenge over it."""

    def __init__(self, engine: Engine, desk: Harness) -> None:
        self.engine, self.desk, self.clock = engine, desk, desk.clock
        self.vorgaenge = self.process()

    def process(self, port=None) -> Vorgaenge:
        """As another process of the same house has them."""
        return Vorgaenge(port or self.desk.port, VorgangRows(self.engine), KEY, self.clock)

    async def hold(self, n: int = 0, chat: str = CHAT, key: str | None = None, **how) -> Vorgang:
        slot = (await slots(self.desk, **how))[n]
        return await self.vorgaenge.hold(chat, slot.id, AUSWEIS, key or f"key {next(KEYS)}")

    async def book(self, n: int = 0, chat: str = CHAT, contact: Contact = ERIKA) -> Vorgang:
        vorgang = await self.hold(n, chat)
        assert (await vorgang.book(contact)).state is State.CONFIRMED
        return vorgang


@asynccontextmanager
async def opened(kind: str, request: pytest.FixtureRequest) -> AsyncIterator[Office]:
    engine = request.getfixturevalue("postgres_database" if kind == "postgresql" else "sqlite")
    if kind != "zms":
        yield Office(engine, EmbeddedDesk(engine))
        return
    async with new_server().serving() as server:
        desk = ZmsDesk(server)
        yield Office(engine, desk)
        await desk.port.close()


@pytest.fixture(params=["sqlite", "postgresql", "zms"])
async def office(request: pytest.FixtureRequest) -> AsyncIterator[Office]:
    """Vorgaenge over the embedded calendar on both databases, and over ZMS."""
    async with opened(request.param, request) as office:
        yield office


async def test_a_vorgang_leads_from_the_hold_over_the_booking_to_the_cancellation(office: Office):
    vorgang = await office.hold()
    assert (await vorgang.booking()).state is State.HELD
    assert [field.name for field in (await vorgang.requirements()).fields][:2] == ["name", "email"]
    booked = await vorgang.book(ERIKA)
    assert (booked.state, booked.contact.name) == (State.CONFIRMED, ERIKA.name)
    assert vorgang.number == booked.number
    assert (await vorgang.cancel()).state is State.CANCELLED
    assert (await vorgang.cancel()).state is State.CANCELLED
