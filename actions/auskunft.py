"""Answer a question about a Leistung or a Dienststelle: find the topic, answer the aspect, remember both."""

from __future__ import annotations

from typing import Any, cast

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answer_blocks import answer_blocks
from actions.desk import Desk, DeskAction
from actions.reply import choices, payload, send
from actions.thema import Ambiguous, Missing, NotFound, Outcome, Thema, find_thema, thema_in
from conversations.blocks import Block, Button
from knowledge.answer import ASPEKTE, Aspekt
from knowledge.answers import answer, answer_dienststelle
from knowledge.search import Kind
from nlu.anaphora import is_ellipsis


class Auskunft(DeskAction):
    """Answers every `frage_…`, and every sentence whose act the engine was not sure of."""

    def name(self) -> str:
        """`action_auskunft`."""
        return "action_auskunft"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Find the topic, say the answer (or ask back, or say no), keep both for the next turn."""
        aspekt = self.aspekt(tracker)
        outcome = self.outcome(tracker, aspekt)
        blocks = inform(self.desk, outcome, aspekt)
        send(dispatcher, blocks)
        return remember(outcome, aspekt)

    def aspekt(self, tracker: Tracker) -> Aspekt:
        """The aspect in the intent's name; „Und für den Reisepass?" asks for the same one again."""
        named = str((tracker.latest_message.get("intent") or {}).get("name", "")).removeprefix("frage_")
        if named in ASPEKTE and named != "allgemein":
            return cast(Aspekt, named)
        return remembered_aspekt(tracker) if is_ellipsis(sentence(tracker)) else "allgemein"

    def outcome(self, tracker: Tracker, aspekt: Aspekt) -> Outcome:
        """The topic of the latest message: the one a button names, else the one its words mean."""
        named = thema_in(entities(tracker))
        if named:
            return named
        return find_thema(
            sentence(tracker), aspekt, thema_in(tracker.current_slot_values()), self.desk.catalogue.find
        )


class Wiederholen(DeskAction):
    """Says the last answer again."""

    def name(self) -> str:
        """`action_wiederholen`."""
        return "action_wiederholen"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Answer the remembered aspect of the remembered topic once more."""
        outcome = thema_in(tracker.current_slot_values()) or Missing()
        send(dispatcher, inform(self.desk, outcome, remembered_aspekt(tracker)))
        return []


def inform(desk: Desk, outcome: Outcome, aspekt: Aspekt) -> list[Block]:
    """The blocks for what was found: an answer, a question back, or an honest no."""
    match outcome:
        case Thema(kind, id_):
            return _known(desk, kind, id_, aspekt)
        case Ambiguous(matches):
            buttons = [
                Button(label=match.titel, choice=payload(f"frage_{aspekt}", **{match.kind: match.id}))
                for match in matches
            ]
            return desk.phrase("meinten_sie") + choices(buttons)
        case Missing():
            return desk.phrase("thema_fehlt")
        case NotFound():
            return desk.phrase("nicht_gefunden")


def remember(outcome: Outcome, aspekt: Aspekt) -> list[EventType]:
    """The slots after a turn: a topic that was answered replaces the one before."""
    events = [SlotSet("aspekt", aspekt)]
    if isinstance(outcome, Thema):
        events += [
            SlotSet(kind, outcome.id if kind == outcome.kind else None)
            for kind in ("leistung", "dienststelle")
        ]
    return events


def sentence(tracker: Tracker) -> str:
    """What the citizen wrote, masked; empty where a button was pressed."""
    text = str(tracker.latest_message.get("text") or "")
    return "" if text.startswith("/") else text


def entities(tracker: Tracker) -> dict[str, object]:
    """The entities of the latest message alone, not those the slots still hold."""
    return {item.get("entity"): item.get("value") for item in tracker.latest_message.get("entities", [])}


def remembered_aspekt(tracker: Tracker) -> Aspekt:
    """The aspect of the last answer."""
    aspekt = tracker.get_slot("aspekt")
    return cast(Aspekt, aspekt) if aspekt in ASPEKTE else "allgemein"


def _known(desk: Desk, kind: Kind, id_: str, aspekt: Aspekt) -> list[Block]:
    if kind == "leistung" and (leistung := desk.catalogue.leistung(id_)):
        offices = desk.catalogue.dienststellen_of(leistung)
        return answer_blocks(answer(leistung, aspekt, offices, desk.now()), kind, id_)
    if kind == "dienststelle" and (dienststelle := desk.catalogue.dienststelle(id_)):
        return answer_blocks(answer_dienststelle(dienststelle, aspekt, desk.now()), kind, id_)
    # The entry was withdrawn since it was offered.
    return desk.phrase("nicht_gefunden")
