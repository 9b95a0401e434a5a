"""What every booking system must do, whichever adapter speaks to it (BOOKING.md, fifteen points).

An adapter takes part by a subclass of `Conformance` in a `test_*.py` with a fixture `desk` that
returns a fresh `tests.booking.harness.Harness`.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count, pairwise

import pytest

from booking.calendar import holiday_name
from booking.errors import (
    AlreadyCancelled,
    BadSecret,
    BookingError,
    FieldInvalid,
    HoldExpired,
    LimitPerEmail,
    NotCancellable,
    NotFound,
    NotOffered,
    SlotTaken,
    TooManyServices,
    Unavailable,
)
from booking.model import BERLIN, Booking, Contact, Hold, Item, Items, Slot, SlotQuery, State
from tests.booking.harness import Harness
from tests.booking.world import AUSWEIS, ERIKA, START

EVERYTHING = 1000
NOTFALL = (Item("notfall"),)
KEYS = count()  # a fresh idempotency key for each hold


async def slots(desk: Harness, items: Items = AUSWEIS, *offices: str, **wish) -> tuple[Slot, ...]:
    """All of them, however many pages the booking system makes of it."""
    query = SlotQuery(items, offices or ("mitte",), limit=EVERYTHING, **wish)
    page = await desk.port.find_slots(query)
    found = page.slots
    while page.cursor:
        page = await desk.port.find_slots(replace(query, cursor=page.cursor))
        found += page.slots
    return found


async def hold(desk: Harness, slot: Slot, items: Items = AUSWEIS, key: str | None = None) -> Hold:
    return await desk.port.hold(slot.id, items, key or f"key {next(KEYS)}")


async def book(desk: Harness, slot: Slot, items: Items = AUSWEIS, contact: Contact = ERIKA) -> Booking:
    """From a slot to a confirmed appointment."""
    held = await hold(desk, slot, items)
    await desk.port.set_contact(held.ref, held.secret, contact)
    booking = await desk.port.submit(held.ref, held.secret)
    if booking.state is State.PENDING_EMAIL:
        booking = await desk.port.confirm(booking.ref, await desk.mailed_secret(booking))
    assert booking.state is State.CONFIRMED
    return booking


async def all_at_once(desk: Harness, wanted: list[tuple[Slot, Items]]) -> list[Hold]:
    """Many holds at the same time; the losers must lose by `SlotTaken`."""
    tries = [desk.port.hold(s.id, items, f"race-{n}") for n, (s, items) in enumerate(wanted)]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert {type(o) for o in outcomes} <= {Hold, SlotTaken}
    return [o for o in outcomes if isinstance(o, Hold)]


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), BERLIN)


class Conformance:
    # 1. Parallel holds

    async def test_of_many_who_want_the_only_counter_one_gets_it(self, desk: Harness):
        slot = (await slots(desk))[0]
        assert len(await all_at_once(desk, [(slot, AUSWEIS)] * 20)) == 1
        assert slot not in await slots(desk)

    async def test_three_counters_serve_three_at_the_same_time(self, desk: Harness):
        slot = (await slots(desk, AUSWEIS, "nord"))[0]
        assert len(await all_at_once(desk, [(slot, AUSWEIS)] * 12)) == 3
        assert slot not in await slots(desk, AUSWEIS, "nord")

    # 2. Several slots at once

    async def test_long_appointments_that_overlap_never_share_a_minute_and_leave_nothing_behind(
        self, desk: Harness
    ):
        before = await slots(desk)
        long = (Item("ausweis", 4),)
        wanted = [(slot, long) for slot in (await slots(desk, long))[:8]]
        won = await all_at_once(desk, wanted)
        assert won
        by_start = sorted(won, key=lambda h: h.slot.start)
        assert all(a.slot.end <= b.slot.start for a, b in pairwise(by_start))
        for held in won:
            await desk.port.cancel(held.ref, held.secret)
        await self.freed(desk)
        assert await slots(desk) == before

    # 3. Expiry

    async def test_a_hold_is_good_until_its_last_second(self, desk: Harness):
        held = await hold(desk, (await slots(desk))[0])
        await desk.port.set_contact(held.ref, held.secret, ERIKA)
        desk.clock.now = held.expires_at - timedelta(seconds=1)
        booking = await desk.port.submit(held.ref, held.secret)
        assert booking.state in (State.CONFIRMED, State.PENDING_EMAIL)

    async def test_a_lapsed_hold_says_so_and_its_slot_returns(self, desk: Harness):
        slot = (await slots(desk))[12]  # far enough ahead to be bookable still
        held = await hold(desk, slot)
        await desk.port.set_contact(held.ref, held.secret, ERIKA)
        desk.clock.now = held.expires_at + timedelta(seconds=1)
        await desk.settle()
        with pytest.raises(HoldExpired):
            await desk.port.submit(held.ref, held.secret)
        with pytest.raises(HoldExpired):
            await desk.port.set_contact(held.ref, held.secret, ERIKA)
        if not desk.verifies_email:
            with pytest.raises(HoldExpired):
                await desk.port.confirm(held.ref, held.secret)
        assert slot in await slots(desk)
        assert (await hold(desk, slot)).ref != held.ref

    async def test_at_the_moment_of_expiry_the_hold_is_over_and_the_slot_free(self, desk: Harness):
        slot = (await slots(desk))[12]
        held = await hold(desk, slot)
        desk.clock.now = held.expires_at - timedelta(seconds=1)
        assert slot not in await slots(desk)
        desk.clock.now = held.expires_at
        await desk.settle()
        assert slot in await slots(desk)

    # 4. Confirming

    async def test_submitting_and_confirming_twice_is_booking_once(self, desk: Harness):
        held = await hold(desk, (await slots(desk))[0])
        await desk.port.set_contact(held.ref, held.secret, ERIKA)
        first = await desk.port.submit(held.ref, held.secret)
        assert await desk.port.submit(held.ref, held.secret) == first
        secret = await desk.mailed_secret(first) if desk.verifies_email else first.secret
        confirmed = await desk.port.confirm(first.ref, secret)
        assert confirmed.state is State.CONFIRMED
        assert await desk.port.confirm(first.ref, secret) == confirmed

    async def test_a_cancelled_booking_cannot_be_confirmed_again(self, desk: Harness):
        booking = await book(desk, (await slots(desk))[0])
        await desk.port.cancel(booking.ref, booking.secret)
        gone = (AlreadyCancelled, NotFound, BadSecret, HoldExpired)  # a rotated secret opens nothing
        for act in (desk.port.submit, desk.port.confirm):
            with pytest.raises(gone):
                await act(booking.ref, booking.secret)

    async def test_cancelling_twice_is_cancelling_once(self, desk: Harness):
        booking = await book(desk, (await slots(desk))[0])
        cancelled = await desk.port.cancel(booking.ref, booking.secret)
        assert cancelled.state is State.CANCELLED
        assert (await desk.port.cancel(cancelled.ref, cancelled.secret)).state is State.CANCELLED
        await self.freed(desk)
        assert booking.slot in await slots(desk)

    async def test_the_same_key_is_the_same_hold(self, desk: Harness):
        if not desk.port.capabilities.idempotent_hold:
            return  # the dialogue asks for the capability and does not repeat a hold
        first, second = (await slots(desk))[:2]
        held = await hold(desk, first, key="double click")
        assert await hold(desk, first, key="double click") == held
        with pytest.raises(ValueError, match="idempotency"):
            await hold(desk, second, key="double click")
        assert second in await slots(desk)

    # 5. Secrets

    async def test_an_unknown_number_and_a_wrong_code_read_the_same(self, desk: Harness):
        booking = await book(desk, (await slots(desk))[0])
        other = await book(desk, (await slots(desk))[0])
        said = set()
        for ref, secret in (
            (booking.ref, "falsch"),
            (booking.ref, other.secret),
            (booking.ref, ""),
            (booking.ref, "ü\x00\ud800"),
            ("0" * 9, booking.secret),
        ):
            for act in (desk.port.get, desk.port.cancel, desk.port.submit):
                with pytest.raises((NotFound, BadSecret)) as caught:
                    await act(ref, secret)
                said.add(str(caught.value))
        assert len(said) == 1
        assert (await desk.port.get(booking.ref, booking.secret)).state is State.CONFIRMED

    # 6. The clock changes

    async def test_the_skipped_hour_has_no_slot(self, desk: Harness):
        day = date(2027, 3, 28)
        starts = [s.start for s in await slots(desk, NOTFALL, "nacht", from_day=day, to_day=day)]
        assert [f"{s:%H:%M}" for s in starts] == [
            f"{hour:02}:{minute:02}" for hour in (0, 1, 3, 4, 5) for minute in (0, 30)
        ]
        assert len({s.timestamp() for s in starts}) == 10

    async def test_the_doubled_hour_has_its_slots_twice(self, desk: Harness):
        desk.clock.now = at(date(2027, 10, 25), 7)
        day = date(2027, 10, 31)
        found = await slots(desk, NOTFALL, "nacht", from_day=day, to_day=day)
        at_two = [s for s in found if s.start.hour == 2]
        assert [f"{s.start:%H:%M%z}" for s in at_two] == [
            "02:00+0200",
            "02:30+0200",
            "02:00+0100",
            "02:30+0100",
        ]
        assert len({s.id for s in at_two}) == 4
        held = await hold(desk, at_two[0], NOTFALL)
        assert held.slot.start.timestamp() == at_two[0].start.timestamp()
        left = [s.id for s in await slots(desk, NOTFALL, "nacht", from_day=day, to_day=day)]
        assert at_two[0].id not in left
        assert at_two[2].id in left

    @pytest.mark.parametrize("now", [date(2027, 3, 25), date(2027, 10, 28)])
    async def test_nine_stays_nine(self, desk: Harness, now: date):
        desk.clock.now = at(now, 6)
        window = {"from_time": time(9), "to_time": time(9, 10), "to_day": now + timedelta(days=7)}
        found = await slots(desk, **window)
        assert len({s.start.utcoffset() for s in found}) == 2
        assert {f"{s.start:%H:%M}" for s in found} == {"09:00"}

    async def test_an_appointment_lasts_as_long_across_the_change(self, desk: Harness):
        desk.clock.now = at(date(2027, 10, 25), 7)
        day, twice = date(2027, 10, 31), (Item("notfall", 2),)
        found = await slots(desk, twice, "nacht", from_day=day, to_day=day)
        assert {s.end.timestamp() - s.start.timestamp() for s in found} == {3600}

    # 7. Holidays, closures, lead time, horizon

    async def test_public_holidays_have_no_slots(self, desk: Harness):
        days = {s.start.date() for s in await slots(desk)}
        friday, monday = date(2027, 3, 26), date(2027, 3, 29)
        assert holiday_name(friday)
        assert holiday_name(monday)
        assert {friday, monday}.isdisjoint(days)
        assert {date(2027, 3, 25), date(2027, 3, 30)} <= days

    async def test_a_day_closed_after_its_slots_were_shown_cannot_be_held(self, desk: Harness):
        slot = (await slots(desk, from_day=date(2027, 3, 24)))[0]
        await desk.close_office("mitte", slot.start.date())
        with pytest.raises(SlotTaken):
            await hold(desk, slot)
        assert slot.start.date() not in {s.start.date() for s in await slots(desk)}

    async def test_nothing_sooner_than_the_lead_time(self, desk: Harness):
        today = START.date()
        shown = await slots(desk, to_day=today)
        assert shown[0].start == at(today, 9)
        desk.clock.advance(seconds=1)
        assert (await slots(desk, to_day=today))[0].start == at(today, 9, 10)
        with pytest.raises(SlotTaken):
            await hold(desk, shown[0])

    async def test_nothing_beyond_the_horizon(self, desk: Harness):
        last = START.date() + timedelta(days=30)
        shown = await slots(desk)
        assert max(s.start.date() for s in shown) == last
        assert await slots(desk, from_day=last + timedelta(days=1), to_day=last + timedelta(days=9)) == ()

    async def test_past_days_are_an_empty_page(self, desk: Harness):
        assert await slots(desk, to_day=START.date() - timedelta(days=1)) == ()

    # 8. What an appointment may hold

    async def test_a_leistung_that_the_office_does_not_offer_is_refused(self, desk: Harness):
        meldung = (Item("meldung"),)
        slot = (await slots(desk, AUSWEIS, "nord"))[0]
        with pytest.raises(NotOffered):
            await slots(desk, meldung, "nord")
        with pytest.raises(NotOffered):
            await hold(desk, slot, meldung)
        with pytest.raises(NotOffered):
            await desk.port.requirements("nord", meldung)
        with pytest.raises(NotOffered):
            await slots(desk, AUSWEIS, "gibt-es-nicht")

    async def test_an_office_that_cannot_do_all_is_left_out(self, desk: Harness):
        both = (Item("ausweis"), Item("meldung"))
        assert {s.office for s in await slots(desk, both, "nord", "mitte")} == {"mitte"}

    async def test_several_leistungen_take_the_sum_of_their_times(self, desk: Harness):
        items = (Item("ausweis", 2), Item("meldung"))
        assert (await desk.port.requirements("mitte", items)).duration == timedelta(minutes=40)
        found = (await slots(desk, items))[0]
        assert found.end - found.start == timedelta(minutes=40)
        held = await hold(desk, found, items)
        assert held.items == items
        assert (await slots(desk))[0].start >= found.end

    @pytest.mark.parametrize(
        "items",
        [(Item("ausweis", 5),), (Item("ausweis", 99),), (Item("ausweis", 3), Item("meldung", 2))],
        ids=["five of four", "99 persons", "too long"],
    )
    async def test_too_much_for_one_appointment_is_refused(self, desk: Harness, items: Items):
        slot = (await slots(desk))[0]
        for attempt in (slots(desk, items), hold(desk, slot, items), desk.port.requirements("mitte", items)):
            with pytest.raises(TooManyServices):
                await attempt
        assert slot in await slots(desk)

    # 9. One address, so many appointments

    async def test_an_address_has_a_limit_whatever_its_case(self, desk: Harness):
        free = await slots(desk)
        for slot, email in zip(free[::6], ("erika@example.de", "ERIKA@Example.DE"), strict=False):
            await book(desk, slot, contact=Contact("Erika Mustermann", email))
        third = await hold(desk, free[14])
        with pytest.raises(LimitPerEmail):
            await self.hand_in(desk, third, Contact("Erika Mustermann", "Erika@example.de"))
        await self.hand_in(desk, third, Contact("Otto Normal", "otto@example.de"))

    async def test_the_limit_holds_at_submit_too(self, desk: Harness):
        free = await slots(desk)
        held = [await hold(desk, slot) for slot in free[:18:6]]
        outcomes = []
        for one in held:
            await desk.port.set_contact(one.ref, one.secret, ERIKA)
        for one in held:
            try:
                outcomes.append((await desk.port.submit(one.ref, one.secret)).state)
            except LimitPerEmail:
                outcomes.append(None)
        assert outcomes.count(None) == 1
        assert outcomes[-1] is None

    # 10. Moving

    async def test_moving_takes_the_new_slot_and_frees_the_old(self, desk: Harness):
        old, *_, new = (await slots(desk))[:9]
        booking = await book(desk, old)
        moved = await desk.port.reschedule(booking.ref, booking.secret, new.id)
        assert (moved.state, moved.slot) == (State.CONFIRMED, new)
        assert await desk.port.get(moved.ref, moved.secret) == moved
        await self.freed(desk)
        free = await slots(desk)
        assert old in free
        assert new not in free

    async def test_when_the_new_slot_is_taken_the_old_appointment_stands(self, desk: Harness):
        old, new = (await slots(desk))[:2]
        booking = await book(desk, old)
        await hold(desk, new)
        with pytest.raises(SlotTaken):
            await desk.port.reschedule(booking.ref, booking.secret, new.id)
        still = await desk.port.get(booking.ref, booking.secret)
        assert (still.state, still.slot, still.contact) == (State.CONFIRMED, old, booking.contact)
        assert old not in await slots(desk)

    async def test_an_appointment_that_has_begun_is_not_moved(self, desk: Harness):
        old = (await slots(desk))[0]
        booking = await book(desk, old)
        desk.clock.now = old.start
        new = (await slots(desk))[0]
        with pytest.raises(NotCancellable):
            await desk.port.reschedule(booking.ref, booking.secret, new.id)
        assert new in await slots(desk)
        assert (await desk.port.get(booking.ref, booking.secret)).slot == old

    async def test_moving_to_the_same_slot_changes_nothing(self, desk: Harness):
        booking = await book(desk, (await slots(desk))[0])
        assert await desk.port.reschedule(booking.ref, booking.secret, booking.slot.id) == booking

    async def test_two_citizens_who_swap_neither_lose_nor_double(self, desk: Harness):
        free = await slots(desk)
        first, second = await book(desk, free[0]), await book(desk, free[12])
        tries = (
            desk.port.reschedule(first.ref, first.secret, second.slot.id),
            desk.port.reschedule(second.ref, second.secret, first.slot.id),
        )
        outcomes = await asyncio.gather(*tries, return_exceptions=True)
        assert {type(o) for o in outcomes} == {SlotTaken}
        for booking in (first, second):
            assert (await desk.port.get(booking.ref, booking.secret)).slot == booking.slot

    # 11. Past appointments

    async def test_a_past_appointment_is_not_cancelled(self, desk: Harness):
        booking = await book(desk, (await slots(desk))[0])
        for late in (timedelta(), timedelta(days=2)):
            desk.clock.now = booking.slot.start + late
            with pytest.raises(NotCancellable):
                await desk.port.cancel(booking.ref, booking.secret)

    async def test_a_second_before_it_begins_it_is_cancelled(self, desk: Harness):
        booking = await book(desk, (await slots(desk))[0])
        desk.clock.now = booking.slot.start - timedelta(seconds=1)
        assert (await desk.port.cancel(booking.ref, booking.secret)).state is State.CANCELLED

    # 12. Finding

    async def test_nothing_free_is_an_empty_page(self, desk: Harness):
        sunday = date(2027, 4, 4)
        assert await slots(desk, from_day=sunday, to_day=sunday) == ()

    async def test_the_earliest_slot_is_the_earliest_that_counting_by_hand_finds(self, desk: Harness):
        taken: Counter[datetime] = Counter()
        for slot in (await slots(desk))[:40:3]:
            await hold(desk, slot)
            taken[slot.start.astimezone(UTC)] += 1
        for length in (1, 2, 4):
            page = await desk.port.find_slots(SlotQuery((Item("ausweis", length),), ("mitte",), limit=1))
            assert [s.start for s in page.slots] == [by_hand(taken, length)]

    async def test_pages_follow_each_other_without_gap_or_repetition(self, desk: Harness):
        offices = ("nord", "mitte")
        whole = await slots(desk, AUSWEIS, *offices, to_day=START.date() + timedelta(days=2))
        assert list(whole) == sorted(whole, key=lambda s: (s.start.timestamp(), offices.index(s.office)))
        collected, cursor = [], None
        while cursor or not collected:
            query = SlotQuery(
                AUSWEIS, offices, to_day=START.date() + timedelta(days=2), limit=7, cursor=cursor
            )
            page = await desk.port.find_slots(query)
            collected += page.slots
            cursor = page.cursor
        assert tuple(collected) == whole

    async def test_days_times_and_weekdays_narrow_the_search(self, desk: Harness):
        found = await slots(desk, weekdays=frozenset({1, 3}), from_time=time(10), to_time=time(11, 30))
        assert {s.start.weekday() for s in found} == {1, 3}
        assert min(s.start.time() for s in found) == time(10)
        assert max(s.start.time() for s in found) == time(11, 20)

    # 13. Faults

    async def test_a_system_that_does_not_answer_is_unavailable(self, desk: Harness):
        slot = (await slots(desk))[0]
        with desk.outage():
            for attempt in (slots(desk), hold(desk, slot), desk.port.get("1", "2")):
                with pytest.raises(Unavailable) as caught:
                    await attempt
                assert "115" in str(caught.value)
        assert slot in await slots(desk)

    @pytest.mark.parametrize(
        "forged", ["", "mitte", "mitte@", "mitte@12x", "mitte@1", "@5", "mitte@" + "9" * 40]
    )
    async def test_a_forged_slot_is_refused(self, desk: Harness, forged: str):
        with pytest.raises((SlotTaken, NotOffered)):
            await desk.port.hold(forged, AUSWEIS, "forged")

    # 14. Contact data

    @pytest.mark.parametrize(
        "name",
        [
            "Jürgen Groß-Weiß",
            "Łukasz Ǆivković",
            "محمد علي",
            "李小龍",
            "Zoë 🦊 Fuchs",
            "O'Brien <b>",
            "x" * 40,
        ],
    )
    async def test_names_of_all_kinds_are_kept_as_they_are(self, desk: Harness, name: str):
        booking = await book(desk, (await slots(desk))[0], contact=Contact(name, "a.b@example.de"))
        kept = (await desk.port.get(booking.ref, booking.secret)).contact
        assert kept
        assert kept.name == name

    @pytest.mark.parametrize(
        ("field", "contact"),
        [
            ("name", Contact("", "a@example.de")),
            ("name", Contact("x" * 301, "a@example.de")),
            ("name", Contact("Eva\r\nBcc: x@example.de", "a@example.de")),
            ("email", Contact("Eva", "keine-adresse")),
            ("email", Contact("Eva", "a@b@example.de")),
            ("email", Contact("Eva", "a@example.de\nBcc: b@example.de")),
            ("email", Contact("Eva", "a@" + "x" * 300 + ".de")),
            ("phone", Contact("Eva", "a@example.de", phone="12")),
            ("phone", Contact("Eva", "a@example.de", phone="ruf mich an")),
        ],
    )
    async def test_unusable_contact_data_names_its_field(self, desk: Harness, field: str, contact: Contact):
        held = await hold(desk, (await slots(desk))[0])
        with pytest.raises(FieldInvalid) as caught:
            await self.hand_in(desk, held, contact)
        assert caught.value.field == field
        assert str(caught.value).endswith(".")
        await self.hand_in(desk, held, ERIKA)

    @pytest.mark.parametrize("phone", ["0621 2930", "+49 (621) 293-0", "0049 621/2930", "0621-2930"])
    async def test_telephone_numbers_are_read_in_the_forms_that_people_write(self, desk: Harness, phone: str):
        held = await hold(desk, (await slots(desk))[0])
        contact = Contact("Eva", "a@example.de", phone=phone)
        assert (await desk.port.set_contact(held.ref, held.secret, contact)).ref == held.ref

    async def test_without_contact_data_nothing_is_booked(self, desk: Harness):
        held = await hold(desk, (await slots(desk))[0])
        with pytest.raises(FieldInvalid):
            await desk.port.submit(held.ref, held.secret)
        assert (await desk.port.get(held.ref, held.secret)).state is State.HELD

    # 15. What leaves the house

    async def test_the_calendar_entry_keeps_its_identity_and_counts_its_changes(self, desk: Harness):
        old, *_, new = (await slots(desk))[:9]
        booking = await book(desk, old)
        moved = await desk.port.reschedule(booking.ref, booking.secret, new.id)
        cancelled = await desk.port.cancel(moved.ref, moved.secret)
        assert booking.uid == moved.uid == cancelled.uid
        assert booking.sequence < moved.sequence < cancelled.sequence
        assert booking.slot.start.tzinfo is BERLIN

    async def test_no_log_and_no_repr_tells_a_secret_or_a_name(self, desk: Harness, caplog):
        caplog.set_level(logging.DEBUG)
        old, *_, new = (await slots(desk))[:9]
        booking = await book(desk, old)
        moved = await desk.port.reschedule(booking.ref, booking.secret, new.id)
        with pytest.raises(BookingError) as caught:
            await desk.port.cancel(booking.ref, "wrong" + booking.secret)
        await desk.port.cancel(moved.ref, moved.secret)
        told = caplog.text + repr([booking, moved, caught.value, booking.contact])
        for private in (booking.secret, moved.secret, "Mustermann", "erika@example.de", "2930"):
            assert private not in told

    # Helpers that adapters may replace

    async def freed(self, desk: Harness) -> None:
        """A system that keeps cancelled slots blocked for a while moves its clock here."""

    async def hand_in(self, desk: Harness, held: Hold, contact: Contact) -> Booking:
        """Contact and submit: either may be the one that refuses."""
        await desk.port.set_contact(held.ref, held.secret, contact)
        return await desk.port.submit(held.ref, held.secret)


def by_hand(taken: Counter[datetime], length: int) -> datetime:
    """The earliest start at the office with one counter, counted in steps of ten minutes."""
    ten = timedelta(minutes=10)
    start = START.astimezone(UTC) + timedelta(hours=2)
    while True:
        pieces = [start + ten * n for n in range(length)]
        local = [p.astimezone(BERLIN) for p in pieces]
        is_open = all(8 <= p.hour < 12 and p.weekday() < 5 and not holiday_name(p.date()) for p in local)
        if is_open and not any(taken[p] for p in pieces):
            return start
        start += ten
