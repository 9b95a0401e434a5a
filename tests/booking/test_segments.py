from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.calendar import Hours
from booking.model import BERLIN
from booking.segments import (
    bits_between,
    bits_of,
    day_length,
    first_segment,
    hours_mask,
    length_of,
    moment_of,
    runs,
    segment_of,
    starts_mask,
)

FORWARD, BACK = date(2027, 3, 28), date(2027, 10, 31)
days = st.sampled_from([FORWARD, BACK]) | st.dates(date(2026, 1, 1), date(2030, 12, 31))
walls = st.times(max_value=time(23, 59))


@pytest.mark.parametrize(("day", "length"), [(FORWARD, 276), (BACK, 300), (date(2027, 6, 1), 288)])
def test_a_day_has_as_many_segments_as_it_has_minutes(day: date, length: int):
    assert day_length(day) == length


@given(st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)))
def test_a_segment_begins_at_most_five_minutes_before_the_moment_in_it(moment: datetime):
    begin = moment_of(segment_of(moment)).astimezone(UTC)
    assert timedelta() <= moment - begin < timedelta(minutes=5)


@given(days, walls, walls)
def test_the_mask_of_hours_holds_exactly_the_segments_that_the_wall_clock_shows(
    day: date, start: time, end: time
):
    if end <= start:
        return
    shown = set()
    for bit in range(day_length(day)):
        wall = moment_of(first_segment(day) + bit).time()
        minutes = wall.hour * 60 + wall.minute
        if minutes >= start.hour * 60 + start.minute and minutes + 5 <= end.hour * 60 + end.minute:
            shown.add(bit)
    assert set(bits_of(hours_mask(day, Hours(start, end)))) == shown


@given(days, st.integers(1, 12))
def test_starts_come_every_step_and_only_while_it_is_open(day: date, every: int):
    hours = Hours(time(1), time(5))
    starts = starts_mask(day, hours, timedelta(minutes=5 * every))
    assert starts & ~hours_mask(day, hours) == 0
    for bit in bits_of(starts):
        wall = moment_of(first_segment(day) + bit)
        assert (wall.hour * 60 + wall.minute - 60) % (5 * every) == 0


@given(st.integers(0, 2**60), st.integers(1, 12))
def test_runs_begin_where_so_many_bits_in_a_row_are_free(free: int, length: int):
    expected = {n for n in range(64) if all(free >> (n + k) & 1 for k in range(length))}
    assert set(bits_of(runs(free, length))) == expected


@pytest.mark.parametrize(("minutes", "segments"), [(0, 1), (1, 1), (5, 1), (6, 2), (10, 2), (60, 12)])
def test_a_length_is_rounded_up_to_whole_segments(minutes: int, segments: int):
    assert length_of(timedelta(minutes=minutes)) == segments


def test_an_empty_stretch_has_no_bits():
    assert bits_between(5, 5) == bits_between(7, 3) == 0


def test_local_midnight_is_the_first_segment():
    assert moment_of(first_segment(BACK)) == datetime(2027, 10, 31, tzinfo=BERLIN)
