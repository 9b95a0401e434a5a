from __future__ import annotations

import asyncio
import json
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx
import pytest

from conversations.answering import Reply
from conversations.blocks import Form, FormField, Text
from conversations.errors import FormRejected
from conversations.marks import mark
from tests.channels.web.serving import served

OFFERED = '/auswahl{"leistung": "personalausweis"}'
ISO_UTC = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")


def is_told_in_german(response: httpx.Response) -> bool:
    error = response.json()["error"]
    assert set(error) == {"code", "message", "remedy"}
    assert re.fullmatch(r"[a-z_]+", error["code"])
    return error["message"].endswith(".") and error["remedy"].startswith(("Bitte", "Was", "Welche"))


async def test_a_conversation_starts_with_the_word_program(http):
    response = await http.post("/api/v1/conversations")
    assert response.status_code == 201
    body = response.json()
    assert set(body) == {"conversation_id", "token", "expires_at", "messages"}
    assert "Programm" in body["messages"][0]["blocks"][0]["text"]
    assert ISO_UTC.match(body["expires_at"])
    assert response.headers["location"] == f"/api/v1/conversations/{body['conversation_id']}"
    assert response.headers["cache-control"] == "no-store"


async def test_a_question_gets_its_answer(talk):
    response = await talk.send({"client_message_id": "1", "text": "Was kostet ein Ausweis?"})
    assert response.status_code == 200
    (message,) = response.json()["messages"]
    assert message["sender"] == "bot"
    assert message["blocks"] == [{"type": "text", "text": "Antwort 1"}]


async def test_the_same_id_twice_gives_the_same_bytes_and_acts_once(talk, fake_engine):
    body = {"client_message_id": "1", "text": "Hallo"}
    first, second = await asyncio.gather(talk.send(body), talk.send(body))
    assert first.content == second.content
    assert len(fake_engine.heard) == 1


async def test_an_event_stream_carries_the_messages_and_then_done(talk):
    response = await talk.send({"client_message_id": "1", "text": "Hallo"}, Accept="text/event-stream")
    assert response.headers["content-type"].startswith("text/event-stream")
    events = [block.split("\n") for block in response.text.strip().split("\n\n")]
    assert [event[0] for event in events] == ["event: message", "event: done"]
    assert json.loads(events[0][1].removeprefix("data: "))["blocks"][0]["text"] == "Antwort 1"


async def test_a_broken_stream_is_resumed_with_the_same_id(talk, fake_engine):
    may_go_on = asyncio.Event()
    fake_engine.before_reply = may_go_on.wait
    body = {"client_message_id": "1", "text": "Hallo"}
    with pytest.raises(httpx.ReadTimeout):
        await talk.http.post(
            f"{talk.path}/messages",
            json=body,
            headers={**talk.auth, "Accept": "text/event-stream"},
            timeout=0.3,
        )
    may_go_on.set()
    response = await talk.send(body, Accept="text/event-stream")
    assert "Antwort 1" in response.text
    assert len(fake_engine.heard) == 1


async def test_a_slow_answer_keeps_its_stream_open_and_its_failure_is_an_event(
    talk, fake_engine, monkeypatch
):
    monkeypatch.setattr("channels.web.stream.OPENING_SECONDS", 0.05)
    may_go_on = asyncio.Event()

    async def fail_late() -> None:
        await may_go_on.wait()
        raise RuntimeError

    fake_engine.before_reply = fail_late
    async with talk.http.stream(
        "POST",
        f"{talk.path}/messages",
        json={"client_message_id": "1", "text": "Hallo"},
        headers={**talk.auth, "Accept": "text/event-stream"},
    ) as response:
        lines = response.aiter_lines()
        assert await anext(lines) == ": bitte warten"
        may_go_on.set()
        rest = [line async for line in lines]
    assert "event: error" in rest
    data = json.loads(next(line for line in rest if line.startswith("data: ")).removeprefix("data: "))
    assert data["error"]["code"] == "unanswered"


async def test_the_transcript_holds_both_sides_and_deletion_ends_it(talk, fake_engine):
    await talk.send({"client_message_id": "1", "text": "Hallo"})
    read = await talk.http.get(talk.path, headers=talk.auth)
    assert [message["sender"] for message in read.json()["messages"]] == ["bot", "bot", "citizen", "bot"]
    assert read.json()["open_turns"] == []
    erased = await talk.http.delete(talk.path, headers=talk.auth)
    assert erased.status_code == 204
    assert erased.content == b""
    assert fake_engine.forgotten == [talk.started["conversation_id"]]
    assert (await talk.http.get(talk.path, headers=talk.auth)).status_code == 404


async def test_with_the_engine_away_the_message_is_kept_and_answered_later(talk, fake_engine):
    fake_engine.away = True
    body = {"client_message_id": "1", "text": "Hallo"}
    response = await talk.send(body)
    assert response.status_code == 503
    assert response.headers["retry-after"] == "5"
    assert is_told_in_german(response)
    assert response.json()["messages"][0]["blocks"][0]["type"] == "notice"
    read = await talk.http.get(talk.path, headers=talk.auth)
    assert read.json()["messages"][-1]["blocks"] == [{"type": "text", "text": "Hallo"}]
    assert read.json()["open_turns"][0]["state"] == "unanswered"
    fake_engine.away = False
    assert (await talk.send(body)).json()["messages"][0]["blocks"][0]["text"] == "Antwort 1"


async def test_an_offered_choice_is_taken_and_any_other_refused(talk):
    taken = await talk.send({"client_message_id": "1", "choice": OFFERED})
    assert taken.status_code == 200
    refused = await talk.send({"client_message_id": "2", "choice": "/neustart"})
    assert refused.status_code == 409
    assert is_told_in_german(refused)


async def test_feedback_is_noted_only_for_answers_of_this_conversation(talk):
    message_id = talk.started["messages"][0]["id"]
    body = {"message_id": message_id, "helpful": True, "comment": "Danke"}
    noted = await talk.http.post(f"{talk.path}/feedback", json=body, headers=talk.auth)
    assert noted.status_code == 204
    other = {"message_id": "0" * 32, "helpful": True}
    unknown = await talk.http.post(f"{talk.path}/feedback", json=other, headers=talk.auth)
    assert unknown.status_code == 404
    assert is_told_in_german(unknown)


BAD_BODIES = {
    "no json": (b"{", 400),
    "an array": (b"[]", 400),
    "deeply nested": (b"[" * 20_000, 400),
    "a lone surrogate": (b'{"client_message_id": "1", "text": "\\ud800"}', 400),
    "invalid utf-8": (b'{"client_message_id": "1", "text": "\xff"}', 400),
    "an unknown field": (b'{"client_message_id": "1", "text": "a", "x": 1}', 422),
    "no kind": (b'{"client_message_id": "1"}', 422),
    "two kinds": (b'{"client_message_id": "1", "text": "a", "choice": "b"}', 422),
    "no id": (b'{"text": "a"}', 422),
    "an empty id": (b'{"client_message_id": "", "text": "a"}', 422),
    "an id with spaces": (b'{"client_message_id": "a b", "text": "a"}', 422),
    "a number as text": (b'{"client_message_id": "1", "text": 5}', 422),
    "empty text": (b'{"client_message_id": "1", "text": ""}', 422),
    "blank text": (b'{"client_message_id": "1", "text": " \\n\\t "}', 422),
    "only control characters": (b'{"client_message_id": "1", "text": "\\u0000\\u0007"}', 422),
    "10,000 characters": (
        json.dumps({"client_message_id": "1", "text": "ä" * 10_000}).encode(),
        422,
    ),
    "100,000 characters": (
        json.dumps({"client_message_id": "1", "text": "ä" * 100_000}).encode(),
        413,
    ),
}


@pytest.mark.parametrize(("body", "status"), BAD_BODIES.values(), ids=BAD_BODIES.keys())
async def test_bad_input_is_refused_with_a_fitting_status_in_german(talk, fake_engine, body, status):
    response = await talk.http.post(
        f"{talk.path}/messages",
        content=body,
        headers={**talk.auth, "Content-Type": "application/json"},
    )
    assert response.status_code == status
    assert is_told_in_german(response)
    assert fake_engine.heard == []


async def test_exactly_1000_characters_are_accepted_and_1001_are_not(talk):
    assert (await talk.send({"client_message_id": "1", "text": "ä" * 1000})).status_code == 200
    refused = await talk.send({"client_message_id": "2", "text": "ä" * 1001})
    assert refused.status_code == 422
    assert "1.000 Zeichen" in refused.json()["error"]["remedy"]


@pytest.mark.parametrize("size", [600_000, 4_000_000])
async def test_a_huge_body_is_refused(talk, size):
    response = await talk.http.post(
        f"{talk.path}/messages",
        content=b"x" * size,
        headers={**talk.auth, "Content-Type": "application/json"},
    )
    assert response.status_code == 413
    assert is_told_in_german(response)


async def test_the_wrong_content_type_is_415(talk):
    response = await talk.http.post(
        f"{talk.path}/messages", content=b"{}", headers={**talk.auth, "Content-Type": "text/plain"}
    )
    assert response.status_code == 415
    assert is_told_in_german(response)


@pytest.mark.parametrize(
    ("method", "path"), [("PUT", "/messages"), ("GET", "/messages"), ("PATCH", ""), ("DELETE", "/feedback")]
)
async def test_the_wrong_method_is_405_and_names_the_right_ones(talk, method, path):
    response = await talk.http.request(method, talk.path + path, headers=talk.auth)
    assert response.status_code == 405
    assert response.headers["allow"]
    assert is_told_in_german(response)


@pytest.mark.parametrize("header", [None, "Bearer", "Basic abc", "Bearer falsch", b"Bearer \xe4"])
@pytest.mark.parametrize(("method", "path"), [("GET", ""), ("DELETE", ""), ("POST", "/messages")])
async def test_without_the_right_token_nothing_is_open(talk, method, path, header):
    headers = {"Authorization": header} if header else {}
    body = {"client_message_id": "1", "text": "Hallo"} if method == "POST" else None
    response = await talk.http.request(method, talk.path + path, headers=headers, json=body)
    assert response.status_code == 401
    assert response.headers["www-authenticate"].startswith("Bearer")
    assert is_told_in_german(response)


async def test_an_unknown_conversation_sounds_like_a_wrong_token(talk):
    wrong = await talk.http.get(talk.path, headers={"Authorization": "Bearer falsch"})
    unknown = await talk.http.get(f"/api/v1/conversations/{'0' * 32}", headers=talk.auth)
    assert unknown.status_code == 404
    assert unknown.json()["error"]["message"] == wrong.json()["error"]["message"]


@pytest.mark.parametrize("path", ["/api/v1/nichts", "/api/v1/conversations/a/b/c", "/api/v1/"])
async def test_an_unknown_address_is_404_in_json(http, path):
    response = await http.get(path)
    assert response.status_code == 404
    assert is_told_in_german(response)


async def test_a_start_with_fields_is_refused(http):
    response = await http.post("/api/v1/conversations", json={"name": "Erika"})
    assert response.status_code == 422
    assert "name" not in response.json()["error"]["message"]


async def test_health_tells_whether_the_engine_is_there(http, fake_engine):
    assert (await http.get("/health")).json() == {"status": "ok", "engine": True}
    fake_engine.away = True
    assert (await http.get("/health")).json() == {"status": "eingeschränkt", "engine": False}


async def test_no_word_of_a_citizen_is_logged(talk, fake_engine, caplog):
    async def fail() -> None:
        raise ValueError("Geheimnis")

    fake_engine.before_reply = fail
    await talk.send({"client_message_id": "1", "text": "Geheimnis"})
    await talk.send({"client_message_id": "Geheimnis", "text": "Geheimnis", "Geheimnis": 1})
    await talk.http.get("/api/v1/Geheimnis")
    assert "ValueError" in caplog.text
    assert "Geheimnis" not in caplog.text


FORM = Form(
    form="kontakt",
    title="Ihre Angaben",
    fields=(FormField(name="email", label="E-Mail", kind="email"),),
    submit_label="Weiter",
)


@pytest.fixture
async def kontakt(talk, forms, fake_engine) -> list[dict]:
    """A form that was offered and wants an @; what it was sent."""
    received: list[dict] = []

    async def handle(conversation_id: str, values: dict) -> Reply:
        received.append(dict(values))
        await asyncio.sleep(0.2 if values.get("slow") else 0)
        if "@" not in values.get("email", ""):
            raise FormRejected("email", "Diese E-Mail-Adresse ist nicht vollständig.")
        return Reply(messages=((Text(text="Gebucht."),),))

    forms["kontakt"] = handle
    fake_engine.blocks = (FORM,)
    await talk.send({"client_message_id": "1", "text": "Termin"})
    return received


REJECTED = {
    "code": "form_rejected",
    "message": "Diese E-Mail-Adresse ist nicht vollständig.",
    "remedy": "Bitte prüfen Sie Ihre Angaben und senden Sie das Formular noch einmal.",
    "field": "email",
}


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
async def test_a_refused_value_is_422_with_its_field_and_may_be_corrected_under_the_same_id(
    talk, kontakt, accept
):
    body = {"client_message_id": "2", "form": "kontakt", "values": {"email": "erika"}}
    refused = await talk.send(body, Accept=accept)
    assert refused.status_code == 422
    assert refused.json() == {"error": REJECTED}
    corrected = await talk.send({**body, "values": {"email": "erika@example.org"}}, Accept=accept)
    assert corrected.status_code == 200
    assert "Gebucht." in corrected.text
    assert len(kontakt) == 2


async def test_a_refusal_after_the_stream_has_opened_is_an_event_with_the_same_words(
    talk, kontakt, monkeypatch
):
    monkeypatch.setattr("channels.web.stream.OPENING_SECONDS", 0.01)
    values = {"email": "erika", "slow": True}
    body = {"client_message_id": "2", "form": "kontakt", "values": values}
    refused = await talk.send(body, Accept="text/event-stream")
    assert refused.status_code == 200
    event, data = refused.text.strip().split("\n\n")[-1].split("\n")
    assert event == "event: error"
    assert json.loads(data.removeprefix("data: ")) == {"error": REJECTED}


async def test_a_form_that_cannot_be_taken_is_not_said_to_be_kept(talk, kontakt, forms, caplog):
    async def fail(conversation_id: str, values: dict) -> Reply:
        raise ValueError(values["email"])

    forms["kontakt"] = fail
    body = {"client_message_id": "2", "form": "kontakt", "values": {"email": "erika@example.org"}}
    failed = await talk.send(body)
    assert failed.status_code == 503
    assert is_told_in_german(failed)
    assert "nicht angekommen" in failed.json()["error"]["message"]
    assert "erika" not in caplog.text


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
async def test_every_answer_says_what_time_it_is_here(talk, accept):
    answer = await talk.send({"client_message_id": "1", "text": "Hallo"}, Accept=accept)
    said = parsedate_to_datetime(answer.headers["date"])
    assert abs((datetime.now(UTC) - said).total_seconds()) < 5
    read = await talk.http.get(talk.path, headers={**talk.auth, "Origin": "https://www.beispielstadt.de"})
    assert "Date" in read.headers["access-control-expose-headers"]


async def test_marks_are_filled_in_on_the_way_out(tmp_path, fake_engine):
    fake_engine.blocks = (Text(text=f"Ihr Code: {mark('v1', 'code')}"),)

    async def reveal(conversation_id: str, subject: str) -> dict[str, str]:
        return {"code": "K7Q2M-9TXB4"}

    async with (
        served(tmp_path, fake_engine, reveal=reveal) as address,
        httpx.AsyncClient(base_url=address, trust_env=False) as http,
    ):
        started = (await http.post("/api/v1/conversations")).json()
        path = f"/api/v1/conversations/{started['conversation_id']}"
        auth = {"Authorization": f"Bearer {started['token']}"}
        for accept in ("application/json", "text/event-stream"):
            answer = await http.post(
                f"{path}/messages",
                json={"client_message_id": "1", "text": "Buchen"},
                headers={**auth, "Accept": accept},
            )
            assert "Ihr Code: K7Q2M-9TXB4" in answer.text
        assert "K7Q2M-9TXB4" in (await http.get(path, headers=auth)).text
        access = {"conversation_id": started["conversation_id"], "token": started["token"]}
        page = await http.post("/chat", data={**access, "client_message_id": "2", "text": "Noch einmal"})
        assert page.text.count("Ihr Code: K7Q2M-9TXB4") == 2
    assert not any(b"K7Q2M" in file.read_bytes() for file in tmp_path.iterdir())
