"""Whole turns of conversations that went wrong once, through the real actions and a real calendar."""

from __future__ import annotations

import pytest

from tests.actions.termin.citizen import Citizen
from tests.actions.termin.town import ERIKAS_FORM, slot_id


@pytest.mark.parametrize(
    "sentence",
    [
        "Personalausweis, Neckarau, Donnerstag 8 Uhr",
        "meinen Perso hätte ich gern am Donnerstag",
        "Perso am Do",
    ],
)
async def test_a_leistung_and_a_time_are_a_booking_without_the_word(citizen: Citizen, sentence: str) -> None:
    await citizen.say(sentence, "frage_allgemein")

    assert citizen.state is not None
    assert citizen.state.items[0].leistung == "ausweis"
    assert citizen.state.wish.wanted


@pytest.mark.parametrize(
    ("sentence", "intent"),
    [
        ("Mein Perso läuft am 5. Dezember ab", "frage_allgemein"),
        ("Was kostet der Perso nächste Woche?", "frage_gebuehr"),
        ("Wie lange dauert ein Perso, bis Freitag?", "frage_dauer"),
        ("Wir wollen im Sommer heiraten", "frage_allgemein"),
        ("Perso", "frage_allgemein"),
        ("Ich habe am Montag einen Perso gefunden", "frage_allgemein"),
    ],
)
async def test_a_date_beside_a_leistung_is_not_always_a_booking(
    citizen: Citizen, sentence: str, intent: str
) -> None:
    await citizen.say(sentence, intent)

    assert citizen.state is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Donnerstag",
        "am liebsten nachmittags",
        "Neckarau",
        "morgen so früh wie möglich egal wo",
        "am schnellsten",
    ],
)
async def test_after_an_answer_a_time_or_a_place_begins_a_booking(citizen: Citizen, sentence: str) -> None:
    await citizen.say("Wie bekomme ich einen Personalausweis?", "frage_allgemein")
    await citizen.say(sentence, "kein_anliegen")

    assert citizen.state is not None
    assert citizen.state.items[0].leistung == "ausweis"


@pytest.mark.parametrize("sentence", ["und am Samstag?", "und in Neckarau?"])
async def test_after_opening_hours_another_day_or_place_is_a_question(
    citizen: Citizen, sentence: str
) -> None:
    await citizen.say("Wann kann ich den Personalausweis beantragen?", "frage_oeffnungszeit")
    citizen.slots |= {"leistung": "ausweis", "aspekt": "oeffnungszeit"}
    await citizen.say(sentence, "frage_oeffnungszeit")

    assert citizen.state is None


async def test_what_cannot_be_booked_begins_nothing(citizen: Citizen) -> None:
    await citizen.say("Hundesteuer am Donnerstag", "frage_allgemein")

    assert citizen.state is None


async def test_the_very_hour_said_to_an_offer_is_taken(citizen: Citizen) -> None:
    await citizen.book("Termin für den Perso in Neckarau")
    offered = await citizen.say("Donnerstag")
    answer = await citizen.say("11:30 Uhr wäre gut")

    assert offered.slots
    assert slot_id("neckarau", 26, "11:30") not in offered.slots
    assert citizen.state is not None
    assert citizen.state.held == slot_id("neckarau", 26, "11:30")
    assert answer.form == "termin_kontakt"


async def test_a_number_beside_fewer_offers_is_an_hour(citizen: Citizen) -> None:
    await citizen.book("Termin für den Perso in Neckarau")
    await citizen.say("Donnerstag")
    await citizen.say("10")

    assert citizen.state is not None
    assert citizen.state.held == slot_id("neckarau", 26, "10:00")
    assert citizen.state.items[0].count == 1


async def test_a_question_about_papers_is_no_number(citizen: Citizen) -> None:
    await citizen.book("Termin für den Perso in Neckarau")
    answer = await citizen.say("Brauche ich ein Passfoto?", "frage_unterlagen")

    assert "nicht verstanden" not in answer.text


async def test_how_many_is_asked_until_it_is_said(citizen: Citizen) -> None:
    await citizen.book("Termin für 99 Persos")
    asked = await citizen.say("K 7")
    assert citizen.state is not None
    assert citizen.state.step == "count"
    assert asked.buttons

    await citizen.say("4")
    assert citizen.state.items[0].count == 4
    assert citizen.state.offices == ("mitte",)


async def test_words_beside_a_time_are_no_matter(citizen: Citizen) -> None:
    await citizen.book("Termin für den Perso in Neckarau")
    answer = await citizen.say("nee warte, lieber Donnerstag morgens", "korrektur")

    assert "kenne ich nicht" not in answer.text
    assert answer.slots


async def test_a_yes_to_several_times_asks_which(citizen: Citizen) -> None:
    await citizen.book("Termin für den Perso in Neckarau")
    await citizen.say("Donnerstag")
    answer = await citizen.say("nehm ich")

    assert "Welche Zeit" in answer.text


async def test_the_very_first_is_the_first(citizen: Citizen) -> None:
    await citizen.book("Termin für den Perso in Neckarau")
    offered = await citizen.say("Donnerstag")
    await citizen.say("den allerersten")

    assert citizen.state is not None
    assert citizen.state.held == offered.slots[0]


async def test_who_has_no_code_is_told_what_helps(citizen: Citizen) -> None:
    await citizen.say("Ich will meinen Termin absagen", "termin_absagen")
    answer = await citizen.say("die Nummer hab ich nicht mehr")

    assert "115" in answer.text


async def test_what_was_booked_is_shown_again_and_one_more_begun(citizen: Citizen) -> None:
    await citizen.book("Termin für den Perso am Donnerstag um 10 Uhr in Neckarau")
    await citizen.fill("termin_kontakt", **ERIKAS_FORM)
    shown = await citizen.say("wann war das nochmal")
    assert "26. November" in shown.text

    await citizen.say("ich brauche noch einen für meinen Bruder")
    assert citizen.state is not None
    assert citizen.state.purpose == "book"
    assert citizen.state.items[0].leistung == "ausweis"


async def test_a_day_that_no_calendar_has_is_said_after_an_answer(citizen: Citizen) -> None:
    await citizen.say("Wie bekomme ich einen Personalausweis?", "frage_allgemein")
    answer = await citizen.say("am 31. November", "nlu_fallback")

    assert "31. November" in answer.text


async def test_a_question_for_free_times_is_answered_with_times(citizen: Citizen) -> None:
    await citizen.book("Termin für den Perso in Neckarau")
    answer = await citizen.say("was gibts am Donnerstag noch so", "frage_allgemein")

    assert answer.slots


async def test_what_was_the_second_is_taken(citizen: Citizen) -> None:
    await citizen.book("Termin für den Perso in Neckarau")
    offered = await citizen.say("Donnerstag")
    await citizen.say("was das zweite war", "frage_allgemein")

    assert citizen.state is not None
    assert citizen.state.held == offered.slots[1]


async def test_who_is_asked_for_a_code_can_stop(citizen: Citizen) -> None:
    await citizen.say("Ich will meinen Termin absagen", "termin_absagen")
    answer = await citizen.say("abbrechen", "abbruch")

    assert "Ohne Nummer" not in answer.text


@pytest.mark.parametrize(
    ("sentence", "intent"),
    [("Bis Donnerstag!", "abschied"), ("Guten Morgen", "gruss"), ("Was machst du abends?", "kein_anliegen")],
)
async def test_a_greeting_with_a_day_in_it_begins_nothing(
    citizen: Citizen, sentence: str, intent: str
) -> None:
    await citizen.say("Wie bekomme ich einen Personalausweis?", "frage_allgemein")
    await citizen.say(sentence, intent)

    assert citizen.state is None


@pytest.mark.parametrize("sentence", ["ja buchen", "geht das am Donnerstag", "gleich morge früh"])
async def test_more_ways_to_go_on_to_a_booking(citizen: Citizen, sentence: str) -> None:
    await citizen.say("Wie bekomme ich einen Personalausweis?", "frage_allgemein")
    await citizen.say(sentence, "frage_dauer" if sentence.startswith("geht") else "ja")

    assert citizen.state is not None
    assert citizen.state.items[0].leistung == "ausweis"


async def test_who_asks_whether_he_can_come_books(citizen: Citizen) -> None:
    await citizen.say(
        "kann ich nächste Woche irgendwann vormittags für den Perso vorbeikommen?", "frage_ablauf"
    )

    assert citizen.state is not None
    assert citizen.state.wish.wanted


async def test_near_a_wished_day_is_what_lies_about_it(citizen: Citizen) -> None:
    await citizen.book("Termin für den Perso in Neckarau")
    answer = await citizen.say("am Sonntag, den 13. Dezember")

    assert answer.slots
    assert all(
        int(id_.split("@")[1]) >= int(slot_id("neckarau", 11, "00:00", 12).split("@")[1])
        for id_ in answer.slots
    )


async def test_later_than_what_is_ruled_out(citizen: Citizen) -> None:
    await citizen.book("Termin für den Perso in Neckarau")
    first = await citizen.say("Donnerstag")
    answer = await citizen.say("8 Uhr geht nicht, haben Sie auch später?")

    assert answer.slots
    assert not set(answer.slots) & set(first.slots)


async def test_an_hour_later_than_what_was_booked_is_offered(citizen: Citizen) -> None:
    await citizen.book("Termin für den Perso am Donnerstag um 10 Uhr in Neckarau")
    await citizen.fill("termin_kontakt", **ERIKAS_FORM)
    answer = await citizen.say("könnte ich eine Stunde später kommen", "termin_verschieben")

    assert answer.slots
    assert answer.slots[0] == slot_id("neckarau", 26, "10:30")


async def test_a_number_beside_the_form_is_an_hour(citizen: Citizen) -> None:
    await citizen.book("Termin für den Perso am Donnerstag in Neckarau")
    await citizen.say("11")

    assert citizen.state is not None
    assert citizen.state.held == slot_id("neckarau", 26, "11:00")


@pytest.mark.parametrize("sentence", ["morgen", "kann ich vorbeikommen", "Bürgerservice Mitte"])
async def test_few_words_after_an_answer_are_enough(citizen: Citizen, sentence: str) -> None:
    await citizen.say("Wie bekomme ich einen Personalausweis?", "frage_allgemein")
    await citizen.say(sentence, "frage_ablauf")

    assert citizen.state is not None


async def test_as_soon_as_possible_anywhere_is_a_booking(citizen: Citizen) -> None:
    await citizen.say("Perso bitte schnellstmöglich, egal wo", "frage_allgemein")

    assert citizen.state is not None
    assert citizen.state.vorgang


@pytest.mark.parametrize("sentence", ["und ginge 11 auch?", "nein falsch, 11", "11 wäre gut"])
async def test_an_hour_in_few_words_is_an_hour(citizen: Citizen, sentence: str) -> None:
    await citizen.book("Termin für den Perso in Neckarau")
    await citizen.say("Donnerstag")
    await citizen.say(sentence, "korrektur")

    assert citizen.state is not None
    assert citizen.state.held == slot_id("neckarau", 26, "11:00")


async def test_the_day_after_what_was_chosen_is_offered(citizen: Citizen) -> None:
    await citizen.book("Termin für den Perso am Montag um 10 Uhr in K 7")
    answer = await citizen.say("ach ne, lieber am Tag drauf")

    assert answer.slots
    assert all(slot_id("mitte", 30, "23:59") < id_ for id_ in answer.slots)
