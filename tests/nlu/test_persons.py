"""How many people come along."""

import pytest

from nlu.persons import count_persons, find_persons


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


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("99 Personen", 99),
        ("für mich und meine Frau", 2),
        ("für meine Tochter", 1),
        ("mit meiner Frau und meinem Sohn", 3),
        ("2 Erwachsene und 3 Kinder", 5),
        ("mein Mann, meine Tochter und ich", 3),
        ("für uns vier", 4),
        ("wir beide", 2),
        ("für beide Kinder", 2),
        ("für meine Kinder", None),
        ("für die ganze Familie", None),
        ("Familie mit 2 Kindern", None),
        ("meine Frau sagt, das geht", None),
        ("ich brauche einen Perso", None),
        ("das ist für mich wichtig", None),
    ],
)
def test_people_are_counted_however_many_and_left_open_where_it_is(text, persons):
    assert count_persons(text) == persons
