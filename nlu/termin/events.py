"""Dates of something else than the appointment: „mein Perso läuft im Januar ab", „ich arbeite bis 14 Uhr"."""

from __future__ import annotations

import re
from datetime import datetime
from itertools import pairwise

from nlu.dates.scan import scan
from nlu.spelling import fold

# Where one clause ends and another begins; „und" alone joins days („Montag und Dienstag").
_CLAUSE = re.compile(
    r"[.;:!?](?=\s|$)|,|\s-\s"
    r"|\b(?:aber|deshalb|deswegen|darum|drum|weil|daher|brauche?n?|bräuchten?|hätten?|möchten?|wollen|will"
    r"|und (?=(?:kann|können|ich|wir|er|sie|da|dann|brauche?n?|bräuchte|hätte|möchte|will|muss|müssen)\b))",
    re.IGNORECASE,
)
# A clause with one of these tells why somebody comes, not when.
_OTHER = re.compile(
    r"\b(?:lauft|lief|laufen|ablauf\w*|abgelaufen\w*|gultig\w*|flug|fliege\w*|fliegt|reise[nt]?|abreise"
    r"|zieh(?:e|en|t)|gezogen|umgezogen|umziehe\w*|einzug\w*|umzug\w*|eingezogen|ausgezogen|hochzeit"
    r"|geheiratet|gestorben|verstorben|verloren|gestohlen|geklaut|gekauft|verkauft|eroffne\w*|neuen job"
    r"|alt|volljahrig|wird (?:\w+ ){0,3}\d{1,2}|abitur|einschulung|prufung|arzttermin)\b"
    # What has happened: „ich habe am Montag einen Ausweis gefunden".
    r"|\b(?:habe?|hat|haben|bin|ist|sind|wurde\w*) (?:\S+ ){0,6}(?:\w{2,4})?ge\w{3,}(?:en|t)\b"
)
# In these somebody is busy: what they name is ruled out.
_BUSY = re.compile(
    r"\b(?:urlaub|verreis\w*|weggefahren|weg|arbeite[nt]?|schicht|dienst|schaffe|op|operation\w*"
    r"|krankenhaus|auf reisen|im ausland|beschaftigt|verhindert)\b"
)
# A clause that wishes keeps its dates, whatever else it tells.
_WISHES = re.compile(
    r"\b(?:nur|termin\w*|vorbeikomm\w*|komme[nt]?|passt|passen|ginge|lieber|liebsten|konnte ich|kann ich)\b"
)


def without_events(text: str, now: datetime) -> tuple[str, str]:
    """The text with the dates of other events blanked out, and the parts that tell when somebody is busy.

    >>> without_events("Ich arbeite bis 14 Uhr, gern am Montag", datetime(2026, 11, 22))[1]
    'Ich arbeite bis 14 Uhr'
    """
    busy: list[str] = []
    spans = scan(text, now)
    for start, end in _clauses(text):
        folded = fold(text[start:end])
        is_busy = _BUSY.search(folded) is not None
        if _WISHES.search(folded) or not (is_busy or _OTHER.search(folded)):
            continue
        dates = [span for span in spans if start <= span.start < end and not span.excluded]
        if is_busy and dates:
            busy.append(text[start:end])
        for span in dates:
            text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text, ", ".join(busy)


def _clauses(text: str) -> list[tuple[int, int]]:
    """Beginning and end of each clause; a point after a number („3. Dezember") ends none."""
    ends = [
        match.start() or match.end()
        for match in _CLAUSE.finditer(text)
        if not (match.group() in ".:," and _is_part_of_a_number(text, match.start(), match.end()))
    ]
    edges = [0, *ends, len(text)]
    return [(a, b) for a, b in pairwise(edges) if b > a]


def _is_part_of_a_number(text: str, start: int, end: int) -> bool:
    following = text[end:].lstrip()[:1]
    return text[:start][-1:].isdigit() and following.isalnum() and not following.isupper()
