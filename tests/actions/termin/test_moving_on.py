"""Other times than those offered, in each direction."""

from datetime import date, timedelta

import pytest

from actions.termin.moving_on import move_on, shown_slot
from actions.termin.state import BookingState
from nlu.dates import Terminwunsch, read_wish
from nlu.termin.shifts import Shift
from tests.actions.termin.town import AUSWEIS, NOW, slot_id

WEDNESDAY = date(2026, 11, 25)
AT_NINE, AT_TEN = slot_id("mitte", 25, "09:00"), slot_id("mitte", 25, "10:00")


def shown(*ids: str, wish: str = "am Mittwoch", offices: tuple[str, ...] = ("mitte",)) -> BookingState:
    read = read_wish(wish, NOW.replace(tzinfo=None)) if wish else Terminwunsch()
    return BookingState(items=AUSWEIS, step="slot", offices=offices, wish=read, offered=ids)


async def offered(bureau, state: BookingState, shift: Shift) -> tuple[list[str], str]:
    """„mitte 25.11. 09:30" for each slot, and all that was said."""
    outcome = await move_on(bureau, state, shift)
    slots = [shown_slot(id_) for id_ in outcome.state.offered]
    said = " ".join(block.text for block in outcome.blocks if block.type == "text")
    return [f"{slot.office} {slot.start:%d.%m. %H:%M}" for slot in slots], said


def days(slots: list[str]) -> set[str]:
    return {slot.split()[1] for slot in slots}


async def test_more_goes_on_where_the_offers_ended(bureau):
    slots, _ = await offered(bureau, shown(AT_NINE, AT_TEN), Shift("more"))
    assert slots[0] == "mitte 25.11. 10:30"
    assert days(slots) == {"25.11."}


async def test_more_leaves_the_wish_behind_only_where_it_has_no_more(bureau):
    last = slot_id("mitte", 25, "15:30")
    slots, _ = await offered(bureau, shown(last), Shift("more"))
    assert slots[0] == "mitte 26.11. 08:00"


async def test_later_begins_after_the_last_one_shown(bureau):
    slots, _ = await offered(bureau, shown(AT_NINE, AT_TEN), Shift("later"))
    assert slots[0] == "mitte 25.11. 10:30"


async def test_earlier_ends_before_the_first_one_shown_on_whatever_day(bureau):
    slots, _ = await offered(bureau, shown(AT_NINE, AT_TEN), Shift("earlier"))
    assert slots[0] == "mitte 23.11. 11:00"
    assert days(slots) == {"23.11.", "24.11.", "25.11."}
    assert all(slot < "mitte 25.11. 09:00" for slot in slots)


async def test_earlier_than_the_first_there_is_nothing(bureau):
    slots, said = await offered(bureau, shown(slot_id("mitte", 23, "11:00"), wish="heute"), Shift("earlier"))
    assert "Frühere Zeiten sind nicht frei." in said
    assert slots  # what there is stays on the table


async def test_later_than_the_last_there_is_nothing(bureau, town):
    town.close("mitte", WEDNESDAY + timedelta(days=1))
    slots, said = await offered(bureau, shown(slot_id("mitte", 25, "15:30")), Shift("later"))
    assert "Spätere Zeiten sind nicht frei." in said
    assert slots


async def test_later_on_the_same_day_stays_on_it(bureau):
    slots, _ = await offered(bureau, shown(AT_NINE, wish="am Mittwoch um 9 Uhr"), Shift("later", "day"))
    assert slots[0] == "mitte 25.11. 09:30"
    assert days(slots) == {"25.11."}


async def test_earlier_on_the_same_day_stays_on_it(bureau):
    slots, _ = await offered(bureau, shown(AT_NINE, wish="am Mittwoch um 9 Uhr"), Shift("earlier", "day"))
    assert slots == ["mitte 25.11. 08:00", "mitte 25.11. 08:30"]


async def test_another_hour_of_the_same_day_is_none_of_those_shown(bureau):
    slots, _ = await offered(bureau, shown(AT_NINE, AT_TEN), Shift("other_time", "day"))
    assert days(slots) == {"25.11."}
    assert not {"mitte 25.11. 09:00", "mitte 25.11. 10:00"} & set(slots)


@pytest.mark.parametrize(
    ("shift", "clock", "sentence"),
    [
        (Shift("later", "day"), "15:30", "An diesem Tag ist nichts Späteres frei."),
        (Shift("earlier", "day"), "08:00", "An diesem Tag ist nichts Früheres frei."),
    ],
)
async def test_where_the_day_has_no_more_it_says_so(bureau, shift, clock, sentence):
    slots, said = await offered(bureau, shown(slot_id("mitte", 25, clock)), shift)
    assert sentence in said
    assert slots


async def test_where_the_day_has_no_other_hour_it_says_so(bureau, town):
    for slot in await town.free("mitte"):
        if slot.start.date() == WEDNESDAY and slot.id != AT_NINE:
            await town.take(slot.id, email=f"{slot.start:%H%M}@example.de")
    _, said = await offered(bureau, shown(AT_NINE), Shift("other_time", "day"))
    assert "An diesem Tag ist sonst nichts frei." in said


async def test_another_day_is_none_of_those_shown(bureau):
    state = shown(AT_NINE, slot_id("mitte", 26, "09:00"), wish="diese Woche")
    slots, _ = await offered(bureau, state, Shift("other_day"))
    assert days(slots) & {"25.11.", "26.11."} == set()
    assert slots


async def test_so_many_days_later_is_that_day(bureau):
    slots, _ = await offered(bureau, shown(AT_NINE), Shift("later", by=timedelta(days=1)))
    assert days(slots) == {"26.11."}
    slots, _ = await offered(bureau, shown(AT_NINE), Shift("later", by=timedelta(weeks=1)))
    assert days(slots) == {"02.12."}


async def test_so_many_days_earlier_is_that_day(bureau):
    slots, _ = await offered(bureau, shown(AT_NINE), Shift("earlier", by=timedelta(days=1)))
    assert days(slots) == {"24.11."}


async def test_so_many_days_earlier_is_no_day_in_the_past(bureau):
    slots, said = await offered(bureau, shown(AT_NINE), Shift("earlier", by=timedelta(weeks=1)))
    assert "Frühere Zeiten sind nicht frei." in said
    assert slots


async def test_another_office_is_one_that_was_not_shown(bureau):
    state = shown(slot_id("mitte", 26, "09:00"), wish="am Donnerstag")
    slots, _ = await offered(bureau, state, Shift("other_office"))
    assert {slot.split()[0] for slot in slots} == {"neckarau"}
    assert days(slots) == {"26.11."}


async def test_where_there_is_no_other_office_it_says_so(bureau, town):
    state = shown(AT_NINE, slot_id("neckarau", 26, "09:00"), wish="", offices=("mitte", "neckarau"))
    _, said = await offered(bureau, state, Shift("other_office"))
    assert "Eine andere Stelle gibt es dafür nicht." in said


async def test_with_nothing_offered_it_is_counted_from_what_is_on_hold(bureau):
    state = BookingState(items=AUSWEIS, step="contact", offices=("mitte",), held=AT_NINE, any_time=True)
    slots, _ = await offered(bureau, state, Shift("later"))
    assert slots[0] == "mitte 25.11. 09:30"


async def test_with_nothing_offered_and_nothing_on_hold_the_next_question_comes(bureau):
    outcome = await move_on(bureau, BookingState(items=AUSWEIS), Shift("later"))
    assert outcome.state.step == "place"


@pytest.mark.parametrize("broken", ["", "mitte", "mitte@", "@12", "mitte@heute"])
def test_what_is_no_slots_id_is_no_slot(broken):
    assert shown_slot(broken) is None


async def test_the_id_of_a_slot_tells_where_and_when(town):
    for slot in (await town.free("neckarau"))[:3]:
        known = shown_slot(slot.id)
        assert (known.office, known.start) == (slot.office, slot.start)


async def test_a_later_day_at_another_office_is_still_where_the_citizen_wanted(bureau):
    state = shown(slot_id("neckarau", 26, "09:00"), wish="am Donnerstag", offices=("neckarau",))
    slots, _ = await offered(bureau, state, Shift("later", by=timedelta(days=5)))
    assert slots[0].startswith("neckarau 01.12.")
