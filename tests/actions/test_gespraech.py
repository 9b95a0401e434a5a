"""The acts that need no catalogue."""

import pytest

from actions.auskunft import Auskunft
from actions.gespraech import ACTS, Gespraech
from actions.kein_anliegen import KeinAnliegen


@pytest.mark.parametrize("act", ACTS)
async def test_every_act_has_words_without_placeholders(desk, talk, act):
    blocks = await talk.say(Gespraech(desk, act), "…", act)
    assert blocks
    assert "{" not in blocks[0]["text"]


async def test_an_emergency_is_set_apart_and_names_112_and_110(desk, talk):
    notice = (await talk.say(Gespraech(desk, "notfall"), "Es brennt", "notfall"))[0]
    assert notice["kind"] == "emergency"
    assert "112" in notice["text"]
    assert "110" in notice["text"]


async def test_starting_anew_forgets_the_topic(desk, talk):
    await talk.say(Auskunft(desk), "Was kostet der Perso?", "frage_gebuehr")
    await talk.say(Gespraech(desk, "neustart"), "von vorn", "neustart")
    assert talk.slots == {}


async def test_a_foreign_topic_meets_a_friendly_limit(desk, talk):
    blocks = await talk.say(KeinAnliegen(desk), "Wer gewinnt die Weltmeisterschaft?", "kein_anliegen")
    assert "leider nichts sagen" in blocks[0]["text"]


async def test_a_sentence_that_names_a_leistung_for_certain_is_answered_all_the_same(desk, talk):
    blocks = await talk.say(KeinAnliegen(desk), "Personalausweis beantragen", "kein_anliegen")
    assert any(block["type"] == "notice" and block["kind"] == "source" for block in blocks)


async def test_an_age_after_a_question_goes_on_with_it(desk, talk):
    await talk.say(Auskunft(desk), "Was kostet ein Führungszeugnis?", "frage_gebuehr")
    blocks = await talk.say(KeinAnliegen(desk), "Ich bin 12 Jahre alt", "kein_anliegen")
    assert "5,00" in str(blocks)
