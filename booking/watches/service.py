"""Waiting for a slot: whoever waits is offered what becomes free, one after the other, with a hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from booking.appointments.record import Appointment
from booking.appointments.service import Appointments
from booking.codes import Secrets, hash_secret, matches, new_ref, read_ref
from booking.contact import clean_email, email_digest
from booking.errors import BadSecret, BookingError, FieldInvalid, LimitPerEmail, NotFound, SlotTaken
from booking.events import EventKind, Watch, WatchState
from booking.model import BERLIN, Clock, Slot, SlotQuery, State
from booking.plan import Plan
from booking.policy import Policy
from booking.repository import Book, Books
from booking.watches.record import StoredWatch, wish_from_json, wish_to_json
from booking.watches.repository import OPEN

MAX_OFFERS = 3  # who lets three pass has found another way
TURN = "*"  # no office's id: watches are begun one after the other
MAX_PER_EMAIL = 3  # a watch costs a search each minute


class Watches:
    """`offer` is called each minute, and after each cancellation; it may run in several processes."""

    def __init__(
        self,
        books: Books,
        appointments: Appointments,
        plan: Callable[[], Plan],
        secrets: Secrets,
        policy: Policy,
        clock: Clock,
    ) -> None:
        self._books = books
        self._appointments = appointments
        self._plan = plan
        self._secrets = secrets
        self._policy = policy
        self._now = clock

    def start(self, wish: SlotQuery, email: str) -> Watch:
        """Wait for a slot that fits `wish`; the same wish again is the same watch.

        Raises `FieldInvalid`, `LimitPerEmail`, and what `find_slots` raises for the wish.
        """
        now, email = self._now(), clean_email(email)
        self._appointments.find(wish)
        wish = wish_from_json(wish_to_json(wish))
        today = now.astimezone(BERLIN).date()
        horizon = max(t.calendar.horizon_days for t in self._plan().timetables.values())
        last_day = wish.to_day or today + timedelta(days=horizon)
        if last_day < today:
            raise FieldInvalid("to_day", "Dieser Zeitraum ist schon vorbei. Bitte nennen Sie einen späteren.")
        ref, digest = new_ref(), email_digest(email, self._secrets)
        watch = StoredWatch(
            ref=ref,
            secret_hash=hash_secret(self._secrets.secret("watch", ref)),
            state=WatchState.WAITING,
            wish=wish,
            last_day=last_day,
            email_sealed=self._secrets.contacts.seal(email, ref),
            email_digest=digest,
            created_at=now,
        )
        with self._books.writing(TURN) as book:
            open_ones = book.watches.open_of(digest)
            for same in open_ones:
                if same.wish == wish:
                    return same.watch(self._secrets)
            if len(open_ones) >= MAX_PER_EMAIL:
                raise LimitPerEmail(
                    "Mit dieser E-Mail-Adresse warten Sie schon auf so viele Termine, wie möglich ist. "
                    "Sie können eine dieser Wartelisten verlassen; der Link steht in der E-Mail dazu."
                )
            book.watches.add(watch)
            book.outbox.add(EventKind.WATCH_STARTED, ref, 0, now)
        return watch.watch(self._secrets)

    def get(self, ref: str, secret: str) -> Watch:
        """The watch as it stands; raises `NotFound` or `BadSecret`."""
        with self._books.reading() as book:
            return self._opened(book, ref, secret).watch(self._secrets)

    def end(self, ref: str, secret: str) -> Watch:
        """Wait no longer, and forget the address; idempotent."""
        with self._books.writing() as book:
            watch = self._opened(book, ref, secret)
            if watch.state in OPEN and not book.watches.change(watch, WatchState.ENDED):
                raise SlotTaken("Gerade ist ein Termin frei geworden. Bitte versuchen Sie es noch einmal.")
            return self._opened(book, ref, secret).watch(self._secrets)

    def offer(self, freed: Slot | None = None) -> int:
        """Settle what was offered before, then offer what is free now, in turn; how many offers were made.

        With `freed` only those are asked for whose office and day it could be.
        """
        now = self._now()
        self._settle(now)
        if not self._policy.may_offer_at(now):
            return 0
        with self._books.reading() as book:
            waiting = book.watches.in_turn(WatchState.WAITING)
        return sum(self._offer_to(w, now) for w in waiting if freed is None or _may_fit(w.wish, freed))

    def _settle(self, now: datetime) -> None:
        with self._books.reading() as book:
            offered = book.watches.in_turn(WatchState.OFFERED)
            held = {w.ref: book.appointments.find(w.offered_ref or "") for w in offered}
        for watch in offered:
            appointment = held[watch.ref]
            state = appointment.state_at(now) if appointment else State.EXPIRED
            if state in (State.CONFIRMED, State.PENDING_EMAIL):
                self._change(watch, WatchState.BOOKED)
            elif state is not State.HELD:
                self._change(watch, WatchState.WAITING if watch.offers < MAX_OFFERS else WatchState.OVER)

    def _offer_to(self, watch: StoredWatch, now: datetime) -> bool:
        if watch.last_day < now.astimezone(BERLIN).date():
            self._change(watch, WatchState.OVER)
            return False

        def note(book: Book, appointment: Appointment) -> None:
            if not book.watches.offer(watch, appointment.ref):
                raise SlotTaken  # another process has just offered, or it has ended
            facts = {"appointment": appointment.ref}
            book.outbox.add(EventKind.WATCH_OFFER, watch.ref, watch.offers + 1, now, facts)

        try:
            page = self._appointments.find(watch.wish)
            if not page.slots:
                return False
            key = f"watch:{watch.ref}:{watch.offers}:{page.slots[0].id}"
            self._appointments.hold(
                page.slots[0].id, watch.wish.items, key, self._policy.watch_hold_for, note
            )
        except BookingError:
            return False  # taken a moment ago, or no longer offered: the next minute tries again
        return True

    def _change(self, watch: StoredWatch, state: WatchState) -> None:
        with self._books.writing() as book:
            book.watches.change(watch, state)

    def _opened(self, book: Book, ref: str, secret: str) -> StoredWatch:
        watch = book.watches.find(read_ref(ref))
        if not matches(secret, watch.secret_hash if watch else None):
            raise BadSecret if watch else NotFound
        if watch is None:
            raise NotFound
        return watch


def _may_fit(wish: SlotQuery, freed: Slot) -> bool:
    day = freed.start.date()
    return (
        (not wish.offices or freed.office in wish.offices)
        and (wish.from_day or day) <= day <= (wish.to_day or day)
        and (not wish.weekdays or day.weekday() in wish.weekdays)
    )
