"""Time in segments of five minutes, and a local day as a row of bits, one bit a segment.

Bit 0 of a day is its local midnight; bits count elapsed time, so a day has 276 bits when the clock
goes forward, 300 when it goes back, else 288. Whole days are compared with a few operations on one
integer, which makes searching sixty days of twenty offices a matter of milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from booking.calendar import Hours
from booking.model import BERLIN

SEGMENT_MINUTES = 5  # the greatest common divisor of the lengths that offices use
SEGMENT_SECONDS = 60 * SEGMENT_MINUTES
LONGEST_DAY = 25 * 60 // SEGMENT_MINUTES  # the day on which the clock goes back
_REGULAR_DAY = 24 * 60 // SEGMENT_MINUTES


def segment_of(moment: datetime) -> int:
    """The segment (counted from 1970-01-01 UTC) in which `moment` lies."""
    return int(moment.timestamp()) // SEGMENT_SECONDS


def moment_of(segment: int) -> datetime:
    """The beginning of a segment, in local time."""
    return datetime.fromtimestamp(segment * SEGMENT_SECONDS, UTC).astimezone(BERLIN)


def length_of(duration: timedelta) -> int:
    """How many segments a duration needs, rounded up, at least one."""
    return max(1, -(-int(duration.total_seconds()) // SEGMENT_SECONDS))


@lru_cache(maxsize=4096)
def first_segment(day: date) -> int:
    """The segment with which a local day begins."""
    return segment_of(datetime.combine(day, time(), BERLIN))


def day_length(day: date) -> int:
    """How many segments a local day has."""
    return first_segment(day + timedelta(days=1)) - first_segment(day)


def hours_mask(day: date, hours: Hours) -> int:
    """The segments of `day` that lie within `hours` by the clock on the wall."""
    begin, end = -(-_minutes(hours.start) // SEGMENT_MINUTES), _minutes(hours.end) // SEGMENT_MINUTES
    if day_length(day) == _REGULAR_DAY:
        return bits_between(begin, end)
    return _mask(bit for bit, wall in _wall_segments(day) if begin <= wall < end)


def starts_mask(day: date, hours: Hours, step: timedelta) -> int:
    """The segments of `day` in which an appointment may start: every `step` from the opening on."""
    begin, end = -(-_minutes(hours.start) // SEGMENT_MINUTES), _minutes(hours.end) // SEGMENT_MINUTES
    every = length_of(step)
    if day_length(day) == _REGULAR_DAY:
        return _mask(range(begin, end, every))
    return _mask(
        bit for bit, wall in _wall_segments(day) if begin <= wall < end and (wall - begin) % every == 0
    )


def before_mask(day: date, wall: time) -> int:
    """The segments of `day` that begin before `wall` by the clock on the wall."""
    end = -(-_minutes(wall) // SEGMENT_MINUTES)
    if day_length(day) == _REGULAR_DAY:
        return bits_between(0, end)
    return _mask(bit for bit, shown in _wall_segments(day) if shown < end)


def bits_between(begin: int, end: int) -> int:
    """The bits from `begin` (included) to `end` (excluded)."""
    return ((1 << max(end, begin)) - 1) & ~((1 << begin) - 1)


def runs(free: int, length: int) -> int:
    """The bits at which `length` free bits in a row begin."""
    have = 1
    while have < length:
        shift = min(have, length - have)
        free &= free >> shift
        have += shift
    return free


def bits_of(mask: int) -> Iterator[int]:
    """The set bits, lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _minutes(wall: time) -> int:
    return wall.hour * 60 + wall.minute


def _mask(bits: Iterator[int] | range) -> int:
    mask = 0
    for bit in bits:
        mask |= 1 << bit
    return mask


def _wall_segments(day: date) -> Iterator[tuple[int, int]]:
    """Each bit of a day with the segment that the clock on the wall shows."""
    for bit in range(day_length(day)):
        yield bit, _minutes(moment_of(first_segment(day) + bit).time()) // SEGMENT_MINUTES
