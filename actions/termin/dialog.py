"""One turn of a booking under way: what was said is taken in, and the next question or offer comes out."""

from __future__ import annotations

from dataclasses import replace

from actions.termin.asking import next_question
from actions.termin.bureau import Bureau
from actions.termin.contribution import Contribution
from actions.termin.facts import Taken, count_of, take_facts, with_items
from actions.termin.holding import give_back, move_to, take_slot
from actions.termin.hours import bare_hour, very_hour
from actions.termin.matters import NotBookable, Unclear
from actions.termin.moving_on import AMONG_OFFERS, move_on, shown_slot
from actions.termin.offices import offices_for
from actions.termin.outcome import Outcome
from actions.termin.presenting import slots_block, texts, watch_form
from actions.termin.short_answers import may_name_a_matter, takes_any, with_indifference
from actions.termin.state import BookingState
from actions.termin.wishes import merge, query_for
from booking.errors import BookingError, HoldExpired, SlotTaken
from booking.model import Item
from nlu.choices import pick, pick_by_time
from nlu.dates import read_wish
from nlu.termin.shift_rules import Kind
from nlu.termin.shifts import Shift

# Beside the time that is on hold at once; with the form they are enough to read.
OTHERS_BESIDE = 4
# Buttons that say the same as a sentence.
_SHIFTS: dict[str, Kind] = {"mehr": "more", "anderer_tag": "other_day", "andere_stelle": "other_office"}


class Dialog:
    """Books, or finds a new time for an appointment that is booked; knows no tracker and no form."""

    def __init__(self, bureau: Bureau) -> None:
        self._bureau = bureau

    async def begin(self, conversation: str, state: BookingState, said: Contribution) -> Outcome:
        """The first sentence of a booking. Where it says all, the first fitting time is on hold at once."""
        outcome = await self._with_facts(state, said, reads_matter=not state.items)
        fits = outcome.offering is not None and outcome.offering.fit == "fitting"
        if state.purpose != "book" or not fits:
            return outcome
        return await self._hold_first(conversation, outcome) or outcome

    async def go_on(self, conversation: str, state: BookingState, said: Contribution) -> Outcome:
        """The next sentence or button."""
        if said.pressed:
            return await self._press(conversation, state, *said.pressed)
        if said.abort:
            return await self.end(conversation, state)
        said = bare_hour(state, said, self._bureau.wall_time())
        if picked := await self._picked(state, said):
            return await self.take(conversation, state, picked)
        if takes_any(state, said):
            return await self.take(conversation, state, state.offered[0])
        if said.shift("back"):
            return await self._back(conversation, state)
        if said.shift("start_over"):
            await give_back(self._bureau, conversation, state)
            return await next_question(self._bureau, BookingState(holds=state.holds).remembering(state))
        if said.shift("watch"):
            return await self._offer_watch(conversation, state)
        said = with_indifference(state, said)
        if (shift := said.shift(*AMONG_OFFERS)) and not said.wants_a_time and not said.names_a_place:
            # „13 Uhr geht nicht, haben Sie etwas später?": what is ruled out stays so.
            today = self._bureau.desk.now().date()
            ruled_out = replace(state, wish=merge(state.wish, replace(said.wish, earliest=False), today))
            return await self._move_on(ruled_out, shift)
        if state.step == "slot" and said.no:
            return await self._move_on(state, Shift("more"))
        outcome = await self._with_facts(state, said, reads_matter=may_name_a_matter(state, said))
        exact = very_hour(state, said, outcome.state)
        return await self.take(conversation, outcome.state, exact) if outcome.state and exact else outcome

    async def end(self, conversation: str, state: BookingState) -> Outcome:
        """Stop; what is on hold is given back."""
        given_back = await give_back(self._bureau, conversation, state)
        occasion = "abgebrochen" if state.purpose == "book" else "bleibt"
        said = self._bureau.say(occasion)
        return Outcome(
            None, tuple(texts(said, self._bureau.say("freigegeben") if given_back != state else ""))
        )

    async def take(self, conversation: str, state: BookingState, slot_id: str) -> Outcome:
        """Take a slot; where somebody was faster, the next best are offered."""
        took = move_to if state.purpose == "move" else take_slot
        try:
            outcome = await took(
                self._bureau, conversation, state.remembering(state) if state.held is None else state, slot_id
            )
        except HoldExpired as error:
            return await self.next_best(state, slot_id, str(error))
        except SlotTaken as error:
            outcome = await self.next_best(state, slot_id, str(error))
            if outcome.state and state.held and state.held != slot_id:  # what is on hold stays so
                kept = replace(outcome.state, vorgang=state.vorgang, held=state.held)
                return Outcome(kept, outcome.blocks)
        return outcome

    async def next_best(self, state: BookingState, lost: str, said: str) -> Outcome:
        """After a slot was lost: why, and what is free nearest to it."""
        slot = shown_slot(lost)
        free = replace(
            state, step="slot", vorgang=state.vorgang if state.purpose == "move" else None, held=None
        )
        if slot and slot.office not in state.offices and not state.anywhere:
            free = replace(free, offices=(slot.office,))
        outcome = await next_question(self._bureau, free)
        return outcome.after(*texts(said))

    async def _press(self, conversation: str, state: BookingState, step: str, value: str) -> Outcome:
        match step:
            case "slot":
                return await self.take(conversation, state, value)
            case "leistung":
                return await next_question(self._bureau, with_items(state, (Item(value, count_of(state)),)))
            case "anzahl":
                items = tuple(Item(item.leistung, int(value)) for item in state.items)
                return await next_question(self._bureau, with_items(state, items))
            case "ort" if value == "egal":
                return await next_question(self._bureau, replace(state, anywhere=True, offices=()))
            case "ort":
                return await next_question(self._bureau, replace(state, anywhere=False, offices=(value,)))
            case "zeit":
                now = self._bureau.wall_time()
                return await next_question(self._bureau, replace(state, wish=read_wish(value, now)))
            case "bescheid":
                return await self._offer_watch(conversation, state)
            case "abbrechen":
                return await self.end(conversation, state)
            case "zurueck":
                return await self._back(conversation, state)
            case _ if step in _SHIFTS:
                return await self._move_on(state, Shift(_SHIFTS[step]))
            case _:
                return await next_question(self._bureau, state)

    async def _picked(self, state: BookingState, said: Contribution) -> str | None:
        """The offered slot that the sentence means, if it means one."""
        slots = [slot for slot_id in state.offered if (slot := shown_slot(slot_id))]
        if state.step not in ("slot", "contact") or not slots or said.shifts:
            return None
        names = (await self._bureau.port.catalogue()).offices
        now = self._bureau.wall_time()
        starts = [slot.start.replace(tzinfo=None) for slot in slots]
        labels = [names.get(slot.office, slot.office) for slot in slots]
        found = pick_by_time(said.text, starts, now)
        if found is None and said.choice:
            found = pick(said.choice, labels)
        return slots[found].id if found is not None else None

    async def _move_on(self, state: BookingState, shift: Shift) -> Outcome:
        """Other times; what is on hold stays so until another is taken."""
        return _remembering(await move_on(self._bureau, state, shift), state)

    async def _back(self, conversation: str, state: BookingState) -> Outcome:
        await give_back(self._bureau, conversation, state)
        earlier = state.back()
        if earlier is None:
            outcome = await next_question(self._bureau, replace(state, vorgang=None, held=None))
            return outcome.after(*texts(self._bureau.say("kein_zurueck")))
        return await next_question(
            self._bureau,
            replace(earlier, vorgang=earlier.vorgang if state.purpose == "move" else None, held=None),
        )

    async def _offer_watch(self, conversation: str, state: BookingState) -> Outcome:
        if self._bureau.watches is None or not state.items or state.purpose != "book":
            outcome = await next_question(self._bureau, state)
            return outcome.after(*texts(self._bureau.say("kein_bescheid")))
        catalogue = await self._bureau.port.catalogue()
        offices = offices_for(catalogue, state.items)
        places = tuple(office for office in offices if office in state.offices)
        self._bureau.wanted.keep(conversation, query_for(state.wish, state.items, places, limit=1))
        blocks = (*texts(self._bureau.say("bescheid")), watch_form(self._bureau))
        return Outcome(replace(state, step="time"), blocks)

    async def _with_facts(self, state: BookingState, said: Contribution, *, reads_matter: bool) -> Outcome:
        catalogue = await self._bureau.port.catalogue()
        taken = take_facts(self._bureau, catalogue, state, said, reads_matter=reads_matter)
        if not taken.changed:
            outcome = await next_question(self._bureau, state)
            return outcome.after(*texts(self._not_understood(state, said)))
        if taken.unsettled:
            return await self._ask_back(taken)
        outcome = await next_question(self._bureau, taken.state)
        return _remembering(outcome, state).after(*texts(*taken.remarks))

    def _not_understood(self, state: BookingState, said: Contribution) -> str:
        is_first = said.intent.startswith("termin_") or not said.text or state == BookingState()
        occasion = {"place": "stelle_unbekannt"}.get(state.step, "nicht_verstanden")
        if state.step == "slot" and said.yes:
            occasion = "welche_zeit"
        return "" if is_first else self._bureau.say(occasion)

    async def _ask_back(self, taken: Taken) -> Outcome:
        match taken.unsettled:
            case Unclear():
                return await next_question(self._bureau, replace(taken.state, items=()))
            case NotBookable(id_):
                leistung = self._bureau.desk.catalogue.leistung(id_)
                said = self._bureau.say("nicht_buchbar", leistung=leistung.titel if leistung else id_)
                is_first = not taken.state.items
                return Outcome(None if is_first else taken.state, tuple(texts(said)), not_bookable=id_)
            case _:
                outcome = await next_question(self._bureau, taken.state)
                return outcome.after(*texts(self._bureau.say("leistung_unbekannt")))

    async def _hold_first(self, conversation: str, offered: Outcome) -> Outcome | None:
        """The first offered slot on hold, the others as choices beside it; None where it should be asked."""
        state, offering = offered.state, offered.offering
        if state is None or offering is None:
            return None
        catalogue = await self._bureau.port.catalogue()
        first, *others = offering.slots[: 1 + OTHERS_BESIDE]
        try:
            held = await take_slot(self._bureau, conversation, state, first.id)
        except BookingError:
            return None
        if held.state is None:
            return held
        beside = [*texts(self._bureau.say("oder_andere")), *slots_block(others, catalogue)] if others else []
        chosen = replace(held.state, offered=tuple(slot.id for slot in others), before=(state.as_json(),))
        *form, ways_on = held.blocks
        return Outcome(chosen, (*form, *beside, ways_on))


def _remembering(outcome: Outcome, earlier: BookingState) -> Outcome:
    """The outcome, with the state before it to go back to."""
    if outcome.state is None or outcome.state == earlier:
        return outcome
    return replace(outcome, state=outcome.state.remembering(earlier))
