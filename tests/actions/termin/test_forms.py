"""What citizens send: booked once, refused at its field, or the next best where the slot is gone."""

import asyncio
from datetime import timedelta

import pytest

from booking.errors import Unavailable
from booking.model import State
from booking.policy import Policy
from conversations.errors import FormRejected
from tests.actions.termin.citizen import Citizen
from tests.actions.termin.town import CHAT, ERIKAS_FORM, TODAY, Town, slot_id

CONTACT, CODE, WATCH = "termin_kontakt", "termin_code", "termin_bescheid"
WEDNESDAY_AT_TEN = slot_id("mitte", 25, "10:00")


async def reserve(citizen: Citizen, slot: str = WEDNESDAY_AT_TEN) -> None:
    """The citizen has this slot on hold."""
    await citizen.book("Ich brauche einen Termin für den Personalausweis im Bürgerservice Mitte")
    await citizen.press("zeit", "am Mittwoch")
    answer = await citizen.press("slot", slot)
    assert answer.form == CONTACT


async def latest(town: Town, chat: str = CHAT):
    return await town.bureau.vorgaenge.latest(chat)


async def test_what_is_on_hold_is_booked(citizen, town):
    await reserve(citizen)
    answer = await citizen.fill(CONTACT, **ERIKAS_FORM)
    assert "Ihr Termin ist gebucht: Mittwoch, 25. November 2026, 10:00 Uhr" in answer.text
    assert [slot.id for slot in town.booked()] == [WEDNESDAY_AT_TEN]


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("name", "", "Vor- und Nachname"),
        ("name", "12345", "mit Buchstaben"),
        ("email", "", "E-Mail-Adresse"),
        ("email", "erika at example", "nicht gültig"),
        ("phone", "null", "nicht gültig"),
        ("name", "E" * 201, "höchstens 200 Zeichen"),
    ],
)
async def test_a_value_that_will_not_do_is_refused_at_its_field_and_the_slot_stays(
    citizen, town, field, value, says
):
    await reserve(citizen)
    with pytest.raises(FormRejected) as refused:
        await citizen.fill(CONTACT, **{**ERIKAS_FORM, field: value})
    assert refused.value.field == field
    assert says in refused.value.message
    assert not value or value not in refused.value.message
    await citizen.fill(CONTACT, **ERIKAS_FORM)
    assert len(town.booked()) == 1


async def test_who_has_too_many_appointments_is_told_at_the_address(citizen, town):
    for day in (26, 27):
        await town.take(slot_id("mitte", day, "09:00"), email=ERIKAS_FORM["email"])
    await reserve(citizen)
    with pytest.raises(FormRejected) as refused:
        await citizen.fill(CONTACT, **ERIKAS_FORM)
    assert refused.value.field == "email"


async def test_a_form_sent_twice_books_once(citizen, town):
    await reserve(citizen)
    first = await citizen.fill(CONTACT, **ERIKAS_FORM)
    again = await citizen.fill(CONTACT, **ERIKAS_FORM)
    assert len(town.booked()) == 1
    assert first.of("card") == again.of("card")


async def test_a_double_click_books_once(citizen, town):
    await reserve(citizen)
    answers = await asyncio.gather(*(citizen.fill(CONTACT, **ERIKAS_FORM) for _ in range(4)))
    assert len(town.booked()) == 1
    assert len({str(answer.of("card")) for answer in answers}) == 1


async def test_other_values_after_the_booking_change_nothing_and_it_says_so(citizen, town):
    await reserve(citizen)
    await citizen.fill(CONTACT, **ERIKAS_FORM)
    answer = await citizen.fill(CONTACT, **{**ERIKAS_FORM, "name": "Otto Normal"})
    assert "Mittwoch, 25. November 2026, 10:00 Uhr" in answer.text
    assert "schon" in answer.text
    booking = await (await latest(town)).booking()
    assert booking.contact.name == "Erika Mustermann"


async def test_a_client_that_lost_answer_and_values_is_shown_what_stands(citizen):
    await reserve(citizen)
    booked = await citizen.fill(CONTACT, **ERIKAS_FORM)
    again = await citizen.fill(CONTACT)
    assert again.of("card") == booked.of("card")


async def test_a_form_without_anything_on_hold_says_how_to_begin(citizen, town):
    answer = await citizen.fill(CONTACT, **ERIKAS_FORM)
    assert "kein Termin reserviert" in answer.text
    assert town.booked() == []


async def test_a_form_after_the_booking_was_broken_off_books_nothing(citizen, town):
    await reserve(citizen)
    await citizen.press("abbrechen")
    answer = await citizen.fill(CONTACT, **ERIKAS_FORM)
    assert "kein Termin reserviert" in answer.text
    assert town.booked() == []


async def test_a_lapsed_hold_that_is_still_free_is_booked_all_the_same(citizen, town):
    await reserve(citizen)
    town.clock.advance(minutes=16)
    answer = await citizen.fill(CONTACT, **ERIKAS_FORM)
    assert "abgelaufen, aber die Zeit war noch frei" in answer.text
    assert "Ihr Termin ist gebucht" in answer.text
    assert [slot.id for slot in town.booked()] == [WEDNESDAY_AT_TEN]


async def test_a_lapsed_hold_sent_twice_books_once(citizen, town):
    await reserve(citizen)
    town.clock.advance(minutes=16)
    await citizen.fill(CONTACT, **ERIKAS_FORM)
    again = await citizen.fill(CONTACT, **ERIKAS_FORM)
    assert len(town.booked()) == 1
    assert again.of("card")


async def test_a_value_refused_after_the_hold_lapsed_can_be_sent_again(citizen, town):
    await reserve(citizen)
    town.clock.advance(minutes=16)
    with pytest.raises(FormRejected) as refused:
        await citizen.fill(CONTACT, **{**ERIKAS_FORM, "email": "falsch"})
    assert refused.value.field == "email"
    answer = await citizen.fill(CONTACT, **ERIKAS_FORM)
    assert "Ihr Termin ist gebucht" in answer.text
    assert len(town.booked()) == 1


async def test_where_a_lapsed_slot_was_taken_the_next_best_is_offered(citizen, town):
    await reserve(citizen)
    town.clock.advance(minutes=16)
    await town.take(WEDNESDAY_AT_TEN)
    answer = await citizen.fill(CONTACT, **ERIKAS_FORM)
    assert len(town.booked()) == 1  # somebody else's
    assert answer.slots
    assert WEDNESDAY_AT_TEN not in answer.slots
    assert "Ihr Termin ist gebucht" not in answer.text


async def test_the_next_best_after_a_lapse_can_be_taken_and_booked(citizen, town):
    await reserve(citizen)
    town.clock.advance(minutes=16)
    await town.take(WEDNESDAY_AT_TEN)
    offered = (await citizen.fill(CONTACT, **ERIKAS_FORM)).slots
    answer = await citizen.press("slot", offered[0])
    assert answer.form == CONTACT
    await citizen.fill(CONTACT, **ERIKAS_FORM)
    assert offered[0] in [slot.id for slot in town.booked()]


async def test_while_the_calendar_is_away_nothing_is_lost_and_the_form_can_be_sent_again(
    citizen, town, monkeypatch
):
    await reserve(citizen)

    async def away(*_: object):
        raise Unavailable

    with monkeypatch.context() as patch:
        patch.setattr(town.port, "set_contact", away)
        with pytest.raises(FormRejected) as refused:
            await citizen.fill(CONTACT, **ERIKAS_FORM)
    assert refused.value.field is None
    assert "nicht erreichbar" in refused.value.message
    await citizen.fill(CONTACT, **ERIKAS_FORM)
    assert len(town.booked()) == 1


async def test_number_and_code_open_the_appointment_in_another_conversation(citizen, town):
    await reserve(citizen)
    await citizen.fill(CONTACT, **ERIKAS_FORM)
    vorgang = await latest(town)
    other = Citizen(town, "another chat")
    answer = await other.fill(CODE, nummer=vorgang.number, code=vorgang.code.lower())
    assert "Mittwoch, 25. November 2026, 10:00 Uhr" in answer.text
    assert vorgang.code not in str(answer.blocks)
    cancelled = await other.say("ja, absagen", "termin_absagen")
    assert "wirklich absagen" in cancelled.text


async def test_a_wrong_code_reads_as_a_number_that_nobody_has(citizen, town):
    await reserve(citizen)
    await citizen.fill(CONTACT, **ERIKAS_FORM)
    vorgang = await latest(town)
    said = []
    for number, code in ((vorgang.number, "AAAAA-AAAAA"), ("999999", vorgang.code), ("x", "y")):
        with pytest.raises(FormRejected) as refused:
            await Citizen(town, "another chat").fill(CODE, nummer=number, code=code)
        assert refused.value.field is None
        said.append(refused.value.message)
    assert len(set(said)) == 1


@pytest.mark.parametrize(("filled", "empty"), [("nummer", "code"), ("code", "nummer")])
async def test_what_was_left_empty_is_named(citizen, filled, empty):
    with pytest.raises(FormRejected) as refused:
        await citizen.fill(CODE, **{filled: "12345", empty: " "})
    assert refused.value.field == empty


async def test_the_code_of_a_cancelled_appointment_says_that_it_is_cancelled(citizen, town):
    await reserve(citizen)
    await citizen.fill(CONTACT, **ERIKAS_FORM)
    vorgang = await latest(town)
    await vorgang.cancel()
    answer = await Citizen(town, "another chat").fill(CODE, nummer=vorgang.number, code=vorgang.code)
    assert "abgesagt" in answer.text
    assert "Termin absagen" not in answer.buttons


async def test_who_guesses_codes_is_slowed_down(town, citizen):
    await reserve(citizen)
    await citizen.fill(CONTACT, **ERIKAS_FORM)
    vorgang = await latest(town)
    guesser = Citizen(town, "guesser")
    said = set()
    for _ in range(30):
        with pytest.raises(FormRejected) as refused:
            await guesser.fill(CODE, nummer=vorgang.number, code="AAAAA-AAAAA")
        said.add(refused.value.message)
    assert len(said) > 1  # at first that it is wrong, then that it is too often
    with pytest.raises(FormRejected):
        await guesser.fill(CODE, nummer=vorgang.number, code=vorgang.code)


async def full(town: Town, citizen: Citizen) -> None:
    """Nothing is free, and the citizen is offered to be told."""
    town.close("mitte", TODAY)
    town.close("neckarau", TODAY)
    await citizen.book("Termin für den Personalausweis, egal wo, so früh wie möglich")
    assert (await citizen.press("bescheid")).form == WATCH


async def test_who_waits_is_told_when_a_slot_becomes_free(citizen, town):
    await full(town, citizen)
    answer = await citizen.fill(WATCH, email="erika@example.de")
    assert "Warteliste" in answer.text


async def test_a_bad_address_for_waiting_is_refused_at_its_field(citizen, town):
    await full(town, citizen)
    with pytest.raises(FormRejected) as refused:
        await citizen.fill(WATCH, email="keine")
    assert refused.value.field == "email"


async def test_too_many_watches_are_refused_at_the_address(citizen, town):
    for wish in ("so früh wie möglich", "morgen", "übermorgen", "am Freitag"):
        chat = Citizen(town, wish)
        town.close("mitte", TODAY)
        town.close("neckarau", TODAY)
        await chat.book(f"Termin für den Personalausweis, egal wo, {wish}")
        await chat.press("bescheid")
        if wish == "am Freitag":
            with pytest.raises(FormRejected) as refused:
                await chat.fill(WATCH, email="erika@example.de")
            assert refused.value.field == "email"
        else:
            await chat.fill(WATCH, email="erika@example.de")


async def test_a_wish_that_was_forgotten_is_asked_again(citizen):
    answer = await citizen.fill(WATCH, email="erika@example.de")
    assert "noch einmal, welchen Termin" in answer.text


async def test_where_addresses_are_verified_the_form_leads_to_the_mail(database):
    town = Town(database, Policy(email_verification=True))
    citizen = Citizen(town)
    await reserve(citizen)
    answer = await citizen.fill(CONTACT, **ERIKAS_FORM)
    assert "Bitte bestätigen Sie den Termin darin bis 11:00 Uhr" in answer.text
    booking = await (await latest(town)).booking()
    assert booking.state is State.PENDING_EMAIL
    assert booking.expires_at - town.clock.now == timedelta(hours=1)
