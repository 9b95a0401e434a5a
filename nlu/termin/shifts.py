"""How somebody wants to move on among the offers: later, earlier, another day, elsewhere, more, back …"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from nlu.termin.places import place_after
from nlu.termin.shift_rules import ORDER, RULES, Kind, Rule
from nlu.termin.shift_words import CUES, KNOWN
from nlu.termin.words import Sentence

Scope = Literal["day", "any"]

_SAME_DAY = re.compile(
    r"\b(?:selb|gleich|demselb|selbig|derselb)\w*\s+tag\b|\bgleichtags\b|\b(?:an|bei)\s+(?:dem"
    r"|diesem)\s+tag\b"
    r"|\b(?:fruher|spater|eher) am tag\b"
    r"|\buhrzeit|\bstunden?\b|\bviertelstunde\b|\bminuten\b|\btag (?:ist|ware|passt|stimmt|geht"
    r"|bleibt)\b(?!(?: \w+){0,2} nicht)"
)
_AMOUNT = re.compile(
    r"\b(?P<number>\d{1,2}|ein\w*|zwei|drei|vier|funf|sechs|halbe\w*)\s+(?:ganze |gute |(?P<half>halbe ))?"
    r"(?P<unit>tage?n?|wochen?|stunden?|viertelstunde|minuten)\s+"
    r"(?:spater|danach|nach hinten|weiter|fruher|eher|davor|vorher|nach vorne?)\b"
)
_NUMBERS = {"zwei": 2, "drei": 3, "vier": 4, "funf": 5, "sechs": 6}
_UNITS = {
    "tag": timedelta(days=1),
    "woche": timedelta(weeks=1),
    "stunde": timedelta(hours=1),
    "viertelstunde": timedelta(minutes=15),
    "minute": timedelta(minutes=1),
}
# A word of denial takes back what follows, unless a question or a finished clause goes before it
# („geht es nicht früher", „das passt nicht, lieber später").
_DENIED_BEFORE = re.compile(
    r"(?:^|[.,;:!?] |\b(?:bitte|aber|nur|bloss|lieber|dann|also|auf|will|kann|mochte|muss|darf|soll|sollte"
    r"|und|ja|nein"
    r"|halt|wenn|wollen|konnen|bloss) )(?:nicht|nie|keinesfalls|kein\w*|keinen fall|ohne|bloss nicht)"
    r"(?: (?:so|viel|etwas|noch|zu|unbedingt|gern\w*|mehr|auf|am|an|bei|in|zu|ein\w*|im|allzu|wieder|gleich"
    r"|de[rmn]|die))* $"
)
_DENIED_AFTER = re.compile(
    r"^(?: (?:bitte|da|dann|auch|leider|ist|ware|geht|kann|passt|klappt|schaffe|mochte|will|ich|es|das|mir"
    r"|uns|wir|"
    r"habe|mich|fur|bei|termine?|lieber|darf|soll|sollte|muss|zu|kommen|am|tag)){0,6}"
    r" (?:nicht|nie|schlecht|keinesfalls|auf keinen fall|unmoglich|ungern|keine zeit)\b"
)
_ASKS = re.compile(r"\b(?:gibt|geht|ginge|haben|habt|hatten|ist|ware|konnen|kann|finden)\b")
_MORE_WORD = re.compile(r"\b(?:mehr|weitere\w*|noch|sonst|nachsten?)\b")
_TIME_BEHIND = re.compile(r"(?: (?:von|um|an|zu|am|der|vom))* \d{1,2}(?: :|$| uhr| [.])")
# Words of time that move nothing: farewells, the past, what is done later.
_NO_MOVE_BEFORE = re.compile(
    r"\b(?:bis|fruher oder|wie|je|von|seit|war|wohnte|fruher als|spater als|eher als|mein\w*|ihr\w*|sein\w*"
    r"|unser\w*"
    r"|als ich|(?:melde|machen|komme|schaue"
    r"|schau|uberlege|sage|mache"
    r"|frage|rufe|schreibe|probiere|versuche|gucke|erledige|entscheide|mach|guck|meld)(?: (?:ich|wir|mich"
    r"|uns|mir|das|es|dann|noch"
    r"|mal|lieber|halt|sie|euch|wieder)){0,4}) $"
)
_NO_MOVE_AFTER = re.compile(
    r"^ (?:mehr|vielleicht|noch ?mal|wieder|desto|umso|oder spater|war|waren|gab|ging|musste\w*|konnte\w*"
    r"|wurde|hiess"
    r"|wohnte|habe ich|bin ich|adresse|anschrift|wohnung|name\w*|ehe|wohnort|wohnsitz|ausweis|pass|einmal"
    r"|(?:\w+ ){0,4}(?:andern|absagen|verschieben|stornieren|bezahlen|zahlen|nachreichen|abholen|anrufen"
    r"|umbuchen|einreichen"
    r"|entscheiden|mitteilen|melden|kundigen|nachbringen|vorbeibringen|abgeben|uberlegen|machen|erledigen))\b"
)

# „Am Tag darauf", „die Woche davor".
_NEXT_TO_IT = re.compile(r"\b(?P<unit>tag|woche) (?:darauf|drauf|danach|davor|vorher|zuvor)\b")
_INDIFFERENT = re.compile(
    r"(?:(?:das|es|ist|mir|uns|ganz|total|vollig|eigentlich|ach|na|ja|och|alles|wirklich|da|sind|wir|bin"
    r"|ich|bei|beides) )*"
    r"(?:egal|wurscht|gleich|gleichgultig|einerlei|schnurz|flexibel|recht)(?: (?:mir|uns|bitte|danke|alles"
    r"|[.!,?]))*"
)


@dataclass(frozen=True)
class Shift:
    """A wish to move among the offers.

    `scope` of later/earlier/other_time: "day" is another hour of the same day, "any" any other offer.
    `place`: what stands behind „näher an", as written; empty when no place was said. `by`: how far, where the
    sentence says so („einen Tag später"), counted from what was offered, not from today, never negative.
    """

    kind: Kind
    scope: Scope = "any"
    place: str = ""
    by: timedelta | None = None


def find_shift(text: str) -> Shift | None:
    """The most specific wish to move on in a text, or None.

    >>> find_shift("am gleichen Tag, nur etwas später")
    Shift(kind='later', scope='day', place='', by=None)
    """
    return next(iter(find_shifts(text)), None)


def find_shifts(text: str) -> tuple[Shift, ...]:
    """All wishes to move on, the most specific first; each kind once („egal wann und egal wo" is two)."""
    sentence = Sentence(text, CUES, KNOWN)
    found: dict[Kind, Shift] = {}
    is_denied = False
    for rule, match in _matches(sentence):
        if rule.deniable and _is_taken_back(sentence, match):
            is_denied = True
        else:
            found.setdefault(rule.kind, _shift(rule.kind, sentence, match))
    if (len(found) > 1 or is_denied) and not _MORE_WORD.search(sentence.text):
        found.pop("more", None)  # „passt nicht, lieber später": what they want instead says more
    if "earlier" in found and "later" in found:  # „früher oder später" is neither
        found = {kind: shift for kind, shift in found.items() if kind not in ("earlier", "later")}
    return tuple(found[kind] for kind in ORDER if kind in found)


def is_indifferent(text: str) -> bool:
    """Whether a text says only that it is all the same („egal", „ist mir wurscht"), not what."""
    return _INDIFFERENT.fullmatch(Sentence(text, CUES, KNOWN).text) is not None


def _matches(sentence: Sentence) -> Iterator[tuple[Rule, re.Match[str]]]:
    for rule in RULES:
        for match in rule.pattern.finditer(sentence.text):
            if not (rule.kind == "nearer" and _TIME_BEHIND.match(sentence.text[match.end() :])):
                yield rule, match


def _is_taken_back(sentence: Sentence, match: re.Match[str]) -> bool:
    before, after = sentence.text[: match.start()], sentence.text[match.end() :]
    if _NO_MOVE_BEFORE.search(before) or _NO_MOVE_AFTER.match(after):
        return True
    if "?" in sentence.raw and _ASKS.search(sentence.text):
        return False
    return bool(_DENIED_BEFORE.search(before) or _DENIED_AFTER.match(after))


def _shift(kind: Kind, sentence: Sentence, match: re.Match[str]) -> Shift:
    if kind == "nearer":
        return Shift(kind, place=place_after(sentence.raw_from(match.end() + 1)))
    if kind not in ("earlier", "later", "other_time"):
        return Shift(kind)
    scope: Scope = "day" if _SAME_DAY.search(sentence.text) else "any"
    return Shift(kind, scope, by=_amount(sentence.text) if kind != "other_time" else None)


def _amount(text: str) -> timedelta | None:
    if next_to_it := _NEXT_TO_IT.search(text):
        return timedelta(days=7 if next_to_it["unit"] == "woche" else 1)
    match = _AMOUNT.search(text)
    if match is None:
        return None
    unit = next(length for name, length in _UNITS.items() if match["unit"].startswith(name))
    if match["half"] or match["number"].startswith("halbe"):
        return unit / 2
    number = match["number"]
    return unit * (int(number) if number.isdigit() else _NUMBERS.get(number, 1))
