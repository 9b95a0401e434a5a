"""Which of several offers somebody means: „das zweite", „der frühere", „die Variante in Neckarau"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from nlu.spelling import fold, words

Kind = Literal["position", "order", "label"]

_POSITIONS = {
    "erst": 1,
    "zweit": 2,
    "dritt": 3,
    "viert": 4,
    "funft": 5,
    "sechst": 6,
    "siebt": 7,
    "acht": 8,
    "ober": 1,
    "oberst": 1,
    "mittler": 2,
    "vorletzt": -2,
    "letzt": -1,
    "unter": -1,
    "unterst": -1,
}
_NUMBERS = {"eins": 1, "zwei": 2, "drei": 3, "vier": 4, "funf": 5, "sechs": 6, "sieben": 7, "acht": 8}
_ORDERS = {
    "fruher": "earlier",
    "fruhest": "earliest",
    "spater": "later",
    "spatest": "latest",
    "fruhst": "earliest",
}
_THING = r"(?:variante|option|moglichkeit|termin|vorschlag|auswahl|antwort|punkt|eintrag|stelle|amt|leistung)"
# "den zweiten bitte", "das 2.", "2. Option": a determiner or a thing must stand beside the number, and no
# month
# or hour after it, or every date would be a choice.
_MONTH = r"(?:jan|feb|mar|apr|mai|jun|jul|aug|sep|okt|nov|dez)"
_DETERMINER = r"(?:der|die|das|den|dem|des|dann|lieber|nehme|nimm|bitte)"
_POSITION = re.compile(
    rf"\b(?:{_DETERMINER}\s+(?P<word>{'|'.join(_POSITIONS)})(?:e[nrsm]?)?\b(?!\s+{_MONTH})"
    rf"|(?<!am )(?<!vom )(?<!zum )\b(?P<lone>{'|'.join(_POSITIONS)})e[nrsm]?"
    rf"(?=\s+{_THING}|\s*(?:bitte)?[.!?]*$)"
    rf"|{_DETERMINER}\s+(?P<digit>[1-9])\.(?!\s*(?!bitte|danke)\w)|(?P<before>[1-9])\.\s+{_THING}"
    rf"|(?:nummer|nr\.?|option|variante|{_THING})\s+(?P<number>[1-9]|{'|'.join(_NUMBERS)})\b)"
    rf"(?:\s+{_THING})?"
)
_ORDER = re.compile(rf"\b{_DETERMINER}\s+(?P<order>{'|'.join(_ORDERS)})(?:e[nrsm]?)?\b(?:\s+{_THING})?")
_LABEL = re.compile(
    rf"\b(?:der|die|das|den|dem)\s+(?:{_THING}\s+)?(?P<label>(?:in|im|am|an|auf|um|mit|fur|von)\s+.+)"
)
_DIGIT_ALONE = re.compile(r"^\W*(?P<digit>[1-9])\W*$")


@dataclass(frozen=True)
class Choice:
    """What was chosen: `position` 1, 2, … or -1 for the last, `order` earlier/later/earliest/latest, or
    `label`."""

    kind: Kind
    value: str


def find_choice(text: str) -> Choice | None:
    """The choice named in a text, or None.

    >>> find_choice("ich nehme das zweite")
    Choice(kind='position', value='2')
    """
    folded = fold(text)
    if order := _ORDER.search(folded):
        return Choice("order", _ORDERS[order["order"]])
    if position := _POSITION.search(folded):
        return Choice("position", str(_position_of(position)))
    if digit := _DIGIT_ALONE.match(folded):
        return Choice("position", digit["digit"])
    if label := _LABEL.search(folded):
        return Choice("label", label["label"].strip(" .!?"))
    return None


def pick(choice: Choice, labels: Sequence[str]) -> int | None:
    """The index of the chosen one among the offered labels, which stand in order of time; None when none
    fits.

    A label fits when exactly one of the offered holds all its words but little ones.
    """
    if choice.kind == "order":
        return (0 if choice.value.startswith("earl") else len(labels) - 1) if labels else None
    if choice.kind == "position":
        at = int(choice.value)
        at = at - 1 if at > 0 else len(labels) + at
        return at if 0 <= at < len(labels) else None
    wanted = {word for word in words(choice.value) if len(word) > 3}
    fitting = [at for at, label in enumerate(labels) if wanted and wanted <= set(words(label))]
    return fitting[0] if len(fitting) == 1 else None


def _position_of(match: re.Match[str]) -> int:
    if word := match["word"] or match["lone"]:
        return _POSITIONS[word]
    digit = match["digit"] or match["before"] or match["number"]
    return _NUMBERS.get(digit) or int(digit)
