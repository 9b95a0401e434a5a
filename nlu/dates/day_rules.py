"""Absolute days: dates in figures and words, weekdays, months, feasts, school holidays."""

from __future__ import annotations

from nlu.dates.clock_rules import ARTICLES
from nlu.dates.durations import duration
from nlu.dates.feast_names import feast_at, ferien_at
from nlu.dates.ferien import find_ferien
from nlu.dates.fold import word_set
from nlu.dates.periods import add_days, last_weekday, next_weekday
from nlu.dates.reader import Reader
from nlu.dates.relative_rules import DayRule, read_relative
from nlu.dates.resolve import resolve
from nlu.dates.values import Days, DayValue, FeastDay, Partial

Found = tuple[DayValue, int]
DATE_PREPOSITIONS = word_set("am den dem der vom zum ab bis seit nach vor")


def read_day(r: Reader, i: int, dated: bool = False) -> Found | None:
    """A day, week, month or other calendar stretch at token `i`, and the index behind it.

    `dated` says that the words before expect a date („am 3.", „vom 3.12"), so that a bare ordinal or a
    pair of
    numbers counts.
    """
    return _read(r, i, dated, _read_anchor)


def _read_anchor(r: Reader, i: int, dated: bool) -> Found | None:
    """The day that another is counted from („drei Tage nach …"); it cannot itself be counted from a third."""
    return _read(r, i, dated, None)


def _read(r: Reader, i: int, dated: bool, anchor: DayRule | None) -> Found | None:
    tags = r.tokens[i].tags
    found = None
    if tags:
        if "weekday" in tags or "short" in tags:
            found = _weekday(r, i)
        elif "weekly" in tags:
            found = _weekly(r, i)
        elif "date" in tags or "daymonth" in tags or "pair_day" in tags:
            found = _figures(r, i, dated)
        else:
            found = _in_words(r, i, dated)
    return found or _named(r, i) or read_relative(r, i, anchor)


def _figures(r: Reader, i: int, dated: bool) -> Found | None:
    full = r.tag(i, "date")
    if full:
        return Partial(full[0], full[1], r.century(full[2])), i + 1
    day_month = r.tag(i, "daymonth")
    if day_month and not r.is_numbered(i):
        return Partial(*day_month), i + 1
    pair = r.tag(i, "pair_day")
    if pair and not r.is_numbered(i) and not r.is_measured(i + 1) and r.word(i + 1) not in ("uhr", "h"):
        return Partial(*pair), i + 1
    return None


def _in_words(r: Reader, i: int, dated: bool) -> Found | None:
    """„3. Dezember 2026", „Dezember 3", „dritter zwölfter", „am 3.", „Dezember"."""
    day = r.whole(i, "ord", 1, 31) or (r.whole(i, "num", 1, 31) if r.tag(i + 1, "month") else None)
    if day is None and r.whole(i, "num", 1, 31) and r.word(i + 1) in ("vom", "von") and r.tag(i + 2, "month"):
        return Partial(r.whole(i, "num", 1, 31), r.tag(i + 2, "month")), i + 3
    if day is not None:
        k = i + 2 if r.word(i + 1) in ("im", "des") else i + 1
        month = r.tag(k, "month") or (None if r.tag(k, "digits") else r.whole(k, "ord", 1, 12))
        if month and not (r.tag(k, "ord") and r.tag(i, "digits")):
            return _with_year(r, Partial(day, month), _past_dot(r, k))
        if dated and r.tag(i, "num") is None and not _counts_something(r, i + 1):
            return Partial(day), i + 1
        return None
    month = r.tag(i, "month")
    if month is None:
        return None
    k = _past_dot(r, i)
    day = r.whole(k, "ord", 1, 31) or r.whole(k, "num", 1, 31)
    spoken_hour = r.word(k + 1) in ("uhr", "h") or r.is_measured(k + 1)
    if day and not spoken_hour and r.word(i - 1) not in ("im", "in") and not r.tag(k + 1, "month"):
        return _with_year(r, Partial(day, month), k + 1)
    return _with_year(r, Partial(month=month), k)


def _past_dot(r: Reader, i: int) -> int:
    """Behind the word at `i` and, when it is an abbreviation, behind its dot."""
    abbreviated = len(r.word(i)) <= 4 and r.word(i) not in ("mai", "juni", "juli")
    return i + 2 if abbreviated and r.word(i + 1) == "." and r.touches(i + 1) else i + 1


def _with_year(r: Reader, value: Partial, k: int) -> Found:
    found = r.year(k)
    if found and (value.day is not None or found[0] > 0):
        return value._replace(year=found[0]), found[1]
    return value, k


def _counts_something(r: Reader, i: int) -> bool:
    """„am dritten Schalter", „in den ersten drei Monaten": the ordinal belongs to a noun; not so in „am 3.
    einen Termin"."""
    if r.word(i) in ARTICLES:
        return False
    numbered = r.tag(i, "num") is not None and r.word(i + 1) not in ("uhr", "h", "bis", "-")
    return r.is_measured(i) or r.tag(i, "weekday") is not None or numbered


def _weekday(r: Reader, i: int) -> Found | None:
    weekday = r.tag(i, "weekday")
    k = i + 1
    if weekday is None:
        weekday = r.tag(i, "short")
        if r.word(k) == "." and r.touches(k):
            k += 1
        elif weekday == 6 and not (r.tag(_past_sign(r, k), "digits") or r.tag(_past_sign(r, k), "daymonth")):
            return None  # the little word „so"
        if weekday == 6 and r.word(k) in ("um", "gegen", "ca"):
            return None
    after_next = r.word(k) == "nach" and r.word(k + 1) == "dem" and r.tag(k + 2, "rel") == 1
    if after_next and not r.tag(k + 3, "weekday") and not r.tag(k + 3, "unit"):
        second = add_days(next_weekday(r.today, weekday), 7)
        return Days(second, add_days(second, 1)), k + 3
    shifted = duration(r, k)
    if shifted and shifted[1] in ("week", "day") and r.word(k) in ("in", "vor", "ueber"):
        amount, unit, end = shifted
        days = _weeks(amount, unit) * (-7 if r.word(k) == "vor" else 7)
        start = add_days(r.today, days - 1)
        day = next_weekday(start, weekday)
        return Days(day, add_days(day, 1)), end
    return _beside_feast(r, k, weekday) or (Partial(weekday=weekday), k)


def _past_sign(r: Reader, i: int) -> int:
    return i + 1 if r.word(i) == "," else i


def _weeks(amount: float, unit: str) -> int:
    """„Montag in acht Tagen" is Monday in a week, „in vierzehn Tagen" in two."""
    return int(amount) if unit == "week" else max(1, int(amount) // 7)


def _beside_feast(r: Reader, k: int, weekday: int) -> Found | None:
    """„Dienstag nach Ostern", „Freitag vor den Ferien"."""
    op = r.word(k)
    if op not in ("nach", "vor"):
        return None
    found = _named(r, k + 1 + (r.word(k + 1) in ("den", "dem", "der")))
    days = resolve(found[0], r.today) if found else None
    if not found or not isinstance(days, Days):
        return None
    if op == "nach":
        day = next_weekday(add_days(days.end, days.after - 1), weekday)
    else:
        day = last_weekday(add_days(days.first, -days.before), weekday)
    return Days(day, add_days(day, 1)), found[1]


def _weekly(r: Reader, i: int) -> Found:
    weekdays: tuple[int, ...] = r.tag(i, "weekly")
    day = min(next_weekday(r.today, weekday) for weekday in weekdays)
    return Days(day, add_days(day, 1), weekly=weekdays), i + 1


def _named(r: Reader, i: int) -> Found | None:
    """A feast or school holidays, with a year if one is said („Ostern 2027", „Osterferien nächstes Jahr")."""
    feast = feast_at(r, i)
    if feast:
        year = r.year(feast[1])
        return (FeastDay(feast[0], year[0]), year[1]) if year else (FeastDay(feast[0]), feast[1])
    holidays = ferien_at(r, i)
    if not holidays:
        return None
    year = r.year(holidays[1])
    ferien = find_ferien(holidays[0], r.today, year[0] if year else None)
    if ferien is None:
        return None
    return Days(ferien.first, add_days(ferien.last, 1), "days"), year[1] if year else holidays[1]
