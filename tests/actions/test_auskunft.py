"""A question about a Leistung, answered."""

import json

from actions.anliegen import Anliegen
from actions.auskunft import Auskunft
from actions.kein_anliegen import KeinAnliegen


def text_of(blocks):
    return " ".join(str(block) for block in blocks)


def types_of(blocks):
    return [block["type"] for block in blocks]


async def test_the_aspect_asked_is_answered_with_its_source(desk, talk):
    blocks = await talk.say(Auskunft(desk), "Was kostet ein Perso?", "frage_gebuehr")
    assert "46,00" in text_of(blocks)
    assert any(block["type"] == "notice" and block["kind"] == "source" for block in blocks)


async def test_what_no_editor_has_checked_is_marked(desk, talk):
    blocks = await talk.say(Auskunft(desk), "Was kostet ein Perso?", "frage_gebuehr")
    assert any(block["type"] == "notice" and block["kind"] == "unconfirmed" for block in blocks)


async def test_a_follow_up_keeps_the_topic_and_a_new_leistung_changes_it(desk, talk):
    await talk.say(Auskunft(desk), "Ich brauche einen Reisepass")
    assert "70,00" in text_of(await talk.say(Auskunft(desk), "Und was kostet das?", "frage_gebuehr"))
    assert "46,00" in text_of(await talk.say(Auskunft(desk), "Was kostet der Perso?", "frage_gebuehr"))
    assert talk.slots["leistung"] == "personalausweis"


async def test_an_elliptic_follow_up_asks_the_same_of_another_leistung(desk, talk):
    await talk.say(Auskunft(desk), "Was kostet der Perso?", "frage_gebuehr")
    assert "70,00" in text_of(await talk.say(Auskunft(desk), "Und für den Reisepass?"))


async def test_a_case_is_not_taken_for_a_topic(desk, talk):
    await talk.say(Auskunft(desk), "Was kostet der Reisepass?", "frage_gebuehr")
    blocks = await talk.say(Auskunft(desk), "Und was kostet das für Kinder?", "frage_gebuehr")
    assert "70,00" in text_of(blocks)


async def test_two_leistungen_that_fit_equally_are_offered_as_choices(desk, talk):
    blocks = await talk.say(Auskunft(desk), "ummelden", "frage_unterlagen")
    choices = [
        button["choice"] for block in blocks if block["type"] == "buttons" for button in block["buttons"]
    ]
    assert {
        '/frage_unterlagen{"leistung": "wohnsitz-ummelden"}',
        '/frage_unterlagen{"leistung": "kfz-ummelden"}',
    } <= set(choices)
    assert len(choices) <= 4


async def test_a_choice_names_its_leistung_whatever_was_talked_about(desk, talk):
    await talk.say(Auskunft(desk), "Perso")
    blocks = await talk.say(
        Auskunft(desk), '/frage_gebuehr{"leistung": "reisepass"}', "frage_gebuehr", leistung="reisepass"
    )
    assert "70,00" in text_of(blocks)


async def test_nothing_that_fits_is_an_honest_no_with_115(desk, talk):
    blocks = await talk.say(Auskunft(desk), "Raumschiff Starterlaubnis Jupiter", "frage_gebuehr")
    assert "115" in text_of(blocks)
    assert "46,00" not in text_of(blocks)
    assert talk.slots.get("leistung") is None


async def test_without_any_topic_it_asks_back(desk, talk):
    assert "Worum geht es" in text_of(await talk.say(Auskunft(desk), "Was kostet das?", "frage_gebuehr"))


async def test_where_something_is_is_asked_of_the_office(desk, talk):
    await talk.say(Auskunft(desk), "Wo ist das Fundbüro?", "frage_ort")
    assert talk.slots["dienststelle"] == "fundbuero"


async def test_a_withdrawn_leistung_is_not_answered_from_memory(desk, talk):
    blocks = await talk.say(Auskunft(desk), "", "frage_gebuehr", leistung="gibt-es-nicht-mehr")
    assert "nichts gefunden" in text_of(blocks)


async def test_the_last_answer_can_be_had_again(desk, talk):
    first = await talk.say(Auskunft(desk), "Was kostet der Perso?", "frage_gebuehr")
    assert await talk.say(Auskunft(desk, "wiederholen"), "Noch einmal bitte", "wiederholen") == first


async def test_a_correction_asks_the_same_of_the_leistung_that_was_meant(desk, talk):
    await talk.say(Auskunft(desk), "Was kostet der Perso?", "frage_gebuehr")
    assert "70,00" in text_of(
        await talk.say(Auskunft(desk, "korrektur"), "Nein, ich meinte den Reisepass", "korrektur")
    )


async def test_a_wish_for_an_appointment_gets_what_the_catalogue_knows_as_well(desk, talk):
    blocks = await talk.say(Anliegen(desk, "termin", "allgemein"), "Termin für Reisepass", "termin_buchen")
    assert "Bürgerservice" in text_of(blocks)


async def test_an_age_narrows_the_answer_to_the_fee_that_holds_for_it(desk, talk):
    await talk.say(Auskunft(desk), "Was kostet ein Führungszeugnis?", "frage_gebuehr")
    blocks = await talk.say(Auskunft(desk), "Ich bin 12 Jahre alt", "nlu_fallback")
    assert "5,00" in text_of(blocks)
    assert "20,00" not in text_of(blocks)


async def test_what_may_come_on_top_is_told_when_it_is_wanted(desk, talk):
    blocks = await talk.say(Auskunft(desk), "", "frage_gebuehr", leistung="hundesteuer")
    assert "Zuschlag" not in text_of(blocks)
    button = next(b for block in blocks if block["type"] == "buttons" for b in block["buttons"])
    assert button["label"] == "Weitere Gebühren"
    more = {"leistung": "hundesteuer", "umfang": "alles"}
    assert button["choice"] == f"/frage_gebuehr{json.dumps(more)}"
    blocks = await talk.say(Auskunft(desk), button["choice"], "frage_gebuehr", **more)
    assert "Zuschlag 4" in text_of(blocks)


async def test_an_offices_card_says_its_name_once(desk, talk):
    blocks = await talk.say(Auskunft(desk), "Wo ist das Bürgeramt?", "frage_ort", dienststelle="buergeramt")
    assert blocks[0]["type"] == "card"


async def test_what_was_asked_back_can_be_answered_in_words(desk, talk):
    await talk.say(Auskunft(desk), "ummelden", "frage_unterlagen")
    await talk.say(Auskunft(desk), "das mit dem kfz", "nlu_fallback")
    assert talk.slots["leistung"] == "kfz-ummelden"
    assert talk.slots["aspekt"] == "unterlagen"


async def test_what_was_asked_back_can_be_answered_by_its_place(desk, talk):
    blocks = await talk.say(Auskunft(desk), "ummelden", "frage_unterlagen")
    [offered] = [block for block in blocks if block["type"] == "buttons"]
    await talk.say(KeinAnliegen(desk), "das zweite", "kein_anliegen")
    assert f'"{talk.slots["leistung"]}"' in offered["buttons"][1]["choice"]


async def test_a_new_topic_after_asking_back_is_a_new_topic(desk, talk):
    await talk.say(Auskunft(desk), "ummelden", "frage_unterlagen")
    await talk.say(Auskunft(desk), "Was kostet der Perso?", "frage_gebuehr")
    assert talk.slots["leistung"] == "personalausweis"
    await talk.say(Auskunft(desk), "das zweite", "nlu_fallback")
    assert talk.slots["leistung"] == "personalausweis"
