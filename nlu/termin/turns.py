"""One booking wish said in several sentences stays one turn; a question beside it is a turn of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from nlu.aspects import named_aspect
from nlu.choices import find_choice
from nlu.dates.fold import plain, word_set
from nlu.spelling import fold
from nlu.termin.answers import is_yes
from nlu.text import is_aspect_word, words

_BOOKS = re.compile(r"\b\w*termin(?!al)\w*|\b(?:ge)?buch(?:en|e|t|ung)\b|\breservier\w*|\bvorbeikommen\b")
_OFFERS = re.compile(r"\b(?:frei\w*|slots?|uhr|uhrzeit\w*|zeiten|tage?|verfugbar)\b")
_BEGINS = (
    r"^\W*(?:(?:und|oder|aber|also|ja|ok|okay|danke|hallo|dann|noch eine frage|frage|ach|ah|bitte|guten "
    r"tag)\b\W*)*"
)
_ASKS_WHEN = re.compile(
    rf"{_BEGINS}(?:ab )?wann\b(?! (?:hat|habt ihr auf|haben sie (?:auf|geoffnet|offen)|macht|offnet|ist "
    rf"(?:das|der|die) \w+ (?:auf|offen)"
    r"|schliesst|bekomme ich (?:den|das|die|meinen)|ist (?:der|mein|das) \w+ fertig))"
)
_ASKS_FREE = re.compile(
    rf"{_BEGINS}(?:was (?:ist|haben|hatten|habt|gibt|geht|ginge|ware)\b|wie (?:sieht|ware|wars|siehts)\b"
    r"|wo (?:ist|gibt|haben|geht|ginge|ware|bekomme)\b.*(?:frei|schnell|fruh|bald)|welche (?:tage|zeiten"
    r"|uhrzeiten|stelle))"
)
_ASKS_WHAT = re.compile(
    rf"{_BEGINS}(?:was|wie|wo|wohin|woher|welch\w*|wer|wen|wem|warum|wieso|weshalb|womit|wozu|wofur"
    rf"|wieviel\w*|"
    r"(?:brauche?|muss|soll|benotige|darf) (?:ich|man|wir|mein\w*|unser\w*)|braucht (?:man|mein\w*|es))\b"
)
_ASKS_SIDE = re.compile(
    r"\b(?:online|parken|parkplatz\w*|barrierefrei\w*|aufzug|rollstuhl|mit karte|bar|mitbringen)\b"
)
# „… nächste Woche was kostet das": spoken without a full stop, the question begins at its own words.
_SPOKEN_QUESTION = re.compile(
    r"(?<=\w)\s+(?=(?:was (?:kostet|kosten|muss ich|brauche? ich|soll ich)|wie ?viel kostet|wie teuer|wie "
    r"lange dauert"
    r"|welche (?:unterlagen|papiere|dokumente))\b)",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"^\W*(?:vielen |herzlichen |besten |schon ?mal )*(?:danke?|dank|gruss|grusse|lg|mfg|bitte)\b.{0,40}$"
)
# These also stand in answers: „zu früh", „nicht in der Stadt", „den ersten Termin", „hauptsache schnell".
_ALSO_IN_ANSWERS = word_set(
    "zu auf stadt stelle stellen amt behorde ort termin termine vereinbaren ausmachen buchen reservieren "
    "schnell eilig spatestens rechtzeitig fertig beantragen beantragt beantrage antrag erledigen wichtig "
    "notig notwendig vorbeikommen personlich telefonisch bar karte papier"
)
_OF_BOOKING = word_set("termin termine vorbeikommen vereinbaren ausmachen buchen reservieren")
_ASKS_FIRST = re.compile(rf"{_BEGINS}(?:hat|haben|habt|ist|sind|macht|muss|darf|kann man|kostet)\b")
MIN_WORDS_BEFORE = 4  # a question inside a sentence needs a whole wish before it


def is_booking(sentence: str) -> bool:
    """Whether a sentence speaks of an appointment or answers an offer („den um 14 Uhr", „ja, passt")."""
    if _BOOKS.search(fold(sentence)) and not asks_for_facts(sentence):
        return True
    return not sentence.rstrip().endswith("?") and (
        (is_yes(sentence) and len(sentence.split()) > 1) or find_choice(sentence) is not None
    )


def asks_for_facts(sentence: str) -> bool:
    """Whether a sentence asks about the matter („Was kostet das?") not about free times („Wann geht es?")."""
    folded = fold(sentence)
    if _ASKS_WHEN.match(folded):
        return False
    if _ASKS_WHAT.match(folded):
        if named_aspect(sentence) or _ASKS_SIDE.search(folded):
            return True
        is_about_times = (
            _ASKS_FREE.match(folded) or _OFFERS.search(folded) or re.match(r"wie\b.*\btermin", folded)
        )
        return not is_about_times
    return sentence.rstrip().endswith("?") and bool(named_aspect(sentence) or _ASKS_SIDE.search(folded))


def names_what_is_asked(sentence: str) -> bool:
    """Whether a word says what a question asks for („kostet", „Unterlagen", „wo"), not how an answer goes on.

    >>> names_what_is_asked("die sind mir zu früh"), names_what_is_asked("ist das Amt am Mittwoch zu")
    (False, True)
    """
    named = [word for word in words(sentence) if word in ("wo", "wohin", "wann") or is_aspect_word(word)]
    named = [word for word in named if plain(word) not in _OF_BOOKING]
    if "?" in sentence or _ASKS_FIRST.match(fold(sentence)) or asks_for_facts(sentence):
        return bool(named)
    return any(plain(word) not in _ALSO_IN_ANSWERS for word in named)


def booking_turns(sentences: Sequence[str], split: Callable[[str], list[str]]) -> list[str]:
    """The turns of a message that books: wish and details together, each question for facts by itself.

    `split` parts a sentence at its conjunctions („… und was kostet das"); it is asked only where a part
    asks for facts.
    """
    turns: list[str] = []
    last_is_fact = True
    for sentence in sentences:
        for part in _parts(sentence, split):
            is_fact = asks_for_facts(part)
            is_open = bool(turns) and not is_fact and not last_is_fact
            if is_open or (turns and _COURTESY.match(fold(part))):
                turns[-1] = f"{turns[-1]} {part}"
            else:
                turns.append(part)
                last_is_fact = is_fact
    return turns


def _parts(sentence: str, split: Callable[[str], list[str]]) -> list[str]:
    spoken = _SPOKEN_QUESTION.search(sentence)
    if (
        spoken
        and len(sentence[: spoken.start()].split()) >= MIN_WORDS_BEFORE
        and not asks_for_facts(sentence)
    ):
        return [*_parts(sentence[: spoken.start()], split), sentence[spoken.end() :]]
    parts = split(sentence)
    return parts if any(asks_for_facts(part) for part in parts) else [sentence]
