"""The embedded calendar: appointments in the city's own database, behind the booking port."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

from sqlalchemy import Engine

from booking.appointments.service import Appointments
from booking.appointments.tidying import Tidying
from booking.codes import Secrets
from booking.errors import BookingError
from booking.model import (
    Booking,
    Capabilities,
    Catalogue,
    Clock,
    Contact,
    Hold,
    Items,
    Requirements,
    Slot,
    SlotPage,
    SlotQuery,
)
from booking.operations import Operations
from booking.outbox.service import Outbox
from booking.plan import Plan, merged
from booking.policy import Policy
from booking.repository import Books
from booking.watches.service import Watches


class EmbeddedBooking:
    """A `BookingPort` over one SQLAlchemy engine (SQLite with write-ahead log, or PostgreSQL).

    `plan` is asked at each call, so that edited opening hours hold at once; it should return the
    same object until something changes. `key` are at least 32 random bytes kept outside the
    database. Everything runs in threads, so that the event loop never waits for the database.
    `operations`, `watches`, `outbox` and `tidying` are the same calendar's other sides.
    """

    def __init__(
        self, engine: Engine, plan: Callable[[], Plan], key: bytes, clock: Clock, policy: Policy | None = None
    ) -> None:
        self._plan = plan
        self._policy = policy or Policy()
        books, secrets = Books(engine), Secrets(key)

        def now() -> datetime:
            return clock().astimezone(UTC)  # local times would be added up by the clock on the wall

        self._appointments = Appointments(books, plan, secrets, self._policy, now)
        self.watches = Watches(books, self._appointments, plan, secrets, self._policy, now)
        self.outbox = Outbox(books, secrets, now)
        self.operations = Operations(books, self._appointments, plan, secrets, now)
        self.tidying = Tidying(books, self._policy, now)

    @property
    def capabilities(self) -> Capabilities:
        """All but the captcha."""
        horizons = [t.calendar.horizon_days for t in self._plan().timetables.values()]
        return Capabilities(
            reschedule_atomic=True,
            email_verification=self._policy.email_verification,
            captcha_handoff=False,
            max_horizon_days=max(horizons, default=0),
            idempotent_hold=True,
            watches=True,
        )

    async def catalogue(self) -> Catalogue:
        """See `BookingPort`."""
        return self._plan().catalogue()

    async def requirements(self, office: str, items: Items) -> Requirements:
        """See `BookingPort`."""
        items, policy = merged(items), self._policy
        plan = self._plan()
        duration, calendar = plan.duration(office, items), plan.timetable(office).calendar
        return Requirements(
            office=office,
            items=items,
            fields=policy.contact_fields,
            duration=duration,
            hold_for=policy.hold_for,
            email_verification=policy.email_verification,
            confirm_within=policy.confirm_within if policy.email_verification else None,
            max_per_email=calendar.max_per_email,
            hint=calendar.hint,
        )

    async def find_slots(self, query: SlotQuery) -> SlotPage:
        """See `BookingPort`."""
        return await asyncio.to_thread(self._appointments.find, query)

    async def hold(self, slot_id: str, items: Items, idempotency_key: str) -> Hold:
        """See `BookingPort`."""
        return await asyncio.to_thread(self._appointments.hold, slot_id, items, idempotency_key)

    async def set_contact(self, ref: str, secret: str, contact: Contact) -> Booking:
        """See `BookingPort`."""
        return await asyncio.to_thread(self._appointments.set_contact, ref, secret, contact)

    async def submit(self, ref: str, secret: str) -> Booking:
        """See `BookingPort`."""
        return await asyncio.to_thread(self._appointments.submit, ref, secret)

    async def confirm(self, ref: str, secret: str) -> Booking:
        """See `BookingPort`."""
        return await asyncio.to_thread(self._appointments.confirm, ref, secret)

    async def get(self, ref: str, secret: str) -> Booking:
        """See `BookingPort`."""
        return await asyncio.to_thread(self._appointments.get, ref, secret)

    async def cancel(self, ref: str, secret: str) -> Booking:
        """See `BookingPort`; who waits for a slot is offered it at once."""
        booking = await asyncio.to_thread(self._appointments.cancel, ref, secret)
        await self._offer_freed(booking.slot)
        return booking

    async def reschedule(self, ref: str, secret: str, slot_id: str) -> Booking:
        """See `BookingPort`; who waits for a slot is offered the old one at once."""
        before = await self.get(ref, secret)
        booking = await asyncio.to_thread(self._appointments.reschedule, ref, secret, slot_id)
        if booking.slot.id != before.slot.id:
            await self._offer_freed(before.slot)
        return booking

    async def _offer_freed(self, slot: Slot) -> None:
        """What was done stands, whether or not somebody can be offered the slot now."""
        with suppress(BookingError):
            await asyncio.to_thread(self.watches.offer, slot)
