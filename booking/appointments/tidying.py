"""The job that cleans up: nothing depends on it for being right, only for being small and forgetful."""

from __future__ import annotations

from dataclasses import dataclass

from booking.appointments.placing import release_lapsed
from booking.model import BERLIN, Clock, State
from booking.policy import Policy
from booking.repository import Books
from booking.segments import segment_of


@dataclass(frozen=True, slots=True)
class Tidied:
    """What a run did."""

    lapsed: int
    contacts_erased: int


class Tidying:
    """To be run each minute."""

    def __init__(self, books: Books, policy: Policy, clock: Clock) -> None:
        self._books = books
        self._policy = policy
        self._now = clock

    def run(self) -> Tidied:
        """Give lapsed holds back, and forget contact data whose time is over."""
        now = self._now()
        with self._books.reading() as book:
            offices = sorted({a.office for a in book.appointments.lapsed(None, now)})
        lapsed = 0
        for office in offices:
            with self._books.writing(office) as book:
                lapsed += release_lapsed(book, office, now)
        policy = self._policy
        with self._books.writing() as book:
            rows = book.appointments
            erased = rows.erase_contacts(State.CANCELLED, changed_before=now - policy.keep_cancelled)
            erased += rows.erase_contacts(State.CONFIRMED, end_segment=segment_of(now - policy.keep_past))
            rows.forget_lapsed(now - policy.keep_past)
            book.outbox.forget_before(now - policy.keep_past)
            long_past = now.astimezone(BERLIN).date() - policy.keep_past
            book.claims.forget_before(long_past)
            book.watches.forget_before(long_past)
        return Tidied(lapsed, erased)
