"""An appointment that is booked: shown, moved, cancelled."""

import pytest

from booking.policy import Policy
from tests.actions.termin.citizen import Citizen
from tests.actions.termin.town import ERIKAS_FORM, Town, slot_id

AT_TEN = slot_id("mitte", 25, "10:00")
THURSDAY_AT_TEN = slot_id("mitte", 26, "10:00")


async def book(citizen: Citizen) -> None:
    await citizen.book("Termin für den Personalausweis im Bürgerservice Mitte am Mittwoch")
    await citizen.press("slot", AT_TEN)
    await citizen.fill("termin_kontakt", **ERIKAS_FORM)


@pytest.fixture
async def booked(citizen):
    """A citizen whose appointment is on Wednesday at ten."""
    await book(citizen)
    return citizen


def ids(town: Town) -> list[str]:
    return [slot.id for slot in town.booked()]


async def test_it_is_shown_with_what_can_be_done(booked):
    answer = await booked.say("Wann ist mein Termin?", "termin_anzeigen")
    assert "Mittwoch, 25. November 2026, 10:00 Uhr" in answer.text
    assert answer.of("card")
    assert answer.buttons == ["Termin verschieben", "Termin absagen"]


@pytest.mark.parametrize("intent", ["termin_anzeigen", "termin_verschieben", "termin_absagen"])
async def test_an_appointment_that_nobody_knows_here_needs_number_and_code(citizen, intent):
    answer = await citizen.say("mein Termin", intent)
    assert answer.form == "termin_code"
    assert "Nummer und den Code" in answer.text


async def test_what_is_only_on_hold_is_no_appointment_to_be_shown(citizen):
    await citizen.book("Termin für den Personalausweis im Bürgerservice Mitte am Mittwoch")
    other = Citizen(citizen.town, "other")
    assert (await other.say("Zeig mir meinen Termin", "termin_anzeigen")).form == "termin_code"


async def test_it_is_cancelled_only_after_a_yes(booked, town):
    answer = await booked.say("Ich muss absagen", "termin_absagen")
    assert "wirklich absagen" in answer.text
    assert answer.buttons == ["Ja, absagen", "Nein, behalten"]
    assert ids(town) == [AT_TEN]
    answer = await booked.say("ja", "ja")
    assert "Ihr Termin ist abgesagt: Mittwoch, 25. November 2026, 10:00 Uhr." in answer.text
    assert "E-Mail" in answer.text
    assert ids(town) == []


@pytest.mark.parametrize("press", ["absagen_ja"])
async def test_the_button_says_yes_too(booked, town, press):
    await booked.press("absagen")
    await booked.press(press)
    assert ids(town) == []


@pytest.mark.parametrize("no", ["nein", "nein, doch nicht"])
async def test_a_no_keeps_it(booked, town, no):
    await booked.say("Ich muss absagen", "termin_absagen")
    answer = await booked.say(no, "nein")
    assert "bleibt bestehen" in answer.text
    assert ids(town) == [AT_TEN]
    assert booked.state is None or booked.state.step != "cancel"


async def test_anything_else_asks_once_more(booked, town):
    await booked.say("Ich muss absagen", "termin_absagen")
    answer = await booked.say("Was kostet das eigentlich?", "frage_gebuehr")
    assert "wirklich absagen" in answer.text
    assert ids(town) == [AT_TEN]


async def test_another_time_in_place_of_a_yes_moves_it(booked, town):
    await booked.say("Ich muss absagen", "termin_absagen")
    answer = await booked.say("oder lieber am Donnerstag um 10 Uhr", "nlu_fallback")
    assert answer.slots == [THURSDAY_AT_TEN]
    assert ids(town) == [AT_TEN]


async def test_the_old_time_stands_until_the_new_one_is_taken(booked, town):
    answer = await booked.say("Verschieben auf Donnerstag um 10 Uhr bitte", "termin_verschieben")
    assert "bleibt bestehen, bis" in answer.text
    assert answer.slots == [THURSDAY_AT_TEN]
    assert ids(town) == [AT_TEN]
    answer = await booked.press("slot", THURSDAY_AT_TEN)
    assert "Er ist jetzt: Donnerstag, 26. November 2026, 10:00 Uhr." in answer.text
    assert answer.of("card")
    assert ids(town) == [THURSDAY_AT_TEN]


async def test_moving_asks_when_where_nothing_was_said(booked):
    answer = await booked.press("verschieben")
    assert "Wann passt es Ihnen?" in answer.text
    answer = await booked.press("zeit", "Nächste Woche")
    assert answer.slots


@pytest.mark.parametrize(
    ("sentence", "first"),
    [
        ("Ich möchte den Termin verschieben, zwei Tage später", slot_id("mitte", 27, "08:00")),
        ("Geht der Termin auch eine halbe Stunde früher?", slot_id("mitte", 25, "08:00")),
    ],
)
async def test_a_direction_is_counted_from_the_appointment_there_is(booked, sentence, first):
    answer = await booked.say(sentence, "termin_verschieben")
    assert "bleibt bestehen, bis" in answer.text
    assert answer.slots[0] == first


async def test_a_new_time_that_somebody_else_takes_first_leaves_the_old_one(booked, town):
    await booked.say("Verschieben auf Donnerstag um 10 Uhr bitte", "termin_verschieben")
    await town.take(THURSDAY_AT_TEN)
    answer = await booked.press("slot", THURSDAY_AT_TEN)
    assert answer.slots
    assert THURSDAY_AT_TEN not in answer.slots
    assert sorted(ids(town)) == sorted([AT_TEN, THURSDAY_AT_TEN])


async def test_who_stops_moving_keeps_the_appointment(booked, town):
    await booked.press("verschieben")
    answer = await booked.say("ach, lass gut sein", "abbruch")
    assert "bleibt bestehen" in answer.text
    assert ids(town) == [AT_TEN]


async def test_who_moves_may_cancel_instead(booked, town):
    await booked.press("verschieben")
    answer = await booked.say("dann sagen Sie ihn ganz ab", "termin_absagen")
    assert "wirklich absagen" in answer.text
    await booked.say("ja", "ja")
    assert ids(town) == []


async def test_who_moves_may_see_it_first(booked):
    await booked.press("verschieben")
    answer = await booked.say("wann war der nochmal?", "termin_anzeigen")
    assert "Mittwoch, 25. November 2026, 10:00 Uhr" in answer.text
    assert answer.of("card")


async def test_the_secrets_stay_marks_after_moving(booked, town):
    await booked.say("Verschieben auf Donnerstag um 10 Uhr", "termin_verschieben")
    answer = await booked.press("slot", THURSDAY_AT_TEN)
    vorgang = await town.bureau.vorgaenge.latest(booked.chat)
    assert not [s for s in (vorgang.number, vorgang.code) if s in str(answer.blocks) + str(booked.slots)]


@pytest.mark.parametrize("intent", ["termin_verschieben", "termin_absagen"])
async def test_an_appointment_that_has_begun_can_no_more_be_changed(booked, town, intent):
    town.clock.advance(days=2)
    answer = await booked.say("mein Termin", intent)
    assert "hat schon begonnen oder ist vorbei" in answer.text
    assert not answer.buttons


async def test_an_appointment_whose_address_is_not_verified_cannot_be_moved_yet(database):
    citizen = Citizen(Town(database, Policy(email_verification=True)))
    await book(citizen)
    answer = await citizen.say("Termin verschieben", "termin_verschieben")
    assert "bestätigen Sie den Termin zuerst über die E-Mail" in answer.text


async def test_an_appointment_whose_address_is_not_verified_is_shown_so_and_can_be_cancelled(database):
    town = Town(database, Policy(email_verification=True))
    citizen = Citizen(town)
    await book(citizen)
    shown = await citizen.say("Zeig mir meinen Termin", "termin_anzeigen")
    assert "bestätigen Sie den Termin zuerst über die E-Mail" in shown.text
    await citizen.say("Termin absagen", "termin_absagen")
    assert "abgesagt" in (await citizen.say("ja", "ja")).text
    assert AT_TEN in {slot.id for slot in await town.free("mitte")}


async def test_a_cancelled_appointment_can_be_followed_by_a_new_one(booked, town):
    await booked.say("Ich muss absagen", "termin_absagen")
    await booked.say("ja", "ja")
    assert (await booked.say("Zeig mir meinen Termin", "termin_anzeigen")).form == "termin_code"
    await book(booked)
    assert ids(town) == [AT_TEN]


async def test_another_time_said_right_after_booking_moves_it(booked, town):
    answer = await booked.say("ach nee, doch lieber am Donnerstag um 10 Uhr", "korrektur")
    assert "bleibt bestehen, bis" in answer.text
    await booked.press("slot", THURSDAY_AT_TEN)
    assert ids(town) == [THURSDAY_AT_TEN]


async def test_the_appointment_of_another_conversation_stays_out_of_reach(booked, town):
    stranger = Citizen(town, "stranger")
    for intent in ("termin_anzeigen", "termin_absagen", "termin_verschieben"):
        answer = await stranger.say("mein Termin", intent)
        assert answer.form == "termin_code"
    await stranger.press("absagen_ja")
    assert ids(town) == [AT_TEN]
