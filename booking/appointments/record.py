"""An appointment as it is stored, and how its state is judged."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from booking.codes import Secrets
from booking.finding import slot_id
from booking.model import BERLIN, Booking, Contact, Items, Slot, State
from booking.segments import bits_between, first_segment, moment_of

WAITING = (State.HELD, State.PENDING_EMAIL)  # they lapse
LIVE = (*WAITING, State.CONFIRMED)  # they claim their segments


@dataclass(frozen=True, slots=True)
class Appointment:
    """One row. `expires_at` is the end of the hold; it means nothing once confirmed."""

    ref: str
    secret_hash: bytes = field(repr=False)
    confirm_hash: bytes = field(repr=False)
    hold_hash: bytes = field(repr=False)
    uid: str
    sequence: int
    state: State
    office: str
    counter: int
    first_segment: int
    segments: int
    items: Items
    contact: Contact | None = field(repr=False)
    created_at: datetime
    changed_at: datetime
    expires_at: datetime

    @property
    def slot(self) -> Slot:
        """Where and when."""
        start = moment_of(self.first_segment)
        return Slot(
            slot_id(self.office, start), self.office, start, moment_of(self.first_segment + self.segments)
        )

    @property
    def day(self) -> date:
        """The local day; no appointment runs over midnight."""
        return moment_of(self.first_segment).astimezone(BERLIN).date()

    @property
    def bits(self) -> int:
        """Its segments as bits of its local day."""
        begin = self.first_segment - first_segment(self.day)
        return bits_between(begin, begin + self.segments)

    def state_at(self, now: datetime) -> State:
        """The state in force: a hold is good before `expires_at`, and expired from then on."""
        return State.EXPIRED if self.state in WAITING and now >= self.expires_at else self.state

    def booking(self, secrets: Secrets, now: datetime) -> Booking:
        """What its owner sees."""
        state = self.state_at(now)
        return Booking(
            ref=self.ref,
            secret=secrets.secret("booking", self.ref),
            number=self.ref,
            uid=self.uid,
            sequence=self.sequence,
            state=state,
            slot=self.slot,
            items=self.items,
            contact=self.contact,
            expires_at=self.expires_at if state in WAITING else None,
        )
