"""The operators' changes and the log of who made them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from booking.calendar import Hours
from booking.changes import AuditEntry, CalendarChange, ChangeKind
from booking.tables import audit, changes


class ChangeRows:
    """Changes of calendars, through one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def between(self, offices: Collection[str], first: date, last: date) -> list[CalendarChange]:
        """Every change that holds on a day of the range, oldest first."""
        query = select(changes).where(
            changes.c.office.in_(offices), changes.c.last >= first, changes.c.first <= last
        )
        return [_change(row) for row in self._connection.execute(query.order_by(changes.c.id))]

    def find(self, change_id: int) -> CalendarChange | None:
        """One change."""
        row = self._connection.execute(select(changes).where(changes.c.id == change_id)).first()
        return None if row is None else _change(row)

    def add(self, change: CalendarChange) -> int:
        """Store a new change (its `id` is not used) and return its id."""
        values = {name: getattr(change, name) for name in CalendarChange.__slots__}
        hours = values.pop("hours")
        values.pop("id")
        values["kind"] = str(change.kind)
        result = self._connection.execute(
            insert(changes).values(**values, start_time=hours and hours.start, end_time=hours and hours.end)
        )
        key = result.inserted_primary_key
        assert key is not None
        return int(key[0])

    def remove(self, change_id: int) -> None:
        """Take a change back; the log keeps that it was there."""
        self._connection.execute(delete(changes).where(changes.c.id == change_id))

    def log(self, time: datetime, actor: str, action: str, office: str, details: Mapping[str, Any]) -> None:
        """Note who changed what."""
        self._connection.execute(
            insert(audit).values(time=time, actor=actor, action=action, office=office, details=dict(details))
        )

    def logged(self, office: str | None, limit: int) -> list[AuditEntry]:
        """The latest entries of the log, newest first."""
        query = select(audit).order_by(audit.c.id.desc()).limit(limit)
        if office is not None:
            query = query.where(audit.c.office == office)
        return [
            AuditEntry(row.time, row.actor, row.action, row.office, row.details)
            for row in self._connection.execute(query)
        ]


def _change(row: Row[Any]) -> CalendarChange:
    values = dict(row._mapping)
    start, end = values.pop("start_time"), values.pop("end_time")
    values["hours"] = None if start is None else Hours(start, end)
    values["kind"] = ChangeKind(values["kind"])
    return CalendarChange(**values)
