"""What a booking system needs to take part in the conformance suite."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from typing import Protocol

from booking.model import Booking
from booking.port import BookingPort


class FakeClock:
    """A clock that moves only when told."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **parts: float) -> None:
        self.now += timedelta(**parts)


class Harness(Protocol):
    """A booking system in the world of `tests.booking.world`, at the time of `clock`.

    `verifies_email`: whether `submit` leads to PENDING_EMAIL. The lengths are those that the
    system's `requirements` tell; a system whose expiry is a job runs it in `settle`.
    """

    port: BookingPort
    clock: FakeClock
    verifies_email: bool

    async def settle(self) -> None:
        """Let the system's own jobs catch up with the clock."""
        ...

    async def close_office(self, office: str, day: date) -> None:
        """Close a day behind the citizens' backs."""
        ...

    async def mailed_secret(self, booking: Booking) -> str:
        """The secret in the e-mail that asks to confirm."""
        ...

    def outage(self) -> AbstractContextManager[None]:
        """The system does not answer inside this context."""
        ...
