"""Searching the embedded calendar: reads in growing stretches of days, and stops when it has enough."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from booking.errors import NotOffered, TooManyServices
from booking.finding import Candidate, slots_on
from booking.model import Items, Slot, SlotPage, SlotQuery
from booking.plan import Plan, merged
from booking.repository import Book
from booking.segments import LONGEST_DAY, moment_of, segment_of

# Most searches end within the first days; each stretch is one question to the database.
FIRST_STRETCH_DAYS = 7
GROWTH = 3

Taken = Mapping[tuple[str, date], int]
Place = tuple[int, int]  # segment, rank of the office: the order of slots


def find_slots(book: Book, plan: Plan, query: SlotQuery, now: datetime) -> SlotPage:
    """One page of free slots; see `BookingPort.find_slots`."""
    candidates = _candidates(plan, query, now)
    first, last = _days(candidates, query)
    after = _read_cursor(query.cursor)
    if after is not None:
        first = max(first, moment_of(after[0]).date())
    candidates = _with_changes(book, candidates, first, last)
    slots: list[Slot] = []
    place = after
    for day, taken in _read_days(book, [c.office for c in candidates], first, last, now):
        for bit, candidate in slots_on(day, candidates, taken, query):
            slot = candidate.slot(day, bit)
            next_place = (segment_of(slot.start), candidate.rank)
            if after is not None and next_place <= after:
                continue
            if len(slots) == query.limit:
                return SlotPage(tuple(slots), _cursor(place))
            slots.append(slot)
            place = next_place
    return SlotPage(tuple(slots))


def candidate_for(book: Book, plan: Plan, office: str, items: Items, day: date, now: datetime) -> Candidate:
    """The one office and day that a hold asks for; raises `NotOffered` or `TooManyServices`."""
    timetable, duration = plan.timetable(office), plan.duration(office, items)
    return Candidate(0, timetable, items, duration, now, book.changes.between([office], day, day))


def _candidates(plan: Plan, query: SlotQuery, now: datetime) -> list[Candidate]:
    """The offices that can do all items; the reason of the last refusal where none can."""
    items = merged(query.items)
    candidates = []
    refusal: NotOffered | TooManyServices = NotOffered()
    for rank, office in enumerate(dict.fromkeys(query.offices or plan.timetables)):
        try:
            timetable, duration = plan.timetable(office), plan.duration(office, items)
            candidates.append(Candidate(rank, timetable, items, duration, now))
        except TooManyServices as error:
            refusal = error
        except NotOffered:
            continue
    if not candidates:
        raise refusal
    return candidates


def _days(candidates: Sequence[Candidate], query: SlotQuery) -> tuple[date, date]:
    first, last = min(c.days[0] for c in candidates), max(c.days[1] for c in candidates)
    return max(first, query.from_day or first), min(last, query.to_day or last)


def _with_changes(book: Book, candidates: list[Candidate], first: date, last: date) -> list[Candidate]:
    changes = book.changes.between([c.office for c in candidates], first, last)
    if not changes:
        return candidates
    return [replace(c, changes=[x for x in changes if x.office == c.office]) for c in candidates]


def _read_days(
    book: Book, offices: Sequence[str], first: date, last: date, now: datetime
) -> Iterator[tuple[date, Taken]]:
    lapsed = book.appointments.lapsed(offices, now) if first <= last else []
    stretch = FIRST_STRETCH_DAYS
    while first <= last:
        end = min(last, first + timedelta(days=stretch - 1))
        taken = book.claims.taken(offices, first, end)
        for appointment in lapsed:  # free again from the second on in which the hold ran out
            key = (appointment.office, appointment.day)
            if key in taken:
                taken[key] &= ~(appointment.bits << appointment.counter * LONGEST_DAY)
        while first <= end:
            yield first, taken
            first += timedelta(days=1)
        stretch *= GROWTH


def _cursor(place: Place | None) -> str | None:
    return place and f"{place[0]}.{place[1]}"


def _read_cursor(cursor: str | None) -> Place | None:
    """The place after which the page begins; a cursor that is none begins at the beginning."""
    if not cursor:
        return None
    segment, _, rank = cursor.partition(".")
    if not (segment + rank).isascii() or not segment.isdigit() or not rank.isdigit() or len(cursor) > 20:
        return None
    return int(segment), int(rank)
