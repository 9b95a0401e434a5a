"""Greeting, thanks, help and the other acts that need no catalogue: a phrase of the editors."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import AllSlotsReset, EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.desk import DeskAction
from actions.reply import send

# The acts that end what was talked about.
FORGETTING = {"neustart", "abbruch", "abschied"}
ACTS = (
    *("gruss", "abschied", "dank", "lob", "hilfe", "bot_identitaet", "beleidigung"),
    *("mensch_sprechen", "notfall", "ja", "nein", "abbruch", "neustart", "sprache"),
)


class Gespraech(DeskAction):
    """Says the phrase of one act; there is one instance for each of `ACTS`."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Say the phrase; some acts also forget the topic."""
        send(dispatcher, self.desk.phrase(self.act))
        return [AllSlotsReset()] if self.act in FORGETTING else []
