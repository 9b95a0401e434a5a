"""When a citizen wants to come: `read_wish`, and what means a time only where an appointment is made."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from nlu.dates import DayRange, Option, Terminwunsch, TimeWindow, read_wish
from nlu.spelling import fold
from nlu.termin.birth import without_birth
from nlu.termin.events import without_events

# „In zwei Wochen" is not that very day: so many days before and after it will do as well.
AROUND = 3
# „Fr" and „do" are weekdays only where little else is said.
SHORT = 4

_DIALECT = {
    "eens": "eins", "zwee": "zwei", "dreie": "drei", "viere": "vier", "fünfe": "fünf", "fuenfe": "fünf",
    "sechse": "sechs", "siebene": "sieben", "siwwe": "sieben", "achte": "acht", "neune": "neun",
    "neine": "neun", "zehne": "zehn", "elfe": "elf", "zwölfe": "zwölf",
}  # fmt: skip
_DIALECT_HOUR = re.compile(
    rf"\b(um|gegen|ab|bis|vor|nach|halb|so|viertel)\s+({'|'.join(_DIALECT)})\b(?!\s+\w*(?:tag|person))",
    re.IGNORECASE,
)
_MORNING = re.compile(r"\b(montag|dienstag|mittwoch|donnerstag|freitag|samstag)\s+morge?\b", re.IGNORECASE)
_TOMORROW = re.compile(r"\bmorge\b", re.IGNORECASE)
# 14.30 is a time where no month can stand behind the point.
_POINTED = re.compile(r"(?<![\d.])([01]?\d|2[0-3])\.(00|1[3-9]|[2-5]\d)(?![\d.])")
_SHORT_DAYS = {
    "mo": "Montag", "di": "Dienstag", "mi": "Mittwoch", "do": "Donnerstag", "fr": "Freitag", "sa": "Samstag",
}  # fmt: skip
_SHORT_DAY = re.compile(r"\b(mo|di|mi|do|fr|sa)\b\.?", re.IGNORECASE)
_EARLY = re.compile(r"\b(?:ganz|sehr|recht|extra) früh\b(?! wie)", re.IGNORECASE)
_LATE = re.compile(r"\b(?:am |den )?(?:frühen )?spät(?:er |en |e )?nachmittags?\b", re.IGNORECASE)
# „Gibt's da keinen Nachmittag?" wishes for one.
_ANY_AT_ALL = re.compile(
    r"\b((?:gibt'?s|gibt es|habt ihr|haben sie|hat es|ist)(?: \w+){0,2}) kein(?:en|e|er|s)?"
    r"(?=\s+(?:frei\w*\s+)?(?:vormittag|nachmittag|abend|montag|dienstag|mittwoch|donnerstag|freitag|samstag))",
    re.IGNORECASE,
)
_SOON = re.compile(
    r"\b(?:(?:am|zum) (?:aller)?(?:schnellsten|fruhesten|ehesten)|(?:hauptsache|moglichst|ganz|recht"
    r"|sehr|gern\w*|bitte|bissl|bisschen) (?:schnell|bald|rasch|flott)|zeitnah|kurzfristig"
    r"|(?:schnell|bald) bitte|(?:der|den|das|die|dem) (?:aller)?(?:fruheste|schnellste)n?(?! von)"
    r"|(?:der|den|das|die|dem) nachste[nrs]? (?:freien?|moglichen?|termin))\b"
    r"(?! (?:wie|ab|hier|da)\b)"
)
_DISTANCE = re.compile(
    r"(?<!heute )(?<!morgen )(?<!genau )\bin (?:\d{1,2}|eine[rm]|zwei|drei|vier|fünf|sechs|acht)"
    r"(?:\s*(?:-|bis|oder)\s*\w+)? (?:wochen?|monat(?:en?)?)\b",
    re.IGNORECASE,
)
_FORENOON = re.compile(r"\bvormittags?\b", re.IGNORECASE)
_THIS_WEEK = re.compile(
    r"\b(?:(?:ende|mitte|anfang) )?(?:der|dieser|die|diese) woche\b|\bwochenende\b", re.IGNORECASE
)
_WEEK = timedelta(days=7)
NOON = 12 * 60


def read_when(text: str, now: datetime) -> Terminwunsch:
    """When the sentence wants the appointment, seen from the local time `now`; empty where it does not say.

    Dates of birth and of other events are no wish; times at which somebody is busy are ruled out.

    >>> read_when("Hauptsache schnell, mein Pass läuft im Januar ab", datetime(2026, 11, 22)).earliest
    True
    """
    told, busy = without_events(spelled_out(without_birth(text, now)), now)
    wish = _around(told, now) or read_wish(told, now)
    wish = _till_noon(told, _both_times(_this_week_again(told, wish, now)))
    soon = "?" not in text and _SOON.search(fold(told)) is not None
    ruled_out = read_wish(busy, now).wanted if busy else ()
    return replace(wish, exclude=(*wish.exclude, *ruled_out), earliest=wish.earliest or soon)


def spelled_out(text: str) -> str:
    """The text with hours and weekdays written out: „um zehne“, „14.30“, „Perso am Do“."""
    text = _DIALECT_HOUR.sub(lambda match: f"{match[1]} {_DIALECT[match[2].lower()]}", text)
    text = _MORNING.sub(r"\1 vormittag", text)
    text = _TOMORROW.sub("morgen", text)
    text = _POINTED.sub(r"\1:\2", text)
    text = _EARLY.sub("frühmorgens", text)
    text = _ANY_AT_ALL.sub(r"\1 ", text)
    text = _LATE.sub("zwischen 16 und 18 Uhr", text)
    if len(text.split()) <= SHORT:
        text = _SHORT_DAY.sub(lambda match: _SHORT_DAYS[match[1].lower()], text)
    return text


def _around(text: str, now: datetime) -> Terminwunsch | None:
    """„In zwei Wochen" as the days around it, narrowed by a weekday or a time said with it."""
    found = _DISTANCE.search(text)
    if found is None:
        return None
    there = read_wish(found.group(), now).wanted
    if len(there) != 1 or there[0].days is None or there[0].days.first is None:
        return None
    first = max(there[0].days.first - timedelta(days=AROUND), now.date())
    days = DayRange(first, there[0].days.first + timedelta(days=AROUND + 1))
    together = read_wish(text, now)
    if together.wanted and not any(option.days == there[0].days for option in together.wanted):
        return None  # „Mittwoch in zwei Wochen" is that Wednesday
    rest = read_wish(f"{text[: found.start()]} {text[found.end() :]}", now)
    days_said = [option for option in rest.wanted if option.days or option.weekdays]
    hours = next((option.times for option in rest.wanted if option.times), None)
    wanted = tuple(_within(option, days, hours) for option in days_said)
    return replace(rest, wanted=tuple(dict.fromkeys(wanted)) or (Option(days=days, times=hours),))


def _within(option: Option, days: DayRange, hours: TimeWindow | None) -> Option:
    """The weekday of `option` among `days`."""
    weekdays = option.weekdays
    if option.days and option.days.first:
        weekdays = frozenset({option.days.first.weekday()})
    return Option(days=days, weekdays=weekdays, times=option.times or hours)


def _this_week_again(text: str, wish: Terminwunsch, now: datetime) -> Terminwunsch:
    """„Ende der Woche", said when it is over, is that of the next week."""
    is_over = bool(wish.wanted) and all(
        option.days and option.days.end and option.days.end <= now.date() for option in wish.wanted
    )
    if not is_over or _THIS_WEEK.search(text) is None:
        return wish
    return replace(wish, wanted=tuple(_a_week_later(option) for option in wish.wanted))


def _till_noon(text: str, wish: Terminwunsch) -> Terminwunsch:
    """„Ab 10 Uhr vormittags" ends at noon."""
    if _FORENOON.search(text) is None or any(o.times is None for o in wish.wanted) or not wish.wanted:
        return wish
    return replace(
        wish,
        wanted=tuple(
            replace(option, times=TimeWindow(option.times.start, NOON))
            if option.times and option.times.end is None and (option.times.start or 0) < NOON
            else option
            for option in wish.wanted
        ),
    )


def _both_times(wish: Terminwunsch) -> Terminwunsch:
    """„Vormittags, aber nicht vor neun": two times of day that bound each other are one."""
    hours = [option.times for option in wish.wanted if option.times and not (option.days or option.weekdays)]
    if len(wish.wanted) != 2 or len(hours) != 2:
        return wish
    whole, half = sorted(hours, key=lambda times: None in (times.start, times.end))
    if None in (whole.start, whole.end) or None not in (half.start, half.end):
        return wish
    start, end = max(whole.start or 0, half.start or 0), min(whole.end or 0, half.end or whole.end or 0)
    return replace(wish, wanted=(Option(times=TimeWindow(start, end)),)) if start < end else wish


def _a_week_later(option: Option) -> Option:
    days = option.days
    if days is None or days.first is None or days.end is None:
        return option
    return replace(option, days=DayRange(days.first + _WEEK, days.end + _WEEK))
