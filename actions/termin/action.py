"""The booking as Rasa's actions: one of its own, and one around all others while a booking goes on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.desk import Desk, DeskAction
from actions.reply import send
from actions.termin.belonging import WITHOUT_REMINDER
from actions.termin.outcome import Outcome
from actions.termin.turns import SLOT, BookingTurns, stored_state


class Termin(DeskAction):
    """Books, shows, moves and cancels appointments."""

    def __init__(self, desk: Desk, turns: BookingTurns) -> None:
        super().__init__(desk, "termin")
        self._turns = turns

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Answer, and keep how far the booking has come."""
        return _told(dispatcher, await self._turns.answer(tracker))


class DuringBooking(Action):
    """Another action, unless the turn belongs to a booking under way; afterwards the booking is recalled."""

    def __init__(self, inner: Action, turns: BookingTurns) -> None:
        self._inner = inner
        self._turns = turns

    def name(self) -> str:
        """The inner action's name."""
        return str(self._inner.name())

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """The booking's answer if the turn is meant for it; else the inner action's, and a reminder."""
        if outcome := await self._turns.answer_if_meant(tracker):
            return _told(dispatcher, outcome)
        if stored_state(tracker) is None:
            return list(await self._inner.run(dispatcher, tracker, domain))
        intent = (tracker.latest_message.get("intent") or {}).get("name")
        events = list(await self._inner.run(dispatcher, tracker, domain))
        if intent in WITHOUT_REMINDER:
            if _forgets(events):
                await self._turns.give_back(tracker)
            return events
        return [*events, *_told(dispatcher, await self._turns.reminder(tracker))]


def _told(dispatcher: CollectingDispatcher, outcome: Outcome) -> list[EventType]:
    if outcome.blocks:
        send(dispatcher, outcome.blocks)
    state = outcome.state
    events = [SlotSet(SLOT, state.as_json() if state else None)]
    # What an appointment is (or cannot be) for is what „was kostet das eigentlich?" asks about.
    is_under_way = state is not None and state.step != "done" and state.items
    leistung = state.items[0].leistung if state and is_under_way else outcome.not_bookable
    if leistung:
        events += [SlotSet("leistung", leistung), SlotSet("dienststelle", None)]
    return events


def _forgets(events: Sequence[EventType]) -> bool:
    return any(event.get("event") == "reset_slots" for event in events)
