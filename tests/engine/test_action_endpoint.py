"""The way to the app's actions."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from rasa.utils.endpoints import ClientResponseError

from bot.engine import action_endpoint
from bot.engine.action_endpoint import LONGEST_SOCKET_PATH, UnixActionEndpoint, trim
from tests.engine.fake_app import FakeApp

CALL = {
    "next_action": "action_gruss",
    "sender_id": "a",
    "version": "3.6.21",
    "domain": {"intents": ["viel"] * 1000},
    "tracker": {
        "sender_id": "a",
        "slots": {"leistung": "reisepass"},
        "latest_message": {
            "text": "hallo",
            "intent": {"name": "gruss", "confidence": 0.9},
            "intent_ranking": [{"name": str(number), "confidence": 0.1} for number in range(30)],
            "entities": [],
            "text_tokens": [[0, 5]],
        },
        "latest_event_time": 1.0,
        "followup_action": None,
        "paused": False,
        "events": [{"event": "user", "text": str(n), "parse_data": {"text": "lang"}} for n in range(500)],
        "latest_input_channel": "internal",
        "active_loop": {},
        "latest_action": {"action_name": "action_listen"},
        "latest_action_name": "action_listen",
    },
}


@pytest.fixture
async def endpoint(app: FakeApp) -> AsyncIterator[UnixActionEndpoint]:
    opened = UnixActionEndpoint(app.socket_path)
    yield opened
    await opened.close()


async def test_an_action_gets_what_it_reads_and_little_more(endpoint: UnixActionEndpoint, app: FakeApp):
    answer = await endpoint.request(json=CALL)
    assert answer["responses"][0]["custom"]["blocks"][0]["text"] == "action_gruss"
    received = app.calls[0]
    assert received["tracker"]["slots"] == {"leistung": "reisepass"}
    assert received["tracker"]["latest_message"]["text"] == "hallo"
    assert received["tracker"]["latest_message"]["intent"] == {"name": "gruss", "confidence": 0.9}
    assert received["tracker"]["latest_message"]["entities"] == []
    assert [event["text"] for event in received["tracker"]["events"]][-1] == "499"
    assert received["domain"] == {}
    assert app.sizes[0] < 3_000 < len(json.dumps(CALL))


async def test_the_connection_is_kept(endpoint: UnixActionEndpoint, app: FakeApp):
    for _ in range(10):
        await endpoint.request(json=CALL)
    assert len(app.connections) == 1


async def test_an_app_that_came_back_is_found_again(tmp_path: Path):
    path = tmp_path / "actions.sock"
    endpoint = UnixActionEndpoint(path)
    with pytest.raises(aiohttp.ClientConnectionError):
        await endpoint.request(json=CALL)
    with FakeApp(path):
        assert await endpoint.request(json=CALL)
    await asyncio.sleep(0)
    with pytest.raises(aiohttp.ClientConnectionError):
        await endpoint.request(json=CALL)
    path.unlink(missing_ok=True)
    with FakeApp(path):
        assert await endpoint.request(json=CALL)
    await endpoint.close()


async def test_an_error_of_the_app_is_an_error(endpoint: UnixActionEndpoint, app: FakeApp):
    app.status = 500
    with pytest.raises(ClientResponseError):
        await endpoint.request(json=CALL)
    assert len(app.calls) == 1, "an action may have booked something: it is never called twice"


async def test_nobody_waits_for_ever(
    endpoint: UnixActionEndpoint, app: FakeApp, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(action_endpoint, "ACTION_TIMEOUT_SECONDS", 0.05)
    app.delay_seconds = 5
    with pytest.raises(asyncio.TimeoutError):
        await endpoint.request(json=CALL)


async def test_a_path_too_long_for_a_socket_address_works(tmp_path: Path):
    folder = tmp_path / ("lang" * 30)
    folder.mkdir()
    assert len(str(folder / "actions.sock")) > LONGEST_SOCKET_PATH
    with FakeApp(folder / "actions.sock"):
        endpoint = UnixActionEndpoint(folder / "actions.sock")
        assert await endpoint.request(json=CALL)
        await endpoint.close()


def test_trimming_copes_with_an_empty_conversation():
    tracker = {**CALL["tracker"], "latest_message": None, "events": None}
    trimmed = trim({**CALL, "tracker": tracker})["tracker"]
    assert trimmed["events"] == []
    assert trimmed["latest_message"] == {"intent_ranking": []}
