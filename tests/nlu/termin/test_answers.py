"""Yes, no, stop, and what is none of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.termin.answers import is_abort, is_no, is_yes

ANSWERS = {
    "yes": [
        "ja genau",
        "ja leider",
        "passt",
        "nehm ich",
        "jo",
        "ja, absagen",
        "Ja bitte",
        "ok",
        "okay passt",
        "den nehme ich",
        "das passt mir gut",
        "stimmt so",
        "ja das stimmt",
        "einverstanden",
        "alles klar",
        "in Ordnung",
        "ja, bitte buchen",
        "geht klar",
        "perfekt danke",
        "klar",
        "jep",
        "jawohl",
        "gerne",
        "sehr gerne",
        "auf jeden fall",
        "mach das",
        "machen Sie das bitte",
        "ja mach mal",
        "passt scho",
        "basst",
        "warum nicht",
        "richtig",
        "ja, stornieren Sie den Termin",
        "👍",
        "ja den Termin absagen bitte",
        "verbindlich buchen",
        "so machen wir das",
        "ja will ich",
        "ja ich bin einverstanden",
        "jaaa",
        "JA",
        "passt perfekt",
        "gut",
        "das geht",
        "der passt",
        "bin dabei",
        "klingt gut",
        "von mir aus",
        "ja das nehmen wir",
        "ja bitte löschen",
    ],
    "no": [
        "nein",
        "nee",
        "nö",
        "lieber doch nicht",
        "nein danke",
        "auf keinen Fall",
        "eher nicht",
        "bitte nicht",
        "stimmt nicht",
        "das ist falsch",
        "nein, nicht absagen",
        "nein behalten",
        "nicht nötig",
        "nope",
        "nein das passt nicht",
        "noch nicht",
        "nä",
        "doch nicht",
        "das stimmt so nicht",
        "nein, den Termin behalten",
        "nein vielen dank",
        "das passt mir nicht",
    ],
    "abort": [
        "abbrechen",
        "vergiss es",
        "lassen wir das",
        "doch keinen Termin",
        "ich möchte abbrechen",
        "bitte abbrechen",
        "Abbruch",
        "vergessen Sie's",
        "lass gut sein",
        "hat sich erledigt",
        "ich brauche keinen Termin mehr",
        "nein, ich will keinen Termin",
        "stopp",
        "schluss jetzt",
        "ich hab's mir anders überlegt",
        "ich überlege es mir nochmal",
        "das überleg ich mir noch",
        "ein andermal",
        "lass mal",
        "ach lass es",
        "das dauert zu lang, abbrechen",
        "Buchung abbrechen",
        "brechen Sie bitte ab",
        "ich lasse es",
        "doch nicht buchen",
    ],
    "hedged": [
        "ja aber lieber dienstag",
        "ja, wenn es früher nicht geht",
        "nein lieber mittwoch",
        "ok aber nur vormittags",
        "ja am Dienstag",
        "nein, zwei Personen",
        "nein in Neckarau",
        "passt, aber geht auch später",
        "ja, was kostet das?",
        "nein, den anderen",
    ],
}

NO_ANSWERS = [
    "Wie kann ich den Termin abbrechen?",
    "Was passiert, wenn ich abbreche?",
    "Dienstag",
    "Termin absagen",
    "vergiss den Dienstag, lieber Mittwoch",
    "Ich möchte meinen Ausbildungsvertrag abbrechen",
    "vielleicht",
    "weiß nicht",
    "den zweiten",
    "ich brauche einen Termin",
    "keinen Termin am Montag",
    "stimmt das?",
    "passt das?",
    "Ist das richtig so?",
    "später",
    "keiner passt",
    "kann ich später noch abbrechen",
    "lassen Sie mich kurz nachdenken",
    "nicht am Montag",
    "nicht in Neckarau",
    "egal",
    "",
    "?",
    "ich nehme den ersten",
    "nehmen wir den um 14 Uhr",
    "der zweite passt",
    "danke",
    "Dienstag passt",
    "ich kann nicht kommen",
    "mach einen Termin",
]


def readings(text):
    readers = {"yes": is_yes, "no": is_no, "abort": is_abort}
    return [name for name, reader in readers.items() if reader(text)]


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in ANSWERS.items() for text in texts]
)
def test_a_short_answer_has_one_reading(kind, text):
    assert readings(text) == ([] if kind == "hedged" else [kind])


@pytest.mark.parametrize("text", NO_ANSWERS)
def test_a_sentence_with_its_own_meaning_is_no_answer(text):
    assert readings(text) == []


@settings(deadline=None)  # the first call builds the vocabularies
@given(st.text(max_size=200))
def test_no_text_is_yes_and_no_at_once(text):
    assert len(readings(text)) <= 1


@settings(deadline=None)  # the first call builds the vocabularies
@given(
    st.lists(
        st.sampled_from(
            [
                "ja",
                "nein",
                "nicht",
                "passt",
                "aber",
                "bitte",
                "abbrechen",
                "gut",
                "doch",
                "keinen",
                "termin",
                "lass",
            ]
        ),
        max_size=6,
    )
)
def test_no_mixture_of_answers_has_two_readings(words):
    assert len(readings(" ".join(words))) <= 1
