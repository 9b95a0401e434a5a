"""Dates of birth are no days for an appointment."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.termin.birth import birth_spans, speaks_of_birth, without_birth

NOW = datetime(2026, 11, 22, 9)


@pytest.mark.parametrize(
    "text",
    [
        "ich bin am 3.5.1980 geboren",
        "Geburtsdatum 03.05.1980",
        "geb. 3.5.80",
        "geb. am 3. Mai 1980",
        "geboren bin ich im März 1975 in Mannheim",
        "mein Sohn ist am Montag geboren",
        "Jahrgang 1990",
        "ich wurde 1980 geboren",
        "mein Baby kam am 3.11. zur Welt",
        "Meine Tochter wird am 5. Mai 16 Jahre alt",
        "gebohren 03.05.1980",
        "Geburtsdatum: 1980-05-03",
        "*03.05.1980",
        "mein Geburtstag ist der 3. Mai 1980",
        "GEBURTSDATUM 3/5/1980",
    ],
)
def test_a_date_of_birth_is_told(text):
    assert speaks_of_birth(text)


@pytest.mark.parametrize(
    "text",
    [
        "Geburtsurkunde am Dienstag abholen",
        "Geburt am 3. Mai anmelden",
        "03.05.1980",
        "am 3. Mai um 14 Uhr",
        "Termin am Dienstag",
        "mein Kind ist geboren",
        "Geburtsort Mannheim",
        "in zwei Wochen",
        "",
    ],
)
def test_other_dates_are_wishes(text):
    assert not speaks_of_birth(text)


def test_only_the_date_of_birth_is_taken_out_of_a_wish():
    text = "ich bin am 3.5.1980 geboren und möchte am Dienstag kommen"
    assert [text[span.start : span.end] for span in birth_spans(text, NOW)] == ["am 3.5.1980"]
    assert "Dienstag" in without_birth(text, NOW)
    assert "1980" not in without_birth(text, NOW)


@settings(deadline=None)  # the first call builds the vocabularies
@given(st.text(max_size=200))
def test_taking_out_births_keeps_the_length(text):
    assert len(without_birth(text, NOW)) == len(text)
    speaks_of_birth(text)
