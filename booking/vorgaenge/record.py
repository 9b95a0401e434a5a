"""A Vorgang as it is stored, and the secrets that follow from its id."""

from __future__ import annotations

import secrets
import string
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from booking.codes import Secrets
from booking.model import BERLIN, Booking, Hold
from booking.sealing import Sealer

# Letters alone: nothing that masks personal data takes them for a number. 26 of 26 letters are 122 bits.
_SIGNS = 26


class Stage(StrEnum):
    """BEGUN → HELD → KEPT → ENDED, or HELD → RELEASED.

    BEGUN: the booking system is being asked for a hold. HELD: only reserved, given back when the
    citizen takes another slot. KEPT: submitted, never given back unasked. ENDED: cancelled by the
    citizen. RELEASED: given back, by the citizen or for another slot.
    """

    BEGUN = "begun"
    HELD = "held"
    KEPT = "kept"
    ENDED = "ended"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class StoredVorgang:
    """One row. `ref` and what follows are empty while BEGUN."""

    id: str
    act_hash: bytes = field(repr=False)
    conversation: str | None = field(repr=False)
    bound_at: datetime
    created_at: datetime
    stage: Stage = Stage.BEGUN
    ref: str | None = field(default=None, repr=False)
    secret_sealed: bytes | None = field(default=None, repr=False)
    number: str | None = field(default=None, repr=False)
    ends_on: date | None = None
    serial: int = 0

    def held(self, hold: Hold, sealer: Sealer) -> StoredVorgang:
        """With its reservation; until the first booking tells the number, the reference stands in for it."""
        return replace(
            self,
            stage=Stage.HELD,
            ref=hold.ref,
            number=hold.ref,
            secret_sealed=sealer.seal(hold.secret, self.id),
            ends_on=hold.slot.end.astimezone(BERLIN).date(),
        )

    def after(self, booking: Booking, sealer: Sealer) -> StoredVorgang:
        """With what the booking system answered last; itself where nothing has changed."""
        ends_on = booking.slot.end.astimezone(BERLIN).date()
        now = (booking.ref, booking.number, ends_on)
        if (self.ref, self.number, self.ends_on) == now and self.secret(sealer) == booking.secret:
            return self
        return replace(
            self,
            ref=booking.ref,
            number=booking.number,
            secret_sealed=sealer.seal(booking.secret, self.id),
            ends_on=ends_on,
        )

    def secret(self, sealer: Sealer) -> str:
        """The booking system's secret; empty while BEGUN. Raises `Unreadable`."""
        return sealer.open(self.secret_sealed, self.id) if self.secret_sealed else ""


def new_id() -> str:
    """A fresh opaque id."""
    return "".join(secrets.choice(string.ascii_lowercase) for _ in range(_SIGNS))


def code_of(id: str, keys: Secrets) -> str:
    """The code that a citizen types together with the number."""
    return keys.code("vorgang-code", id)


def link_token_of(id: str, keys: Secrets) -> str:
    """What a link carries: the id and 256 bits."""
    return f"{id}.{keys.secret('vorgang-link', id)}"
