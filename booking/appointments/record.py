"""An appointment as it is stored, and how its state is judged."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime

from booking.codes import Secrets
from booking.contact import email_digest
from booking.model import BERLIN, Booking, Contact, Items, Slot, State
from booking.segments import bits_between, first_segment, moment_of
from booking.slot_ids import slot_id

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
    contact_sealed: bytes | None = field(repr=False)
    email_digest: bytes | None = field(repr=False)
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

    def contact(self, secrets: Secrets) -> Contact | None:
        """Who comes; raises `Unreadable` with another key than it was sealed with."""
        if self.contact_sealed is None:
            return None
        return Contact(**json.loads(secrets.contacts.open(self.contact_sealed, self.ref)))

    def with_contact(self, contact: Contact, secrets: Secrets) -> Appointment:
        """With who comes, sealed for this row."""
        sealed = secrets.contacts.seal(json.dumps(asdict(contact)), self.ref)
        digest = email_digest(contact.email, secrets) if contact.email else None
        return replace(self, contact_sealed=sealed, email_digest=digest)

    def without_contact(self) -> Appointment:
        """Nobody knows any more who it was."""
        return replace(self, contact_sealed=None, email_digest=None)

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
            contact=self.contact(secrets),
            expires_at=self.expires_at if state in WAITING else None,
        )
