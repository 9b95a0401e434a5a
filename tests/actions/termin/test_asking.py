"""The next question: what one appointment cannot hold is asked apart, never for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from actions.termin.asking import next_question
from actions.termin.state import BookingState
from booking.embedded import EmbeddedBooking
from booking.model import Item
from booking.plan import Plan
from tests.actions.termin.town import KEY, OFFICES, RULES


async def test_what_is_too_long_together_is_booked_one_after_the_other(town, bureau):
    short = [replace(office, max_duration=timedelta(minutes=15)) for office in OFFICES]
    plan = Plan(short, RULES)
    port = EmbeddedBooking(town.engine, lambda: plan, KEY, town.clock)
    wanted = BookingState(items=(Item("ausweis"), Item("pass")))
    outcome = await next_question(replace(bureau, port=port), wanted)
    assert outcome.state is not None
    assert outcome.state.step == "matter"
    [buttons] = [block for block in outcome.blocks if block.type == "buttons"]
    labels = [button.label for button in buttons.buttons]
    assert labels == ["Personalausweis beantragen", "Reisepass beantragen"]


async def test_more_than_fit_into_one_appointment_are_counted_again(bureau):
    outcome = await next_question(bureau, BookingState(items=(Item("ausweis", 99),)))
    assert outcome.state is not None
    assert outcome.state.step == "count"
