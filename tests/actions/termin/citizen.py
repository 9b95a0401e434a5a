"""A citizen's side of a conversation: sentences, buttons and forms, through the real actions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.auskunft import Auskunft
from actions.gespraech import Gespraech
from actions.termin.action import DuringBooking, Termin
from actions.termin.contribution import CHOICE_INTENT
from actions.termin.forms import TerminForms
from actions.termin.state import BookingState
from actions.termin.turns import BookingTurns
from conversations.blocks import Blocks
from nlu.stadtteile import Stadtteile
from tests.actions.termin.town import CHAT, STADTTEILE, Town

DISTRICTS = Stadtteile.of({name: () for name in STADTTEILE})
# As the rules do it: what is said for its own sake has an action of its own, all else is a question.
ACTS = ("neustart", "dank", "abbruch", "notfall")


class Citizen:
    """One conversation; slots are kept as the engine keeps them."""

    def __init__(self, town: Town, chat: str = CHAT) -> None:
        self.town = town
        self.chat = chat
        self.slots: dict[str, Any] = {}
        self.forms = TerminForms(town.bureau)
        turns = BookingTurns(town.bureau)
        desk = town.bureau.desk
        self._termin = Termin(desk, turns)
        self._acts: dict[str, Action] = {act: DuringBooking(Gespraech(desk, act), turns) for act in ACTS}
        self._other = DuringBooking(Auskunft(desk), turns)

    def reach(self, intent: str, action: Action) -> None:
        """Let sentences of `intent` run this action."""
        self._acts[intent] = action

    async def say(self, text: str, intent: str = "nlu_fallback") -> Answer:
        """A sentence, understood as `intent`."""
        found = [{"entity": "stadtteil", "value": name} for name in DISTRICTS.find(text)]
        booking = intent.startswith("termin_")
        action = self._termin if booking else self._acts.get(intent, self._other)
        return await self._run(action, text, intent, found)

    async def book(self, text: str) -> Answer:
        """A sentence that asks for an appointment."""
        return await self.say(text, "termin_buchen")

    async def press(self, step: str, value: str = "") -> Answer:
        """A button of the booking."""
        entities = [{"entity": "schritt", "value": step}, {"entity": "wert", "value": value}]
        text = f"/{CHOICE_INTENT}{json.dumps({'schritt': step, 'wert': value})}"
        return await self._run(self._termin, text, CHOICE_INTENT, entities)

    async def fill(self, form: str, **values: str) -> Answer:
        """A form; what it refuses is raised."""
        reply = await self.forms.handlers()[form](self.chat, values)
        blocks = [block for message in reply.messages for block in message]
        return Answer(Blocks.dump_python(blocks, mode="json"))

    @property
    def state(self) -> BookingState | None:
        """How far the booking has come."""
        stored = self.slots.get("termin")
        # Through JSON, because the engine keeps it so.
        return BookingState.from_json(json.loads(json.dumps(stored))) if stored else None

    def tracker(self, text: str, intent: str, entities: list[dict[str, str]]) -> Tracker:
        """What the engine would send the action for this message."""
        message = {"text": text, "intent": {"name": intent}, "entities": entities}
        return Tracker.from_dict(
            {
                "sender_id": self.chat,
                "slots": dict(self.slots),
                "latest_message": message,
                "events": [],
                "paused": False,
                "followup_action": None,
                "active_loop": {},
                "latest_action_name": "action_listen",
            }
        )

    async def _run(self, action: Action, text: str, intent: str, entities: list[dict[str, str]]) -> Answer:
        tracker = self.tracker(text, intent, entities)
        dispatcher = CollectingDispatcher()
        for event in await action.run(dispatcher, tracker, {}):
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
            elif event["event"] == "reset_slots":
                self.slots.clear()
        return Answer([block for message in dispatcher.messages for block in message["custom"]["blocks"]])


class Answer:
    """The blocks of one answer, and what a citizen finds in them."""

    def __init__(self, blocks: list[dict[str, Any]]) -> None:
        self.blocks = blocks

    def of(self, kind: str) -> list[dict[str, Any]]:
        """The blocks of one type."""
        return [block for block in self.blocks if block["type"] == kind]

    @property
    def text(self) -> str:
        """All that is written as a paragraph or a notice."""
        return "\n".join(block["text"] for block in self.blocks if block["type"] in ("text", "notice"))

    @property
    def slots(self) -> list[str]:
        """The ids of the offered slots."""
        return [json.loads(c[c.index("{") :])["wert"] for c in self._slot_choices()]

    @property
    def buttons(self) -> list[str]:
        """The labels of the buttons."""
        return [button["label"] for block in self.of("buttons") for button in block["buttons"]]

    @property
    def form(self) -> str | None:
        """The name of the form, if there is one."""
        return next((block["form"] for block in self.of("form")), None)

    def _slot_choices(self) -> Iterator[str]:
        for block in self.of("slots"):
            for slot in block["slots"]:
                yield slot["choice"]
