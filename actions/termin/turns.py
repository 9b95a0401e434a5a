"""A turn and the booking: begun, gone on with, or reminded of after something in between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker

from actions.auskunft import inform
from actions.frage import Frage
from actions.reply import choices
from actions.termin.asking import next_question
from actions.termin.beginning import may_begin
from actions.termin.belonging import asks_for_the_form, belongs
from actions.termin.bureau import Bureau
from actions.termin.contribution import Contribution, read_contribution
from actions.termin.dialog import Dialog
from actions.termin.holding import (
    current_booking,
    done_state,
    hold_blocks,
    is_booked,
    is_free_again,
    waiting_blocks,
)
from actions.termin.implied import asks_for_one_more, implies_a_booking
from actions.termin.managing import PURPOSES, Managing
from actions.termin.matters import Named, Unclear, find_matter
from actions.termin.offices import place_names
from actions.termin.outcome import Outcome
from actions.termin.presenting import step_button, texts, try_again
from actions.termin.state import BookingState
from actions.thema import Thema
from booking.errors import BookingError, CaptchaRequired
from booking.model import Booking, Catalogue
from conversations.blocks import Link
from nlu.termin.afterwards import asked_of_appointment

SLOT = "termin"
NOTHING_BOOKABLE = Catalogue({}, {}, ())
# Steps that wait for nothing which the citizen says.
AT_REST = ("code", "done")


class BookingTurns:
    """What the actions ask about bookings; one for all of them."""

    def __init__(self, bureau: Bureau) -> None:
        self._bureau = bureau
        self._dialog = Dialog(bureau)
        self._managing = Managing(bureau, self._dialog)

    async def answer(self, tracker: Tracker) -> Outcome:
        """A turn about an appointment: „Ich brauche einen Termin", „absagen", a button of the booking."""
        conversation = str(tracker.sender_id)
        state = stored_state(tracker)
        try:
            said = read_contribution(self._bureau, await self._bureau.port.catalogue(), tracker)
            now, _ = await self._as_it_stands(conversation, state)
            return self._saying_it_lapsed(state, now, await self._answer(conversation, now, said))
        except BookingError as error:
            return self._failed(state, error)

    async def answer_if_meant(self, tracker: Tracker) -> Outcome | None:
        """The booking's answer to a turn that the engine took for something else, or None."""
        state, conversation = stored_state(tracker), str(tracker.sender_id)
        try:
            catalogue = await self._known_catalogue()
            said = read_contribution(self._bureau, catalogue, tracker)
            now = await self._as_far_as_known(conversation, state)
            if now is not None and belongs(now, said, self._bureau.desk.catalogue):
                return self._saying_it_lapsed(state, now, await self._go_on(conversation, now, said))
            if now is not None and now.step not in AT_REST:
                return None
            begins = may_begin(said) and await self._is_for_an_appointment(said)
            # After a booking a bare „Freitag" begins no second one of the same kind.
            is_booked_already = now is not None and now.step == "done"
            meant = replace(said, topic=None) if is_booked_already and not asks_for_one_more(said) else said
            if begins or implies_a_booking(self._bureau, catalogue, meant):
                return await self._begin(conversation, said)
            return None
        except BookingError as error:
            return self._failed(state, error)

    async def reminder(self, tracker: Tracker) -> Outcome:
        """After something in between: where the booking stands, and its question once more."""
        conversation = str(tracker.sender_id)
        before = stored_state(tracker)
        try:
            state, booking = await self._as_it_stands(conversation, before)
            if state is None or state.step in AT_REST:
                return Outcome(state, ())
            if state.step == "contact" and booking is not None:
                return Outcome(state, tuple(waiting_blocks(self._bureau, booking)))
            if state.step == "cancel":
                return await self._managing.begin(conversation, "cancel", Contribution("", ""))
            outcome = (await next_question(self._bureau, state)).after(*texts(self._bureau.say("weiter")))
            return self._saying_it_lapsed(before, state, outcome)
        except BookingError:
            return Outcome(before, ())

    async def give_back(self, tracker: Tracker) -> None:
        """The conversation begins anew: what is on hold is free again."""
        state = stored_state(tracker)
        if state is not None:
            await self._dialog.end(str(tracker.sender_id), state)

    async def _answer(self, conversation: str, state: BookingState | None, said: Contribution) -> Outcome:
        asked = said.pressed[0] if said.pressed else said.intent
        if asked in PURPOSES and (state is None or said.pressed or _is_done_with(state, asked)):
            if state is not None and state.step == "contact" and asked == "verschieben":
                return await self._go_on(conversation, state, said)
            return await self._managing.begin(conversation, PURPOSES[asked], said)
        if state is not None and asked == "neu":
            await self._dialog.end(conversation, state)
        if state is None or asked == "neu" or state.step in AT_REST:
            return await self._begin(conversation, said)
        if asked == "termin_absagen" and state.purpose == "book":
            ended = await self._dialog.end(conversation, state)
            other = choices([step_button("Anderen Termin absagen", "absagen")])
            return Outcome(None, (*ended.blocks, *other))
        return await self._go_on(conversation, state, said)

    async def _begin(self, conversation: str, said: Contribution) -> Outcome:
        if not (await self._bureau.port.catalogue()).offers:  # no calendar is set up yet
            return Outcome(None, tuple(self._bureau.desk.phrase("termin")))
        outcome = await self._dialog.begin(conversation, BookingState(), said)
        if outcome.state is not None or outcome.not_bookable is None:
            return outcome
        place = Frage(text="", aspekt="ort")
        return Outcome(
            None,
            (*outcome.blocks, *inform(self._bureau.desk, Thema("leistung", outcome.not_bookable), place)),
            outcome.not_bookable,
        )

    async def _is_for_an_appointment(self, said: Contribution) -> bool:
        """Whether what the sentence names can be booked, or it names nothing else at all."""
        catalogue = await self._bureau.port.catalogue()
        names = place_names(self._bureau, said.stadtteile)
        matter = find_matter(self._bureau, catalogue, said.text, names)
        return bool(catalogue.offers) and isinstance(matter, Named | Unclear | None)

    async def _go_on(self, conversation: str, state: BookingState, said: Contribution) -> Outcome:
        if state.step == "code" and not (said.pressed or said.abort):
            return Outcome(state, tuple(texts(self._bureau.say("ohne_code"))))
        if state.step == "done":
            return await self._managing.begin(conversation, asked_of_appointment(said.text) or "move", said)
        if state.step == "cancel":
            return await self._managing.go_on(conversation, state, said)
        booking = (
            await current_booking(self._bureau, conversation, state) if state.step == "contact" else None
        )
        if booking is not None and (said.pressed == ("formular", "") or asks_for_the_form(said)):
            return Outcome(state, tuple(await hold_blocks(self._bureau, booking)))
        if booking is not None and not _changes_the_choice(said):
            return Outcome(state, tuple(waiting_blocks(self._bureau, booking)))
        return await self._dialog.go_on(conversation, state, said)

    async def _as_it_stands(
        self, conversation: str, state: BookingState | None
    ) -> tuple[BookingState | None, Booking | None]:
        """The state after what the form may have done: done once booked, without the hold once it lapsed."""
        if state is None or state.vorgang is None or state.purpose != "book":
            return state, None
        booking = await current_booking(self._bureau, conversation, state)
        if booking is not None and is_booked(booking):
            return done_state(state.vorgang, booking), booking
        if is_free_again(booking):
            return replace(state, step="slot", vorgang=None, held=None), None
        return state, booking

    async def _as_far_as_known(self, conversation: str, state: BookingState | None) -> BookingState | None:
        """As `_as_it_stands`; while the calendar is away, as it stood: other questions are answered then."""
        try:
            return (await self._as_it_stands(conversation, state))[0]
        except BookingError:
            return state

    async def _known_catalogue(self) -> Catalogue:
        try:
            return await self._bureau.port.catalogue()
        except BookingError:
            return NOTHING_BOOKABLE

    def _saying_it_lapsed(
        self, before: BookingState | None, now: BookingState | None, outcome: Outcome
    ) -> Outcome:
        if before is None or now is None or now.step in AT_REST:
            return outcome
        has_lapsed = before.held and now.held is None
        return outcome.after(*texts(self._bureau.say("abgelaufen"))) if has_lapsed else outcome

    def _failed(self, state: BookingState | None, error: BookingError) -> Outcome:
        if isinstance(error, CaptchaRequired):
            link = Link.model_validate({"label": self._bureau.say("captcha_link"), "url": error.deep_link})
            return Outcome(None, (*texts(error.message), link))
        return Outcome(state, tuple(try_again(str(error)) if state else texts(str(error))))


def stored_state(tracker: Tracker) -> BookingState | None:
    """The booking that this conversation has under way, as the slot holds it."""
    stored: Mapping[str, Any] | None = tracker.current_slot_values().get(SLOT)
    return BookingState.from_json(stored) if stored else None


def _is_done_with(state: BookingState, asked: str) -> bool:
    """Whether a wish to show, move or cancel an appointment takes the place of what is under way."""
    changes_his_mind = state.purpose == "move" and PURPOSES[asked] != "move"
    return state.step in ("cancel", *AT_REST) or changes_his_mind


def _changes_the_choice(said: Contribution) -> bool:
    """Whether a turn beside the open form is about the appointment itself."""
    says = said.has_facts or said.choice is not None or said.count is not None or said.corrects or said.no
    return bool(said.pressed) or says or said.intent == "termin_buchen"
