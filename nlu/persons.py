"""How many people come along: „zu dritt", „für zwei Personen", „ich und meine Frau"."""

from __future__ import annotations

import re

from nlu.spelling import fold

MOST_PERSONS = 20  # more is a group for which nobody books at the counter

_NUMBERS = {
    "ein": 1,
    "eine": 1,
    "einen": 1,
    "eins": 1,
    "zwei": 2,
    "zwo": 2,
    "drei": 3,
    "vier": 4,
    "funf": 5,
    "sechs": 6,
    "sieben": 7,
    "acht": 8,
    "neun": 9,
    "zehn": 10,
    "elf": 11,
    "zwolf": 12,
}
_GROUPS = {
    "zweit": 2,
    "dritt": 3,
    "viert": 4,
    "funft": 5,
    "sechst": 6,
    "siebt": 7,
    "acht": 8,
    "neunt": 9,
    "zehnt": 10,
}
_NUMBER = rf"(?P<number>\d{{1,2}}|{'|'.join(_NUMBERS)})"
_PEOPLE = r"(?:person(?:en)?|leute|mann|menschen|erwachsene[nr]?|kopfe)"
_COUNTED = re.compile(rf"\b{_NUMBER}\s+{_PEOPLE}\b")
_GROUP = re.compile(rf"\bzu\s+(?P<group>{'|'.join(_GROUPS)})(?:en)?\b")
_WE_ARE = re.compile(
    rf"\bwir\s+(?:sind|waren|kommen)\s+(?:nur\s+|insgesamt\s+)?(?:zu\s+)?{_NUMBER}\b(?!\s+(?:uhr|tage|wochen))"
)
_CHILDREN = re.compile(rf"\b(?:mit|und)\s+(?:meinen\s+|unseren\s+)?{_NUMBER}\s+kind(?:ern|er)?\b")
_RELATIVE = (
    r"(?:frau|mann|sohn|tochter|mutter|vater|bruder|schwester|freundin|freund|partnerin|partner|kind|oma|opa)"
)
_WITH_RELATIVE = re.compile(
    rf"\b(?:ich\s+und|mit)\s+(?:mein|unser)(?:e[mnr]?)?\s+{_RELATIVE}\b|\b{_RELATIVE}\s+und\s+ich\b"
)
_ALONE = re.compile(r"\b(?:nur (?:fur )?(?:ich|mich)|ich allein|alleine?|nur eine person|fur mich allein)\b")


def find_persons(text: str) -> int | None:
    """The number of persons named, 1 to 20; None when the text names none.

    >>> find_persons("Wir sind zu dritt")
    3
    """
    folded = fold(text)
    if group := _GROUP.search(folded):
        return _GROUPS[group["group"]]
    if counted := _COUNTED.search(folded) or _WE_ARE.search(folded):
        return _within(_number(counted["number"]))
    children = _CHILDREN.search(folded)
    relatives = len(_WITH_RELATIVE.findall(folded))
    if children or relatives:
        return _within(1 + relatives + (_number(children["number"]) if children else 0))
    return 1 if _ALONE.search(folded) else None


def _number(word: str) -> int:
    return _NUMBERS.get(word) or int(word)


def _within(number: int) -> int | None:
    return number if 1 <= number <= MOST_PERSONS else None
