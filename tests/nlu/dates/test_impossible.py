"""Days that do not exist are named, all others are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.dates.impossible import impossible_date


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("31. Juni", "31. Juni"),
        ("Haben Sie am 31.06. etwas frei?", "31. Juni"),
        ("am 31.6 um 10", "31. Juni"),
        ("am 30. Februar bitte", "30. Februar"),
        ("30.feb 2028", "30. Februar 2028"),
        ("29.2.2027", "29. Februar 2027"),
        ("am 32.1.", "32. Januar"),
        ("31. november", "31. November"),
        ("am 1.13.", "1. 13."),
    ],
)
def test_a_day_that_no_calendar_has_is_named(text, said):
    assert impossible_date(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "31. Mai", "29.2.", "29.2.2028", "am 3.12.", "ab 14.30", "ab 12.30 Uhr", "14.30 Uhr", "kostet 45.99",
        "der 31. März", "K 7", "nächste Woche", "",
    ],
)  # fmt: skip
def test_days_times_and_prices_that_exist_are_left_alone(text):
    assert impossible_date(text) is None


@given(st.text())
def test_no_text_is_too_strange(text):
    impossible_date(text)


@given(st.dates())
def test_no_real_day_is_called_impossible(day):
    assert impossible_date(f"am {day.day}.{day.month}.{day.year:04}") is None
