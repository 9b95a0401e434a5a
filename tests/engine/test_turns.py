"""A turn fails whole or not at all, survives a restart, and costs the same however long the talk."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from rasa.core.channels.channel import UserMessage

from bot.engine.event_types import cache_event_types
from bot.engine.server import load_agent, silence_logs
from bot.engine.turns import ActionFailed, Turn, TurnAgent, TurnOutput
from tests.engine.engine_process import EngineProcess
from tests.engine.fake_app import FakeApp

UNCLEAR = {"text": "qqqq", "intent": {"name": "nlu_fallback", "confidence": 0.7}, "entities": []}


async def say(agent: TurnAgent, text: str, sender: str = "a", understood: dict | None = None) -> Turn:
    output = TurnOutput()
    message = UserMessage(text, output, sender, parse_data=understood, input_channel="internal")
    return await agent.take_turn(message, output)


@pytest.fixture
async def agent(model: Path, app: FakeApp, tmp_path: Path) -> AsyncIterator[TurnAgent]:
    silence_logs()
    cache_event_types()
    loaded = load_agent(model, tmp_path / "tracker.sqlite", app.socket_path)
    yield loaded
    await loaded.action_endpoint.close()
    loaded.tracker_store.close()


async def test_when_the_app_is_away_the_turn_fails_and_leaves_no_trace(agent: TurnAgent, app: FakeApp):
    await say(agent, "hallo")
    before = (await agent.tracker_store.retrieve("a")).as_dialogue()
    app.status = 500
    with pytest.raises(ActionFailed):
        await say(agent, "was kostet das")
    after = (await agent.tracker_store.retrieve("a")).as_dialogue()
    assert [event.as_dict()["event"] for event in after.events] == [
        e.as_dict()["event"] for e in before.events
    ]
    app.status = 200
    assert (await say(agent, "was kostet das")).messages


async def test_an_answer_that_is_none_fails_the_turn(agent: TurnAgent, app: FakeApp):
    app.answer = lambda _: {"events": "keine", "responses": []}
    with pytest.raises(ActionFailed):
        await say(agent, "hallo")


async def test_plain_text_of_an_action_becomes_a_text_block(agent: TurnAgent, app: FakeApp):
    app.answer = lambda _: {"events": [], "responses": [{"text": "Guten Tag!"}]}
    assert (await say(agent, "hallo")).messages == [{"blocks": [{"type": "text", "text": "Guten Tag!"}]}]


async def test_an_unclear_sentence_goes_to_the_apps_own_fallback(agent: TurnAgent, app: FakeApp):
    await say(agent, "qqqq", understood=UNCLEAR)
    assert app.calls[-1]["next_action"] == "action_auskunft"
    stored = await agent.tracker_store.retrieve("a")
    assert "rewind" not in {event.type_name for event in stored.events}


async def test_turn_two_hundred_costs_what_turn_five_costs(agent: TurnAgent, app: FakeApp):
    """Processor time, so that a busy machine does not count; the middle of twenty, so one hiccup does not."""
    sentences = ["was kostet ein reisepass", "danke", "qqqq", "welche unterlagen brauche ich"]
    costs = []
    for turn in range(210):
        text = sentences[turn % len(sentences)]
        understood = UNCLEAR if text == "qqqq" else None
        started = time.thread_time()
        await say(agent, text, understood=understood)
        costs.append(time.thread_time() - started)
    early, late = statistics.median(costs[3:23]), statistics.median(costs[190:210])
    assert late <= 1.2 * early, f"turn 5: {early * 1e3:.2f} ms, turn 200: {late * 1e3:.2f} ms"
    assert app.sizes[-1] <= 1.2 * max(app.sizes[3:23])


async def test_turns_of_different_people_do_not_wait_for_each_other(agent: TurnAgent, app: FakeApp):
    async with agent.lock_store.lock("a"):
        assert (await asyncio.wait_for(say(agent, "hallo", sender="b"), 10)).messages


def test_a_conversation_survives_a_killed_engine(model: Path, tmp_path: Path):
    with FakeApp(tmp_path / "actions.sock") as app:
        with EngineProcess(model, tmp_path, app) as first:
            first.choose("a", '/frage_gebuehr{"leistung": "reisepass"}')
            first.process.kill()
            first.process.wait(10)
        with EngineProcess(model, tmp_path, app) as second:
            assert second.say("a", "was muss ich mitbringen").status == 200
        assert app.calls[-1]["tracker"]["slots"]["leistung"] == "reisepass"
