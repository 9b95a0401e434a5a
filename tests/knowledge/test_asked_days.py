"""Which days a question about opening hours means."""

from datetime import date, datetime

import pytest

from knowledge.asked_days import asked_days

SUNDAY = datetime(2026, 11, 22, 9)


def days(first: str, last: str | None = None) -> tuple[date, date]:
    return date.fromisoformat(first), date.fromisoformat(last or first)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Hat das Bürgerbüro am Samstag auf?", days("2026-11-28")),
        ("Hat das Amt morgen um 8 offen?", days("2026-11-23")),
        ("Ist heute noch offen?", days("2026-11-22")),
        ("Hat das Amt zwischen den Jahren auf?", days("2026-12-27", "2026-12-31")),
        ("Ist Heiligabend offen?", days("2026-12-24")),
        ("Habt ihr am Brückentag auf?", days("2027-05-07")),
        ("Am Brueckentag nach Fronleichnam?", days("2027-05-28")),
        ("Und diese Woche?", days("2026-11-22")),
    ],
)
def test_the_days_are_those_that_were_said(question, expected):
    assert asked_days(question, SUNDAY) == expected


@pytest.mark.parametrize("question", ["Hat das Amt jetzt auf?", "Wann hat das Amt auf?", ""])
def test_no_day_means_now(question):
    assert asked_days(question, SUNDAY) is None
