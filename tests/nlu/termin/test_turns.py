"""One booking wish in several sentences, and the questions beside it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.questions import MAX_QUESTIONS, split_questions
from nlu.termin.turns import asks_for_facts, is_booking


@pytest.mark.parametrize(
    "text",
    [
        "Ich brauche einen Termin. Für zwei Personalausweise. Nächste Woche nachmittags, "
        "möglichst in Neckarau. Geht das?",
        "Ich möchte einen Termin. Am besten Dienstag. Haben Sie da was frei?",
        "Kann ich einen Termin bekommen? Am besten am Dienstag. In Neckarau?",
        "Ich brauche einen Termin für einen Perso. Wann geht es am schnellsten?",
        "Haben Sie nächste Woche noch Termine? Ich brauche zwei Persos.",
        "Gibt es einen Termin am Freitag? Oder am Montag?",
        "Hallo! Ich möchte einen Termin buchen. Ist am Montag etwas frei?",
        "Guten Tag. Ich hätte gern einen Termin. Geht es auch am Samstag? Danke!",
        "Kann ich den Termin am Dienstag verschieben? Geht Mittwoch?",
        "Ich hätte gern einen Termin. Ist das möglich?",
        "Ich brauche einen Termin. Welche Tage sind denn noch frei?",
        "Termin bitte. Perso. Wie sieht es am Montag aus?",
    ],
)
def test_a_wish_in_several_sentences_is_one_turn(text):
    assert split_questions(text) == [text]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Ich hätte gern einen Termin nächste Woche für einen Perso. Was kostet das?", "Was kostet das?"),
        ("Ich brauche einen Termin. Welche Unterlagen brauche ich?", "Welche Unterlagen brauche ich?"),
        ("Haben Sie nächste Woche noch Termine? Und was kostet ein Perso?", "Und was kostet ein Perso?"),
        ("Den um 14 Uhr bitte. Was muss ich mitbringen?", "Was muss ich mitbringen?"),
        ("Ja, passt. Was muss ich mitbringen?", "Was muss ich mitbringen?"),
        ("Ich brauche einen Termin und was kostet ein Perso?", "was kostet ein Perso?"),
        ("Was kostet ein Perso? Ich brauche einen Termin.", "Ich brauche einen Termin."),
        ("Termin für Perso, bitte. Kann man mit Karte zahlen?", "Kann man mit Karte zahlen?"),
        ("ich brauche einen termin für zwei persos nächste woche was kostet das", "was kostet das"),
        ("Ich brauche einen Termin. Wie lange dauert das?", "Wie lange dauert das?"),
    ],
)
def test_a_question_for_facts_beside_a_wish_is_a_turn_of_its_own(text, last):
    turns = split_questions(text)
    assert len(turns) == 2
    assert turns[-1] == last


@pytest.mark.parametrize(
    "text", ["Ich bin umgezogen.", "Was kostet das?", "Danke!", "Brauche ich einen Termin?", ""]
)
def test_other_sentences_book_nothing(text):
    assert not is_booking(text)


@pytest.mark.parametrize("text", ["Wann geht es?", "Was ist noch frei?", "Geht das am Montag?", "Dienstag"])
def test_questions_about_free_times_belong_to_the_wish(text):
    assert not asks_for_facts(text)


@settings(deadline=None)  # the first call builds the vocabularies
@given(
    st.lists(
        st.sampled_from(
            ["Ich brauche einen Termin.", "Was kostet das?", "Geht Dienstag?", "Für zwei.", "Danke!"]
        ),
        min_size=1,
        max_size=9,
    )
)
def test_no_word_is_lost_and_the_order_stays(sentences):
    turns = split_questions(" ".join(sentences))
    assert " ".join(turns).split() == " ".join(sentences).split()
    assert len(turns) <= MAX_QUESTIONS
