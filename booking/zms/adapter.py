"""ZMS as a booking system."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from booking.errors import (
    AlreadySubmitted,
    BadSecret,
    HoldExpired,
    NotCancellable,
    NotConfirmed,
    NotFound,
    NotOffered,
)
from booking.model import (
    BERLIN,
    Booking,
    Capabilities,
    Catalogue,
    Clock,
    Contact,
    Hold,
    Items,
    Requirements,
    SlotPage,
    SlotQuery,
    State,
)
from booking.plan import merged
from booking.zms.availability import Availability
from booking.zms.calls import Processes
from booking.zms.catalogue import ZmsCatalogue
from booking.zms.client import ZmsClient
from booking.zms.contact import checked, fields_of
from booking.zms.errors import CAPTCHA_CODES, EMPTY_CODES, Refused
from booking.zms.ids import ZmsIds
from booking.zms.keys import Keys, read_ref
from booking.zms.links import BookingPage
from booking.zms.moving import CALLS_OF_A_MOVE, move
from booking.zms.opened import Opened
from booking.zms.process import Process, items_of, make_slot, read_slot
from booking.zms.reader import CatalogueReader
from booking.zms.search import MAX_HORIZON_DAYS, find_slots


class ZmsBooking:
    """`BookingPort` over a ZMS citizen API; keeps no state but the catalogue.

    `booking_page` is the address template of the city's own page (see `BookingPage`), `key` the
    house's secret of at least 32 bytes. With `email_verification` ZMS sends the mail to confirm.
    """

    def __init__(
        self,
        client: ZmsClient,
        *,
        key: bytes,
        clock: Clock,
        booking_page: str,
        ids: ZmsIds | None = None,
        email_verification: bool = False,
    ) -> None:
        self._client = client
        self._catalogue = CatalogueReader(client, ids or ZmsIds(), clock)
        self._processes = Processes(client)
        self._availability = Availability(client)
        self._keys = Keys(key)
        self._now = clock
        self._page = BookingPage(booking_page)
        self._verifies = email_verification

    @property
    def capabilities(self) -> Capabilities:
        """What ZMS can do."""
        return Capabilities(
            reschedule_atomic=False,
            email_verification=self._verifies,
            captcha_handoff=True,
            max_horizon_days=MAX_HORIZON_DAYS,
            idempotent_hold=False,
            watches=False,
        )

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def catalogue(self) -> Catalogue:
        """What can be booked where."""
        return (await self._catalogue.read()).as_port()

    async def requirements(self, office: str, items: Items) -> Requirements:
        """The form, length and limits."""
        items, catalogue = merged(items), await self._catalogue.read()
        duration, scope = catalogue.check(office, items), catalogue.office(office).scope
        return Requirements(
            office=office,
            items=items,
            fields=fields_of(scope, self._verifies),
            duration=duration,
            hold_for=scope.hold_for,
            email_verification=self._verifies,
            confirm_within=(scope.confirm_within or scope.hold_for) if self._verifies else None,
            max_per_email=scope.max_per_email,
            captcha_link=self._page.link(catalogue, office, items) if scope.captcha else None,
            hint=scope.hint,
        )

    async def find_slots(self, query: SlotQuery) -> SlotPage:
        """Free slots in order; a search of very many days gives a page and a cursor earlier."""
        try:
            return await self._find(query)
        except Refused as refused:
            if refused.names(EMPTY_CODES):
                return SlotPage()
            self._catalogue.forget()  # ZMS knows the offices otherwise than we did
            if not refused.names(CAPTCHA_CODES):
                raise refused.as_port_error() from None
        try:
            return await self._find(query)  # leaves out the office that has got a captcha
        except Refused as refused:
            raise refused.as_port_error() from None

    async def hold(self, slot_id: str, items: Items, idempotency_key: str) -> Hold:
        """Reserve; one call, never repeated, and the key of no use to ZMS (`idempotent_hold`)."""
        items = merged(items)
        office, start = read_slot(slot_id)
        catalogue = await self._catalogue.read()
        duration = catalogue.check(office, items)
        asked_at = self._now()
        process = await self._reserve(catalogue, office, items, start)
        until = min(asked_at + process.scope.hold_for, start).astimezone(BERLIN).replace(microsecond=0)
        key = self._keys.of_hold(process.id, process.auth_key, until)
        return Hold(str(process.id), key.secret, make_slot(office, start, duration), items, until)

    async def set_contact(self, ref: str, secret: str, contact: Contact) -> Booking:
        """Say who comes."""
        opened = await self._open(ref, secret)
        opened.refuse_ended()
        contact = checked(contact, fields_of(opened.process.scope, self._verifies))
        if opened.state is State.HELD:
            return opened.after(await self._processes.update(opened.process, contact)).booking()
        if contact != opened.process.contact:
            raise AlreadySubmitted
        return opened.booking()  # the form was sent twice

    async def submit(self, ref: str, secret: str) -> Booking:
        """Book, or have ZMS ask for the confirmation by e-mail."""
        opened = await self._open(ref, secret)
        opened.refuse_ended()
        if opened.state is not State.HELD:
            return opened.booking()
        checked(opened.process.contact or Contact(), fields_of(opened.process.scope, self._verifies))
        act = self._processes.preconfirm if self._verifies else self._processes.confirm
        return opened.after(await act(opened.process)).booking()

    async def confirm(self, ref: str, secret: str) -> Booking:
        """Confirm with the authKey from the e-mail, or where nothing is verified with any secret."""
        if not self._verifies:
            return await self.submit(ref, secret)
        opened = await self._open(ref, secret)
        opened.refuse_ended()
        if opened.state is State.CONFIRMED:
            return opened.booking()
        if opened.state is State.HELD or opened.key.sealed:  # no e-mail has carried this secret
            raise BadSecret
        return opened.after(await self._processes.confirm(opened.process)).booking()

    async def get(self, ref: str, secret: str) -> Booking:
        """The booking as it stands; a lapsed hold that ZMS has deleted is `HoldExpired`."""
        return (await self._open(ref, secret)).booking()

    async def cancel(self, ref: str, secret: str) -> Booking:
        """Cancel; the answer has another secret, the old one opens nothing any more."""
        opened = await self._open(ref, secret)
        if opened.state in (State.CANCELLED, State.EXPIRED):
            return opened.booking()
        if self._now() >= opened.process.start:
            raise NotCancellable
        gone = await self._processes.cancel(opened.process)
        return opened.after(replace(gone, status="deleted")).booking()

    async def reschedule(self, ref: str, secret: str, slot_id: str) -> Booking:
        """Move; the answer has another reference and secret."""
        office, start = read_slot(slot_id)
        opened = await self._open(ref, secret)
        opened.refuse_ended()
        if opened.state is not State.CONFIRMED:
            raise NotConfirmed
        if self._now() >= opened.process.start:
            raise NotCancellable
        if opened.booking().slot.id == slot_id:
            return opened.booking()
        items = items_of(opened.process, opened.catalogue)
        opened.catalogue.check(office, items)
        self._client.ensure_room(CALLS_OF_A_MOVE)

        async def reserve() -> Process:
            return await self._reserve(opened.catalogue, office, items, start)

        new = await move(self._processes, opened.process, reserve)
        number = opened.catalogue.office(office).number
        return opened.moved(replace(new, office=number, start=start)).booking()

    async def _find(self, query: SlotQuery) -> SlotPage:
        items, catalogue = merged(query.items), await self._catalogue.read()
        return await find_slots(self._availability, catalogue, query, items, self._page, self._now())

    async def _reserve(self, catalogue: ZmsCatalogue, office: str, items: Items, start: datetime) -> Process:
        place = catalogue.office(office)
        if place.scope.captcha:
            raise self._page.captcha(catalogue, office, items)
        counts = [item.count for item in items]
        try:
            return await self._processes.reserve(
                place.number, catalogue.numbers(office, items), counts, start
            )
        except Refused:  # a captcha since the catalogue was read
            self._catalogue.forget()
            raise self._page.captcha(catalogue, office, items) from None
        except NotOffered:
            self._catalogue.forget()
            raise

    async def _open(self, ref_text: str, secret: str) -> Opened:
        """The process behind a reference and its secret."""
        ref = read_ref(ref_text)
        key = self._keys.read(ref.process, secret)
        try:
            process = await self._processes.get(ref.process, key.auth_key)
        except (NotFound, BadSecret):
            if key.expires_at and self._now() >= key.expires_at:  # ours once, and deleted since
                raise HoldExpired from None
            raise
        return Opened(ref, key, process, await self._catalogue.read(), self._now())
