"""A citizen's message, answered."""

import pytest

from bot.turn import Turns, join_answers
from conversations.answering import EngineUnavailable, Reply
from conversations.blocks import Button, Buttons, Notice, Text

SOURCE = Notice(kind="source", text="Quelle: Stadt, Stand 22.11.2026")
NEXT = Buttons(buttons=[Button(label="Kosten", choice="/frage_gebuehr")])


class ScriptedEngine:
    """Answers each sentence with itself; `away` names one it does not answer."""

    def __init__(self, away=None):
        self.away = away
        self.asked = []

    async def turn(self, sender, *, text=None, payload=None):
        if self.away and text == self.away:
            raise EngineUnavailable
        self.asked.append(text or payload)
        return Reply(((Text(text=text or payload), SOURCE, NEXT),), f"frage {text}", 0.9)


async def test_two_questions_are_asked_one_after_the_other_and_get_two_messages():
    engine = ScriptedEngine()
    reply = await Turns(engine).answer("c", "Wo ist das Fundbüro und wann hat es auf?", None)
    assert engine.asked == ["Wo ist das Fundbüro", "wann hat es auf?"]
    assert [message[0].text for message in reply.messages] == engine.asked


async def test_a_choice_is_asked_as_it_is():
    engine = ScriptedEngine()
    await Turns(engine).answer("c", None, '/frage_gebuehr{"leistung": "und was und wann"}')
    assert engine.asked == ['/frage_gebuehr{"leistung": "und was und wann"}']


async def test_the_log_keeps_what_the_first_question_was_taken_for():
    reply = await Turns(ScriptedEngine()).answer("c", "Was kostet das? Wie lange dauert es?", None)
    assert reply.intent == "frage Was kostet das?"


async def test_one_unanswered_question_leaves_the_whole_message_to_be_sent_again():
    with pytest.raises(EngineUnavailable):
        await Turns(ScriptedEngine(away="Und was kostet das?")).answer(
            "c", "Wo ist es? Und was kostet das?", None
        )


def test_the_same_source_is_named_once_and_only_the_last_answer_says_what_comes_next():
    first, second = (Text(text="a"), SOURCE, NEXT), (Text(text="b"), SOURCE, NEXT)
    assert join_answers([first, second]) == ((Text(text="a"),), second)


def test_a_question_back_keeps_its_choices():
    asks_back = (Text(text="Meinten Sie …?"), NEXT)
    answer = (Text(text="b"), SOURCE, NEXT)
    assert join_answers([asks_back, answer])[0] == asks_back


def test_a_question_that_is_asked_again_after_an_answer_is_asked_once():
    asked = (Text(text="Wo möchten Sie hinkommen?"), NEXT)
    answer = (Text(text="46 Euro"), SOURCE)
    again = (Text(text="Weiter mit Ihrem Termin."), *asked)
    assert join_answers([asked, answer, again]) == (answer, again)
