"""What a turn asks, read from the tracker."""

from datetime import date

import pytest
from rasa_sdk import Tracker

from actions.frage import read_frage
from actions.thema import Thema


def tracker(text="", intent="frage_allgemein", slots=None, **entities):
    message = {
        "text": text,
        "intent": {"name": intent},
        "entities": [{"entity": name, "value": value} for name, value in entities.items()],
    }
    return Tracker("c", slots or {}, message, [], False, None, {}, "action_listen")


def test_the_aspect_is_in_the_intents_name():
    assert read_frage(tracker("Was kostet das?", "frage_gebuehr")).aspekt == "gebuehr"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Und für den Reisepass?", "nlu_fallback"),
        ("Und für den Reisepass?", "frage_unterlagen"),
        ("Nein, den Reisepass", "korrektur"),
        ("Noch mal", "wiederholen"),
        ("Ich bin 20", "nlu_fallback"),
    ],
)
def test_some_turns_ask_the_question_before_again(text, intent):
    assert read_frage(tracker(text, intent, {"aspekt": "gebuehr"})).aspekt == "gebuehr"


def test_a_new_sentence_does_not():
    assert (
        read_frage(tracker("Ich brauche einen Reisepass", slots={"aspekt": "gebuehr"})).aspekt == "allgemein"
    )


def test_a_button_names_its_topic_and_is_no_sentence():
    frage = read_frage(
        tracker('/frage_ort{"leistung": "pass"}', "frage_ort", {"leistung": "perso"}, leistung="pass")
    )
    assert (frage.text, frage.named, frage.before) == (
        "",
        Thema("leistung", "pass"),
        Thema("leistung", "perso"),
    )


def test_where_somebody_lives_is_remembered():
    assert read_frage(tracker("in Neckarau", stadtteil="Neckarau")).stadtteil == "Neckarau"
    assert read_frage(tracker("Wo ist das?", slots={"stadtteil": "Neckarau"})).stadtteil == "Neckarau"


@pytest.mark.parametrize(
    ("span", "days"),
    [
        (
            {"kind": "date", "from": "2026-11-28T00:00:00", "to": "2026-11-29T00:00:00"},
            (date(2026, 11, 28), date(2026, 11, 28)),
        ),
        (
            {"kind": "daterange", "from": "2026-12-24T00:00:00", "to": "2027-01-02T00:00:00"},
            (date(2026, 12, 24), date(2027, 1, 1)),
        ),
        (
            {"kind": "datetimerange", "from": "2026-11-28T14:00:00", "to": None},
            (date(2026, 11, 28), date(2026, 11, 28)),
        ),
        ({"kind": "time", "from": "2026-11-28T14:00:00", "to": "2026-11-28T14:01:00"}, None),
    ],
)
def test_the_days_of_a_date_are_both_included(span, days):
    assert read_frage(tracker("…", datum=span)).days == days


def test_a_short_question_with_an_aspect_of_its_own_asks_for_that():
    frage = read_frage(tracker("Und wie lange dauert das?", "frage_dauer", {"aspekt": "gebuehr"}))
    assert frage.aspekt == "dauer"


def test_where_the_engine_is_unsure_a_word_tells_the_aspect():
    assert read_frage(tracker("Wie teuer ist der Pass express?", "nlu_fallback")).aspekt == "gebuehr"
