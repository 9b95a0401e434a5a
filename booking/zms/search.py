"""Searching free slots: which offices to ask, how far, and what of the answer fits the wish."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from booking.errors import BookingError, NotOffered, RateLimited, TooManyServices
from booking.model import BERLIN, Items, Slot, SlotPage, SlotQuery
from booking.zms.availability import Availability, BookableDay, Question
from booking.zms.catalogue import MAX_IDS, Office, ZmsCatalogue
from booking.zms.links import BookingPage
from booking.zms.process import make_slot

MAX_HORIZON_DAYS = 365  # ZMS refuses a longer stretch
# Each day costs a call, and ZMS allows 60 a minute to all of a house's citizens together: a wish that
# so many days do not fill gets what was found and goes on with the cursor, if anybody wants to.
MAX_DAYS_A_PAGE = 4

Place = tuple[int, int]  # unix seconds, rank of the office: the order of slots


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An office that can do all items, its rank in the wish and their length there."""

    rank: int
    office: Office
    duration: timedelta


async def find_slots(
    availability: Availability,
    catalogue: ZmsCatalogue,
    query: SlotQuery,
    items: Items,
    page: BookingPage,
    now: datetime,
) -> SlotPage:
    """One page of free slots; see `BookingPort.find_slots`."""
    candidates = {c.office.number: c for c in _candidates(catalogue, query, items, page)}
    after = _read_cursor(query.cursor)
    found: list[tuple[Place, Slot]] = []
    reached = after
    try:
        async with aclosing(
            _days(availability, _questions(candidates, catalogue, query, items, after, now))
        ) as days:
            asked = 0
            async for day in days:
                asked += 1
                for place, slot in _slots_on(day, candidates, query, now):
                    if after is not None and place <= after:
                        continue
                    if len(found) == query.limit:
                        return _page(found, found[-1][0])
                    found.append((place, slot))
                reached = _end_of(day.day)
                if asked == MAX_DAYS_A_PAGE:
                    return _page(found, reached)
    except RateLimited:
        if not found:
            raise
        return _page(found, reached)
    return _page(found, None)


def _candidates(
    catalogue: ZmsCatalogue, query: SlotQuery, items: Items, page: BookingPage
) -> Iterator[_Candidate]:
    """The offices that can be asked; the reason of the last refusal where none can."""
    refusal: BookingError = NotOffered()
    nobody = True
    for rank, office in enumerate(dict.fromkeys(query.offices or catalogue.offices)):
        try:
            duration = catalogue.check(office, items)
        except TooManyServices as error:
            refusal = error
            continue
        except NotOffered:
            continue
        if catalogue.office(office).scope.captcha:
            refusal = page.captcha(catalogue, office, items)
            continue
        nobody = False
        yield _Candidate(rank, catalogue.office(office), duration)
    if nobody:
        raise refusal


def _questions(
    candidates: dict[int, _Candidate],
    catalogue: ZmsCatalogue,
    query: SlotQuery,
    items: Items,
    after: Place | None,
    now: datetime,
) -> list[Question]:
    """One question for each 25 offices; none where the days asked for are over or too far ahead."""
    today = now.astimezone(BERLIN).date()
    first = max(today, query.from_day or today)
    if after is not None:
        first = max(first, _local(after[0]).date())
    last = today + timedelta(days=MAX_HORIZON_DAYS)
    last = min(last, query.to_day or last)
    if first > last:
        return []
    offices = list(candidates)
    services = tuple(catalogue.numbers(candidates[offices[0]].office.id, items))
    counts = tuple(item.count for item in items)
    return [
        Question(tuple(offices[n : n + MAX_IDS]), services, counts, first, last, query.weekdays)
        for n in range(0, len(offices), MAX_IDS)
    ]


async def _days(availability: Availability, questions: list[Question]) -> AsyncGenerator[BookableDay]:
    """The days of all questions in order, those of the same date in one."""
    streams = [availability.days(question) for question in questions]
    heads = [await anext(stream, None) for stream in streams]
    while any(heads):
        day = min(head.day for head in heads if head)
        ready = [n for n, head in enumerate(heads) if head and head.day == day]
        times = {office: t for n in ready if (head := heads[n]) for office, t in head.times.items()}
        yield BookableDay(day, times)
        for n in ready:
            heads[n] = await anext(streams[n], None)


def _slots_on(
    day: BookableDay, candidates: dict[int, _Candidate], query: SlotQuery, now: datetime
) -> list[tuple[Place, Slot]]:
    slots = []
    for number, times in day.times.items():
        candidate = candidates.get(number)
        if candidate is None:
            continue
        for stamp in set(times):
            start = _local(stamp)
            if start > now and _fits(start.time(), query):
                slot = make_slot(candidate.office.id, start, candidate.duration)
                slots.append(((stamp, candidate.rank), slot))
    return sorted(slots, key=lambda found: found[0])


def _fits(start: time, query: SlotQuery) -> bool:
    return (query.from_time is None or start >= query.from_time) and (
        query.to_time is None or start < query.to_time
    )


def _local(stamp: int) -> datetime:
    return datetime.fromtimestamp(stamp, UTC).astimezone(BERLIN)


def _end_of(day: date) -> Place:
    """The place before the first slot of the next day."""
    midnight = datetime.combine(day + timedelta(days=1), time(), BERLIN)
    return int(midnight.timestamp()), -1


def _page(found: list[tuple[Place, Slot]], goes_on_after: Place | None) -> SlotPage:
    cursor = goes_on_after and f"{goes_on_after[0]}.{goes_on_after[1] + 1}"
    return SlotPage(tuple(slot for _, slot in found), cursor)


def _read_cursor(cursor: str | None) -> Place | None:
    """The place after which the page begins; a cursor that is none begins at the beginning."""
    stamp, _, rank = (cursor or "").partition(".")
    if not (stamp + rank).isascii() or not stamp.isdigit() or not rank.isdigit() or len(cursor or "") > 20:
        return None
    return min(int(stamp), _FAR_AHEAD), int(rank) - 1


_FAR_AHEAD = int(datetime(9000, 1, 1, tzinfo=UTC).timestamp())  # a forged cursor must not overflow
