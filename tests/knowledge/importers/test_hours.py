"""Hours in free text become times only without doubt."""

import pytest

from knowledge.importers.hours import opening_times, read_spans


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("8 bis 12 Uhr", [("08:00", "12:00")]),
        ("08:00-12:00 Uhr und 14.30 – 18 Uhr", [("08:00", "12:00"), ("14:30", "18:00")]),
        ("8-12, 13-15 Uhr", [("08:00", "12:00"), ("13:00", "15:00")]),
        ("nach Vereinbarung", None),
        ("8 bis 12 Uhr nur mit Termin", None),
        ("8 bis 25 Uhr", None),
        ("18 bis 8 Uhr", None),
        ("", None),
    ],
)
def test_times_are_read_when_nothing_else_is_said(text, spans):
    assert read_spans(text) == spans


def test_a_week_that_is_understood_becomes_times():
    found = opening_times(
        [("Montag", "8-12 Uhr"), ("Dienstag", "geschlossen"), ("", "Feiertags geschlossen")]
    )
    assert found == {
        "oeffnungszeiten": [{"tage": ["mo"], "von": "08:00", "bis": "12:00"}],
        "oeffnungszeiten_text": "Feiertags geschlossen",
    }


def test_one_day_that_is_not_understood_keeps_the_whole_week_in_words():
    found = opening_times([("Montag", "8-12 Uhr"), ("Freitag", "nach Vereinbarung")])
    assert found == {"oeffnungszeiten_text": "Montag: 8-12 Uhr\n\nFreitag: nach Vereinbarung"}


def test_no_hours_are_no_hours():
    assert opening_times([]) == {}
