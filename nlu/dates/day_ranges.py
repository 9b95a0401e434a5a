"""Day expressions put together: „Mittwoch nächster Woche", „vom 3. bis 10. Mai", „nach den Osterferien"."""

from __future__ import annotations

from typing import NamedTuple

from nlu.dates.day_rules import DATE_PREPOSITIONS, read_day
from nlu.dates.fold import word_set
from nlu.dates.periods import add_days
from nlu.dates.reader import Reader
from nlu.dates.resolve import between, bound, merge, resolve, resolve_range
from nlu.dates.values import Bound, Days, DayValue, FeastDay, Partial

OPEN = word_set("ab seit nach vor bis")
ARTICLES = word_set("am an den dem der die das zum zur einem einschliesslich inklusive einschl in im")


class DayFound(NamedTuple):
    """A day value, the index behind it, and whether it needs company or the whole text to be believed."""

    value: DayValue
    end: int
    weak: bool = False


def read_days(r: Reader, i: int) -> DayFound | None:
    """A day, a range of days or days with an open end at token `i`."""
    op = r.tag(i, "op")
    if op == "zwischen":
        found = read_day(r, i)  # „zwischen den Jahren"
        return DayFound(*found) if found else _between(r, i + 1)
    if op == "von":
        k = _past_articles(r, i + 1)
        return _range(r, k, True) or _from_on(r, k)
    if op in OPEN:
        return _bound(r, i, op)
    if op == "ueber":
        return _over(r, _past_articles(r, i + 1))
    beyond = _not_beyond(r, i)
    if beyond:
        return beyond
    listed = r.word(i - 1) in ("und", "oder") and r.tag(i - 2, "digits") and r.tag(i - 2, "ord")
    dated = r.word(i - 1) in DATE_PREPOSITIONS or bool(listed)
    return _range(r, i, dated) or _single(r, i, dated)


def _from_on(r: Reader, i: int) -> DayFound | None:
    """„vom 1.12. an", „von Montag an"."""
    found = _single(r, i, True)
    days = resolve(found.value, r.today) if found and r.word(found.end) == "an" else None
    return DayFound(bound("ab", days), found.end + 1) if found and isinstance(days, Days) else None


def _not_beyond(r: Reader, i: int) -> DayFound | None:
    """„nicht vor Freitag" is from Friday on, „nicht später als Freitag" until Friday."""
    if r.word(i) != "nicht":
        return None
    if r.word(i + 1) in ("vor", "nach"):
        op, k = ("ab" if r.word(i + 1) == "vor" else "bis"), i + 2
    elif r.word(i + 2) == "als" and r.word(i + 1) in ("frueher", "fruher", "eher", "spaeter", "spater"):
        op, k = ("bis" if r.word(i + 1)[0] == "s" else "ab"), i + 3
    else:
        return None
    found = _single(r, _past_articles(r, k), True)
    days = resolve(found.value, r.today) if found else None
    return DayFound(bound(op, days), found.end) if found and isinstance(days, Days) else None


def _past_articles(r: Reader, i: int) -> int:
    k = i
    while r.word(k) in ARTICLES and k < i + 2:
        k += 1
    return k


def _single(r: Reader, i: int, dated: bool) -> DayFound | None:
    """One day with everything beside it that narrows it down („am 3." + „nächsten Monats")."""
    found = read_day(r, i, dated)
    if found is None:
        bare = r.whole(i, "ord", 1, 31) if r.tag(i, "digits") else None
        if bare is None or r.tag(i + 1, "rel") is None:
            return None
        found = Partial(bare), i + 1
    value, k = found
    weak = _is_weak(r, i, k, dated)
    while True:
        other = None
        step = k
        while step < k + 3:
            if step != k or r.tag(step, "op") not in OPEN:
                other = read_day(r, step, r.word(step - 1) in DATE_PREPOSITIONS)
            if other or not (
                r.word(step) == "," or r.word(step) in ARTICLES or r.word(step) in ("des", "vom", "von")
            ):
                break
            step += 1
        merged = merge(value, other[0], r.today) if other else None
        if merged is None or other is None:
            break
        value, k, weak = merged, other[1], False
    return DayFound(_borrowed(r, value, k), k, weak)


def _is_weak(r: Reader, i: int, end: int, dated: bool) -> bool:
    tags = r.tokens[i].tags
    if "short" in tags and "weekday" not in tags:
        return end <= i + 2 and not (_is_weekday(r, end + 1, end) or _is_weekday(r, i - 2, i - 1))
    return "pair_day" in tags and not dated


def _is_weekday(r: Reader, i: int, joint: int) -> bool:
    """„Di/Do", „Mo und Mi": one abbreviation vouches for the other."""
    listed = i >= 0 and r.word(joint) in ("/", "und", "oder", ",", "&")
    return listed and (r.tag(i, "short") is not None or r.tag(i, "weekday") is not None)


def _borrowed(r: Reader, value: DayValue, k: int) -> DayValue:
    """„am 3. und 4. Mai": the first day takes the month of the second."""
    if not (
        isinstance(value, Partial) and value.day and value.month is None and r.word(k) in ("und", "oder", ",")
    ):
        return value
    other = read_day(r, k + 1 + (r.word(k + 1) in ("am", "den", "der")), True)
    if other and isinstance(other[0], Partial) and other[0].day and other[0].month and not value.weekday:
        return value._replace(month=other[0].month, year=other[0].year)
    return value


def _range(r: Reader, i: int, dated: bool) -> DayFound | None:
    """Two days with „bis", „-" or „/" between; the left one may be a bare number („13 - 15 Juli")."""
    left = _single(r, i, dated)
    if left is None:
        day = r.whole(i, "ord", 1, 31) or (r.whole(i, "num", 1, 31) if r.tag(i, "digits") else None)
        if day is None or r.is_numbered(i):
            return None
        left = DayFound(Partial(day), i + 1, True)
    k = left.end
    if r.word(k) == "." and r.touches(k):
        k += 1  # „Mo. - Fr."
    if not (r.tag(k, "op") == "to" or r.word(k) in ("bis", "/")):
        return None
    start = _past_articles(r, k + 1)
    right = _single(r, start, True)
    if right is None:
        return None
    bare = isinstance(left.value, Partial) and left.value.day and not left.value.month and left.weak
    if bare and not (isinstance(right.value, Partial) and right.value.month and right.value.day):
        return None
    if not isinstance(left.value, Bound) and isinstance(right.value, Bound):
        return None
    if (
        isinstance(left.value, Days)
        and isinstance(right.value, Days)
        and left.value.weekly
        and right.value.weekly
    ):
        return DayFound(_weekly_range(left.value, right.value), right.end)
    if r.word(k) == "/" and isinstance(left.value, Partial) and left.value.day is None:
        return None  # „Di/Do" is a choice of days
    days = resolve_range(left.value, right.value, r.today)
    return DayFound(days, right.end, left.weak and right.weak) if days else None


def _weekly_range(left: Days, right: Days) -> Days:
    """„montags bis donnerstags": every weekday from the one to the other."""
    first, last = left.weekly[0], right.weekly[-1]
    return left._replace(weekly=tuple((first + step) % 7 for step in range((last - first) % 7 + 1)))


def _between(r: Reader, i: int) -> DayFound | None:
    k = _past_articles(r, i)
    left = _single(r, k, True)
    if left is None or r.word(left.end) not in ("und", "bis"):
        return None
    right = _single(r, _past_articles(r, left.end + 1), True)
    days = between(left.value, right.value, r.today) if right else None
    return DayFound(days, right.end) if right and days else None


def _bound(r: Reader, i: int, op: str) -> DayFound | None:
    """„ab Montag", „bis zum 3.", „nach den Osterferien"; „vor zwei Wochen" is a day, not a bound."""
    counted = read_day(r, i) if r.word(i) == "vor" else None
    if counted:
        return DayFound(*counted)
    k = _past_articles(r, i + 2 if r.tag(i + 1, "op") == op else i + 1)
    found = (_range(r, k, True) if op in ("ab", "seit") else None) or _single(r, k, True)
    days = resolve(found.value, r.today) if found else None
    if found is None or not isinstance(days, Days):
        return None
    if (
        op == "seit"
        and isinstance(found.value, Partial)
        and found.value == Partial(weekday=found.value.weekday)
    ):
        return DayFound(Bound(add_days(days.first, -7), None), found.end, found.weak)
    if r.word(k) == "morgen" and op in ("nach", "vor"):
        return None
    value: DayValue = (
        days if op == "ab" and days.grain == "days" and _was_range(r, k, found) else bound(op, days)
    )
    return DayFound(value, found.end, found.weak)


def _was_range(r: Reader, k: int, found: DayFound) -> bool:
    """„ab Montag bis Freitag" has both ends."""
    single = _single(r, k, True)
    return single is None or single.end < found.end


def _over(r: Reader, i: int) -> DayFound | None:
    """„über Ostern": the feast with the days off around it."""
    found = _single(r, i, True)
    if found is None or not isinstance(found.value, FeastDay):
        return None
    days = resolve(found.value, r.today)
    if not isinstance(days, Days):
        return None
    return DayFound(
        Days(add_days(days.first, -days.before), add_days(days.end, days.after), "days"), found.end
    )
