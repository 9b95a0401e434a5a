"""Whole turns of conversations that went wrong once, through the real actions and a real calendar."""

from __future__ import annotations

import pytest

from tests.actions.termin.citizen import Citizen


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
