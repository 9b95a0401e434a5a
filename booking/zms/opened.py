"""A process that was asked for with the right secret, and what it is at this moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from booking.errors import AlreadyCancelled, HoldExpired
from booking.model import Booking, State
from booking.zms.catalogue import ZmsCatalogue
from booking.zms.keys import Key, Ref
from booking.zms.process import Process, items_of, slot_of


@dataclass(frozen=True, slots=True)
class Opened:
    """A process, who it is for us, and when it was read."""

    ref: Ref
    key: Key
    process: Process
    catalogue: ZmsCatalogue
    now: datetime

    @property
    def state(self) -> State:
        """Expiry is judged here: ZMS deletes up to a minute late."""
        state = self.process.state
        until = self.open_until
        return State.EXPIRED if until and self.now >= until else state

    @property
    def open_until(self) -> datetime | None:
        """Until when it may be submitted or confirmed; a bare authKey does not tell.

        Both of ZMS's limits run from the reserve time.
        """
        until, scope = self.key.expires_at, self.process.scope
        if until is None or self.process.state not in (State.HELD, State.PENDING_EMAIL):
            return None
        if self.process.state is State.HELD:
            return until
        return min(until - scope.hold_for + (scope.confirm_within or scope.hold_for), self.process.start)

    def refuse_ended(self) -> None:
        """Raise where nothing can be done with it any more."""
        if self.state is State.EXPIRED:
            raise HoldExpired
        if self.state is State.CANCELLED:
            raise AlreadyCancelled

    def after(self, answer: Process) -> Opened:
        """After a change. Some answers leave out the office; what cannot change is kept."""
        key = self.key if answer.auth_key == self.key.auth_key else Key(answer.auth_key)
        process = replace(
            self.process,
            auth_key=answer.auth_key,
            status=answer.status,
            contact=answer.contact or self.process.contact,
        )
        return replace(self, key=key, process=process)

    def moved(self, new: Process) -> Opened:
        """The appointment under its new process."""
        process = replace(self.process, id=new.id, number=new.number, start=new.start, office=new.office)
        return replace(self, ref=self.ref.moved_to(new.id), key=Key(new.auth_key), process=process)

    def booking(self) -> Booking:
        """As the port tells it. Once confirmed the secret is the bare authKey."""
        state = self.state
        settled = state in (State.CONFIRMED, State.CANCELLED)
        return Booking(
            ref=str(self.ref),
            secret=self.key.auth_key if settled else self.key.secret,
            number=self.process.number,
            uid=f"zms-{self.ref.origin}@stadtlotse",
            sequence=self.ref.moves + (state is State.CANCELLED),
            state=state,
            slot=slot_of(self.process, self.catalogue),
            items=items_of(self.process, self.catalogue),
            contact=self.process.contact,
            expires_at=None if settled else self.open_until,
        )
