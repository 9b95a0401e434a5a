"""Which free times are offered, against the real calendar."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.termin.offers import (
    MAX_OFFERED,
    find_offering,
    slots_after,
    slots_before,
    slots_on_day,
    spread,
)
from actions.termin.state import BookingState
from booking.model import BERLIN, Item, Slot
from nlu.dates import Terminwunsch, read_wish
from tests.actions.termin.town import AUSWEIS, NOW, TODAY, slot_id

# A busy machine is no fault.
BUSY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
BOTH = ("mitte", "neckarau")
WALL = NOW.replace(tzinfo=None)


def wishing(sentence: str = "", *offices: str, **fields: object) -> BookingState:
    wish = read_wish(sentence, WALL) if sentence else Terminwunsch()
    return BookingState(items=AUSWEIS, offices=offices, wish=wish, **fields)


def starts(slots) -> list[str]:
    return [f"{slot.office} {slot.start:%d.%m. %H:%M}" for slot in slots]


# Free slots as a calendar gives them: by start, at the same start more than one office.
free_slots = st.sets(
    st.tuples(st.integers(0, 8), st.integers(16, 35), st.sampled_from(BOTH)), max_size=60
).map(
    lambda parts: [
        Slot(f"{office} {day} {half}", office, start, start + timedelta(minutes=10))
        for day, half, office in sorted(parts)
        for start in [datetime(2026, 11, 24, tzinfo=BERLIN) + timedelta(days=day, minutes=30 * half)]
    ]
)


@BUSY
@given(free_slots, st.integers(1, MAX_OFFERED))
def test_a_choice_is_small_sorted_without_doubles_and_begins_with_the_first(slots, limit):
    chosen = spread(slots, limit)
    assert len(chosen) <= limit
    assert list(chosen) == [slot for slot in slots if slot in chosen]
    assert len({slot.start for slot in chosen}) == len(chosen)
    assert chosen[:1] == tuple(slots[:1])


@BUSY
@given(free_slots)
def test_a_choice_uses_its_room_where_there_is_enough_in_the_days_shown(slots):
    chosen = spread(slots)
    days = sorted({slot.start.date() for slot in slots})[:3]
    assert {slot.start.date() for slot in chosen} == set(days)
    if len(days) == 1:
        assert len(chosen) == min(
            MAX_OFFERED, len({slot.start for slot in slots if slot.start.date() == days[0]})
        )


async def test_what_fits_is_offered_alone(bureau):
    offering = await find_offering(bureau, wishing("nächste Woche nachmittags", "neckarau"), BOTH)
    assert offering.fit == "fitting"
    assert starts(offering.slots) == [
        *("neckarau 01.12. 12:00", "neckarau 01.12. 14:00", "neckarau 01.12. 16:00"),
        *("neckarau 03.12. 12:00", "neckarau 03.12. 14:00", "neckarau 03.12. 16:00"),
    ]


async def test_one_exact_time_is_one_offer(bureau):
    offering = await find_offering(bureau, wishing("am Mittwoch um 9:30 Uhr", "mitte"), BOTH)
    assert (offering.fit, starts(offering.slots)) == ("fitting", ["mitte 25.11. 09:30"])


async def test_who_wants_it_soon_gets_the_next_ones_at_any_office(bureau):
    offering = await find_offering(bureau, wishing("so früh wie möglich", anywhere=True), BOTH)
    assert starts(offering.slots)[:3] == ["mitte 23.11. 11:00", "mitte 23.11. 11:30", "mitte 23.11. 13:00"]


async def test_at_the_same_start_the_nearer_office_is_offered(bureau):
    near = await find_offering(bureau, wishing("morgen um 9 Uhr", anywhere=True), ("neckarau", "mitte"))
    assert starts(near.slots) == ["neckarau 24.11. 09:00"]
    near = await find_offering(bureau, wishing("morgen um 9 Uhr", anywhere=True), ("mitte", "neckarau"))
    assert starts(near.slots) == ["mitte 24.11. 09:00"]


async def test_what_is_excluded_is_never_offered(bureau):
    offering = await find_offering(bureau, wishing("diese Woche, aber nicht am Dienstag", "neckarau"), BOTH)
    assert {slot.start.date() for slot in offering.slots} == {date(2026, 11, 26)}


async def test_where_another_office_has_the_time_both_it_and_the_wished_office_are_offered(bureau):
    offering = await find_offering(bureau, wishing("am Mittwoch um 9 Uhr", "neckarau"), BOTH)
    assert offering.fit == "elsewhere"
    assert "mitte 25.11. 09:00" in starts(offering.slots)
    assert {slot.office for slot in offering.slots} == set(BOTH)
    assert list(offering.slots) == sorted(offering.slots, key=lambda slot: slot.start)
    assert len(offering.slots) <= MAX_OFFERED


async def test_where_the_hour_is_nowhere_free_the_same_day_comes_nearest(bureau):
    offering = await find_offering(bureau, wishing("am Donnerstag um 19 Uhr", "neckarau"), BOTH)
    assert offering.fit == "other_time"
    assert {slot.start.date() for slot in offering.slots} == {date(2026, 11, 26)}


async def test_where_the_day_is_nowhere_free_other_days_are_offered(bureau):
    offering = await find_offering(bureau, wishing("am Sonntag", "neckarau"), BOTH)
    assert offering.fit == "other_time"
    assert {slot.office for slot in offering.slots} == {"neckarau"}


async def test_where_the_wished_office_has_nothing_at_all_the_other_one_is_offered(bureau, town):
    town.close("neckarau", TODAY)
    offering = await find_offering(bureau, wishing("am Sonntag", "neckarau"), BOTH)
    assert offering.fit == "elsewhere"
    assert {slot.office for slot in offering.slots} == {"mitte"}


async def test_where_nothing_is_free_nothing_is_offered(bureau, town):
    town.close("neckarau", TODAY)
    town.close("mitte", TODAY)
    offering = await find_offering(bureau, wishing("nächste Woche"), BOTH)
    assert (offering.fit, offering.slots) == ("nothing", ())


async def test_what_is_on_hold_for_this_citizen_is_not_offered_again(bureau):
    held = slot_id("mitte", 25, "09:30")
    offering = await find_offering(
        bureau, wishing("am Mittwoch zwischen 9 und 11 Uhr", "mitte", held=held), BOTH
    )
    assert held not in {slot.id for slot in offering.slots}
    assert offering.slots


async def test_an_appointment_for_several_needs_the_time_for_all(bureau):
    state = BookingState(items=(Item("ausweis", 4),), offices=("mitte",), wish=read_wish("morgen", WALL))
    slots = (await find_offering(bureau, state, BOTH)).slots
    assert {slot.end - slot.start for slot in slots} == {timedelta(minutes=40)}


async def test_a_taken_time_is_not_offered(bureau, town):
    await town.take(slot_id("mitte", 25, "09:30"))
    offering = await find_offering(bureau, wishing("am Mittwoch um 9:30 Uhr", "mitte"), BOTH)
    assert starts(offering.slots) != ["mitte 25.11. 09:30"]


async def test_later_slots_begin_after_the_one_shown(bureau, town):
    shown = (await town.free("mitte"))[3]
    later = await slots_after(bureau, wishing(""), ("mitte",), shown)
    assert later[0] == (await town.free("mitte"))[4]
    assert list(later) == sorted(later, key=lambda slot: slot.start)


async def test_earlier_slots_begin_before_the_one_shown_whatever_was_wished(bureau, town):
    free = await town.free("mitte")
    earlier = await slots_before(bureau, wishing("nächste Woche"), ("mitte",), free[5])
    assert list(earlier) == list(free[:5])


async def test_a_day_has_all_its_times_whatever_time_was_wished(bureau):
    slots = await slots_on_day(bureau, wishing("nachmittags"), ("mitte",), date(2026, 11, 27))
    assert starts(slots)[0] == "mitte 27.11. 08:00"
    assert len(slots) == 8


@pytest.mark.parametrize("sentence", ["am 3. März", "im Jahr 2030", "in vier Monaten"])
async def test_beyond_the_calendar_the_nearest_is_offered(bureau, sentence):
    offering = await find_offering(bureau, wishing(sentence, "mitte"), BOTH)
    assert offering.fit == "other_time"
    assert offering.slots
