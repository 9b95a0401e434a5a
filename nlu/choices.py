"""Which of several offers somebody means: „das zweite", „der frühere", „die Variante in Neckarau"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from nlu.dates import DayRange, Span, TimeWindow, read_wish
from nlu.dates.scan import scan
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
_VERY = re.compile(r"\baller(?=erst|letzt|fruh|spat)")  # „den allerersten"
_COURTESY = frozenset(
    {"bitte", "danke", "gern", "gerne", "nehme", "nehmen", "lieber", "dann", "termin", "einen"}
)
# What says a time of day inside a span; a day beside it stays to be compared with the label.
_TIME_WORDS = re.compile(
    r"\b(?:um|gegen|uhr|halb|viertel|nach|vor|kurz|h|\d{1,2}(?:[:.]\d{2})?|ein\w*|zwei|drei|vier|f(?:ü|ue|u)nf"
    r"|sechs|sieben|acht|neun|zehn|elf|zw(?:ö|oe|o)lf)\b",
    re.IGNORECASE,
)
_ANY_MOMENT = datetime(2000, 1, 1)  # an hour of the day does not depend on when it is said
HALF_DAY = 12 * 60  # minutes
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
    folded = _VERY.sub("", fold(text))
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

    A label fits when exactly one of the offered holds all its words but little ones, and its time of day
    where one is said („den um zwei" is „14:00 Uhr").
    """
    if choice.kind == "order":
        return (0 if choice.value.startswith("earl") else len(labels) - 1) if labels else None
    if choice.kind == "position":
        at = int(choice.value)
        at = at - 1 if at > 0 else len(labels) + at
        return at if 0 <= at < len(labels) else None
    rest, minutes = _clock(choice.value)
    wanted = {word for word in words(rest) if len(word) > 3 and word not in _COURTESY}
    if not wanted and not minutes:
        return None
    fitting = [
        at
        for at, label in enumerate(labels)
        if wanted <= set(words(label)) and (not minutes or minutes & _clock(label)[1])
    ]
    return fitting[0] if len(fitting) == 1 else None


def pick_by_time(text: str, starts: Sequence[datetime], now: datetime) -> int | None:
    """The index of the one offered time that a text names by hour, weekday, day or several of them.

    `starts` are local wall times (an offset is ignored), seen from the local time `now`. „14 Uhr" is
    exactly 14:00; „am Nachmittag" or „Dienstag" fits when one alone lies there. None when the text names no
    time, none of the offered, several, or rules one out („nicht um 14 Uhr").

    >>> pick_by_time("dienstag um zwei", [datetime(2026, 11, 24, 14), datetime(2026, 11, 26, 14)],
    ...              datetime(2026, 11, 22, 9))
    0
    """
    spans = scan(text, now)
    if not spans or any(span.excluded for span in spans):
        return None
    moments = [start.replace(tzinfo=None) for start in starts]
    wish = read_wish(text, now)
    fitting = [
        at
        for at, moment in enumerate(moments)
        if all(_is_at(span, moment) for span in spans) or (_names_no_hour(spans) and wish.allows(moment))
    ]
    return fitting[0] if len(fitting) == 1 else None


def _names_no_hour(spans: Sequence[Span]) -> bool:
    return not any(span.kind in ("time", "datetime") for span in spans)


def _is_at(span: Span, moment: datetime) -> bool:
    """Whether a moment is what a span says: a bare weekday is any such day, an hour of twelve both."""
    if span.weekday is not None and not span.open:
        right_day = moment.weekday() == span.weekday
    elif span.weekdays:
        right_day = moment.weekday() in span.weekdays
    else:
        right_day = span.days is None or moment.date() in DayRange(*span.days)
    return right_day and _is_at_hour(span, moment.hour * 60 + moment.minute)


def _is_at_hour(span: Span, minute: int) -> bool:
    if span.window is None:
        return True
    start, end = span.window
    if span.kind not in ("time", "datetime") or start is None:
        return minute in TimeWindow(start, end)
    return minute in {start, *([_of_the_afternoon(span, start)] if span.alternative else [])}


def _of_the_afternoon(span: Span, start: int) -> int:
    """The other reading of an hour said without day or night."""
    return (start + HALF_DAY) % (2 * HALF_DAY)


def _clock(text: str) -> tuple[str, set[int]]:
    """The text without its times of day, and the minutes after midnight that they may mean."""
    minutes: set[int] = set()
    rest = text
    for span in scan(text, _ANY_MOMENT):
        if span.kind in ("time", "datetime") and span.window and span.window[0] is not None:
            minutes |= {
                span.window[0],
                *([_of_the_afternoon(span, span.window[0])] if span.alternative else []),
            }
            said = text[span.start : span.end]
            rest = rest.replace(said, " " if span.kind == "time" else _TIME_WORDS.sub(" ", said))
    return rest, minutes


def _position_of(match: re.Match[str]) -> int:
    if word := match["word"] or match["lone"]:
        return _POSITIONS[word]
    digit = match["digit"] or match["before"] or match["number"]
    return _NUMBERS.get(digit) or int(digit)
