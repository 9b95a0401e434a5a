"""The days that dialogues speak of suit the calendar on every day on which somebody may run the tests."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.support.days import open_week

# `horizont_tage` of the example calendars, less the week that is looked at.
HORIZON = timedelta(days=53)


@pytest.mark.parametrize("year", range(2026, 2036))
def test_an_open_week_lies_within_the_horizon_on_every_day_of_the_year(year):
    for day in (date(year, 1, 1) + timedelta(days=n) for n in range(365)):
        week = open_week(day)
        assert timedelta(days=1) < week["montag"] - day < HORIZON, day
        assert [date.weekday() for date in week.values()] == [0, 1, 2, 3, 4]


def test_christmas_and_epiphany_are_left_out():
    assert open_week(date(2026, 12, 17))["montag"] == date(2027, 1, 11)
