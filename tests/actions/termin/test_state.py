"""What the dialogue remembers of a booking."""

import json
from dataclasses import replace
from datetime import datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.termin.state import MAX_BACK, BookingState
from booking.model import Item
from nlu.dates import Terminwunsch, read_wish

# A busy machine is no fault.
BUSY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
NAMES = st.sampled_from(["ausweis", "pass", "mitte", "neckarau"])
WISHES = st.sampled_from(["nächste Woche nachmittags", "nicht montags", "so früh wie möglich", ""]).map(
    lambda text: read_wish(text, datetime(2026, 11, 23, 10)) if text else Terminwunsch()
)
states = st.builds(
    BookingState,
    purpose=st.sampled_from(["book", "move", "cancel", "show"]),
    step=st.sampled_from(["matter", "count", "place", "time", "slot", "contact", "cancel", "code"]),
    items=st.lists(st.builds(Item, NAMES, st.integers(1, 9)), max_size=3).map(tuple),
    count=st.none() | st.integers(1, 9),
    readings=st.lists(NAMES, max_size=3).map(tuple),
    offices=st.lists(NAMES, max_size=3).map(tuple),
    near=st.none() | NAMES,
    anywhere=st.booleans(),
    wish=WISHES,
    any_time=st.booleans(),
    offered=st.lists(NAMES, max_size=6).map(tuple),
    vorgang=st.none() | NAMES,
    held=st.none() | NAMES,
    holds=st.integers(0, 50),
)


def through_the_slot(state: BookingState) -> BookingState:
    return BookingState.from_json(json.loads(json.dumps(state.as_json())))


@BUSY
@given(states, states)
def test_a_state_comes_back_from_the_slot_as_it_went_in(state, earlier):
    remembering = state.remembering(earlier)
    assert through_the_slot(state) == state
    assert through_the_slot(remembering) == remembering


@BUSY
@given(states, states)
def test_back_is_the_state_before(state, earlier):
    back = through_the_slot(state.remembering(earlier)).back()
    assert back == replace(earlier, holds=state.holds)


@BUSY
@given(states)
def test_at_the_beginning_there_is_no_way_back(state):
    assert state.back() is None


@BUSY
@given(st.lists(states, min_size=2, max_size=12))
def test_the_way_back_is_short_and_leads_one_step_at_a_time(row):
    state = row[0]
    for later in row[1:]:
        state = replace(later, holds=0).remembering(state)
    way = []
    while (state := state.back()) is not None:
        way.append(replace(state, before=(), holds=0))
    assert way == [replace(s, holds=0) for s in reversed(row[:-1])][:MAX_BACK]


@BUSY
@given(st.lists(states, min_size=1, max_size=40))
def test_a_state_stays_small_however_long_the_booking_goes_on(row):
    state = BookingState()
    for later in row:
        state = later.remembering(state)
    assert len(json.dumps(state.as_json())) < 6_000


def test_what_was_left_open_is_known_only_when_it_does_not_matter():
    assert not BookingState().knows_place
    assert not BookingState().knows_time
    assert BookingState(anywhere=True).knows_place
    assert BookingState(any_time=True).knows_time


def test_a_day_ruled_out_says_not_yet_when():
    assert not BookingState(wish=read_wish("nicht montags", datetime(2026, 11, 23, 10))).knows_time
