"""Handing events to a mailer: each once, those that are no longer true not at all."""

from __future__ import annotations

from datetime import datetime, timedelta

from booking.appointments.record import Appointment
from booking.codes import Secrets
from booking.events import Event, EventKind, WatchState
from booking.model import Clock, Slot, State
from booking.outbox.repository import OutboxRow
from booking.repository import Book, Books
from booking.segments import moment_of
from booking.slot_ids import slot_id
from booking.watches.record import StoredWatch

LEASE = timedelta(minutes=5)  # longer than any SMTP server takes; a mailer that died is replaced after it
MAX_ATTEMPTS = 12  # with waiting times that double up to an hour this is half a day

_OF_WATCHES = (EventKind.WATCH_STARTED, EventKind.WATCH_OFFER)


class Outbox:
    """What the mailer works with. A mailer calls `take`, sends, then `delivered` or `failed` for each event.

    An event is taken by one mailer at a time. A crash between sending and `delivered` sends it a
    second time after the lease, under the same `message_id`.
    """

    def __init__(self, books: Books, secrets: Secrets, clock: Clock) -> None:
        self._books = books
        self._secrets = secrets
        self._now = clock

    def take(self, limit: int = 20) -> list[Event]:
        """The next due events with addresses and secrets; outdated ones are finished silently."""
        now = self._now()
        with self._books.writing() as book:
            events = []
            for row in book.outbox.take(now, now + LEASE, limit):
                event = self._event(book, row, now)
                if event is None:
                    book.outbox.finish(row.id, now)
                else:
                    events.append(event)
        return events

    def delivered(self, event: Event) -> None:
        """The mail server has taken it."""
        with self._books.writing() as book:
            book.outbox.finish(event.id, self._now())

    def failed(self, event: Event, *, for_good: bool = False) -> bool:
        """Sending failed; whether it will be tried again (not `for_good`, not after the last attempt)."""
        again = not for_good and event.attempts < MAX_ATTEMPTS
        with self._books.writing() as book:
            if again:
                wait = min(timedelta(minutes=2**event.attempts), timedelta(hours=1))
                book.outbox.postpone(event.id, self._now() + wait)
            else:
                book.outbox.finish(event.id, self._now())
        return again

    def waiting(self) -> int:
        """How many events are neither delivered nor given up, reminders of later days included."""
        with self._books.reading() as book:
            return book.outbox.waiting()

    def _event(self, book: Book, row: OutboxRow, now: datetime) -> Event | None:
        watch = book.watches.find(row.ref) if row.kind in _OF_WATCHES else None
        ref = row.ref if watch is None else row.facts.get("appointment", "")
        appointment = book.appointments.find(ref)
        if row.kind in _OF_WATCHES:
            if not watch or not _watch_event_is_true(row, watch, appointment, now):
                return None
        elif not appointment or not _is_true(row, appointment, now):
            return None
        booking = appointment.booking(self._secrets, now) if appointment else None
        contact = booking.contact if booking else None
        email = watch.email(self._secrets) if watch else contact.email if contact else ""
        if not email:
            return None
        return Event(
            id=row.id,
            kind=row.kind,
            message_id=f"{row.kind}.{row.sequence}.{row.ref}",
            email=email,
            due_at=row.due_at,
            attempts=row.attempts,
            booking=booking,
            watch=watch.watch(self._secrets) if watch else None,
            previous=_previous(row),
            reason=row.facts.get("reason", ""),
            confirm_secret=self._secrets.secret("confirm", row.ref) if row.kind is EventKind.VERIFY else "",
        )


def _is_true(row: OutboxRow, appointment: Appointment, now: datetime) -> bool:
    state = appointment.state_at(now)
    match row.kind:
        case EventKind.CANCELLED:
            return state is State.CANCELLED
        case EventKind.VERIFY:
            return state is State.PENDING_EMAIL
        case EventKind.CONFIRMED:
            return state is State.CONFIRMED
        case EventKind.REMINDER:
            still = state is State.CONFIRMED and appointment.sequence == row.sequence
            return still and appointment.slot.start > now
        case _:  # MOVED, OFFICE_CLOSED: until the next change
            return state is State.CONFIRMED and appointment.sequence == row.sequence


def _watch_event_is_true(
    row: OutboxRow, watch: StoredWatch, appointment: Appointment | None, now: datetime
) -> bool:
    if row.kind is EventKind.WATCH_STARTED:
        return watch.state in (WatchState.WAITING, WatchState.OFFERED)
    return appointment is not None and appointment.state_at(now) is State.HELD


def _previous(row: OutboxRow) -> Slot | None:
    if "previous" not in row.facts:
        return None
    office, first, segments = row.facts["previous"]
    start = moment_of(first)
    return Slot(slot_id(office, start), office, start, moment_of(first + segments))
