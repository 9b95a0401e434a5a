"""Ages in conditions and questions."""

import pytest

from knowledge.ages import OLDEST, Ages, ages_of, asked_ages, narrowed
from knowledge.model import Leistung


@pytest.mark.parametrize(
    ("condition", "ages"),
    [
        ("unter 24 Jahren", (0, 23)),
        ("ab 24 Jahren", (24, OLDEST)),
        ("über 24 Jahren", (24, OLDEST)),
        ("bis 25 Jahre", (0, 25)),
        ("für Kinder von 12 bis 17 Jahren", (12, 17)),
        ("bei Kindern unter 16 Jahren", (0, 15)),
        ("bei Minderjährigen", (0, 17)),
        ("wenn Sie volljährig sind", (18, OLDEST)),
        ("wenn Sie beim Antrag mindestens 24 Jahre alt sind", (24, OLDEST)),
        ("wenn vorhanden", None),
        ("um mehr als drei Monate", None),
        ("ab 10 Euro", None),
    ],
)
def test_a_condition_on_age_is_understood(condition, ages):
    assert ages_of(condition) == (Ages(*ages) if ages else None)


@pytest.mark.parametrize(
    ("question", "ages"),
    [
        ("Ich bin 20, was kostet das?", (20, 20)),
        ("Was kostet der Pass für meine 12-jährige Tochter?", (12, 12)),
        ("Mein Sohn ist 15 Jahre alt", (15, 15)),
        ("Kosten für unter 24?", (0, 23)),
        ("Reisepass für mein Kind", (0, 17)),
        ("Ausweis für Erwachsene", (18, OLDEST)),
        ("Was kostet das?", None),
        ("Ist ab 8 offen?", None),
        ("Habt ihr bis 12 Uhr auf?", None),
        ("Gilt das ab 1. Mai?", None),
        ("Der Ausweis ist 10 Jahre gültig, oder?", None),
        ("Ich bin 2 mal umgezogen", None),
    ],
)
def test_an_age_in_a_question_is_understood(question, ages):
    assert asked_ages(question) == (Ages(*ages) if ages else None)


def test_what_does_not_hold_at_the_asked_age_is_left_out():
    leistung = Leistung(
        id="l",
        titel="L",
        unterlagen=[
            {"bezeichnung": "Foto"},
            {"bezeichnung": "Zustimmung der Eltern", "bedingung": "bei Kindern unter 16 Jahren"},
        ],
    )
    assert [u.bezeichnung for u in narrowed(leistung, "Ich bin 30.").unterlagen] == ["Foto"]
    assert len(narrowed(leistung, "Ich bin 12.").unterlagen) == 2
    assert narrowed(leistung, "Was brauche ich?") is leistung


def test_an_age_that_fits_no_case_leaves_all_cases():
    leistung = Leistung(id="l", titel="L", fristen=[{"text": "Sechs Jahre.", "bedingung": "unter 24 Jahren"}])
    assert len(narrowed(leistung, "Ich bin 30.").fristen) == 1
