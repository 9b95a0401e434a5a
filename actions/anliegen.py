"""Acts that name a matter but want more than an answer: complaints, corrections, appointments."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.auskunft import Auskunft, inform, remember, remembered_aspekt
from actions.desk import Desk
from actions.reply import send
from actions.thema import Thema
from knowledge.answer import Aspekt


class Korrektur(Auskunft):
    """„Nein, ich meinte den Reisepass": the same question about another topic."""

    def name(self) -> str:
        """`action_korrektur`."""
        return "action_korrektur"

    def aspekt(self, tracker: Tracker) -> Aspekt:
        """The aspect of the question that is corrected."""
        return remembered_aspekt(tracker)


class MitLeistung(Auskunft):
    """Says a phrase, and what the catalogue knows about the matter that the sentence names.

    `helpful` is the aspect that helps most with it: whom to turn to, or how it goes.
    """

    def __init__(self, desk: Desk, act: str, helpful: Aspekt) -> None:
        super().__init__(desk)
        self.act = act
        self.helpful: Aspekt = helpful

    def name(self) -> str:
        """`action_<act>`."""
        return f"action_{self.act}"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Say the phrase, then the answer where the sentence names a topic for certain."""
        send(dispatcher, self.desk.phrase(self.act))
        outcome = self.outcome(tracker, self.helpful)
        if not isinstance(outcome, Thema):
            return []
        send(dispatcher, inform(self.desk, outcome, self.helpful))
        return remember(outcome, self.helpful)
