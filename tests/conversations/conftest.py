from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, event

from conversations.answering import EngineUnavailable, FormHandler, Reply
from conversations.blocks import Button, Buttons, Text
from conversations.repository import Repository
from conversations.retention import Retention
from conversations.retention.repository import RetentionRepository
from conversations.service import Conversations
from conversations.tables import metadata

GREETING = (
    (Text(text="Guten Tag. Sie sprechen mit einem Programm."),),
    (Buttons(buttons=[Button(label="Ausweis", choice='/auswahl{"leistung": "personalausweis"}')]),),
)


@dataclass
class FakeClock:
    time: datetime = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def forward(self, by: timedelta) -> None:
        self.time += by


@dataclass
class FakeEngine:
    """Echoes, remembers who wrote, and can be away."""

    away: bool = False
    heard: list[tuple[str, str | None, str | None]] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    before_reply: Callable[[], object] | None = None

    async def answer(self, conversation_id: str, text: str | None, payload: str | None) -> Reply:
        if self.away:
            raise EngineUnavailable
        self.heard.append((conversation_id, text, payload))
        if self.before_reply is not None:
            await self.before_reply()  # type: ignore[misc]
        block = Text(text=f"Antwort {len(self.heard)}")
        return Reply(messages=((block,),), intent="frage_gebuehr", confidence=0.9)

    async def forget(self, conversation_id: str) -> None:
        if self.away:
            raise EngineUnavailable
        self.forgotten.append(conversation_id)


@pytest.fixture
def database(tmp_path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{tmp_path / 'test.sqlite'}")

    @event.listens_for(engine, "connect")
    def _pragmas(connection, _record):  # type: ignore[no-untyped-def]
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_mode = WAL")

    metadata.create_all(engine)
    return engine


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def fake_engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def forms() -> dict[str, FormHandler]:
    return {}


@pytest.fixture
def retention(database: Engine, fake_engine: FakeEngine, clock: FakeClock) -> Retention:
    return Retention(RetentionRepository(database), fake_engine.forget, clock)


@pytest.fixture
def service(
    database: Engine,
    fake_engine: FakeEngine,
    clock: FakeClock,
    retention: Retention,
    forms: dict[str, FormHandler],
) -> Conversations:
    return Conversations(
        Repository(database),
        retention,
        answer=fake_engine.answer,
        mask=lambda text: text.replace("max@example.org", "[E-Mail]"),
        greeting=GREETING,
        forms=forms,
        now=clock,
    )
