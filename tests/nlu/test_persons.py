"""How many people come along."""

import pytest

from nlu.persons import find_persons


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("Wir sind zu dritt", 3),
        ("ein Termin für zwei Personen", 2),
        ("4 Leute", 4),
        ("ich und meine Frau", 2),
        ("meine Frau und ich mit zwei Kindern", 4),
        ("nur ich", 1),
        ("wir sind vier", 4),
    ],
)
def test_a_number_of_persons_is_found(text, persons):
    assert find_persons(text) == persons


@pytest.mark.parametrize(
    "text", ["um zwei Uhr", "wir kommen um zwei", "zum dritten Mal", "99 Personen", "in zwei Wochen", ""]
)
def test_other_numbers_are_no_persons(text):
    assert find_persons(text) is None
