"""Other times than those offered: later, earlier, another day, another office, nearer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from actions.termin.asking import next_question, present
from actions.termin.bureau import Bureau
from actions.termin.offers import Offering, slots_after, slots_before, slots_on_day, spread
from actions.termin.offices import in_order, offices_for
from actions.termin.outcome import Outcome
from actions.termin.presenting import texts
from actions.termin.state import BookingState
from actions.termin.wishes import only_on, without_days
from booking.model import Catalogue, Slot
from booking.slot_ids import read_slot_id
from nlu.termin.shifts import Shift

# The kinds of shift that choose among free times; the others are facts of the wish or steps of the dialogue.
AMONG_OFFERS = ("later", "earlier", "other_day", "other_time", "other_office", "more")


async def move_on(bureau: Bureau, state: BookingState, shift: Shift) -> Outcome:
    """Offer what lies in the direction of `shift`, seen from what was offered last, or say there is none."""
    catalogue = await bureau.port.catalogue()
    offices = in_order(bureau, state.near, offices_for(catalogue, state.items))
    places = tuple(office for office in offices if office in state.offices) or offices
    shown = [slot for slot_id in state.offered or (state.held,) if slot_id and (slot := shown_slot(slot_id))]
    if not shown:
        return await next_question(bureau, state)
    first, last = shown[0], shown[-1]
    match shift.kind:
        case "other_office":
            return await _elsewhere(bureau, state, shown, offices)
        case "other_day":
            days = frozenset(slot.start.date() for slot in shown)
            return await next_question(bureau, replace(state, wish=without_days(state.wish, days)))
        case "earlier" | "later" if shift.by and shift.by >= timedelta(days=1):
            away = shift.by if shift.kind == "later" else -shift.by
            return await _on_day(bureau, catalogue, state, offices, first.start.date() + away)
        case "earlier" | "later" | "other_time" if shift.scope == "day":
            return await _same_day(bureau, catalogue, state, places, shown, shift.kind)
        case "earlier":
            found = await slots_before(bureau, state, places, first)
            return await _offered(bureau, catalogue, state, found, "keine_frueheren")
        case "other_time":
            return await _same_day(bureau, catalogue, state, places, shown, "other_time")
        case _:
            # Where the wish has no more, whoever wants more has let it go.
            free = replace(state, wish=replace(state.wish, wanted=()))
            found = await slots_after(bureau, state, places, last) or await slots_after(
                bureau, free, places, last
            )
            return await _offered(bureau, catalogue, state, found, "keine_spaeteren")


def shown_slot(slot_id: str) -> Slot | None:
    """Office and start of a slot that was offered, as its id tells; the length is not known."""
    known = read_slot_id(slot_id)
    return Slot(slot_id, known[0], known[1], known[1]) if known else None


async def _offered(
    bureau: Bureau, catalogue: Catalogue, state: BookingState, found: Sequence[Slot], nothing: str
) -> Outcome:
    if found:
        return present(bureau, catalogue, state, Offering(spread(found), "fitting"))
    outcome = await next_question(bureau, state)
    return outcome.after(*texts(bureau.say(nothing)))


async def _on_day(
    bureau: Bureau, catalogue: Catalogue, state: BookingState, offices: Sequence[str], day: date
) -> Outcome:
    today = bureau.desk.now().date()
    if day < today:
        return await _offered(bureau, catalogue, state, (), "keine_frueheren")
    return await next_question(bureau, replace(state, wish=only_on(state.wish, day)))


async def _same_day(
    bureau: Bureau,
    catalogue: Catalogue,
    state: BookingState,
    places: Sequence[str],
    shown: Sequence[Slot],
    direction: str,
) -> Outcome:
    day = shown[0].start.date()
    of_day = [slot for slot in shown if slot.start.date() == day]
    first, last = of_day[0].start.timestamp(), of_day[-1].start.timestamp()
    known = {slot.id for slot in shown}
    free = await slots_on_day(bureau, state, places, day)
    wanted = {
        "later": [slot for slot in free if slot.start.timestamp() > last],
        "earlier": [slot for slot in free if slot.start.timestamp() < first],
        "other_time": [slot for slot in free if slot.id not in known],
    }[direction]
    nothing = {
        "later": "keine_spaeteren_am_tag",
        "earlier": "keine_frueheren_am_tag",
        "other_time": "keine_anderen_am_tag",
    }
    kept = replace(state, wish=only_on(state.wish, day)) if wanted else state
    return await _offered(bureau, catalogue, kept, wanted, nothing[direction])


async def _elsewhere(
    bureau: Bureau, state: BookingState, shown: Sequence[Slot], offices: Sequence[str]
) -> Outcome:
    seen = {slot.office for slot in shown}
    others = tuple(office for office in offices if office not in seen)
    if not others:
        outcome = await next_question(bureau, state)
        return outcome.after(*texts(bureau.say("keine_andere_stelle")))
    return await next_question(bureau, replace(state, offices=others, anywhere=False))
