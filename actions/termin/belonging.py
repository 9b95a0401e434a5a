"""Whether a turn goes on with the booking under way, or asks something in between."""

from __future__ import annotations

from actions.termin.contribution import Contribution
from actions.termin.state import BookingState
from knowledge.catalogue import Catalogue
from nlu.termin.shifts import is_indifferent

# These are never an answer to a question of the booking, whatever else the sentence holds.
APART = {"notfall", "mensch_sprechen", "sprache_wechseln"}
# Nor are these, unless the sentence holds a fact: „zurück" is no new start then.
APART_BY_THEMSELVES = {
    *("neustart", "abschied", "beleidigung", "bot_identitaet"),
    *("hilfe", "gruss", "dank", "lob"),
}
# After these nobody wants to be reminded of a form.
WITHOUT_REMINDER = {"notfall", "neustart", "abschied", "abbruch"}
# A place that nobody knows is named in a few words; longer sentences are about something else.
SHORT = 5


def belongs(state: BookingState, said: Contribution, catalogue: Catalogue) -> bool:
    """Whether the booking should take this turn; `catalogue` knows what else it could be about."""
    if said.pressed or said.abort:
        return True
    if not said.text or said.intent in APART or state.step == "code":
        return False
    if state.step == "done":
        return _wants_another_time(said)
    if said.intent.startswith("termin_") or said.intent == "abbruch":
        return True
    if said.asks:  # „was kostet das eigentlich?", „wann hat das Amt am Mittwoch auf?"
        return False
    if said.has_facts or _answers_the_question(state, said):
        return True
    if said.intent in APART_BY_THEMSELVES:
        return False
    if said.corrects:
        return True
    if said.intent.startswith("frage_"):
        return state.step == "matter"
    if said.intent == "nlu_fallback":
        return catalogue.find(said.text).decision != "answer" or state.step == "matter"
    return said.intent in ("korrektur", "wiederholen")


def _wants_another_time(said: Contribution) -> bool:
    """„Doch lieber Dienstag" after the booking is a wish to move it."""
    says_so = said.corrects or said.intent in ("korrektur", "nlu_fallback")
    return (said.names_a_time or bool(said.shifts)) and says_so and not said.asks


def _answers_the_question(state: BookingState, said: Contribution) -> bool:
    """Short answers that mean nothing by themselves: a number, yes, „egal", „die zweite"."""
    match state.step:
        case "count":
            return said.count is not None
        case "cancel":
            return said.yes or said.no
        case "slot" | "contact":
            return said.yes or said.no or said.choice is not None or said.count is not None
        case "place":
            return is_indifferent(said.text) or (
                len(said.text.split()) <= SHORT and said.intent == "kein_anliegen"
            )
        case "time":
            return is_indifferent(said.text)
        case _:
            return False
