"""Finding a counter for one appointment, and giving lapsed ones back; always in the office's turn."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from booking.appointments.record import Appointment
from booking.appointments.search import candidate_for
from booking.errors import AlreadyCancelled, HoldExpired, LimitPerEmail, SlotTaken
from booking.model import Items, State
from booking.plan import Plan
from booking.repository import Book
from booking.segments import SEGMENT_SECONDS, first_segment, moment_of, segment_of
from booking.slot_ids import read_slot_id


def read_slot(slot_id: str) -> tuple[str, int]:
    """The office and segment of a slot; what is no slot's id is nobody's to have: `SlotTaken`."""
    slot = read_slot_id(slot_id)
    if slot is None or int(slot[1].timestamp()) % SEGMENT_SECONDS:
        raise SlotTaken
    return slot[0], segment_of(slot[1])


def place(book: Book, plan: Plan, office: str, segment: int, items: Items, now: datetime) -> tuple[int, int]:
    """The counter and the number of segments for a start, judged as the search judges; or `SlotTaken`."""
    day = moment_of(segment).date()
    bit = segment - first_segment(day)
    candidate = candidate_for(book, plan, office, items, day, now)
    taken = book.claims.taken([office], day, day).get((office, day), 0)
    if not candidate.starts(day, taken) >> bit & 1:
        raise SlotTaken
    counter = candidate.counter_for(day, bit, taken)
    if counter is None:
        raise SlotTaken
    return counter, segment_of(candidate.slot(day, bit).end) - segment


def is_open(book: Book, plan: Plan, appointment: Appointment) -> bool:
    """Whether the office is still open for it; it may have been closed after the hold."""
    day = appointment.day
    changes = book.changes.between([appointment.office], day, day)
    return not appointment.bits & ~plan.timetable(appointment.office).on(day, changes).open


def release_lapsed(book: Book, office: str, now: datetime) -> int:
    """Give back what lapsed at this office, forget who held it, and say how many there were."""
    lapsed = book.appointments.lapsed([office], now)
    for appointment in lapsed:
        book.claims.remove(appointment)
        expired = replace(appointment.without_contact(), state=State.EXPIRED, changed_at=now)
        book.appointments.save(expired)
    return len(lapsed)


def refuse_ended(appointment: Appointment, now: datetime) -> None:
    """Raise for an appointment that was cancelled or has lapsed."""
    match appointment.state_at(now):
        case State.CANCELLED:
            raise AlreadyCancelled
        case State.EXPIRED:
            raise HoldExpired


def check_email(book: Book, plan: Plan, appointment: Appointment, now: datetime) -> None:
    """Raise `LimitPerEmail` where the address has too many open appointments at the office."""
    limit = plan.timetable(appointment.office).calendar.max_per_email
    if limit is None or appointment.email_digest is None:
        return
    office, ref = appointment.office, appointment.ref
    digest = appointment.email_digest
    if book.appointments.open_with_email(office, digest, segment_of(now), ref, now) >= limit:
        raise LimitPerEmail
