"""The one door to appointments: what the dialogue and the form route may ask of any booking system."""

from __future__ import annotations

from typing import Protocol

from booking.model import (
    Booking,
    Capabilities,
    Catalogue,
    Contact,
    Hold,
    Items,
    Requirements,
    SlotPage,
    SlotQuery,
)


class BookingPort(Protocol):
    """A booking system. Every method may raise `Unavailable` or `RateLimited` (`booking.errors`).

    A wrong secret raises `BadSecret`, an unknown reference `NotFound`; a citizen reads the same.
    Expiry is judged at the moment of the call: a hold is good before `expires_at`, not at it.
    """

    @property
    def capabilities(self) -> Capabilities:
        """What this adapter can do."""
        ...

    async def catalogue(self) -> Catalogue:
        """What can be booked where."""
        ...

    async def requirements(self, office: str, items: Items) -> Requirements:
        """The form, length and limits for these items at this office.

        Raises `NotOffered` and `TooManyServices`. An office behind a captcha is told by
        `captcha_link`, not by an error.
        """
        ...

    async def find_slots(self, query: SlotQuery) -> SlotPage:
        """Free slots in order; nothing free is an empty page. Days outside lead time and horizon have none.

        Raises `NotOffered` where no office of the query offers all the items, `TooManyServices`
        where they are too many for each that does, and `CaptchaRequired` where only offices with a
        captcha are left.
        """
        ...

    async def hold(self, slot_id: str, items: Items, idempotency_key: str) -> Hold:
        """Reserve the slot for a few minutes.

        The same key and slot give the same hold again (where `capabilities.idempotent_hold`); the
        same key with another slot or other items is `ValueError`, a programming fault.
        Raises `SlotTaken`, `NotOffered`, `TooManyServices`, `CaptchaRequired`.
        """
        ...

    async def set_contact(self, ref: str, secret: str, contact: Contact) -> Booking:
        """Say who comes; may be repeated until `submit`.

        Raises `FieldInvalid`, `LimitPerEmail`, `HoldExpired`, `AlreadySubmitted`, `AlreadyCancelled`.
        """
        ...

    async def submit(self, ref: str, secret: str) -> Booking:
        """Book: PENDING_EMAIL where the address is verified first, else CONFIRMED. Idempotent.

        Raises `FieldInvalid` where contact data is missing, `LimitPerEmail`, `HoldExpired`,
        `AlreadyCancelled`.
        """
        ...

    async def confirm(self, ref: str, secret: str) -> Booking:
        """Confirm; idempotent. For PENDING_EMAIL `secret` is the one from the e-mail.

        Raises `HoldExpired`, `AlreadyCancelled`; what `submit` raises where the booking is still HELD.
        """
        ...

    async def get(self, ref: str, secret: str) -> Booking:
        """The booking as it stands, whatever its state."""
        ...

    async def cancel(self, ref: str, secret: str) -> Booking:
        """Cancel in any state before the start and free the slot; idempotent, EXPIRED stays EXPIRED.

        Raises `NotCancellable` once the appointment has begun.
        """
        ...

    async def reschedule(self, ref: str, secret: str, slot_id: str) -> Booking:
        """Move a confirmed appointment: the new slot first, then the old one is released.

        On every error the old appointment stands: `SlotTaken`, `NotCancellable`, `NotConfirmed`,
        `HoldExpired`, `AlreadyCancelled`, `NotOffered`. Where `capabilities.reschedule_atomic`, no
        failure leaves both. To the slot that it already has it answers with the booking unchanged.
        """
        ...
