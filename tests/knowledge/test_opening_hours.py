"""When an office is open, by its hours, its exceptions and the holidays of Baden-Württemberg."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.model import WOCHENTAGE, Dienststelle, Zeitspanne
from knowledge.opening_hours import (
    exception_on,
    holiday_name,
    hours_on,
    is_bridge_day,
    is_open,
    next_opening,
)

MONDAY = date(2026, 11, 23)


def office(**keys) -> Dienststelle:
    zeiten = [
        {"tage": ["mo", "di", "mi", "do", "fr"], "von": "08:00", "bis": "12:00"},
        {"tage": ["mo"], "von": "14:00", "bis": "18:00"},
    ]
    return Dienststelle(**{"id": "amt", "titel": "Amt", "oeffnungszeiten": zeiten, **keys})


def spans(dienststelle: Dienststelle, day: date) -> list[tuple[int, int]]:
    return [(z.von.hour, z.bis.hour) for z in hours_on(dienststelle, day).zeiten]


def test_an_office_is_open_from_its_first_to_its_last_minute():
    amt = office()
    assert not is_open(amt, datetime(2026, 11, 23, 7, 59))
    assert is_open(amt, datetime(2026, 11, 23, 8, 0))
    assert is_open(amt, datetime(2026, 11, 23, 11, 59))
    assert not is_open(amt, datetime(2026, 11, 23, 12, 0))
    assert is_open(amt, datetime(2026, 11, 23, 14, 30))


def test_an_office_is_closed_on_days_without_hours():
    assert spans(office(), date(2026, 11, 28)) == []


def test_a_public_holiday_of_baden_wuerttemberg_closes_and_names_itself():
    fronleichnam = date(2026, 6, 4)
    assert holiday_name(fronleichnam) == "Fronleichnam"
    hours = hours_on(office(), fronleichnam)
    assert hours.zeiten == ()
    assert hours.grund == "Fronleichnam"


def test_a_holiday_of_another_state_closes_nothing_here():
    buss_und_bettag = date(2026, 11, 18)
    assert holiday_name(buss_und_bettag) is None
    assert holiday_name(buss_und_bettag, "SN") is not None


def test_an_exception_wins_over_the_week_and_over_a_holiday():
    amt = office(
        ausnahmen=[
            {"von": MONDAY, "geschlossen": True, "grund": "Personalversammlung"},
            {"von": date(2026, 12, 25), "zeiten": [{"von": "10:00", "bis": "11:00"}]},
        ]
    )
    assert spans(amt, MONDAY) == []
    assert hours_on(amt, MONDAY).grund == "Personalversammlung"
    assert spans(amt, date(2026, 12, 25)) == [(10, 11)]


def test_of_two_exceptions_the_more_exact_one_holds():
    amt = office(
        ausnahmen=[
            {
                "von": date(2026, 12, 24),
                "bis": date(2027, 1, 6),
                "geschlossen": True,
                "grund": "Betriebsferien",
            },
            {"von": date(2026, 12, 29), "zeiten": [{"von": "09:00", "bis": "10:00"}], "grund": "Notdienst"},
        ]
    )
    assert spans(amt, date(2026, 12, 28)) == []
    assert spans(amt, date(2026, 12, 29)) == [(9, 10)]
    assert exception_on(amt, date(2027, 1, 6)).grund == "Betriebsferien"
    assert exception_on(amt, date(2027, 1, 7)) is None


def test_a_bridge_day_lies_between_a_holiday_and_a_weekend():
    assert is_bridge_day(date(2026, 6, 5))  # Friday after Fronleichnam
    assert not is_bridge_day(date(2026, 6, 4))
    assert not is_bridge_day(MONDAY)


def test_hours_on_a_bridge_day_and_between_the_years_are_not_vouched_for():
    assert not hours_on(office(), date(2026, 6, 5)).confirmed
    assert not hours_on(office(), date(2026, 12, 29)).confirmed
    assert hours_on(office(), MONDAY).confirmed


def test_an_entered_exception_is_vouched_for_between_the_years_too():
    amt = office(ausnahmen=[{"von": date(2026, 12, 29), "zeiten": [{"von": "09:00", "bis": "10:00"}]}])
    assert hours_on(amt, date(2026, 12, 29)).confirmed


def test_the_next_opening_skips_the_holidays():
    day, zeit = next_opening(office(), datetime(2026, 12, 24, 13, 0))
    assert day == date(2026, 12, 28)
    assert zeit.von == time(8)


def test_an_office_without_hours_never_opens():
    assert next_opening(Dienststelle(id="amt", titel="Amt"), datetime(2026, 11, 23, 9)) is None


def test_overlapping_hours_are_told_once():
    amt = office(
        oeffnungszeiten=[
            {"tage": ["mo"], "von": "08:00", "bis": "12:00"},
            {"tage": ["mo"], "von": "11:00", "bis": "16:00"},
        ]
    )
    assert spans(amt, MONDAY) == [(8, 16)]


pairs = st.tuples(st.integers(0, 22), st.integers(1, 23)).filter(lambda pair: pair[0] < pair[1])
weeks = st.lists(st.tuples(st.sampled_from(WOCHENTAGE), pairs), max_size=10)


@settings(deadline=None)  # test machines are shared
@given(weeks, st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)))
def test_an_office_is_open_exactly_within_the_hours_of_the_day(week, moment):
    amt = office(oeffnungszeiten=[{"tage": [d], "von": time(v), "bis": time(b)} for d, (v, b) in week])
    told = hours_on(amt, moment.date()).zeiten
    assert is_open(amt, moment) == any(z.von <= moment.time() < z.bis for z in told)
    assert all(a.bis < b.von for a, b in pairwise(told))


@settings(deadline=None)  # test machines are shared
@given(weeks, st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)))
def test_at_its_next_opening_an_office_is_open(week, moment):
    amt = office(oeffnungszeiten=[{"tage": [d], "von": time(v), "bis": time(b)} for d, (v, b) in week])
    opening = next_opening(amt, moment)
    if opening is not None:
        day, zeit = opening
        assert isinstance(zeit, Zeitspanne)
        start = datetime.combine(day, zeit.von)
        assert start > moment
        assert is_open(amt, start)
        assert day - moment.date() < timedelta(days=60)
