"""How many papers or persons an appointment is for: „zwei Persos", „für mich und meine Frau", „3x Pass"."""

from __future__ import annotations

import re
from datetime import datetime

from nlu.dates.fold import plain, word_set
from nlu.dates.numerals import cardinals
from nlu.dates.scan import scan
from nlu.persons import count_persons
from nlu.termin.matters import split_matters
from nlu.termin.words import Sentence

__all__ = ["find_count", "split_matters"]

_ANY_MOMENT = datetime(2000, 1, 1)  # where a date stands does not depend on when it is said
_WORDS = {
    plain(word): int(value) for word, value in cardinals().items() if value == int(value) and 1 <= value < 100
}
_ONE = word_set("ein eine einen einem einer eins eines")
_NOT_COUNTING = frozenset({"paar", "einem", "einer", "eines"})
_NUMBER = rf"(?P<number>\d{{1,4}}|{'|'.join(sorted(_WORDS.keys() - _NOT_COUNTING, key=len, reverse=True))})"
# What a number counts that is neither paper nor person.
_OTHER = (
    r"(?:termin\w*|frage\w*|uhr|tag\w*|woche\w*|monat\w*|jahr\w*|stunde\w*|minute\w*|euro|cent|prozent"
    r"|meter|km|mal(?=$| [^\w])"
    r"|anliegen|problem\w*|moment|bitte|andere\w*|weitere\w*|freien?|auskunft|information\w*|info|uhrzeit"
    r"|zeit|amt|stelle"
    r"|moglichkeit\w*|idee|hilfe|beratung\w*|anruf|brief|mail|antwort|schritt\w*|stock|etage|zimmer"
    r"|viertelstunde|quadratmeter"
    r"|vorschlag\w*|bisschen|wenig|bescheid|tipp|slot\w*|nachricht\w*|paar|und|oder|ist|sind|von|bis|als"
    r"|davon|da|ort"
    r"|wochenende|vormittag|nachmittag|abend|morgen|kinder|person(?:en)?|leute|termine)"
)
# Words between a number and what is counted: „zwei neue biometrische Ausweise".
_ADJECTIVE = rf"(?!{_OTHER}\b)\w+(?:e|en|er|es) "
_COUNTED = re.compile(
    rf"(?<!\d )(?<!\d [.,/:-] )\b{_NUMBER} (?:(?:x|×|mal|stuck) "
    rf")?(?P<between>(?:{_ADJECTIVE}){{0,3}}?)(?P<thing>(?!{_OTHER}\b)[^\W\d_]{{3,}})"
)

_ALONE = re.compile(
    rf"^(?:(?:fur|nur|ich|brauche|bitte|es|sind|waren|wir|genau|also|ah|insgesamt|wird|werden|das|ja"
    rf"|brauchen|mochten|wollen|und|na|gut|ok|okay|dann|doch|halt|eben|machen|mach|sagen|nehmen) (?:, )?)*"
    rf"(?:{_NUMBER}|(?P<one>einer))(?: (?:stuck|bitte|insgesamt|danke|davon"
    rf"|mal|x|nur|sind|es|wir|brauchen|brauche|ich))*$"
)
_FOR_SO_MANY = re.compile(rf"\bfur {_NUMBER}(?= *$| *[.,!?]| bitte| insgesamt)")
# A number behind these is a label, an age or a choice, not a count.
_LABEL_BEFORE = re.compile(
    r"\b(?:nummer|nr|no|option|variante|termin|zimmer|klasse|stock|linie|quadrat|paragraph|um|gegen|ab|seit"
    r"|am|vom|unter|uber|bin|wird|werde|ist|war"
    r"|alter|strasse|str|weg|platz|allee|ring|gasse|hausnummer|plz|stufe|der|die|das|den|dem|punkt"
    r"|vorschlag|auswahl|jahrgang|mit|mannheim|von|bis)"
    r"(?: \.)? $"
)
_AGE_AFTER = re.compile(r"^(?:jahre?|jahrige\w*|jahrig\w*|monate?n?|wochen|tage\w*|uhr|h)\b")
_SINGLE_PAPER = re.compile(
    r"\b(?:mein|meinen|meine|unseren|unser|ihr|ihren|seinen|sein) (?:\w+(?:en|er|e|es) ){0,2}"
    r"(?:perso|\w*ausweis|\w*pass|\w*schein|\w*visum|\w*titel|auto|wagen|hund|roller|motorrad|gewerbe"
    r"|fahrzeug|kfz)\b"
)


def find_count(text: str) -> int | None:
    """How many papers or persons the text names, not capped; None when it names none or is not clear.

    A lone number is a count („zwei", „2"): whoever offered numbered choices asks `find_choice` first.
    „Familie mit 2 Kindern" leaves open how many grown-ups come: None. Two different counts of papers in
    one text („ein Perso und zwei Pässe") are None as well: `split_matters` first.

    >>> find_count("3x Perso, am 2. um 14 Uhr")
    3
    """
    sentence = Sentence(_without_dates(text))
    persons = count_persons(" ".join(word.form for word in sentence.words))
    papers = _papers(sentence.text)
    if len(set(papers)) > 1:
        return None
    return max([*papers, *([persons] if persons is not None else [])], default=None)


def _papers(text: str) -> list[int]:
    alone = _ALONE.match(text.strip(" .,!?"))
    if alone:
        return [_value(alone["number"] or "ein")]
    found = []
    for match in _COUNTED.finditer(text):
        if not _is_label(text, match.start("number"), match.end("number")):
            found.append(_value(match["number"]))
    if not found and (many := _FOR_SO_MANY.search(text)):
        found.append(_value(many["number"]))
    if not found and _SINGLE_PAPER.search(text):
        found.append(1)
    return found


def _is_label(text: str, start: int, end: int) -> bool:
    number = text[start:end]
    if _LABEL_BEFORE.search(text[:start]) and not (
        number in _ONE and not text[:start].endswith(("der ", "die "))
    ):
        return True
    return _AGE_AFTER.match(text[end:].strip(" -")) is not None


def _value(word: str) -> int:
    return int(word) if word.isdigit() else _WORDS[word]


def _without_dates(text: str) -> str:
    """The text with its dates and times blanked out."""
    for span in scan(text, _ANY_MOMENT):
        text = text[: span.start] + " , " + " " * max(0, span.end - span.start - 3) + text[span.end :]
    return text
