"""Beginning a Vorgang, and finding it again."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from booking.codes import Secrets, fold_typed
from booking.errors import NotFound, Unavailable
from booking.model import BERLIN, Booking, Clock, Items, State
from booking.port import BookingPort
from booking.sealing import Sealer
from booking.vorgaenge.desk import Desk
from booking.vorgaenge.record import Stage, StoredVorgang, code_of, link_token_of, new_id
from booking.vorgaenge.repository import VorgangRows
from booking.vorgaenge.vorgang import Vorgang
from booking.vorgaenge.wrong_codes import WrongCodes

KEEP_PAST = timedelta(days=30)  # as long as the embedded calendar keeps a past appointment's contact data
KEEP_UNSUBMITTED = timedelta(days=1)  # far longer than any hold lasts
# A booking system without idempotency key is asked once: whoever comes with the same act waits for the
# answer, in all longer than any adapter waits for its system.
_WAIT_SECONDS = 0.25
_WAITS = 80
_NOBODY = "-"  # no Vorgang's id: compared with where there is none, so that it takes the same time


class Vorgaenge:
    """All Vorgaenge over one booking system; safe in several tasks and processes.

    `key` are the installation's random bytes, at least 32, kept outside the database.
    """

    def __init__(self, port: BookingPort, rows: VorgangRows, key: bytes, clock: Clock) -> None:
        self._port = port
        self._rows = rows
        self._keys = Secrets(key)
        self._desk = Desk(port, rows, Sealer(key, "vorgang"))
        self._clock = clock
        self._wrong_codes = WrongCodes(self._now)

    async def hold(self, conversation: str, slot_id: str, items: Items, idempotency_key: str) -> Vorgang:
        """Reserve a slot, then give back what the conversation held before.

        The same key, slot and items in a conversation are the same Vorgang. Raises what the port's
        `hold` raises; the earlier hold then stands.
        """
        return await self._desk.undisturbed(self._hold(conversation, slot_id, items, idempotency_key))

    async def latest(self, conversation: str) -> Vorgang | None:
        """What the conversation took or opened last, held or booked; not what was cancelled or given back."""
        record = await asyncio.to_thread(self._rows.latest, conversation)
        return None if record is None else self._handle(record)

    async def booked(self, conversation: str) -> Vorgang | None:
        """What it booked or opened last: to show, move or cancel, also while it holds another slot."""
        record = await asyncio.to_thread(self._rows.latest, conversation, (Stage.KEPT,))
        return None if record is None else self._handle(record)

    async def find(self, conversation: str, id: str) -> Vorgang:
        """One of the conversation's own; raises `NotFound`."""
        record = await asyncio.to_thread(self._rows.find, id)
        if record is None or record.conversation != conversation or record.stage is Stage.BEGUN:
            raise NotFound
        return self._handle(record)

    async def open_with_code(self, conversation: str | None, number: str, code: str) -> Vorgang:
        """The one with this number, if the code is its own, bound to the conversation from now on.

        A page without conversation passes None: then it stays with the one that it has. Unknown
        number and wrong code are both `NotFound`, after the same work. Raises `RateLimited`.
        """
        admitted = self._wrong_codes.admit(conversation, fold_typed(number))
        try:
            record = self._with_code(await asyncio.to_thread(self._rows.numbered, number), code)
            if record is not None and conversation is not None:
                await asyncio.to_thread(self._rows.bind, record.id, conversation, self._now())
        except Unavailable:
            self._wrong_codes.forgive(admitted)
            raise
        if record is None:
            raise NotFound
        self._wrong_codes.forgive(admitted)
        return self._handle(record)

    async def open_with_link(self, token: str) -> Vorgang:
        """The one whose link carries this token; raises `NotFound`."""
        id = token.partition(".")[0]
        record = await asyncio.to_thread(self._rows.find, id)
        is_right = _same(link_token_of(record.id if record else _NOBODY, self._keys), token)
        if record is None or not is_right or record.stage is Stage.BEGUN:
            raise NotFound
        return self._handle(record)

    async def adopt(self, booking: Booking) -> Vorgang:
        """The booking's Vorgang, made if there is none: for mails about what no conversation began."""
        record = await asyncio.to_thread(self._rows.find_ref, booking.ref)
        if record is not None:
            return self._handle(await self._desk.keep(record, booking))
        new = self._begin(self._keys.digest("vorgang-adopted", booking.ref), None)
        begun = await asyncio.to_thread(self._rows.begin, new)
        stage = Stage.HELD if booking.state is State.HELD else Stage.KEPT
        adopted = replace(begun.after(booking, self._desk.sealer), stage=stage)
        if not await asyncio.to_thread(self._rows.finish, adopted):  # another process was first
            adopted = await self._desk.current(begun.id)
        return self._handle(adopted)

    async def forget(self, conversation: str) -> None:
        """The conversation is erased: it has no Vorgang any more, and what it only held is given back."""
        for released in await asyncio.to_thread(self._rows.unbind, conversation):
            await self._desk.give_back(released)

    async def tidy(self) -> int:
        """Forget appointments that are long past and reservations that were never used; how many."""
        now = self._now()
        day = now.astimezone(BERLIN).date() - KEEP_PAST
        return await asyncio.to_thread(self._rows.tidy, day, now - KEEP_UNSUBMITTED)

    async def _hold(self, conversation: str, slot_id: str, items: Items, key: str) -> Vorgang:
        record, is_mine = await self._begin_once(conversation, slot_id, items, key)
        if not is_mine:
            return self._handle(record)
        try:
            hold = await self._port.hold(slot_id, items, record.id)
        except Exception:
            await asyncio.to_thread(self._rows.drop, record.id)
            raise
        held = record.held(hold, self._desk.sealer)
        if not await asyncio.to_thread(self._rows.finish, held):
            other = await asyncio.to_thread(self._rows.find, record.id)
            if other is None or other.ref != hold.ref:  # the conversation was erased meanwhile
                await self._desk.give_back(held)
                raise Unavailable
        for earlier in await asyncio.to_thread(self._rows.held_before, held):
            if await self._desk.go(earlier.id, Stage.HELD, Stage.RELEASED):
                await self._desk.give_back(earlier)
        return self._handle(held)

    async def _begin_once(
        self, conversation: str, slot_id: str, items: Items, key: str
    ) -> tuple[StoredVorgang, bool]:
        """The row of this act, and whether the booking system is still to be asked for it, by us."""
        what = [f"{item.count} {item.leistung}" for item in items]
        act = self._keys.digest("vorgang-act", "\0".join((conversation, key, slot_id, *what)))
        new = self._begin(act, conversation)
        for _ in range(_WAITS):
            record = await asyncio.to_thread(self._rows.begin, new)
            if record.stage is not Stage.BEGUN:
                return record, False
            if record.id == new.id or self._port.capabilities.idempotent_hold:
                return record, True
            await asyncio.sleep(_WAIT_SECONDS)
        await asyncio.to_thread(
            self._rows.drop, record.id
        )  # whoever began has died: the next click begins anew
        raise Unavailable

    def _begin(self, act_hash: bytes, conversation: str | None) -> StoredVorgang:
        now = self._now()
        return StoredVorgang(new_id(), act_hash, conversation, bound_at=now, created_at=now)

    def _with_code(self, records: Sequence[StoredVorgang], code: str) -> StoredVorgang | None:
        found = None
        for record in records or (None,):
            right = fold_typed(code_of(record.id if record else _NOBODY, self._keys))
            if _same(right, fold_typed(code)) and record is not None:
                found = record
        return found

    def _handle(self, record: StoredVorgang) -> Vorgang:
        return Vorgang(record, self._desk, self._keys)

    def _now(self) -> datetime:
        return self._clock().astimezone(UTC)


def _same(right: str, typed: str) -> bool:
    return hmac.compare_digest(right.encode(), typed.encode("utf-8", "surrogatepass"))
