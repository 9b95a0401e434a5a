"""Days and times as operators type them."""

from datetime import date, time, timedelta

import pytest

from booking.calendar import Hours
from bot.cli.termine.when import read_day, read_days, read_hours, say_days
from bot.errors import LotseError

TODAY = date(2026, 11, 22)  # a Sunday
EVE = date(2026, 12, 24)


@pytest.mark.parametrize("text", ["24.12.2026", "2026-12-24", " 24.12. ", "24. Dezember"])
def test_a_day_may_be_written_in_any_usual_way(text):
    assert read_day(text, TODAY) == EVE


def test_a_day_may_be_named_as_seen_from_today():
    assert read_day("morgen", TODAY) == TODAY + timedelta(1)
    assert read_day("nächsten Freitag", TODAY) == TODAY + timedelta(5)


@pytest.mark.parametrize(
    "text", ["31.6.2026", "bald", "", "1.12.2026 und 2.12.2026", "nächste Woche", "14:05"]
)
def test_what_is_no_single_day_is_refused_with_an_example(text):
    with pytest.raises(LotseError, match=r"24\.12\.2026"):
        read_day(text, TODAY)


def test_days_run_from_today_unless_said_otherwise():
    assert read_days(None, None, TODAY) == (TODAY, TODAY)
    assert read_days("24.12.2026", None, TODAY) == (EVE, EVE)
    assert read_days(None, "24.12.2026", TODAY) == (TODAY, EVE)


def test_the_default_end_never_lies_before_the_beginning():
    assert read_days("24.12.2026", None, TODAY, default=TODAY) == (EVE, EVE)


def test_days_in_the_wrong_order_are_refused():
    with pytest.raises(LotseError, match="vor dem ersten"):
        read_days("24.12.2026", "23.12.2026", TODAY)


@pytest.mark.parametrize(
    ("start", "end"), [("14:05", "16:00"), ("14.05", "16"), ("14:05 Uhr", "16 uhr"), ("14:05", "16.00")]
)
def test_hours_may_be_written_in_any_usual_way(start, end):
    assert read_hours(start, end) == Hours(time(14, 5), time(16))


def test_no_hours_are_the_whole_day():
    assert read_hours(None, None) is None


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("14", None, "--bis-uhr"),
        (None, "14", "--von-uhr"),
        ("25", "26", "25"),
        ("14:70", "16", "14:70"),
        ("früh", "16", "früh"),
        ("16", "14", "liegt nicht nach"),
        ("14", "14", "liegt nicht nach"),
    ],
)
def test_hours_that_cannot_be_are_refused(start, end, told):
    with pytest.raises(LotseError, match=told):
        read_hours(start, end)


def test_days_are_told_as_people_write_them():
    assert say_days(EVE, EVE) == "24.12.2026"
    assert say_days(EVE, date(2027, 1, 1)) == "24.12.2026 bis 01.01.2027"
