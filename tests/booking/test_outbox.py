from __future__ import annotations

import traceback
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from booking.errors import NotFound
from booking.events import EventKind
from booking.model import Contact, State
from booking.policy import Policy
from tests.booking.conformance import at, book, hold, slots
from tests.booking.embedded import EmbeddedDesk
from tests.booking.world import ERIKA, START


def kinds(desk: EmbeddedDesk) -> list[EventKind]:
    return [event.kind for event in desk.port.outbox.take()]


async def test_a_confirmation_is_handed_out_once_with_all_that_the_mail_needs(desk: EmbeddedDesk):
    booking = await book(desk, (await slots(desk))[0])
    (event,) = desk.port.outbox.take()
    assert (event.kind, event.email, event.booking) == (EventKind.CONFIRMED, ERIKA.email, booking)
    desk.port.outbox.delivered(event)
    desk.clock.advance(hours=1)
    assert kinds(desk) == []


async def test_two_mailers_never_hold_the_same_event(desk: EmbeddedDesk):
    await book(desk, (await slots(desk))[0])
    assert kinds(desk) == [EventKind.CONFIRMED]
    assert kinds(desk) == []


async def test_a_mailer_that_died_is_replaced_under_the_same_message_id(desk: EmbeddedDesk):
    await book(desk, (await slots(desk))[0])
    (first,) = desk.port.outbox.take()
    desk.clock.advance(minutes=5)
    (second,) = desk.port.outbox.take()
    assert second.message_id == first.message_id
    assert second.attempts == 2


async def test_a_failed_mail_waits_longer_each_time_and_is_given_up_in_the_end(desk: EmbeddedDesk):
    await book(desk, (await slots(desk, from_day=date(2027, 4, 6)))[0])
    waits = []
    while True:
        before = desk.clock.now
        while not (events := [e for e in desk.port.outbox.take() if e.kind is EventKind.CONFIRMED]):
            desk.clock.advance(minutes=1)
        waits.append(desk.clock.now - before)
        if not desk.port.outbox.failed(events[0]):
            break
    assert waits == sorted(waits)
    assert len(waits) == 12
    desk.clock.advance(hours=2)
    assert EventKind.CONFIRMED not in kinds(desk)


async def test_the_reminder_comes_the_day_before(desk: EmbeddedDesk):
    booking = await book(desk, (await slots(desk, from_day=date(2027, 3, 30)))[0])
    desk.port.outbox.delivered(desk.port.outbox.take()[0])
    desk.clock.now = at(date(2027, 3, 29), 9, 59)
    assert kinds(desk) == []
    desk.clock.now = at(date(2027, 3, 29), 10)
    (event,) = desk.port.outbox.take()
    assert (event.kind, event.booking) == (EventKind.REMINDER, booking)


async def test_a_moved_or_cancelled_appointment_is_not_reminded_of_at_the_old_day(desk: EmbeddedDesk):
    later = await slots(desk, from_day=date(2027, 4, 6))
    moved = await book(desk, (await slots(desk, from_day=date(2027, 3, 30)))[0])
    await desk.port.reschedule(moved.ref, moved.secret, later[0].id)
    gone = await book(desk, (await slots(desk, from_day=date(2027, 3, 30)))[1])
    await desk.port.cancel(gone.ref, gone.secret)
    for event in desk.port.outbox.take():
        desk.port.outbox.delivered(event)
    desk.clock.now = at(date(2027, 3, 29), 12)
    assert kinds(desk) == []
    desk.clock.now = at(date(2027, 4, 5), 12)
    assert kinds(desk) == [EventKind.REMINDER]


async def test_an_appointment_of_today_is_not_reminded_of(desk: EmbeddedDesk):
    await book(desk, (await slots(desk))[0])
    assert kinds(desk) == [EventKind.CONFIRMED]
    assert desk.port.outbox.waiting() == 1


async def test_a_move_tells_the_old_time(desk: EmbeddedDesk):
    old, *_, new = (await slots(desk))[:9]
    booking = await book(desk, old)
    await desk.port.reschedule(booking.ref, booking.secret, new.id)
    moved = next(e for e in desk.port.outbox.take() if e.kind is EventKind.MOVED)
    assert (moved.previous, moved.booking.slot) == (old, new)


async def test_what_was_cancelled_before_the_mail_went_out_is_only_cancelled(desk: EmbeddedDesk):
    booking = await book(desk, (await slots(desk))[0])
    await desk.port.cancel(booking.ref, booking.secret)
    assert kinds(desk) == [EventKind.CANCELLED]


async def test_only_the_mailed_secret_confirms_where_the_address_is_verified(sqlite):
    desk = EmbeddedDesk(sqlite, Policy(email_verification=True))
    held = await hold(desk, (await slots(desk))[0])
    await desk.port.set_contact(held.ref, held.secret, ERIKA)
    pending = await desk.port.submit(held.ref, held.secret)
    assert pending.state is State.PENDING_EMAIL
    secret = await desk.mailed_secret(pending)
    assert secret != pending.secret
    assert (await desk.port.confirm(pending.ref, secret)).state is State.CONFIRMED
    assert EventKind.CONFIRMED in kinds(desk)


async def test_where_no_address_was_given_there_is_nothing_to_mail(sqlite):
    desk = EmbeddedDesk(sqlite, Policy(email_required=False))
    await book(desk, (await slots(desk))[0], contact=Contact("Eva Muster"))
    assert kinds(desk) == []


async def test_the_database_holds_no_secret(desk: EmbeddedDesk):
    booking = await book(desk, (await slots(desk))[0])
    events = desk.port.outbox.take()
    with desk.engine.connect() as connection:
        for table in ("booking_appointments", "booking_outbox", "booking_audit"):
            assert booking.secret not in repr(connection.exec_driver_sql(f"SELECT * FROM {table}").all())
    assert events[0].booking.secret == booking.secret


async def test_a_fault_of_the_database_tells_no_contact_data(sqlite):
    desk = EmbeddedDesk(sqlite)
    held = await hold(desk, (await slots(desk))[0])
    refuse = "BEFORE UPDATE ON booking_appointments BEGIN SELECT RAISE(ABORT, 'broken'); END"
    with sqlite.begin() as connection:
        connection.exec_driver_sql(f"CREATE TRIGGER refuse {refuse}")
    try:
        with pytest.raises(IntegrityError, match="broken") as caught:
            await desk.port.set_contact(held.ref, held.secret, ERIKA)
    finally:
        with sqlite.begin() as connection:
            connection.exec_driver_sql("DROP TRIGGER refuse")
    told = "".join(traceback.format_exception(caught.value))
    assert "UPDATE booking_appointments" in told
    assert "Mustermann" not in told
    assert ERIKA.email not in told


async def test_tidying_frees_what_lapsed_and_forgets_contacts_in_time(desk: EmbeddedDesk):
    held = await hold(desk, (await slots(desk))[4])
    await desk.port.set_contact(held.ref, held.secret, ERIKA)
    kept = await book(desk, (await slots(desk))[0])
    cancelled = await book(desk, (await slots(desk))[1])
    await desk.port.cancel(cancelled.ref, cancelled.secret)
    desk.clock.now = START + timedelta(days=1, seconds=1)
    done = desk.port.tidying.run()
    assert (done.lapsed, done.contacts_erased) == (1, 1)
    for lapsed in (held, cancelled):
        assert (await desk.port.get(lapsed.ref, lapsed.secret)).contact is None
    assert (await desk.port.get(kept.ref, kept.secret)).contact is not None
    desk.clock.now = START + timedelta(days=32)
    assert desk.port.tidying.run().contacts_erased == 1
    with pytest.raises(NotFound):
        await desk.port.get(held.ref, held.secret)
    assert (await desk.port.get(kept.ref, kept.secret)).contact is None
