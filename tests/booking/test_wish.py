from __future__ import annotations

from datetime import date, time

import pytest

from booking.model import Catalogue, Item, SlotQuery
from booking.wish import say_days, say_times, wish_details

ITEMS = (Item("ausweis", 2), Item("meldung"))
MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)
CATALOGUE = Catalogue(
    {"mitte": "Bürgerservice Mitte", "nord": "Bürgerservice Nord"},
    {"ausweis": "Personalausweis beantragen", "meldung": "Wohnsitz anmelden"},
    (),
)


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({}, "an jedem Tag"),
        ({"from_day": MONDAY, "to_day": MONDAY}, "am Montag, 23. November 2026"),
        ({"from_day": MONDAY}, "ab Montag, 23. November 2026"),
        ({"to_day": FRIDAY}, "bis Freitag, 27. November 2026"),
        (
            {"from_day": MONDAY, "to_day": FRIDAY},
            "von Montag, 23. November 2026, bis Freitag, 27. November 2026",
        ),
        ({"weekdays": frozenset({1})}, "nur dienstags"),
        ({"weekdays": frozenset({4, 0, 1})}, "nur montags, dienstags und freitags"),
        (
            {"to_day": FRIDAY, "weekdays": frozenset({1, 2})},
            "bis Freitag, 27. November 2026, nur dienstags und mittwochs",
        ),
    ],
)
def test_the_days_are_said_in_words(wish: dict, said: str):
    assert say_days(SlotQuery(ITEMS, **wish)) == said


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({}, "zu jeder Uhrzeit"),
        ({"from_time": time(14)}, "ab 14:00 Uhr"),
        ({"to_time": time(12)}, "vor 12:00 Uhr"),
        ({"from_time": time(8), "to_time": time(12, 30)}, "von 08:00 bis 12:30 Uhr"),
    ],
)
def test_the_time_of_day_is_said_in_words(wish: dict, said: str):
    assert say_times(SlotQuery(ITEMS, **wish)) == said


def test_matter_and_offices_have_their_names():
    details = wish_details(SlotQuery(ITEMS, ("nord", "mitte")), CATALOGUE, is_example=True)
    assert details.title == "2 × Personalausweis beantragen, Wohnsitz anmelden"
    assert details.offices == ("Bürgerservice Nord", "Bürgerservice Mitte")
    assert details.is_example


def test_what_has_left_the_catalogue_is_left_out():
    details = wish_details(SlotQuery((Item("weg"),), ("weg",)), CATALOGUE)
    assert (details.title, details.offices) == ("", ())
