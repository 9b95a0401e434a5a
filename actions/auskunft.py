"""Answer a question about a Leistung or a Dienststelle: find the topic, answer the aspect, remember both."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answer_blocks import answer_blocks
from actions.desk import Desk, DeskAction
from actions.frage import Frage, read_frage
from actions.reply import choices, payload, send
from actions.thema import (
    OFFERED,
    Ambiguous,
    Likely,
    Missing,
    NotFound,
    Outcome,
    Thema,
    among_offered,
    find_thema,
    offered_as_json,
)
from conversations.blocks import Block, Button
from knowledge.answers import answer, answer_dienststelle
from knowledge.model import Dienststelle, Leistung
from knowledge.search import Match


class Auskunft(DeskAction):
    """Answers every `frage_…`, and every sentence whose act the engine was not sure of.

    As `action_korrektur` it asks the question before of the topic that was meant, as `action_wiederholen`
    of the same topic again.
    """

    def __init__(self, desk: Desk, act: str = "auskunft") -> None:
        super().__init__(desk, act)

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Find the topic, say the answer (or ask back, or say no), keep both for the next turn."""
        frage = read_frage(tracker)
        outcome = find_outcome(self.desk, frage)
        send(dispatcher, inform(self.desk, outcome, frage))
        return remember(outcome, frage)


def find_outcome(desk: Desk, frage: Frage) -> Outcome:
    """The topic: the one a button names, else the one its words mean."""
    return (
        frage.named
        or answered_back(desk, frage)
        or find_thema(frage.text, frage.aspekt, frage.before, desk.catalogue.find)
    )


def answered_back(desk: Desk, frage: Frage) -> Thema | None:
    """Which of those that „Meinten Sie …?" offered the sentence means."""
    return among_offered(frage.text, frage.offered, lambda thema: _titel(desk, thema))


def inform(desk: Desk, outcome: Outcome, frage: Frage) -> list[Block]:
    """The blocks for what was found: an answer, a question back, or an honest no."""
    match outcome:
        case Thema("leistung", id_) if leistung := desk.catalogue.leistung(id_):
            return _about_leistung(desk, leistung, frage)
        case Thema("dienststelle", id_) if dienststelle := desk.catalogue.dienststelle(id_):
            return _about_dienststelle(desk, dienststelle, frage)
        case Likely(thema, others):
            return inform(desk, thema, frage) + desk.phrase("etwas_anderes") + _offered(others, frage)
        case Ambiguous(matches):
            return desk.phrase("meinten_sie") + _offered(matches, frage)
        case Missing():
            return desk.phrase("thema_fehlt")
        case Thema() | NotFound():  # a topic that was withdrawn since it was offered
            return desk.phrase("nicht_gefunden")


def remember(outcome: Outcome, frage: Frage) -> list[EventType]:
    """The slots after a turn: a topic that was answered replaces the one before."""
    asked_back = offered_as_json(outcome.matches) if isinstance(outcome, Ambiguous) else None
    events = [SlotSet("aspekt", frage.aspekt), SlotSet(OFFERED, asked_back)]
    thema = outcome.thema if isinstance(outcome, Likely) else outcome
    if isinstance(thema, Thema):
        events += [
            SlotSet(kind, thema.id if kind == thema.kind else None) for kind in ("leistung", "dienststelle")
        ]
    return events


def _titel(desk: Desk, thema: Thema) -> str:
    by_id = desk.catalogue.leistung if thema.kind == "leistung" else desk.catalogue.dienststelle
    entry = by_id(thema.id)
    return entry.titel if entry else ""


def _offered(matches: tuple[Match, ...], frage: Frage) -> list[Block]:
    """The same question about each of `matches`, as buttons; of those with one name the best."""
    by_name = {match.titel: match for match in reversed(matches)}
    return choices(
        [
            Button(label=match.titel, choice=payload(f"frage_{frage.aspekt}", **{match.kind: match.id}))
            for match in matches
            if by_name[match.titel] is match
        ]
    )


def _about_leistung(desk: Desk, leistung: Leistung, frage: Frage) -> list[Block]:
    offices = desk.catalogue.dienststellen()
    said = answer(
        leistung,
        frage.aspekt,
        offices,
        desk.now(),
        stadtteil=frage.stadtteil,
        days=frage.days,
        question=frage.text,
    )
    bookable = leistung.id in desk.bookable()
    return answer_blocks(said, "leistung", leistung.id, in_full=frage.in_full, bookable=bookable)


def _about_dienststelle(desk: Desk, dienststelle: Dienststelle, frage: Frage) -> list[Block]:
    said = answer_dienststelle(dienststelle, frage.aspekt, desk.now(), days=frage.days, question=frage.text)
    return answer_blocks(said, "dienststelle", dienststelle.id)
