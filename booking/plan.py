"""What the city offers for booking: each office's timetable, and which Leistung takes how long where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from booking.calendar import Counter, OfficeCalendar, ServiceRule
from booking.changes import CalendarChange, ChangeKind
from booking.errors import NotOffered, TooManyServices
from booking.model import BERLIN, Catalogue, Item, Items, Offer
from booking.segments import (
    LONGEST_DAY,
    bits_between,
    first_segment,
    hours_mask,
    moment_of,
    segment_of,
    starts_mask,
)

WHOLE_DAY = bits_between(0, LONGEST_DAY)


@dataclass(frozen=True, slots=True)
class DayPlan:
    """One day of one office as masks of segments: open, and where an appointment may start."""

    open: int
    starts: int


class Timetable:
    """An office's calendar, day by day; days without a change are worked out once."""

    def __init__(self, calendar: OfficeCalendar) -> None:
        self.calendar = calendar
        self._days: dict[date, DayPlan] = {}

    def on(self, day: date, changes: Sequence[CalendarChange] = ()) -> DayPlan:
        """The day with the operators' changes: extra times added, then closures taken away."""
        plan = self._days.get(day)
        if plan is None:
            plan = self._days[day] = self._plan(day)
        if not changes:
            return plan
        opened, starts, closed = plan.open, plan.starts, 0
        for change in changes:
            if not change.holds_on(day):
                continue
            if change.kind is ChangeKind.EXTRA and change.hours:
                opened |= hours_mask(day, change.hours)
                starts |= starts_mask(day, change.hours, self.calendar.step)
            elif change.kind is ChangeKind.CLOSED:
                closed |= hours_mask(day, change.hours) if change.hours else WHOLE_DAY
        return DayPlan(opened & ~closed, starts & ~closed)

    def counters(
        self, day: date, leistungen: frozenset[str], changes: Sequence[CalendarChange] = ()
    ) -> tuple[int, ...]:
        """The counters that serve all `leistungen` on `day`; those that serve little else come first."""
        counters = self.calendar.counters
        limits: dict[str | None, int] = {}
        for change in sorted(changes, key=lambda c: c.id):
            if change.kind is ChangeKind.CAPACITY and change.counters is not None and change.holds_on(day):
                limits[change.leistung] = change.counters
        if None in limits:
            more = (Counter(),) * (limits[None] - len(counters))
            counters = (counters + more)[: limits[None]]
        serving = [number for number, counter in enumerate(counters) if counter.serves(leistungen)]
        serving.sort(key=lambda n: (not counters[n].leistungen, len(counters[n].leistungen), n))
        bounds = [limits[leistung] for leistung in leistungen if leistung in limits]
        return tuple(serving[: min(bounds)] if bounds else serving)

    def bookable_days(self, now: datetime) -> tuple[date, date]:
        """The first and last day on which an appointment can be had."""
        last = now.astimezone(BERLIN).date() + timedelta(days=self.calendar.horizon_days)
        return (now + self.calendar.lead).astimezone(BERLIN).date(), last

    def late_enough(self, day: date, now: datetime) -> int:
        """The segments of `day`, the first bookable one, that the lead time leaves."""
        soonest = now + self.calendar.lead
        segment = segment_of(soonest)
        has_begun = moment_of(segment) < soonest
        return bits_between(segment + has_begun - first_segment(day), LONGEST_DAY)

    def _plan(self, day: date) -> DayPlan:
        opened = starts = 0
        for hours in self.calendar.hours_on(day):
            opened |= hours_mask(day, hours)
            starts |= starts_mask(day, hours, self.calendar.step)
        return DayPlan(opened, starts)


class Plan:
    """All offices and rules; immutable, so that a changed catalogue makes a new one."""

    def __init__(self, calendars: Iterable[OfficeCalendar], rules: Iterable[ServiceRule]) -> None:
        self.timetables = {calendar.office: Timetable(calendar) for calendar in calendars}
        self.rules = tuple(rules)
        self._rules = {(office, rule.leistung): rule for rule in self.rules for office in rule.offices}
        # The Leistungen that some office books; a rule whose offices have no calendar offers nothing.
        self.bookable = frozenset(leistung for office, leistung in self._rules if office in self.timetables)
        self._catalogue = self._make_catalogue()

    def catalogue(self) -> Catalogue:
        """What can be booked where; the same object each time."""
        return self._catalogue

    def _make_catalogue(self) -> Catalogue:
        return Catalogue(
            offices={office: t.calendar.name for office, t in self.timetables.items()},
            leistungen={rule.leistung: rule.name for rule in self.rules if rule.leistung in self.bookable},
            offers=tuple(
                Offer(office, leistung, rule.duration, rule.max_count)
                for (office, leistung), rule in self._rules.items()
                if office in self.timetables
            ),
        )

    def timetable(self, office: str) -> Timetable:
        """The office's timetable; raises `NotOffered`."""
        try:
            return self.timetables[office]
        except KeyError:
            raise NotOffered from None

    def duration(self, office: str, items: Items) -> timedelta:
        """How long these items take at this office; raises `NotOffered` or `TooManyServices`."""
        calendar = self.timetable(office).calendar
        total = timedelta()
        for item in items:
            rule = self._rules.get((office, item.leistung))
            if rule is None:
                raise NotOffered
            if item.count > rule.max_count:
                raise TooManyServices(
                    f"„{rule.name}“ geht in einem Termin höchstens {rule.max_count}-mal. "
                    "Bitte buchen Sie mehrere Termine.",
                    limit=rule.max_count,
                )
            total += rule.duration * item.count
        if total > calendar.max_duration:
            raise TooManyServices
        return total


def merged(items: Items) -> Items:
    """Each Leistung once, the counts added, in the order of the first mention."""
    counts: dict[str, int] = {}
    for item in items:
        counts[item.leistung] = counts.get(item.leistung, 0) + item.count
    return tuple(Item(leistung, count) for leistung, count in counts.items())
