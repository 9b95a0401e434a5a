"""Whether a sentence outside of any booking begins one, though the engine took it for something else."""

from __future__ import annotations

import re

from actions.termin.contribution import Contribution
from nlu.termin.turns import asks_for_facts

# „Termin für den Perso", „Kann ich dafür einen Termin machen?" begin a booking, whichever of these the engine
# takes them for; as a question how or where it needs a word for making one.
BEGINNING = {"frage_allgemein", "nlu_fallback", "kein_anliegen", "auswahl"}
BEGINNING_BY_A_VERB = {"frage_ablauf", "frage_online", "frage_ort"}
_APPOINTMENT = re.compile(
    r"\btermin(?:e|en|s|vergabe|vereinbarung|buchung|reservierung|anfrage|wunsch)?\b", re.IGNORECASE
)
_MAKING = re.compile(
    r"\b(?:machen|vereinbaren?|buchen?|ausmachen|reservieren|bekommen?|kriegen?|krieg|haben|holen|geben)\b",
    re.IGNORECASE,
)


def mentions_an_appointment(text: str) -> bool:
    """Whether the word stands in the text; a quick look before it is read."""
    return _APPOINTMENT.search(text) is not None


def may_begin(said: Contribution) -> bool:
    """Whether the sentence may be the first of a booking; what it is for is still to be looked at."""
    if not mentions_an_appointment(said.text) or asks_for_facts(said.text):
        return False
    return said.intent in BEGINNING or (
        said.intent in BEGINNING_BY_A_VERB and _MAKING.search(said.text) is not None
    )
