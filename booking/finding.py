"""Finding free slots: pure arithmetic on masks, no database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from booking.changes import CalendarChange
from booking.model import Items, Slot, SlotQuery
from booking.plan import WHOLE_DAY, Timetable
from booking.segments import (
    LONGEST_DAY,
    before_mask,
    bits_between,
    bits_of,
    first_segment,
    length_of,
    moment_of,
    runs,
)
from booking.slot_ids import slot_id


@dataclass(frozen=True)
class Candidate:
    """An office of the query with all that does not depend on the day. `rank` is its place in the query."""

    rank: int
    timetable: Timetable
    items: Items
    duration: timedelta
    now: datetime
    changes: Sequence[CalendarChange] = ()

    @cached_property
    def office(self) -> str:
        """The office's id."""
        return self.timetable.calendar.office

    @cached_property
    def length(self) -> int:
        """How many segments the appointment takes."""
        return length_of(self.duration)

    @cached_property
    def days(self) -> tuple[date, date]:
        """The first and the last day on which an appointment can be had."""
        return self.timetable.bookable_days(self.now)

    def starts(self, day: date, taken: int) -> int:
        """The segments of `day` at which the appointment could start; `taken` as in `counter_bits`."""
        first, last = self.days
        if not first <= day <= last:
            return 0
        plan = self.timetable.on(day, self.changes)
        allowed = plan.starts
        if day == first:
            allowed &= self.timetable.late_enough(day, self.now)
        if not allowed:
            return 0
        # All counters at once; no office is open at midnight, so no run goes from one to the next.
        free = runs(plan.open * self._spread(day) & ~taken, self.length)
        found = 0
        while free:
            found |= free & WHOLE_DAY
            free >>= LONGEST_DAY
        return found & allowed

    def counter_for(self, day: date, start: int, taken: int) -> int | None:
        """The counter that takes an appointment starting at bit `start` of `day`, if one is free."""
        wanted = bits_between(start, start + self.length)
        for counter in self._counters(day):
            if not wanted & counter_bits(taken, counter):
                return counter
        return None

    def slot(self, day: date, start: int) -> Slot:
        """The slot at bit `start` of `day`."""
        begin = moment_of(first_segment(day) + start)
        end = moment_of(first_segment(day) + start + self.length)
        return Slot(slot_id(self.office, begin), self.office, begin, end)

    @cached_property
    def _leistungen(self) -> frozenset[str]:
        return frozenset(item.leistung for item in self.items)

    @cached_property
    def _usual_counters(self) -> tuple[int, ...]:
        return self.timetable.counters(self.days[0], self._leistungen)

    @cached_property
    def _usual_spread(self) -> int:
        return _spread(self._usual_counters)

    def _spread(self, day: date) -> int:
        return _spread(self._counters(day)) if self.changes else self._usual_spread

    def _counters(self, day: date) -> tuple[int, ...]:
        if not self.changes:
            return self._usual_counters
        return self.timetable.counters(day, self._leistungen, self.changes)


def _spread(counters: Iterable[int]) -> int:
    """What a day's mask is multiplied by to stand at each of these counters."""
    return sum(1 << counter * LONGEST_DAY for counter in counters)


def counter_bits(taken: int, counter: int) -> int:
    """One counter's part of an office's day: the counters' days stand one behind the other."""
    return (taken >> counter * LONGEST_DAY) & WHOLE_DAY


def slots_on(
    day: date,
    candidates: Sequence[Candidate],
    taken: Mapping[tuple[str, date], int],
    query: SlotQuery,
) -> Iterator[tuple[int, Candidate]]:
    """The free starts of one day as (bit, candidate), by time, then by the offices' rank."""
    if query.weekdays and day.weekday() not in query.weekdays:
        return
    wanted = _time_of_day(day, query)
    found: list[tuple[int, int, Candidate]] = []
    for candidate in candidates:
        starts = candidate.starts(day, taken.get((candidate.office, day), 0)) & wanted
        if starts:
            found.extend((bit, candidate.rank, candidate) for bit in bits_of(starts))
    found.sort(key=lambda f: f[:2])
    yield from ((bit, candidate) for bit, _, candidate in found)


def _time_of_day(day: date, query: SlotQuery) -> int:
    mask = WHOLE_DAY
    if query.from_time is not None:
        mask &= ~before_mask(day, query.from_time)
    if query.to_time is not None:
        mask &= before_mask(day, query.to_time)
    return mask
