"""Dates that say when somebody was born, and so are no day for an appointment."""

from __future__ import annotations

import re
from datetime import datetime

from nlu.dates.scan import scan
from nlu.dates.spans import Span
from nlu.spelling import fold

# A cue must stand so near to its date (letters between them), or it belongs to another clause.
REACH = 40
_CUE = re.compile(
    r"\bgeboh?ren\w*|\bgeb\b\.?|\bgeburtsdat\w*|\bgeburtstag\w*|\bgeburtsjahr\w*|\bgeb\.?\s?-?\s?dat\w*"
    r"|\bjahrgang\b"
    r"|\bzur welt\b|\bauf die welt\b|\*\s?(?=\d)|\bbaujahr\b|\bd\.?\s?o\.?\s?b\b"
    r"|\b(?:wird|werde|werden|wurde)\b(?=.{0,30}\b(?:\d{1,2}|volljahrig|achtzehn|sechzehn)\b(?: jahre)?(?: "
    r"alt)?\W*$)"
)
# „geboren" as a word of the matter, not of a date: the child is what the appointment is about.
_BARE_DIGITS = re.compile(r"\b\d{6,8}\b|\b(?:19|20)\d\d\b|\b\d{1,2}[./ -]\d{1,2}[./ -]\d{2,4}\b")
_CLAUSE_END = re.compile(r"[,;.!?]\s|\b(?:und|aber|deshalb|also|weil)\b")


def speaks_of_birth(text: str) -> bool:
    """Whether a date in the text says when somebody was born: „geb. 3.5.1980", „Jahrgang 1990"."""
    folded = fold(text)
    if _CUE.search(folded) is None:
        return False
    return bool(birth_spans(text, _ANY_MOMENT)) or _BARE_DIGITS.search(folded) is not None


def birth_spans(text: str, now: datetime) -> list[Span]:
    """The dates in the text that are dates of birth, seen from the local time `now`.

    A cue („geboren") takes the date nearest to it within its clause: „am 3.5.1980 geboren, Termin am
    Dienstag" has one.
    """
    spans = [span for span in scan(text, now) if span.kind not in ("time", "timerange")]
    lowered = _same_length_fold(text)
    found: dict[int, Span] = {}
    for cue in _CUE.finditer(lowered):
        near = [(_distance(lowered, cue.start(), cue.end(), span), at) for at, span in enumerate(spans)]
        reached = [(distance, at) for distance, at in near if distance is not None]
        if reached:
            at = min(reached)[1]
            found[at] = spans[at]
    return [found[at] for at in sorted(found)]


def without_birth(text: str, now: datetime) -> str:
    """The text with its dates of birth blanked out, as long as before: what `read_wish` may read."""
    for span in birth_spans(text, now):
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


_ANY_MOMENT = datetime(2000, 1, 1)  # where a date stands does not depend on when it is said


def _same_length_fold(text: str) -> str:
    table = str.maketrans("äöüÄÖÜ", "aouAOU")
    lowered = "".join(
        letter.lower() if len(letter.lower()) == 1 else letter for letter in text.translate(table)
    )
    return lowered


def _distance(text: str, start: int, end: int, span: Span) -> int | None:
    """Letters between cue and date, more where a clause ends between them; None beyond reach."""
    between = text[end : span.start] if span.start >= end else text[span.end : start]
    if len(between) > REACH:
        return None
    return len(between) + (REACH if _CLAUSE_END.search(between) else 0)
