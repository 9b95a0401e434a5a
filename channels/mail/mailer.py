"""Takes events from the outbox and sends each as a mail."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path
from traceback import extract_tb
from typing import Protocol

from booking.details import Describe, TerminDetails
from booking.errors import NotOffered
from booking.events import Event, EventKind
from booking.ics import method_of, to_ics
from booking.model import Booking, Clock
from booking.wish import DescribeWish
from channels.mail.addresses import to_address
from channels.mail.errors import RefusedForGood, SendError, ServerAway
from channels.mail.letter import Access, write_letter
from channels.mail.links import entrance_link, termin_links, watch_link
from channels.mail.message import CalendarFile, build_message

logger = logging.getLogger(__name__)

# Taken together: at `settings.MAX_TIMEOUT` each they are done before the outbox leases them to somebody else.
BATCH = 8
WITH_CALENDAR_FILE = frozenset(
    {EventKind.CONFIRMED, EventKind.MOVED, EventKind.CANCELLED, EventKind.REMINDER}
)

# Returns when the mail server has taken the mail, else raises a `SendError`; `smtp.Smtp` is one.
Send = Callable[[EmailMessage], Awaitable[None]]


class Outbox(Protocol):
    """`booking.outbox.service.Outbox`; synchronous."""

    def take(self, limit: int) -> list[Event]:
        """Due events, leased to this caller."""
        ...

    def delivered(self, event: Event) -> None:
        """The mail server has it."""
        ...

    def failed(self, event: Event, *, for_good: bool = False) -> bool:
        """It could not be sent; whether it will be tried again."""
        ...


class Vorgang(Protocol):
    """What opens an appointment again."""

    @property
    def code(self) -> str:
        """To be typed in, together with the number."""

    @property
    def link_token(self) -> str:
        """Opens it alone."""


class Vorgaenge(Protocol):
    """Finds or begins the Vorgang of a booking."""

    async def adopt(self, booking: Booking) -> Vorgang:
        """The same one each time."""
        ...


class Mailer:
    """`base_url` is the public address without a slash at its end. Several processes may each have one."""

    def __init__(
        self,
        outbox: Outbox,
        vorgaenge: Vorgaenge,
        describe: Describe,
        describe_wish: DescribeWish,
        send: Send,
        *,
        base_url: str,
        sender: Address,
        clock: Clock,
    ) -> None:
        self._outbox = outbox
        self._vorgaenge = vorgaenge
        self._describe = describe
        self._describe_wish = describe_wish
        self._send = send
        self._base_url = base_url.rstrip("/")
        self._sender = sender
        self._now = clock

    async def run_once(self) -> int:
        """Send what is due, until nothing is left or the server is away; how many mails it took.

        To be called each minute or so. A fault of the outbox itself passes through; a mail that was
        sent before it is sent again later, under the same Message-ID.
        """
        sent, is_away = 0, False
        while not is_away and (events := await asyncio.to_thread(self._outbox.take, BATCH)):
            for event in events:
                if is_away:
                    await asyncio.to_thread(self._outbox.failed, event)
                    continue
                try:
                    await self._send(await self._write(event))
                except Exception as error:
                    await self._note_failure(event, error)
                    is_away = isinstance(error, ServerAway)
                else:
                    await asyncio.to_thread(self._outbox.delivered, event)
                    logger.info("mail %d (%s) sent", event.id, event.kind)
                    sent += 1
        return sent

    async def _note_failure(self, event: Event, error: Exception) -> None:
        again = await asyncio.to_thread(
            self._outbox.failed, event, for_good=isinstance(error, RefusedForGood)
        )
        outcome = "will be tried again" if again else "is given up"
        logger.warning("mail %d (%s) %s: %s", event.id, event.kind, outcome, _reason(error))

    async def _write(self, event: Event) -> EmailMessage:
        """The mail about one event."""
        details = await self._details(event.booking) if event.booking else None
        letter = write_letter(
            event,
            self._sender.display_name,
            details=details,
            access=await self._access(event.booking) if event.booking else None,
            wish=await self._describe_wish(event.watch.wish) if event.watch else None,
            watch_link=watch_link(self._base_url, event.watch.ref, event.watch.secret) if event.watch else "",
        )
        return build_message(
            letter,
            sender=self._sender,
            to=_recipient(event),
            message_id=event.message_id,
            sent_at=self._now(),
            calendar_file=self._calendar_file(event, details),
        )

    async def _details(self, booking: Booking) -> TerminDetails:
        """The catalogue's words; an appointment whose Leistung has left it is told by its time alone."""
        try:
            return await self._describe(booking.slot, booking.items)
        except NotOffered:
            return TerminDetails(title="", office="")

    async def _access(self, booking: Booking) -> Access:
        vorgang = await self._vorgaenge.adopt(booking)
        return Access(vorgang.code, termin_links(self._base_url, vorgang.link_token))

    def _calendar_file(self, event: Event, details: TerminDetails | None) -> CalendarFile | None:
        """People share their calendars: so its link is the way in that asks for number and code."""
        if event.kind not in WITH_CALENDAR_FILE or not event.booking or not details:
            return None
        organizer = self._sender.addr_spec
        data = to_ics(
            event.booking, details, url=entrance_link(self._base_url), stamp=self._now(), organizer=organizer
        )
        return CalendarFile(data, method_of(event.booking))


def _recipient(event: Event) -> Address:
    try:
        return to_address(event.email)
    except ValueError:
        raise RefusedForGood("no address that a mail server takes") from None


def _reason(error: Exception) -> str:
    """Why, for the log: a message may hold an address, so an unknown error tells its kind and place alone."""
    if isinstance(error, SendError):
        return f"{type(error).__name__}, {error}"
    place = extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(place.filename).name}:{place.lineno}"
