"""Who may open a booking: whoever has its secret. Unknown and wrong take the same way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from booking.appointments.record import Appointment
from booking.codes import matches, read_ref
from booking.errors import BadSecret, NotFound, Unavailable
from booking.repository import Book, Books

HashOf = Callable[[Appointment], bytes]


def booking_hash(appointment: Appointment) -> bytes:
    """The hash of the secret that opens the booking."""
    return appointment.secret_hash


def confirm_hash(appointment: Appointment) -> bytes:
    """The hash of the secret that only the verification e-mail carries."""
    return appointment.confirm_hash


def opened(book: Book, ref: str, secret: str, hash_of: HashOf = booking_hash) -> Appointment:
    """The appointment, if the secret is its own; raises `NotFound` or `BadSecret`."""
    appointment = book.appointments.find(read_ref(ref))
    if not matches(secret, hash_of(appointment) if appointment else None):
        raise BadSecret if appointment else NotFound
    if appointment is None:
        raise NotFound
    return appointment


@contextmanager
def opened_in_turn(
    books: Books, ref: str, secret: str, *also: str, hash_of: HashOf = booking_hash
) -> Iterator[tuple[Book, Appointment]]:
    """The appointment within a transaction in the turn of its office (and of others named)."""
    with books.reading() as book:
        office = opened(book, ref, secret, hash_of).office
    with books.writing(office, *also) as book:
        appointment = opened(book, ref, secret, hash_of)
        if appointment.office not in (office, *also):
            raise Unavailable  # moved to another office at this very moment
        yield book, appointment
