"""Claims on segments: the guarding rows, and the bits by which searches read them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from booking.appointments.record import Appointment
from booking.errors import SlotTaken
from booking.segments import LONGEST_DAY, first_segment
from booking.tables import claims, days


class ClaimRows:
    """The claims, through one connection; writers hold the office's turn (see `Books.writing`)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def taken(self, offices: Collection[str], first: date, last: date) -> dict[tuple[str, date], int]:
        """The taken segments of each office and day that has any; all counters one behind the other."""
        query = select(days.c.office, days.c.day, days.c.taken).where(
            days.c.office.in_(offices), days.c.day.between(first, last)
        )
        return {
            (office, day): int.from_bytes(bits, "little")
            for office, day, bits in self._connection.execute(query)
        }

    def add(self, appointment: Appointment) -> None:
        """Take all of the appointment's segments; raises `SlotTaken`, and the transaction must end."""
        row = {"office": appointment.office, "counter": appointment.counter, "ref": appointment.ref}
        first = appointment.first_segment
        wanted = [{**row, "segment": s} for s in range(first, first + appointment.segments)]
        try:
            self._connection.execute(insert(claims), wanted)
        except IntegrityError:
            raise SlotTaken from None
        self._change_day(appointment, taken=True)

    def remove(self, appointment: Appointment) -> None:
        """Give the appointment's segments back."""
        self._connection.execute(delete(claims).where(claims.c.ref == appointment.ref))
        self._change_day(appointment, taken=False)

    def forget_before(self, day: date) -> None:
        """Drop the claims of days that are past."""
        self._connection.execute(delete(claims).where(claims.c.segment < first_segment(day)))
        self._connection.execute(delete(days).where(days.c.day < day))

    def _change_day(self, appointment: Appointment, taken: bool) -> None:
        office, day = appointment.office, appointment.day
        this_day = (days.c.office == office) & (days.c.day == day)
        stored = self._connection.scalar(select(days.c.taken).where(this_day))
        bits = int.from_bytes(stored or b"", "little")
        own = appointment.bits << appointment.counter * LONGEST_DAY
        bits = bits | own if taken else bits & ~own
        packed = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
        if stored is None:
            self._connection.execute(insert(days).values(office=office, day=day, taken=packed))
        else:
            self._connection.execute(update(days).where(this_day).values(taken=packed))
