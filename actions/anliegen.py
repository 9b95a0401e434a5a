"""Acts that name a matter but want more than an answer: complaints, appointments."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.auskunft import find_outcome, inform, remember
from actions.desk import Desk, DeskAction
from actions.frage import read_frage
from actions.reply import send
from actions.thema import Thema
from knowledge.answer import Aspekt


class Anliegen(DeskAction):
    """Says a phrase, and what the catalogue knows about the matter that the sentence names.

    `helpful` is the aspect that helps most with it: whom to turn to, or where it is done.
    """

    def __init__(self, desk: Desk, act: str, helpful: Aspekt) -> None:
        super().__init__(desk, act)
        self.helpful: Aspekt = helpful

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Say the phrase, then the answer where the topic is certain."""
        send(dispatcher, self.desk.phrase(self.act))
        frage = replace(read_frage(tracker), aspekt=self.helpful)
        outcome = find_outcome(self.desk, frage)
        if not isinstance(outcome, Thema):
            return []
        send(dispatcher, inform(self.desk, outcome, frage))
        return remember(outcome, frage)
