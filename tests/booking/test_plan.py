from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from booking.calendar import (
    Counter,
    DayException,
    Hours,
    OfficeCalendar,
    ServiceRule,
    WeeklyHours,
    holiday_name,
)
from booking.errors import NotOffered, TooManyServices
from booking.model import Item
from booking.plan import Plan, Timetable, merged

MONDAY = date(2027, 6, 14)
WEEK = (WeeklyHours(frozenset(range(5)), Hours(time(8), time(12))),)
SHORT = (Hours(time(10), time(11)),)


@pytest.mark.parametrize(
    "day",
    [date(2027, 1, 6), date(2027, 3, 26), date(2027, 5, 27), date(2027, 11, 1), date(2027, 12, 25)],
    ids=["Dreikönig", "Karfreitag", "Fronleichnam", "Allerheiligen", "Weihnachten"],
)
def test_the_office_is_closed_on_the_holidays_of_baden_wuerttemberg(day: date):
    assert holiday_name(day)
    assert OfficeCalendar("a", "A", WEEK).hours_on(day) == ()


def test_a_holiday_of_another_land_is_a_working_day():
    reformation = date(2028, 10, 31)  # Tuesday
    assert OfficeCalendar("a", "A", WEEK).hours_on(reformation)
    assert not OfficeCalendar("a", "A", WEEK, bundesland="NI").hours_on(reformation)


def test_the_shortest_exception_holds_and_wins_over_a_holiday():
    holiday = date(2027, 5, 27)
    calendar = OfficeCalendar(
        "a",
        "A",
        WEEK,
        (DayException(date(2027, 5, 1), date(2027, 5, 31)), DayException(holiday, holiday, SHORT)),
    )
    assert calendar.hours_on(holiday) == SHORT
    assert calendar.hours_on(date(2027, 5, 28)) == ()


def test_hours_that_end_before_they_start_are_no_hours():
    with pytest.raises(ValueError, match="after"):
        Hours(time(12), time(8))


def test_counters_that_serve_little_else_are_taken_first():
    counters = (
        Counter(),
        Counter(frozenset({"a", "b"})),
        Counter(frozenset({"a"})),
        Counter(frozenset({"c"})),
    )
    timetable = Timetable(OfficeCalendar("x", "X", WEEK, counters=counters))
    assert timetable.counters(MONDAY, frozenset({"a"})) == (2, 1, 0)
    assert timetable.counters(MONDAY, frozenset({"a", "b"})) == (1, 0)
    assert timetable.counters(MONDAY, frozenset({"a", "c"})) == (0,)


def test_the_catalogue_says_what_is_offered_where():
    rules = [ServiceRule("p", "Pass", frozenset({"a", "weg"})), ServiceRule("m", "Meldung", frozenset({"b"}))]
    catalogue = Plan([OfficeCalendar("a", "A"), OfficeCalendar("b", "B")], rules).catalogue()
    assert catalogue.offices_for(["p"]) == ("a",)
    assert catalogue.offices_for(["p", "m"]) == ()
    assert catalogue.offer("b", "m").duration == timedelta(minutes=10)
    assert catalogue.offer("weg", "p") is None


def test_a_refused_count_names_the_leistung_and_the_limit():
    plan = Plan([OfficeCalendar("a", "A")], [ServiceRule("p", "Pass", frozenset({"a"}), max_count=3)])
    with pytest.raises(TooManyServices, match="„Pass“ geht in einem Termin höchstens 3-mal") as caught:
        plan.duration("a", (Item("p", 4),))
    assert caught.value.limit == 3
    with pytest.raises(NotOffered):
        plan.duration("a", (Item("x"),))


def test_a_leistung_that_is_named_twice_is_wanted_twice():
    assert merged((Item("a"), Item("b"), Item("a", 2))) == (Item("a", 3), Item("b"))
