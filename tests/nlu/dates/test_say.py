from datetime import datetime

import pytest

from nlu.dates import find_dates, read_wish, say

NOW = datetime(2026, 11, 25, 10, 0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("am 3.", "am Donnerstag, 3. Dezember"),
        ("am 3. um 3", "am Donnerstag, 3. Dezember, um 15 Uhr"),
        ("morgen um halb vier", "morgen, Donnerstag, 26. November, um 15:30 Uhr"),
        ("morgen", "morgen, Donnerstag, 26. November"),
        ("nächste Woche", "von Montag, 30. November bis Sonntag, 6. Dezember"),
        ("Dienstag nachmittags", "am Dienstag, 1. Dezember, nachmittags"),
        ("Dienstag gegen 15 Uhr", "am Dienstag, 1. Dezember, gegen 15 Uhr"),
        ("Dienstag ab 14 Uhr", "am Dienstag, 1. Dezember, ab 14 Uhr"),
        ("Dienstag bis 12 Uhr", "am Dienstag, 1. Dezember, bis 12 Uhr"),
        ("zwischen 9 und 11 am Dienstag", "am Dienstag, 1. Dezember, von 9 Uhr bis 11 Uhr"),
        ("nach den Osterferien", "ab Sonntag, 4. April 2027"),
        ("bis Freitag", "bis einschließlich Freitag, 27. November"),
        ("nächste Woche vormittags", "von Montag, 30. November bis Sonntag, 6. Dezember, vormittags"),
        ("ab Montag 14 Uhr", "ab Montag, 30. November, 14 Uhr"),
        ("jeden Montag", "am Montag, 30. November"),
    ],
)
def test_a_reading_is_said_back(text: str, said: str) -> None:
    (span,) = find_dates(text, NOW)
    assert say(span, NOW) == said


def test_a_habit_is_said_as_one() -> None:
    (span,) = read_wish("nicht montags", NOW).spans
    assert say(span, NOW) == "montags"


def test_what_is_said_back_is_read_the_same_again() -> None:
    texts = [
        "am 3.",
        "am 3. um 3",
        "morgen um halb vier",
        "Dienstag ab 14 Uhr",
        "nächste Woche",
        "bis Freitag",
    ]
    for text in texts:
        (span,) = find_dates(text, NOW)
        again = find_dates(say(span, NOW), NOW)
        assert [(found.begin, found.until) for found in again] == [(span.begin, span.until)], say(span, NOW)
