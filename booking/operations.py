"""What operators do with calendars: close, open, limit, list, move; each change is checked and logged."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from booking.appointments.record import Appointment
from booking.appointments.service import Appointments
from booking.calendar import Hours
from booking.changes import AuditEntry, CalendarChange, ChangeKind
from booking.codes import Secrets, read_ref
from booking.errors import BookingError, InvalidChange, NotFound
from booking.events import EventKind
from booking.model import BERLIN, Booking, Clock, Slot, SlotQuery, State
from booking.plan import Plan
from booking.repository import Book, Books
from booking.segments import SEGMENT_MINUTES, first_segment

MAX_AHEAD = timedelta(days=731)  # a change that reaches further is a slip of the pen
MAX_COUNTERS = 100  # the same


@dataclass(frozen=True, slots=True)
class Changed:
    """A change that was made, and the booked appointments that it makes impossible."""

    change: CalendarChange
    concerned: tuple[Booking, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """An appointment that cannot be kept, with the next slots that would do."""

    booking: Booking
    slots: tuple[Slot, ...]


class Operations:
    """`actor` is who does it, for the log. Faults are `InvalidChange` with a German sentence."""

    def __init__(
        self,
        books: Books,
        appointments: Appointments,
        plan: Callable[[], Plan],
        secrets: Secrets,
        clock: Clock,
    ) -> None:
        self._books = books
        self._appointments = appointments
        self._plan = plan
        self._secrets = secrets
        self._now = clock

    def appointments(
        self,
        first: date,
        last: date,
        office: str | None = None,
        states: Collection[State] = (State.CONFIRMED,),
    ) -> list[Booking]:
        """What stands in the calendar on these days, by time, with contact data (no cancelled ones)."""
        if office is not None:
            self._check_office(office)
        now, end = self._now(), first_segment(last + timedelta(days=1))
        with self._books.reading() as book:
            live = book.appointments.live(office, first_segment(first), end)
        return [a.booking(self._secrets, now) for a in live if a.state_at(now) in states]

    def close(
        self, office: str, first: date, last: date, reason: str, actor: str, hours: Hours | None = None
    ) -> Changed:
        """Close whole days or some hours of them; returns who has an appointment then."""
        if not reason.strip():
            raise InvalidChange("Bitte nennen Sie einen Grund für die Schließung.")
        change = CalendarChange(0, office, ChangeKind.CLOSED, first, last, hours, reason=reason.strip())
        return self._make(change, actor)

    def open_extra(
        self, office: str, first: date, last: date, hours: Hours, actor: str, reason: str = ""
    ) -> Changed:
        """Give appointments at times that the week does not have, public holidays included."""
        change = CalendarChange(0, office, ChangeKind.EXTRA, first, last, hours, reason=reason.strip())
        return self._make(change, actor)

    def set_capacity(
        self, office: str, first: date, last: date, counters: int, actor: str, leistung: str | None = None
    ) -> Changed:
        """Say how many counters work, or how many at most serve one Leistung at the same time."""
        if not 0 <= counters <= MAX_COUNTERS:
            raise InvalidChange(f"Die Zahl der Schalter muss zwischen 0 und {MAX_COUNTERS} liegen.")
        if leistung is not None and self._plan().catalogue().offer(office, leistung) is None:
            raise InvalidChange(f"Für „{leistung}“ vergibt diese Stelle keine Termine.")
        change = CalendarChange(
            0, office, ChangeKind.CAPACITY, first, last, leistung=leistung, counters=counters
        )
        return self._make(change, actor)

    def withdraw(self, change_id: int, actor: str) -> Changed:
        """Take a change back; withdrawing extra times may concern who has booked them."""
        with self._books.reading() as book:
            change = book.changes.find(change_id)
        if change is None:
            raise InvalidChange(f"Eine Änderung mit der Nummer {change_id} gibt es nicht.")
        with self._books.writing(change.office) as book:
            book.changes.remove(change_id)
            self._log(book, actor, "withdraw", change)
            return Changed(change, self._concerned(book, change.office, change.first, change.last))

    def concerned(self, office: str, first: date, last: date) -> tuple[Booking, ...]:
        """Whose appointments on these days cannot be kept as the calendar stands now."""
        self._check_office(office)
        with self._books.reading() as book:
            return self._concerned(book, office, first, last)

    def changes(self, office: str, first: date, last: date) -> list[CalendarChange]:
        """The changes that hold on these days."""
        self._check_office(office)
        with self._books.reading() as book:
            return book.changes.between([office], first, last)

    def log(self, office: str | None = None, limit: int = 100) -> list[AuditEntry]:
        """Who changed what, newest first."""
        with self._books.reading() as book:
            return book.changes.logged(office, limit)

    def propose(
        self, concerned: Sequence[Booking], limit: int = 3, elsewhere: bool = False
    ) -> list[Proposal]:
        """The next free slots for each appointment, at its office, or also `elsewhere`."""
        proposals = []
        for booking in concerned:
            offices = () if elsewhere else (booking.slot.office,)
            query = SlotQuery(booking.items, offices, from_day=booking.slot.start.date(), limit=limit)
            try:
                slots = self._appointments.find(query).slots
            except BookingError:
                slots = ()
            proposals.append(Proposal(booking, slots))
        return proposals

    def move(self, ref: str, slot_id: str, actor: str) -> Booking:
        """Move a citizen's appointment; he is told by e-mail. Raises what `reschedule` raises."""
        moved = self._appointments.reschedule(ref, self._secrets.secret("booking", read_ref(ref)), slot_id)
        with self._books.writing(moved.slot.office) as book:
            details = {"ref": moved.ref, "start": moved.slot.start.isoformat()}
            book.changes.log(self._now(), actor, "move", moved.slot.office, details)
        return moved

    def tell(self, ref: str, reason: str, actor: str) -> bool:
        """Tell by e-mail that the office is closed then, with the link to move; False if told before."""
        now = self._now()
        with self._books.reading() as book:
            found = book.appointments.find(read_ref(ref))
        if found is None:
            raise NotFound
        with self._books.writing(found.office) as book:
            appointment = book.appointments.find(found.ref)
            if appointment is None or appointment.state is not State.CONFIRMED:
                return False
            if book.outbox.has(EventKind.OFFICE_CLOSED, appointment.ref, appointment.sequence):
                return False
            facts = {"reason": reason}
            book.outbox.add(EventKind.OFFICE_CLOSED, appointment.ref, appointment.sequence, now, facts)
            book.changes.log(now, actor, "tell", appointment.office, {"ref": appointment.ref})
        return True

    def log_export(self, actor: str, first: date, last: date, office: str | None) -> None:
        """Note that contact data left the house in a file."""
        with self._books.writing() as book:
            details = {"first": first.isoformat(), "last": last.isoformat()}
            book.changes.log(self._now(), actor, "export", office or "", details)

    def _make(self, change: CalendarChange, actor: str) -> Changed:
        self._check_office(change.office)
        self._check_days(change)
        with self._books.writing(change.office) as book:
            if change.kind is ChangeKind.EXTRA:
                self._refuse_extra_in_closure(book, change)
            change = replace(change, id=book.changes.add(change))
            self._log(book, actor, str(change.kind), change)
            return Changed(change, self._concerned(book, change.office, change.first, change.last))

    def _concerned(self, book: Book, office: str, first: date, last: date) -> tuple[Booking, ...]:
        """Who is booked on these days at a time or a counter that is no longer there."""
        now, timetable = self._now(), self._plan().timetable(office)
        end = first_segment(last + timedelta(days=1))
        changes = book.changes.between([office], first, last)

        def is_possible(appointment: Appointment) -> bool:
            leistungen = frozenset(item.leistung for item in appointment.items)
            counters = timetable.counters(appointment.day, leistungen, changes)
            is_open = not appointment.bits & ~timetable.on(appointment.day, changes).open
            return is_open and appointment.counter in counters

        return tuple(
            appointment.booking(self._secrets, now)
            for appointment in book.appointments.live(office, first_segment(first), end)
            if appointment.state_at(now) in (State.CONFIRMED, State.PENDING_EMAIL)
            and appointment.slot.start > now
            and not is_possible(appointment)
        )

    def _check_office(self, office: str) -> None:
        known = self._plan().timetables
        if office not in known:
            raise InvalidChange(
                f"Die Stelle „{office}“ hat keinen Kalender. Es gibt: {', '.join(sorted(known)) or 'keine'}."
            )

    def _check_days(self, change: CalendarChange) -> None:
        today = self._now().astimezone(BERLIN).date()
        if change.last < change.first:
            raise InvalidChange("Der letzte Tag liegt vor dem ersten.")
        if change.last < today:
            raise InvalidChange("Diese Tage sind schon vorbei.")
        if change.last > today + MAX_AHEAD:
            raise InvalidChange(
                "Diese Tage liegen mehr als zwei Jahre in der Zukunft. Bitte prüfen Sie das Jahr."
            )
        times = (change.hours.start, change.hours.end) if change.hours else ()
        if any(t.minute % SEGMENT_MINUTES or t.second for t in times):
            raise InvalidChange(
                f"Uhrzeiten gehen in Schritten von {SEGMENT_MINUTES} Minuten, zum Beispiel 14:05."
            )

    def _refuse_extra_in_closure(self, book: Book, extra: CalendarChange) -> None:
        for change in book.changes.between([extra.office], extra.first, extra.last):
            if change.kind is ChangeKind.CLOSED and _overlap(change.hours, extra.hours):
                raise InvalidChange(
                    f"Für diese Zeit ist die Stelle geschlossen (Änderung {change.id}). "
                    "Bitte nehmen Sie zuerst die Schließung zurück."
                )

    def _log(self, book: Book, actor: str, action: str, change: CalendarChange) -> None:
        details = {name: getattr(change, name) for name in ("id", "leistung", "counters", "reason")}
        details |= {"first": change.first.isoformat(), "last": change.last.isoformat()}
        if change.hours:
            details |= {"start": f"{change.hours.start:%H:%M}", "end": f"{change.hours.end:%H:%M}"}
        if action == "withdraw":
            details["kind"] = str(change.kind)
        book.changes.log(self._now(), actor, action, change.office, details)


def _overlap(closed: Hours | None, extra: Hours | None) -> bool:
    return closed is None or extra is None or (closed.start < extra.end and extra.start < closed.end)
