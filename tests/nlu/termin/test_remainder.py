"""What is left of a booking sentence for the catalogue."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.termin.remainder import matter_words

NOW = datetime(2026, 11, 22, 9)
NAMES = ["Neckarau", "Käfertal", "Schwetzingerstadt"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "Ich brauche nächste Woche nachmittags einen Termin für zwei Personalausweise, "
            "möglichst in Neckarau",
            "Personalausweise",
        ),
        ("ich will mein auto ummelden am dienstag um 14 uhr in neckrau", "auto ummelden"),
        ("Termin für mich und meine Frau wegen Ummeldung", "Ummeldung"),
        ("Kinderreisepass für meine Tochter", "Kinderreisepass"),
        ("neuer Perso bitte so schnell wie möglich", "neuer Perso"),
        ("ich möchte mich anmelden", "anmelden"),
        ("melde ich mein Auto um", "melde Auto um"),
        ("wir ziehen um und brauchen einen Termin", "ziehen um"),
        ("Ich möchte heiraten", "heiraten"),
        ("Anwohnerparkausweis verlängern, Dienstag vormittag", "Anwohnerparkausweis verlängern"),
        ("3x Perso", "Perso"),
        ("Termin beim Standesamt wegen Eheschließung am 3. Mai", "Standesamt Eheschließung"),
        ("haben sie am freitag was frei für ein führungszeugnis in der schwetzingerstadt", "führungszeugnis"),
        ("hund anmelden", "hund anmelden"),
        ("zur Kfz-Zulassung", "Kfz Zulassung"),
        ("Könnte ich übermorgen vorbeikommen wegen Wohngeld?", "Wohngeld"),
    ],
)
def test_what_names_the_matter_stays(text, left):
    assert matter_words(text, NOW, NAMES) == left


@pytest.mark.parametrize(
    "text",
    [
        "ich hätte gern einen termin nächste woche",
        "haben Sie morgen früh noch was frei?",
        "egal wo, Hauptsache schnell",
        "99 Personen",
        "in Käfertal bitte",
        "am Dienstag um halb drei",
        "zu zweit",
        "für mich und meine Frau",
        "Guten Tag, ich bräuchte einen Termin",
        "so bald wie möglich",
        "Wann ist der nächste Termin frei?",
        "nachmittags",
        "zwei",
        "",
        "???",
    ],
)
def test_nothing_is_left_of_a_sentence_about_the_appointment_alone(text):
    assert matter_words(text, NOW, NAMES) == ""


@settings(deadline=None)  # the first call builds the vocabularies
@given(st.text(max_size=200), st.lists(st.text(max_size=10), max_size=3))
def test_what_is_left_was_said(text, names):
    assert all(word in text for word in matter_words(text, NOW, names).split())
