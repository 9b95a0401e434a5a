"""Finding free slots: pure arithmetic on masks, no database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from booking.changes import CalendarChange
from booking.model import Items, Slot, SlotQuery
from booking.plan import Timetable
from booking.segments import (
    LONGEST_DAY,
    SEGMENT_SECONDS,
    before_mask,
    bits_between,
    bits_of,
    first_segment,
    length_of,
    moment_of,
    runs,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An office of the query with all that does not depend on the day. `rank` is its place in the query."""

    rank: int
    timetable: Timetable
    items: Items
    duration: timedelta
    changes: Sequence[CalendarChange] = ()

    @property
    def office(self) -> str:
        """The office's id."""
        return self.timetable.calendar.office

    def starts(self, day: date, taken: int, now: datetime) -> int:
        """The segments of `day` at which the appointment could start; `taken` as in `counter_bits`."""
        plan = self.timetable.on(day, self.changes)
        allowed = plan.starts & self.timetable.reachable(day, now)
        if not allowed:
            return 0
        leistungen = frozenset(item.leistung for item in self.items)
        length, found = length_of(self.duration), 0
        for counter in self.timetable.counters(day, leistungen, self.changes):
            found |= runs(plan.open & ~counter_bits(taken, counter), length) & allowed
        return found

    def counter_for(self, day: date, start: int, taken: int) -> int | None:
        """The counter that takes an appointment starting at bit `start` of `day`, if one is free."""
        leistungen = frozenset(item.leistung for item in self.items)
        wanted = bits_between(start, start + length_of(self.duration))
        for counter in self.timetable.counters(day, leistungen, self.changes):
            if not wanted & counter_bits(taken, counter):
                return counter
        return None

    def slot(self, day: date, start: int) -> Slot:
        """The slot at bit `start` of `day`."""
        begin = moment_of(first_segment(day) + start)
        end = moment_of(first_segment(day) + start + length_of(self.duration))
        return Slot(slot_id(self.office, begin), self.office, begin, end)


def counter_bits(taken: int, counter: int) -> int:
    """One counter's part of an office's day: the counters' days stand one behind the other."""
    return (taken >> counter * LONGEST_DAY) & ((1 << LONGEST_DAY) - 1)


def slots_on(
    day: date,
    candidates: Sequence[Candidate],
    taken: Mapping[tuple[str, date], int],
    query: SlotQuery,
    now: datetime,
) -> Iterator[tuple[int, Candidate]]:
    """The free starts of one day as (bit, candidate), by time, then by the offices' rank."""
    if query.weekdays and day.weekday() not in query.weekdays:
        return
    wanted = _time_of_day(day, query)
    found: list[tuple[int, int, Candidate]] = []
    for candidate in candidates:
        starts = candidate.starts(day, taken.get((candidate.office, day), 0), now) & wanted
        found.extend((bit, candidate.rank, candidate) for bit in bits_of(starts))
    found.sort(key=lambda f: f[:2])
    yield from ((bit, candidate) for bit, _, candidate in found)


def slot_id(office: str, start: datetime) -> str:
    """What `hold` takes: the office and the moment; whether it is free is looked up anew."""
    return f"{office}@{int(start.timestamp())}"


def parse_slot_id(text: str) -> tuple[str, int] | None:
    """The office and the segment of a slot's id; None for anything that is none."""
    office, _, seconds = text.rpartition("@")
    if not office or not seconds.isascii() or not seconds.isdigit() or len(seconds) > 10:
        return None
    segment, rest = divmod(int(seconds), SEGMENT_SECONDS)
    return None if rest else (office, segment)


def _time_of_day(day: date, query: SlotQuery) -> int:
    mask = bits_between(0, LONGEST_DAY)
    if query.from_time is not None:
        mask &= ~before_mask(day, query.from_time)
    if query.to_time is not None:
        mask &= before_mask(day, query.to_time)
    return mask
