"""Random lives of Vorgaenge in two conversations, against a list that a person can check by reading."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Engine

from booking.errors import BookingError, HoldExpired, NotFound
from booking.model import Contact, State
from tests.booking.conftest import emptied
from tests.booking.embedded import EmbeddedDesk
from tests.booking.vorgaenge_office import Office
from tests.booking.world import AUSWEIS

CHATS = st.sampled_from(["c1", "c2"])
SLOTS = st.integers(60, 66)  # days ahead: none of them begins while the machine runs
HOLD_SECONDS = 15 * 60


@dataclass
class Noted:
    """One Vorgang as a person would note it. `opened`: when its conversation took or opened it."""

    id: str
    chat: str | None
    opened: int
    held_at: float
    state: State
    slot_id: str
    click: tuple[str, str, str]


def machine(engine: Engine) -> type[RuleBasedStateMachine]:
    class Lives(RuleBasedStateMachine):
        @initialize()
        def open_the_office(self) -> None:
            self.office = Office(emptied(engine), EmbeddedDesk(engine))
            self.loop = asyncio.Runner()
            self.noted: list[Noted] = []
            self.step = 0

        def teardown(self) -> None:
            if hasattr(self, "loop"):
                self.loop.close()

        def run(self, call: object) -> object:
            """What came back, or the kind of error; a second later it is the next one's turn."""
            self.step += 1
            try:
                return self.loop.run(call)
            except BookingError as error:
                return type(error)
            finally:
                self.office.clock.advance(seconds=1)

        def now(self) -> float:
            return self.office.clock.now.timestamp()

        def state_of(self, noted: Noted) -> State:
            lapsed = noted.state is State.HELD and self.now() >= noted.held_at + HOLD_SECONDS
            return State.EXPIRED if lapsed else noted.state

        def newest(self, chat: str, *states: State) -> Noted | None:
            mine = [n for n in self.noted if n.chat == chat and n.state in states]
            return max(mine, key=lambda n: n.opened, default=None)

        def pick(self, index: int) -> Noted:
            return self.noted[index % len(self.noted)]

        @rule(chat=CHATS, n=SLOTS)
        def hold(self, chat: str, n: int) -> None:
            slot_id = self.loop.run(self.office.slot_id(n))
            click = (chat, slot_id, f"click {self.step}")
            held_at = self.now()
            vorgang = self.run(self.office.vorgaenge.hold(chat, slot_id, AUSWEIS, click[2]))
            for earlier in self.noted:
                if earlier.chat == chat and earlier.state is State.HELD:
                    earlier.state = State.CANCELLED
            held = Noted(vorgang.id, chat, self.step, held_at, State.HELD, slot_id, click)
            self.noted.append(held)

        @precondition(lambda self: self.noted)
        @rule(index=st.integers(0, 50))
        def click_again(self, index: int) -> None:
            noted = self.pick(index)
            chat, slot_id, key = noted.click
            assert self.run(self.office.process().hold(chat, slot_id, AUSWEIS, key)).id == noted.id

        @precondition(lambda self: self.noted)
        @rule(index=st.integers(0, 50))
        def book(self, index: int) -> None:
            noted = self.pick(index)
            vorgang = self.loop.run(self.office.vorgaenge.open_with_link(self.link(noted)))
            before = self.state_of(noted)
            got = self.run(vorgang.book(Contact("Eva Muster", f"{noted.id}@example.de")))
            if before in (State.HELD, State.CONFIRMED):
                assert got.state is State.CONFIRMED
                noted.state = State.CONFIRMED
            else:
                assert isinstance(got, type)

        @precondition(lambda self: self.noted)
        @rule(index=st.integers(0, 50))
        def cancel(self, index: int) -> None:
            noted = self.pick(index)
            vorgang = self.loop.run(self.office.process().open_with_link(self.link(noted)))
            before = self.state_of(noted)
            self.run(vorgang.cancel())
            if before in (State.HELD, State.CONFIRMED):
                noted.state = State.CANCELLED
            elif noted.state is State.HELD:  # lapsed
                noted.state = State.EXPIRED

        @precondition(lambda self: self.noted)
        @rule(index=st.integers(0, 50), n=SLOTS)
        def move(self, index: int, n: int) -> None:
            noted, slot_id = self.pick(index), self.loop.run(self.office.slot_id(n))
            vorgang = self.loop.run(self.office.vorgaenge.open_with_link(self.link(noted)))
            got = self.run(vorgang.move(slot_id))
            if noted.state is State.CONFIRMED:
                assert got.slot.id == slot_id
                noted.slot_id = slot_id
            else:
                assert isinstance(got, type)

        @precondition(lambda self: self.noted)
        @rule(index=st.integers(0, 50), chat=CHATS)
        def open_with_code(self, index: int, chat: str) -> None:
            noted = self.pick(index)
            vorgang = self.loop.run(self.office.vorgaenge.open_with_link(self.link(noted)))
            got = self.run(self.office.vorgaenge.open_with_code(chat, vorgang.number, vorgang.code))
            if got is NotFound:  # given back: nobody has a code of it
                assert noted.state in (State.CANCELLED, State.EXPIRED)
            else:
                noted.chat, noted.opened = chat, self.step

        @rule(chat=CHATS)
        def forget(self, chat: str) -> None:
            self.run(self.office.vorgaenge.forget(chat))
            for noted in self.noted:
                if noted.chat == chat:
                    noted.chat = None
                    noted.state = State.CANCELLED if noted.state is State.HELD else noted.state

        @rule(minutes=st.sampled_from([1, 14, 16]))
        def time_passes(self, minutes: int) -> None:
            self.office.clock.advance(minutes=minutes)

        def link(self, noted: Noted) -> str:
            keys = self.office.vorgaenge._keys
            return f"{noted.id}.{keys.secret('vorgang-link', noted.id)}"

        @invariant()
        def every_vorgang_stands_as_noted(self) -> None:
            for noted in getattr(self, "noted", []):
                vorgang = self.loop.run(self.office.process().open_with_link(self.link(noted)))
                try:
                    booking = self.loop.run(vorgang.booking())
                except HoldExpired:
                    assert self.state_of(noted) in (State.CANCELLED, State.EXPIRED)
                else:
                    assert (booking.state, booking.slot.id) == (self.state_of(noted), noted.slot_id)

        @invariant()
        def a_conversation_finds_its_latest_and_its_booked_one(self) -> None:
            for chat in ("c1", "c2") if hasattr(self, "noted") else ():
                latest = self.loop.run(self.office.vorgaenge.latest(chat))
                expected = self.newest(chat, State.HELD, State.CONFIRMED)
                assert (latest and latest.id) == (expected and expected.id)
                booked = self.loop.run(self.office.vorgaenge.booked(chat))
                expected = self.newest(chat, State.CONFIRMED)
                assert (booked and booked.id) == (expected and expected.id)

    return Lives


def test_any_life_of_vorgaenge_goes_as_noted(sqlite: Engine):
    steps = settings(
        max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(machine(sqlite), settings=steps)
