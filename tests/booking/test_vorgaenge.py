from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.exc import OperationalError

from booking.errors import (
    AlreadySubmitted,
    BadSecret,
    BookingError,
    FieldInvalid,
    HoldExpired,
    LimitPerEmail,
    NotFound,
    SlotTaken,
    Unavailable,
)
from booking.model import Contact, SlotQuery, State
from booking.policy import Policy
from booking.tables import vorgaenge as table
from booking.vorgaenge import service
from booking.vorgaenge.vorgang import Vorgang
from tests.booking.embedded import EmbeddedDesk
from tests.booking.vorgaenge_office import CHAT, OTHER_CHAT, Office, opened
from tests.booking.world import AUSWEIS, ERIKA
from tests.booking.zms.desk import ZmsDesk


@pytest.fixture(params=["sqlite", "postgresql", "zms"])
async def office(request: pytest.FixtureRequest) -> AsyncIterator[Office]:
    """Vorgaenge over the embedded calendar on both databases, and over ZMS."""
    async with opened(request.param, request) as office:
        yield office


async def state(vorgang: Vorgang) -> State | type[BookingError]:
    try:
        return (await vorgang.booking()).state
    except BookingError as error:
        return type(error)


async def test_a_vorgang_leads_from_the_hold_over_the_booking_to_the_cancellation(office: Office):
    vorgang = await office.hold()
    assert await state(vorgang) is State.HELD
    assert [field.name for field in (await vorgang.requirements()).fields][:2] == ["name", "email"]
    booked = await vorgang.book(ERIKA)
    assert (booked.state, booked.contact.name) == (State.CONFIRMED, ERIKA.name)
    assert vorgang.number == booked.number
    for _ in range(2):
        assert (await vorgang.cancel()).state is State.CANCELLED


async def test_who_takes_another_slot_gives_the_first_one_back(office: Office):
    first = await office.hold(3)
    second = await office.hold(5)
    assert await state(second) is State.HELD
    for lost in (first, await office.vorgaenge.find(CHAT, first.id)):
        with pytest.raises(HoldExpired):
            await lost.book(ERIKA)
    assert (await office.vorgaenge.latest(CHAT)).id == second.id
    assert _states(office).count("held") == 1


async def test_what_is_held_and_what_is_booked_are_found_apart(office: Office):
    assert await office.vorgaenge.booked(CHAT) is None
    older, newer = await office.book(), await office.book(3)
    held = await office.hold(5)
    assert (await office.vorgaenge.latest(CHAT)).id == held.id
    assert (await office.vorgaenge.booked(CHAT)).id == newer.id
    await held.cancel()
    assert await state(held) is HoldExpired
    assert (await office.vorgaenge.latest(CHAT)).id == newer.id
    await newer.cancel()
    assert await state(newer) is State.CANCELLED
    assert (await office.vorgaenge.latest(CHAT)).id == (await office.vorgaenge.booked(CHAT)).id == older.id


async def test_a_slot_that_was_lost_leaves_the_earlier_hold_as_it_is(office: Office):
    mine = await office.hold()
    taken = await office.slot_id(4, "mitte")
    await office.vorgaenge.hold(OTHER_CHAT, taken, AUSWEIS, "theirs")
    with pytest.raises(SlotTaken):
        await office.vorgaenge.hold(CHAT, taken, AUSWEIS, "mine")
    assert await state(mine) is State.HELD
    assert (await office.vorgaenge.latest(CHAT)).id == mine.id


async def test_what_is_booked_stands_when_the_next_one_is_begun(office: Office):
    booked = await office.book()
    await office.hold(5)
    await office.hold(7)
    assert await state(booked) is State.CONFIRMED


async def test_a_double_click_is_one_hold_also_in_two_processes(office: Office):
    slot = await office.slot_id(0)
    houses = [office.vorgaenge, office.vorgaenge, office.process(), office.process()]
    got = await asyncio.gather(*(house.hold(CHAT, slot, AUSWEIS, "click") for house in houses))
    again = await office.process().hold(CHAT, slot, AUSWEIS, "click")
    assert {vorgang.id for vorgang in got} == {again.id}
    assert len(office.port.held) == 1
    assert await state(again) is State.HELD


async def test_the_same_key_means_nothing_to_another_conversation(office: Office):
    slot = await office.slot_id(0)
    mine = await office.vorgaenge.hold(CHAT, slot, AUSWEIS, "1")
    theirs = await office.vorgaenge.hold(OTHER_CHAT, slot, AUSWEIS, "1")
    assert theirs.id != mine.id
    with pytest.raises(NotFound):
        await office.vorgaenge.find(CHAT, theirs.id)


async def test_a_hold_that_failed_may_be_tried_again_with_the_same_key(office: Office):
    slot = await office.slot_id(0)
    with office.desk.outage(), pytest.raises(Unavailable):
        await office.vorgaenge.hold(CHAT, slot, AUSWEIS, "click")
    assert await state(await office.vorgaenge.hold(CHAT, slot, AUSWEIS, "click")) is State.HELD


async def test_a_slow_hold_does_not_give_back_what_was_taken_after_it(office: Office):
    hold, first, second = office.desk.port.hold, await office.slot_id(2), await office.slot_id(4)
    begun, other_is_done = asyncio.Event(), asyncio.Event()

    async def slow(slot_id, items, key):
        held = await hold(slot_id, items, key)
        if slot_id == first:
            begun.set()
            await other_is_done.wait()
        return held

    office.port.hold = slow
    slow_one = asyncio.create_task(office.vorgaenge.hold(CHAT, first, AUSWEIS, "tab 1"))
    await begun.wait()
    newer = await office.process().hold(CHAT, second, AUSWEIS, "tab 2")
    other_is_done.set()
    await slow_one
    assert await state(newer) is State.HELD


async def test_a_claim_whose_process_died_does_not_block_the_citizen_for_ever(
    office: Office, monkeypatch: pytest.MonkeyPatch
):
    slot = await office.slot_id(0)
    monkeypatch.setattr(service, "_WAITS", 2)
    monkeypatch.setattr(service, "_WAIT_SECONDS", 0.01)
    await office.vorgaenge._begin_once(CHAT, slot, AUSWEIS, "click")  # and there it died
    if not office.port.capabilities.idempotent_hold:
        with pytest.raises(Unavailable):
            await office.vorgaenge.hold(CHAT, slot, AUSWEIS, "click")
    assert await state(await office.vorgaenge.hold(CHAT, slot, AUSWEIS, "click")) is State.HELD


async def test_a_form_sent_twice_books_once_and_changed_later_it_is_refused(office: Office):
    vorgang = await office.hold()
    first, second = await asyncio.gather(vorgang.book(ERIKA), vorgang.book(ERIKA))
    assert (first.ref, first.state) == (second.ref, State.CONFIRMED)
    with pytest.raises(AlreadySubmitted):
        await vorgang.book(Contact("Otto Muster", "otto@example.de"))


async def test_who_mistypes_in_the_form_may_still_take_another_slot(office: Office):
    first = await office.hold(3)
    with pytest.raises(FieldInvalid):
        await first.book(Contact("Erika Mustermann", "keine-adresse"))
    await office.hold(5)
    assert await state(first) is HoldExpired


async def test_what_was_refused_at_the_last_step_may_be_given_back(office: Office):
    first = await office.hold(3)

    async def refuse(ref: str, secret: str):
        raise LimitPerEmail

    office.port.submit = refuse
    with pytest.raises(LimitPerEmail):
        await first.book(ERIKA)
    await office.hold(5)
    assert await state(first) is HoldExpired


async def test_a_booking_whose_answer_was_lost_is_not_given_back(office: Office):
    vorgang = await office.hold()

    async def lost(ref: str, secret: str):
        await office.desk.port.submit(ref, secret)
        raise Unavailable

    office.port.submit = lost
    with pytest.raises(Unavailable):
        await vorgang.book(ERIKA)
    await office.hold(5)
    assert await state(vorgang) is State.CONFIRMED


async def test_a_moved_appointment_is_found_by_everything_that_opened_it_before(office: Office):
    vorgang = await office.book()
    moved = await vorgang.move(await office.slot_id(6))
    for handle in (
        vorgang,
        await office.process().find(CHAT, vorgang.id),
        await office.process().open_with_link(vorgang.link_token),
        await office.process().open_with_code(OTHER_CHAT, vorgang.number, vorgang.code),
    ):
        assert await handle.booking() == moved
    assert (await vorgang.cancel()).state is State.CANCELLED


async def test_two_moves_at_once_in_two_processes_leave_one_appointment(office: Office):
    vorgang = await office.book()
    slot = await office.slot_id(6)
    handles = [vorgang, vorgang, await office.process().open_with_link(vorgang.link_token)]
    await asyncio.gather(*(handle.move(slot) for handle in handles), return_exceptions=True)
    assert (await vorgang.booking()).slot.id == slot
    if isinstance(office.desk, ZmsDesk):
        live = [p for p in office.desk.zms.processes.values() if p.status == "confirmed"]
        assert len(live) == 1


async def test_what_another_process_moves_meanwhile_is_cancelled_where_it_is_now(office: Office):
    vorgang = await office.book()
    other = await office.process().open_with_link(vorgang.link_token)
    slot, cancel = await office.slot_id(6), office.desk.port.cancel

    async def overtaken(ref: str, secret: str):
        if (await other.booking()).slot.id != slot:
            await other.move(slot)
        return await cancel(ref, secret)

    office.port.cancel = overtaken
    cancelled = await vorgang.cancel()
    assert (cancelled.state, cancelled.slot.id) == (State.CANCELLED, slot)


async def test_a_move_is_kept_when_the_citizen_hangs_up_or_the_database_is_away(office: Office):
    """The booking system has moved it; what it answered must not be lost."""
    vorgang = await office.book()
    slot = await office.slot_id(6)
    failures = iter([True, True])
    reschedule = office.desk.port.reschedule

    def refuse(*_: object) -> None:
        if next(failures, False):
            raise OperationalError("", {}, Exception("gone"))

    moved = asyncio.Event()

    async def slow(ref: str, secret: str, slot_id: str):
        booking = await reschedule(ref, secret, slot_id)
        moved.set()
        event.listen(office.engine, "before_cursor_execute", refuse)
        return booking

    office.port.reschedule = slow
    try:
        call = asyncio.create_task(vorgang.move(slot))
        await moved.wait()
        call.cancel()
        await asyncio.gather(*office.vorgaenge._desk._running)
    finally:
        event.remove(office.engine, "before_cursor_execute", refuse)
    assert (await (await office.process().find(CHAT, vorgang.id)).booking()).slot.id == slot


async def test_an_erased_conversation_gives_its_hold_back_and_keeps_its_appointment(office: Office):
    booked = await office.book()
    held = await office.hold(5)
    await office.vorgaenge.forget(CHAT)
    assert await office.vorgaenge.latest(CHAT) is None
    with pytest.raises(NotFound):
        await office.vorgaenge.find(CHAT, booked.id)
    assert await state(held) is HoldExpired
    assert await state(await office.vorgaenge.open_with_link(booked.link_token)) is State.CONFIRMED


async def test_a_hold_that_comes_after_the_erasure_is_given_back(office: Office):
    hold = office.desk.port.hold

    async def slow(slot_id, items, key):
        held = await hold(slot_id, items, key)
        await office.vorgaenge.forget(CHAT)
        return held

    office.port.hold = slow
    with pytest.raises(Unavailable):
        await office.hold()
    assert _states(office) == []


async def test_giving_back_may_fail(office: Office):
    first = await office.hold(3)

    async def refuse(*_: object):
        raise Unavailable

    office.port.cancel = refuse
    second = await office.hold(5)
    await office.vorgaenge.forget(CHAT)
    assert [await state(v) for v in (first, second)] == [HoldExpired, HoldExpired]


async def test_a_booking_is_adopted_once_in_all_processes(office: Office):
    vorgang = await office.book()
    booking = await vorgang.booking()
    assert (await office.process().adopt(booking)).id == vorgang.id
    with office.engine.begin() as connection:
        connection.execute(table.delete())
    got = await asyncio.gather(*(office.process().adopt(booking) for _ in range(4)))
    assert len({adopted.id for adopted in got}) == 1
    assert await got[0].booking() == booking
    assert (await got[0].cancel()).state is State.CANCELLED


async def test_long_past_appointments_and_unused_holds_are_forgotten(office: Office):
    booked, unused = await office.book(), await office.hold(5, OTHER_CHAT)
    office.clock.advance(hours=25)
    assert await office.vorgaenge.tidy() == 1
    with pytest.raises(NotFound):
        await office.vorgaenge.find(OTHER_CHAT, unused.id)
    office.clock.advance(days=29)
    assert await office.vorgaenge.tidy() == 0
    office.clock.advance(days=1)
    assert await office.vorgaenge.tidy() == 1
    with pytest.raises(NotFound):
        await office.vorgaenge.open_with_link(booked.link_token)


async def test_without_the_key_nothing_opens(office: Office):
    vorgang = await office.book()
    stranger = office.process(key=bytes(32))
    assert await state(await stranger.find(CHAT, vorgang.id)) is BadSecret
    with pytest.raises(NotFound):
        await stranger.open_with_link(vorgang.link_token)


async def test_the_mailed_secret_confirms_where_addresses_are_verified(sqlite: Engine):
    office = Office(sqlite, EmbeddedDesk(sqlite, Policy(email_verification=True)))
    vorgang = await office.hold()
    pending = await vorgang.book(ERIKA)
    assert pending.state is State.PENDING_EMAIL
    await office.hold(5)
    with pytest.raises(BadSecret):
        await vorgang.confirm("geraten")
    assert (await vorgang.confirm(await office.desk.mailed_secret(pending))).state is State.CONFIRMED


async def test_what_was_waited_for_can_be_booked_under_another_address(sqlite: Engine):
    desk = EmbeddedDesk(sqlite)
    office = Office(sqlite, desk)
    desk.port.watches.start(SlotQuery(AUSWEIS, ("mitte",)), "otto@example.de")
    assert desk.port.watches.offer() == 1
    offer = next(e for e in desk.port.outbox.take() if e.booking)
    vorgang = await office.vorgaenge.adopt(offer.booking)
    assert (await vorgang.booking()).expires_at - desk.clock.now == timedelta(hours=2)
    assert (await vorgang.book(ERIKA)).state is State.CONFIRMED


def _states(office: Office) -> list[str]:
    with office.engine.connect() as connection:
        return list(connection.scalars(select(table.c.stage)))
