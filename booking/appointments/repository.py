"""Reading and writing appointments within a transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from booking.appointments.record import LIVE, WAITING, Appointment
from booking.model import Item, State
from booking.tables import appointments

_SUBMITTED = (State.PENDING_EMAIL, State.CONFIRMED)


class AppointmentRows:
    """The appointments, through one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, ref: str) -> Appointment | None:
        """The appointment with this reference."""
        return self._first(select(appointments).where(appointments.c.ref == ref))

    def find_hold(self, hold_hash: bytes) -> Appointment | None:
        """The appointment that an idempotency key has already made."""
        return self._first(select(appointments).where(appointments.c.hold_hash == hold_hash))

    def add(self, appointment: Appointment) -> None:
        """Store a new one; raises `ValueError` for a key that has just made another hold elsewhere."""
        try:
            self._connection.execute(insert(appointments).values(**_columns(appointment)))
        except IntegrityError:
            raise ValueError("this idempotency key belongs to another hold") from None

    def save(self, appointment: Appointment) -> None:
        """Store all of a changed one."""
        columns = _columns(appointment)
        self._connection.execute(
            update(appointments).where(appointments.c.ref == columns.pop("ref")).values(columns)
        )

    def lapsed(self, offices: Iterable[str] | None, now: datetime) -> list[Appointment]:
        """Holds that have run out but still stand in the claims; of all offices where none is named."""
        query = select(appointments).where(
            appointments.c.state.in_(WAITING), appointments.c.expires_at <= now
        )
        if offices is not None:
            query = query.where(appointments.c.office.in_(offices))
        return self._all(query)

    def open_with_email(
        self, office: str, email_digest: bytes, first_segment: int, besides: str, now: datetime
    ) -> int:
        """How many submitted appointments from `first_segment` on this address has at the office."""
        query = select(func.count()).where(
            appointments.c.office == office,
            appointments.c.email_digest == email_digest,
            appointments.c.first_segment >= first_segment,
            appointments.c.ref != besides,
            (appointments.c.state == State.CONFIRMED)
            | ((appointments.c.state == State.PENDING_EMAIL) & (appointments.c.expires_at > now)),
        )
        return self._connection.scalar(query) or 0

    def live(self, office: str | None, first_segment: int, end_segment: int) -> list[Appointment]:
        """What claims segments in the range, by time; of all offices where none is named."""
        query = (
            select(appointments)
            .where(
                appointments.c.state.in_(LIVE),
                appointments.c.first_segment >= first_segment,
                appointments.c.first_segment < end_segment,
            )
            .order_by(appointments.c.first_segment, appointments.c.office, appointments.c.counter)
        )
        return self._all(query if office is None else query.where(appointments.c.office == office))

    def erase_contacts(
        self, state: State, *, changed_before: datetime | None = None, end_segment: int | None = None
    ) -> int:
        """Forget who it was, in this state, changed before a time or begun before a segment; how many."""
        which = (appointments.c.state == state) & appointments.c.contact_sealed.is_not(None)
        if changed_before is not None:
            which &= appointments.c.changed_at < changed_before
        if end_segment is not None:
            which &= appointments.c.first_segment < end_segment
        return self._connection.execute(
            update(appointments).where(which).values(contact_sealed=None, email_digest=None)
        ).rowcount

    def forget_lapsed(self, changed_before: datetime) -> None:
        """Drop what expired long ago: it holds nothing but a time that nobody took."""
        self._connection.execute(
            delete(appointments).where(
                appointments.c.state == State.EXPIRED, appointments.c.changed_at < changed_before
            )
        )

    def _first(self, query: Select[Any]) -> Appointment | None:
        row = self._connection.execute(query).first()
        return None if row is None else _appointment(row)

    def _all(self, query: Select[Any]) -> list[Appointment]:
        return [_appointment(row) for row in self._connection.execute(query)]


def _appointment(row: Row[Any]) -> Appointment:
    values = dict(row._mapping)
    values["state"] = State(values["state"])
    values["items"] = tuple(Item(leistung, count) for leistung, count in values["items"])
    return Appointment(**values)


def _columns(appointment: Appointment) -> dict[str, Any]:
    columns = {name: getattr(appointment, name) for name in Appointment.__slots__}
    columns["state"] = str(appointment.state)
    columns["items"] = [[item.leistung, item.count] for item in appointment.items]
    return columns
