from __future__ import annotations

import json

import httpx
import jsonschema
import pytest

from conversations.answering import Reply
from conversations.errors import FormRejected
from tests.browser.sample_blocks import EVERY_BLOCK

STREAM = {"Accept": "text/event-stream"}


class Described:
    """The served document, and whether a response is what it says."""

    def __init__(self, document: dict):
        self.document = document

    def schema(self, method: str, path: str, status: int) -> dict | None:
        responses = self.document["paths"][path][method]["responses"]
        content = responses[str(status)].get("content")
        return content and content["application/json"]["schema"]

    def check(self, response: httpx.Response, method: str, path: str) -> None:
        schema = self.schema(method, path, response.status_code)
        if schema is None:
            assert response.content == b""
            return
        jsonschema.Draft202012Validator({**schema, "components": self.document["components"]}).validate(
            response.json()
        )

    def accepts(self, body: dict, path: str) -> bool:
        schema = self.document["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]
        validator = jsonschema.Draft202012Validator({**schema, "components": self.document["components"]})
        return validator.is_valid(body)


@pytest.fixture
async def described(http) -> Described:
    return Described((await http.get("/api/v1/openapi.json")).json())


CONVERSATION = "/api/v1/conversations/{conversation_id}"


async def test_the_document_is_openapi_3_1_and_all_its_references_resolve(described):
    assert described.document["openapi"].startswith("3.1")
    known = described.document["components"]["schemas"]
    text = json.dumps(described.document)
    for reference in {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}:
        assert reference in known
    for schema in known.values():
        jsonschema.Draft202012Validator.check_schema(schema)


async def test_every_block_has_its_own_schema(described):
    names = {"Text", "List", "Facts", "Buttons", "Link", "Card", "Form", "Slots", "Notice"}
    assert names <= set(described.document["components"]["schemas"])


async def test_every_route_of_the_api_is_described_and_the_other_way_round(described, http):
    for path, operations in described.document["paths"].items():
        for method in set(operations) - {"parameters"}:
            response = await http.request(method, path.replace("{conversation_id}", "0" * 32))
            assert response.status_code not in (405, 500)
            if response.status_code == 404:
                assert response.json()["error"]["code"] != "not_found"


async def test_real_answers_are_as_described(described, http, talk, fake_engine):
    described.check(await http.post("/api/v1/conversations"), "post", "/api/v1/conversations")
    described.check(await http.get("/health"), "get", "/health")
    fake_engine.blocks = EVERY_BLOCK
    answer = await talk.send({"client_message_id": "1", "text": "Alles"})
    assert answer.status_code == 200
    described.check(answer, "post", f"{CONVERSATION}/messages")
    described.check(await http.get(talk.path, headers=talk.auth), "get", CONVERSATION)
    fake_engine.away = True
    unanswered = await talk.send({"client_message_id": "2", "text": "Hallo"})
    assert unanswered.status_code == 503
    described.check(unanswered, "post", f"{CONVERSATION}/messages")
    described.check(await http.get(talk.path, headers=talk.auth), "get", CONVERSATION)
    feedback = {"message_id": answer.json()["messages"][0]["id"], "helpful": True}
    noted = await http.post(f"{talk.path}/feedback", json=feedback, headers=talk.auth)
    described.check(noted, "post", f"{CONVERSATION}/feedback")
    described.check(await http.delete(talk.path, headers=talk.auth), "delete", CONVERSATION)


async def test_real_refusals_are_as_described(described, http, talk):
    messages = f"{CONVERSATION}/messages"
    bodies = [b"{", b"{}", b'{"client_message_id": "1", "choice": "/x"}', b"x" * 70_000]
    json_type = {"Content-Type": "application/json"}
    statuses = set()
    for body in bodies:
        response = await http.post(f"{talk.path}/messages", content=body, headers={**talk.auth, **json_type})
        described.check(response, "post", messages)
        statuses.add(response.status_code)
    for headers in ({}, {"Authorization": "Bearer x"}):
        response = await http.get(talk.path, headers=headers)
        described.check(response, "get", CONVERSATION)
        statuses.add(response.status_code)
    wrong_type = await http.post(f"{talk.path}/messages", content=b"{}", headers=talk.auth)
    described.check(wrong_type, "post", messages)
    unknown = await http.get(f"/api/v1/conversations/{'0' * 32}", headers=talk.auth)
    described.check(unknown, "get", CONVERSATION)
    assert statuses == {400, 401, 409, 413, 422}


async def test_a_refused_form_is_as_described(described, talk, forms, fake_engine):
    async def refuse(conversation_id: str, values: dict) -> Reply:
        raise FormRejected(None if values["all"] else "name", "So geht das nicht.")

    forms["kontakt"] = refuse
    fake_engine.blocks = EVERY_BLOCK
    await talk.send({"client_message_id": "1", "text": "Alles"})
    for whole in (True, False):
        body = {"client_message_id": "2", "form": "kontakt", "values": {"all": whole}}
        refused = await talk.send(body)
        assert refused.status_code == 422
        assert refused.json()["error"]["field"] == (None if whole else "name")
        described.check(refused, "post", f"{CONVERSATION}/messages")


@pytest.mark.parametrize(
    "body",
    [
        {"client_message_id": "1", "text": "Hallo"},
        {"client_message_id": "1", "choice": '/auswahl{"leistung": "personalausweis"}'},
        {"client_message_id": "1", "text": "a" * 1001},
        {"client_message_id": "1", "text": ""},
        {"client_message_id": "1 2", "text": "a"},
        {"client_message_id": "1"},
        {"client_message_id": "1", "text": "a", "choice": "b"},
        {"client_message_id": "1", "text": "a", "more": 1},
    ],
)
async def test_the_service_accepts_exactly_what_the_document_allows(described, talk, body):
    response = await talk.send(body)
    assert (response.status_code == 200) == described.accepts(body, f"{CONVERSATION}/messages")
