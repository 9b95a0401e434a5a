from __future__ import annotations

import csv
import io
from datetime import date, time, timedelta

import pytest

from booking.calendar import Hours
from booking.errors import InvalidChange, NotFound, SlotTaken
from booking.events import EventKind
from booking.exporting import to_csv
from booking.model import Contact, Item, State
from tests.booking.conformance import book, hold, slots
from tests.booking.embedded import EmbeddedDesk
from tests.booking.world import AUSWEIS, ERIKA, START

TODAY = START.date()
KARFREITAG = date(2027, 3, 26)
WHO = "Schmidt"


async def test_a_closure_names_who_is_booked_then_and_nobody_else(desk: EmbeddedDesk):
    tomorrow = TODAY + timedelta(days=1)
    concerned = await book(desk, (await slots(desk, from_day=tomorrow))[0])
    await book(desk, (await slots(desk, from_day=tomorrow + timedelta(days=1)))[0])
    changed = desk.port.operations.close("mitte", tomorrow, tomorrow, "Personalversammlung", WHO)
    assert changed.concerned == (concerned,)
    assert tomorrow not in {s.start.date() for s in await slots(desk)}


async def test_who_is_concerned_is_offered_other_slots_moved_and_told(desk: EmbeddedDesk):
    operations, tomorrow = desk.port.operations, TODAY + timedelta(days=1)
    booking = await book(desk, (await slots(desk, from_day=tomorrow))[0])
    concerned = operations.close("mitte", tomorrow, tomorrow, "Wasserschaden", WHO).concerned
    (proposal,) = operations.propose(concerned)
    assert proposal.slots[0].start.date() == tomorrow + timedelta(days=1)
    assert operations.tell(booking.ref, "Wasserschaden", WHO)
    assert not operations.tell(booking.ref, "Wasserschaden", WHO)
    told = [e for e in desk.port.outbox.take() if e.kind is EventKind.OFFICE_CLOSED]
    assert [(e.reason, e.email) for e in told] == [("Wasserschaden", ERIKA.email)]
    moved = operations.move(booking.ref, proposal.slots[0].id, WHO)
    assert (await desk.port.get(booking.ref, booking.secret)).slot == moved.slot == proposal.slots[0]
    assert EventKind.MOVED in {e.kind for e in desk.port.outbox.take()}


async def test_a_hold_on_a_day_that_was_closed_meanwhile_is_not_booked(desk: EmbeddedDesk):
    held = await hold(desk, (await slots(desk))[0])
    await desk.port.set_contact(held.ref, held.secret, ERIKA)
    desk.port.operations.close("mitte", TODAY, TODAY, "Stromausfall", WHO)
    with pytest.raises(SlotTaken):
        await desk.port.submit(held.ref, held.secret)


async def test_hours_can_be_closed_without_the_day(desk: EmbeddedDesk):
    desk.port.operations.close("mitte", TODAY, TODAY, "Schulung", WHO, Hours(time(9), time(11)))
    shown = await slots(desk, to_day=TODAY)
    assert {f"{s.start:%H:%M}" for s in shown} == {"11:00", "11:10", "11:20", "11:30", "11:40", "11:50"}


async def test_extra_times_open_even_a_holiday_and_can_be_withdrawn(desk: EmbeddedDesk):
    operations = desk.port.operations
    made = operations.open_extra("mitte", KARFREITAG, KARFREITAG, Hours(time(14), time(15)), WHO)
    shown = await slots(desk, from_day=KARFREITAG, to_day=KARFREITAG)
    assert [f"{s.start:%H:%M}" for s in shown] == [f"14:{m:02}" for m in range(0, 60, 10)]
    booking = await book(desk, shown[0])
    assert operations.withdraw(made.change.id, WHO).concerned == (booking,)
    assert await slots(desk, from_day=KARFREITAG, to_day=KARFREITAG) == ()


async def test_capacity_says_how_many_are_served_at_once(desk: EmbeddedDesk):
    desk.port.operations.set_capacity("nord", TODAY, TODAY, 1, WHO)
    slot = (await slots(desk, AUSWEIS, "nord", to_day=TODAY))[0]
    booking = await book(desk, slot)
    assert slot not in await slots(desk, AUSWEIS, "nord", to_day=TODAY)
    raised = desk.port.operations.set_capacity("nord", TODAY, TODAY, 4, WHO)
    assert raised.concerned == ()
    for _ in range(3):
        await hold(desk, slot)
    assert slot not in await slots(desk, AUSWEIS, "nord", to_day=TODAY)
    assert desk.port.operations.set_capacity("nord", TODAY, TODAY, 0, WHO).concerned == (booking,)


async def test_capacity_can_bound_one_leistung(desk: EmbeddedDesk):
    desk.port.operations.set_capacity("nord", TODAY, TODAY, 1, WHO, leistung="ausweis")
    slot = (await slots(desk, AUSWEIS, "nord", to_day=TODAY))[0]
    await hold(desk, slot)
    with pytest.raises(SlotTaken):
        await hold(desk, slot)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda o: o.close("gibts-nicht", TODAY, TODAY, "x", WHO), "mitte"),
        (lambda o: o.close("mitte", TODAY, TODAY, " ", WHO), "Grund"),
        (lambda o: o.close("mitte", TODAY, TODAY - timedelta(days=1), "x", WHO), "vor dem ersten"),
        (lambda o: o.close("mitte", date(2026, 3, 1), date(2026, 3, 1), "x", WHO), "vorbei"),
        (lambda o: o.close("mitte", TODAY, date(2207, 3, 1), "x", WHO), "Jahr"),
        (lambda o: o.open_extra("mitte", TODAY, TODAY, Hours(time(9, 3), time(10)), WHO), "5 Minuten"),
        (lambda o: o.set_capacity("mitte", TODAY, TODAY, -1, WHO), "zwischen 0 und"),
        (lambda o: o.set_capacity("mitte", TODAY, TODAY, 999, WHO), "zwischen 0 und"),
        (lambda o: o.set_capacity("nord", TODAY, TODAY, 1, WHO, leistung="meldung"), "meldung"),
        (lambda o: o.withdraw(12345, WHO), "12345"),
    ],
)
async def test_a_change_that_cannot_be_meant_is_refused_and_not_logged(desk: EmbeddedDesk, change, says):
    with pytest.raises(InvalidChange, match=says):
        change(desk.port.operations)
    assert desk.port.operations.log() == []


async def test_extra_times_within_a_closure_are_refused(desk: EmbeddedDesk):
    made = desk.port.operations.close("mitte", TODAY, TODAY, "Umzug", WHO)
    with pytest.raises(InvalidChange, match=f"Änderung {made.change.id}"):
        desk.port.operations.open_extra("mitte", TODAY, TODAY, Hours(time(9), time(10)), WHO)


async def test_each_change_is_logged_with_who_made_it(desk: EmbeddedDesk):
    operations = desk.port.operations
    made = operations.close("mitte", TODAY, TODAY, "Umzug", WHO)
    operations.withdraw(made.change.id, "Weber")
    newest, oldest = operations.log("mitte")
    assert (oldest.actor, oldest.action, oldest.details["reason"]) == (WHO, "closed", "Umzug")
    assert (newest.actor, newest.action, newest.details["kind"]) == ("Weber", "withdraw", "closed")
    assert operations.changes("mitte", TODAY, TODAY) == []


async def test_an_unknown_number_cannot_be_moved_or_told(desk: EmbeddedDesk):
    with pytest.raises(NotFound):
        desk.port.operations.move("AAAAA-AAAAA", (await slots(desk))[0].id, WHO)
    with pytest.raises(NotFound):
        desk.port.operations.tell("AAAAA-AAAAA", "x", WHO)


async def test_the_list_becomes_a_file_that_no_spreadsheet_executes(desk: EmbeddedDesk):
    first, *_, later = (await slots(desk))[:9]
    await book(desk, later, contact=Contact("=cmd|' /C calc'!A0", "a@example.de", "0621 2930"))
    await book(desk, first, items=(Item("ausweis"),))
    await hold(desk, (await slots(desk))[3])
    bookings = desk.port.operations.appointments(TODAY, TODAY)
    assert [b.slot for b in bookings] == [first, later]
    assert {b.state for b in bookings} == {State.CONFIRMED}
    rows = list(csv.reader(io.StringIO(to_csv(bookings, await desk.port.catalogue())), delimiter=";"))
    assert rows[1][1:8] == [
        "Bürgerservice Mitte",
        "22.03.2027",
        "09:00",
        "09:10",
        "1 × Personalausweis beantragen",
        "gebucht",
        "Erika Mustermann",
    ]
    assert rows[2][7:] == ["'=cmd|' /C calc'!A0", "a@example.de", "+496212930"]
