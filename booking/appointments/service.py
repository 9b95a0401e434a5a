"""What can be done with an appointment in the embedded calendar; each call is one transaction."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from booking.appointments.access import confirm_hash, opened, opened_in_turn
from booking.appointments.placing import check_email, is_open, place, read_slot, refuse_ended, release_lapsed
from booking.appointments.record import Appointment
from booking.appointments.search import find_slots
from booking.codes import Secrets, hash_secret, new_ref
from booking.contact import clean
from booking.errors import AlreadySubmitted, BadSecret, NotCancellable, NotConfirmed, SlotTaken
from booking.events import EventKind
from booking.model import Booking, Clock, Contact, Hold, Items, SlotPage, SlotQuery, State
from booking.plan import Plan, merged
from booking.policy import Policy
from booking.repository import Book, Books
from booking.segments import moment_of

# Runs within the transaction of a hold; what it raises takes the hold back.
WithHold = Callable[[Book, Appointment], None]


class Appointments:
    """The synchronous core behind `EmbeddedBooking`; safe in several threads and processes."""

    def __init__(
        self, books: Books, plan: Callable[[], Plan], secrets: Secrets, policy: Policy, clock: Clock
    ) -> None:
        self._books = books
        self._plan = plan
        self._secrets = secrets
        self._policy = policy
        self._now = clock

    def find(self, query: SlotQuery) -> SlotPage:
        """Free slots in order."""
        with self._books.reading() as book:
            return find_slots(book, self._plan(), query, self._now())

    def hold(
        self,
        slot_id: str,
        items: Items,
        key: str,
        lasts: timedelta | None = None,
        with_hold: WithHold | None = None,
    ) -> Hold:
        """Reserve a slot for `lasts` (by default the policy's `hold_for`), never past its start."""
        items, hold_hash = merged(items), self._secrets.digest("hold", key)
        office, segment = read_slot(slot_id)
        plan = self._plan()
        plan.duration(office, items)  # refuses what is not offered before anything is written
        with self._books.writing(office) as book:
            now = self._now()
            earlier = book.appointments.find_hold(hold_hash)
            if earlier is not None:
                return self._same_hold(earlier, slot_id, items, now)
            release_lapsed(book, office, now)
            counter, segments = place(book, plan, office, segment, items, now)
            ref = new_ref()
            appointment = Appointment(
                ref=ref,
                secret_hash=hash_secret(self._secrets.secret("booking", ref)),
                confirm_hash=hash_secret(self._secrets.secret("confirm", ref)),
                hold_hash=hold_hash,
                uid=f"{uuid.uuid4()}@stadtlotse",
                sequence=0,
                state=State.HELD,
                office=office,
                counter=counter,
                first_segment=segment,
                segments=segments,
                items=items,
                contact_sealed=None,
                email_digest=None,
                created_at=now,
                changed_at=now,
                expires_at=min(now + (lasts or self._policy.hold_for), moment_of(segment)).astimezone(UTC),
            )
            book.appointments.add(appointment)
            book.claims.add(appointment)
            if with_hold:
                with_hold(book, appointment)
        return self._hold(appointment)

    def set_contact(self, ref: str, secret: str, contact: Contact) -> Booking:
        """Keep who comes."""
        with opened_in_turn(self._books, ref, secret) as (book, appointment):
            now = self._now()
            refuse_ended(appointment, now)
            cleaned = clean(contact, self._policy.contact_fields)
            if appointment.state is not State.HELD:
                if cleaned != appointment.contact(self._secrets):
                    raise AlreadySubmitted
                return appointment.booking(self._secrets, now)  # the form was sent twice
            told = appointment.with_contact(cleaned, self._secrets)
            check_email(book, self._plan(), told, now)
            return self._save(book, told, now)

    def submit(self, ref: str, secret: str) -> Booking:
        """Book, or ask for the confirmation by e-mail."""
        with opened_in_turn(self._books, ref, secret) as (book, appointment):
            now = self._now()
            refuse_ended(appointment, now)
            if appointment.state is not State.HELD:
                return appointment.booking(self._secrets, now)
            clean(appointment.contact(self._secrets) or Contact(), self._policy.contact_fields)
            check_email(book, self._plan(), appointment, now)
            if not self._policy.email_verification:
                return self._confirm(book, appointment, now)
            until = max(appointment.expires_at, appointment.created_at + self._policy.confirm_within)
            until = min(until, appointment.slot.start).astimezone(UTC)
            book.outbox.add(EventKind.VERIFY, appointment.ref, appointment.sequence, now)
            return self._save(book, replace(appointment, state=State.PENDING_EMAIL, expires_at=until), now)

    def confirm(self, ref: str, secret: str) -> Booking:
        """Confirm with the secret from the e-mail where the address is verified, else with the booking's."""
        if not self._policy.email_verification:
            return self.submit(ref, secret)
        with opened_in_turn(self._books, ref, secret, hash_of=confirm_hash) as (book, appointment):
            now = self._now()
            refuse_ended(appointment, now)
            if appointment.state is State.HELD:
                raise BadSecret  # no e-mail has carried this secret yet
            if appointment.state is State.CONFIRMED:
                return appointment.booking(self._secrets, now)
            return self._confirm(book, appointment, now)

    def get(self, ref: str, secret: str) -> Booking:
        """The booking as it stands."""
        with self._books.reading() as book:
            return opened(book, ref, secret).booking(self._secrets, self._now())

    def cancel(self, ref: str, secret: str) -> Booking:
        """Cancel and free the slot."""
        with opened_in_turn(self._books, ref, secret) as (book, appointment):
            now = self._now()
            if appointment.state_at(now) in (State.CANCELLED, State.EXPIRED):
                return appointment.booking(self._secrets, now)
            if now >= appointment.slot.start:
                raise NotCancellable
            book.claims.remove(appointment)
            cancelled = replace(appointment, state=State.CANCELLED, sequence=appointment.sequence + 1)
            if appointment.state is State.CONFIRMED:
                book.outbox.add(EventKind.CANCELLED, appointment.ref, cancelled.sequence, now)
            else:
                cancelled = cancelled.without_contact()
            return self._save(book, cancelled, now)

    def reschedule(self, ref: str, secret: str, slot_id: str) -> Booking:
        """Move in one transaction: whatever fails, the old appointment stands."""
        office, segment = read_slot(slot_id)
        plan = self._plan()
        plan.timetable(office)
        with opened_in_turn(self._books, ref, secret, office) as (book, appointment):
            now = self._now()
            refuse_ended(appointment, now)
            if appointment.state is not State.CONFIRMED:
                raise NotConfirmed
            if now >= appointment.slot.start:
                raise NotCancellable
            if (office, segment) == (appointment.office, appointment.first_segment):
                return appointment.booking(self._secrets, now)
            release_lapsed(book, office, now)
            book.claims.remove(appointment)  # first, so that a move by a few minutes may overlap itself
            counter, segments = place(book, plan, office, segment, appointment.items, now)
            moved = replace(
                appointment,
                office=office,
                counter=counter,
                first_segment=segment,
                segments=segments,
                sequence=appointment.sequence + 1,
            )
            book.claims.add(moved)
            previous = [appointment.office, appointment.first_segment, appointment.segments]
            book.outbox.add(EventKind.MOVED, moved.ref, moved.sequence, now, {"previous": previous})
            self._remind(book, moved, now)
            return self._save(book, moved, now)

    def _confirm(self, book: Book, appointment: Appointment, now: datetime) -> Booking:
        if not is_open(book, self._plan(), appointment):
            raise SlotTaken
        confirmed = replace(appointment, state=State.CONFIRMED)
        book.outbox.add(EventKind.CONFIRMED, appointment.ref, appointment.sequence, now)
        self._remind(book, confirmed, now)
        return self._save(book, confirmed, now)

    def _remind(self, book: Book, appointment: Appointment, now: datetime) -> None:
        due = self._policy.reminder_for(appointment.slot.start)
        if due > now:
            book.outbox.add(EventKind.REMINDER, appointment.ref, appointment.sequence, due)

    def _same_hold(self, earlier: Appointment, slot_id: str, items: Items, now: datetime) -> Hold:
        if (earlier.slot.id, earlier.items) != (slot_id, items):
            raise ValueError("this idempotency key belongs to another hold")
        refuse_ended(earlier, now)
        if earlier.state is not State.HELD:
            raise AlreadySubmitted
        return self._hold(earlier)

    def _hold(self, held: Appointment) -> Hold:
        secret = self._secrets.secret("booking", held.ref)
        return Hold(held.ref, secret, held.slot, held.items, held.expires_at)

    def _save(self, book: Book, appointment: Appointment, now: datetime) -> Booking:
        saved = replace(appointment, changed_at=now)
        book.appointments.save(saved)
        return saved.booking(self._secrets, now)
