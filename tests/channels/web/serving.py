"""The web channel on a real port with a fake engine, for tests over HTTP and in a browser."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

from sanic import Sanic
from sqlalchemy import Engine

from channels.web import install
from conversations.answering import FormHandler
from conversations.marks import Revealer, nothing_to_reveal
from conversations.repository import Repository
from conversations.retention import Retention
from conversations.retention.repository import RetentionRepository
from conversations.service import Conversations
from tests.conversations.fakes import GREETING, FakeClock, FakeEngine, open_database


@dataclass
class Settings:
    allowed_origins: list[str] = field(default_factory=lambda: ["https://www.beispielstadt.de"])
    turns_per_minute: int = 60
    conversations_per_minute: int = 1000


def build_service(
    database: Engine,
    engine: FakeEngine,
    clock: FakeClock,
    forms: dict[str, FormHandler],
    reveal: Revealer,
) -> Conversations:
    return Conversations(
        Repository(database),
        Retention(RetentionRepository(database), engine.forget, clock),
        answer=engine.answer,
        mask=lambda text: text.replace("max@example.org", "[E-Mail]"),
        greeting=GREETING,
        forms=forms,
        reveal=reveal,
        now=clock,
    )


@contextlib.asynccontextmanager
async def served(
    folder: Path,
    engine: FakeEngine,
    *,
    settings: Settings | None = None,
    clock: FakeClock | None = None,
    forms: dict[str, FormHandler] | None = None,
    reveal: Revealer = nothing_to_reveal,
) -> AsyncIterator[str]:
    """Serve on a free port and give the address."""
    Sanic.test_mode = True
    app = Sanic("web_channel_under_test")
    app.config.TOUCHUP = False
    service = build_service(
        open_database(folder), engine, clock or FakeClock(), {} if forms is None else forms, reveal
    )

    async def healthy() -> bool:
        return not engine.away

    install(app, service, settings or Settings(), healthy)
    listener = socket.create_server(("127.0.0.1", 0))
    server = await app.create_server(sock=listener, access_log=False)
    assert server is not None
    await server.startup()
    await server.before_start()
    await server.start_serving()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.close()
        for connection in list(server.connections):
            connection.close(timeout=0.1)
        await service.finish()
