"""Which of the offered ones is meant."""

import pytest

from nlu.choices import Choice, find_choice, pick

STELLEN = ["Bürgerservice K 7", "Bürgerservice Neckarau", "Bürgerservice Käfertal"]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("das zweite", "position", "2"),
        ("den 2. bitte", "position", "2"),
        ("3", "position", "3"),
        ("Option drei", "position", "3"),
        ("ich nehme die letzte", "position", "-1"),
        ("erster Termin", "position", "1"),
        ("der frühere", "order", "earlier"),
        ("lieber den späteren Termin", "order", "later"),
        ("der früheste", "order", "earliest"),
        ("die Variante in Neckarau", "label", "in neckarau"),
    ],
)
def test_a_choice_is_found(text, kind, value):
    assert find_choice(text) == Choice(kind, value)


@pytest.mark.parametrize(
    "text", ["am 3. Mai", "am dritten März", "am ersten", "Was kostet der Ausweis?", "um 2 Uhr", ""]
)
def test_dates_and_questions_are_no_choice(text):
    assert find_choice(text) is None


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("das zweite", 1),
        ("die letzte", 2),
        ("die Variante in Neckarau", 1),
        ("das siebte", None),
        ("der frühere", 0),
        ("der spätere", 2),
        ("die im Bürgerservice", None),  # fits all three
    ],
)
def test_the_choice_picks_one_of_the_offered_or_none(text, index):
    choice = find_choice(text)
    assert choice is not None
    assert pick(choice, STELLEN) == index


def test_nothing_offered_nothing_picked():
    assert pick(Choice("order", "earlier"), []) is None
