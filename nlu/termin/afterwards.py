"""What is said about an appointment once it is booked, in words that name none: „Wann war das nochmal?"."""

from __future__ import annotations

import re
from typing import Literal

from nlu.spelling import fold

_SHOW = re.compile(
    r"\b(?:wann|wo|um wie ?viel uhr|wie spat|welche[rmn]? (?:tag|uhrzeit|stelle|amt))\b"
    r".*\b(?:war|ist|muss|soll)\b"
    r".*\b(?:das|der|ich|mein\w*|termin)\b.*\b(?:noch ?mal|noch|gleich|jetzt|termin|denn)\b"
    r"|\bwie komme? (?:ich|wir) (?:da|dort|dahin|hin)\b"
    r"|\bwo (?:muss|soll) (?:ich|wir) (?:da |dann |jetzt )?hin\b"
    r"|\b(?:wann|um wie ?viel uhr) (?:muss|soll) (?:ich|wir) (?:da|dort|kommen|hin)\b"
    r"|\b(?:ist|hat) (?:das|es|der termin) (?:jetzt |nun )?(?:bestatigt|gebucht|geklappt|fest)\b"
    r"|\b(?:wie|was|welche\w*|wo)\b.*\b(?:lautet|ist|war|steht|finde|sehe)\b"
    r".*\b(?<!-)(?:termin|buchungs|reservierungs|vorgangs)?(?:nummer|code)\b"
    r"|\bwelche\w* (?:termin|buchungs|reservierungs)?(?:nummer|code)\b"
    r"|\bkalender\w*|\bics\b|\bnoch ?mal (?:zeigen|sehen|anzeigen|anschauen|schauen)"
    r"|\bzeig\w* (?:mir )?(?:bitte )?(?:noch ?mal|den termin|alles|das)\b"
)
_CANCEL = re.compile(
    r"\bstorn\w*|\b(?:brauche?|will|mochte|nehme) (?:ich )?(?:den|ihn|das|es) (?:jetzt |nun )?"
    r"(?:doch )?nicht\b"
    r"|\b(?:den|ihn|das) (?:wieder |bitte )?(?:absagen|loschen|streichen)\b"
)
_LACKS = re.compile(
    r"\b(?:habe?|hab|hatte|finde?|weiss|kenne?|hat)\b.*\b(?:nicht|kein\w*|nimmer|verloren|vergessen|weg)\b"
    r"|\b(?:kein\w*|ohne|welche\w*|was fur ein\w*) (?:nummer|code|mail|bestatigung)\b"
    r"|\b(?:nummer|code|mail|bestatigung)\b.*\b(?:weg|verloren|vergessen|geloscht|nicht|kein\w*)\b"
)


def asked_of_appointment(text: str) -> Literal["show", "cancel"] | None:
    """What is to be done with the appointment that was just booked, or None.

    >>> asked_of_appointment("wann war das nochmal")
    'show'
    """
    folded = fold(text)
    if _CANCEL.search(folded):
        return "cancel"
    return "show" if _SHOW.search(folded) else None


def lacks_the_code(text: str) -> bool:
    """Whether somebody who was asked for number and code has none: „hab ich nicht mehr"."""
    return _LACKS.search(fold(text)) is not None
