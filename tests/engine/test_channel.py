"""The internal channel, asked over HTTP as the app asks it."""

from __future__ import annotations

import http.client
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.engine.engine_process import EngineProcess


def test_a_question_is_answered_with_blocks_and_with_what_was_understood(engine: EngineProcess):
    answer = engine.say("frage", "was kostet ein neuer ausweis")
    assert answer.status == 200
    assert answer.body["messages"] == [{"blocks": [{"type": "text", "text": "action_auskunft"}]}]
    assert answer.body["intent"]["name"] == "frage_gebuehr"
    assert 0.5 < answer.body["intent"]["confidence"] <= 1


def test_a_choice_sets_the_slot_and_needs_no_understanding(engine: EngineProcess):
    answer = engine.choose("wahl", '/frage_gebuehr{"leistung": "personalausweis"}')
    assert answer.status == 200
    assert answer.body["intent"] == {"name": "frage_gebuehr", "confidence": 1.0}
    assert engine.app.calls[-1]["tracker"]["slots"]["leistung"] == "personalausweis"


def test_slots_are_kept_from_turn_to_turn(engine: EngineProcess):
    engine.choose("slots", '/frage_ort{"dienststelle": "fundbuero"}')
    engine.say("slots", "wann habt ihr auf")
    assert engine.app.calls[-1]["tracker"]["slots"]["dienststelle"] == "fundbuero"


@pytest.mark.parametrize("text", ["/neustart", "//neustart", '/frage_ort{"leistung": "x"}', " / ", "/"])
def test_a_leading_slash_in_text_is_text(engine: EngineProcess, text: str):
    answer = engine.say("schraegstrich", text)
    assert answer.status == 200
    assert answer.body["intent"]["confidence"] < 1
    message = engine.app.calls[-1]["tracker"]["latest_message"]
    assert message["entities"] == []
    assert not message["text"].startswith("/")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"{kein json", "kein gültiges JSON"),
        (b"[]", "JSON-Objekt"),
        ({"sender": "a"}, "entweder"),
        ({"sender": "a", "text": "hallo", "payload": "/gruss"}, "entweder"),
        ({"sender": "a", "text": "hallo", "metadata": {}}, "JSON-Objekt"),
        ({"sender": "", "text": "hallo"}, "sender"),
        ({"sender": "a b", "text": "hallo"}, "sender"),
        ({"sender": 7, "text": "hallo"}, "sender"),
        ({"sender": "a", "text": "  "}, "leer"),
        ({"sender": "a", "text": 7}, "leer"),
        ({"sender": "a", "payload": "gruss"}, "Form"),
        ({"sender": "a", "payload": "/unbekannt"}, "Absicht"),
        ({"sender": "a", "payload": "/restart"}, "Absicht"),
        ({"sender": "a", "payload": "/gruss{kein json}"}, "JSON"),
        ({"sender": "a", "payload": '/gruss{"passwort": "x"}'}, "Angabe"),
        ({"sender": "a", "payload": '/frage_ort{"leistung": ["x"]}'}, "Angabe"),
    ],
)
def test_bad_input_gets_400_and_a_german_sentence(engine: EngineProcess, body: object, said: str):
    answer = engine.request("POST", "turn", body)
    assert answer.status == 400
    assert said in answer.body["message"]


def test_a_huge_body_is_refused(engine: EngineProcess):
    answer = engine.say("riese", "x" * 40_000)
    assert answer.status == 413
    assert answer.body["message"] == "Die Nachricht ist zu groß."


@pytest.mark.parametrize("token", [None, "", "falsch", "ein-geheimes-token-mehr", "übel"])
@pytest.mark.parametrize(
    ("method", "path"), [("POST", "turn"), ("DELETE", "conversations/a"), ("GET", "health")]
)
def test_without_the_right_token_nothing_is_answered(
    engine: EngineProcess, token: str | None, method: str, path: str
):
    connection = http.client.HTTPConnection("127.0.0.1", engine.port)
    headers = {} if token is None else {"Authorization": f"Bearer {token}".encode()}
    connection.request(method, f"/webhooks/internal/{path}", headers=headers)
    assert connection.getresponse().status == 401
    connection.close()


@pytest.mark.parametrize(
    "path", ["/", "/model", "/webhooks/rest/webhook", "/version", "/conversations/a/tracker"]
)
def test_rasas_own_addresses_are_not_there(engine: EngineProcess, path: str):
    connection = http.client.HTTPConnection("127.0.0.1", engine.port)
    connection.request("GET", path)
    response = connection.getresponse()
    assert response.status == 404
    assert b"asa" not in response.read()
    connection.close()


def test_health_names_the_model(engine: EngineProcess):
    answer = engine.request("GET", "health")
    assert answer.status == 200
    assert answer.body["status"] == "ok"
    assert answer.body["model"]


def test_a_forgotten_conversation_starts_anew(engine: EngineProcess):
    engine.choose("vergessen", '/frage_ort{"leistung": "hundesteuer"}')
    assert engine.request("DELETE", "conversations/vergessen").body == {"forgotten": True}
    assert engine.request("DELETE", "conversations/vergessen").body == {"forgotten": False}
    engine.say("vergessen", "hallo")
    assert engine.app.calls[-1]["tracker"]["slots"]["leistung"] is None


def test_turns_of_one_conversation_wait_for_each_other(engine: EngineProcess):
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: engine.say("gleichzeitig", "hallo"), range(8)))
    assert [answer.status for answer in answers] == [200] * 8
    seen = [call for call in engine.app.calls if call["sender_id"] == "gleichzeitig"]
    assert len({call["tracker"]["events"][-1]["timestamp"] for call in seen}) == 8


def test_nothing_that_was_said_is_in_the_log(engine: EngineProcess):
    engine.app.status = 500
    try:
        assert engine.say("geheim", "mein geheimnis ist die zahl siebzehn").status == 503
    finally:
        engine.app.status = 200
    engine.request("POST", "turn", b'{"sender": "geheim", "text": "geheimnis')
    log = engine.log.read_text()
    assert "action failed" in log
    assert "geheimnis" not in log
    assert "siebzehn" not in log
