"""Several matters in one sentence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.termin.matters import MOST_MATTERS, split_matters


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ein Personalausweis und zwei Reisepässe", ["ein Personalausweis", "zwei Reisepässe"]),
        ("Personalausweis und Ummeldung", ["Personalausweis", "Ummeldung"]),
        ("Perso & Reisepass", ["Perso", "Reisepass"]),
        ("perso und pass", ["perso", "pass"]),
        ("Perso, Reisepass und Führerschein", ["Perso", "Reisepass", "Führerschein"]),
        (
            "Ich brauche einen Termin für einen Perso und zwei Reisepässe nächste Woche",
            ["Ich brauche einen Termin für einen Perso", "zwei Reisepässe nächste Woche"],
        ),
        (
            "Ich möchte mich ummelden und einen neuen Ausweis beantragen",
            ["Ich möchte mich ummelden", "einen neuen Ausweis beantragen"],
        ),
        (
            "Personalausweis und Reisepass für mich und meine Frau",
            ["Personalausweis", "Reisepass für mich und meine Frau"],
        ),
        ("reisepass und dazu noch ein führungszeugnis", ["reisepass", "ein führungszeugnis"]),
        ("Anmeldung sowie Parkausweis", ["Anmeldung", "Parkausweis"]),
    ],
)
def test_each_matter_is_a_part(text, parts):
    assert split_matters(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "für mich und meine Frau einen Personalausweis",
        "zwei Personalausweise",
        "Auto an- und abmelden",
        "Hund an und abmelden",
        "mein Ausweis ist abgelaufen und ich brauche einen neuen",
        "Ich habe geheiratet und brauche einen neuen Ausweis",
        "ich ziehe um und brauche einen Termin",
        "Montag und Dienstag",
        "Termin für Perso, Neckarau, Dienstag",
        "ein Perso und nächste Woche",
        "am Dienstag, Perso, zwei Personen",
        "zwischen 10 und 12 Uhr einen Perso",
        "Ausweis, weil der alte weg ist",
        "Personalausweis und das möglichst bald",
        "Perso und danke",
        "",
    ],
)
def test_one_matter_stays_whole(text):
    assert split_matters(text, ["Neckarau"]) == [text]


@settings(deadline=None)  # the first call builds the vocabularies
@given(st.text(max_size=200))
def test_no_text_is_too_odd(text):
    assert 1 <= len(split_matters(text)) <= MOST_MATTERS
