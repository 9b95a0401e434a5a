"""One time of day: „15:30", „15 Uhr 30", „halb vier", „Viertel nach acht", „dreiviertel neun", „zehn
vor drei".

Southern German „viertel neun" is 8:15 and „dreiviertel neun" 8:45. A spoken hour up to twelve may mean the
afternoon; `office_minute` decides it for an office.
"""

from __future__ import annotations

from nlu.dates.fold import word_set
from nlu.dates.reader import Reader
from nlu.dates.values import Clock, Times

NOON = 12 * 60
DAY = 24 * 60
OFFICE_MORNING = 7 * 60
"""Spoken times before seven mean the afternoon: no office receives citizens earlier („drei Uhr" is 15
Uhr)."""
ARTICLES = word_set("ein eine einen einem einer eines")
ONE_AS_ARTICLE = ARTICLES | {"paar"}
Found = tuple[Clock, int]


def office_minute(clock: Clock, part: Times | None = None) -> int:
    """Minutes after midnight for a clock time, the part of the day said with it deciding over the
    office rule."""
    minute = clock.minute
    if minute >= NOON + 60 or minute < 0:
        return minute
    if part is not None and part.start is not None:
        if part.said == "nachts":
            return minute - NOON if minute >= NOON else minute + NOON if minute >= 8 * 60 else minute
        if part.start >= NOON and minute < NOON - (2 * 60 if part.said == "mittags" else 0):
            return minute + NOON  # „mittags um eins"; „viertel vor zwölf mittags" stays
        return minute
    return minute + NOON if clock.spoken and minute < OFFICE_MORNING else minute


def read_clock(r: Reader, i: int, hinted: bool = False) -> Found | None:
    """A clock time at token `i` and the index behind it; `hinted` lets a bare number be an hour („um
    drei")."""
    tags = r.tokens[i].tags
    if "clock" in tags:
        return Clock(tags["clock"]), _past_uhr(r, i + 1)
    if "pair_clock" in tags and (hinted or r.word(i + 1) in ("uhr", "h")) and not r.is_measured(i + 1):
        return Clock(tags["pair_clock"]), _past_uhr(r, i + 1)
    if "fraction" in tags:
        return _fraction(r, i)
    if r.word(i) == "kurz" and r.word(i + 1) in ("vor", "nach"):
        found = read_clock(r, i + 2, True)
        return (found[0]._replace(about=True), found[1]) if found else None
    if r.word(i) == "mitternacht":
        return Clock(0), i + 1
    return _hour(r, i, hinted) if "num" in tags or "ord" in tags else None


def _past_uhr(r: Reader, i: int) -> int:
    return i + 1 if r.word(i) in ("uhr", "h") else i


def _hour(r: Reader, i: int, hinted: bool) -> Found | None:
    """„15 Uhr 30", „fünfzehn Uhr dreißig", „20 nach 3", and a bare hour where the words around allow it."""
    relative = _minutes_around(r, i)
    if relative:
        return relative
    hour = r.whole(i, "num", 0, 24)
    if hour is None:
        return None
    k = i + 1
    if r.word(k) in ("uhr", "h"):
        return _with_minutes(r, hour, k + 1)
    if r.word(i) in ONE_AS_ARTICLE:
        return None
    label = r.tag(i, "digits") and r.is_numbered(i)
    number_follows = r.tag(k, "num") is not None and r.word(k) not in ARTICLES  # „um 9 einen Termin"
    if not hinted or label or r.is_measured(k) or r.tag(k, "month") or number_follows:
        return None
    return _spoken(hour * 60), k


def _with_minutes(r: Reader, hour: int, k: int) -> Found:
    """The minutes after „Uhr", if the number there is not the start of something else."""
    start = k + 1 if r.word(k) == "und" and r.word(k + 2) in ("minuten", "minute") else k
    minutes = r.whole(start, "num", 0, 59)
    ends = r.tag(start + 1, "unit") == "minute"
    counts = (
        minutes is not None and minutes < 10 and r.word(start + 1).isalpha() and not r.tokens[start + 1].tags
    )
    if r.word(start) in ONE_AS_ARTICLE or (counts and not ends):
        return _spoken(hour * 60), k  # „um 10 Uhr einen Termin", „um zehn Uhr zwei Termine"
    if minutes is None or hour == 24:
        return _spoken(hour * 60), k
    other = r.word(start + 1) in ("uhr", "h", ".", ":") and r.tag(start + 2, "num") is not None
    if other or r.word(start + 1) in ("uhr", "h", "vor", "nach") or (r.is_measured(start + 1) and not ends):
        return _spoken(hour * 60), k
    return _spoken(hour * 60 + minutes), start + (2 if ends else 1)


def _spoken(minute: int) -> Clock:
    return Clock(minute, spoken=minute < NOON + 60 and minute >= 60)


def _fraction(r: Reader, i: int) -> Found | None:
    """„halb vier", „viertel nach acht", „viertel vor neun", „viertel neun", „dreiviertel neun"."""
    minutes: int = r.tag(i, "fraction")
    if minutes == 15 and r.word(i + 1) in ("nach", "vor", "ab"):
        hour = _full_hour(r, i + 2)
        sign = -1 if r.word(i + 1) == "vor" else 1
        return _around(hour, sign * 15) if hour else None
    hour = _full_hour(r, i + 1)
    return _around(hour, minutes - 60) if hour else None


def _full_hour(r: Reader, i: int) -> tuple[int, int] | None:
    """An hour and the index behind it and its „Uhr"; not a number that counts something."""
    hour = r.whole(i, "num", 0, 24)
    article = r.word(i) in ONE_AS_ARTICLE and r.word(i + 1) not in ("uhr", "h")
    if hour is None or article or r.is_measured(i + 1) or r.tag(i + 1, "month"):
        return None
    return hour, _past_uhr(r, i + 1)


def _around(hour: tuple[int, int], minutes: int) -> Found:
    value, k = hour
    minute = (value * 60 + minutes) % DAY
    if value > 12:
        return Clock(minute), k
    return _spoken(minute if minute >= 60 else minute + NOON), k  # „halb eins" is half past twelve


def _minutes_around(r: Reader, i: int) -> Found | None:
    """„20 nach 3", „15 Minuten vor 12", „fünf vor halb vier", „drei viertel neun"."""
    minutes = r.whole(i, "num", 1, 59)
    if minutes is None:
        return None
    if minutes == 3 and r.tag(i + 1, "fraction") == 15 and r.word(i + 2) not in ("nach", "vor"):
        hour = _full_hour(r, i + 2)
        return _around(hour, -15) if hour else None
    k = i + 2 if r.tag(i + 1, "unit") == "minute" else i + 1
    if r.word(k) not in ("vor", "nach"):
        return None
    sign = -1 if r.word(k) == "vor" else 1
    if r.tag(k + 1, "fraction") == 30:
        hour = _full_hour(r, k + 2)
        return _around(hour, -30 + sign * minutes) if hour else None
    hour = _full_hour(r, k + 1)
    return _around(hour, sign * minutes) if hour else None
