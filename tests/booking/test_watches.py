from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from booking.errors import BadSecret, FieldInvalid, LimitPerEmail, NotFound, NotOffered
from booking.events import EventKind, WatchState
from booking.model import Booking, Item, SlotQuery, State
from booking.watches.service import MAX_OFFERS
from tests.booking.conformance import at, book, hold, slots
from tests.booking.embedded import EmbeddedDesk
from tests.booking.world import AUSWEIS, ERIKA, START

DAY = date(2027, 3, 23)
WISH = SlotQuery(AUSWEIS, ("mitte",), from_day=DAY, to_day=DAY)


async def full_day(desk: EmbeddedDesk) -> list[Booking]:
    """Take every slot of the day that is wished for."""
    desk.plan.timetable("mitte")
    taken = []
    for n, slot in enumerate(await slots(desk, from_day=DAY, to_day=DAY)):
        held = await hold(desk, slot)
        contact = type(ERIKA)("Eva Muster", f"eva{n}@example.de")
        await desk.port.set_contact(held.ref, held.secret, contact)
        taken.append(await desk.port.submit(held.ref, held.secret))
    for event in desk.port.outbox.take(100):
        desk.port.outbox.delivered(event)
    return taken


def offers(desk: EmbeddedDesk):
    return [e for e in desk.port.outbox.take(100) if e.kind is EventKind.WATCH_OFFER]


async def test_who_waits_is_offered_a_freed_slot_with_a_hold(desk: EmbeddedDesk):
    booked = await full_day(desk)
    watch = desk.port.watches.start(WISH, "otto@example.de")
    assert desk.port.watches.offer() == 0
    await desk.port.cancel(booked[5].ref, booked[5].secret)
    (offer,) = offers(desk)
    assert (offer.email, offer.watch.ref) == ("otto@example.de", watch.ref)
    assert (offer.booking.state, offer.booking.slot) == (State.HELD, booked[5].slot)
    assert offer.booking.expires_at - desk.clock.now == timedelta(hours=2)
    assert await slots(desk, from_day=DAY, to_day=DAY) == ()
    await desk.port.set_contact(offer.booking.ref, offer.booking.secret, ERIKA)
    await desk.port.submit(offer.booking.ref, offer.booking.secret)
    desk.port.watches.offer()
    ended = desk.port.watches.get(watch.ref, watch.secret)
    assert (ended.state, ended.email) == (WatchState.BOOKED, "")


async def test_a_lapsed_offer_goes_to_the_next_in_turn(desk: EmbeddedDesk):
    booked = await full_day(desk)
    for email in ("erste@example.de", "zweite@example.de"):
        desk.port.watches.start(WISH, email)
        desk.clock.advance(seconds=1)
    await desk.port.cancel(booked[5].ref, booked[5].secret)
    turns = []
    for _ in range(4):
        turns += [o.email for o in offers(desk)]
        desk.clock.advance(hours=2)
        desk.port.watches.offer()
    assert turns == ["erste@example.de", "zweite@example.de"] * 2


async def test_a_slot_that_becomes_free_by_a_move_is_offered_at_once(desk: EmbeddedDesk):
    booked = await full_day(desk)
    desk.port.watches.start(WISH, "otto@example.de")
    elsewhere = (await slots(desk, AUSWEIS, "nord"))[0]
    moved = await desk.port.reschedule(booked[2].ref, booked[2].secret, elsewhere.id)
    assert moved.slot == elsewhere
    assert [o.booking.slot for o in offers(desk)] == [booked[2].slot]


@pytest.mark.parametrize(
    "wish",
    [
        SlotQuery(AUSWEIS, ("nacht", "nord"), from_day=DAY, to_day=DAY),
        SlotQuery(AUSWEIS, ("mitte",), from_day=DAY + timedelta(days=1)),
        SlotQuery(AUSWEIS, ("mitte",), to_day=DAY, weekdays=frozenset({4})),
        SlotQuery(AUSWEIS, ("mitte",), from_day=DAY, to_day=DAY, to_time=time(8, 30)),
        SlotQuery((Item("ausweis", 2),), ("mitte",), from_day=DAY, to_day=DAY),
    ],
    ids=["another office", "later", "Fridays", "earlier in the day", "longer"],
)
async def test_who_waits_for_something_else_is_not_offered_it(desk: EmbeddedDesk, wish: SlotQuery):
    booked = await full_day(desk)
    desk.port.watches.start(wish, "otto@example.de")
    await desk.port.cancel(booked[5].ref, booked[5].secret)
    assert offers(desk) == []


async def test_nobody_is_offered_a_slot_at_night(desk: EmbeddedDesk):
    desk.port.watches.start(WISH, "otto@example.de")
    desk.clock.now = at(START.date(), 23)
    assert desk.port.watches.offer() == 0
    desk.clock.now = at(DAY, 7)
    assert desk.port.watches.offer() == 1


async def test_who_lets_all_offers_pass_waits_no_longer(desk: EmbeddedDesk):
    watch = desk.port.watches.start(WISH, "otto@example.de")
    for _ in range(MAX_OFFERS):
        assert desk.port.watches.offer() == 1
        desk.clock.advance(hours=2)
    assert desk.port.watches.offer() == 0
    assert desk.port.watches.get(watch.ref, watch.secret).state is WatchState.OVER


async def test_a_watch_ends_with_its_last_day(desk: EmbeddedDesk):
    await full_day(desk)
    watch = desk.port.watches.start(WISH, "otto@example.de")
    desk.clock.now = at(DAY + timedelta(days=1), 8)
    desk.port.watches.offer()
    assert desk.port.watches.get(watch.ref, watch.secret).state is WatchState.OVER


async def test_who_ends_a_watch_is_forgotten_and_offered_nothing(desk: EmbeddedDesk):
    watch = desk.port.watches.start(WISH, "otto@example.de")
    for _ in range(2):
        ended = desk.port.watches.end(watch.ref, watch.secret)
        assert (ended.state, ended.email) == (WatchState.ENDED, "")
    assert desk.port.watches.offer() == 0
    assert desk.port.outbox.take() == []


async def test_an_ended_watch_is_forgotten_a_month_after_its_last_day(desk: EmbeddedDesk):
    ended = desk.port.watches.start(WISH, "otto@example.de")
    desk.port.watches.end(ended.ref, ended.secret)
    desk.clock.now = at(DAY + timedelta(days=30), 12)
    desk.port.tidying.run()
    assert desk.port.watches.get(ended.ref, ended.secret).state is WatchState.ENDED
    desk.clock.advance(days=1)
    desk.port.tidying.run()
    with pytest.raises(NotFound):
        desk.port.watches.get(ended.ref, ended.secret)


async def test_the_same_wish_twice_is_one_watch_and_there_is_a_limit(desk: EmbeddedDesk):
    first = desk.port.watches.start(WISH, "otto@example.de")
    assert desk.port.watches.start(WISH, "otto@example.de") == first
    for count in (2, 3):
        desk.port.watches.start(SlotQuery((Item("ausweis", count),), ("mitte",)), "OTTO@example.de")
    with pytest.raises(LimitPerEmail, match="Warteliste"):
        desk.port.watches.start(SlotQuery((Item("ausweis", 4),), ("mitte",)), "otto@example.de")


async def test_a_wish_that_cannot_come_true_is_refused(desk: EmbeddedDesk):
    with pytest.raises(FieldInvalid):
        desk.port.watches.start(WISH, "keine-adresse")
    with pytest.raises(NotOffered):
        desk.port.watches.start(SlotQuery((Item("meldung"),), ("nord",)), "otto@example.de")
    with pytest.raises(FieldInvalid, match="vorbei"):
        desk.port.watches.start(SlotQuery(AUSWEIS, to_day=date(2027, 3, 1)), "otto@example.de")


async def test_a_foreign_watch_stays_closed(desk: EmbeddedDesk):
    watch = desk.port.watches.start(WISH, "otto@example.de")
    with pytest.raises(BadSecret) as wrong:
        desk.port.watches.end(watch.ref, "falsch")
    with pytest.raises(NotFound) as unknown:
        desk.port.watches.get("AAAAA-AAAAA", watch.secret)
    assert str(wrong.value) == str(unknown.value)


async def test_two_jobs_at_once_offer_once(desk: EmbeddedDesk):
    """The second job still sees the watch as waiting, as another process would."""
    desk.port.watches.start(WISH, "otto@example.de")
    with desk.port.watches._books.reading() as book_:
        (stored,) = book_.watches.in_turn(WatchState.WAITING)
    assert desk.port.watches._offer_to(stored, desk.clock.now)
    assert not desk.port.watches._offer_to(stored, desk.clock.now)
    assert len(offers(desk)) == 1
    booked_before = await slots(desk, from_day=DAY, to_day=DAY)
    assert len(booked_before) == 23


async def test_a_booking_that_nobody_waits_for_frees_its_slot_for_all(desk: EmbeddedDesk):
    booking = await book(desk, (await slots(desk))[0])
    await desk.port.cancel(booking.ref, booking.secret)
    assert booking.slot in await slots(desk)
