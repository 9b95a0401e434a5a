"""Ages in conditions and questions."""

import pytest

from knowledge.ages import OLDEST, Ages, ages_of, asked_ages, narrowed, narrowed_amounts, without_age
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
        ("mit Beibehalt des Kennzeichens: ab 24,20 Euro", None),
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
        ("und wenn ich 60 bin?", (60, 60)),
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


def test_of_a_fee_text_the_amount_for_the_asked_age_is_left():
    lines = ("14–16 Jahre: 352 Euro", "17–22 Jahre: 320 Euro", "für fünf Jahre: 40 Euro")
    assert narrowed_amounts(lines, "für meinen 15-jährigen Sohn") == (lines[0], lines[2])


@pytest.mark.parametrize("question", ["Was kostet das?", "Ich bin 60, was kostet das?"])
def test_a_fee_text_stays_whole_where_no_line_is_meant(question):
    lines = ("14–16 Jahre: 352 Euro", "46 Euro (ab 24 Jahren) oder 27,60 Euro (bis 24 Jahre)")
    assert narrowed_amounts(lines, question) == lines


def test_an_age_is_no_word_to_search_for():
    assert "20" not in without_age("Was kostet ein Perso, ich bin 20?")
    assert without_age("Beglaubigung von 20 Dokumenten") == "Beglaubigung von 20 Dokumenten"
