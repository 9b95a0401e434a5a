"""What a turn asks, read from the tracker: aspect, words, topic, place and days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from rasa_sdk import Tracker

from actions.answer_blocks import IN_FULL
from actions.thema import Thema, offered_in, thema_in
from knowledge.answer import ASPEKTE, Aspekt
from nlu.anaphora import is_ellipsis, names_an_aspect, speaks_of_age
from nlu.aspects import named_aspect

# These acts ask the question before once more, of another topic.
UNSURE = "nlu_fallback"
REPEATING = "wiederholen"
CONTINUING = {"korrektur", REPEATING}


@dataclass(frozen=True)
class Frage:
    """One question; `named` was pressed on a button, `before` is what was talked about last.

    `offered`: what „Meinten Sie …?" offered in the turn before, in its order.
    `days`: the first and the last day that the sentence speaks of, both included. `in_full`: a button asked
    for all that belongs to the answer.
    """

    text: str
    aspekt: Aspekt
    named: Thema | None = None
    before: Thema | None = None
    offered: tuple[Thema, ...] = ()
    stadtteil: str | None = None
    days: tuple[date, date] | None = None
    in_full: bool = False


def read_frage(tracker: Tracker) -> Frage:
    """Read the latest message and what the slots remember."""
    message: Mapping[str, Any] = tracker.latest_message
    text = str(message.get("text") or "")
    intent = str((message.get("intent") or {}).get("name", ""))
    entities = {item.get("entity"): item.get("value") for item in message.get("entities", [])}
    slots = tracker.current_slot_values()
    stadtteil = entities.get("stadtteil") or slots.get("stadtteil")
    # A button's payload is no sentence, and „noch einmal" names no topic of its own.
    words = "" if text.startswith("/") or intent == REPEATING else text
    offered = offered_in(slots)
    return Frage(
        text=words,
        aspekt=_aspekt(intent, words, slots.get("aspekt"), answers_back=bool(offered)),
        named=thema_in(entities),
        before=thema_in(slots),
        offered=offered,
        stadtteil=str(stadtteil) if stadtteil else None,
        days=_days(entities.get("datum")),
        in_full=entities.get("umfang") == IN_FULL,
    )


def _aspekt(intent: str, text: str, remembered: object, *, answers_back: bool) -> Aspekt:
    """The aspect in the intent's name; „Und für den Reisepass?" and „Ich bin 20" keep the last one.

    So does what is said to „Meinten Sie …?" (`answers_back`).
    """
    goes_on = answers_back or intent in CONTINUING or is_ellipsis(text) or speaks_of_age(text)
    if remembered in ASPEKTE and goes_on and not names_an_aspect(text):
        return remembered
    named = intent.removeprefix("frage_") if intent != UNSURE else named_aspect(text)
    return named if named in ASPEKTE else "allgemein"


def _days(span: object) -> tuple[date, date] | None:
    """The days of a date entity (`nlu.dates` as JSON, `to` exclusive); an open end counts as one day."""
    if not isinstance(span, dict) or not span.get("from") or span.get("kind") in {"time", "timerange"}:
        return None
    first = datetime.fromisoformat(span["from"])
    last = datetime.fromisoformat(span["to"]) - timedelta(seconds=1) if span.get("to") else first
    return first.date(), max(first, last).date()
