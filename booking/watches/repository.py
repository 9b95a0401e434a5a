"""The watches' rows."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from booking.events import WatchState
from booking.tables import watches
from booking.watches.record import StoredWatch, wish_from_json, wish_to_json

OPEN = (WatchState.WAITING, WatchState.OFFERED)


class WatchRows:
    """The watches, through one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, ref: str) -> StoredWatch | None:
        """One watch."""
        row = self._connection.execute(select(watches).where(watches.c.ref == ref)).first()
        return None if row is None else _watch(row)

    def open_of(self, email_digest: bytes) -> list[StoredWatch]:
        """The watches of an address that have not ended."""
        query = select(watches).where(watches.c.email_digest == email_digest, watches.c.state.in_(OPEN))
        return [_watch(row) for row in self._connection.execute(query)]

    def in_turn(self, state: WatchState) -> list[StoredWatch]:
        """The watches in this state: who had the fewest offers first, then who came first."""
        query = select(watches).where(watches.c.state == state)
        query = query.order_by(watches.c.offers, watches.c.created_at, watches.c.ref)
        return [_watch(row) for row in self._connection.execute(query)]

    def add(self, watch: StoredWatch) -> None:
        """Store a new one."""
        self._connection.execute(
            insert(watches).values(
                ref=watch.ref,
                secret_hash=watch.secret_hash,
                state=str(watch.state),
                wish=wish_to_json(watch.wish),
                last_day=watch.last_day,
                email_sealed=watch.email_sealed,
                email_digest=watch.email_digest,
                created_at=watch.created_at,
                offers=watch.offers,
            )
        )

    def offer(self, watch: StoredWatch, appointment_ref: str) -> bool:
        """Note the offer; False if another process has offered, or it has ended, meanwhile."""
        return self._change(
            watch,
            state=str(WatchState.OFFERED),
            offers=watches.c.offers + 1,
            offered_ref=appointment_ref,
        )

    def change(self, watch: StoredWatch, state: WatchState) -> bool:
        """Go on to `state`, forgetting the address where it ends; False if it has changed meanwhile."""
        if state in OPEN:
            return self._change(watch, state=str(state))
        return self._change(watch, state=str(state), email_sealed=None, email_digest=None)

    def forget_before(self, day: date) -> None:
        """Drop those that have ended and whose last day was before `day`."""
        over = watches.c.state.not_in(OPEN) & (watches.c.last_day < day)
        self._connection.execute(delete(watches).where(over))

    def count(self) -> int:
        """How many are open."""
        query = select(func.count()).select_from(watches).where(watches.c.state.in_(OPEN))
        return self._connection.scalar(query) or 0

    def _change(self, watch: StoredWatch, **values: Any) -> bool:
        unchanged = (watches.c.ref == watch.ref) & (watches.c.state == watch.state)
        unchanged &= watches.c.offers == watch.offers
        return self._connection.execute(update(watches).where(unchanged).values(**values)).rowcount == 1


def _watch(row: Row[Any]) -> StoredWatch:
    return StoredWatch(
        ref=row.ref,
        secret_hash=row.secret_hash,
        state=WatchState(row.state),
        wish=wish_from_json(row.wish),
        last_day=row.last_day,
        email_sealed=row.email_sealed,
        email_digest=row.email_digest,
        created_at=row.created_at,
        offers=row.offers,
        offered_ref=row.offered_ref,
    )
