from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import Engine, create_engine, text

from conversations.answering import Chosen, Filled, Reply, Said
from conversations.blocks import Form, FormField, Slot, Slots, Text
from conversations.errors import (
    FormRejected,
    FormUnanswered,
    NotOffered,
    ReusedMessageId,
    Unanswered,
    UnknownConversation,
    UnknownMessage,
    WrongToken,
)
from conversations.repository import Repository
from conversations.retention import Retention
from conversations.service import ABANDONED_AFTER, Conversations
from tests.conversations.fakes import GREETING, FakeClock, FakeEngine

OFFERED = '/auswahl{"leistung": "personalausweis"}'


async def test_a_conversation_starts_with_the_greeting_and_ends_after_24_hours(service, clock):
    started = await service.start()
    assert [message.sender for message in started.messages] == ["bot", "bot"]
    assert started.messages[0].blocks == [Text(text="Guten Tag. Sie sprechen mit einem Programm.")]
    assert started.expires_at == clock() + timedelta(hours=24)
    assert len(started.token) >= 43


async def test_the_database_never_holds_the_token(service: Conversations, database: Engine):
    started = await service.start()
    await service.turn(started.conversation_id, started.token, "1", Said("Hallo"))
    with database.connect() as connection:
        dump = "\n".join(connection.connection.driver_connection.iterdump())
    assert started.conversation_id in dump
    assert started.token not in dump


async def test_the_same_id_twice_gives_the_same_answer_and_acts_once(service, fake_engine):
    started = await service.start()
    first = await service.turn(started.conversation_id, started.token, "1", Said("Was kostet das?"))
    second = await service.turn(started.conversation_id, started.token, "1", Said("Was kostet das?"))
    assert first == second
    assert len(fake_engine.heard) == 1


async def test_ten_requests_at_once_with_the_same_id_act_once(service, fake_engine):
    started = await service.start()
    answers = await asyncio.gather(
        *(service.turn(started.conversation_id, started.token, "1", Said("Hallo")) for _ in range(10))
    )
    assert len(fake_engine.heard) == 1
    assert all(answer == answers[0] for answer in answers)
    transcript = await service.transcript(started.conversation_id, started.token)
    assert [message.sender for message in transcript.messages] == ["bot", "bot", "citizen", "bot"]


async def test_two_processes_asked_at_once_with_the_same_id_act_once(
    service: Conversations, fake_engine: FakeEngine, database: Engine, clock: FakeClock, retention: Retention
):
    other_process = Conversations(
        Repository(create_engine(database.url)),
        retention,
        answer=fake_engine.answer,
        mask=str,
        greeting=GREETING,
        now=clock,
    )
    started = await service.start()
    answers = await asyncio.gather(
        *(
            process.turn(started.conversation_id, started.token, "1", Said("Hallo"))
            for process in (service, other_process) * 5
        )
    )
    assert len(fake_engine.heard) == 1
    assert all(answer == answers[0] for answer in answers)


async def test_the_same_id_with_other_words_is_refused_rather_than_lost(service):
    started = await service.start()
    await service.turn(started.conversation_id, started.token, "1", Said("Hallo"))
    with pytest.raises(ReusedMessageId):
        await service.turn(started.conversation_id, started.token, "1", Said("Was kostet das?"))


async def test_personal_data_reaches_neither_the_engine_nor_the_log(service, fake_engine, database):
    started = await service.start()
    said = Said("Ich bin max@example.org und ziehe um")
    answer = await service.turn(started.conversation_id, started.token, "1", said)
    await service.judge(
        started.conversation_id, started.token, answer[0].id, False, "Bitte an max@example.org"
    )
    assert fake_engine.heard == [(started.conversation_id, "Ich bin und ziehe um", None)]
    with database.connect() as connection:
        dump = "\n".join(connection.connection.driver_connection.iterdump())
    assert "[E-Mail]" in dump
    assert "max@example.org" not in dump


async def test_while_the_engine_is_away_the_message_is_kept_and_can_be_sent_again(service, fake_engine):
    started = await service.start()
    fake_engine.away = True
    with pytest.raises(Unanswered):
        await service.turn(started.conversation_id, started.token, "1", Said("Hallo"))
    kept = await service.transcript(started.conversation_id, started.token)
    assert kept.messages[-1].blocks == [Text(text="Hallo")]
    assert [(turn.client_message_id, turn.state) for turn in kept.open_turns] == [("1", "unanswered")]

    fake_engine.away = False
    answer = await service.turn(started.conversation_id, started.token, "1", Said("Hallo"))
    assert answer[0].blocks == [Text(text="Antwort 1")]
    answered = await service.transcript(started.conversation_id, started.token)
    assert answered.open_turns == []
    assert [message.sender for message in answered.messages] == ["bot", "bot", "citizen", "bot"]


async def test_an_answer_that_fails_is_told_without_its_text_in_the_log(service, fake_engine, caplog):
    async def fail() -> None:
        raise ValueError("der Text der Bürgerin")

    fake_engine.before_reply = fail
    started = await service.start()
    with pytest.raises(Unanswered):
        await service.turn(started.conversation_id, started.token, "1", Said("der Text der Bürgerin"))
    assert "ValueError" in caplog.text
    assert "Bürgerin" not in caplog.text


async def test_an_answer_is_finished_and_stored_when_the_citizen_reloads_meanwhile(service, fake_engine):
    arrived, may_go_on = asyncio.Event(), asyncio.Event()

    async def think() -> None:
        arrived.set()
        await may_go_on.wait()

    fake_engine.before_reply = think
    started = await service.start()
    request = asyncio.create_task(service.turn(started.conversation_id, started.token, "1", Said("Hallo")))
    await arrived.wait()
    request.cancel()
    with pytest.raises(asyncio.CancelledError):
        await request
    may_go_on.set()
    answer = await service.turn(started.conversation_id, started.token, "1", Said("Hallo"))
    assert answer[0].blocks == [Text(text="Antwort 1")]
    assert len(fake_engine.heard) == 1


async def test_a_turn_left_by_a_dead_process_is_taken_over(
    service: Conversations, fake_engine: FakeEngine, clock: FakeClock, database: Engine
):
    started = await service.start()
    fake_engine.away = True
    with pytest.raises(Unanswered):
        await service.turn(started.conversation_id, started.token, "1", Said("Hallo"))
    fake_engine.away = False
    with database.begin() as connection:  # what a process leaves that was killed in mid-answer
        connection.execute(text("UPDATE conversation_turns SET state = 'pending' WHERE kind = 'text'"))
    waiting = asyncio.create_task(service.turn(started.conversation_id, started.token, "1", Said("Hallo")))
    done, _ = await asyncio.wait([waiting], timeout=0.3)
    assert not done, "as long as the other process may still answer, nobody answers twice"
    clock.forward(ABANDONED_AFTER + timedelta(seconds=1))
    answer = await waiting
    assert answer[0].blocks == [Text(text="Antwort 1")]


async def test_an_offered_choice_is_taken_and_recorded_with_its_label(service, fake_engine):
    started = await service.start()
    await service.turn(started.conversation_id, started.token, "1", Chosen(OFFERED))
    assert fake_engine.heard == [(started.conversation_id, None, OFFERED)]
    transcript = await service.transcript(started.conversation_id, started.token)
    assert transcript.messages[-2].blocks == [Text(text="Ausweis")]


@pytest.mark.parametrize("choice", ["/neustart", OFFERED.replace("personalausweis", "reisepass"), ""])
async def test_a_choice_that_was_not_offered_is_refused(service, fake_engine, choice):
    started = await service.start()
    with pytest.raises(NotOffered):
        await service.turn(started.conversation_id, started.token, "1", Chosen(choice))
    assert fake_engine.heard == []


async def test_text_that_starts_with_a_slash_is_text(service, fake_engine):
    started = await service.start()
    await service.turn(started.conversation_id, started.token, "1", Said("/neustart"))
    assert fake_engine.heard == [(started.conversation_id, "/neustart", None)]


async def test_a_token_opens_no_other_conversation(service):
    mine, other = await service.start(), await service.start()
    for attempt in (
        service.turn(other.conversation_id, mine.token, "1", Said("Hallo")),
        service.transcript(other.conversation_id, mine.token),
        service.judge(other.conversation_id, mine.token, other.messages[0].id, True),
        service.erase(other.conversation_id, mine.token),
    ):
        with pytest.raises(WrongToken):
            await attempt


async def test_after_its_time_a_conversation_is_unknown(service, clock):
    started = await service.start()
    clock.forward(timedelta(hours=24))
    with pytest.raises(UnknownConversation):
        await service.turn(started.conversation_id, started.token, "1", Said("Hallo"))


async def test_erasing_leaves_no_trace_and_the_engine_forgets(service, fake_engine, database):
    started = await service.start()
    await service.turn(started.conversation_id, started.token, "1", Said("Hallo"))
    await service.erase(started.conversation_id, started.token)
    assert fake_engine.forgotten == [started.conversation_id]
    with database.connect() as connection:
        dump = "\n".join(connection.connection.driver_connection.iterdump())
    assert started.conversation_id not in dump
    assert "Hallo" not in dump
    with pytest.raises(UnknownConversation):
        await service.transcript(started.conversation_id, started.token)


async def test_after_erasing_not_even_the_database_files_hold_the_words(service, database, tmp_path):
    started = await service.start()
    await service.turn(started.conversation_id, started.token, "1", Said("Unverwechselbares Wort " * 40))
    assert any(b"Unverwechselbares" in file.read_bytes() for file in tmp_path.iterdir())
    await service.erase(started.conversation_id, started.token)
    for trace in (b"Unverwechselbares", started.conversation_id.encode()):
        assert not any(trace in file.read_bytes() for file in tmp_path.iterdir())


async def test_erased_in_mid_answer_the_answer_is_dropped_and_the_engine_forgets_it_too(
    service, fake_engine, database
):
    started = await service.start()

    async def erase() -> None:
        await service.erase(started.conversation_id, started.token)

    fake_engine.before_reply = erase
    with pytest.raises(UnknownConversation):
        await service.turn(started.conversation_id, started.token, "1", Said("Hallo"))
    assert fake_engine.forgotten == [started.conversation_id] * 2
    with database.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM conversation_messages")).scalar() == 0


async def test_what_the_engine_could_not_forget_it_forgets_at_the_next_purge(
    service: Conversations, retention: Retention, fake_engine: FakeEngine
):
    started = await service.start()
    fake_engine.away = True
    await service.erase(started.conversation_id, started.token)
    await retention.purge()
    fake_engine.away = False
    await retention.purge()
    await retention.purge()
    assert fake_engine.forgotten == [started.conversation_id]


async def test_a_purge_erases_only_what_has_expired(service, retention, clock, fake_engine):
    old = await service.start()
    clock.forward(timedelta(hours=23))
    young = await service.start()
    clock.forward(timedelta(hours=2))
    assert await retention.purge() == 1
    assert fake_engine.forgotten == [old.conversation_id]
    assert await service.transcript(young.conversation_id, young.token)


async def test_feedback_needs_an_answer_of_this_conversation(service):
    mine, other = await service.start(), await service.start()
    await service.judge(mine.conversation_id, mine.token, mine.messages[0].id, True)
    await service.judge(mine.conversation_id, mine.token, mine.messages[0].id, False, "Doch nicht")
    with pytest.raises(UnknownMessage):
        await service.judge(mine.conversation_id, mine.token, other.messages[0].id, True)


async def test_a_forms_values_go_to_its_handler_and_are_stored_nowhere(
    service, fake_engine, forms, database, monkeypatch
):
    received: list[object] = []

    async def handle(conversation_id: str, values: object) -> Reply:
        received.append(values)
        return Reply(messages=((Text(text="Gebucht."),),))

    forms["kontakt"] = handle
    started = await service.start()
    filled = Filled("kontakt", {"name": "Erika Mustermann"})
    with pytest.raises(NotOffered):
        await service.turn(started.conversation_id, started.token, "1", filled)

    form = Form(
        form="kontakt",
        title="Ihre Angaben",
        fields=[FormField(name="name", label="Name")],
        submit_label="Weiter",
    )

    async def offer(conversation_id: str, text: str | None, payload: str | None) -> Reply:
        return Reply(messages=((form,),))

    monkeypatch.setattr(service, "_answer", offer)
    await service.turn(started.conversation_id, started.token, "2", Said("Termin"))
    answer = await service.turn(started.conversation_id, started.token, "3", filled)
    assert answer[0].blocks == [Text(text="Gebucht.")]
    assert received == [{"name": "Erika Mustermann"}]
    with database.connect() as connection:
        assert "Mustermann" not in "\n".join(connection.connection.driver_connection.iterdump())


KONTAKT = Form(
    form="kontakt",
    title="Ihre Angaben",
    fields=[FormField(name="email", label="E-Mail")],
    submit_label="Weiter",
)


@pytest.fixture
def tried(forms, fake_engine) -> list[dict]:
    """A form that wants an @; what it was sent, attempt by attempt."""
    attempts: list[dict] = []

    async def handle(conversation_id: str, values: dict) -> Reply:
        attempts.append(dict(values))
        if "@" not in values.get("email", ""):
            raise FormRejected("email", "Diese E-Mail-Adresse ist nicht vollständig.")
        return Reply(messages=((Text(text="Gebucht."),),))

    forms["kontakt"] = handle
    fake_engine.blocks = (KONTAKT,)
    return attempts


async def test_a_rejected_form_keeps_nothing_and_takes_other_values_under_the_same_id(
    service, tried, database, caplog
):
    started = await service.start()
    await service.turn(started.conversation_id, started.token, "1", Said("Termin"))
    before = await service.transcript(started.conversation_id, started.token)
    with pytest.raises(FormRejected) as rejected:
        await service.turn(started.conversation_id, started.token, "2", Filled("kontakt", {"email": "erika"}))
    assert (rejected.value.field, rejected.value.message) == (
        "email",
        "Diese E-Mail-Adresse ist nicht vollständig.",
    )
    assert await service.transcript(started.conversation_id, started.token) == before
    assert caplog.text == ""

    filled = Filled("kontakt", {"email": "erika@example.org"})
    answer = await service.turn(started.conversation_id, started.token, "2", filled)
    again = await service.turn(started.conversation_id, started.token, "2", filled)
    assert answer == again
    assert answer[0].blocks == [Text(text="Gebucht.")]
    assert [attempt["email"] for attempt in tried] == ["erika", "erika@example.org"]
    read = await service.transcript(started.conversation_id, started.token)
    assert [message.blocks for message in read.messages[len(before.messages) :]] == [
        [Text(text="Gesendet: Ihre Angaben")],
        [Text(text="Gebucht.")],
    ]
    assert read.open_turns == []
    with database.connect() as connection:
        assert "erika" not in "\n".join(connection.connection.driver_connection.iterdump())


async def test_a_form_sent_twice_at_once_is_taken_once_and_rejected_for_both(service, tried):
    started = await service.start()
    await service.turn(started.conversation_id, started.token, "1", Said("Termin"))
    wrong = [
        service.turn(started.conversation_id, started.token, "2", Filled("kontakt", {"email": "erika"}))
        for _ in range(3)
    ]
    assert [type(result) for result in await asyncio.gather(*wrong, return_exceptions=True)] == [
        FormRejected
    ] * 3
    tried.clear()
    filled = Filled("kontakt", {"email": "erika@example.org"})
    answers = await asyncio.gather(
        *(service.turn(started.conversation_id, started.token, "2", filled) for _ in range(5))
    )
    assert len(tried) == 1
    assert all(answer == answers[0] for answer in answers)


async def test_a_form_that_nobody_can_take_now_leaves_no_message_and_may_come_again(service, forms, tried):
    take = forms["kontakt"]
    started = await service.start()
    await service.turn(started.conversation_id, started.token, "1", Said("Termin"))
    before = await service.transcript(started.conversation_id, started.token)

    async def away(conversation_id: str, values: dict) -> Reply:
        raise OSError

    forms["kontakt"] = away
    filled = Filled("kontakt", {"email": "erika@example.org"})
    with pytest.raises(FormUnanswered):
        await service.turn(started.conversation_id, started.token, "2", filled)
    assert await service.transcript(started.conversation_id, started.token) == before
    forms["kontakt"] = take
    answer = await service.turn(started.conversation_id, started.token, "2", filled)
    assert answer[0].blocks == [Text(text="Gebucht.")]


async def test_the_log_names_the_place_of_a_slot_that_was_taken(service, fake_engine, clock):
    slot = Slot(label="Di, 24. November, 9:00 Uhr", choice="/x", start=clock(), end=clock(), place="K 7")
    fake_engine.blocks = (Slots(slots=(slot,)),)
    started = await service.start()
    await service.turn(started.conversation_id, started.token, "1", Said("Termin"))
    await service.turn(started.conversation_id, started.token, "2", Chosen("/x"))
    read = await service.transcript(started.conversation_id, started.token)
    assert read.messages[-2].blocks == [Text(text="Di, 24. November, 9:00 Uhr, K 7")]


async def test_an_unanswered_choice_is_kept_as_a_choice(service, fake_engine):
    started = await service.start()
    fake_engine.away = True
    with pytest.raises(Unanswered):
        await service.turn(started.conversation_id, started.token, "1", Chosen(OFFERED))
    with pytest.raises(Unanswered):
        await service.turn(started.conversation_id, started.token, "2", Said("Hallo"))
    kept = await service.transcript(started.conversation_id, started.token)
    assert [(turn.client_message_id, turn.choice) for turn in kept.open_turns] == [
        ("1", OFFERED),
        ("2", None),
    ]
