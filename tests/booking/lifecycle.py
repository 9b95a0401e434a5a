"""Random lives of appointments against a model that a person can check by reading.

The model knows one office with one counter: a list of appointments, each with a start, a length and a
state. `machine(make_desk)` builds the state machine for any booking system.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from booking.errors import (
    AlreadyCancelled,
    AlreadySubmitted,
    BookingError,
    FieldInvalid,
    HoldExpired,
    LimitPerEmail,
    NotCancellable,
    NotConfirmed,
    SlotTaken,
)
from booking.model import BERLIN, Contact, Item, SlotQuery, State
from booking.slot_ids import slot_id
from tests.booking.harness import Harness

OFFICE = "mitte"  # one counter, 8 to 12, every ten minutes, two hours ahead, two appointments an address
LEAD = timedelta(hours=2)
LIMIT = 2
DAYS = (date(2027, 3, 22), date(2027, 3, 23))
TEN = timedelta(minutes=10)
STARTS = [
    datetime(day.year, day.month, day.day, 8, tzinfo=BERLIN).astimezone(UTC) + TEN * n
    for day in DAYS
    for n in range(24)
]
EMAILS = ("eva@example.de", "Eva@Example.de", "otto@example.de")


@dataclass
class Modelled:
    """An appointment as a person would note it."""

    ref: str
    secret: str
    start: datetime
    length: int
    expires_at: datetime
    state: State = State.HELD
    email: str | None = None

    @property
    def end(self) -> datetime:
        return self.start + TEN * self.length

    def state_at(self, now: datetime) -> State:
        lapses = self.state in (State.HELD, State.PENDING_EMAIL)
        return State.EXPIRED if lapses and now >= self.expires_at else self.state


def machine(make_desk: Callable[[], Harness]) -> type[RuleBasedStateMachine]:
    class Lives(RuleBasedStateMachine):
        appointments = Bundle("appointments")

        @initialize()
        def open_the_office(self) -> None:
            self.desk = make_desk()
            self.loop = asyncio.Runner()
            self.noted: list[Modelled] = []
            self.holds = 0

        def teardown(self) -> None:
            if hasattr(self, "loop"):
                self.loop.close()

        @property
        def now(self) -> datetime:
            return self.desk.clock.now.astimezone(UTC)

        def is_free(self, start: datetime, length: int, besides: Modelled | None = None) -> bool:
            end = start + TEN * length
            hour_of_end = (end - timedelta(seconds=1)).astimezone(BERLIN).hour
            live = (State.HELD, State.PENDING_EMAIL, State.CONFIRMED)
            return (
                start >= self.now + LEAD
                and hour_of_end < 12
                and not any(
                    a.start < end and start < a.end
                    for a in self.noted
                    if a is not besides and a.state_at(self.now) in live
                )
            )

        def outcome(self, call) -> object:
            """What came back, or the kind of error."""
            try:
                return self.loop.run(call)
            except BookingError as error:
                return type(error)

        def ended(self, a: Modelled) -> type[BookingError] | None:
            return {State.EXPIRED: HoldExpired, State.CANCELLED: AlreadyCancelled}.get(a.state_at(self.now))

        def has_too_many(self, a: Modelled, email: str) -> bool:
            same = [
                other
                for other in self.noted
                if other is not a
                and other.email
                and other.email.casefold() == email.casefold()
                and other.start >= self.now
                and other.state_at(self.now) in (State.CONFIRMED, State.PENDING_EMAIL)
            ]
            return len(same) >= LIMIT

        @rule(target=appointments, start=st.sampled_from(STARTS), length=st.integers(1, 4))
        def hold(self, start: datetime, length: int) -> Modelled | None:
            self.holds += 1
            items = (Item("ausweis", length),)
            got = self.outcome(self.desk.port.hold(slot_id(OFFICE, start), items, f"hold {self.holds}"))
            if not self.is_free(start, length):
                assert got is SlotTaken
                return None
            noted = Modelled(got.ref, got.secret, start, length, got.expires_at)
            self.noted.append(noted)
            return noted

        @rule(a=appointments, email=st.sampled_from(EMAILS))
        def say_who_comes(self, a: Modelled | None, email: str) -> None:
            if a is None:
                return
            got = self.outcome(self.desk.port.set_contact(a.ref, a.secret, Contact("Eva Muster", email)))
            if error := self.ended(a):
                assert got is error
            elif a.state is not State.HELD:
                assert got is AlreadySubmitted if email != a.email else got.state is a.state
            elif self.has_too_many(a, email):
                assert got is LimitPerEmail
            else:
                assert got.state is State.HELD
                a.email = email

        @rule(a=appointments)
        def submit(self, a: Modelled | None) -> None:
            if a is None:
                return
            got = self.outcome(self.desk.port.submit(a.ref, a.secret))
            if error := self.ended(a):
                assert got is error
            elif a.state is not State.HELD:
                assert got.state is a.state
            elif a.email is None:
                assert got is FieldInvalid
            elif self.has_too_many(a, a.email):
                assert got is LimitPerEmail
            else:
                a.state = State.PENDING_EMAIL if self.desk.verifies_email else State.CONFIRMED
                assert got.state is a.state
                a.expires_at = got.expires_at or a.expires_at

        @rule(a=appointments)
        def confirm(self, a: Modelled | None) -> None:
            if a is None or a.state is State.HELD:
                return  # confirming a hold is submitting it
            booking = self.loop.run(self.desk.port.get(a.ref, a.secret))
            pending = a.state_at(self.now) is State.PENDING_EMAIL
            if not pending and self.desk.verifies_email:
                return  # its mail has done its work
            secret = self.loop.run(self.desk.mailed_secret(booking)) if pending else a.secret
            got = self.outcome(self.desk.port.confirm(a.ref, secret))
            if error := self.ended(a):
                assert got is error
            else:
                a.state = State.CONFIRMED
                assert got.state is State.CONFIRMED

        @rule(a=appointments)
        def cancel(self, a: Modelled | None) -> None:
            if a is None:
                return
            got = self.outcome(self.desk.port.cancel(a.ref, a.secret))
            state = a.state_at(self.now)
            if state in (State.EXPIRED, State.CANCELLED):
                assert got.state is state
            elif self.now >= a.start:
                assert got is NotCancellable
            else:
                a.state = State.CANCELLED
                assert got.state is State.CANCELLED

        @rule(a=appointments, start=st.sampled_from(STARTS))
        def reschedule(self, a: Modelled | None, start: datetime) -> None:
            if a is None:
                return
            got = self.outcome(self.desk.port.reschedule(a.ref, a.secret, slot_id(OFFICE, start)))
            if error := self.ended(a):
                assert got is error
            elif a.state is not State.CONFIRMED:
                assert got is NotConfirmed
            elif self.now >= a.start:
                assert got is NotCancellable
            elif start == a.start:
                assert got.slot.start == a.start
            elif not self.is_free(start, a.length, besides=a):
                assert got is SlotTaken
            else:
                a.ref, a.secret, a.start = got.ref, got.secret, start

        @rule(seconds=st.one_of(st.integers(1, 1200), st.sampled_from((59 * 60, 899, 900, 901, 26 * 3600))))
        def time_passes(self, seconds: int) -> None:
            self.desk.clock.advance(seconds=seconds)
            self.loop.run(self.desk.settle())

        @rule(a=appointments, begin=st.booleans())
        def the_moment_comes(self, a: Modelled | None, begin: bool) -> None:
            """The second at which an appointment begins, or a hold runs out."""
            if a is not None:
                moment = a.start if begin else a.expires_at.astimezone(UTC)
                self.desk.clock.now = max(self.now, moment)
                self.loop.run(self.desk.settle())

        @invariant()
        def the_calendar_shows_what_the_model_knows(self) -> None:
            if not hasattr(self, "desk"):
                return
            query = SlotQuery((Item("ausweis"),), (OFFICE,), to_day=DAYS[-1], limit=1000)
            shown = [s.start.astimezone(UTC) for s in self.loop.run(self.desk.port.find_slots(query)).slots]
            assert shown == [start for start in STARTS if self.is_free(start, 1)]

        @invariant()
        def every_appointment_stands_as_noted(self) -> None:
            for a in getattr(self, "noted", []):
                booking = self.loop.run(self.desk.port.get(a.ref, a.secret))
                assert booking.state is a.state_at(self.now)
                assert booking.slot.start == a.start

    return Lives
