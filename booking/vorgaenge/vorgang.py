"""The handle by which dialogue, pages and mails work on one appointment."""

from __future__ import annotations

from booking.codes import Secrets
from booking.errors import BookingError, HoldExpired, Unavailable
from booking.model import Booking, Contact, Requirements
from booking.vorgaenge.desk import Ask, Desk
from booking.vorgaenge.record import Stage, StoredVorgang, code_of, link_token_of


class Vorgang:
    """One appointment business of a citizen.

    Every method may raise what the port's method of that name raises, and `HoldExpired` once the
    reservation was given back for another one. `code` and `link_token` open it: they are for the
    citizen's eyes alone.
    """

    def __init__(self, record: StoredVorgang, desk: Desk, keys: Secrets) -> None:
        self.id = record.id
        self._record = record
        self._desk = desk
        self._keys = keys

    def __repr__(self) -> str:
        return f"Vorgang({self.id!r})"

    @property
    def number(self) -> str:
        """What citizens read and type; settled once it is booked."""
        return self._record.number or ""

    @property
    def code(self) -> str:
        """Five and five signs, typed together with the number."""
        return code_of(self.id, self._keys)

    @property
    def link_token(self) -> str:
        """For a link; URL-safe, 256 bits."""
        return link_token_of(self.id, self._keys)

    async def booking(self) -> Booking:
        """The appointment as it stands."""
        return await self._ask(self._desk.port.get)

    async def requirements(self) -> Requirements:
        """What booking it asks for: the form's fields, lengths, limits."""
        booking = await self.booking()
        return await self._desk.port.requirements(booking.slot.office, booking.items)

    async def book(self, contact: Contact) -> Booking:
        """Say who comes, and book; the same again is the same booking."""

        async def set_contact_and_submit(ref: str, secret: str) -> Booking:
            await self._desk.port.set_contact(ref, secret, contact)
            is_first = await self._desk.go(self.id, Stage.HELD, Stage.KEPT)
            if not is_first and (await self._desk.current(self.id)).stage is not Stage.KEPT:
                raise HoldExpired
            try:
                return await self._desk.port.submit(ref, secret)
            except Unavailable:
                raise  # it may be booked: it is not to be given back for another one
            except BookingError:
                if is_first:
                    await self._desk.go(self.id, Stage.KEPT, Stage.HELD)
                raise

        return await self._change(set_contact_and_submit)

    async def confirm(self, confirm_secret: str) -> Booking:
        """Confirm the e-mail address with the secret that only the mail carries."""

        async def confirm(ref: str, _: str) -> Booking:
            return await self._desk.port.confirm(ref, confirm_secret)

        return await self._change(confirm)

    async def move(self, slot_id: str) -> Booking:
        """Another time; on every error the old appointment stands."""

        async def reschedule(ref: str, secret: str) -> Booking:
            return await self._desk.port.reschedule(ref, secret, slot_id)

        return await self._change(reschedule)

    async def cancel(self) -> Booking:
        """Cancel; the same again changes nothing. A reservation is given back and then gone."""
        booking = await self._change(self._desk.port.cancel)
        if not await self._desk.go(self.id, Stage.HELD, Stage.RELEASED):
            await self._desk.go(self.id, Stage.KEPT, Stage.ENDED)
        return booking

    async def _change(self, ask: Ask) -> Booking:
        return await self._desk.undisturbed(self._ask(ask))

    async def _ask(self, ask: Ask) -> Booking:
        self._record, booking = await self._desk.ask(self.id, ask)
        return booking
