"""Which of the offered ones is meant."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.choices import Choice, find_choice, pick, pick_by_time

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


NOW = datetime(2026, 11, 22, 9)
SLOTS = [
    "Dienstag, 24. November, 10:00 Uhr, Bürgerservice Neckarau",
    "Dienstag, 24. November, 14:00 Uhr, Bürgerservice Neckarau",
    "Donnerstag, 26. November, 14:30 Uhr, Bürgerservice K 7",
    "Montag, 7. Dezember, 09:15 Uhr, Bürgerservice Käfertal",
]
STARTS = [
    datetime(2026, 11, 24, 10),
    datetime(2026, 11, 24, 14),
    datetime(2026, 11, 26, 14, 30),
    datetime(2026, 12, 7, 9, 15),
]


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("den um 14 Uhr", 1),
        ("den am Donnerstag", 2),
        ("den in Käfertal bitte", 3),
        ("den um 10 am Dienstag", 0),
        ("den am Dienstag um 14 Uhr in Neckarau", 1),
        ("ich nehme den um zwei", 1),
        ("den ersten", 0),
        ("den letzten", 3),
        ("der spätere", 3),
        ("den um neun uhr fünfzehn", 3),
        ("den am Dienstag", None),  # two
        ("den in Neckarau", None),  # two
        ("den in Feudenheim", None),
        ("den um 15 Uhr", None),
    ],
)
def test_a_choice_picks_a_slot_by_its_label(text, index):
    choice = find_choice(text)
    assert choice is not None
    assert pick(choice, SLOTS) == index


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("14 uhr", 1),
        ("dienstag um zwei", 1),
        ("um zehn", 0),
        ("donnerstag", 2),
        ("am montag", 3),
        ("halb drei", 2),
        ("14:30", 2),
        ("viertel nach neun", 3),
        ("am 24. um 14 Uhr", 1),
        ("7.12.", 3),
        ("dienstag vormittag", 0),
        ("Dienstag Nachmittag passt", 1),
        ("den um 14 Uhr nehme ich", 1),
        ("dienstag", None),  # two
        ("nachmittags", None),  # two
        ("um 15 uhr", None),
        ("mittwoch", None),
        ("nicht um 14 uhr", None),
        ("egal", None),
        ("den zweiten", None),
        ("", None),
    ],
)
def test_an_offered_time_is_picked_by_what_names_it(text, index):
    assert pick_by_time(text, STARTS, NOW) == index


def test_no_times_offered_none_picked():
    assert pick_by_time("um 14 Uhr", [], NOW) is None


@settings(deadline=None)  # the first call builds the vocabularies
@given(st.text(max_size=200))
def test_picking_never_fails(text):
    at = pick_by_time(text, STARTS, NOW)
    assert at is None or 0 <= at < len(STARTS)
    choice = find_choice(text)
    assert choice is None or pick(choice, SLOTS) in (None, 0, 1, 2, 3)
