"""Moving in several calls: whatever fails in between, the citizen has one appointment."""

from __future__ import annotations

import asyncio

import pytest

from booking.errors import (
    AlreadyCancelled,
    BookingError,
    HoldExpired,
    LimitPerEmail,
    NotCancellable,
    RateLimited,
    Unavailable,
)
from booking.model import Booking, Slot, State
from tests.booking.conformance import book, slots
from tests.booking.zms.desk import NUMBERS, ZmsDesk, new_server
from tests.booking.zms.fake_server import DROP, LOSE, UNCAUGHT

LAPSED = (409, {"errors": [{"errorCode": "processNotReservedAnymore"}]})
REFUSED = (406, {"errors": [{"errorCode": "appointmentCanNotBeCanceled"}]})


def standing(desk: ZmsDesk) -> list[int]:
    return [p.start for p in desk.zms.processes.values() if p.status in ("reserved", "confirmed")]


async def booked(desk: ZmsDesk) -> tuple[Booking, Slot]:
    old, *_, new = (await slots(desk))[:9]
    return await book(desk, old), new


@pytest.mark.parametrize(
    ("path", "fault", "error"),
    [
        ("update-appointment", DROP, Unavailable),
        ("update-appointment", (500, UNCAUGHT), Unavailable),
        ("confirm-appointment", DROP, Unavailable),
        ("confirm-appointment", LAPSED, HoldExpired),
    ],
)
async def test_when_the_new_one_cannot_be_booked_the_old_one_stands_alone(
    desk: ZmsDesk, path: str, fault: object, error: type[BookingError]
):
    booking, new = await booked(desk)
    desk.server.faults[path] = [fault]
    with pytest.raises(error):
        await desk.port.reschedule(booking.ref, booking.secret, new.id)
    assert standing(desk) == [booking.slot.start.timestamp()]
    assert await desk.port.get(booking.ref, booking.secret) == booking
    assert new in await slots(desk)


async def test_a_confirmation_whose_answer_was_lost_counts(desk: ZmsDesk):
    booking, new = await booked(desk)
    desk.server.faults["confirm-appointment"] = [LOSE]
    moved = await desk.port.reschedule(booking.ref, booking.secret, new.id)
    assert (moved.state, moved.slot) == (State.CONFIRMED, new)
    assert standing(desk) == [new.start.timestamp()]


async def test_when_the_old_one_cannot_be_cancelled_it_is_said_and_the_new_one_given_back(desk: ZmsDesk):
    booking, new = await booked(desk)
    desk.server.faults["cancel-appointment"] = [REFUSED]
    with pytest.raises(NotCancellable):
        await desk.port.reschedule(booking.ref, booking.secret, new.id)
    assert standing(desk) == [booking.slot.start.timestamp()]
    assert await desk.port.get(booking.ref, booking.secret) == booking


async def test_a_cancellation_whose_answer_was_lost_counts(desk: ZmsDesk):
    booking, new = await booked(desk)
    desk.server.faults["cancel-appointment"] = [LOSE]
    moved = await desk.port.reschedule(booking.ref, booking.secret, new.id)
    assert standing(desk) == [moved.slot.start.timestamp()] == [new.start.timestamp()]


async def test_when_nobody_can_tell_about_the_old_one_the_new_one_is_kept(desk: ZmsDesk, caplog):
    booking, new = await booked(desk)
    desk.server.faults["cancel-appointment"] = [DROP]
    desk.server.faults["appointment"] = [None, DROP]
    moved = await desk.port.reschedule(booking.ref, booking.secret, new.id)
    assert moved.slot == new
    assert new.start.timestamp() in standing(desk)
    assert "may still be booked" in caplog.text


async def test_a_double_click_moves_once(desk: ZmsDesk):
    booking, new = await booked(desk)
    other = (await slots(desk))[20]
    tries = [desk.port.reschedule(booking.ref, booking.secret, slot.id) for slot in (new, other)]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyCancelled", "Booking"]
    assert any(isinstance(outcome, AlreadyCancelled) for outcome in outcomes)
    assert len(standing(desk)) == 1


async def test_an_office_that_allows_one_appointment_an_address_says_what_to_do(desk: ZmsDesk):
    desk.zms.offices[NUMBERS["mitte"]].scope["appointmentsPerMail"] = 1
    booking, new = await booked(desk)
    with pytest.raises(LimitPerEmail, match="bisheriger Termin bleibt bestehen"):
        await desk.port.reschedule(booking.ref, booking.secret, new.id)
    assert standing(desk) == [booking.slot.start.timestamp()]


async def test_a_move_begins_only_if_zms_lets_it_finish():
    async with new_server(rate_limit=60).serving() as server:
        desk = ZmsDesk(server)
        booking, new = await booked(desk)
        server.rate_limit = sum(server.asked.values()) + 3
        with pytest.raises(RateLimited):
            await desk.port.reschedule(booking.ref, booking.secret, new.id)
        assert standing(desk) == [booking.slot.start.timestamp()]
        desk.clock.advance(seconds=61)
        server.rate_limit = 60
        moved = await desk.port.reschedule(booking.ref, booking.secret, new.id)
        assert moved.slot == new
        await desk.port.close()


async def test_a_booking_that_was_moved_twice_keeps_its_identity(desk: ZmsDesk):
    booking, new = await booked(desk)
    third = (await slots(desk))[14]
    once = await desk.port.reschedule(booking.ref, booking.secret, new.id)
    twice = await desk.port.reschedule(once.ref, once.secret, third.id)
    assert (twice.uid, twice.sequence, twice.slot) == (booking.uid, 2, third)
    assert await desk.port.get(twice.ref, twice.secret) == twice
