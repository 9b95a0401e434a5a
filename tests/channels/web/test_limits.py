from __future__ import annotations

import httpx

from channels.web.limits import MANY_KEYS, MinuteLimit
from tests.channels.web.serving import Settings, served


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_within_a_minute_no_more_than_allowed():
    clock = Clock()
    limit = MinuteLimit(2, clock)
    assert [limit.seconds_to_wait("a") for _ in range(3)] == [0, 0, 61]
    assert limit.seconds_to_wait("b") == 0
    clock.now = 59.5
    assert limit.seconds_to_wait("a") == 1
    clock.now = 60
    assert limit.seconds_to_wait("a") == 0


def test_made_up_ids_do_not_fill_the_memory():
    clock = Clock()
    limit = MinuteLimit(1, clock)
    for number in range(MANY_KEYS + 1):
        limit.seconds_to_wait(str(number))
    clock.now = 61
    limit.seconds_to_wait("next")
    assert len(limit._seen) == 1


async def test_too_many_messages_are_told_when_to_go_on(tmp_path, fake_engine):
    settings = Settings(turns_per_minute=2, conversations_per_minute=2)
    async with (
        served(tmp_path, fake_engine, settings=settings) as address,
        httpx.AsyncClient(base_url=address, trust_env=False) as http,
    ):
        starts = [await http.post("/api/v1/conversations") for _ in range(3)]
        assert [start.status_code for start in starts] == [201, 201, 429]
        started = starts[0].json()
        path = f"/api/v1/conversations/{started['conversation_id']}/messages"
        auth = {"Authorization": f"Bearer {started['token']}"}
        sent = [
            await http.post(path, json={"client_message_id": str(n), "text": "Hallo"}, headers=auth)
            for n in range(3)
        ]
        assert [response.status_code for response in sent] == [200, 200, 429]
        assert 0 < int(sent[2].headers["retry-after"]) <= 61
        assert "Sekunden" in sent[2].json()["error"]["remedy"]
        assert len(fake_engine.heard) == 2
