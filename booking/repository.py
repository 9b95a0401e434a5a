"""Transactions: reading, and writing to an office in turn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection, Engine, insert, update
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from booking.appointments.repository import AppointmentRows
from booking.calendars.repository import ChangeRows
from booking.claims.repository import ClaimRows
from booking.errors import Unavailable
from booking.outbox.repository import OutboxRows
from booking.tables import offices
from booking.watches.repository import WatchRows


class Book:
    """All tables within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self.appointments = AppointmentRows(connection)
        self.claims = ClaimRows(connection)
        self.changes = ChangeRows(connection)
        self.outbox = OutboxRows(connection)
        self.watches = WatchRows(connection)


class Books:
    """The database. SQLite (write-ahead log) and PostgreSQL behave alike, by the office's turn."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: set[str] = set()

    @contextmanager
    def reading(self) -> Iterator[Book]:
        """A look that waits for nobody."""
        with answering(), self._engine.connect() as connection:
            yield Book(connection)

    @contextmanager
    def writing(self, *office_ids: str) -> Iterator[Book]:
        """A transaction that changes these offices' bookings, alone until it ends.

        Its first statement is a write to each office's row, always in the same order: in PostgreSQL
        the row locks make writers of one office queue and cannot deadlock; in SQLite the write
        takes the one write lock at once, so that everything read afterwards is current. An
        exception takes everything back.
        """
        for office in office_ids:
            self._introduce(office)
        with answering(), self._engine.begin() as connection:
            for office in sorted(set(office_ids)):
                connection.execute(
                    update(offices).where(offices.c.id == office).values(turn=offices.c.turn + 1)
                )
            yield Book(connection)

    def _introduce(self, office: str) -> None:
        if office in self._known:
            return
        # Another process, or an earlier run, may have been first.
        with answering(), suppress(IntegrityError), self._engine.begin() as connection:
            connection.execute(insert(offices).values(id=office, turn=0))
        self._known.add(office)


@contextmanager
def answering() -> Iterator[None]:
    """A database that is gone, full or locked for too long is `Unavailable`; no fault tells contact data."""
    try:
        yield
    except PoolTimeout as error:
        raise Unavailable from error
    except StatementError as error:
        error.hide_parameters = True  # or a logged traceback would show the row
        if isinstance(error, OperationalError | InterfaceError):
            raise Unavailable from error
        raise
