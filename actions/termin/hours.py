"""An hour said to an offer: „9 Uhr" and „10" mean that very time, not a search for times about then."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from actions.termin.contribution import Contribution
from actions.termin.moving_on import shown_slot
from actions.termin.state import BookingState
from nlu.dates import Span, read_wish

# A number alone is an hour in these, and a position or a count below.
OFFICE_HOURS = range(7, 20)
_AROUND_IT = (
    r"(?:(?:um|so|dann|lieber|die|den|und|oder|nein|falsch|doch|auch|geht|ginge|gehen|wäre|bitte|gut)\W+)*"
)
_NUMBER = re.compile(rf"\W*{_AROUND_IT}(\d{{1,2}})\W*{_AROUND_IT}", re.IGNORECASE)


def very_hour(state: BookingState, said: Contribution, found: BookingState | None) -> str | None:
    """The slot of `found` at the hour that was said to the offer of `state`, where only one can be meant."""
    if found is None or found.step != "slot" or state.step not in ("slot", "contact"):
        return None
    hours = {span.begin.time() for span in said.wish.spans if _is_an_hour(span) and span.begin}
    slots = [slot for slot_id in found.offered if (slot := shown_slot(slot_id))]
    is_one_day = len({(slot.office, slot.start.date()) for slot in slots}) == 1
    at = [slot.id for slot in slots if slot.start.time().replace(tzinfo=None) in hours]
    return at[0] if state.purpose == "book" and is_one_day and len(hours) == len(at) == 1 else None


def bare_hour(state: BookingState, said: Contribution, now: datetime) -> Contribution:
    """„10" beside six offers is ten o'clock, not the tenth of them and not how many come."""
    found = _NUMBER.fullmatch(f"{said.text} ")
    if found is None or state.step not in ("time", "slot", "contact"):
        return said
    hour = int(found[1])
    if hour <= len(state.offered) or hour not in OFFICE_HOURS:
        return said
    text = f"um {hour} Uhr"
    return replace(said, text=text, wish=read_wish(text, now), count=None, choice=None)


def _is_an_hour(span: Span) -> bool:
    """Whether the span is one time of day, said exactly."""
    return span.kind in ("time", "datetime") and not (span.about or span.excluded or span.open)
