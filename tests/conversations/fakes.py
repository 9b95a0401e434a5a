from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, create_engine, event

from conversations.answering import EngineUnavailable, Reply
from conversations.blocks import Block, Button, Buttons, Text
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
    blocks: tuple[Block, ...] | None = None
    before_reply: Callable[[], Awaitable[None]] | None = None

    async def answer(self, conversation_id: str, text: str | None, payload: str | None) -> Reply:
        if self.away:
            raise EngineUnavailable
        self.heard.append((conversation_id, text, payload))
        if self.before_reply is not None:
            await self.before_reply()
        if self.blocks is not None:
            return Reply(messages=(self.blocks,))
        block = Text(text=f"Antwort {len(self.heard)}")
        return Reply(messages=((block,),), intent="frage_gebuehr", confidence=0.9)

    async def forget(self, conversation_id: str) -> None:
        if self.away:
            raise EngineUnavailable
        self.forgotten.append(conversation_id)


def open_database(folder: Path) -> Engine:
    """A fresh SQLite database, opened as the assembly opens it."""
    engine = create_engine(f"sqlite:///{folder / 'test.sqlite'}")

    @event.listens_for(engine, "connect")
    def _pragmas(connection, _record):
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_mode = WAL")

    metadata.create_all(engine)
    return engine
