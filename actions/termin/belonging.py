"""Whether a turn goes on with the booking under way, or asks something in between."""

from __future__ import annotations

import re

from actions.termin.beginning import may_begin
from actions.termin.contribution import Contribution
from actions.termin.state import BookingState
from knowledge.catalogue import Catalogue
from nlu.termin.afterwards import asked_of_appointment, lacks_the_code
from nlu.termin.shifts import is_indifferent

# These are never an answer to a question of the booking, whatever else the sentence holds.
APART = {"notfall", "mensch_sprechen", "sprache_wechseln"}
# Nor are these, unless the sentence holds a fact: „zurück" is no new start then.
APART_BY_THEMSELVES = {
    *("neustart", "abschied", "beleidigung", "bot_identitaet"),
    *("hilfe", "gruss", "dank", "lob"),
}
# Nor do „Ja" and „ein Mensch" answer anything in these.
NO_ANSWERS = {"bot_identitaet", "beleidigung"}
# „Reisepass beantragen" and „eID-Karte" hold a word of a question, but name a Leistung.
NAMING = {"frage_allgemein", "frage_ablauf", "frage_online", "nlu_fallback", "kein_anliegen"}
_QUESTION = re.compile(
    r"\?|^\W*(?:und\s+)?(?:w(?:as|ie\w*|o\w*|ann|arum|er|elche\w*)|brauch\w*)\b", re.IGNORECASE
)
_FORM = re.compile(r"\b(?:kontakt)?formular\b", re.IGNORECASE)
# After these nobody wants to be reminded of a form.
WITHOUT_REMINDER = {"notfall", "neustart", "abschied", "abbruch"}
# A place that nobody knows is named in a few words; longer sentences are about something else.
SHORT = 5
MAYBE_A_PLACE = {"kein_anliegen", "nlu_fallback", "frage_allgemein", "frage_ort"}
_PLACE = re.compile(r"\b(?:im|in|beim?|am|nach)\b", re.IGNORECASE)


def belongs(state: BookingState, said: Contribution, catalogue: Catalogue) -> bool:
    """Whether the booking should take this turn; `catalogue` knows what else it could be about."""
    if said.pressed or said.abort:
        return True
    if not said.text or said.intent in APART:
        return False
    if state.step == "code":
        return lacks_the_code(said.text)
    if state.step == "done":
        return asked_of_appointment(said.text) is not None or _wants_another_time(said)
    if said.intent.startswith("termin_") or said.intent == "abbruch" or may_begin(said):
        return True
    if state.step == "matter" and _names_a_matter(said, catalogue):
        return True
    if state.step == "contact" and asks_for_the_form(said):
        return True
    if said.asks:  # „was kostet das eigentlich?", „wann hat das Amt am Mittwoch auf?"
        return False
    if said.has_facts or _tells_how_many(said) or _answers_the_question(state, said):
        return True
    if state.step == "place" and _may_be_a_place(said, catalogue):
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


def asks_for_the_form(said: Contribution) -> bool:
    """„Zurück zum Formular" while a time is on hold; which form a Leistung needs is a question."""
    return _FORM.search(said.text) is not None and not said.asks


def _may_be_a_place(said: Contribution, catalogue: Catalogue) -> bool:
    """A few words that name nothing else: a place that nobody knows, which is then said."""
    if len(said.text.split()) > SHORT or _QUESTION.search(said.text):
        return False
    if said.intent not in MAYBE_A_PLACE and not _PLACE.search(said.text):
        return False
    return catalogue.find(said.text).decision == "none"


def _tells_how_many(said: Contribution) -> bool:
    """„Wir sind übrigens zu dritt"; a number alone may be a choice."""
    return said.count is not None and len(said.text.split()) > 1 and said.intent not in NO_ANSWERS


def _names_a_matter(said: Contribution, catalogue: Catalogue) -> bool:
    """Whether the answer to „Wofür?" is in the catalogue and no question about it."""
    if said.intent not in NAMING or _QUESTION.search(said.text):
        return False
    return catalogue.find(said.text).decision != "none"


def _answers_the_question(state: BookingState, said: Contribution) -> bool:
    """Short answers that mean nothing by themselves: a number, yes, „egal", „die zweite"."""
    if said.intent in NO_ANSWERS:
        return False
    match state.step:
        case "matter":
            return bool(state.readings) and said.choice is not None
        case "count":
            return said.count is not None
        case "cancel":
            return said.yes or said.no
        case "slot" | "contact":
            return said.yes or said.no or said.choice is not None or said.count is not None
        case "place" | "time":
            return is_indifferent(said.text)
        case _:
            return False
