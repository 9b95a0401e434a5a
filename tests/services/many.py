"""Many citizens who come at the same moment."""

from __future__ import annotations

import asyncio
import uuid
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

import httpx

from tests.support.conversation import Answer

CITIZENS = 40
PATIENCE_SECONDS = 60


class Citizen:
    """One of them, with a conversation of its own."""

    def __init__(self, http: httpx.AsyncClient, started: Mapping[str, str]) -> None:
        self._http = http
        self._path = f"/api/v1/conversations/{started['conversation_id']}/messages"
        self._headers = {"Authorization": f"Bearer {started['token']}"}

    async def send(self, **content: object) -> Answer:
        """Send a text, a choice or a form."""
        body = {"client_message_id": str(uuid.uuid4()), **content}
        response = await self._http.post(self._path, json=body, headers=self._headers)
        messages = response.json().get("messages", [])
        return Answer(response.status_code, [m for m in messages if m["sender"] == "bot"])


@asynccontextmanager
async def crowd(address: str) -> AsyncIterator[list[Citizen]]:
    """All of them have opened the chat."""
    limits = httpx.Limits(max_connections=CITIZENS)
    async with httpx.AsyncClient(
        base_url=address, timeout=PATIENCE_SECONDS, trust_env=False, limits=limits
    ) as http:
        begun = await asyncio.gather(*(http.post("/api/v1/conversations") for _ in range(CITIZENS)))
        yield [Citizen(http, answer.raise_for_status().json()) for answer in begun]


async def all_say(citizens: Sequence[Citizen], **content: object) -> list[Answer]:
    """Everybody sends the same at once; nobody is turned away."""
    answers = await asyncio.gather(*(citizen.send(**content) for citizen in citizens))
    assert Counter(answer.status for answer in answers) == {200: len(citizens)}
    return answers


async def all_take_the_same_time(address: str) -> None:
    """Everybody is offered the same times and takes the first: one gets it, the others the next best."""
    async with crowd(address) as citizens:
        await all_say(citizens, text="Ich brauche einen Termin für einen Personalausweis in Neckarau")
        offers = await all_say(citizens, text="nächste Woche")
        (wanted,) = {offer.times[0] for offer in offers}
        answers = await all_say(citizens, choice=wanted.choice)
    (winner,) = [answer for answer in answers if answer.blocks("form")]
    losers = [answer for answer in answers if answer is not winner]
    assert len(losers) == CITIZENS - 1
    for answer in losers:
        assert "gerade vergeben" in answer.text
        assert answer.times
        assert wanted.start not in [time.start for time in answer.times]
        assert {time.place for time in answer.times} == {wanted.place}
