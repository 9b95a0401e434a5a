"""Stretches of the day: „zwischen 9 und 11", „ab 14 Uhr", „nachmittags", „nach der Arbeit"; and hours
from now."""

from __future__ import annotations

from typing import NamedTuple

from nlu.dates.clock_rules import DAY, NOON, office_minute, read_clock
from nlu.dates.moment_rules import rolling_hours
from nlu.dates.reader import Reader
from nlu.dates.values import Clock, Moment, Times
from nlu.dates.vocabulary import EARLY_PARTS, LATE_PARTS, PARTS, Part

AFTER = frozenset({"ab", "nach"})
BEFORE = frozenset({"bis", "vor"})
TimeValue = Clock | Times | Moment


class TimeFound(NamedTuple):
    """A time, the index behind it, and whether it stands on a bare number that needs company to be
    believed."""

    value: TimeValue
    end: int
    weak: bool = False


def read_time(r: Reader, i: int, has_day: bool, hinted: bool = False) -> TimeFound | None:
    """A time of day at token `i`; `has_day` says that a day was read before („Dienstag früh")."""
    op = r.tag(i, "op")
    if op == "zwischen":
        return _range(r, i + 1, ("und", "bis"), True)
    if op == "von":
        return _range(r, i + 1, ("bis", "to"), True)
    if op in AFTER or op in BEFORE:
        found = _open(r, i, op) or _idiom(r, i)
        if found or op != "vor":
            return found
        return None
    negated = _not_beyond(r, i)
    if negated:
        return negated
    k = i
    about = False
    while r.tag(k, "about") and k < i + 4:
        about = about or r.word(k) not in ("um", "so")
        hinted = hinted or r.word(k) not in ("so", "vielleicht", "herum")
        k += 1
    rolling = rolling_hours(r, i) if k == i else None
    if rolling:
        return TimeFound(rolling[0], rolling[1])
    found = _range(r, k, ("bis", "to", "/"), hinted) if r.tag(k, "part") is None else None
    if found:
        return found
    clock = read_clock(r, k, hinted)
    if clock:
        return _postfix(r, clock[0]._replace(about=about or clock[0].about), clock[1])
    return read_part(r, k, has_day, k > i)


def read_part(r: Reader, i: int, has_day: bool, introduced: bool = False) -> TimeFound | None:
    """A part of the day; the words „morgen" and „früh" only where they cannot be a day or an adverb."""
    size: dict[str, Part] = PARTS
    k = i
    if r.word(i)[:4] in ("frue", "fruh") and r.tag(i + 1, "part"):
        size, k = {**PARTS, **EARLY_PARTS}, i + 1
    elif r.word(i)[:4] in ("spae", "spat") and r.tag(i + 1, "part"):
        size, k = {**PARTS, **LATE_PARTS}, i + 1
    name = r.tag(k, "part")
    if name is None:
        return None
    word, before = r.word(k), r.word(i - 1)
    if word in ("morgen", "frueh", "fruh") and k == i:
        allowed = before in ("am", "der", "jeden", "diesen", "gestern") if not has_day else before != "so"
        if not (allowed or (introduced and before != "so") or (word != "morgen" and before in ("uhr", "h"))):
            return None
    end = k + 1
    if r.word(end) in ("frueh", "fruh") and name == "frueh":
        end += 1
    part = size[name]
    return TimeFound(Times(part.start, part.end, part.said), end)


def _range(r: Reader, i: int, joints: tuple[str, ...], strong: bool) -> TimeFound | None:
    """Two clock times with „bis", „und", „-" or „/" between; both ends are what was said, the end
    exclusive."""
    left = read_clock(r, i, True) or _noon(r, i)
    if left is None:
        return None
    k = left[1]
    if r.word(k) not in joints and not (r.tag(k, "op") == "to" and "to" in joints):
        return None
    after = k + 1
    while r.word(after) in ("um", "ca", "etwa", "zu", "zur") and after < k + 3:
        after += 1
    right = read_clock(r, after, True) or _noon(r, after)
    if right is None or (r.tag(right[1] - 1, "digits") and r.tag(right[1], "month")):
        return None
    if r.is_measured(right[1]) or (r.word(right[1]) == "." and r.touches(right[1] + 1)):
        return None
    start, end = _ordered(left[0], right[0])
    if start >= end:
        return None
    bare = not (_is_clear(r, i, left[1]) or _is_clear(r, after, right[1]))
    return TimeFound(Times(start, end), right[1], bare and not strong)


def _noon(r: Reader, i: int) -> tuple[Clock, int] | None:
    """„bis mittags", „ab Mittag": the hour twelve as an end of a stretch."""
    return (Clock(NOON), i + 1) if r.tag(i, "part") == "mittag" else None


def _ordered(left: Clock, right: Clock) -> tuple[int, int]:
    """Both ends on one clock: „von 9 bis 3" is 9 to 15, „5 bis 7" is 17 to 19, „6 bis 8" is 6 to 8."""
    start, end = office_minute(left), office_minute(right)
    if start < end:
        return start, end
    if left.spoken and 6 * 60 <= left.minute < end:
        return left.minute, end
    if right.spoken and end < NOON:
        return start, end + NOON
    return start, DAY if end == 0 else end


def _is_clear(r: Reader, i: int, end: int) -> bool:
    """True if the time from `i` to `end` shows by itself that it is one (a colon, „Uhr", „halb")."""
    first = r.tokens[i].tags
    return end - i > 1 or "clock" in first or "part" in first


def _open(r: Reader, i: int, op: str) -> TimeFound | None:
    """„ab 14 Uhr", „bis 11 am Vormittag", „nach 9:30 aber vor 11:00", „frühestens um 10"."""
    k = i + 1
    while (
        r.tag(k, "about") or r.tag(k, "op") == op or r.word(k) in ("zum", "zur", "zu", "dem", "nach")
    ) and k < i + 4:
        k += 1
    clock = read_clock(r, k, True) or _noon(r, k)
    if clock is None:
        part = read_part(r, k, True) if op in ("ab", "bis") else None
        if part is None or not isinstance(part.value, Times) or r.word(k) in ("morgen",):
            return None
        bound = Times(part.value.start, None) if op == "ab" else Times(None, part.value.end)
        return TimeFound(bound, part.end)
    if r.tag(k, "digits") and r.word(clock[1]) in (".", "/") and r.touches(clock[1] + 1):
        return None
    weak = not _is_clear(r, k, clock[1])
    if op in BEFORE:
        return TimeFound(Times(None, office_minute(clock[0])), clock[1], weak)
    after = clock[1]
    while r.word(after) in ("aber", "jedoch", "noch", "und", ",") and after < clock[1] + 3:
        after += 1
    if r.tag(after, "op") in BEFORE or r.tag(after, "op") == "to":
        second = read_clock(r, after + 1, True) or _noon(r, after + 1)
        if second and not r.is_measured(second[1]):
            start, end = _ordered(clock[0], second[0])
            if start < end:
                return TimeFound(
                    Times(start, end), second[1], weak and not _is_clear(r, after + 1, second[1])
                )
    return TimeFound(Times(office_minute(clock[0]), None), clock[1], weak)


def _not_beyond(r: Reader, i: int) -> TimeFound | None:
    """„nicht vor 10 Uhr" is from ten on, „nicht später als 16 Uhr" until four; „später als" without
    „nicht" too."""
    k, negated = (i + 1, True) if r.word(i) == "nicht" else (i, False)
    k += r.word(k) in ("erst", "mehr")
    if negated and r.word(k) in ("vor", "nach"):
        after, k = r.word(k) == "vor", k + 1
    elif r.word(k) in ("frueher", "fruher", "eher", "spaeter", "spater") and r.word(k + 1) == "als":
        after, k = (r.word(k)[0] == "s") != negated, k + 2
    else:
        return None
    k += r.word(k) == "um"
    clock = read_clock(r, k, True)
    if clock is None:
        return None
    minute = office_minute(clock[0])
    return TimeFound(Times(minute, None) if after else Times(None, minute), clock[1])


def _postfix(r: Reader, clock: Clock, k: int) -> TimeFound:
    """„14 Uhr frühestens", „11 Uhr spätestens", „15 Uhr in etwa"."""
    if r.tag(k, "op") == "ab" and r.word(k) != "ab":
        return TimeFound(Times(office_minute(clock), None), k + 1)
    if r.tag(k, "op") == "bis" and r.word(k) != "bis":
        return TimeFound(Times(None, office_minute(clock)), k + 1)
    if r.word(k) == "in" and r.word(k + 1) == "etwa":
        return TimeFound(clock._replace(about=True), k + 2)
    if r.word(k) in ("herum", "rum", "ungefaehr", "circa", "ca") and not r.tag(k + 1, "num"):
        return TimeFound(clock._replace(about=True), k + 1)
    return TimeFound(clock, k)


def _idiom(r: Reader, i: int) -> TimeFound | None:
    """„nach der Arbeit", „nach Feierabend", „nach dem Mittagessen", „vor dem Mittag"."""
    k = i + 2 if r.word(i + 1) in ("der", "dem") else i + 1
    word, op = r.word(k), r.word(i)
    if op == "nach" and word in ("arbeit", "feierabend", "buero"):
        part = PARTS["feierabend"]
    elif op == "nach" and word in ("mittagessen", "mittagspause"):
        part = PARTS["nach_mittagessen"]
    elif op == "vor" and word in ("mittagessen", "mittagspause"):
        return TimeFound(Times(None, NOON), k + 1)
    else:
        return None
    return TimeFound(Times(part.start, part.end, part.said), k + 1)
