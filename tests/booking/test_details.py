from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from booking.details import say_day, say_slot, say_time
from booking.model import BERLIN, Slot


def test_a_slot_is_said_with_weekday_day_and_time():
    start = datetime(2026, 11, 24, 14, 5, tzinfo=BERLIN)
    slot = Slot("any", "mitte", start, start + timedelta(minutes=10))
    assert say_slot(slot) == "Dienstag, 24. November 2026, 14:05 Uhr"


def test_a_single_digit_has_no_zero_before_the_day_but_one_before_the_hour():
    moment = datetime(2027, 3, 1, 8, 0, tzinfo=BERLIN)
    assert (say_day(moment), say_time(moment)) == ("Montag, 1. März 2027", "08:00 Uhr")


def test_times_are_told_as_they_are_in_berlin():
    moment = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert (say_day(moment), say_time(moment)) == ("Freitag, 1. Januar 2027", "00:30 Uhr")


@pytest.mark.parametrize(
    ("utc", "said"),
    [
        ((2027, 10, 30, 23, 55), "01:55 Uhr"),
        ((2027, 10, 31, 0, 0), "02:00 Uhr MESZ"),
        ((2027, 10, 31, 0, 30), "02:30 Uhr MESZ"),
        ((2027, 10, 31, 1, 30), "02:30 Uhr MEZ"),
        ((2027, 10, 31, 2, 0), "03:00 Uhr"),
    ],
)
def test_the_hour_that_comes_twice_is_told_with_its_zone(utc: tuple[int, ...], said: str):
    assert say_time(datetime(*utc, tzinfo=UTC)) == said


@pytest.mark.parametrize(
    ("utc", "said"), [((2027, 3, 28, 0, 55), "01:55 Uhr"), ((2027, 3, 28, 1, 0), "03:00 Uhr")]
)
def test_around_the_hour_that_is_left_out_no_zone_is_needed(utc: tuple[int, ...], said: str):
    assert say_time(datetime(*utc, tzinfo=UTC)) == said


@pytest.mark.parametrize("day", range(22, 29))
def test_the_weekday_is_the_calendars(day: int):
    said = say_day(datetime(2026, 11, day, 12, tzinfo=BERLIN))
    # 22 November 2026 is a Sunday.
    names = ["Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"]
    assert said == f"{names[day - 22]}, {day}. November 2026"


@pytest.mark.parametrize(
    ("month", "name"),
    [(1, "Januar"), (3, "März"), (5, "Mai"), (8, "August"), (9, "September"), (12, "Dezember")],
)
def test_the_month_has_its_german_name(month: int, name: str):
    assert f" 9. {name} 2027" in say_day(datetime(2027, month, 9, 12, tzinfo=BERLIN))
