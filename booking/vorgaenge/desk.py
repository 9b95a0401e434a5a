"""Between a Vorgang and the booking system: asks in turn, and keeps what the answer changes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any, TypeVar
from weakref import WeakValueDictionary

from booking.errors import BadSecret, BookingError, HoldExpired, NotFound, Unavailable, Unreadable
from booking.model import Booking
from booking.port import BookingPort
from booking.sealing import Sealer
from booking.vorgaenge.record import Stage, StoredVorgang
from booking.vorgaenge.repository import VorgangRows

# A moved appointment may have a new reference that nobody knows but we: so a database that is away for a
# moment is asked again, after these seconds.
_SAVE_AGAIN_AFTER = (0.1, 0.5, 2.0)

Ask = Callable[[str, str], Awaitable[Booking]]  # reference and secret
T = TypeVar("T")


class Desk:
    """One for each process. What was begun here is ended, also when the caller goes away."""

    def __init__(self, port: BookingPort, rows: VorgangRows, sealer: Sealer) -> None:
        self.port = port
        self.rows = rows
        self.sealer = sealer
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._running: set[asyncio.Task[Any]] = set()

    async def undisturbed(self, work: Coroutine[Any, Any, T]) -> T:
        """The result of `work`, which goes on when whoever waits for it is cancelled."""
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return await asyncio.shield(task)

    async def ask(self, id: str, ask: Ask) -> tuple[StoredVorgang, Booking]:
        """What the booking system answers, and the row that it leads to.

        One at a time for each Vorgang. Where another process has changed the reference meanwhile,
        the question is put again under the new one.
        """
        async with self._turns.setdefault(id, asyncio.Lock()):
            record = await self.current(id)
            while True:
                try:
                    booking = await ask(record.ref or "", self._secret(record))
                except BookingError:
                    before, record = record, await self.current(id)
                    if record.ref == before.ref:
                        raise
                else:
                    return await self.keep(record, booking), booking

    async def current(self, id: str) -> StoredVorgang:
        """The row as it stands; raises `NotFound`, and `HoldExpired` where it was given back."""
        record = await asyncio.to_thread(self.rows.find, id)
        if record is None or record.stage is Stage.BEGUN:
            raise NotFound
        if record.stage is Stage.RELEASED:
            raise HoldExpired
        return record

    async def keep(self, record: StoredVorgang, booking: Booking) -> StoredVorgang:
        """Store what the answer changes."""
        after = record.after(booking, self.sealer)
        if after is record:
            return record
        for seconds in _SAVE_AGAIN_AFTER:
            with suppress(Unavailable):
                await asyncio.to_thread(self.rows.save, after, record.ref)
                return after
            await asyncio.sleep(seconds)
        await asyncio.to_thread(self.rows.save, after, record.ref)
        return after

    async def go(self, id: str, old: Stage, new: Stage) -> bool:
        """From one stage to another; False if it was not at the first one."""
        return await asyncio.to_thread(self.rows.go, id, old, new)

    async def give_back(self, released: StoredVorgang) -> None:
        """Let the slot go; where that fails, the hold lapses by itself."""
        with suppress(BookingError):
            await self.port.cancel(released.ref or "", self._secret(released))

    def _secret(self, record: StoredVorgang) -> str:
        try:
            return record.secret(self.sealer)
        except Unreadable:
            raise BadSecret from None
