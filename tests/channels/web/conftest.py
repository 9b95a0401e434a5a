from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from conversations.answering import FormHandler
from tests.channels.web.serving import served
from tests.conversations.fakes import FakeEngine


@pytest.fixture
def fake_engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def forms() -> dict[str, FormHandler]:
    return {}


@pytest.fixture
async def http(
    tmp_path: Path, fake_engine: FakeEngine, forms: dict[str, FormHandler]
) -> AsyncIterator[httpx.AsyncClient]:
    async with (
        served(tmp_path, fake_engine, forms=forms) as address,
        httpx.AsyncClient(base_url=address, trust_env=False) as client,
    ):
        yield client


class Talk:
    """A conversation over HTTP."""

    def __init__(self, http: httpx.AsyncClient, started: dict):
        self.http = http
        self.started = started
        self.path = f"/api/v1/conversations/{started['conversation_id']}"
        self.auth = {"Authorization": f"Bearer {started['token']}"}

    async def send(self, body: dict, **headers: str) -> httpx.Response:
        return await self.http.post(f"{self.path}/messages", json=body, headers={**self.auth, **headers})


@pytest.fixture
async def talk(http: httpx.AsyncClient) -> Talk:
    return Talk(http, (await http.post("/api/v1/conversations")).json())
