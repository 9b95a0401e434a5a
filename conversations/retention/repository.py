"""Erasing, in short transactions that are safe to run in a thread."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Engine, delete, insert, select

from conversations.tables import conversations, feedback, forgetting, messages, offers, turns


class RetentionRepository:
    """Deletes conversations whole; of an erased one only its id stays until the engine forgot it."""

    def __init__(self, engine: Engine):
        self._engine = engine

    def erase(self, conversation_id: str, now: datetime) -> None:
        """Delete every row of one conversation and note that the engine has yet to forget it."""
        with self._engine.begin() as connection:
            _erase(connection, [conversation_id], now)
        self._leave_no_trace()

    def erase_expired(self, now: datetime) -> int:
        """Delete all conversations whose time is over; returns how many."""
        expired = select(conversations.c.id).where(conversations.c.expires_at <= now)
        with self._engine.begin() as connection:
            ids = list(connection.scalars(expired))
            _erase(connection, ids, now)
        if ids:
            self._leave_no_trace()
        return len(ids)

    def _leave_no_trace(self) -> None:
        """SQLite keeps old pages in its write-ahead log until they are moved into the file."""
        if self._engine.dialect.name == "sqlite":
            with self._engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def to_forget(self) -> list[str]:
        """Erased conversations that the engine may still remember, oldest first."""
        with self._engine.connect() as connection:
            return list(connection.scalars(select(forgetting.c.conversation_id).order_by(forgetting.c.since)))

    def forgotten(self, conversation_id: str) -> None:
        """The engine confirmed that it forgot."""
        with self._engine.begin() as connection:
            _overwrite_what_is_deleted(connection)
            connection.execute(delete(forgetting).where(forgetting.c.conversation_id == conversation_id))
        self._leave_no_trace()


def _erase(connection: Connection, ids: Sequence[str], now: datetime) -> None:
    """Children first, so that it also holds where a database does not enforce foreign keys."""
    _overwrite_what_is_deleted(connection)
    for table in (feedback, messages, offers, turns):
        connection.execute(delete(table).where(table.c.conversation_id.in_(ids)))
    connection.execute(delete(conversations).where(conversations.c.id.in_(ids)))
    for conversation_id in ids:
        connection.execute(delete(forgetting).where(forgetting.c.conversation_id == conversation_id))
        connection.execute(insert(forgetting).values(conversation_id=conversation_id, since=now))


def _overwrite_what_is_deleted(connection: Connection) -> None:
    """SQLite otherwise leaves the text in free pages."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
