"""The app's side of the engine, against a small engine of our own over HTTP."""

import json

import pytest
from sanic import Sanic
from sanic.response import empty
from sanic.response import json as json_response

from bot.engine_client import EngineClient
from bot.serving import open_port, serving
from conversations.answering import EngineUnavailable
from conversations.blocks import Text


class Address:
    """Where the engine listens, as the process would say."""

    token = "geheim"
    base_url = None


def small_engine(seen):
    app = Sanic(f"engine-{id(seen)}", configure_logging=False)

    @app.post("/webhooks/internal/turn")
    async def turn(request):
        seen.append((request.token, request.json))
        if request.json.get("text") == "kaputt":
            return json_response({"error": "x"}, status=503)
        blocks = [{"type": "text", "text": "Guten Tag"}]
        return json_response(
            {"messages": [{"blocks": blocks}], "intent": {"name": "gruss", "confidence": 0.9}}
        )

    @app.delete("/webhooks/internal/conversations/<sender:str>")
    async def forget(request, sender):
        seen.append((request.token, sender))
        return empty()

    return app


@pytest.fixture
async def engine():
    seen = []
    socket = open_port("127.0.0.1", 0)
    address = Address()
    async with serving(small_engine(seen), socket), EngineClient(address, 2.0) as client:
        address.base_url = f"http://127.0.0.1:{socket.getsockname()[1]}"
        yield client, address, seen


async def test_a_sentence_comes_back_as_blocks_with_its_act(engine):
    client, _, seen = engine
    reply = await client.turn("c1", text="Hallo")
    assert reply.messages == ((Text(text="Guten Tag"),),)
    assert (reply.intent, reply.confidence) == ("gruss", 0.9)
    assert seen == [("geheim", {"sender": "c1", "text": "Hallo"})]


async def test_a_choice_is_sent_as_payload(engine):
    client, _, seen = engine
    await client.turn("c1", payload="/hilfe")
    assert seen[0][1] == {"sender": "c1", "payload": "/hilfe"}


async def test_an_engine_that_fails_or_is_down_is_said_to_be_away(engine):
    client, address, _ = engine
    with pytest.raises(EngineUnavailable):
        await client.turn("c1", text="kaputt")
    address.base_url = None
    with pytest.raises(EngineUnavailable):
        await client.turn("c1", text="Hallo")


async def test_the_citizens_words_are_not_in_the_error(engine):
    client, _, _ = engine
    with pytest.raises(EngineUnavailable) as caught:
        await client.turn("c1", text="kaputt")
    assert "kaputt" not in json.dumps(str(caught.value))


async def test_a_conversation_can_be_forgotten(engine):
    client, _, seen = engine
    await client.forget("c1")
    assert seen == [("geheim", "c1")]
