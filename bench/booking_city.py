"""A big city's calendar for measuring: 20 offices, 3 counters each, 60 days, filled to a chosen degree."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from itertools import product

from sqlalchemy import Engine, insert

from booking.calendar import Counter, Hours, OfficeCalendar, ServiceRule, WeeklyHours
from booking.model import BERLIN, State
from booking.plan import Plan
from booking.segments import LONGEST_DAY, bits_between, bits_of, first_segment, length_of
from booking.tables import appointments, claims, days

NOW = datetime(2027, 2, 1, 7, 0, tzinfo=BERLIN)
OFFICES, COUNTERS, DAYS = 20, 3, 60
TEN = timedelta(minutes=10)


def plan() -> Plan:
    """Offices that are open from 8 to 16 on weekdays and offer one Leistung of ten minutes."""
    week = (WeeklyHours(frozenset(range(5)), Hours(time(8), time(16))),)
    names = [f"amt-{number:02}" for number in range(OFFICES)]
    calendars = [
        OfficeCalendar(name, name, week, counters=(Counter(),) * COUNTERS, horizon_days=DAYS)
        for name in names
    ]
    return Plan(calendars, [ServiceRule("ausweis", "Personalausweis", frozenset(names), TEN)])


def fill(engine: Engine, city: Plan, share: float, full_days: int, seed: int = 1) -> int:
    """Book everything on the first `full_days` days and the given share of the rest; how many appointments.

    The rows are written in bulk, past the adapter: through it this would take minutes.
    """
    chance, number = random.Random(seed), 0
    length = length_of(TEN)
    for office, timetable in city.timetables.items():
        booked: list[dict[str, object]] = []
        claimed: list[dict[str, object]] = []
        taken: dict[date, int] = {}
        for offset in range(DAYS + 1):
            day = NOW.date() + timedelta(days=offset)
            for bit, counter in product(bits_of(timetable.on(day).starts), range(COUNTERS)):
                if offset >= full_days and chance.random() >= share:
                    continue
                first, ref = first_segment(day) + bit, f"B{number + len(booked):010}"
                booked.append(_appointment(ref, office, counter, first, length))
                claimed += [
                    {"office": office, "counter": counter, "segment": first + n, "ref": ref}
                    for n in range(length)
                ]
                taken[day] = taken.get(day, 0) | bits_between(bit, bit + length) << counter * LONGEST_DAY
        if booked:
            with engine.begin() as connection:
                connection.execute(insert(appointments), booked)
                connection.execute(insert(claims), claimed)
                connection.execute(insert(days), [_day(office, day, bits) for day, bits in taken.items()])
        number += len(booked)
    return number


def _appointment(ref: str, office: str, counter: int, first: int, length: int) -> dict[str, object]:
    return {
        "ref": ref,
        "secret_hash": bytes(32),
        "confirm_hash": bytes(32),
        "hold_hash": ref.encode(),
        "uid": ref,
        "sequence": 0,
        "state": State.CONFIRMED.value,
        "office": office,
        "counter": counter,
        "first_segment": first,
        "segments": length,
        "items": [["ausweis", 1]],
        "created_at": NOW,
        "changed_at": NOW,
        "expires_at": NOW,
    }


def _day(office: str, day: date, bits: int) -> dict[str, object]:
    return {"office": office, "day": day, "taken": bits.to_bytes((bits.bit_length() + 7) // 8, "little")}
