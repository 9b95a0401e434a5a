"""The place somebody wants to be near to: what stands behind „näher an", as written."""

from __future__ import annotations

import re

from nlu.dates.fold import word_set
from nlu.spelling import fold

_LEADING = re.compile(
    r"^\W*(?:(?:an|am|bei|beim|zu|zum|zur|von|vom|der|die|das|dem|den|des|in|im|richtung|meiner|meinem"
    r"|unserer|"
    r"hier|dort|dran|gelegen|weg|bitte)\b\W*)+",
    re.IGNORECASE,
)
# What goes on behind a place: a verb, courtesy, another wish.
_END = re.compile(
    r"[.!?;:,()]|\s-\s|\b(?:bitte|danke|gern\w*|geht|gehts|gibt\w*|gibts|wäre|waere|ware|wär|ist|sind|haben"
    r"|habt|hätten|"
    r"hatten|liegt|wenn|falls|weil|da|dann|oder|und|aber|am|um|ab|gegen|vor|nach|was|etwas|einen|ein|eine|"
    r"termin\w*|frei\w*|möglich|moglich|moeglich|sein|finden|suchen|buchen|haben|morgen|heute|übermorgen"
    r"|nächste\w*|naechste\w*|"
    r"montag\w*|dienstag\w*|mittwoch\w*|donnerstag\w*|freitag\w*|samstag\w*|vormittag\w*|nachmittag\w*"
    r"|lieber|besser|schön|super|"
    r"ich|wir|für|fuer|fur|nicht|auch|noch|wohne|wohnen|bleiben|dran)\b",
    re.IGNORECASE,
)
_NEAR_ME = word_set("mir uns mich meinem meiner zuhause wohnung haus ecke hause")
LONGEST = 60  # characters; a longer stretch is a sentence, not the name of a place


def place_after(raw: str) -> str:
    """The place named at the beginning of `raw`, without article and preposition; empty where none is.

    >>> place_after("an der Schwetzingerstadt, bitte")
    'Schwetzingerstadt'
    """
    rest = _LEADING.sub("", raw)
    end = _END.search(rest)
    place = rest[: end.start() if end else len(rest)].strip(" -–„“\"'")
    return "" if len(place) > LONGEST or fold(place) in _NEAR_ME else place
