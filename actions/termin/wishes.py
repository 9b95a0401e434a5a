"""When the citizen wants to come: put together over several sentences, and asked of the calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from booking.model import Items, SlotQuery
from nlu.dates import DayRange, Option, Terminwunsch, TimeWindow

MINUTES_A_DAY = 24 * 60


def merge(old: Terminwunsch, new: Terminwunsch, today: date) -> Terminwunsch:
    """The wish after one more sentence: what it says replaces, what it leaves open stays.

    „nächste Woche", then „nachmittags" are the afternoons of next week; „doch lieber Dienstag" after that is
    the Tuesday of next week, in the afternoon.
    """
    weekday = _bare_weekday(new)
    wanted = tuple(
        merged
        for option in new.wanted
        for merged in _merged(old.wanted, _anchored(option, weekday, old, today))
    )
    exclude = (*(e for e in old.exclude if not _names(new.wanted, e)), *new.exclude)
    return Terminwunsch(
        wanted=tuple(dict.fromkeys(wanted)) or old.wanted,
        exclude=tuple(dict.fromkeys(exclude)),
        earliest=new.earliest or (old.earliest and not new.wanted),
    )


def without_days(wish: Terminwunsch, days: frozenset[date]) -> Terminwunsch:
    """The same wish, but not on these days; where it names no others, the days after the first of them."""
    ruled_out = tuple(Option(days=DayRange(day, day + timedelta(days=1))) for day in sorted(days))
    others = tuple(option for option in wish.wanted if _has_a_day_beside(option, days))
    after = DayRange(min(days), None) if days else None
    following = tuple(replace(option, days=after, weekdays=frozenset()) for option in wish.wanted)
    wanted = others or tuple(dict.fromkeys(following))
    return replace(wish, wanted=wanted, exclude=tuple(dict.fromkeys((*wish.exclude, *ruled_out))))


def only_on(wish: Terminwunsch, day: date) -> Terminwunsch:
    """The wish narrowed to one day, at any time of it."""
    one_day = Option(days=DayRange(day, day + timedelta(days=1)))
    return replace(
        wish, wanted=(one_day,), exclude=tuple(e for e in wish.exclude if not _names((one_day,), e))
    )


def any_time_of_its_days(wish: Terminwunsch) -> Terminwunsch:
    """The same days, whatever the time of day."""
    return replace(wish, wanted=tuple(dict.fromkeys(replace(o, times=None) for o in wish.wanted)))


def is_past(wish: Terminwunsch, now: datetime) -> bool:
    """Whether all that is wished for lies before `now`."""
    return bool(wish.wanted) and all(
        _last_moment(option) <= now.replace(tzinfo=None) for option in wish.wanted
    )


def first_day(wish: Terminwunsch) -> date | None:
    """The first day wished for, if there is one."""
    firsts = [option.days.first for option in wish.wanted if option.days and option.days.first]
    return min(firsts) if firsts and len(firsts) == len(wish.wanted) else None


def query_for(
    wish: Terminwunsch, items: Items, offices: tuple[str, ...], *, limit: int, not_before: date | None = None
) -> SlotQuery:
    """The smallest search that holds every slot the wish allows; what it finds is still to be sifted."""
    options = wish.wanted
    return SlotQuery(
        items=items,
        offices=offices,
        from_day=max(filter(None, (first_day(wish), not_before)), default=None),
        to_day=_last_day(options),
        from_time=_from_time(options),
        to_time=_to_time(options),
        weekdays=frozenset().union(*(o.weekdays for o in options))
        if all(o.weekdays for o in options)
        else frozenset(),
        limit=limit,
    )


def wish_to_json(wish: Terminwunsch) -> dict[str, Any]:
    """For the slot; the places in the text are not kept."""
    return {
        "wanted": [_option_to_json(option) for option in wish.wanted],
        "exclude": [_option_to_json(option) for option in wish.exclude],
        "earliest": wish.earliest,
    }


def wish_from_json(stored: Mapping[str, Any]) -> Terminwunsch:
    """What `wish_to_json` gave."""
    return Terminwunsch(
        wanted=tuple(_option_from_json(option) for option in stored["wanted"]),
        exclude=tuple(_option_from_json(option) for option in stored["exclude"]),
        earliest=stored["earliest"],
    )


def _merged(old: tuple[Option, ...], new: Option) -> list[Option]:
    if new.days or new.weekdays:
        hours = {option.times for option in old}
        times = new.times or (hours.pop() if len(hours) == 1 else None)
        frames = {option.days for option in old if option.days} if new.weekdays and not new.days else set()
        return [replace(new, days=days, times=times) for days in frames] or [replace(new, times=times)]
    return [replace(option, times=new.times) for option in old] or [new]


def _bare_weekday(wish: Terminwunsch) -> int | None:
    """The weekday where the sentence names one weekday and no more („Dienstag")."""
    days = [
        span
        for span in wish.spans
        if not span.excluded and span.kind in ("date", "datetime", "datetimerange")
    ]
    return days[0].weekday if len(days) == 1 and not days[0].open else None


def _anchored(option: Option, weekday: int | None, old: Terminwunsch, today: date) -> Option:
    """„Dienstag" after „nächste Woche" (or an offer in that week) is the Tuesday of that week."""
    start = first_day(old)
    if weekday is None or start is None or option.days is None:
        return option
    start = max(start, today)
    day = start + timedelta(days=(weekday - start.weekday()) % 7)
    return replace(option, days=DayRange(day, day + timedelta(days=1)))


def _names(wanted: tuple[Option, ...], excluded: Option) -> bool:
    """Whether something wanted was wholly ruled out before: who changes his mind is right."""
    return any(_rules_out(excluded, option) for option in wanted)


def _rules_out(excluded: Option, option: Option) -> bool:
    """Whether all of `option` is excluded: „nicht montags" leaves something of „nächste Woche"."""
    if excluded.times and not (option.times and _lies_in(option.times, excluded.times)):
        return False
    if excluded.days is None and not excluded.weekdays:
        return True
    if option.days is None or option.days.first is None or option.days.end is None:
        return excluded.days is None and bool(option.weekdays) and option.weekdays <= excluded.weekdays
    length = (option.days.end - option.days.first).days
    noons = [datetime.combine(option.days.first, time(12)) + timedelta(days=n) for n in range(length)]
    of_option = [noon for noon in noons if noon in replace(option, times=None)]
    return bool(of_option) and all(noon in replace(excluded, times=None) for noon in of_option)


def _lies_in(inner: TimeWindow, outer: TimeWindow) -> bool:
    starts = outer.start is None or (inner.start is not None and outer.start <= inner.start)
    return starts and (outer.end is None or (inner.end is not None and inner.end <= outer.end))


def _last_moment(option: Option) -> datetime:
    if option.days is None or option.days.end is None:
        return datetime.max
    end = option.times.end if option.times and option.times.end else MINUTES_A_DAY
    return datetime.combine(option.days.end - timedelta(days=1), time()) + timedelta(minutes=end)


def _has_a_day_beside(option: Option, days: frozenset[date]) -> bool:
    span = option.days
    if span is None or span.first is None or span.end is None:
        return True
    of_span = (span.first + timedelta(days=n) for n in range((span.end - span.first).days))
    return any(
        day not in days and (not option.weekdays or day.weekday() in option.weekdays) for day in of_span
    )


def _last_day(options: tuple[Option, ...]) -> date | None:
    ends = [option.days.end for option in options if option.days and option.days.end]
    return max(ends) - timedelta(days=1) if ends and len(ends) == len(options) else None


def _from_time(options: tuple[Option, ...]) -> time | None:
    starts = [option.times.start for option in options if option.times and option.times.start]
    return _clock(min(starts)) if starts and len(starts) == len(options) else None


def _to_time(options: tuple[Option, ...]) -> time | None:
    ends = [option.times.end for option in options if option.times and option.times.end]
    if not ends or len(ends) < len(options) or max(ends) >= MINUTES_A_DAY:
        return None
    return _clock(max(ends))


def _clock(minutes: int) -> time:
    return time(*divmod(max(0, minutes), 60))


def _option_to_json(option: Option) -> dict[str, Any]:
    days, times = option.days, option.times
    return {
        "days": [_iso(days.first), _iso(days.end)] if days else None,
        "weekdays": sorted(option.weekdays),
        "times": [times.start, times.end] if times else None,
    }


def _option_from_json(stored: Mapping[str, Any]) -> Option:
    days, times = stored["days"], stored["times"]
    return Option(
        days=DayRange(_date(days[0]), _date(days[1])) if days else None,
        weekdays=frozenset(stored["weekdays"]),
        times=TimeWindow(times[0], times[1]) if times else None,
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
