"""How people call the feast days and school holidays; several words where the name has several."""

from __future__ import annotations

from nlu.dates.fold import fold, plain
from nlu.dates.reader import Reader

OTHER_CALENDARS = (
    "orthodox", "chinesisch", "islamisch", "juedisch", "persisch", "parsi", "koptisch",
)  # fmt: skip
"""„Chinesisches Neujahr" is another day; better none than the wrong one."""
BETWEEN_THE_YEARS = "zwischen_den_jahren"

_NAMES: dict[str, str] = {
    "neujahr": "neujahr, neujahrstag",
    "dreikoenig": "heilige drei könige, heiligen drei könige, heiligen drei königen, dreikönig, "
    "dreikönigstag, drei könige",
    "karfreitag": "karfreitag, stiller freitag, hoher freitag",
    "ostern": "ostern, ostersonntag, osterfest, ostertage, osterfeiertage",
    "ostermontag": "ostermontag",
    "tag_der_arbeit": "tag der arbeit, maifeiertag",
    "himmelfahrt": "himmelfahrt, christi himmelfahrt, himmelfahrtstag, vatertag",
    "pfingsten": "pfingsten, pfingstsonntag, pfingstfest",
    "pfingstmontag": "pfingstmontag",
    "fronleichnam": "fronleichnam",
    "einheit": "tag der deutschen einheit, tag der einheit",
    "allerheiligen": "allerheiligen",
    "weihnachtstag_1": "erster weihnachtstag, erster weihnachtsfeiertag, erste weihnachtstag, "
    "ersten weihnachtstag, "
    "ersten weihnachtsfeiertag",
    "weihnachtstag_2": "zweiter weihnachtstag, zweiter weihnachtsfeiertag, zweiten weihnachtstag, "
    "zweiten weihnachtsfeiertag, stephanstag",
    "weihnachten": "weihnachten, weihnachtstag, weihnacht, weihnachtstage, weihnachtstagen, "
    "weihnachtsfeiertage, christtag",
    "heiligabend": "heiligabend, heiliger abend, heiligen abend, heilig abend, weihnachtsabend",
    "silvester": "silvester, sylvester, silvesterabend",
    "valentinstag": "valentinstag",
    "muttertag": "muttertag",
    "nikolaus": "nikolaus, nikolaustag",
    "halloween": "halloween",
    "reformationstag": "reformationstag, reformationsfest",
    "martinstag": "martinstag, sankt martin, st martin",
    "allerseelen": "allerseelen",
    "johannistag": "johannistag",
    "mariae_himmelfahrt": "mariä himmelfahrt",
    "altweiber": "altweiber, weiberfastnacht, altweiberfastnacht, schmutziger donnerstag, "
    "schmutzigen donnerstag",
    "rosenmontag": "rosenmontag, fastnachtsmontag, fasnachtsmontag",
    "fastnacht": "fastnacht, fasnacht, fasching, fastnachtsdienstag, faschingsdienstag, "
    "veilchendienstag, karneval",
    "aschermittwoch": "aschermittwoch",
    "palmsonntag": "palmsonntag",
    "gruendonnerstag": "gründonnerstag, hoher donnerstag",
    "karsamstag": "karsamstag, karsonnabend, ostersamstag, stiller samstag",
    "weisser_sonntag": "weißer sonntag, weißen sonntag",
    "trinitatis": "trinitatis, dreifaltigkeitssonntag, dreifaltigkeitsfest",
    "erntedank": "erntedank, erntedankfest",
    "volkstrauertag": "volkstrauertag",
    "busstag": "buß und bettag, buß - und bettag, bußtag",
    "totensonntag": "totensonntag, ewigkeitssonntag",
    "advent_1": "erster advent, ersten advent",
    "advent_2": "zweiter advent, zweiten advent",
    "advent_3": "dritter advent, dritten advent",
    "advent_4": "vierter advent, vierten advent",
    BETWEEN_THE_YEARS: "zwischen den jahren, zwischen den tagen",
}
_HOLIDAYS = {
    "ostern": "osterferien",
    "pfingsten": "pfingstferien",
    "sommer": "sommerferien, großen ferien, große ferien",
    "herbst": "herbstferien",
    "weihnachten": "weihnachtsferien",
    "": "schulferien, ferien",
}


def _index(names: dict[str, str]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for key, listed in names.items():
        for name in listed.split(", "):
            folded = fold(name)
            for form in {folded, plain(folded)}:
                words = tuple(form.split())
                index.setdefault(words[0], []).append((words[1:], key))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


_FEASTS = _index(_NAMES)
_FERIEN = _index(_HOLIDAYS)


def _match(index: dict[str, list[tuple[tuple[str, ...], str]]], r: Reader, i: int) -> tuple[str, int] | None:
    for rest, key in index.get(r.word(i), ()):
        if all(r.word(i + 1 + step) == word for step, word in enumerate(rest)):
            return key, i + 1 + len(rest)
    return None


def feast_at(r: Reader, i: int) -> tuple[str, int] | None:
    """Key of the feast named from token `i` on, and where its name ends."""
    nth = r.whole(i, "ord", 1, 4)
    if nth and r.tag(i, "digits"):
        if r.word(i + 1) in ("advent", "adventssonntag"):
            return f"advent_{nth}", i + 2
        if nth < 3 and r.word(i + 1) in ("weihnachtstag", "weihnachtsfeiertag"):
            return f"weihnachtstag_{nth}", i + 2
    return None if r.word(i - 1).startswith(OTHER_CALENDARS) else _match(_FEASTS, r, i)


def ferien_at(r: Reader, i: int) -> tuple[str | None, int] | None:
    """Name of the school holidays at `i` (None: any) and where it ends."""
    found = _match(_FERIEN, r, i)
    return (found[0] or None, found[1]) if found else None


FEAST_STARTS = frozenset(_FEASTS) | frozenset(_FERIEN)
