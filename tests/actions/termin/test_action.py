"""The booking around the other actions: it answers what is meant for it, and is recalled after the rest."""

import pytest
from rasa_sdk import Action

from actions.termin.action import DuringBooking, Termin
from actions.termin.turns import BookingTurns
from booking.errors import Unavailable
from tests.actions.termin.town import AUSWEIS, slot_id


class Inner(Action):
    """Counts its runs and says nothing of appointments."""

    def __init__(self) -> None:
        self.runs = 0

    def name(self) -> str:
        return "action_inner"

    async def run(self, dispatcher, tracker, domain):
        self.runs += 1
        dispatcher.utter_message(json_message={"blocks": [{"type": "text", "text": "Etwas anderes."}]})
        return []


@pytest.fixture
def inner(citizen):
    """An action that the citizen reaches with „frage_ort"."""
    inner = Inner()
    citizen.reach("frage_ort", DuringBooking(inner, BookingTurns(citizen.town.bureau)))
    return inner


def test_it_stands_under_the_name_of_the_action_that_it_surrounds(bureau):
    assert DuringBooking(Inner(), BookingTurns(bureau)).name() == "action_inner"
    assert Termin(bureau.desk, BookingTurns(bureau)).name() == "action_termin"


async def test_without_a_booking_the_inner_action_answers_alone(citizen, inner):
    answer = await citizen.say("Wo ist der Eingang?", "frage_ort")
    assert inner.runs == 1
    assert answer.text == "Etwas anderes."


async def test_during_a_booking_the_inner_action_answers_first_and_the_booking_is_recalled(citizen, inner):
    await citizen.book("Termin für den Personalausweis")
    answer = await citizen.say("Wo ist der Eingang?", "frage_ort")
    assert inner.runs == 1
    assert answer.text.startswith("Etwas anderes.\nWeiter mit Ihrem Termin.")
    assert "Wo möchten Sie hinkommen?" in answer.text


async def test_what_is_meant_for_the_booking_does_not_reach_the_inner_action(citizen, inner):
    await citizen.book("Termin für den Personalausweis")
    answer = await citizen.say("im Bürgerservice Mitte", "frage_ort")
    assert inner.runs == 0
    assert "Wann passt es Ihnen?" in answer.text


async def test_the_topic_of_the_booking_is_what_a_question_is_about(citizen):
    await citizen.book("Termin für den Reisepass")
    assert citizen.slots["leistung"] == "pass"
    answer = await citizen.say("Was kostet das?", "frage_gebuehr")
    assert "Reisepass" in str(answer.blocks)


async def test_after_the_booking_nothing_is_recalled(citizen):
    await citizen.book("Termin für den Personalausweis im Bürgerservice Mitte am Mittwoch um 10 Uhr")
    await citizen.fill("termin_kontakt", name="Erika Mustermann", email="erika@example.de")
    answer = await citizen.say("Was kostet das?", "frage_gebuehr")
    assert "Weiter mit Ihrem Termin" not in answer.text
    assert "Reservierung" not in answer.text


async def test_while_number_and_code_are_asked_for_a_question_is_answered_without_a_reminder(citizen, inner):
    await citizen.say("Mein Termin", "termin_anzeigen")
    answer = await citizen.say("Wo ist der Eingang?", "frage_ort")
    assert answer.text == "Etwas anderes."


async def test_while_the_calendar_is_away_the_booking_is_kept_and_can_be_tried_again(
    citizen, town, monkeypatch
):
    await citizen.book("Termin für den Personalausweis im Bürgerservice Mitte")

    async def away(*_: object):
        raise Unavailable

    with monkeypatch.context() as patch:
        patch.setattr(town.port, "find_slots", away)
        answer = await citizen.say("am Mittwoch um 10 Uhr")
        assert "nicht erreichbar" in answer.text
        assert answer.buttons == ["Noch einmal versuchen", "Abbrechen"]
        assert citizen.state.items == AUSWEIS
    answer = await citizen.say("am Mittwoch um 10 Uhr")
    assert answer.slots == [slot_id("mitte", 25, "10:00")]


@pytest.mark.parametrize("silent", [("get", "find_slots"), ("catalogue", "get", "find_slots")])
@pytest.mark.parametrize("begins", [True, False])
async def test_while_the_calendar_is_away_other_questions_are_answered_all_the_same(
    citizen, town, inner, monkeypatch, begins, silent
):
    if begins:
        await citizen.book("Termin für den Personalausweis im Bürgerservice Mitte am Mittwoch um 10 Uhr")
    before = citizen.state

    async def away(*_: object):
        raise Unavailable

    for name in silent:
        monkeypatch.setattr(town.port, name, away)
    answer = await citizen.say("Wo ist der Eingang?", "frage_ort")
    assert answer.text == "Etwas anderes."
    assert citizen.state == before


async def test_while_the_calendar_is_away_a_wish_for_an_appointment_is_told_so(citizen, town, monkeypatch):
    async def away(*_: object):
        raise Unavailable

    monkeypatch.setattr(town.port, "catalogue", away)
    answer = await citizen.book("Ich brauche einen Termin für den Personalausweis")
    assert "nicht erreichbar" in answer.text
