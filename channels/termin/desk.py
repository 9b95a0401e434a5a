"""What the pages need from the house; the assembly hands it in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from booking.details import Describe, TerminDetails
from booking.events import Watch
from booking.model import Booking, Clock, Contact, Requirements
from booking.port import BookingPort


class Vorgang(Protocol):
    """One citizen's appointment business, opened by its link or code."""

    @property
    def number(self) -> str:
        """What citizens read."""

    @property
    def code(self) -> str:
        """The short code that opens it together with the number."""

    @property
    def link_token(self) -> str:
        """URL-safe; opens it alone."""

    async def booking(self) -> Booking:
        """The appointment as it stands."""
        ...

    async def requirements(self) -> Requirements:
        """The contact form behind it."""
        ...

    async def book(self, contact: Contact) -> Booking:
        """Say who comes, and book."""
        ...

    async def confirm(self, confirm_secret: str) -> Booking:
        """Confirm with the secret from the e-mail."""
        ...

    async def move(self, slot_id: str) -> Booking:
        """To another slot; on every error the old appointment stands."""
        ...

    async def cancel(self) -> Booking:
        """Cancel; idempotent."""
        ...


class Vorgaenge(Protocol):
    """Opens them; both ways raise `NotFound` or `BadSecret` with the same words."""

    async def open_with_link(self, token: str) -> Vorgang:
        """By the token of the link."""
        ...

    async def open_with_code(self, conversation: str | None, number: str, code: str) -> Vorgang:
        """By what the citizen wrote down; raises `RateLimited` after too many tries."""
        ...


class Watches(Protocol):
    """Waiting for a slot; synchronous. Both raise `NotFound` or `BadSecret`."""

    def get(self, ref: str, secret: str) -> Watch:
        """The watch as it stands."""
        ...

    def end(self, ref: str, secret: str) -> Watch:
        """Wait no longer; idempotent."""
        ...


class ToIcs(Protocol):
    """Makes the calendar file: UTF-8, `text/calendar`."""

    def __call__(self, booking: Booking, details: TerminDetails, *, url: str, stamp: datetime) -> bytes:
        """`url` may be seen by others, so it opens nothing; `stamp` is the moment of writing."""
        ...


@dataclass(frozen=True, slots=True)
class TerminDesk:
    """Everything behind the pages. `base_url` is the public address without a slash at its end.

    No `watches` where the booking system has none: then nobody has a link to one.
    """

    vorgaenge: Vorgaenge
    port: BookingPort
    describe: Describe
    to_ics: ToIcs
    clock: Clock
    base_url: str
    watches: Watches | None = None
