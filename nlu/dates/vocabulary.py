"""The words of dates and times, each with typed tags; the only place where they are listed.

A tag is (category, value); a word may carry several („morgen" is a day and a part of the day). Categories:
`num`, `ord` (numbers), `weekday` (0 = Monday), `short` (abbreviated weekday), `weekly` („montags"),
`month`, `unit`,
`dayword` (days from today), `rel` (0 this, 1 next, 2 the one after, -1 last), `part` (key of PARTS), `edge`
(beginning, middle, end), `season`, `fraction` (minutes around the full hour), `op` (what bounds a stretch),
`glue` (small words between the pieces of one expression), `about` (an approximate time).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from nlu.dates.fold import Speller, fold, plain
from nlu.dates.numerals import cardinals, ordinals

Tags = dict[str, Any]
HOUR = 60


class Part(NamedTuple):
    """A part of the day in minutes after midnight; `end` may pass 24 hours (the night)."""

    start: int
    end: int
    said: str


# Wide on purpose (as Duckling has them): a wish for the morning must not lose the slot at 8 or at 11:45.
PARTS = {
    "frueh": Part(3 * HOUR, 12 * HOUR, "morgens"),
    "vormittag": Part(3 * HOUR, 12 * HOUR, "vormittags"),
    "mittag": Part(12 * HOUR, 14 * HOUR, "mittags"),
    "nachmittag": Part(12 * HOUR, 19 * HOUR, "nachmittags"),
    "abend": Part(18 * HOUR, 24 * HOUR, "abends"),
    "nacht": Part(22 * HOUR, 30 * HOUR, "nachts"),
    "tagsueber": Part(8 * HOUR, 18 * HOUR, "tagsüber"),
    "feierabend": Part(17 * HOUR, 21 * HOUR, "nach Feierabend"),
    "nach_mittagessen": Part(13 * HOUR, 17 * HOUR, "nach dem Mittagessen"),
}
EARLY_PARTS = {
    "frueh": Part(3 * HOUR, 9 * HOUR, "früh am Morgen"),
    "vormittag": Part(8 * HOUR, 10 * HOUR, "am frühen Vormittag"),
    "nachmittag": Part(12 * HOUR, 15 * HOUR, "am frühen Nachmittag"),
    "abend": Part(18 * HOUR, 20 * HOUR, "am frühen Abend"),
}
LATE_PARTS = {
    "vormittag": Part(10 * HOUR, 12 * HOUR, "am späten Vormittag"),
    "nachmittag": Part(15 * HOUR, 19 * HOUR, "am späten Nachmittag"),
    "abend": Part(20 * HOUR, 24 * HOUR, "am späten Abend"),
}

WEEKDAYS = ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"]
MONTHS = [
    "januar",
    "februar",
    "märz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
]

_LISTS: dict[str, dict[Any, str]] = {
    "weekday": {i: f"{name} {name}es" for i, name in enumerate(WEEKDAYS)},
    "weekly": {(i,): f"{name}s" for i, name in enumerate(WEEKDAYS)}
    | {(0, 1, 2, 3, 4): "werktags wochentags"},
    "short": {0: "mo", 1: "di", 2: "mi", 3: "do", 4: "fr", 5: "sa", 6: "so"},
    "month": {i: f"{name} {name}s" for i, name in enumerate(MONTHS, 1)},
    "unit": {
        "second": "sekunde sekunden",
        "minute": "minute minuten min",
        "quarter_hour": "viertelstunde",
        "half_hour": "halbstunde",
        "three_quarter_hour": "dreiviertelstunde",
        "hour": "stunde stunden std",
        "day": "tag tage tagen tages",
        "week": "woche wochen",
        "month": "monat monate monaten monats monates",
        "quarter": "quartal quartale quartals quartalen",
        "year": "jahr jahre jahren jahres jahrs",
        "weekend": "wochenende wochenend wochenendes wochenenden",
        "werktag": "werktag werktage werktagen werktages arbeitstag arbeitstage arbeitstagen",
        "half_year": "halbjahr halbjahres",
        "half": "hälfte",
    },
    "dayword": {
        0: "heute heut",
        1: "morgen",
        2: "übermorgen",
        3: "überübermorgen",
        -1: "gestern",
        -2: "vorgestern",
        -3: "vorvorgestern",
    },
    "part": {
        "frueh": "früh morgens frühmorgens morgen morgenstunden morgenfrüh",
        "vormittag": "vormittag vormittags vormittage vormittagen",
        "mittag": "mittag mittags mittagspause mittagszeit",
        "nachmittag": "nachmittag nachmittags nachmittage nachmittagen",
        "abend": "abend abends abende abenden",
        "nacht": "nacht nachts",
        "tagsueber": "tagsüber",
        "feierabend": "feierabend",
    },
    "edge": {
        "anfang": "anfang anfangs beginn",
        "mitte": "mitte",
        "ende": "ende",
    },
    "season": {
        "fruehling": "frühling frühjahr frühlings",
        "sommer": "sommer sommers",
        "herbst": "herbst herbstes",
        "winter": "winter winters",
    },
    "fraction": {15: "viertel virtel viertl", 30: "halb halber", 45: "dreiviertel dreiviertl"},
    "op": {
        "ab": "ab frühestens frühstens frühestes",
        "seit": "seit",
        "bis": "bis spätestens spätstens spätestes",
        "nach": "nach",
        "vor": "vor",
        "zwischen": "zwischen",
        "von": "von vom",
        "innerhalb": "innerhalb binnen",
        "ueber": "über",
        "in": "in im innert",
        "to": "- – — bis auf",
    },
    "glue": {
        True: "am an um so den der des dem das die vom von im in zu zum zur gern gerne dann jeweils immer "
        "punkt pünktlich genau exakt gleich erst schon jeden jeder jedem"
    },
    "about": {
        True: "gegen ca circa zirka etwa ungefähr rund so um herum vielleicht",
    },
}
_SHORT_MONTHS = {
    1: "jan jän jänner", 2: "feb febr feber", 3: "mrz mär", 4: "apr", 6: "jun juno", 7: "jul julei",
    8: "aug", 9: "sep sept", 10: "okt", 11: "nov", 12: "dez",
}  # fmt: skip
_STEMS: dict[int, str] = {
    0: "dies laufend aktuell jetzig",
    1: "nächst kommend folgend darauffolgend neu",
    2: "übernächst",
    -1: "letzt vorig vergangen",
    -2: "vorletzt",
}
_NOT_REPAIRED = {"glue", "about", "num", "ord", "unit", "season", "short", "op", "edge", "fraction"}

_EVERYDAY = {"part", "dayword"}
"""Short words of these have everyday neighbours (nachts, nichts; morgen, mögen): repaired from eight
letters on."""


def _forms(word: str) -> Iterable[str]:
    folded = fold(word)
    return {folded, plain(folded)} if folded != word else (folded,)


def _build() -> tuple[dict[str, Tags], list[str]]:
    table: dict[str, Tags] = {}
    repairable: list[str] = []

    def add(word: str, category: str, value: Any) -> None:
        for form in _forms(word):
            table.setdefault(form, {}).setdefault(category, value)
        if category not in _NOT_REPAIRED and (category not in _EVERYDAY or len(word) >= 8):
            repairable.append(fold(word))

    for category, values in _LISTS.items():
        for value, words in values.items():
            for word in words.split():
                add(word, category, value)
    for month, words in _SHORT_MONTHS.items():
        for word in words.split():
            add(word, "month", month)
    for rel, stems in _STEMS.items():
        for stem in stems.split():
            for ending in ("e", "en", "er", "es", "em"):
                add(stem + ending, "rel", rel)
    for word, number in cardinals().items():
        table.setdefault(word, {})["num"] = number
        table.setdefault(plain(word), {}).setdefault("num", number)
    for word, nth in ordinals().items():
        table.setdefault(word, {})["ord"] = nth
        table.setdefault(plain(word), {}).setdefault("ord", nth)
    for day, name in [*enumerate(WEEKDAYS), (5, "sonnabend")]:
        for part in ("früh", "morgen", "vormittag", "mittag", "nachmittag", "abend"):
            for ending in ("", "s"):
                key = next(k for k, v in PARTS.items() if fold(part).startswith(k) or part == "morgen")
                add(name + part + ending, "weekly" if ending else "weekday", (day,) if ending else day)
                add(name + part + ending, "joined", PARTS[key])
    for unit, name in {"month": "monats", "year": "jahres", "quarter": "quartals", "week": "wochen"}.items():
        for edge in ("anfang", "mitte", "ende"):
            if name + edge not in table:
                add(name + edge, "edge_of", (edge, unit))
        add(name + "hälfte", "unit", "half")
        add(name + "hälfte", "half_of", unit)
    for i, name in enumerate(MONTHS, 1):
        for unit, ending in (("week", "woche"), ("week", "wochen"), ("half", "hälfte")):
            add(name + ending, "unit", unit)
            add(name + ending, "in_month", i)
        for edge in ("anfang", "mitte", "ende"):
            add(name + edge, "edge_in", (edge, i))
    add("sonnabend", "weekday", 5)
    add("sonnabends", "weekly", (5,))
    return table, repairable


WORDS, _REPAIRABLE = _build()
for _word in ("morgens", "morgenstunden", "frueh", "fruh"):
    WORDS[_word].pop("dayword", None)
WORDS["morgenfrueh"]["dayword"] = 1
_SPELLER = Speller(_REPAIRABLE)
NOTHING: Tags = {}


def look_up(word: str) -> tuple[str, Tags]:
    """The known word (repaired when it has one typing error) and its tags; the folded word itself and
    no tags else."""
    folded = fold(word)
    tags = WORDS.get(folded)
    if tags is not None:
        return folded, tags
    repaired = _SPELLER.repair(folded)
    if repaired is not None:
        return repaired, WORDS[repaired]
    return folded, NOTHING
