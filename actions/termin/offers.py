"""Which free times are offered: those that fit, else what comes nearest; never more than six."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Literal

from actions.termin.bureau import Bureau
from actions.termin.state import BookingState
from actions.termin.wishes import any_time_of_its_days, first_day, query_for
from booking.errors import CaptchaRequired, NotOffered
from booking.model import Slot, SlotQuery
from nlu.dates import Terminwunsch

MAX_OFFERED = 6
# Slots are read in pages of this size, at most so many pages: a busy month of one office. Where each day is
# a request to another system, a page is shorter, and reading ends with the days that are enough.
PAGE = 300
MAX_PAGES = 8
A_WHILE = timedelta(minutes=30)
# „Am Sonntag" is nearly Friday as well as Monday.
A_FEW_DAYS = timedelta(days=2)
# Who has choices on this many days sees the week, not one morning.
ENOUGH_DAYS = 3

Fit = Literal["fitting", "other_time", "elsewhere", "nothing"]


@dataclass(frozen=True)
class Offering:
    """Free slots by start. `fit` says how they relate to the wish; with "nothing" there are none."""

    slots: tuple[Slot, ...]
    fit: Fit


async def find_offering(bureau: Bureau, state: BookingState, offices: Sequence[str]) -> Offering:
    """The slots for what the citizen wishes; `offices` are all that could serve him, the nearest first.

    Raises `BookingError` where the calendar refuses the search.
    """
    preferred = tuple(office for office in offices if office in state.offices) or tuple(offices)
    others = tuple(office for office in offices if office not in preferred)
    fitting = await _search(bureau, state, preferred, state.wish)
    if fitting:
        return Offering(_soonest(fitting) if state.wish.earliest else spread(fitting), "fitting")
    elsewhere = await _search_others(bureau, state, others, state.wish)
    same_days = await _search(bureau, state, preferred, any_time_of_its_days(state.wish))
    later = same_days or await _nearest(bureau, state, preferred)
    if elsewhere:
        half = MAX_OFFERED // 2
        return Offering(_by_start((*spread(elsewhere, half), *spread(later, half))), "elsewhere")
    if later:
        return Offering(spread(later), "other_time")
    anywhere = await _search_others(bureau, state, others, replace(state.wish, wanted=()))
    return Offering(spread(anywhere), "elsewhere" if anywhere else "nothing")


async def _nearest(bureau: Bureau, state: BookingState, offices: tuple[str, ...]) -> list[Slot]:
    """What is free about the day that was wished for, else from now on."""
    free, first = replace(state.wish, wanted=()), first_day(state.wish)
    if first and (found := await _search(bureau, state, offices, free, not_before=first - A_FEW_DAYS)):
        return found
    return await _search(bureau, state, offices, free)


async def slots_after(
    bureau: Bureau, state: BookingState, offices: Sequence[str], shown: Slot
) -> tuple[Slot, ...]:
    """The slots that fit the wish and begin after `shown`, in order."""
    found = await _search(bureau, state, tuple(offices), state.wish, not_before=shown.start.date())
    return tuple(slot for slot in found if slot.start.timestamp() > shown.start.timestamp())


async def slots_before(
    bureau: Bureau, state: BookingState, offices: Sequence[str], shown: Slot
) -> tuple[Slot, ...]:
    """The slots before `shown`, in order, whatever day was wished for: „früher" leaves the wish behind."""
    free = replace(state.wish, wanted=(), earliest=True)
    found = await _search(bureau, state, tuple(offices), free)
    return tuple(slot for slot in found if slot.start.timestamp() < shown.start.timestamp())


async def slots_on_day(
    bureau: Bureau, state: BookingState, offices: Sequence[str], day: date
) -> tuple[Slot, ...]:
    """All free slots of one day, whatever the time that was wished for."""
    query = SlotQuery(items=state.items, offices=tuple(offices), from_day=day, to_day=day, limit=PAGE)
    return (await bureau.port.find_slots(query)).slots


def spread(slots: Sequence[Slot], limit: int = MAX_OFFERED) -> tuple[Slot, ...]:
    """At most `limit` of the slots, the first one always, spread over days, or over the one day."""
    days = [list(of_day) for _, of_day in groupby(slots, key=lambda slot: slot.start.date())]
    days = [_one_a_start(of_day) for of_day in days[: max(1, min(ENOUGH_DAYS, limit))]]
    if not days:
        return ()
    share, rest = divmod(limit, len(days))
    chosen = [s for n, of_day in enumerate(days) for s in _evenly(of_day, share + (n < rest))]
    return tuple(chosen)


def _one_a_start(slots: Sequence[Slot]) -> list[Slot]:
    """At the same time the office that stands first in the order of preference is enough."""
    return [next(same) for _, same in groupby(slots, key=lambda slot: slot.start.timestamp())]


def _evenly(slots: Sequence[Slot], count: int) -> list[Slot]:
    """The first one, then the same number of slots between each."""
    return [slots[n * len(slots) // count] for n in range(count)] if len(slots) > count else list(slots)


def _soonest(slots: Sequence[Slot], limit: int = MAX_OFFERED) -> tuple[Slot, ...]:
    """The first one, then the next that begin a while later: who wants it soon wants no list of minutes."""
    chosen: list[Slot] = []
    for slot in _one_a_start(slots):
        if not chosen or slot.start.timestamp() - chosen[-1].start.timestamp() >= A_WHILE.total_seconds():
            chosen.append(slot)
    return tuple(chosen[:limit])


def _by_start(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    return tuple(sorted(slots, key=lambda slot: slot.start.timestamp()))


async def _search_others(
    bureau: Bureau, state: BookingState, offices: tuple[str, ...], wish: Terminwunsch
) -> list[Slot]:
    """As `_search`, for offices that nobody wished for: one that is booked on its own page is no offer."""
    try:
        return await _search(bureau, state, offices, wish) if offices else []
    except CaptchaRequired:
        return []


async def _search(
    bureau: Bureau,
    state: BookingState,
    offices: tuple[str, ...],
    wish: Terminwunsch,
    not_before: date | None = None,
) -> list[Slot]:
    """Slots that the wish allows; enough to choose from, not all."""
    query = query_for(wish, state.items, offices, limit=PAGE, not_before=not_before)
    if query.from_day and query.to_day and query.to_day < query.from_day:
        return []
    found: list[Slot] = []
    for _ in range(MAX_PAGES):
        try:
            page = await bureau.port.find_slots(query)
        except NotOffered:
            return []
        found += [slot for slot in page.slots if wish.allows(_wall(slot.start)) and slot.id != state.held]
        if page.cursor is None or len({slot.start.date() for slot in found}) > ENOUGH_DAYS:
            break
        query = replace(query, cursor=page.cursor)
    return found


def _wall(moment: datetime) -> datetime:
    """Local wall time, as wishes are read."""
    return moment.replace(tzinfo=None)
