"""Words that point back."""

import pytest

from nlu.anaphora import is_ellipsis, names_an_aspect, names_only_a_case, points_back, speaks_of_age


@pytest.mark.parametrize(
    "text",
    [
        "Und was kostet das?",
        "Welche Unterlagen brauche ich dafür?",
        "geht das auch online",
        "Wie lange dauert es?",
        "und bis wann",
        "was brauch ich dazu noch",
    ],
)
def test_these_speak_of_something_named_before(text):
    assert points_back(text)


@pytest.mark.parametrize(
    "text", ["Was kostet ein Reisepass?", "Wo ist das Fundbüro?", "Hundesteuer anmelden"]
)
def test_these_name_their_topic(text):
    assert not points_back(text)


def test_an_ellipsis_is_short():
    assert is_ellipsis("Und für den Reisepass?")
    assert not is_ellipsis("Und dann wollte ich noch wissen, wie ich mein Auto anmelde")
    assert not is_ellipsis("Für den Reisepass")


@pytest.mark.parametrize("text", ["Und wo bekomme ich den?", "Und wann?", "und was kostet er"])
def test_these_name_what_is_asked(text):
    assert names_an_aspect(text)


def test_another_topic_for_the_same_question_names_no_aspect():
    assert not names_an_aspect("Und für den Reisepass?")


@pytest.mark.parametrize("text", ["Ich bin 20", "mein Sohn ist 8", "unter 24 Jahre", "sie wird bald 18"])
def test_an_age_is_heard(text):
    assert speaks_of_age(text)


def test_a_house_number_is_no_age():
    assert not speaks_of_age("Ich wohne in der Hauptstraße 20")


def test_persons_are_a_case_and_no_topic():
    assert names_only_a_case(("kinder",))
    assert not names_only_a_case(("kinder", "reisepass"))
    assert not names_only_a_case(())
