"""The outbox's rows; a lease makes sure that two mailers do not take the same event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from booking.events import EventKind
from booking.tables import outbox


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """An event as stored: references and facts, no address and no secret."""

    id: int
    kind: EventKind
    ref: str
    sequence: int
    facts: Mapping[str, Any]
    due_at: datetime
    attempts: int


class OutboxRows:
    """The outbox, through one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self,
        kind: EventKind,
        ref: str,
        sequence: int,
        due_at: datetime,
        facts: Mapping[str, Any] | None = None,
    ) -> None:
        """Note an event together with what caused it; one of a kind for each change of a booking."""
        self._connection.execute(
            insert(outbox).values(
                kind=str(kind), ref=ref, sequence=sequence, due_at=due_at, facts=dict(facts or {}), attempts=0
            )
        )

    def has(self, kind: EventKind, ref: str, sequence: int) -> bool:
        """Whether this was noted before."""
        same = (outbox.c.ref == ref) & (outbox.c.kind == str(kind)) & (outbox.c.sequence == sequence)
        return self._connection.execute(select(outbox.c.id).where(same)).first() is not None

    def take(self, now: datetime, leased_until: datetime, limit: int) -> list[OutboxRow]:
        """Lease due events, oldest first; nobody else gets them before `leased_until`."""
        free = outbox.c.done_at.is_(None) & (outbox.c.due_at <= now)
        free &= or_(outbox.c.leased_until.is_(None), outbox.c.leased_until <= now)
        taken = []
        for row in self._connection.execute(
            select(outbox).where(free).order_by(outbox.c.id).limit(limit)
        ).all():
            lease = update(outbox).where(outbox.c.id == row.id, free)
            lease = lease.values(leased_until=leased_until, attempts=outbox.c.attempts + 1)
            if self._connection.execute(lease).rowcount == 1:
                taken.append(
                    OutboxRow(
                        row.id,
                        EventKind(row.kind),
                        row.ref,
                        row.sequence,
                        row.facts,
                        row.due_at,
                        row.attempts + 1,
                    )
                )
        return taken

    def finish(self, event_id: int, now: datetime) -> None:
        """The event is delivered, or no longer true."""
        self._connection.execute(update(outbox).where(outbox.c.id == event_id).values(done_at=now))

    def postpone(self, event_id: int, until: datetime) -> None:
        """Delivery failed; try again from `until` on."""
        self._connection.execute(update(outbox).where(outbox.c.id == event_id).values(leased_until=until))

    def forget_before(self, moment: datetime) -> None:
        """Drop what was finished before `moment`."""
        self._connection.execute(delete(outbox).where(outbox.c.done_at < moment))

    def waiting(self) -> int:
        """How many events are not finished, due or not."""
        query = select(func.count()).select_from(outbox).where(outbox.c.done_at.is_(None))
        return self._connection.scalar(query) or 0
