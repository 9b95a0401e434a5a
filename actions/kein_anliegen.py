"""Small talk and foreign topics: a friendly limit, unless the catalogue knows better."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.auskunft import answered_back, find_outcome, inform, remember
from actions.desk import Desk, DeskAction
from actions.frage import read_frage
from actions.reply import send
from actions.thema import Thema
from nlu.anaphora import speaks_of_age

# The engine judges the words, the catalogue knows the topics: „Ich bin arbeitslos geworden" sounds like a
# chat, but names a Leistung. From this score on the catalogue is believed; `python -m bench.foreign` counts
# the foreign sentences that then get an answer of the city (the mark: below 3 %).
SURE = 0.6


class KeinAnliegen(DeskAction):
    """Says what the assistant cannot talk about, or answers where the catalogue is sure of a topic."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "kein_anliegen")

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Answer a topic named for certain; otherwise say the phrase and leave the topic before as it was."""
        frage = read_frage(tracker)
        found = self.desk.catalogue.find(frage.text)
        # „Ich bin 20" after a question on fees is an answer to it, not small talk.
        goes_on = frage.before is not None and speaks_of_age(frage.text)
        is_sure = found.decision == "answer" and not found.unknown_terms and found.matches[0].score >= SURE
        settled = is_sure or goes_on
        outcome = find_outcome(self.desk, frage) if settled else answered_back(self.desk, frage)
        if not isinstance(outcome, Thema):
            send(dispatcher, self.desk.phrase("kein_anliegen"))
            return []
        send(dispatcher, inform(self.desk, outcome, frage))
        return remember(outcome, frage)
