"""A slot on hold: with its form, its end, and what becomes of it."""

import pytest

from booking.model import State
from tests.actions.termin.citizen import Citizen
from tests.actions.termin.town import ERIKAS_FORM, slot_id

AT_NINE, AT_TEN = slot_id("mitte", 25, "09:00"), slot_id("mitte", 25, "10:00")
CONTACT = "termin_kontakt"


@pytest.fixture
async def holding(citizen):
    """A citizen with Wednesday at ten on hold, and other times offered before."""
    await citizen.book("Ich brauche einen Termin für den Personalausweis im Bürgerservice Mitte")
    await citizen.press("zeit", "am Mittwoch")
    await citizen.press("slot", AT_TEN)
    return citizen


async def state_of(citizen: Citizen, vorgang: str) -> State:
    found = await citizen.town.bureau.vorgaenge.find(citizen.chat, vorgang)
    return (await found.booking()).state


async def is_free(town, slot: str) -> bool:
    return slot in {free.id for free in await town.free("mitte")}


async def test_what_is_on_hold_is_told_with_its_end_and_its_form(citizen, town):
    await citizen.book("Termin für den Personalausweis im Bürgerservice Mitte, egal wann")
    answer = await citizen.press("slot", AT_TEN)
    assert "reserviert bis 10:15 Uhr: Mittwoch, 25. November 2026, 10:00 Uhr" in answer.text
    assert "nicht in den Chat" in answer.text
    assert "Bitte am Empfang melden." in answer.text
    form = answer.of("form")[0]
    assert form["expires_at"].startswith("2026-11-23T")
    assert [field["name"] for field in form["fields"]] == ["name", "email", "phone"]
    assert [field["autocomplete"] for field in form["fields"]] == ["name", "email", "tel"]


async def test_the_state_holds_the_id_of_the_vorgang_and_of_the_slot_alone(holding, town):
    vorgang = await town.bureau.vorgaenge.latest(holding.chat)
    assert (holding.state.vorgang, holding.state.held) == (vorgang.id, AT_TEN)
    secrets = (vorgang.number, vorgang.code, vorgang.link_token)
    assert not [s for s in secrets if s and s in str(holding.slots)]


async def test_another_slot_taken_gives_the_first_one_back(holding, town):
    assert not await is_free(town, AT_TEN)
    await holding.press("slot", AT_NINE)
    assert await is_free(town, AT_TEN)
    assert not await is_free(town, AT_NINE)


async def test_the_same_slot_pressed_twice_is_one_hold(holding, town):
    first = holding.state.vorgang
    shown = await holding.press("slot", AT_TEN)
    assert shown.of("form")
    assert not shown.slots
    assert (holding.state.vorgang, holding.state.held) == (first, AT_TEN)
    assert not await is_free(town, AT_TEN)
    answer = await holding.fill(CONTACT, **ERIKAS_FORM)
    assert "ist gebucht" in answer.text
    assert len(town.booked()) == 1


async def test_a_slot_that_somebody_else_took_leaves_the_hold_and_offers_the_next_best(holding, town):
    await town.take(AT_NINE)
    answer = await holding.press("slot", AT_NINE)
    assert AT_NINE not in answer.slots
    assert answer.slots
    vorgang = await town.bureau.vorgaenge.latest(holding.chat)
    assert await state_of(holding, vorgang.id) is State.HELD
    assert (holding.state.vorgang, holding.state.held) == (vorgang.id, AT_TEN)


async def test_breaking_off_gives_the_slot_back_and_says_so(holding, town):
    answer = await holding.say("abbrechen", "abbruch")
    assert "abgebrochen" in answer.text
    assert "wieder frei" in answer.text
    assert holding.state is None
    assert await is_free(town, AT_TEN)


async def test_breaking_off_with_nothing_on_hold_says_nothing_of_it(citizen):
    await citizen.book("Ich brauche einen Termin")
    answer = await citizen.press("abbrechen")
    assert "abgebrochen" in answer.text
    assert "wieder frei" not in answer.text


async def test_going_back_gives_the_slot_back(holding, town):
    answer = await holding.say("zurück")
    assert await is_free(town, AT_TEN)
    assert answer.slots
    assert holding.state.held is None


@pytest.mark.parametrize("sentence", ["fang von vorne an", "Neustart", "lösch das Gespräch"])
async def test_a_conversation_begun_anew_gives_the_slot_back(holding, town, sentence):
    await holding.say(sentence, "neustart")
    assert await is_free(town, AT_TEN)
    assert holding.state is None or not holding.state.items


async def test_the_button_for_a_new_appointment_gives_the_slot_back_too(holding, town):
    answer = await holding.press("neu")
    assert "Wo möchten Sie hinkommen?" in answer.text
    assert await is_free(town, AT_TEN)


async def test_a_question_in_between_keeps_the_hold_and_recalls_it(holding, town):
    answer = await holding.say("Was kostet das eigentlich?", "frage_gebuehr")
    assert "Reservierung gilt bis 10:15 Uhr" in answer.text
    assert not await is_free(town, AT_TEN)


@pytest.mark.parametrize(
    ("minutes", "warning"),
    [(0, None), (11.9, None), (12, "3 Minuten"), (13.4, "2 Minuten"), (14.4, "1 Minute"), (14.9, "1 Minute")],
)
async def test_in_its_last_three_minutes_the_end_is_announced(holding, town, minutes, warning):
    town.clock.advance(minutes=minutes)
    answer = await holding.say("Was kostet das eigentlich?", "frage_gebuehr")
    said = [block["text"] for block in answer.of("notice") if block["kind"] == "warning"]
    assert said == ([f"Ihre Reservierung läuft in {warning} ab."] if warning else [])


async def test_the_form_can_be_shown_again(holding):
    answer = await holding.press("formular")
    assert answer.form == CONTACT


async def test_a_lapsed_hold_is_told_at_the_next_turn_and_other_times_are_offered(holding, town):
    town.clock.advance(minutes=16)
    answer = await holding.say("Was kostet das eigentlich?", "frage_gebuehr")
    assert "Ihre Reservierung ist abgelaufen." in answer.text
    assert answer.slots
    assert AT_TEN in answer.slots
    assert holding.state.held is None


async def test_a_lapsed_hold_is_told_once(holding, town):
    town.clock.advance(minutes=16)
    await holding.say("Was kostet das eigentlich?", "frage_gebuehr")
    again = await holding.say("Was kostet das eigentlich?", "frage_gebuehr")
    assert "abgelaufen" not in again.text


async def test_a_slot_that_lapsed_can_be_taken_again(holding, town):
    town.clock.advance(minutes=16)
    await holding.say("Was kostet das eigentlich?", "frage_gebuehr")
    answer = await holding.press("slot", AT_TEN)
    assert answer.form == CONTACT
    await holding.fill(CONTACT, **ERIKAS_FORM)
    assert [slot.id for slot in town.booked()] == [AT_TEN]


async def test_what_is_booked_is_neither_lapsed_nor_given_back(holding, town):
    await holding.fill(CONTACT, **ERIKAS_FORM)
    town.clock.advance(minutes=16)
    answer = await holding.say("Zeig mir meinen Termin", "termin_anzeigen")
    assert "abgelaufen" not in answer.text
    assert "Mittwoch, 25. November 2026, 10:00 Uhr" in answer.text
    assert [slot.id for slot in town.booked()] == [AT_TEN]
