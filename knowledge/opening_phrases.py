"""Opening hours in German sentences: now, on a day, over a week."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import groupby

from knowledge.model import WOCHENTAGE, Dienststelle, Zeitspanne
from knowledge.opening_hours import BUNDESLAND, DayHours, exception_on, hours_on, is_open, next_opening

DAY_NAMES = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONTH_NAMES = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)
ASK_BEFORE = "Bitte fragen Sie vorher nach: Für diesen Tag ist keine besondere Regelung eingetragen."


def clock(moment: time) -> str:
    """`8 Uhr`, `8:30 Uhr`."""
    return f"{_hour(moment)} Uhr"


def spans(zeiten: tuple[Zeitspanne, ...]) -> str:
    """`8 bis 12 Uhr und 14 bis 18 Uhr`; `geschlossen` where there are none."""
    if not zeiten:
        return "geschlossen"
    return " und ".join(f"{_hour(z.von)} bis {clock(z.bis)}" for z in zeiten)


def day_name(day: date, today: date) -> str:
    """`heute`, `morgen`, `Montag`, or with the date when it is not one of the next six days."""
    distance = (day - today).days
    if distance in (0, 1):
        return ("heute", "morgen")[distance]
    name = DAY_NAMES[day.weekday()]
    if 1 < distance < 7:
        return f"{name}, {day.day}. {MONTH_NAMES[day.month - 1]}"
    year = "" if day.year == today.year else f" {day.year}"
    return f"{name}, {day.day}. {MONTH_NAMES[day.month - 1]}{year}"


def state_now(dienststelle: Dienststelle, now: datetime, bundesland: str = BUNDESLAND) -> str | None:
    """`Jetzt geöffnet, heute noch bis 18 Uhr.` or when it opens next; None when no hours are known."""
    if not dienststelle.oeffnungszeiten:
        return None
    hours = hours_on(dienststelle, now.date(), bundesland)
    if is_open(dienststelle, now, bundesland):
        current = next(z for z in hours.zeiten if z.von <= now.time().replace(tzinfo=None) < z.bis)
        state = f"Jetzt geöffnet, heute bis {clock(current.bis)}."
        return state if hours.confirmed else f"{state} {ASK_BEFORE}"
    reason = f" ({hours.grund})" if hours.grund and not hours.zeiten else ""
    opening = next_opening(dienststelle, now, bundesland)
    if opening is None:
        return f"Jetzt geschlossen{reason}."
    day, zeit = opening
    name = day_name(day, now.date())
    when = name if name in ("heute", "morgen") else f"am {name}"
    return f"Jetzt geschlossen{reason}. Wieder geöffnet {when} ab {clock(zeit.von)}."


def state_on(dienststelle: Dienststelle, day: date, today: date, bundesland: str = BUNDESLAND) -> str | None:
    """`Am Samstag, 28. November ist geschlossen.` or its hours; None when no hours are known."""
    if not dienststelle.oeffnungszeiten and exception_on(dienststelle, day) is None:
        return None
    return _sentence(hours_on(dienststelle, day, bundesland), today)


def range_rows(
    dienststelle: Dienststelle,
    first: date,
    last: date,
    today: date,
    bundesland: str = BUNDESLAND,
    *,
    unusual_only: bool = False,
) -> tuple[tuple[str, str], ...]:
    """One row a day from `first` to `last` (both included): its name and its hours, with the reason.

    With `unusual_only` the days that follow the weekly pattern are left out.
    """
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    if unusual_only:
        days = [day for day in days if _is_unusual(dienststelle, day, bundesland)]
    return tuple(
        (_capital(day_name(day, today)), _value(hours_on(dienststelle, day, bundesland))) for day in days
    )


def week_rows(dienststelle: Dienststelle) -> tuple[tuple[str, str], ...]:
    """The weekly pattern, days with equal hours in one row: `("Montag bis Mittwoch", "8 bis 16 Uhr")`."""
    pattern = []
    for index, weekday in enumerate(WOCHENTAGE):
        entries = sorted((o for o in dienststelle.oeffnungszeiten if weekday in o.tage), key=lambda o: o.von)
        text = " und ".join(
            f"{_hour(o.von)} bis {clock(o.bis)}" + (f" ({o.hinweis})" if o.hinweis else "") for o in entries
        )
        pattern.append((index, text or "geschlossen"))
    rows = []
    for text, group in groupby(pattern, key=lambda row: row[1]):
        indexes = [index for index, _ in group]
        rows.append((_day_range(indexes[0], indexes[-1]), text))
    return tuple(rows)


def _is_unusual(dienststelle: Dienststelle, day: date, bundesland: str) -> bool:
    hours = hours_on(dienststelle, day, bundesland)
    usual = any(WOCHENTAGE[day.weekday()] in o.tage for o in dienststelle.oeffnungszeiten)
    return not hours.confirmed or (hours.grund is not None and (usual or bool(hours.zeiten)))


def _sentence(hours: DayHours, today: date) -> str:
    name = day_name(hours.day, today)
    when = name.capitalize() if name in ("heute", "morgen") else f"Am {name}"
    reason = f" ({hours.grund})" if hours.grund else ""
    if not hours.zeiten:
        return f"{when} ist geschlossen{reason}."
    sentence = f"{when} ist geöffnet: {spans(hours.zeiten)}{reason}."
    return sentence if hours.confirmed else f"{sentence} {ASK_BEFORE}"


def _value(hours: DayHours) -> str:
    value = spans(hours.zeiten)
    if hours.grund:
        return f"{value} ({hours.grund})"
    return value if hours.confirmed else f"{value} (bitte vorher nachfragen)"


def _day_range(first: int, last: int) -> str:
    if first == last:
        return DAY_NAMES[first]
    joiner = " und " if last == first + 1 else " bis "
    return f"{DAY_NAMES[first]}{joiner}{DAY_NAMES[last]}"


def _hour(moment: time) -> str:
    return f"{moment.hour}:{moment.minute:02}" if moment.minute else str(moment.hour)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
