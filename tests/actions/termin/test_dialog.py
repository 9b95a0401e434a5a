"""A booking from the first sentence to the form, in whatever order things are said."""

import json
from itertools import permutations

import pytest

from tests.actions.termin.citizen import Citizen
from tests.actions.termin.town import ERIKAS_FORM, TODAY, slot_id

CONTACT = "termin_kontakt"
AT_TEN = slot_id("mitte", 25, "10:00")


async def test_one_question_after_the_other_leads_to_free_times(citizen):
    answer = await citizen.book("Ich brauche einen Termin")
    assert "Wofür brauchen Sie einen Termin?" in answer.text
    answer = await citizen.say("Personalausweis")
    assert "Wo möchten Sie hinkommen?" in answer.text
    assert answer.buttons == [
        "Egal, wo es am schnellsten geht",
        "Bürgerservice Mitte",
        "Bürgerservice Neckarau",
    ]
    answer = await citizen.say("Bürgerservice Mitte")
    assert "Wann passt es Ihnen?" in answer.text
    answer = await citizen.say("am Mittwoch vormittags")
    assert "Diese Zeiten sind frei" in answer.text
    assert 0 < len(answer.slots) <= 6
    answer = await citizen.say("um zehn")
    assert answer.form == CONTACT
    assert citizen.state.held == AT_TEN


async def test_buttons_lead_there_as_well(citizen):
    await citizen.book("Ich brauche einen Termin")
    await citizen.press("leistung", "ausweis")
    await citizen.press("ort", "egal")
    answer = await citizen.press("zeit", "so früh wie möglich")
    assert answer.slots
    assert (await citizen.press("slot", answer.slots[0])).form == CONTACT


async def test_who_says_all_at_once_has_the_first_fitting_time_on_hold(citizen):
    answer = await citizen.book("Termin für den Perso am Mittwoch um 10 Uhr im Bürgerservice Mitte bitte")
    assert answer.form == CONTACT
    assert citizen.state.held == AT_TEN


async def test_who_leaves_something_open_is_offered_other_times_beside_the_one_on_hold(citizen):
    answer = await citizen.book("Termin für den Perso am Mittwoch im Bürgerservice Mitte")
    assert answer.form == CONTACT
    assert answer.slots
    assert citizen.state.held not in answer.slots
    other = await citizen.press("slot", answer.slots[0])
    assert other.form == CONTACT
    assert citizen.state.held == answer.slots[0]


@pytest.mark.parametrize(
    "order", list(permutations(["für einen Reisepass", "in Neckarau", "am Donnerstag um 9 Uhr"]))
)
async def test_the_order_of_the_facts_does_not_matter(citizen, order):
    answer = await citizen.book("Ich brauche einen Termin")
    for fact in order:
        answer = await citizen.say(fact)
    assert answer.slots == [slot_id("neckarau", 26, "09:00")]


async def test_the_only_office_that_will_do_is_not_asked_for(citizen):
    answer = await citizen.book("Termin zum Heiraten")
    assert "Standesamt. Wann passt es Ihnen?" in answer.text


async def test_a_stadtteil_without_office_leads_to_the_nearest(citizen):
    await citizen.book("Termin für den Personalausweis")
    answer = await citizen.say("in Sandhofen")
    assert "In Sandhofen gibt es dafür keine Stelle. Am nächsten liegt: Bürgerservice Mitte." in answer.text


async def test_an_office_that_does_not_serve_it_is_told(citizen):
    await citizen.book("Termin für den Personalausweis")
    answer = await citizen.say("im Standesamt")
    assert "Standesamt: Dort gibt es dafür keine Termine." in answer.text
    assert "Wo möchten Sie hinkommen?" in answer.text


async def test_two_readings_are_asked_back(citizen):
    answer = await citizen.book("Termin zum Ummelden")
    assert "Was davon meinen Sie?" in answer.text
    assert set(answer.buttons) == {"Wohnsitz ummelden", "Kfz ummelden"}


async def test_what_cannot_be_booked_is_told(citizen):
    answer = await citizen.book("Termin für die Hundesteuer")
    assert "kann ich keine Termine vergeben" in answer.text
    assert citizen.state is None


async def test_what_nobody_knows_is_told(citizen):
    answer = await citizen.book("Termin beim Zahnarzt")
    assert "Das kenne ich nicht." in answer.text
    assert citizen.state.step == "matter"


async def test_several_leistungen_are_one_appointment(citizen):
    await citizen.book("Termin für einen Reisepass und zwei Personalausweise")
    await citizen.press("ort", "mitte")
    answer = await citizen.press("zeit", "am Mittwoch")
    assert "2 × Personalausweis beantragen" in answer.text
    assert "Reisepass beantragen" in answer.text


async def test_what_no_office_does_together_is_booked_one_after_the_other(citizen):
    answer = await citizen.book("Termin für einen Reisepass und zum Heiraten")
    assert "gemeinsamen Termin" in answer.text
    assert set(answer.buttons) == {"Reisepass beantragen", "Eheschließung anmelden"}


async def test_too_many_are_told_with_what_is_possible(citizen):
    answer = await citizen.book("Termin für neun Personalausweise")
    assert "höchstens 4-mal" in answer.text
    await citizen.press("anzahl", "4")
    assert citizen.state.items[0].count == 4


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("am 31. Juni", "gibt es nicht"),
        ("gestern", "schon vorbei"),
        ("am 3. November 2026", "schon vorbei"),
        ("Wibbelwabbel", "Das habe ich nicht verstanden."),
    ],
)
async def test_a_day_that_will_not_do_is_told_and_asked_again(citizen, sentence, says):
    await citizen.book("Termin für den Personalausweis im Bürgerservice Mitte")
    answer = await citizen.say(sentence)
    assert says in answer.text
    assert citizen.state.step == "time"


async def test_when_nothing_is_free_it_says_so_and_what_helps(citizen, town):
    town.close("mitte", TODAY)
    town.close("neckarau", TODAY)
    answer = await citizen.book("Termin für den Personalausweis, egal wo, nächste Woche")
    assert "Im Augenblick ist kein Termin frei" in answer.text
    assert "Sagen Sie mir Bescheid" in answer.buttons
    assert (await citizen.press("bescheid")).form == "termin_bescheid"


async def test_another_leistung_takes_the_place_of_the_first(citizen):
    await citizen.book("Termin für den Personalausweis im Bürgerservice Mitte")
    await citizen.say("doch lieber einen Reisepass", "korrektur")
    assert [item.leistung for item in citizen.state.items] == ["pass"]


async def test_back_goes_back_one_question_and_no_further_than_the_first(citizen):
    await citizen.book("Ich brauche einen Termin")
    await citizen.say("Personalausweis")
    await citizen.say("Bürgerservice Mitte")
    answer = await citizen.say("zurück")
    assert "Wo möchten Sie hinkommen?" in answer.text
    answer = await citizen.say("zurück")
    assert "Wofür brauchen Sie einen Termin?" in answer.text
    answer = await citizen.say("zurück")
    assert "Weiter zurück geht es nicht." in answer.text


async def test_a_slot_that_somebody_else_took_is_told_and_the_next_best_offered(citizen, town):
    await citizen.book("Termin für den Personalausweis im Bürgerservice Mitte")
    offered = (await citizen.press("zeit", "am Mittwoch")).slots
    await town.take(offered[0])
    answer = await citizen.press("slot", offered[0])
    assert answer.form is None
    assert answer.slots
    assert offered[0] not in answer.slots


async def test_two_citizens_do_not_get_the_same_time(town):
    answers = []
    for chat in ("c1", "c2"):
        citizen = Citizen(town, chat)
        await citizen.book("Termin für den Personalausweis am Mittwoch um 10 Uhr im Bürgerservice Mitte")
        answers.append(citizen.state.held)
    assert answers[0] == AT_TEN
    assert answers[1] != AT_TEN


async def test_a_question_in_between_is_answered_and_the_booking_goes_on(citizen):
    await citizen.book("Termin für den Personalausweis")
    answer = await citizen.say("Was kostet das eigentlich?", "frage_gebuehr")
    assert "Weiter mit Ihrem Termin." in answer.text
    assert "Wo möchten Sie hinkommen?" in answer.text
    assert citizen.state.step == "place"


async def test_an_emergency_is_answered_without_a_form_behind_it(citizen):
    await citizen.book("Termin für den Personalausweis")
    answer = await citizen.say("Hilfe, es brennt!", "notfall")
    assert "112" in answer.text
    assert "Weiter mit Ihrem Termin" not in answer.text


async def test_outside_of_a_booking_nothing_is_different(citizen):
    answer = await citizen.say("Danke schön", "dank")
    assert "Termin" not in answer.text
    assert citizen.state is None


async def test_what_the_tracker_keeps_stays_small_and_holds_ids_alone(citizen, town):
    """A long booking with many detours."""
    await citizen.book("Termin für einen Reisepass und zwei Personalausweise")
    for sentence in ("in Neckarau", "nächste Woche", "nachmittags", "etwas später", "an einem anderen Tag"):
        await citizen.say(sentence)
    for _ in range(4):
        await citizen.say("weitere Termine bitte")
        await citizen.say("zurück")
        answer = await citizen.say("nächste Woche, aber nicht donnerstags")
    await citizen.press("slot", answer.slots[0])
    kept = json.dumps(citizen.slots)
    assert len(kept) < 8_000
    vorgang = await town.bureau.vorgaenge.latest(citizen.chat)
    assert vorgang.id in kept
    await citizen.fill(CONTACT, **ERIKAS_FORM)
    await citizen.say("Zeig mir meinen Termin", "termin_anzeigen")
    vorgang = await town.bureau.vorgaenge.latest(citizen.chat)
    secrets = [vorgang.number, vorgang.code, vorgang.link_token.partition(".")[2], *ERIKAS_FORM.values()]
    assert not [secret for secret in secrets if secret in json.dumps(citizen.slots)]


async def test_whoever_does_not_care_gets_the_first_of_the_offered_times(citizen):
    await citizen.book("Ich brauche einen Termin für einen Personalausweis")
    await citizen.press("ort", "mitte")
    answer = await citizen.say("am Mittwoch vormittags")
    first = citizen.state.offered[0]
    answer = await citizen.say("egal", "kein_anliegen")
    assert answer.form == CONTACT
    assert citizen.state.held == first


async def test_a_day_beyond_the_calendar_is_told_and_not_kept(citizen):
    await citizen.book("Ich brauche einen Termin für einen Personalausweis")
    await citizen.press("ort", "mitte")
    answer = await citizen.say("am 1. Mai 2028")
    assert "So weit im Voraus gibt es noch keine Termine" in answer.text
    assert not citizen.state.wish.wanted
